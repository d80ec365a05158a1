/// A question that a visitor may be asked; each may be skipped, and none asks for a story.
/// - Source: triage vocabulary; R2, R20, R23.
public struct Question: Sendable, Hashable {
    /// What a question touches that some people must never be asked.
    public enum Tag: String, CaseIterable, Sendable {
        case consentToTheAct = "consent_to_the_act"
        case name
        case parentalPermission = "parental_permission"
        case identityOfTheVictim = "identity_of_the_victim"
        case freeText = "free_text"
    }

    public let id: String
    public let tags: Set<Tag>
    /// The situations in which it may be asked.
    public let when: RuleCondition
    /// One of these may be chosen.
    public let choices: [Choice]
    /// Any number of these may be ticked.
    public let ticks: [Choice]

    public init(id: String, tags: Set<Tag>, when: RuleCondition, choices: [Choice], ticks: [Choice]) {
        self.id = id
        self.tags = tags
        self.when = when
        self.choices = choices
        self.ticks = ticks
    }

    /// The facets that an answer can set.
    public var facets: Set<Facet> {
        Set((choices + ticks).flatMap { $0.sets.map(\.facet) })
    }
}

/// One answer to a question, and what it makes known.
public struct Choice: Sendable, Hashable {
    public struct Assignment: Sendable, Hashable {
        public let facet: Facet
        /// Positions in the vocabulary; one for a facet with one answer.
        public let values: [Int]

        public init(facet: Facet, values: [Int]) {
            self.facet = facet
            self.values = values
        }
    }

    public let id: String
    public let sets: [Assignment]

    public init(id: String, sets: [Assignment]) {
        self.id = id
        self.sets = sets
    }
}

extension Situation {
    /// The situation after an answer. Of two answers to one facet the more urgent stands: the vocabulary lists those first, except
    /// that a plan outweighs thoughts; in person and online together are both.
    public func answering(_ choices: [Choice]) -> Situation {
        var bits = self.bits
        let language = self.language
        var decided: [Facet: Int] = [:]
        for assignment in choices.flatMap(\.sets) {
            if assignment.facet.isSet {
                bits[assignment.facet] &= ~assignment.facet.noneBit
                for value in assignment.values { bits.insert(assignment.facet, value) }
            } else if let value = assignment.values.first {
                let standing = decided[assignment.facet]
                decided[assignment.facet] = standing.map { assignment.facet.joined($0, value) } ?? value
            }
        }
        for (facet, value) in decided {
            bits[facet] = 0
            bits.insert(facet, value)
        }
        var answered = Situation(bits: bits)
        if decided[.language] == nil { answered.language = language }
        return answered
    }
}

extension Facet {
    fileprivate func joined(_ one: Int, _ other: Int) -> Int {
        switch self {
        case .suicidal: Swift.max(one, other)
        case .mode where one != other: Int(Mode.both.rawValue)
        default: Swift.min(one, other)
        }
    }
}
