public import Domain

/// How long people waited, in bands: no single one can be picked out.
public enum WaitBand: Int, CaseIterable, Sendable, Hashable {
    case moment, fiveMinutes, quarter, hour, longer

    /// Seconds up to which a wait falls in each band.
    private static let ends: [Int64] = [60, 300, 900, 3600]

    public init(seconds: Int64) {
        self = Self(rawValue: Self.ends.firstIndex { seconds <= $0 } ?? Self.ends.count) ?? .longer
    }
}

/// How chats went, in numbers: kept in memory for a day, and of no person.
public struct DeskTally: Sendable {
    private struct Entry: Sendable {
        let team: Identifier<Team>
        let band: WaitBand
        let isTaken: Bool
        let at: Instant
    }
    /// What was counted at some desks since a moment.
    public struct View: Sendable, Hashable {
        /// How long who was taken had waited.
        public let taken: [WaitBand: Int]
        /// How long who left by themself had waited.
        public let left: [WaitBand: Int]
        /// Since when it was counted: a program that began later knows nothing of before.
        public let from: Instant
    }
    /// Seconds for which it is kept.
    private static let kept: Int64 = 86_400
    private var entries: [Entry] = []
    var beganAt: Instant?

    init() {}

    mutating func took(_ team: Identifier<Team>, after seconds: Int64, at now: Instant) { add(team, seconds, true, now) }
    mutating func left(_ team: Identifier<Team>, after seconds: Int64, at now: Instant) { add(team, seconds, false, now) }

    private mutating func add(_ team: Identifier<Team>, _ seconds: Int64, _ isTaken: Bool, _ now: Instant) {
        if let first = entries.first, now.seconds - first.at.seconds > Self.kept {
            entries.removeAll { now.seconds - $0.at.seconds > Self.kept }
        }
        entries.append(Entry(team: team, band: WaitBand(seconds: seconds), isTaken: isTaken, at: now))
    }

    func view(_ teams: [Identifier<Team>], since start: Instant) -> View {
        let near = entries.filter { teams.contains($0.team) && $0.at >= start }
        func bands(_ isTaken: Bool) -> [WaitBand: Int] {
            Dictionary(grouping: near.filter { $0.isTaken == isTaken }, by: \.band).mapValues(\.count)
        }
        return View(taken: bands(true), left: bands(false), from: max(start, beganAt ?? start))
    }
}

/// Who is there and what is asked of them, in numbers.
public struct DeskCrowd: Sendable, Hashable {
    /// Something that only some can do, or a language.
    public struct Ability: Sendable, Hashable {
        /// How many who chat and wait ask for it.
        public let asked: Int
        /// How many who are there have it, and how many of those have room for somebody now.
        public let there: Int
        public let free: Int
    }
    /// Helpers with room for somebody, with as many as they may have, and away for a while.
    public let free: Int
    public let full: Int
    public let away: Int
    /// Chats that go on now.
    public let talks: Int
    public let skills: [Skill: Ability]
    public let languages: [LanguageTag: Ability]

    init(_ state: FloorState, _ teams: [Identifier<Team>]) {
        let present = state.present.filter { one in teams.contains { one.value.desks[$0] != nil } }
        let away = present.filter { $0.value.most == 0 }
        let free = present.filter { $0.value.most > 0 && state.talks(of: $0.key) < $0.value.most }
        (self.free, self.away, full) = (free.count, away.count, present.count - free.count - away.count)
        talks = state.talking.values.count { teams.contains($0.team) }
        let waiting = state.waiting.values.filter { teams.contains($0.team) }.map(\.entry.needs)
        func able(_ one: FloorState.Present, _ needed: SkillSet) -> Bool { teams.contains { one.desks[$0]?.covers(needed) == true } }
        func ability(_ needed: SkillSet, _ asked: Int) -> Ability {
            Ability(
                asked: asked, there: present.values.count { $0.most > 0 && able($0, needed) }, free: free.values.count { able($0, needed) })
        }
        skills = Dictionary(
            uniqueKeysWithValues: Skill.allCases.map { skill in
                (skill, ability(SkillSet(languages: [], skills: [skill]), waiting.count { $0.skills.contains(skill) }))
            })
        let spoken = Set(waiting.flatMap(\.languages)).union(present.values.flatMap { $0.desks.values.flatMap(\.languages) })
        languages = Dictionary(
            uniqueKeysWithValues: spoken.map { language in
                (language, ability(SkillSet(languages: [language]), waiting.count { $0.languages.contains(language) }))
            })
    }
}
