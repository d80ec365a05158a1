import CMalloc
import Crypto
import CryptoExtras
import Domain
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Does the slow derivations that make guessing dear: a few at a time, on threads of its own that give way to everything else.
///
/// Memory never exceeds `slots` times 128 MiB. People with a code and workers with a passphrase wait in two rows and are served in turn. Who
/// would wait longer than twenty seconds is refused at once.
/// - Source: security 2.3, 'KDF pool'; RFC 7914.
public final class ScryptPool: Sendable {
    /// Cost of one derivation: 2 to the 17th, with 128 MiB.
    public static let fullCost = 1 << 17
    /// Seconds that somebody may have to wait before their derivation begins.
    public static let longestWait = 20.0

    private let queue: ScryptQueue

    /// - Parameters:
    ///   - slots: how many at a time; all cores but one, and at least one.
    ///   - cost: N of scrypt; smaller than `fullCost` in tests alone.
    ///   - clock: measures how long one takes.
    public init(slots: Int, cost: Int = ScryptPool.fullCost, clock: some Clock<Duration>) {
        let queue = ScryptQueue(slots: max(1, slots), cost: cost)
        self.queue = queue
        for _ in 0..<max(1, slots) {
            let thread = Thread {
                giveWay()
                while queue.serve(measuredBy: clock) {}
            }
            thread.name = "scrypt"
            thread.stackSize = 1 << 19
            thread.start()
        }
    }

    deinit { queue.close() }

    /// Bytes derived from a password and a salt.
    /// - Throws: `KeyRefusal.busy` at once when too many wait; `CancellationError` when whoever waits went away.
    public func derive(_ password: Secret, salt: [UInt8], count: Int, lane: EntryLane) async throws -> Secret {
        let ticket = queue.nextTicket()
        defer { queue.forget(ticket) }
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await withCheckedThrowingContinuation { waiting in
                queue.enter(ScryptQueue.Job(ticket: ticket, password: password, salt: salt, count: count, waiting: waiting), in: lane)
            }
        } onCancel: {
            queue.leave(ticket)
        }
    }

    /// How many wait for their turn to begin.
    public var waiting: Int { queue.waiting }
}

/// Lower priority for the thread that calls; on Linux a thread has one of its own.
private func giveWay() {
    #if canImport(Glibc)
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    #elseif canImport(Musl)
        _ = setpriority(PRIO_PROCESS, 0, 10)
    #endif
}

/// Gives memory that lies free back to the system: one derivation takes 128 MiB, and a crowd at the door leaves much behind that nobody uses.
private func giveBack() {
    #if canImport(Glibc)
        _ = malloc_trim(0)
    #endif
}

/// The two rows in front of the threads.
private final class ScryptQueue: @unchecked Sendable {
    struct Job {
        let ticket: Int
        let password: Secret
        let salt: [UInt8]
        let count: Int
        let waiting: CheckedContinuation<Secret, any Error>
    }

    private let slots: Int
    private let cost: Int
    // Everything below is touched under this lock alone.
    private let lock = NSCondition()
    private var rows: [[Job]] = EntryLane.allCases.map { _ in [] }
    private var turn = 0
    private var atWork = 0
    private var tickets = 0
    private var cancelled: Set<Int> = []
    /// Measured; a slow machine's half second until then.
    private var seconds = 0.5
    private var isClosed = false

    init(slots: Int, cost: Int) {
        self.slots = slots
        self.cost = cost
    }

    var waiting: Int { lock.withLock { rows.reduce(0) { $0 + $1.count } } }

    func nextTicket() -> Int {
        lock.withLock {
            tickets += 1
            return tickets
        }
    }

    func enter(_ job: Job, in lane: EntryLane) {
        let refusal: (any Error)? = lock.withLock {
            guard !cancelled.contains(job.ticket) else { return CancellationError() }
            guard !isClosed, expectedWait(in: lane) <= ScryptPool.longestWait else { return KeyRefusal.busy }
            rows[lane.rawValue].append(job)
            lock.signal()
            return nil
        }
        if let refusal { job.waiting.resume(throwing: refusal) }
    }

    /// Takes a job out of its row. When it has begun it goes on; when it has not come yet it is refused at the door.
    func leave(_ ticket: Int) {
        let job: Job? = lock.withLock {
            for lane in rows.indices {
                if let place = rows[lane].firstIndex(where: { $0.ticket == ticket }) { return rows[lane].remove(at: place) }
            }
            cancelled.insert(ticket)
            return nil
        }
        job?.waiting.resume(throwing: CancellationError())
    }

    /// Nothing more is to be known of a job that ended.
    func forget(_ ticket: Int) { lock.withLock { _ = cancelled.remove(ticket) } }

    func close() {
        let left: [Job] = lock.withLock {
            isClosed = true
            defer { rows = rows.map { _ in [] } }
            lock.broadcast()
            return rows.flatMap { $0 }
        }
        for job in left { job.waiting.resume(throwing: KeyRefusal.busy) }
    }

    /// Does one job.
    /// - Returns: false when the pool is closed.
    func serve(measuredBy clock: some Clock<Duration>) -> Bool {
        guard let job = next() else { return false }
        giveBack()
        var derived: Result<Secret, any Error> = .failure(KeyRefusal.unusable)
        let took = clock.measure {
            derived = Result {
                let key = try KDF.Scrypt.deriveKey(
                    from: job.password.exposed, salt: job.salt, outputByteCount: job.count, rounds: cost, blockSize: 8, parallelism: 1)
                return Secret(key.wrappable)
            }
        }
        finish(took)
        job.waiting.resume(with: derived)
        return true
    }

    private func next() -> Job? {
        lock.withLock {
            while true {
                if isClosed { return nil }
                for step in rows.indices {
                    let lane = (turn + step) % rows.count
                    guard !rows[lane].isEmpty else { continue }
                    turn = lane + 1
                    atWork += 1
                    return rows[lane].removeFirst()
                }
                lock.wait()
            }
        }
    }

    private func finish(_ took: Duration) {
        let measured = Double(took.components.seconds) + Double(took.components.attoseconds) * 1e-18
        lock.withLock {
            atWork -= 1
            seconds += (measured - seconds) / 4
        }
    }

    // Of the other row at most one more than of one's own goes first.
    private func expectedWait(in lane: EntryLane) -> Double {
        let own = rows[lane.rawValue].count
        let others = rows.reduce(0) { $0 + $1.count } - own
        let ahead = own + min(others, own + 1) + atWork
        return ahead < slots ? 0 : Double(ahead - slots + 1) / Double(slots) * seconds
    }
}
