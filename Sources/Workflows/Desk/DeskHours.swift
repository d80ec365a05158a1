public import Domain

/// What the public may be told of when a helper is there to talk: what is so now, and what the roster promises. Never a guess.
/// - Source: product journeys A and C; R6.
public struct DeskHours: Sendable, Hashable {
    /// How far ahead an opening is promised, and how soon an end is told: seconds.
    public static let ahead: Int64 = 6 * 86_400
    public static let soon: Int64 = 12 * 3600

    /// Whether somebody is there now.
    public let isOpen: Bool
    /// When somebody is there again; nil while somebody is, and when the roster does not say so.
    public let opensAt: Instant?
    /// Until when somebody is there; nil when nobody is, and when the roster does not say so or the end is far.
    public let closesAt: Instant?

    public init(isOpen: Bool, roster: Roster, at now: Instant) {
        self.isOpen = isOpen
        let opens = roster.opens(after: now)
        let closes = roster.closes(after: now)
        // Whoever should be there now and is not: then nobody knows when.
        opensAt = isOpen ? nil : opens.flatMap { now < $0 && $0.seconds - now.seconds <= Self.ahead ? $0 : nil }
        closesAt = isOpen ? closes.flatMap { $0.seconds - now.seconds <= Self.soon ? $0 : nil } : nil
    }
}

extension TalkNow {
    /// The hours of a team for somebody who speaks a language.
    /// - Throws: `.storeUnavailable`.
    public func hours(of team: Team, in language: LanguageTag) async throws(WorkRefusal) -> DeskHours {
        let now = place.now()
        let end = now.adding(seconds: DeskHours.ahead + 86_400)
        let shifts = try await place.stored { try await place.stores.roster.shifts(of: team.id, from: now, to: end) }
        let isOpen = isOpen(team.id, in: language)
        guard !shifts.isEmpty else { return DeskHours(isOpen: isOpen, roster: Roster([]), at: now) }
        let needed = SkillSet(languages: [language])
        let profiles = try await place.stored { try await place.stores.roster.profiles(of: team.id) }
        let others = Set(profiles.filter { !$0.skills.covers(needed) }.map(\.worker))
        // Whoever has no key of the team cannot answer anybody, whatever the roster says.
        let members = try await place.stored { try await place.stores.teams.members(of: team.id) }
        let able = Set(members.filter { $0.wrap != nil && $0.generation == team.generation }.map(\.worker)).subtracting(others)
        return DeskHours(isOpen: isOpen, roster: Roster(shifts.map(\.shift).filter { able.contains($0.worker) }), at: now)
    }
}
