import Domain
import Foundation
import Synchronization
import TestKit
import Testing
import Vault

/// A clock that lets each derivation begin when a test says so, and then says that it took eight seconds.
private final class GateClock: Clock, Sendable {
    typealias Instant = ContinuousClock.Instant
    private let gate = DispatchSemaphore(value: 0)
    private let threads = Mutex<(atWork: Set<ObjectIdentifier>, begun: Int)>(([], 0))
    private let start = ContinuousClock.now
    let minimumResolution = Swift.Duration.zero

    /// How many derivations were begun, or stand at the gate.
    var begun: Int { threads.withLock { $0.begun } }
    func letBegin(_ count: Int = 1) { for _ in 0..<count { gate.signal() } }

    // Each thread asks once before and once after.
    var now: Instant {
        let thread = ObjectIdentifier(Thread.current)
        let isStart = threads.withLock { threads in
            guard threads.atWork.insert(thread).inserted else {
                threads.atWork.remove(thread)
                return false
            }
            threads.begun += 1
            return true
        }
        if isStart { gate.wait() }
        return start.advanced(by: .seconds(isStart ? 0 : 8))
    }

    func sleep(until deadline: Instant, tolerance: Swift.Duration?) async throws {}
}

/// Who was served, in order.
private final class Order: Sendable {
    private let held = Mutex<[String]>([])
    var names: [String] { held.withLock { $0 } }
    func add(_ name: String) { held.withLock { $0.append(name) } }
}

@Suite("The pool of slow derivations", .tags(.R7))
struct ScryptPoolTests {
    private let secret = Secret([1, 2, 3])

    private func until(_ condition: () -> Bool) async {
        while !condition() { try? await Task.sleep(for: .milliseconds(1)) }
    }

    @Test("serves people and staff in turn, and each row in order")
    func turns() async throws {
        let clock = GateClock()
        let pool = ScryptPool(slots: 1, cost: 16, clock: clock)
        let order = Order()
        try await withThrowingTaskGroup(of: Void.self) { group in
            func enter(_ name: String, _ lane: EntryLane) {
                group.addTask {
                    _ = try await pool.derive(secret, salt: Array(name.utf8), count: 32, lane: lane)
                    order.add(name)
                }
            }
            enter("first", .people)
            await until { clock.begun == 1 }
            for (place, (name, lane)) in [("p1", EntryLane.people), ("p2", .people), ("p3", .people), ("s1", .staff), ("s2", .staff)]
                .enumerated()
            {
                enter(name, lane)
                await until { pool.waiting == place + 1 }
            }
            for done in 1...6 {
                clock.letBegin()
                await until { order.names.count == done }
            }
            try await group.waitForAll()
        }
        #expect(order.names == ["first", "s1", "p1", "s2", "p2", "p3"])
    }

    @Test("never does more at a time than it has slots, and so never needs more memory", arguments: [1, 3])
    func bounded(_ slots: Int) async throws {
        let clock = GateClock()
        let pool = ScryptPool(slots: slots, cost: 16, clock: clock)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<10 {
                group.addTask { _ = try await pool.derive(secret, salt: [UInt8(number)], count: 32, lane: .people) }
            }
            // Nobody is let begin: so many stand at the gate, and all others wait.
            await until { pool.waiting == 10 - slots }
            #expect(clock.begun <= slots)
            clock.letBegin(10)
            try await group.waitForAll()
        }
        #expect(pool.waiting == 0)
    }

    @Test("refuses at once whoever would wait longer than twenty seconds, and the staff has a row of its own")
    func refuses() async throws {
        let clock = GateClock()
        let pool = ScryptPool(slots: 1, cost: 16, clock: clock)
        // Until something was measured one is taken to last half a second.
        clock.letBegin(20)
        for _ in 0..<20 { _ = try await pool.derive(secret, salt: [], count: 32, lane: .people) }
        // Now each is known to take eight: behind one at work and two in the row one would wait too long.
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await pool.derive(secret, salt: [], count: 32, lane: .people) }
            await until { clock.begun == 21 }
            for place in 1...2 {
                group.addTask { _ = try await pool.derive(secret, salt: [], count: 32, lane: .people) }
                await until { pool.waiting == place }
            }
            await #expect(throws: KeyRefusal.busy) { try await pool.derive(secret, salt: [], count: 32, lane: .people) }
            #expect(pool.waiting == 2)
            group.addTask { _ = try await pool.derive(secret, salt: [], count: 32, lane: .staff) }
            await until { pool.waiting == 3 }
            clock.letBegin(4)
            try await group.waitForAll()
        }
        clock.letBegin()
        _ = try await pool.derive(secret, salt: [], count: 32, lane: .people)
    }

    @Test("forgets whoever went away while waiting")
    func cancelled() async throws {
        let clock = GateClock()
        let pool = ScryptPool(slots: 1, cost: 16, clock: clock)
        let first = Task { try await pool.derive(secret, salt: [], count: 32, lane: .people) }
        await until { clock.begun == 1 }
        let waiting = Task { try await pool.derive(secret, salt: [], count: 32, lane: .people) }
        await until { pool.waiting == 1 }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        #expect(pool.waiting == 0)
        let gone = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await pool.derive(secret, salt: [], count: 32, lane: .people)
        }
        await #expect(throws: CancellationError.self) { try await gone.value }
        clock.letBegin()
        #expect(try await first.value.exposed.count == 32)
        #expect(clock.begun == 1)
    }

    @Test("gives the same for the same, and something else for anything else")
    func derives() async throws {
        let pool = ScryptPool(slots: 2, cost: 16, clock: ContinuousClock())
        let one = try await pool.derive(secret, salt: [1], count: 64, lane: .people)
        #expect(try await pool.derive(secret, salt: [1], count: 64, lane: .staff).exposed == one.exposed)
        #expect(try await pool.derive(secret, salt: [2], count: 64, lane: .people).exposed != one.exposed)
        #expect(try await pool.derive(Secret([]), salt: [1], count: 64, lane: .people).exposed != one.exposed)
    }
}
