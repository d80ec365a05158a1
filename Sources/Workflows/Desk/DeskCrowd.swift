public import Domain

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
