public import Domain

/// Asking a colleague to look along, unseen by the person, and going away for a while after a heavy talk.
/// - Source: R11; product, helper.
extension HelpPerson {
    /// Somebody who is at the desk now.
    public struct Colleague: Sendable, Hashable {
        public let id: Identifier<SupportWorker>
        public let name: String
        /// Whether they are away for a while.
        public let isAway: Bool
    }

    /// Who else is at the desk of a conversation now.
    public func colleagues(at team: Identifier<Team>, of session: WorkerSession) async throws(WorkRefusal) -> [Colleague] {
        guard session.teamKeys[team] != nil else { throw .notFound }
        var colleagues: [Colleague] = []
        for (id, isAway) in place.floor.helpers(of: team, at: place.now()) where id != session.worker.id {
            guard let worker = try await place.stored({ try await place.stores.workers.worker(id) }), worker.state == .active else {
                continue
            }
            colleagues.append(Colleague(id: id, name: place.name(worker), isAway: isAway))
        }
        return colleagues.sorted { $0.name < $1.name }
    }

    /// Asks one colleague of the team to look along. They see it in their list until they did; the person sees nothing of it.
    /// - Throws: `.notFound` unless they hold the key of the team.
    public func ask(
        _ colleague: Identifier<SupportWorker>, toLookAlong id: Identifier<Conversation>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        let held = try await held(id, session)
        try await mustHold(held, session)
        let members = try await place.stored { try await place.stores.teams.members(of: held.team.id) }
        guard colleague != session.worker.id,
            members.contains(where: { $0.worker == colleague && $0.wrap != nil && $0.generation == held.team.generation })
        else { throw .notFound }
        guard session.card(held.conversation)?.asked != colleague else { return }
        _ = try await log(.colleagueAsked, .execute, held, session)
        try await recard(id, session) { $0.asked = colleague }
        place.changes.announce(held.team.id)
    }

    /// Whoever was asked has looked.
    public func haveLookedAlong(_ id: Identifier<Conversation>, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        guard session.card(held.conversation)?.asked == session.worker.id else { return }
        // By then another colleague can have been asked.
        try await recard(id, session) { if $0.asked == session.worker.id { $0.asked = nil } }
        place.changes.announce(held.team.id)
    }
}

extension Workplace {
    /// Minutes for which a helper may be away: nobody new comes to them.
    public static let pauses: [Int64] = [10, 20, 30]

    /// Goes away for a while, or comes back before it is over.
    /// - Parameter minutes: one of `pauses`; nil to be there again.
    public func pause(minutes: Int64?, _ session: WorkerSession) async throws(WorkRefusal) {
        guard session.may(.helpPeople), minutes.map(Self.pauses.contains) ?? true else { throw .notFound }
        var session = session
        session.pausedUntil = minutes.map { now().adding(seconds: $0 * 60) }
        try await rewrite(session.token, packed(session), minutes: WorkerSession.longestMinutes)
        atDesk(session)
        for team in session.desks { changes.announce(team) }
    }
}
