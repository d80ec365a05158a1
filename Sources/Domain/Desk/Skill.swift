/// What a helper can do that not everybody can. Fixed words; a helper has any number of them, a conversation needs none or some.
/// - Source: R5, R8, R38, R39, R40, R50.
public enum Skill: String, CaseIterable, Sendable, Hashable {
    /// Talks with people under 18.
    case minors
    /// Knows organised abuse, control and manipulation.
    case organisedAbuse = "organised_abuse"
    /// Knows how to stay in contact when somebody dissociates.
    case dissociation
    /// Signs, or writes as deaf people like to write.
    case deaf
}

/// What somebody at the desk has to offer, or what a conversation asks for.
public struct SkillSet: Sendable, Hashable {
    public var languages: Set<LanguageTag>
    public var skills: Set<Skill>

    public init(languages: Set<LanguageTag>, skills: Set<Skill> = []) {
        self.languages = languages
        self.skills = skills
    }

    /// Whether somebody with these can take a conversation that needs those: one of its languages, and all of its skills. Of whom no language
    /// is known, every language is asked.
    public func covers(_ needed: SkillSet) -> Bool {
        (needed.languages.isEmpty || languages.isEmpty || !languages.isDisjoint(with: needed.languages))
            && needed.skills.isSubset(of: skills)
    }
}

extension Situation {
    /// What a helper should be able to do to talk with somebody in this situation.
    public var skills: Set<Skill> {
        var skills: Set<Skill> = []
        if asker == .victim, age.isMinor { skills.insert(.minors) }
        if forms.contains(.organised) || relation == .network { skills.insert(.organisedAbuse) }
        if needs.contains(.dissociation) { skills.insert(.dissociation) }
        if needs.contains(.deaf) { skills.insert(.deaf) }
        return skills
    }
}
