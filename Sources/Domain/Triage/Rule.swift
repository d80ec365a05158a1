/// One line of a decision table: when a situation looks like this, then advise that, because of a reason with a source and a date.
///
/// Rules add up; a service in `never` of any rule that applies is removed.
/// - Source: R21, R31, R116.
public struct Rule: Sendable, Hashable {
    public let id: String
    public let theme: String
    public let when: RuleCondition
    public let first: [ServiceSelector]
    public let also: [ServiceSelector]
    public let never: [ServiceSelector]
    public let notices: [Notice]
    /// Key of the reason in the wording.
    public let because: String
    public let source: String
    /// The day the rule was last held against its source.
    public let verifiedOn: CalendarDay
    /// Decides who stands before whom; 0 to 100, 50 when the rule does not say.
    public let weight: Int

    public init(
        id: String, theme: String, when: RuleCondition, first: [ServiceSelector] = [], also: [ServiceSelector] = [],
        never: [ServiceSelector] = [], notices: [Notice] = [], because: String, source: String, verifiedOn: CalendarDay,
        weight: Int = 50
    ) {
        self.id = id
        self.theme = theme
        self.when = when
        self.first = first
        self.also = also
        self.never = never
        self.notices = notices
        self.because = because
        self.source = source
        self.verifiedOn = verifiedOn
        self.weight = weight
    }
}

/// The situations to which a rule applies: for every facet named, one of the values named.
public struct RuleCondition: Sendable, Hashable {
    /// Per facet the positions of the values in the vocabulary.
    public let facets: [Facet: Set<Int>]
    /// When not empty: at least one of these services is advised by the other rules.
    public let advised: [ServiceSelector]

    public init(facets: [Facet: Set<Int>] = [:], advised: [ServiceSelector] = []) {
        self.facets = facets
        self.advised = advised
    }
}

/// A service by its slug, or every service of a kind that can do a thing.
public enum ServiceSelector: Sendable, Hashable {
    case slug(String)
    case kind(OrganisationKind, canDo: String?)
}
