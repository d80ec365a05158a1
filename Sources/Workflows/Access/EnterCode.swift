public import Domain
import Vault

/// Comes back with a code.
/// - Source: security 2.3, invariant I6; W1.
public struct EnterCode: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Parameter typed: digits or words, as somebody types them.
    /// - Returns: the cookie of the session.
    /// - Throws: `.unreadableCode` without any work, when it cannot be a code; `.unknown` for codes that were never given, erased or are no
    ///   longer kept, which are the same to us; `.busy`; `.logUnavailable`; `.storeUnavailable`.
    public func callAsFunction(_ typed: Confidential<String>) async throws(WorkRefusal) -> String {
        let code: ReturnCode
        do {
            code = try ReturnCode.read(typed.revealed, words: place.words)
        } catch {
            throw .unreadableCode(error)
        }
        let derived = try await place.stored { try await place.codes.derive(code) }
        guard var session = try await session(derived) else { throw .unknown }
        let (week, dossier) = (place.week, session.dossier)
        try await place.stored { try await place.stores.dossiers.keep(dossier, .byCode, visitedIn: week) }
        // Whoever handed it over knows it too: from here on it is replaced by one that nobody else has.
        if try await InwardReferrals(place).isHanded(dossier, derived.locator) {
            session.unprovenCode = ReturnCode(place.chance)
            session.replaces = derived.locator
        }
        try await place.begin(session)
        try? await InwardReferrals(place).arrived(session)
        return SessionSeal.cookie(session.token)
    }

    /// Whether a code opens this very dossier; asked again before something that cannot be undone.
    func confirms(_ typed: Confidential<String>, _ session: PersonSession) async throws(WorkRefusal) -> CodeKeys.Derived {
        let code: ReturnCode
        do {
            code = try ReturnCode.read(typed.revealed, words: place.words)
        } catch {
            throw .unreadableCode(error)
        }
        let derived = try await place.stored { try await place.codes.derive(code) }
        let row = try await place.stored { try await place.stores.dossiers.returnKey(derived.locator) }
        guard let opened = place.codes.open(row, derived), opened.dossier == session.dossier else { throw .unknown }
        return derived
    }

    /// A session for whoever holds the code, with its entry in the log; nil when the code opens nothing.
    func session(_ derived: CodeKeys.Derived) async throws(WorkRefusal) -> PersonSession? {
        let row = try await place.stored { try await place.stores.dossiers.returnKey(derived.locator) }
        guard let opened = place.codes.open(row, derived) else { return nil }
        guard let conversation = try await place.stored({ try await place.stores.conversations.conversation(of: opened.dossier) }) else {
            return nil
        }
        let token = SessionSeal.newToken()
        let now = place.now()
        let receipt = try await place.logged(
            AuditEntry(
                .codeEntered, .read, at: now, by: .subject, dossier: opened.dossier, section: conversation.messages,
                conversation: conversation.id),
            AuditReaders(subject: opened.keyPair.publicKey, review: nil, scope: SessionSeal.hash(token)))
        let held = await heldKey(conversation, opened.keyPair, after: receipt)
        var session = PersonSession(
            dossier: opened.dossier, conversation: conversation.id, messages: conversation.messages, team: conversation.team,
            keyPair: opened.keyPair, receipt: receipt, held: held, unprovenCode: nil, startedAt: now, seenAt: now, token: token,
            formScope: SessionSeal.scope(token))
        session.cameBy = [derived.locator]
        return session
    }
    // What goes wrong here goes wrong again, with its own words, when they read or write.
    private func heldKey(_ conversation: Conversation, _ keyPair: KeyPair, after receipt: LogReceipt) async -> HeldKey? {
        guard let shred = try? await place.stores.shred.key(for: conversation.dossier),
            let grant = try? await place.stores.sections.grant(conversation.messages, to: .subject),
            let key = try? place.keys.open(grant, of: conversation.dossier, with: keyPair, shred: shred, after: receipt)
        else { return nil }
        return try? place.keys.hold(key, of: conversation.dossier, shred: shred)
    }
}
