/// When a service can be reached, by the clock in Amsterdam.
public struct Schedule: Sendable, Hashable {
    /// Hours on some days of the week. `closes` 1440 is the end of the day.
    public struct Span: Sendable, Hashable {
        /// One bit per weekday, Monday first.
        public let days: UInt8
        /// Minutes since midnight.
        public let opens: Int
        public let closes: Int

        public init(days: UInt8, opens: Int, closes: Int) {
            self.days = days
            self.opens = opens
            self.closes = closes
        }
        func covers(weekday: Int) -> Bool { days & (1 << UInt8(weekday)) != 0 }
        // Hours that also hold on a Sunday are kept every day; the others are weekday hours, which holidays suspend.
        var holdsOnHolidays: Bool { covers(weekday: 6) }
    }

    public let always: Bool
    public let spans: [Span]

    public init(always: Bool, spans: [Span]) {
        self.always = always
        self.spans = spans
    }
}

/// How far the known hours of a service can be trusted.
public enum HoursConfidence: String, Sendable, Hashable {
    /// Read on a page.
    case page
    /// From memory.
    case knowledge
    /// A placeholder: never shown as open or closed.
    case unknown
}

/// Whether somebody answers at a moment.
public enum Opening: Sendable, Hashable {
    case open
    /// Closed; opens again at the instant, when there is one within two weeks.
    case closed(opensAt: Instant?)
    /// The hours are not known well enough to say.
    case unchecked

    public var isOpen: Bool { self == .open }
}

extension Schedule {
    /// Whether the service answers at the moment, by hours that are known well enough.
    /// - Parameter local: the moment as the clock in Amsterdam shows it.
    public func opening(_ local: AmsterdamTime) -> Opening {
        if always { return .open }
        switch state(local.day, minute: local.minute) {
        case .open: return .open
        case .unsure: return .unchecked
        case .closed: return .closed(opensAt: nextOpening(after: local))
        }
    }

    /// Whether the service surely answers at the moment.
    public func isSurelyOpen(_ local: AmsterdamTime) -> Bool {
        always || state(local.day, minute: local.minute) == .open
    }

    public enum State: Sendable { case open, closed, unsure }

    /// Whether the hours hold at a minute (0 to 1439) of a day.
    public func state(_ day: CalendarDay, minute: Int) -> State {
        var unsure = false
        for span in spans where span.covers(weekday: day.weekday) && minute >= span.opens && minute < span.closes {
            switch span.holdsOnHolidays ? .none : DutchHolidays.kind(day) {
            case .none: return .open
            case .uncertain: unsure = true
            case .closed: break
            }
        }
        return unsure ? .unsure : .closed
    }

    private func nextOpening(after local: AmsterdamTime) -> Instant? {
        let starts = Set(spans.map(\.opens)).sorted()
        for ahead in 0...14 {
            let day = local.day.adding(days: ahead)
            for opens in starts where ahead > 0 || opens > local.minute {
                if state(day, minute: opens) == .open { return AmsterdamTime.instant(day, minute: opens) }
            }
        }
        return nil
    }
}
