/// Something that can be done for some time after what happened, such as preventing an infection.
/// - Source: R37, R57; domain C6.
public struct TimeWindow: Sendable, Hashable {
    public struct Limit: Sendable, Hashable {
        /// The same in every language.
        public let id: String
        /// Hours after what happened until which it can be done.
        public let hours: Int

        public init(id: String, hours: Int) {
            self.id = id
            self.hours = hours
        }
    }

    /// What is said about it, and when it is due.
    public let notice: Notice
    /// Shortest first; none where nobody can say hours.
    public let limits: [Limit]
    /// Where it comes from; nil when people of the field know it and nobody has checked it yet.
    public let source: String?

    public init(notice: Notice, limits: [Limit], source: String?) {
        self.notice = notice
        self.limits = limits
        self.source = source
    }
}

/// Between which two moments something happened, as far as anybody told.
public struct EventSpan: Sendable, Hashable {
    public let earliest: Instant
    public let latest: Instant

    public init(earliest: Instant, latest: Instant) {
        self.earliest = earliest
        self.latest = max(earliest, latest)
    }

    /// What an answer to 'when' says, seen from the moment at which it was given.
    /// - Returns: nil when it names no time that can be counted from.
    public init?(_ when: When, toldAt told: Instant) {
        switch when {
        case .within72Hours: self.init(earliest: told.adding(seconds: -72 * 3600), latest: told)
        case .within7Days: self.init(earliest: told.adding(seconds: -168 * 3600), latest: told.adding(seconds: -72 * 3600))
        case .longerAgo, .unknown: return nil
        }
    }

    /// The answer that holds now: what was told on Monday is longer ago on Friday. As long as it may still be within the shorter time, it is:
    /// nobody loses a way that may be open.
    public func when(at now: Instant) -> When {
        switch now.seconds - latest.seconds {
        case ..<(72 * 3600): .within72Hours
        case ..<(168 * 3600): .within7Days
        default: .longerAgo
        }
    }

    /// Whole hours left of a limit, at least and at most; 0 when it may be over, or is.
    public func left(of limit: TimeWindow.Limit, at now: Instant) -> ClosedRange<Int> {
        func hours(from start: Instant) -> Int {
            max(0, Int((start.seconds + Int64(limit.hours) * 3600 - now.seconds) / 3600))
        }
        let least = hours(from: earliest)
        // It cannot happen after now: of something of today that is not over yet, no more is left than the whole limit.
        return least...max(least, min(limit.hours, hours(from: latest)))
    }

    /// The moment until which it can surely be done.
    public func surelyUntil(_ limit: TimeWindow.Limit) -> Instant { earliest.adding(seconds: Int64(limit.hours) * 3600) }
    /// The moment after which it cannot be done any more.
    public func atMostUntil(_ limit: TimeWindow.Limit) -> Instant { latest.adding(seconds: Int64(limit.hours) * 3600) }
}

extension Situation {
    /// The situation as it is by now: what was told at some moment, with what a worker wrote down since. What the worker wrote down counts,
    /// for it was said later.
    /// - Parameters:
    ///   - told: when the person told it; nil leaves what they said about time as it is.
    ///   - registration: what the worker wrote down.
    public func grown(told: Instant?, with registration: Registration, at now: Instant) -> Situation {
        var grown = self
        if let span = grown.span(told: told, registration) { grown.when = span.when(at: now) }
        if let asker = registration[.asker].flatMap(Asker.init(id:)), asker != .unknown { grown.asker = asker }
        if let age = registration[.age].flatMap(AgeBand.init(id:)), age != .unknown { grown.age = age }
        if let form = registration[.theme].flatMap(Form.init(id:)) { grown.forms.insert(form) }
        if registration[.theme] == "own_behaviour", grown.asker == .unknown { grown.asker = .worriedSelf }
        return grown
    }

    /// Between which moments it happened for the last time; nil when nobody told, or when it goes on: then it may have happened since.
    public func span(told: Instant?, _ registration: Registration) -> EventSpan? {
        registration.moment?.span ?? (ongoing == .yes ? nil : told).flatMap { EventSpan(when, toldAt: $0) }
    }
}
