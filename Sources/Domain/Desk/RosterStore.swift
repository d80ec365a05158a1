/// A shift as it stands on the roster of a team.
public struct PlannedShift: Sendable, Hashable {
    /// Shifts begin and end at whole half hours: seconds.
    public static let step: Int64 = 1800

    public let id: Identifier<PlannedShift>
    public let team: Identifier<Team>
    public let shift: Shift

    /// - Returns: nil when the shift does not begin and end at a half hour.
    public init?(id: Identifier<PlannedShift>, team: Identifier<Team>, shift: Shift) {
        guard shift.from.seconds % Self.step == 0, shift.to.seconds % Self.step == 0 else { return nil }
        self.id = id
        self.team = team
        self.shift = shift
    }
}

/// What somebody can do at the desk of a team, and for how many people at once.
public struct DeskProfile: Sendable, Hashable {
    /// Conversations that somebody has at once, as long as nothing else was said.
    public static let usual = 3
    /// From one conversation to as many as anybody can hold apart.
    public static let possible = 1...8

    public let team: Identifier<Team>
    public let worker: Identifier<SupportWorker>
    public let skills: SkillSet
    public let most: Int

    /// - Parameter most: brought within ``possible``.
    public init(team: Identifier<Team>, worker: Identifier<SupportWorker>, skills: SkillSet, most: Int) {
        self.team = team
        self.worker = worker
        self.skills = skills
        self.most = min(max(most, Self.possible.lowerBound), Self.possible.upperBound)
    }

    /// Of whom nothing was said yet: any language, no skill of their own.
    public static func unsaid(_ worker: Identifier<SupportWorker>, in team: Identifier<Team>) -> DeskProfile {
        DeskProfile(team: team, worker: worker, skills: SkillSet(languages: []), most: usual)
    }
}

/// Where it is kept who is at which desk when, and what they can do there. Only members of a team stand in its roster; whoever leaves the team
/// leaves the roster.
/// - Source: R3, R5, R6.
public protocol RosterStore: Sendable {
    /// Puts shifts on the roster, all or none.
    /// - Throws: `StoreRefusal.gone` when somebody is no member of the team; `.conflict` when they are at that desk then already.
    func add(_ shifts: [PlannedShift]) async throws
    /// Takes a shift of this team away.
    /// - Returns: the shift; nil when this team has none of that name.
    func remove(_ id: Identifier<PlannedShift>, of team: Identifier<Team>) async throws -> PlannedShift?
    /// Shifts of a team that fall within this time or over its edge, in order of beginning.
    func shifts(of team: Identifier<Team>, from start: Instant, to end: Instant) async throws -> [PlannedShift]
    /// Shifts of somebody, at all desks, that fall within this time or over its edge, in order of beginning.
    func shifts(of worker: Identifier<SupportWorker>, from start: Instant, to end: Instant) async throws -> [PlannedShift]
    /// Takes away all shifts that ended before this moment.
    func sweep(endedBefore moment: Instant) async throws
    /// Says what somebody can do; what was said before goes.
    /// - Throws: `StoreRefusal.gone` when they are no member of the team.
    func set(_ profile: DeskProfile) async throws
    /// Of whom something was said in a team.
    func profiles(of team: Identifier<Team>) async throws -> [DeskProfile]
}
