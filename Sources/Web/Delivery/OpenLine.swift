import Domain
import NIOCore
import Synchronization
import Workflows

/// What a line may have to look at. However fast things happen, a line holds each once: nothing grows, and no kind takes the place of another.
struct LiveSignals: OptionSet, Sendable {
    let rawValue: UInt8

    /// Something changed in the list of who waits.
    static let list = LiveSignals(rawValue: 1)
    /// Something changed in the conversation on the page.
    static let here = LiveSignals(rawValue: 2)
    /// The other side is writing.
    static let writing = LiveSignals(rawValue: 4)
    /// Time went by.
    static let sign = LiveSignals(rawValue: 8)
    /// A few seconds went by, for who waits.
    static let moment = LiveSignals(rawValue: 16)
    /// The line was just opened: something may have changed between the page and it.
    static let opened = LiveSignals(rawValue: 32)
}

/// What is told on one line. It is asked by one task at a time.
protocol LineTeller: Sendable {
    /// What is to be told now, in order; nil when there will be nothing more. When the line was just opened, it begins to listen first.
    /// - Throws: when it cannot be known; the line ends, and the page asks for a new one.
    mutating func events(_ heard: LiveSignals, _ line: OpenLine) async throws -> [ByteBuffer]?
}

/// One open line. While nothing happens it has no task and no stack: thousands stand open at once.
final class OpenLine: Sendable {
    private struct State {
        var told: LiveSignals = []
        /// Nil while it is asked, and when the line is over.
        var teller: (any LineTeller)?
        /// Whether what is told now is the last.
        var isLast = false
        var isOver = false
    }
    private let state: Mutex<State>
    private let waiting = Atomic(false)
    private let handler: NIOLoopBound<LineHandler>

    init(_ teller: some LineTeller, on handler: NIOLoopBound<LineHandler>) {
        state = Mutex(State(teller: teller))
        self.handler = handler
    }

    /// Whether a few seconds matter on this page.
    var isWaiting: Bool {
        get { waiting.load(ordering: .relaxed) }
        set { waiting.store(newValue, ordering: .relaxed) }
    }

    func tell(_ signal: LiveSignals) {
        let idle = state.withLock { state in
            state.told.formUnion(signal)
            return state.teller.take()
        }
        if let idle { Task { await work(idle) } }
    }

    /// What is told now is the last.
    func endAfterThis() { state.withLock { $0.isLast = true } }

    /// Hears of a conversation, until what is returned is let go.
    func listen(to conversation: Identifier<Conversation>, _ changes: ChangeHub) -> ChangeListening {
        changes.listen(to: conversation) {
            self.tell(.here)
        } writing: {
            self.tell(.writing)
        }
    }

    // Until everything that was heard is told.
    private func work(_ idle: any LineTeller) async {
        var teller = idle
        while let heard = heard(orLeave: teller) {
            do {
                guard let events = try await teller.events(heard, self) else { return close() }
                for event in events { try await write(event) }
                if state.withLock({ $0.isLast }) { return close() }
            } catch {
                // Whoever listened has gone, or nothing may be told now.
                return close()
            }
        }
    }

    private func heard(orLeave teller: any LineTeller) -> LiveSignals? {
        state.withLock { state in
            if state.isOver { return nil }
            if state.told.isEmpty { state.teller = teller }
            defer { state.told = [] }
            return state.told.isEmpty ? nil : state.told
        }
    }

    /// Waits until it is on its way, so that for who reads slowly nothing piles up.
    private func write(_ event: ByteBuffer) async throws {
        let onItsWay = handler.eventLoop.submit { [handler] in try handler.value.write(event) }
        try await onItsWay.flatMap { $0 }.get()
    }

    func close() {
        // What the teller holds is let go outside, since it may end what it listens to.
        let (isNew, _) = state.withLock { state in
            defer {
                state.isOver = true
                state.teller = nil
            }
            return (!state.isOver, state.teller)
        }
        if isNew { handler.eventLoop.execute { [handler] in handler.value.finish() } }
    }
}
