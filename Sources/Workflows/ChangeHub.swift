public import Domain
import Synchronization

/// Tells those who look at a queue or at one conversation that something changed in it; never what.
///
/// Each listener has room for one signal: who is slow misses repetitions, never the last.
public final class ChangeHub: Sendable {
    private typealias Signal = @Sendable () -> Void

    private struct State {
        var next = 0
        var desks: [Int: (teams: Set<Identifier<Team>>, signal: Signal)] = [:]
        /// By conversation, so that among thousands of people nobody else has to be asked.
        var people: [Identifier<Conversation>: [Int: Signal]] = [:]
        /// Who wants to know when the other side is writing; apart, so that it never takes the place of a change.
        var readers: [Identifier<Conversation>: [Int: Signal]] = [:]
    }
    private let state = Mutex(State())
    private let relay: RelayLine

    init(relay: RelayLine) { self.relay = relay }

    /// A signal for each change in the queues of these teams, until the listener goes.
    public func changes(of teams: Set<Identifier<Team>>) -> AsyncStream<Void> {
        let (stream, signal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let told: Signal = { signal.yield() }
        let id = state.withLock { state in
            state.next += 1
            state.desks[state.next] = (teams, told)
            return state.next
        }
        signal.onTermination = { [weak self] _ in self?.state.withLock { $0.desks[id] = nil } }
        return stream
    }

    /// A signal for each change in one conversation, until the listener goes.
    public func changes(of conversation: Identifier<Conversation>) -> AsyncStream<Void> { stream(conversation, \.people) }

    /// A signal for each sign that a helper is writing in one conversation, until the listener goes.
    public func writing(in conversation: Identifier<Conversation>) -> AsyncStream<Void> { stream(conversation, \.readers) }

    /// Calls for each change in one conversation, and for each sign that a helper is writing in it, until what is returned is let go. It costs
    /// less than a stream: thousands of pages stand open at once.
    public func listen(
        to conversation: Identifier<Conversation>, change: @escaping @Sendable () -> Void, writing: @escaping @Sendable () -> Void
    ) -> ChangeListening {
        let ids = [add(conversation, \.people, change), add(conversation, \.readers, writing)]
        return ChangeListening { [weak self] in
            self?.remove(conversation, \.people, ids[0])
            self?.remove(conversation, \.readers, ids[1])
        }
    }

    private typealias Part = any WritableKeyPath<State, [Identifier<Conversation>: [Int: Signal]]> & Sendable

    private func stream(_ conversation: Identifier<Conversation>, _ part: Part) -> AsyncStream<Void> {
        let (stream, signal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let id = add(conversation, part) { signal.yield() }
        signal.onTermination = { [weak self] _ in self?.remove(conversation, part, id) }
        return stream
    }

    private func add(_ conversation: Identifier<Conversation>, _ part: Part, _ signal: @escaping Signal) -> Int {
        state.withLock { state in
            state.next += 1
            state[keyPath: part][conversation, default: [:]][state.next] = signal
            return state.next
        }
    }

    private func remove(_ conversation: Identifier<Conversation>, _ part: Part, _ id: Int) {
        state.withLock { state in
            state[keyPath: part][conversation]?[id] = nil
            if state[keyPath: part][conversation]?.isEmpty == true { state[keyPath: part][conversation] = nil }
        }
    }

    /// Something changed for a team.
    public func announce(_ team: Identifier<Team>) {
        signal(team)
        relay.tell(.team(team))
    }

    /// A helper is writing in a conversation.
    public func writes(in conversation: Identifier<Conversation>) {
        signal(conversation, \.readers)
        relay.tell(.writing(conversation))
    }

    /// Something changed in a conversation: its team hears it, and whoever has it open, on either side.
    public func announce(_ conversation: Conversation) {
        announce(conversation.team)
        tell([conversation.id])
    }

    /// Something changed for these people alone, such as their place in the queue.
    public func tell(_ conversations: [Identifier<Conversation>]) {
        for conversation in conversations {
            signal(conversation, \.people)
            relay.tell(.conversation(conversation))
        }
    }

    /// Another node says what changed there.
    func hear(_ note: RelayNote) {
        switch note {
        case .team(let id): signal(id)
        case .conversation(let id): signal(id, \.people)
        case .writing(let id): signal(id, \.readers)
        default: break
        }
    }

    /// Every page that listens looks again.
    func somethingMayHaveChanged() {
        let all = state.withLock { state in
            state.desks.values.map(\.signal) + state.people.values.flatMap { Array($0.values) }
        }
        for signal in all { signal() }
    }

    private func signal(_ team: Identifier<Team>) {
        for signal in state.withLock({ $0.desks.values.filter { $0.teams.contains(team) }.map(\.signal) }) { signal() }
    }

    private func signal(_ conversation: Identifier<Conversation>, _ part: Part) {
        for signal in state.withLock({ state in Array((state[keyPath: part][conversation] ?? [:]).values) }) { signal() }
    }
}

/// Listens until it is let go.
public final class ChangeListening: Sendable {
    private let end: @Sendable () -> Void

    init(_ end: @escaping @Sendable () -> Void) { self.end = end }
    deinit { end() }
}
