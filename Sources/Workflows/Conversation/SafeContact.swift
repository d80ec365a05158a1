public import Domain
import Vault

/// How and when somebody may be called, in their own words. Nothing is ever sent on our own account.
/// - Source: security 6.6; R7, R41.
public struct SafeContact: Sendable {
    public let number: Confidential<String>
    /// When it is safe.
    public let times: Confidential<String>
    /// Who may pick up, and what may be said.
    public let manner: Confidential<String>
    /// Whether a message may be left on voicemail.
    public let voicemail: Bool

    public init(number: Confidential<String>, times: Confidential<String>, manner: Confidential<String>, voicemail: Bool) {
        self.number = number
        self.times = times
        self.manner = manner
        self.voicemail = voicemail
    }

    var packed: [UInt8] {
        Packed.write([
            Array(number.revealed.utf8), Array(times.revealed.utf8), Array(manner.revealed.utf8), [voicemail ? 1 : 0],
        ])
    }

    init?(packed bytes: [UInt8]) {
        guard let fields = Packed.read(bytes), fields.count == 4 else { return nil }
        number = Confidential(Packed.text(fields[0]))
        times = Confidential(Packed.text(fields[1]))
        manner = Confidential(Packed.text(fields[2]))
        voicemail = fields[3] == [1]
    }
}

/// Says anew how one may be reached, or that it is only here. What stood there before is removed, not hidden.
/// - Source: security 6.6; R41.
public struct ChangeContact: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Parameter contact: nil for 'only here, with the code'.
    /// - Throws: `.erased`, `.logUnavailable`, `.storeUnavailable`.
    public func callAsFunction(_ contact: SafeContact?, in session: PersonSession) async throws(WorkRefusal) {
        guard let conversation = try await place.stored({ try await place.stores.conversations.conversation(session.conversation) }) else {
            throw .erased
        }
        let (section, key, _) = try await place.open(
            session.messages, of: session.dossier, for: .subject, session.keyPair, after: try await place.receipt(session))
        let before = try await place.read(section, key).contacts
        let items = try await place.stored {
            try contact.map { [try ItemWriter(place: place, section: section, key: key).item(.contact, $0.packed)] } ?? []
        }
        try await place.addLogged(items, to: conversation, ConversationChange(), .contactChanged, by: .subject, session.readers)
        for old in before { try await place.stored { try await place.stores.sections.remove(old) } }
        place.changes.announce(conversation)
    }
}
