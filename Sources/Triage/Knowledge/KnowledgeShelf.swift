import Domain

/// What workers have at hand in one language: the cards and phrases, and which of them belong beside a conversation.
/// - Source: R38, R39, R43.
public struct KnowledgeShelf: Sendable {
    /// All cards, the heaviest first.
    public let cards: [KnowledgeCard]
    /// All phrases, in the order of the file.
    public let phrases: [Phrase]
    // Beside each card and phrase, the conditions of which one must hold; nil when it fits always.
    private let cardConditions: [[FacetCondition]?]
    private let phraseConditions: [[FacetCondition]?]

    public init(cards: [KnowledgeCard], phrases: [Phrase]) {
        self.cards = cards.sorted { ($1.weight, $0.id) < ($0.weight, $1.id) }
        self.phrases = phrases
        cardConditions = self.cards.map { $0.when.conditions }
        phraseConditions = phrases.map { $0.when.conditions }
    }

    /// The cards for this situation, the one to read first in front. Nothing known gives none: what is always there stands in `atHand`.
    public func cards(for situation: Situation) -> [KnowledgeCard] {
        let bits = situation.bits
        return zip(cards, cardConditions).compactMap { card, conditions in
            conditions?.contains { $0.holds(bits) } == true ? card : nil
        }
    }

    /// The cards within reach in every conversation, whatever is known.
    public var atHand: [KnowledgeCard] { cards.filter { $0.when == .always } }

    /// The phrases that can be used at a moment in this situation; at every moment there is at least one. What was written for the
    /// situation comes before what is said always.
    public func phrases(at moment: Phrase.Moment, for situation: Situation) -> [Phrase] {
        let bits = situation.bits
        let fitting = zip(phrases, phraseConditions).filter { phrase, conditions in
            phrase.moment == moment && conditions?.contains { $0.holds(bits) } != false
        }
        return fitting.filter { $0.1 != nil }.map(\.0) + fitting.filter { $0.1 == nil }.map(\.0)
    }
}

extension Situation {
    /// How easy the words are best chosen, from what is known; the worker may choose otherwise. It looks at whoever is writing: a mother
    /// who asks about her child of six reads as any adult.
    /// - Source: R45, R47.
    public var textLevel: TextLevel {
        guard [.victim, .worriedSelf, .unknown].contains(asker) else { return .b1 }
        let asksForEasyWords = !needs.isDisjoint(with: [.simpleLanguage, .intellectualDisability])
        return age == .under12 || asksForEasyWords ? .a2 : .b1
    }
}

extension Occasion {
    fileprivate var conditions: [FacetCondition]? {
        switch self {
        case .always: nil
        case .situations(let conditions): conditions.map { FacetCondition.always.with($0.facets) }
        }
    }
}
