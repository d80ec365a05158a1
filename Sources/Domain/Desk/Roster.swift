/// A stretch of time in which somebody is at the desk.
public struct Shift: Sendable, Hashable {
    public let worker: Identifier<SupportWorker>
    public let from: Instant
    /// The first moment at which they are not there any more.
    public let to: Instant

    public init?(worker: Identifier<SupportWorker>, from: Instant, to: Instant) {
        // Nobody works longer than a day on end; whoever types that made a mistake.
        guard from < to, to.seconds - from.seconds <= 86_400 else { return nil }
        self.worker = worker
        self.from = from
        self.to = to
    }

    /// A shift as somebody plans it, by the clock in Amsterdam. One that ends at or before the minute at which it begins ends the next day,
    /// and lasts an hour more or less in a night in which the clock is changed.
    /// - Parameters:
    ///   - from: minutes since midnight, 0 to 1439.
    ///   - to: minutes since midnight, 1 to 1440.
    public init?(worker: Identifier<SupportWorker>, on day: CalendarDay, from: Int, to: Int) {
        guard (0..<1440).contains(from), (1...1440).contains(to), from != to else { return nil }
        self.init(
            worker: worker, from: AmsterdamTime.instant(day, minute: from),
            to: AmsterdamTime.instant(to > from ? day : day.adding(days: 1), minute: to))
    }
}

/// Who is at the desk when. The promise to the public follows from it, and so do its gaps.
/// - Source: product journey B; R3, R5, R6.
public struct Roster: Sendable {
    public let shifts: [Shift]

    public init(_ shifts: [Shift]) { self.shifts = shifts }

    /// A stretch of time with as many people throughout.
    public struct Stretch: Sendable, Hashable {
        public let from: Instant
        public let to: Instant
        public let people: Int
    }

    /// How many different people are there at a moment.
    public func people(at moment: Instant) -> Int {
        Set(shifts.filter { $0.from <= moment && moment < $0.to }.map(\.worker)).count
    }

    /// The time between two moments, cut where somebody comes or goes.
    public func stretches(from start: Instant, to end: Instant) -> [Stretch] {
        guard start < end else { return [] }
        var present: [Identifier<SupportWorker>: Int] = [:]
        for shift in shifts where shift.from <= start && start < shift.to { present[shift.worker, default: 0] += 1 }
        var stretches: [Stretch] = []
        var from = start
        for (moment, changes) in changes(after: start, before: end) + [(end, [])] {
            let people = present.count
            if let last = stretches.last, last.people == people {
                stretches[stretches.count - 1] = Stretch(from: last.from, to: moment, people: people)
            } else {
                stretches.append(Stretch(from: from, to: moment, people: people))
            }
            from = moment
            for (worker, step) in changes {
                let shifts = present[worker, default: 0] + step
                present[worker] = shifts == 0 ? nil : shifts
            }
        }
        return stretches
    }

    /// Who comes (1) and who goes (-1), in order of time.
    private func changes(after start: Instant, before end: Instant) -> [(Instant, [(Identifier<SupportWorker>, Int)])] {
        var changes: [Instant: [(Identifier<SupportWorker>, Int)]] = [:]
        for shift in shifts {
            if start < shift.from && shift.from < end { changes[shift.from, default: []].append((shift.worker, 1)) }
            // Whoever was gone before, or came later, changes nothing here.
            if start < shift.to && shift.to < end { changes[shift.to, default: []].append((shift.worker, -1)) }
        }
        return changes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// A whole day as the clock in Amsterdam counts it: of 23 or 25 hours when the clock is changed.
    public func stretches(on day: CalendarDay) -> [Stretch] {
        stretches(from: AmsterdamTime.instant(day, minute: 0), to: AmsterdamTime.instant(day.adding(days: 1), minute: 0))
    }

    /// When fewer are there than it takes.
    public func gaps(from start: Instant, to end: Instant, fewest: Int) -> [Stretch] {
        stretches(from: start, to: end).filter { $0.people < fewest }
    }

    /// When the desk is open next, if it is not now; nil when no shift is known that makes it so.
    public func opens(after moment: Instant, fewest: Int = 1) -> Instant? {
        guard let last = shifts.map(\.to).max(), moment < last else { return nil }
        return stretches(from: moment, to: last).first { $0.people >= fewest }?.from
    }

    /// Until when it stays open; nil when it is closed.
    public func closes(after moment: Instant, fewest: Int = 1) -> Instant? {
        guard people(at: moment) >= fewest, let last = shifts.map(\.to).max() else { return nil }
        return stretches(from: moment, to: last).first { $0.people < fewest }?.from ?? last
    }
}
