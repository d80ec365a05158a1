public import Domain
public import Vault

extension AcceptInvitation {
    /// A second factor for somebody who was invited: it becomes theirs when they show that their telephone has it.
    public struct Proposal: Sendable {
        let factor: SecondFactor

        /// A new one, by chance.
        public init(_ place: Workplace) { factor = SecondFactor(place.chance) }

        /// One that travelled sealed in the form.
        /// - Returns: nil unless there are exactly 20 bytes.
        public init?(sealed bytes: [UInt8]) {
            guard bytes.count == 20 else { return nil }
            factor = SecondFactor(secret: Secret(bytes))
        }

        /// What goes sealed into the form, and nowhere else.
        public var bytes: [UInt8] { factor.secret.exposed }
        /// The secret as it is typed into an app, in groups of four.
        public var typed: Confidential<String> { factor.typed }

        /// The address that an app reads.
        public func address(login: String, issuer: String) -> Confidential<String> { factor.address(login: login, issuer: issuer) }
    }

    /// - Parameter factor: what the person's app shows for the proposal.
    /// - Throws: as the call with a second factor.
    public func callAsFunction(
        _ typed: Confidential<String>, passphrase: Confidential<String>, proposal: Proposal, factor: Confidential<String>
    ) async throws(WorkRefusal) -> String {
        try await self(typed, passphrase: passphrase, secondFactor: proposal.factor, factor: factor)
    }
}

extension InvitationCode {
    /// As it is handed over: five groups of five.
    public var handedOver: Confidential<String> { text }
}

extension WorkRefusal {
    /// The stable word for what is wrong with a passphrase; nil for every other refusal.
    public var passphraseProblem: String? { if case .poorPassphrase(let problem) = self { problem.rawValue } else { nil } }
}
