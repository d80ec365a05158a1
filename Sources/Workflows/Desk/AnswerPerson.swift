public import Domain
import Vault

extension HelpPerson {
    /// Answers. Refused when the person wrote something that the worker has not seen yet.
    /// - Parameters:
    ///   - seen: the number of messages that stood on the worker's screen.
    ///   - slip: what belongs to the form; the same words on the same form are one answer.
    public func answer(
        _ id: Identifier<Conversation>, _ text: Confidential<String>, seen: Int, slip: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        guard text.isSaid else { throw .empty }
        let held = try await held(id, session)
        try await mustHold(held, session)
        let receipt = try await log(.messageAdded, .create, held, session)
        let (section, key, present) = try await messages(held, after: receipt)
        let name = place.name(of: text, slip: slip)
        if present.messages.contains(where: { $0.id == name }) { return }
        guard present.messages.count <= seen else { throw .newerMessage }
        let item = try await place.stored {
            try ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
                .text(.messageFromHelper, text, id: name)
        }
        try await commit(
            ConversationChange(when: .revision(held.conversation.revision), state: .answered, week: place.week), to: id, adding: [item])
        _ = try await waitsAgain(held, session, beyond: present.count + 1)
        try await dropDrafts(held, session)
        place.changes.announce(held.conversation)
    }

    /// The person sees that an answer is on its way. Nothing is opened or kept for it.
    /// - Throws: `.taken` when a colleague has the conversation.
    public func writes(in id: Identifier<Conversation>, by session: WorkerSession) async throws(WorkRefusal) {
        try await mustHold(try await held(id, session), session)
        place.changes.writes(in: id)
    }

    /// Hands over to the team, with a note that only the team can read.
    public func handOver(
        _ id: Identifier<Conversation>, note: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        let held = try await held(id, session)
        try await mustHold(held, session)
        _ = try await log(.conversationHandedOver, .execute, held, session)
        let written = note.isSaid ? [try await sealed(.note, note, held, session)] : []
        try await commit(
            ConversationChange(when: .claimed(by: session.worker.id), claim: .nobody, noteWaits: note.isSaid ? true : nil), to: id,
            adding: written)
        place.floor.ended(id, at: place.now())
        place.changes.announce(held.conversation)
    }

    /// Ends the conversation for the team, and says how it ended. The person can still read, and write again.
    /// - Parameter seen: the number of messages that stood on the worker's screen; nothing that came since is closed away.
    /// - Parameter farewell: what is said, in a language, when it was no request for help: the same to everybody. Nothing can be written for
    ///   two hours then.
    /// - Throws: `.newerMessage` when the person wrote something that the worker has not seen yet; `.callWaits` when they asked to be called
    ///   and nobody wrote down how that went.
    public func close(
        _ id: Identifier<Conversation>, because reason: ClosingReason, seen: Int, by session: WorkerSession,
        farewell: (LanguageTag) -> Confidential<String>? = { _ in nil }
    ) async throws(WorkRefusal) {
        let held = try await held(id, session)
        try await mustHold(held, session)
        if reason != .abuse, session.card(held.conversation)?.wantsCall(at: place.now()) == true { throw .callWaits }
        let receipt = try await log(.conversationClosed, .update, held, session, detail: reason.rawValue)
        let (section, key, present) = try await messages(held, after: receipt)
        guard present.messages.count <= seen else { throw .newerMessage }
        let closing = CaseCard.Closing(at: place.now(), by: session.worker.id, reason: reason)
        let card = try await card(held, session) {
            $0.closing = closing
            ($0.takenFrom, $0.asked, $0.call) = (nil, nil, nil)
        }
        let last = reason == .abuse ? try await parting(section, key, farewell(held.conversation.language), session) : []
        try await commit(
            ConversationChange(
                when: .revision(held.conversation.revision), state: .closed, claim: .nobody, card: card,
                cardGeneration: card.map { _ in held.team.generation }), to: id, adding: last)
        place.floor.ended(id, at: place.now())
        let isTooEarly = try await waitsAgain(held, session, beyond: present.count + last.count)
        place.changes.announce(held.conversation)
        if isTooEarly { throw .newerMessage }
    }

    private func parting(
        _ section: DossierSection, _ key: SectionKey, _ text: Confidential<String>?, _ session: WorkerSession
    ) async throws(WorkRefusal) -> [SealedItem] {
        let writer = ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
        return try await place.stored {
            try (text.map { [try writer.text(.messageFromHelper, $0)] } ?? []) + [try writer.item(.contact, ContactMark.paused.packed)]
        }
    }

    /// The person may have written at the very instant: what nobody has seen must not stand as answered. Both sides look again after they
    /// wrote, so whoever comes last sees the other.
    /// - Returns: whether it is the person's turn again.
    func waitsAgain(_ held: Held, _ session: WorkerSession, beyond count: Int) async throws(WorkRefusal) -> Bool {
        let messages = held.conversation.messages
        let unseen = try await place.stored { try await place.stores.sections.items(messages, after: count, limit: 1) }
        guard !unseen.isEmpty else { return false }
        let now = place.now()
        let card = try await card(held, session) { card in
            card.waitingSince = now
            (card.takenFrom, card.closing) = (nil, nil)
        }
        try await commit(
            ConversationChange(
                state: .waiting, card: card, cardGeneration: card.map { _ in held.team.generation }, arrives: true),
            to: held.conversation.id)
        return true
    }

    func messages(
        _ held: Held, after receipt: LogReceipt
    ) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey, present: OpenedSection) {
        let (section, key, _) = try await place.open(
            held.conversation.messages, of: held.conversation.dossier, for: held.holder, held.keyPair, after: receipt)
        return (section, key, try await place.read(section, key))
    }
}
