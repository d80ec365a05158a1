/// How fast a queue moves, from what really happened: how long one place at the desk was taken by one conversation.
///
/// A bounded memory of the latest conversations; nothing of who they were with.
/// - Source: product journey B: an honest estimate.
public struct QueuePace: Sendable, Hashable {
    /// Conversations that are remembered.
    public static let remembered = 400
    /// Below this number nothing is promised.
    public static let fewest = 5
    private var taken: [Int64] = []
    private var next = 0

    public init() {}

    /// - Parameter latest: seconds of the conversations that ended last.
    public init(_ latest: some Sequence<Int64>) {
        for seconds in latest { ended(after: seconds) }
    }

    /// Seconds of the conversations that ended last, oldest first.
    public var latest: [Int64] { Array(taken[next...] + taken[..<next]) }

    /// How many conversations the estimate rests on.
    public var count: Int { taken.count }

    /// A conversation ended, after so many seconds with one helper.
    public mutating func ended(after seconds: Int64) {
        let seconds = max(0, seconds)
        if taken.count < Self.remembered {
            taken.append(seconds)
        } else {
            taken[next] = seconds
            next = (next + 1) % Self.remembered
        }
    }

    /// Seconds that one conversation takes of one place at the desk; nil while too few ended.
    ///
    /// What ends first after a rush are the short talks; counting those alone promises too much. So the talks that still go on count as well,
    /// as long as they lasted until now.
    /// - Parameter running: for each conversation that goes on, seconds since it began.
    /// - Source: Kaplan and Meier, 'Nonparametric Estimation from Incomplete Observations', 1958: the mean under the curve.
    public func secondsEach(running: [Int64]) -> Double? {
        guard taken.count >= Self.fewest else { return nil }
        let seen = (taken.map { (seconds: $0, isEnded: true) } + running.map { (seconds: max(0, $0), isEnded: false) })
            .sorted { ($0.seconds, $0.isEnded ? 0 : 1) < ($1.seconds, $1.isEnded ? 0 : 1) }
        var going = 1.0
        var mean = 0.0
        var last: Int64 = 0
        for (index, one) in seen.enumerated() {
            mean += going * Double(one.seconds - last)
            last = one.seconds
            if one.isEnded { going *= 1 - 1 / Double(seen.count - index) }
        }
        return mean
    }
}

/// What is told to who waits.
public enum QueueWait: Sendable, Hashable {
    /// Somebody is free: it is a matter of moments.
    case soon
    /// At most this many minutes: 5. Less cannot be said honestly.
    case atMost(minutes: Int)
    /// About this many minutes, rounded up to five, above an hour to a quarter of an hour.
    case about(minutes: Int)
    /// Too little happened yet to say anything.
    case unknown
    /// Nobody who can help is there.
    case nobody

    /// How long somebody at a place in the queue will wait.
    /// - Parameters:
    ///   - place: 0 for who is next.
    ///   - free: places at the desk that are free now, for somebody like them.
    ///   - places: places at the desk in all, free and taken, for somebody like them.
    ///   - each: seconds that one conversation takes: `QueuePace.secondsEach`.
    public init(place: Int, free: Int, places: Int, each: Double?) {
        switch each {
        case _ where places <= 0: self = .nobody
        case _ where place < free: self = .soon
        case nil: self = .unknown
        case let each?: self.init(seconds: Double(place - free + 1) * each / Double(places))
        }
    }

    public init(seconds: Double) {
        let minutes = Int((seconds / 60).rounded(.up))
        switch minutes {
        case ...5: self = .atMost(minutes: 5)
        case ...60: self = .about(minutes: (minutes + 4) / 5 * 5)
        default: self = .about(minutes: (minutes + 14) / 15 * 15)
        }
    }
}
