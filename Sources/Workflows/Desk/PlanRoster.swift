public import Domain
import Vault

/// Who is at which desk when, and what they can do there, as a shift lead or an administrator plans it. No content of anybody.
/// - Source: R3, R5, R6; product, 'People'.
public struct PlanRoster: Sendable {
    /// How long a shift stays after it ended, and how far ahead one can plan: seconds.
    public static let kept: Int64 = 28 * 86_400
    public static let ahead: Int64 = 190 * 86_400
    /// Shifts that are planned at once at most.
    public static let mostAtOnce = 28

    /// A team whose roster may be planned.
    public struct Desk: Sendable, Hashable {
        public let id: Identifier<Team>
        public let name: String
    }
    /// Somebody who can stand in the roster of a team.
    public struct Person: Sendable {
        public let id: Identifier<SupportWorker>
        public let name: String
        /// Whether they were invited and did not enter yet.
        public let isInvited: Bool
        public let profile: DeskProfile
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// The desks that this worker plans: an administrator those of the organisation, others those whose key they hold. By name.
    /// - Throws: `.notFound` when the role does not plan; `.storeUnavailable`.
    public func desks(for session: WorkerSession) async throws(WorkRefusal) -> [Desk] {
        guard session.may(.planShifts) else { throw .notFound }
        let own = Set(session.desks)
        return try await place.stored { try await place.stores.teams.teams(of: session.worker.organisation) }
            .filter { $0.kind == .desk && (session.may(.managePeople) || own.contains($0.id)) }
            .map { Desk(id: $0.id, name: place.name($0)) }.sorted { ($0.name, $0.id.text) < ($1.name, $1.id.text) }
    }

    /// Everybody who can stand in the roster of a team, by name.
    /// - Throws: `.notFound` for a team that is not theirs to plan; `.storeUnavailable`.
    public func people(of team: Identifier<Team>, for session: WorkerSession) async throws(WorkRefusal) -> [Person] {
        try await require(team, session)
        let said = try await place.stored { try await place.stores.roster.profiles(of: team) }
        let profiles = Dictionary(uniqueKeysWithValues: said.map { ($0.worker, $0) })
        var people: [Person] = []
        for member in try await place.stored({ try await place.stores.teams.members(of: team) }) {
            guard let worker = try await place.stored({ try await place.stores.workers.worker(member.worker) }), worker.state != .left,
                worker.role.permissions.contains(.helpPeople)
            else { continue }
            people.append(
                Person(
                    id: worker.id, name: place.name(worker), isInvited: worker.state == .invited,
                    profile: profiles[worker.id] ?? .unsaid(worker.id, in: team)))
        }
        return people.sorted { ($0.name, $0.id.text) < ($1.name, $1.id.text) }
    }

    /// Shifts of a team that touch a stretch of time, in order.
    /// - Throws: `.notFound` for a team that is not theirs to plan; `.storeUnavailable`.
    public func shifts(
        of team: Identifier<Team>, from start: Instant, to end: Instant, for session: WorkerSession
    ) async throws(WorkRefusal) -> [PlannedShift] {
        try await require(team, session)
        return try await place.stored { try await place.stores.roster.shifts(of: team, from: start, to: end) }
    }

    /// Puts shifts of one worker on the roster, all or none.
    /// - Throws: `.empty` without shifts, or with one that is over, too far ahead or at no half hour; `.overlaps` when they are at that desk
    ///   then already; `.notFound`; `.logUnavailable`; `.storeUnavailable`.
    public func plan(
        _ shifts: [Shift], of worker: Identifier<SupportWorker>, at team: Identifier<Team>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        try await require(worker, in: team, session)
        let now = place.now()
        let planned = shifts.compactMap { PlannedShift(id: Identifier(place.chance), team: team, shift: $0) }
        guard (1...Self.mostAtOnce).contains(planned.count), planned.count == shifts.count,
            planned.allSatisfy({
                $0.shift.worker == worker && $0.shift.to > now && $0.shift.from.seconds - now.seconds < Self.ahead
            })
        else { throw .empty }
        try await log(.shiftsPlanned, .create, planned.map(Self.detail).joined(separator: " "), worker, team, session)
        do {
            try await place.stores.roster.add(planned)
        } catch StoreRefusal.conflict {
            throw .overlaps
        } catch StoreRefusal.gone {
            throw .notFound
        } catch {
            throw .storeUnavailable
        }
    }

    /// Takes a shift away. Taking away what is not there any more is no failure.
    /// - Throws: `.notFound` for a team that is not theirs to plan; `.logUnavailable`; `.storeUnavailable`.
    public func remove(
        _ shift: Identifier<PlannedShift>, from team: Identifier<Team>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        let (start, end) = (place.now().adding(seconds: -Self.kept * 2), place.now().adding(seconds: Self.ahead * 2))
        guard let found = try await shifts(of: team, from: start, to: end, for: session).first(where: { $0.id == shift }) else { return }
        try await log(.shiftRemoved, .delete, Self.detail(found), found.shift.worker, team, session)
        _ = try await place.stored { try await place.stores.roster.remove(shift, of: team) }
    }

    /// Says what somebody can do at a desk, and for how many at once. It holds from their next request.
    /// - Throws: `.notFound`; `.logUnavailable`; `.storeUnavailable`.
    public func set(_ profile: DeskProfile, by session: WorkerSession) async throws(WorkRefusal) {
        try await require(profile.worker, in: profile.team, session)
        let words = profile.skills.skills.map(\.rawValue).sorted() + profile.skills.languages.map(\.value).sorted()
        try await log(.profileSet, .update, (words + [String(profile.most)]).joined(separator: " "), profile.worker, profile.team, session)
        try await place.stored { try await place.stores.roster.set(profile) }
    }

    private func require(_ team: Identifier<Team>, _ session: WorkerSession) async throws(WorkRefusal) {
        guard try await desks(for: session).contains(where: { $0.id == team }) else { throw .notFound }
    }

    private func require(
        _ worker: Identifier<SupportWorker>, in team: Identifier<Team>, _ session: WorkerSession
    ) async throws(WorkRefusal) {
        guard try await people(of: team, for: session).contains(where: { $0.id == worker }) else { throw .notFound }
    }

    private static func detail(_ planned: PlannedShift) -> String { planned.shift.from.rfc3339 + "/" + planned.shift.to.rfc3339 }

    private func log(
        _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ detail: String, _ worker: Identifier<SupportWorker>,
        _ team: Identifier<Team>, _ session: WorkerSession
    ) async throws(WorkRefusal) {
        let readers = place.readers(session, subject: nil)
        _ = try await place.logged(
            AuditEntry(kind, action, at: place.now(), by: session.actor, detail: worker.text + " " + detail, team: team), readers)
    }
}

/// When a worker is at the desk themself.
public struct OwnShifts: Sendable {
    /// How far ahead they see: seconds.
    public static let ahead: Int64 = 28 * 86_400

    public struct Row: Sendable {
        public let shift: Shift
        public let team: String
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// From the shift that goes on now to four weeks ahead, in order.
    /// - Throws: `.notFound` when the role has no shifts; `.storeUnavailable`.
    public func callAsFunction(_ session: WorkerSession) async throws(WorkRefusal) -> [Row] {
        guard session.may(.seeShifts) else { throw .notFound }
        let names = Dictionary(uniqueKeysWithValues: session.teams.map { ($0.id, place.name($0)) })
        let now = place.now()
        return try await place.stored {
            try await place.stores.roster.shifts(of: session.worker.id, from: now, to: now.adding(seconds: Self.ahead))
        }.map { Row(shift: $0.shift, team: names[$0.team] ?? "") }
    }
}
