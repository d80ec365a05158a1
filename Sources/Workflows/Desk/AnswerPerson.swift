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
        if present.contains(where: { $0.id == name }) { return }
        guard present.count <= seen else { throw .newerMessage }
        let item = try await place.stored {
            try ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
                .text(.messageFromHelper, text, id: name)
        }
        try await commit(
            ConversationChange(when: .revision(held.conversation.revision), state: .answered, week: place.week), to: id, adding: [item])
        try await dropDrafts(held, session)
        place.changes.announce(held.conversation)
    }

    /// Hands over to the team, with a note that only the team can read.
    public func handOver(
        _ id: Identifier<Conversation>, note: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        let held = try await held(id, session)
        try await mustHold(held, session)
        _ = try await log(.conversationHandedOver, .execute, held, session)
        let written = note.isSaid ? [try await sealed(.note, note, held, session)] : []
        try await commit(ConversationChange(when: .claimed(by: session.worker.id), claim: .nobody), to: id, adding: written)
        place.floor.ended(id, at: place.now())
        place.changes.announce(held.conversation)
    }

    /// Ends the conversation for the team, and says how it ended. The person can still read, and write again.
    /// - Parameter seen: the number of messages that stood on the worker's screen; nothing that came since is closed away.
    /// - Throws: `.newerMessage` when the person wrote something that the worker has not seen yet.
    public func close(
        _ id: Identifier<Conversation>, because reason: ClosingReason, seen: Int, by session: WorkerSession
    ) async throws(WorkRefusal) {
        let held = try await held(id, session)
        try await mustHold(held, session)
        let receipt = try await log(.conversationClosed, .update, held, session, detail: reason.rawValue)
        guard try await messages(held, after: receipt).present.count <= seen else { throw .newerMessage }
        let closing = CaseCard.Closing(at: place.now(), by: session.worker.id, reason: reason)
        let card = try await card(held, session) {
            $0.closing = closing
            $0.takenFrom = nil
        }
        try await commit(
            ConversationChange(
                when: .revision(held.conversation.revision), state: .closed, claim: .nobody, card: card,
                cardGeneration: card.map { _ in held.team.generation }), to: id)
        place.floor.ended(id, at: place.now())
        place.changes.announce(held.conversation)
    }

    private func messages(
        _ held: Held, after receipt: LogReceipt
    ) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey, present: [Message]) {
        let (section, key, _) = try await place.open(
            held.conversation.messages, of: held.conversation.dossier, for: held.holder, held.keyPair, after: receipt)
        return (section, key, try await place.read(section, key).messages)
    }
}
