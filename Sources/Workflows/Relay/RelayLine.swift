public import Domain
import Synchronization
import Vault

/// What this node has to tell the others, gathered while the last of it is on its way.
final class RelayLine: Sendable {
    /// Seconds after which a sign that goes on is told again: several times within the patience of who waits for it.
    static let pause: Int64 = 20
    /// Notes that wait to be sent; when there are more the oldest go, and what they said is found out by looking.
    private static let room = 20_000

    private struct State {
        var isOpen = false
        var waiting: [RelayNote] = []
        var toldAt: [RelayNote: Int64] = [:]
        var sweptAt: Int64 = 0
        var wake: AsyncStream<Void>.Continuation?
    }
    private let state = Mutex(State())

    /// - Parameter now: seconds; a sign that was told a moment ago is not told again.
    func tell(_ note: RelayNote, at now: Int64 = 0) {
        state.withLock { state in
            guard state.isOpen else { return }
            if note.isSign {
                if let told = state.toldAt[note], now - told < Self.pause, now >= told { return }
                state.toldAt[note] = now
                if abs(now - state.sweptAt) > Self.pause {
                    state.sweptAt = now
                    state.toldAt = state.toldAt.filter { abs(now - $0.value) < Self.pause }
                }
            }
            if note.endsSigns { state.toldAt = state.toldAt.filter { !note.ends($0.key) } }
            if state.waiting.count >= Self.room { state.waiting.removeFirst(Self.room / 2) }
            state.waiting.append(note)
            state.wake?.yield()
        }
    }

    /// Tells a node that asks what goes on, also what was told a moment ago.
    func answer(_ notes: [RelayNote]) {
        state.withLock { state in
            guard state.isOpen else { return }
            state.waiting += notes.prefix(Self.room - state.waiting.count)
            state.wake?.yield()
        }
    }

    /// Signals while there is something to send.
    func open() -> AsyncStream<Void> {
        let (stream, wake) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        state.withLock { state in
            state.isOpen = true
            state.wake = wake
        }
        return stream
    }

    /// As much of what waits as fits in so many bytes; the same thing said twice is said once.
    func take(bytes: Int) -> [String] {
        state.withLock { state in
            var taken: [RelayNote] = []
            var size = 0
            var count = 0
            for note in state.waiting {
                let words = note.words
                guard size + words.utf8.count + 1 <= bytes else { break }
                count += 1
                size += words.utf8.count + 1
                taken.append(note)
            }
            state.waiting.removeFirst(count)
            if !state.waiting.isEmpty { state.wake?.yield() }
            // Of the same thing said twice the last counts: somebody may have left and come back between.
            var known: Set<RelayNote> = []
            return taken.reversed().filter { known.insert($0).inserted }.reversed().map(\.words)
        }
    }
}

/// Keeps this node and the others of its installation of one mind about who waits, who is there and what changed.
/// - Source: security, 'Decided for version 1'.
public struct StayTogether: Sendable {
    /// Bytes of one message before it is sealed.
    private static let most = 4000
    let place: Workplace
    private let seal: RelaySeal
    /// Tells what comes from here from what comes from others.
    private let node: String

    public init(_ place: Workplace) {
        self.place = place
        seal = RelaySeal(keys: place.instance)
        node = Identifier<Workplace>(bytes: place.chance.bytes(16))?.text ?? ""
    }

    /// Sends and hears, until it is cancelled.
    public func callAsFunction(over relay: some Relay) async {
        let wake = place.relay.open()
        await withTaskGroup { group in
            group.addTask {
                for await _ in wake { await send(over: relay) }
            }
            group.addTask {
                for await event in relay.incoming { hear(event) }
            }
        }
    }

    private func send(over relay: some Relay) async {
        let notes = place.relay.take(bytes: Self.most - node.utf8.count)
        guard !notes.isEmpty else { return }
        let words = ([node] + notes).joined(separator: "\n")
        // What cannot be sent now is found out by looking: lines of the other nodes look again when theirs comes back.
        guard let sealed = try? seal.seal(Array(words.utf8)) else { return }
        try? await relay.send(sealed)
    }

    private func hear(_ event: RelayEvent) {
        guard case .words(let sealed) = event else {
            place.changes.somethingMayHaveChanged()
            place.relay.tell(.asks)
            // What was measured while the line was away nobody else heard.
            return place.relay.answer(place.floor.measured(at: place.now()))
        }
        guard let bytes = try? seal.open(sealed), let words = String(validating: bytes, as: UTF8.self) else { return }
        let lines = words.split(separator: "\n")
        guard lines.first.map(String.init) != node else { return }
        for note in lines.dropFirst().compactMap({ RelayNote(words: $0) }) {
            if case .asks = note { place.relay.answer(place.floor.whatGoesOn(at: place.now())) }
            place.changes.hear(note)
            place.floor.hear(note, at: place.now())
        }
    }
}
