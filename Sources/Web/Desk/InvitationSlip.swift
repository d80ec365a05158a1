import Workflows

/// What travels sealed from the first step to the second: the code, and the second factor that was proposed.
struct InvitationSlip: Sendable {
    let code: String
    let proposal: AcceptInvitation.Proposal

    init(code: String, proposal: AcceptInvitation.Proposal) {
        self.code = code
        self.proposal = proposal
    }

    init?(packed bytes: [UInt8]) {
        guard bytes.count > 20, let proposal = AcceptInvitation.Proposal(sealed: Array(bytes[..<20])) else { return nil }
        self.init(code: String(decoding: bytes[20...], as: UTF8.self), proposal: proposal)
    }

    var packed: [UInt8] { proposal.bytes + Array(code.utf8) }
}
