/// What a team's lists show of a conversation before anybody opens it.
public struct CaseCard: Sendable, Equatable {
    /// When, by whom and how it was closed.
    public struct Closing: Sendable, Hashable {
        public let at: Instant
        public let by: Identifier<SupportWorker>
        public let reason: ClosingReason

        public init(at: Instant, by: Identifier<SupportWorker>, reason: ClosingReason) {
            self.at = at
            self.by = by
            self.reason = reason
        }
    }

    /// That the person asked to be called. The number is not on the card: the rule comes first.
    /// - Source: security 6.6; R4, R41.
    public struct CallWish: Sendable, Equatable {
        /// From then on nobody calls any more.
        public let until: Instant
        /// When it is safe, in the person's own words, as far as they fit.
        public let times: Confidential<String>

        public init(until: Instant, times: Confidential<String>) {
            self.until = until
            self.times = times
        }
    }

    /// Since when the person waits for an answer.
    public var waitingSince: Instant
    /// Whether somebody may read along with the person: nothing goes out then.
    public var isMonitored: Bool
    /// From whom a colleague took it over, until they have seen that.
    public var takenFrom: Identifier<SupportWorker>?
    /// Until the person writes again.
    public var closing: Closing?
    /// Whether the person is there now, talking, and not coming back later.
    public var isChat: Bool
    /// Whether it began on the telephone.
    public var isPhone = false
    /// Whether the person does not want it to be looked through afterwards.
    public var isSpared = false
    /// Until it was done, or the time is over.
    public var call: CallWish?
    /// Which colleague was asked to look along, until they did.
    public var asked: Identifier<SupportWorker>?

    public init(
        waitingSince: Instant, isMonitored: Bool, takenFrom: Identifier<SupportWorker>? = nil, closing: Closing? = nil,
        isChat: Bool = false, call: CallWish? = nil
    ) {
        self.waitingSince = waitingSince
        self.isMonitored = isMonitored
        self.takenFrom = takenFrom
        self.closing = closing
        self.isChat = isChat
        self.call = call
    }

    /// Whether somebody should call at this moment or later: never when somebody may read along, and never when the time is over.
    public func wantsCall(at now: Instant) -> Bool { !isMonitored && call.map { now < $0.until } ?? false }
}
