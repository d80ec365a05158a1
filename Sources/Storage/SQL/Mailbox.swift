import Dispatch
import Synchronization

/// Where tasks leave work for threads that may block. Bounded: when too many wait, more is refused.
public final class Mailbox<Work: Sendable>: Sendable {
    private struct State {
        var work: [Work] = []
        var taken = 0
        var sleeping = 0
        var isClosed = false

        var waiting: Int { work.count - taken }

        mutating func take(_ choose: (ArraySlice<Work>) -> [Work]) -> [Work] {
            let chosen = choose(work[taken...])
            taken += chosen.count
            // Taken work is let go of in one go, so that taking one of many does not move all others.
            if waiting == 0 {
                work.removeAll(keepingCapacity: work.capacity < 4096)
                taken = 0
            } else if taken > 256 {
                work.removeFirst(taken)
                taken = 0
            }
            return chosen
        }
    }

    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)
    private let bound: Int

    /// - Parameter bound: how much may wait.
    public init(bound: Int) { self.bound = bound }

    /// - Returns: false when nothing more is taken in.
    public func put(_ work: Work) -> Bool {
        let (isIn, rings) = state.withLock { state -> (Bool, Bool) in
            guard !state.isClosed, state.waiting < bound else { return (false, false) }
            state.work.append(work)
            guard state.sleeping > 0 else { return (true, false) }
            state.sleeping -= 1
            return (true, true)
        }
        if rings { bell.signal() }
        return isIn
    }

    /// How much waits now.
    public var count: Int { state.withLock { $0.waiting } }

    /// Everything that waits, up to a number; blocks until there is something.
    /// - Parameter patience: how long to wait at most; nil for ever.
    /// - Returns: nil when the mailbox is closed and empty, nothing when patience ended.
    public func takeAll(upTo most: Int, patience: DispatchTimeInterval? = nil) -> [Work]? {
        take(patience) { Array($0.prefix(most)) }
    }

    /// The oldest that waits; blocks until there is something.
    /// - Returns: nil when the mailbox is closed and empty.
    public func takeOne() -> Work? { take(nil) { Array($0.prefix(1)) }?.first }

    private func take(_ patience: DispatchTimeInterval?, _ choose: (ArraySlice<Work>) -> [Work]) -> [Work]? {
        while true {
            let (chosen, isOver) = state.withLock { state -> ([Work], Bool) in
                guard state.waiting > 0 else {
                    if !state.isClosed { state.sleeping += 1 }
                    return ([], state.isClosed)
                }
                return (state.take(choose), false)
            }
            if !chosen.isEmpty { return chosen }
            if isOver { return nil }
            guard let patience else {
                bell.wait()
                continue
            }
            if bell.wait(timeout: .now() + patience) == .timedOut, wakesUnrung() { return [] }
        }
    }

    /// - Returns: false when the bell was rung for this thread just as its patience ended; then that ring is used up.
    private func wakesUnrung() -> Bool {
        let isUnrung = state.withLock { state in
            guard state.sleeping > 0 else { return false }
            state.sleeping -= 1
            return true
        }
        if !isUnrung { bell.wait() }
        return isUnrung
    }

    /// Takes nothing in any more; what waits is still given out.
    public func close() {
        let sleeping = state.withLock { state in
            state.isClosed = true
            defer { state.sleeping = 0 }
            return state.sleeping
        }
        for _ in 0..<sleeping { bell.signal() }
    }
}
