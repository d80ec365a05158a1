/// A made-up story with the advice it ought to get, so that people who know can live through a change before it goes live.
/// - Source: R31, R116; triage, cases.
public struct Casus: Sendable, Hashable {
    /// What the advice must hold; what is neither named nor excluded may appear.
    public struct Expectation: Sendable, Hashable {
        public var urgency: Urgency?
        /// Slugs that must be in `first`.
        public var first: [String] = []
        /// At least one of these must be in `first`, when any is named.
        public var firstAny: [String] = []
        /// Must be in `first` or in `also`.
        public var also: [String] = []
        /// Must not appear at all.
        public var never: [String] = []
        /// Must not lead: may be in `also` but not be the first of `first`.
        public var neverFirst: [String] = []
        public var notices: [Notice] = []
        public var notNotices: [Notice] = []
        public var channelsOff: Bool?

        public init() {}
    }

    public let id: String
    public let title: String
    /// Who asks, in their own words.
    public let persona: String
    public let situation: Situation
    /// The moment at which the question is asked.
    public let at: Instant
    public let expectation: Expectation
    /// Why this advice is the right one.
    public let because: String
    /// What a person must check by hand; no rule can prove it.
    public let behaviour: [String]

    public init(
        id: String, title: String, persona: String, situation: Situation, at: Instant, expectation: Expectation,
        because: String, behaviour: [String]
    ) {
        self.id = id
        self.title = title
        self.persona = persona
        self.situation = situation
        self.at = at
        self.expectation = expectation
        self.because = because
        self.behaviour = behaviour
    }
}
