public import Domain
import Vault

/// What a person sees of their own conversation.
public struct OwnConversation: Sendable {
    public let messages: [Message]
    public let state: Conversation.State
    public let teamName: String
    /// Whether they left a way to be called; nil also when somebody may read along, or when its time is over.
    public let contact: SafeContact?
    /// Whether they wait for a call.
    public let wantsCall: Bool
    /// How the last call went, and when.
    public let lastCall: (outcome: CallOutcome, at: Instant)?
    /// Whether a helper marked that somebody may read along, or the person said so when they began to talk.
    public let isMonitored: Bool
    /// Until when nothing can be written, after a conversation that was no request for help.
    public let pausedUntil: Instant?
    /// What they answered before they wrote, when it went along.
    public let answers: Confidential<String>?
    /// When they answered it.
    public let answeredAt: Instant?
    /// Words that helpers proposed for parts of their story, oldest first.
    public let proposals: [PartProposal]
    /// How many things stand in it, so that a page can tell whether something came since.
    public let count: Int
}

/// Reads one's own conversation.
public struct ReadOwnConversation: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Throws: `.erased`, `.logUnavailable`, `.storeUnavailable`.
    public func callAsFunction(_ session: PersonSession) async throws(WorkRefusal) -> OwnConversation {
        guard let conversation = try await place.stored({ try await place.stores.conversations.conversation(session.conversation) }) else {
            throw .erased
        }
        let (opened, _, _) = try await place.opened(
            session.messages, of: session.dossier, for: .subject, session.keyPair, after: try await place.receipt(session))
        await place.removeOver(opened, of: conversation, session.readers)
        let team = try await place.stored { try await place.stores.teams.team(session.team) }
        let contact = opened.callable(at: place.now())
        return OwnConversation(
            messages: opened.messages, state: conversation.state, teamName: team.map { place.name($0) } ?? "", contact: contact,
            wantsCall: contact != nil && opened.wantsCall, lastCall: opened.isMonitored ? nil : opened.lastCall,
            isMonitored: opened.isMonitored, pausedUntil: conversation.state == .closed ? opened.pausedUntil(at: place.now()) : nil,
            answers: opened.answers, answeredAt: opened.answeredAt, proposals: opened.proposals,
            count: opened.count + (try await place.pulse(of: session.conversation)))
    }

    /// Whether something was added since there were so many things in it. Nothing is opened for it.
    /// - Throws: `.storeUnavailable`.
    public func hasMore(than count: Int, _ person: ListeningPerson) async throws(WorkRefusal) -> Bool {
        guard let (_, present) = try await place.stored({ try await place.stores.conversations.progress(of: person.conversation) }) else {
            return false
        }
        return present > count
    }
}

/// Goes on writing. The message and its entry in the log are on disk, both, before anybody hears that it arrived.
public struct WriteMessage: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Parameters:
    ///   - slip: what belongs to the form it was written on; the same words on the same form are one message.
    ///   - isMonitored: whether the answers that went along with the first message say that somebody may read along.
    /// - Throws: `.empty`, `.erased`, `.logUnavailable`, `.storeUnavailable`.
    public func callAsFunction(
        _ text: Confidential<String>, in session: PersonSession, slip: Confidential<String>,
        isMonitored: (Confidential<String>) -> Bool = { _ in false }
    ) async throws(WorkRefusal) {
        guard text.revealed.contains(where: { !$0.isWhitespace }) else { throw .empty }
        let cameIn = try await place.receipt(session)
        guard let shred = try await place.stored({ try await place.stores.shred.key(for: session.dossier) }) else { throw .erased }
        let entry = AuditEntry(
            .messageAdded, .create, at: place.now(), by: .subject, dossier: session.dossier, section: session.messages, detail: "1",
            conversation: session.conversation)
        // Side by side: without its entry nothing counts as accepted, and without the message neither.
        let underWay = try place.begun(entry, session.readers)
        let name = place.name(of: text, slip: slip)
        let isAdded = try await addToTurn(text, name, session, shred, after: cameIn)
        // A team can get its next key, and a part too, at that very moment.
        if !isAdded {
            guard try await place.anew({ () throws(WorkRefusal) in try await beginTurn(text, name, session, isMonitored) }) else {
                throw .storeUnavailable
            }
        }
        do { _ = try await underWay.receipt() } catch { throw .logUnavailable }
        // What is added to one's turn changes nothing in the list of who waits.
        if !isAdded { place.changes.announce(session.team) }
        place.changes.tell([session.conversation])
    }

    /// Adds to what the person wrote since the last answer, with the key that the session has at hand: one statement and nothing else.
    /// - Returns: false when it is not their turn any more, or the key is not the present one.
    private func addToTurn(
        _ text: Confidential<String>, _ name: Identifier<SealedItem>, _ session: PersonSession, _ shred: Sealed<ShredKeyContent>,
        after receipt: LogReceipt
    ) async throws(WorkRefusal) -> Bool {
        guard let held = session.held, let key = try? place.keys.open(held, of: session.dossier, shred: shred, after: receipt)
        else { return false }
        let section = DossierSection(id: held.section, dossier: session.dossier, kind: .messages, version: held.version)
        return try await place.stored {
            do {
                let item = try ItemWriter(place: place, section: section, key: key).text(.messageFromPerson, text, id: name)
                try await place.stores.conversations.addToTurn(item, of: session.conversation)
            } catch StoreRefusal.conflict {
                return false
            } catch StoreRefusal.duplicate {
                // The same words on the same form arrived before: that is what the person wants to hear.
            }
            return true
        }
    }

    /// Writes with the present key, and asks for an answer again when there was one.
    private func beginTurn(
        _ text: Confidential<String>, _ name: Identifier<SealedItem>, _ session: PersonSession,
        _ isMonitored: (Confidential<String>) -> Bool
    ) async throws(WorkRefusal) {
        guard let conversation = try await place.stored({ try await place.stores.conversations.conversation(session.conversation) }) else {
            throw .erased
        }
        let (section, key, _) = try await place.open(
            session.messages, of: session.dossier, for: .subject, session.keyPair, after: try await place.receipt(session))
        let change = try await turn(conversation, section, key, isMonitored, isChat: session.isChat)
        try await place.stored {
            do {
                let item = try ItemWriter(place: place, section: section, key: key).text(.messageFromPerson, text, id: name)
                try await place.stores.conversations.add([item], to: session.conversation, change)
            } catch StoreRefusal.duplicate {
                // Arrived before.
            }
        }
        if change.isEmpty { try await waitAgain(session, section, key, isMonitored) }
    }

    // It was the person's turn when they began. When a helper answered or closed at that very moment, without these words, it is their turn again.
    private func waitAgain(
        _ session: PersonSession, _ section: DossierSection, _ key: SectionKey, _ isMonitored: (Confidential<String>) -> Bool
    ) async throws(WorkRefusal) {
        guard let now = try await place.stored({ try await place.stores.conversations.conversation(session.conversation) }),
            now.state != .waiting
        else { return }
        let change = try await turn(now, section, key, isMonitored, isChat: session.isChat)
        try await place.stored { try await place.stores.conversations.add([], to: now.id, change) }
    }

    // The person's turn begins with their first message after an answer; what they add to it keeps their place.
    // The queue gets a new card, on which everything stands that stood on the one before: the person cannot open that one.
    private func turn(
        _ conversation: Conversation, _ section: DossierSection, _ key: SectionKey, _ isMonitored: (Confidential<String>) -> Bool,
        isChat: Bool
    ) async throws(WorkRefusal) -> ConversationChange {
        guard conversation.state != .waiting else { return ConversationChange() }
        let present = try await place.read(section, key)
        if conversation.state == .closed, let until = present.pausedUntil(at: place.now()) { throw .paused(until: until) }
        let isReadAlong = present.isMonitored || present.answers.map(isMonitored) ?? false
        let call = present.wantsCall && !isReadAlong ? present.callable(at: place.now())?.wish(at: place.now()) : nil
        let team = try await place.stored { try await place.stores.teams.team(conversation.team) }
        guard let team, let key = team.publicKey else { throw .storeUnavailable }
        var said = CaseCard(waitingSince: place.now(), isMonitored: isReadAlong, isChat: isChat, call: call)
        said.isSpared = present.isSpared
        let kept = said
        let card = try await place.stored {
            try CaseCardSeal.seal(kept, of: conversation.id, to: team.id, generation: team.generation, key)
        }
        return ConversationChange(
            state: .waiting, card: card, cardGeneration: team.generation, arrives: true, week: place.week)
    }
}

extension Workplace {
    /// Until when the session that a browser holds begins no chat; nil when it may, or there is none.
    func pausedUntil(_ cookie: String) async throws(WorkRefusal) -> Instant? {
        guard let session = try await personSession(cookie, renews: false) else { return nil }
        return try? await ReadOwnConversation(self)(session).pausedUntil
    }

    /// Adds items and their entry in the log side by side, and waits for both. Without its entry nothing counts as accepted.
    func addLogged(
        _ items: [SealedItem], to conversation: Conversation, _ change: ConversationChange, _ kind: AuditEntry.Kind,
        by actor: AuditEntry.Actor, _ readers: AuditReaders
    ) async throws(WorkRefusal) {
        let entry = AuditEntry(
            kind, items.isEmpty ? .update : .create, at: now(), by: actor, dossier: conversation.dossier,
            section: items.first?.section ?? conversation.messages, detail: String(items.count),
            team: actor == .subject ? nil : conversation.team, conversation: conversation.id)
        let underWay = try begun(entry, readers)
        do {
            try await stores.conversations.add(items, to: conversation.id, change)
        } catch StoreRefusal.duplicate {
            // The same words on the same form arrived before: that is what the person wants to hear.
        } catch StoreRefusal.gone {
            throw .erased
        } catch StoreRefusal.conflict {
            throw .taken(by: nil)
        } catch {
            throw .storeUnavailable
        }
        do { _ = try await underWay.receipt() } catch { throw .logUnavailable }
    }
}
