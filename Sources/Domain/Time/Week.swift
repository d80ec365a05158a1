/// A week, Monday to Sunday, the finest time that is kept in clear beside anything of a person.
/// - Source: security 2.9.
public struct Week: Sendable, Hashable, Comparable {
    /// Weeks since the one of Monday 29 December 1969.
    public let number: Int

    public init(number: Int) { self.number = number }
    /// The week in which a moment falls by the clocks of Amsterdam: what holds until a Sunday, holds until that Sunday is over there.
    public init(_ instant: Instant) { self.init(AmsterdamTime(instant).day) }
    /// The week of a day.
    public init(_ day: CalendarDay) {
        let sinceMonday = day.number + 3
        number = sinceMonday >= 0 ? sinceMonday / 7 : (sinceMonday - 6) / 7
    }

    /// Its Monday.
    public var firstDay: CalendarDay { CalendarDay(number: number * 7 - 3) }
    /// Its Sunday.
    public var lastDay: CalendarDay { CalendarDay(number: number * 7 - 3 + 6) }
    /// Its last second, by the clocks of Amsterdam.
    public var lastMoment: Instant { AmsterdamTime.instant(lastDay, minute: 1440).adding(seconds: -1) }

    public static func < (one: Week, other: Week) -> Bool { one.number < other.number }
    public func adding(_ weeks: Int) -> Week { Week(number: number + weeks) }
}
