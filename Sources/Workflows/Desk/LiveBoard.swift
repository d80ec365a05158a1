public import Domain

/// How busy it is now: numbers and times, no content, no names of anybody.
/// - Source: issue 4, 'Live board'; R3, R5, R6.
public struct LiveBoard: Sendable {
    /// Somebody who waits for an answer that nobody has in hand, as a board shows them.
    public struct Waiting: Sendable, Hashable {
        public let urgency: Urgency
        /// Nil when it cannot be told.
        public let since: Instant?
        /// Whether they sit at the other end of a chat; otherwise it is a message.
        public let isChat: Bool
    }
    /// When nobody is planned at a desk, in what is left of today.
    public struct Gap: Sendable, Hashable {
        public let team: String
        public let from: Instant
        public let to: Instant
        /// Whether the desk has more than this one: only then its name says something.
        public let isOneOfMany: Bool
    }
    public struct View: Sendable {
        public let at: Instant
        /// Most urgent first, then who waits longest.
        public let waiting: [Waiting]
        public let crowd: DeskCrowd
        /// People who want to be called.
        public let calls: Int
        public let gaps: [Gap]

        /// Since when the one waits who waits longest.
        public var longest: Instant? { waiting.compactMap(\.since).min() }
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Throws: `.notFound` when the role does not see the board; `.storeUnavailable`.
    public func callAsFunction(_ session: WorkerSession) async throws(WorkRefusal) -> View {
        guard session.may(.seeBoard) else { throw .notFound }
        let now = place.now()
        let queue = try await place.stored { try await place.stores.conversations.queue(of: session.desks, limit: 1000) }
        let cards = queue.map { ($0, session.card($0)) }
        let present = place.floor.present(at: now)
        return View(
            at: now,
            waiting: cards.filter { $0.0.state == .waiting && $0.0.claimedBy == nil }.map { conversation, card in
                Waiting(
                    urgency: conversation.urgency, since: card?.waitingSince,
                    isChat: card?.isChat == true && present.contains(conversation.id))
            }, crowd: place.floor.crowd(of: session.desks, at: now), calls: cards.count { $0.1?.wantsCall(at: now) == true },
            gaps: try await gaps(session, now))
    }

    private func gaps(_ session: WorkerSession, _ now: Instant) async throws(WorkRefusal) -> [Gap] {
        let midnight = AmsterdamTime.instant(AmsterdamTime(now).day, minute: 1440)
        let desks = session.teams.filter { session.desks.contains($0.id) }
        var gaps: [Gap] = []
        for desk in desks {
            let shifts = try await place.stored { try await place.stores.roster.shifts(of: desk.id, from: now, to: midnight) }
            gaps += Roster(shifts.map(\.shift)).gaps(from: now, to: midnight, fewest: 1).map {
                Gap(team: place.name(desk), from: $0.from, to: $0.to, isOneOfMany: desks.count > 1)
            }
        }
        return gaps.sorted { ($0.from, $0.team) < ($1.from, $1.team) }
    }

    /// A signal for each change at the desks.
    public func changes(for session: WorkerSession) -> AsyncStream<Void> { place.changes.changes(of: Set(session.desks)) }
}
