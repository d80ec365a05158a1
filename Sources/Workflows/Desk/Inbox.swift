public import Domain
import Vault

/// What waits for a worker's teams.
public struct Inbox: Sendable {
    /// Whether somebody who chats sits at the other end.
    public enum Chat: Sendable, Hashable {
        case here
        /// Their page is closed, or gave no sign for over a minute.
        case away
    }

    public struct Row: Sendable {
        public let id: Identifier<Conversation>
        /// A short number to say aloud; it says nothing.
        public let number: Int
        public let urgency: Urgency
        /// Since when the person waits; nil when it cannot be told.
        public let waitingSince: Instant?
        public let isMonitored: Bool
        /// How somebody talks who wants to talk now; nil for a message.
        public let chat: Chat?
        public let state: Conversation.State
        public let language: LanguageTag
        public let isYours: Bool
        /// The colleague who has it.
        public let colleague: String?
        /// Whether that colleague took it over from the one who looks, who has not seen that yet.
        public let isTakenFromYou: Bool
        /// Until when and at which times the person wants to be called; nil when they do not, or may not be.
        public let call: CaseCard.CallWish?
        /// What somebody who chats and waits asks of who takes them.
        public let needs: Set<Skill>
        /// Whether it began on the telephone.
        public let isPhone: Bool
        /// Whether a colleague asked the one who looks to look along.
        public let isAskedOfYou: Bool
        /// Whether a note that was left at a change of shift waits for the one who looks, or for whoever takes it.
        public let hasNote: Bool
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Most urgent first, then who waits longest.
    /// - Throws: `.notFound` when the role does not help people.
    public func callAsFunction(_ session: WorkerSession, limit: Int = 500) async throws(WorkRefusal) -> [Row] {
        guard session.may(.helpPeople) else { throw .notFound }
        place.atDesk(session)
        let queue = try await place.stored { try await place.stores.conversations.queue(of: session.desks, limit: limit) }
        var names: [Identifier<SupportWorker>: String] = [:]
        for id in Set(queue.compactMap(\.claimedBy)) where id != session.worker.id {
            names[id] = try await place.stored { try await place.stores.workers.worker(id) }.map { place.name($0) }
        }
        let now = place.now()
        let present = place.floor.present(at: now)
        let needs = place.floor.needs(at: now)
        return queue.map { conversation in
            let card = session.card(conversation)
            return Row(
                id: conversation.id, number: conversation.number, urgency: conversation.urgency, waitingSince: card?.waitingSince,
                isMonitored: card?.isMonitored ?? false,
                chat: card?.isChat == true ? present.contains(conversation.id) ? .here : .away : nil, state: conversation.state,
                language: conversation.language,
                isYours: conversation.claimedBy == session.worker.id,
                colleague: conversation.claimedBy.flatMap { $0 == session.worker.id ? nil : names[$0] ?? "?" },
                isTakenFromYou: card?.takenFrom == session.worker.id,
                call: card.flatMap { $0.wantsCall(at: now) ? $0.call : nil }, needs: needs[conversation.id] ?? [],
                isPhone: card?.isPhone ?? false,
                isAskedOfYou: card?.asked == session.worker.id,
                hasNote: conversation.noteWaits && (conversation.claimedBy ?? session.worker.id) == session.worker.id)
        }
    }

    /// Who is offered to this worker now; nil when nobody is.
    public func offer(to session: WorkerSession) -> Offer? { place.floor.offer(to: session.worker.id, at: place.now()) }

    /// Colleagues at the same desks who are away for a while.
    public func away(_ session: WorkerSession) async throws(WorkRefusal) -> [String] {
        var away: Set<HelpPerson.Colleague> = []
        for desk in session.desks {
            away.formUnion(try await HelpPerson(place).colleagues(at: desk, of: session).filter(\.isAway))
        }
        return away.map(\.name).sorted()
    }

    /// A signal for each change.
    public func changes(for session: WorkerSession) -> AsyncStream<Void> { place.changes.changes(of: Set(session.desks)) }
}

/// What a worker's teams closed lately, so that a colleague can look back or open it again.
public struct ClosedConversations: Sendable {
    /// Days after which a closed conversation is not listed any more. It comes back when the person writes.
    public static let days: Int64 = 14

    public struct Row: Sendable {
        public let id: Identifier<Conversation>
        public let number: Int
        public let language: LanguageTag
        public let at: Instant
        public let reason: ClosingReason
        /// Who closed it.
        public let worker: String
        public let isYours: Bool
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// The latest first. Nothing is opened: reading one is logged as ever.
    /// - Throws: `.notFound` when the role does not help people.
    public func callAsFunction(_ session: WorkerSession) async throws(WorkRefusal) -> [Row] {
        guard session.may(.helpPeople) else { throw .notFound }
        let closed = try await place.stored { try await place.stores.conversations.closed(of: session.desks, limit: 500) }
        var names: [Identifier<SupportWorker>: String] = [session.worker.id: session.name]
        var rows: [Row] = []
        for conversation in closed {
            guard let closing = session.card(conversation)?.closing,
                place.now().seconds - closing.at.seconds <= Self.days * 86_400
            else { continue }
            if names[closing.by] == nil {
                names[closing.by] = try await place.stored { try await place.stores.workers.worker(closing.by) }.map { place.name($0) }
            }
            rows.append(
                Row(
                    id: conversation.id, number: conversation.number, language: conversation.language, at: closing.at,
                    reason: closing.reason, worker: names[closing.by] ?? "?", isYours: closing.by == session.worker.id))
        }
        return rows.sorted { $0.at > $1.at }
    }
}

extension WorkerSession {
    /// What a list may show of a conversation; nil when this worker cannot open that.
    func card(_ conversation: Conversation) -> CaseCard? {
        guard let held = teamKeys[conversation.team], conversation.cardGeneration == held.team.generation else { return nil }
        return try? CaseCardSeal.open(
            conversation.card, of: conversation.id, to: held.team.id, generation: held.team.generation, with: held.keyPair)
    }
}

extension Conversation {
    /// Four or five digits by which colleagues name it.
    public var number: Int { id.number }
}

extension Identifier<Conversation> {
    /// Four or five digits by which colleagues name the conversation. They say nothing, and two may share them.
    public var number: Int { 1000 + (Int(bytes[0]) << 8 | Int(bytes[1])) }
}
