/// Somebody who waits, as the order of a queue sees them.
public struct QueueEntry<ID: Hashable & Sendable>: Sendable, Hashable {
    public let id: ID
    public let urgency: Urgency
    /// Grows with every arrival.
    public let arrival: Int64
    public let needs: SkillSet

    public init(id: ID, urgency: Urgency, arrival: Int64, needs: SkillSet) {
        self.id = id
        self.urgency = urgency
        self.arrival = arrival
        self.needs = needs
    }
}

/// Somebody at the desk, as the queue sees them.
public struct QueueServer: Sendable, Hashable {
    public let skills: SkillSet
    /// Conversations that they have now, and at most.
    public let busy: Int
    public let most: Int

    public init(skills: SkillSet, busy: Int, most: Int) {
        self.skills = skills
        self.busy = busy
        self.most = most
    }

    public var free: Int { max(0, most - busy) }
}

/// Who is next, and where everybody stands.
///
/// Most urgent first, then by arrival. Whoever needs a skill that only some have does not hold up those behind them who do not need it, and
/// is not passed over by those who could go to somebody else.
/// - Source: product journeys B and C; R5.
public struct Queue<ID: Hashable & Sendable>: Sendable {
    public let entries: [QueueEntry<ID>]
    public let servers: [QueueServer]

    /// - Parameter entries: in any order.
    public init(_ entries: [QueueEntry<ID>], servers: [QueueServer]) {
        self.entries = entries.sorted { ($0.urgency.rawValue, $0.arrival) < ($1.urgency.rawValue, $1.arrival) }
        self.servers = servers
    }

    /// Where everybody stands among those who wait for the same people, 0 for who is next, and how long they will wait, told honestly.
    ///
    /// Only who can go to one of the same helpers is really before somebody.
    /// - Parameter each: seconds that one conversation takes: `QueuePace.secondsEach`.
    public func standings(each: Double?) -> [ID: (place: Int, wait: QueueWait)] {
        // People ask for few different things, so whom they wait for together is found once for each of those.
        let asked = Array(Set(entries.map(\.needs)))
        let able = asked.map { needs in servers.filter { $0.skills.covers(needs) } }
        let near = able.map { able in asked.map { other in able.isEmpty || able.contains { $0.skills.covers(other) } } }
        let number = Dictionary(uniqueKeysWithValues: asked.enumerated().map { ($1, $0) })
        let free = able.map { $0.reduce(0) { $0 + $1.free } }
        let places = able.map { $0.reduce(0) { $0 + $1.most } }
        var before = [Int](repeating: 0, count: asked.count)
        var standings: [ID: (place: Int, wait: QueueWait)] = [:]
        standings.reserveCapacity(entries.count)
        for entry in entries {
            guard let mine = number[entry.needs] else { continue }
            let place = before[mine]
            standings[entry.id] = (place, QueueWait(place: place, free: free[mine], places: places[mine], each: each))
            for other in asked.indices where near[other][mine] { before[other] += 1 }
        }
        return standings
    }

    /// Who comes first for somebody at the desk; nil when nobody who waits can be helped by them, or they have enough.
    public func next(for server: QueueServer) -> QueueEntry<ID>? {
        guard server.free > 0 else { return nil }
        return entries.first { server.skills.covers($0.needs) }
    }
}
