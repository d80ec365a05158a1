/// A way that help may take and that asks for care of its own: what comes first, what somebody must know before, and where that is written.
///
/// It stands before a choice, and never presses towards it or away from it. What it says is content.
/// - Source: R57-R104; domain C3-C9, C14; product D, E.
public struct CareRoute: Sendable, Hashable {
    /// Whether words hold for what happened before the law changed, or after.
    /// - Source: R92; domain C5.1: the law of 1 July 2024.
    public enum Era: String, CaseIterable, Sendable, Hashable {
        case before
        case since
    }

    /// One thing to know or to do.
    public struct Step: Sendable, Hashable {
        /// The same in every language.
        public let id: String
        /// Nil for what always holds.
        public let era: Era?
        /// Where it comes from; nil when people of the field know it and nobody has checked it yet.
        public let source: String?

        public init(id: String, era: Era?, source: String?) {
            self.id = id
            self.era = era
            self.source = source
        }
    }

    public let id: String
    /// Sorts of organisation before whose question it is shown.
    public let kinds: Set<OrganisationKind>
    /// In which situations it is shown first; it can be found in all others too.
    public let when: RuleCondition
    /// Whether it is for these situations alone, and not shown in others.
    public let isOnlyThen: Bool
    /// Whether it is shown before a question goes to one of its organisations.
    public let isBefore: Bool
    public let steps: [Step]
    /// Services to call or go to, the first first.
    public let services: [String]
    /// Until how many hours after what happened it counts; nil without such a time.
    public let hours: Int?
    /// The way that is offered before this one.
    public let first: String?
    /// It stands outside this site: nothing of anybody goes there by us.
    public let isOutside: Bool
    /// Somebody can prepare it in a part of their own.
    public let isPrepared: Bool
    /// While somebody waits for it there is something else.
    public let bridges: Bool
    /// When it was last looked at.
    public let verified: CalendarDay

    public init(
        id: String, kinds: Set<OrganisationKind>, when: RuleCondition, isOnlyThen: Bool, isBefore: Bool, steps: [Step],
        services: [String], hours: Int?, first: String?, isOutside: Bool, isPrepared: Bool, bridges: Bool, verified: CalendarDay
    ) {
        self.id = id
        self.kinds = kinds
        self.when = when
        self.isOnlyThen = isOnlyThen
        self.isBefore = isBefore
        self.steps = steps
        self.services = services
        self.hours = hours
        self.first = first
        self.isOutside = isOutside
        self.isPrepared = isPrepared
        self.bridges = bridges
        self.verified = verified
    }

    /// Whether what is said depends on when it happened: only then somebody is asked, and only roughly.
    public var asksEra: Bool { steps.contains { $0.era != nil } }

    /// Whether it was made for somebody in this situation.
    public func fits(_ situation: Situation) -> Bool {
        let bits = situation.bits
        return !when.facets.isEmpty && when.facets.allSatisfy { facet, values in values.contains { bits.contains(facet, $0) } }
    }

    /// Whether it is shown at all.
    public func isShown(in situation: Situation) -> Bool { !isOnlyThen || fits(situation) }
}
