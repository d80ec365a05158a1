public import Domain
import Vault

/// Calling somebody back, and knowing when nothing may go out.
/// - Source: security 6.6; R4, R39, R41.
extension HelpPerson {
    /// Seconds for which nothing can be written after a conversation that was no request for help.
    public static let pause: Int64 = 2 * 3600

    /// Writes down how a call went. The program itself calls nobody.
    /// - Parameters:
    ///   - note: the same in words, for the team.
    ///   - seen: the number of messages that stood on the worker's screen.
    ///   - slip: what belongs to the form; sent twice it is one call.
    /// - Throws: `.readAlong` when somebody may read along by now.
    public func called(
        _ id: Identifier<Conversation>, _ outcome: CallOutcome, note: Confidential<String>, seen: Int, slip: Confidential<String>,
        by session: WorkerSession
    ) async throws(WorkRefusal) {
        let held = try await held(id, session)
        try await mustHold(held, session)
        let receipt = try await log(.callNoted, .create, held, session, detail: outcome.rawValue)
        let (section, key, present) = try await messages(held, after: receipt)
        guard !present.isMonitored, session.card(held.conversation)?.isMonitored != true else { throw .readAlong }
        let mark = try await place.stored {
            try ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
                .item(.contact, ContactMark(outcome).packed, id: place.name(of: note, slip: slip))
        }
        if try await isThere(mark, in: section) { return }
        let written = try await sealed(.note, note, held, session)
        var change = ConversationChange()
        if outcome != .notReached {
            let card = try await card(held, session) { $0.call = nil }
            let isHeard = outcome == .spoken && present.messages.count <= seen && held.conversation.state == .waiting
            change = ConversationChange(
                when: .revision(held.conversation.revision), state: isHeard ? .answered : nil, card: card,
                cardGeneration: card.map { _ in held.team.generation }, week: place.week)
        }
        try await commit(change, to: id, adding: [mark, written])
        if change.state == .answered { _ = try await waitsAgain(held, session, beyond: present.count + 1) }
        if outcome == .stop { for old in present.contacts { try await place.stored { try await place.stores.sections.remove(old) } } }
        place.changes.announce(held.conversation)
    }

    private func isThere(_ item: SealedItem, in section: DossierSection) async throws(WorkRefusal) -> Bool {
        try await place.stored { try await place.stores.sections.items(section.id, after: 0, limit: .max) }.contains { $0.id == item.id }
    }

    /// Somebody may read along: from now on nothing goes out, and no number is shown to anybody. Everybody of the team may say so.
    public func markMonitored(_ id: Identifier<Conversation>, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        let receipt = try await log(.monitoringMarked, .update, held, session)
        let (section, key, present) = try await messages(held, after: receipt)
        if !present.isMonitored {
            try await add(.monitored, section, key, held, session)
        }
        try await recard(id, session) { $0.isMonitored = true }
        place.changes.announce(held.conversation)
    }

    /// Nobody reads along after all, with a reason that the team can read. What the person answered before stands.
    /// - Parameter isSaid: whether the person's own answers say that somebody may read along.
    /// - Throws: `.empty` without a reason; `.readAlong` when the person's answers say so.
    public func liftMonitored(
        _ id: Identifier<Conversation>, why: Confidential<String>, isSaid: (Confidential<String>) -> Bool = { _ in false },
        by session: WorkerSession
    ) async throws(WorkRefusal) {
        guard why.isSaid else { throw .empty }
        let held = try await held(id, session)
        try await mustHold(held, session)
        let receipt = try await log(.monitoringLifted, .update, held, session)
        let (section, key, present) = try await messages(held, after: receipt)
        if let answers = present.answers, isSaid(answers) { throw .readAlong }
        guard present.isMonitored else { return }
        try await commit(ConversationChange(), to: id, adding: [try await sealed(.note, why, held, session)])
        try await add(.notMonitored, section, key, held, session)
        try await recard(id, session) { $0.isMonitored = false }
        place.changes.announce(held.conversation)
    }

    func add(
        _ mark: ContactMark, _ section: DossierSection, _ key: SectionKey, _ held: Held, _ session: WorkerSession
    ) async throws(WorkRefusal) {
        let item = try await place.stored {
            try ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id)).item(.contact, mark.packed)
        }
        try await commit(ConversationChange(), to: held.conversation.id, adding: [item])
    }

    /// Changes the card whatever else happens to the conversation at that moment: each try begins with what stands there then. A card that is so
    /// already is not written.
    /// - Throws: `.storeUnavailable` when something else came first every time.
    func recard(
        _ id: Identifier<Conversation>, _ session: WorkerSession, _ change: (inout CaseCard) -> Void
    ) async throws(WorkRefusal) {
        for _ in 0..<5 {
            let held = try await held(id, session)
            guard let before = session.card(held.conversation) else { return }
            var wanted = before
            change(&wanted)
            guard wanted != before, let card = try await sealed(wanted, held) else { return }
            do {
                return try await commit(
                    ConversationChange(when: .revision(held.conversation.revision), card: card, cardGeneration: held.team.generation),
                    to: id)
            } catch WorkRefusal.newerMessage { continue }
        }
        throw .storeUnavailable
    }
}
