public import Domain
import Vault

/// What a shift lead looks back at: numbers of the shift, what was no request for help, and a sample of closed conversations that was announced
/// to both sides beforehand.
/// - Source: issue 4, 'a shift lead sees numbers and reviews a sample that was announced'; R3, R105; for a lawyer to check.
public struct LookBack: Sendable {
    /// One of so many closed conversations is drawn, by a key that nobody who works here has: nobody chooses, and nobody knows beforehand.
    public static let oneIn: UInt32 = 20
    /// Hours that are counted when the roster knows no shift of the one who looks.
    public static let hours: Int64 = 8
    /// The reason that stands with every opening in the log.
    public static let reason = "kwaliteitstoets"

    /// How it went since a moment, in numbers.
    public struct Numbers: Sendable {
        public let from: Instant
        /// How conversations were closed.
        public let closed: [ClosingReason: Int]
        /// How chats went, counted by all nodes together.
        public let chats: DeskTally.View
        /// How long those wait now who chat.
        public let waiting: [WaitBand: Int]
        /// Who else waits for an answer: who left a message, and whose page of a chat closed.
        public let besides: Int
        /// Conversations that somebody has in hand.
        public let inHand: Int
    }
    /// A closed conversation, without content and without who had it.
    public struct Row: Sendable, Hashable {
        public let id: Identifier<Conversation>
        public let number: Int
        public let language: LanguageTag
        public let at: Instant
        public let reason: ClosingReason
    }
    public struct View: Sendable {
        public let numbers: Numbers
        /// What was drawn from the last two weeks, the latest first.
        public let sample: [Row]
        /// What was no request for help, the latest first.
        public let abuse: [Row]
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Throws: `.notFound` when the role does not lead shifts; `.storeUnavailable`.
    public func callAsFunction(_ session: WorkerSession) async throws(WorkRefusal) -> View {
        guard session.may(.leadShift) else { throw .notFound }
        let closed = try await closed(session)
        return View(
            numbers: try await numbers(session, closed.map(\.row)), sample: closed.filter(\.isDrawn).map(\.row),
            abuse: closed.map(\.row).filter { $0.reason == .abuse })
    }

    private func numbers(_ session: WorkerSession, _ closed: [Row]) async throws(WorkRefusal) -> Numbers {
        let now = place.now()
        let planned = try await place.stored {
            try await place.stores.roster.shifts(of: session.worker.id, from: now, to: now.adding(seconds: 1))
        }
        let from = planned.map(\.shift.from).min() ?? now.adding(seconds: -Self.hours * 3600)
        let queue = try await place.stored { try await place.stores.conversations.queue(of: session.desks, limit: 1000) }
        let chats = place.floor.waits(for: session.desks, at: now)
        return Numbers(
            from: from, closed: Dictionary(grouping: closed.filter { $0.at >= from }, by: \.reason).mapValues(\.count),
            chats: place.floor.tally(of: session.desks, since: from, at: now),
            waiting: Dictionary(grouping: chats.values, by: { WaitBand(seconds: $0) }).mapValues(\.count),
            besides: queue.count { $0.state == .waiting && $0.claimedBy == nil && chats[$0.id] == nil },
            inHand: queue.count { $0.claimedBy != nil })
    }

    private func closed(_ session: WorkerSession) async throws(WorkRefusal) -> [(row: Row, isDrawn: Bool)] {
        let closed = try await place.stored { try await place.stores.conversations.closed(of: session.desks, limit: 1000) }
        return closed.compactMap { conversation -> (row: Row, isDrawn: Bool)? in
            guard let card = session.card(conversation), let closing = recent(card) else { return nil }
            let row = Row(
                id: conversation.id, number: conversation.number, language: conversation.language, at: closing.at, reason: closing.reason)
            return (row, isDrawn(conversation, card, closing, session))
        }.sorted { $0.row.at > $1.row.at }
    }

    private func recent(_ card: CaseCard) -> CaseCard.Closing? {
        card.closing.flatMap { place.now().seconds - $0.at.seconds <= ClosedConversations.days * 86_400 ? $0 : nil }
    }

    // Never one's own, and never that of somebody who does not want it.
    private func isDrawn(
        _ conversation: Conversation, _ card: CaseCard, _ closing: CaseCard.Closing, _ session: WorkerSession
    ) -> Bool {
        conversation.state == .closed && !card.isSpared && closing.by != session.worker.id
            && place.fields.isDrawn(conversation.id, oneIn: Self.oneIn)
    }

    /// What was said in a conversation that was drawn.
    public struct Reading: Sendable {
        public let row: Row
        public let messages: [Message]
    }

    /// Opens a conversation that was drawn, after the log knows why. Notes, contact and answers stay closed.
    /// - Throws: `.notFound` for every other conversation; `.logUnavailable`, `.storeUnavailable`, `.erased`.
    public func read(_ id: Identifier<Conversation>, by session: WorkerSession) async throws(WorkRefusal) -> Reading {
        guard session.may(.leadShift) else { throw .notFound }
        let help = HelpPerson(place)
        let held = try await help.held(id, session)
        guard let card = session.card(held.conversation), let closing = recent(card), isDrawn(held.conversation, card, closing, session)
        else { throw .notFound }
        let receipt = try await help.log(.qualityRead, .read, held, session, detail: Self.reason)
        let (section, key, _) = try await place.open(
            held.conversation.messages, of: held.conversation.dossier, for: held.holder, held.keyPair, after: receipt)
        let opened = try await place.read(section, key)
        // What the person said counts, whatever the card says.
        guard !opened.isSpared else { throw .notFound }
        let row = Row(
            id: id, number: id.number, language: held.conversation.language, at: closing.at, reason: closing.reason)
        return Reading(row: row, messages: opened.messages)
    }
}

extension HelpPerson {
    /// Writes down that the person does not want this conversation to be looked through afterwards. It holds for ever.
    public func spare(_ id: Identifier<Conversation>, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        try await mustHold(held, session)
        let receipt = try await log(.qualityDeclined, .update, held, session)
        let (section, key, present) = try await messages(held, after: receipt)
        if !present.isSpared { try await add(.spared, section, key, held, session) }
        try await recard(id, session) { $0.isSpared = true }
    }
}
