/// A week, Monday to Sunday, the finest time that is kept in clear beside anything of a person.
/// - Source: security 2.9.
public struct Week: Sendable, Hashable, Comparable {
    /// Weeks since the one of Monday 29 December 1969.
    public let number: Int

    public init(number: Int) { self.number = number }
    /// The week in which a moment falls, in UTC.
    public init(_ instant: Instant) {
        let days = instant.seconds >= 0 ? instant.seconds / 86_400 : (instant.seconds - 86_399) / 86_400
        let sinceMonday = days + 3
        number = Int(sinceMonday >= 0 ? sinceMonday / 7 : (sinceMonday - 6) / 7)
    }

    public static func < (one: Week, other: Week) -> Bool { one.number < other.number }
    public func adding(_ weeks: Int) -> Week { Week(number: number + weeks) }
}
