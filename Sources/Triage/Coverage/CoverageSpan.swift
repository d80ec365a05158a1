/// Some hours on some days: whole hours from `from` up to `to`, on the same days.
public struct CoverageSpan: Sendable, Hashable, Encodable {
    /// Names of the days, `mon` to `sun`, and `holiday`.
    public let days: [String]
    /// First hour, 0 to 23.
    public let from: Int
    /// The hour that is not part of it any more, 1 to 24.
    public let to: Int

    /// Names of the days in the order of the map.
    public static let dayIDs = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"]

    /// How many hours the days have together.
    public var hours: Int { days.count * (to - from) }

    /// Puts hours together that follow each other, and days that have the same hours.
    /// - Parameter slots: hours of the map in ascending order, 24 for each day.
    static func joined(_ slots: [Int]) -> [CoverageSpan] {
        struct Run: Hashable { let from, to: Int }
        var runs: [(day: Int, run: Run)] = []
        for slot in slots {
            let (day, hour) = (slot / 24, slot % 24)
            if let last = runs.last, last.day == day, last.run.to == hour {
                runs[runs.count - 1].run = Run(from: last.run.from, to: hour + 1)
            } else {
                runs.append((day, Run(from: hour, to: hour + 1)))
            }
        }
        var order: [Run] = []
        var days: [Run: [String]] = [:]
        for (day, run) in runs {
            if days[run] == nil { order.append(run) }
            days[run, default: []].append(dayIDs[day])
        }
        return order.map { CoverageSpan(days: days[$0] ?? [], from: $0.from, to: $0.to) }
    }
}
