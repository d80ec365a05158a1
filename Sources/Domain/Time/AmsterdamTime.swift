/// A moment as a clock in Amsterdam shows it. Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last
/// Sunday of October.
/// - Source: Directive 2000/84/EC.
public struct AmsterdamTime: Sendable, Hashable {
    public let day: CalendarDay
    /// Minutes since midnight on the clock, 0 to 1439.
    public let minute: Int
    public let second: Int
    /// Seconds that the clock is ahead of UTC: 3600 or 7200.
    public let offset: Int

    /// What the clock shows at this moment.
    public init(_ instant: Instant) {
        offset = Self.offset(at: instant)
        let local = instant.seconds + Int64(offset)
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let rest = Int(local - days * 86_400)
        day = CalendarDay(number: Int(days))
        minute = rest / 60
        second = rest % 60
    }

    /// The moment at which the clock shows this. Where the clock goes back the first of the two; where it skips an hour, as if it
    /// had not yet skipped.
    /// - Parameter minute: minutes since midnight; 1440 is the end of the day.
    public static func instant(_ day: CalendarDay, minute: Int, second: Int = 0) -> Instant {
        let local = Int64(day.number) * 86_400 + Int64(minute) * 60 + Int64(second)
        let summer = Instant(seconds: local - 7200)
        if offset(at: summer) == 7200 { return summer }
        return Instant(seconds: local - 3600)
    }

    static func offset(at instant: Instant) -> Int {
        let days = instant.seconds >= 0 ? instant.seconds / 86_400 : (instant.seconds - 86_399) / 86_400
        let year = CalendarDay(number: Int(days)).components.year
        let start = Int64(lastSunday(year, 3)) * 86_400 + 3600
        let end = Int64(lastSunday(year, 10)) * 86_400 + 3600
        return instant.seconds >= start && instant.seconds < end ? 7200 : 3600
    }

    private static func lastSunday(_ year: Int, _ month: Int) -> Int {
        let last = CalendarDay(year: year, month: month, day: 31) ?? CalendarDay(number: 0)
        return last.number - (last.weekday + 1) % 7
    }
}

extension Instant {
    /// A moment written in RFC 3339 (`2026-12-24T23:30:00Z`) or as the clock in Amsterdam shows it (`2026-12-24T23:30`).
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 16, bytes.count <= 40, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") || bytes[10] == 32,
            let day = CalendarDay(String(text.prefix(10))), bytes[13] == UInt8(ascii: ":"),
            let hour = Self.twoDigits(bytes, 11), let minute = Self.twoDigits(bytes, 14), hour < 24, minute < 60
        else { return nil }
        var at = 16
        var second = 0
        if at < bytes.count, bytes[at] == UInt8(ascii: ":") {
            guard let value = Self.twoDigits(bytes, at + 1), value <= 60 else { return nil }
            second = min(value, 59)
            at += 3
            if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
                at += 1
                let start = at
                while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
                guard at > start else { return nil }
            }
        }
        let minutes = hour * 60 + minute
        if at == bytes.count {
            self = AmsterdamTime.instant(day, minute: minutes, second: second)
            return
        }
        guard let offset = Self.offset(bytes, at) else { return nil }
        self.init(seconds: Int64(day.number) * 86_400 + Int64(minutes * 60 + second - offset))
    }

    /// The moment in RFC 3339, in UTC.
    public var rfc3339: String {
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = Int(seconds - days * 86_400)
        return "\(CalendarDay(number: Int(days)))T\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))Z"
    }

    private static func twoDigits(_ bytes: [UInt8], _ at: Int) -> Int? {
        guard at + 1 < bytes.count, (48...57).contains(bytes[at]), (48...57).contains(bytes[at + 1]) else { return nil }
        return Int(bytes[at] - 48) * 10 + Int(bytes[at + 1] - 48)
    }

    private static func offset(_ bytes: [UInt8], _ at: Int) -> Int? {
        let rest = bytes[at...]
        if rest.count == 1, bytes[at] == UInt8(ascii: "Z") || bytes[at] == UInt8(ascii: "z") { return 0 }
        guard rest.count == 6, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-"), bytes[at + 3] == UInt8(ascii: ":"),
            let hours = twoDigits(bytes, at + 1), let minutes = twoDigits(bytes, at + 4), hours < 24, minutes < 60
        else { return nil }
        let size = hours * 3600 + minutes * 60
        return bytes[at] == UInt8(ascii: "-") ? -size : size
    }
}
