public import Domain
import Synchronization

/// Tells those who look at a queue that something changed in it; never what.
///
/// In one process. Each listener has room for one signal: who is slow misses repetitions, never the last.
public final class ChangeHub: Sendable {
    private struct Listener {
        let teams: Set<Identifier<Team>>
        let continuation: AsyncStream<Void>.Continuation
    }
    private struct State {
        var next = 0
        var listeners: [Int: Listener] = [:]
    }
    private let state = Mutex(State())

    public init() {}

    /// A signal for each change in the queues of these teams, until the listener goes.
    public func changes(of teams: Set<Identifier<Team>>) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = state.withLock { state in
            state.next += 1
            state.listeners[state.next] = Listener(teams: teams, continuation: continuation)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.listeners[id] = nil }
        }
        return stream
    }

    /// Something changed for a team.
    public func announce(_ team: Identifier<Team>) {
        let listeners = state.withLock { state in state.listeners.values.filter { $0.teams.contains(team) } }
        for listener in listeners { listener.continuation.yield() }
    }

    /// How many listen now.
    public var count: Int { state.withLock { $0.listeners.count } }
}
