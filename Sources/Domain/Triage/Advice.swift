/// What we tell a person: what comes first, who can help, what is good to know, and the rules that say so.
///
/// Services and rules are positions in the landscape and rule book that gave the advice.
/// - Source: triage vocabulary; R19, R21.
public struct Advice: Sendable, Hashable {
    public var urgency: Urgency
    /// At most four services to contact first, best first, what is open before what is not.
    public var first: [Recommendation]
    /// What can help next.
    public var also: [Recommendation]
    /// Most urgent first.
    public var notices: [DueNotice]
    /// Whether everything outbound stays off, because somebody may read along.
    public var channelsOff: Bool

    public init(urgency: Urgency, first: [Recommendation], also: [Recommendation], notices: [DueNotice], channelsOff: Bool) {
        self.urgency = urgency
        self.first = first
        self.also = also
        self.notices = notices
        self.channelsOff = channelsOff
    }
}

/// One service in an advice.
public struct Recommendation: Sendable, Hashable {
    /// Position of the service in the landscape.
    public let service: Int
    public let opening: Opening
    /// Positions of the rules that advise it, at least one.
    public let rules: [Int]

    public init(service: Int, opening: Opening, rules: [Int]) {
        self.service = service
        self.opening = opening
        self.rules = rules
    }
}

/// One notice in an advice, with the rules that make it due.
public struct DueNotice: Sendable, Hashable {
    public let notice: Notice
    public let rules: [Int]

    public init(notice: Notice, rules: [Int]) {
        self.notice = notice
        self.rules = rules
    }
}
