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
        let moments = Set(shifts.flatMap { [$0.from, $0.to] }.filter { start < $0 && $0 < end } + [start, end]).sorted()
        var stretches: [Stretch] = []
        for (from, to) in zip(moments, moments.dropFirst()) {
            let people = people(at: from)
            if let last = stretches.last, last.people == people {
                stretches[stretches.count - 1] = Stretch(from: last.from, to: to, people: people)
            } else {
                stretches.append(Stretch(from: from, to: to, people: people))
            }
        }
        return stretches
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
