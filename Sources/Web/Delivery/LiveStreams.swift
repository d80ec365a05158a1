import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Synchronization

/// The lines that are open now, so that all of them can be ended when the site stops.
public final class LiveStreams: Sendable {
    enum Signal: Sendable {
        /// Something changed in the list of who waits.
        case list
        /// Something changed in the conversation on the page.
        case here
        /// The other side is writing.
        case writing
        /// Time went by.
        case sign
        /// A few seconds went by, for who waits.
        case moment
    }

    /// One open line. However fast things happen, it holds each kind of news once: nothing grows, and no kind takes the place of another.
    final class Line: Sendable {
        fileprivate let id: Int
        /// One for each time that there is something to look at.
        let signals: AsyncStream<Void>
        private let wake: AsyncStream<Void>.Continuation
        private let told = Mutex<Set<Signal>>([])
        fileprivate let waits = Atomic(false)

        fileprivate init(id: Int) {
            self.id = id
            (signals, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        }

        func tell(_ signal: Signal) {
            told.withLock { _ = $0.insert(signal) }
            wake.yield()
        }

        /// What was told since this was last asked.
        func heard() -> Set<Signal> {
            told.withLock { told in
                defer { told = [] }
                return told
            }
        }

        /// Says whether a few seconds matter on this page.
        func waits(_ isWaiting: Bool) { waits.store(isWaiting, ordering: .relaxed) }

        func close() { wake.finish() }
    }
    private struct State {
        var next = 0
        var isEnded = false
        var lines: [Int: Line] = [:]
    }
    private let state = Mutex(State())

    init() {}

    func open() -> Line {
        state.withLock { state in
            state.next += 1
            let line = Line(id: state.next)
            if state.isEnded { line.close() } else { state.lines[line.id] = line }
            return line
        }
    }

    /// Seconds between two signs of life, so that nothing on the way takes the silence for an end.
    static let pause = 20
    /// Seconds between two looks at the queue.
    private static let glance = 5

    /// Gives signs of life on all lines, each second on some, until it is cancelled. One clock for thousands of pages.
    public func breathe() async {
        var second = 0
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            second += 1
            for line in state.withLock({ Array($0.lines.values) }) {
                if (line.id + second) % Self.pause == 0 {
                    line.tell(.sign)
                } else if line.waits.load(ordering: .relaxed), (line.id + second) % Self.glance == 0 {
                    line.tell(.moment)
                }
            }
        }
    }

    func close(_ line: Line) {
        line.close()
        state.withLock { $0.lines[line.id] = nil }
    }

    /// An answer that stays open while `tell` writes to it, until whoever listens goes or the site stops.
    func response(
        to request: Request, _ headers: HTTPFields,
        _ tell: @escaping @Sendable (Line, inout any ResponseBodyWriter) async throws -> Void
    ) -> Response {
        // Of the request nothing else is held for as long as the line is open.
        let request = request.body
        return Response(
            status: .ok, headers: headers,
            body: .init { writer in
                let line = self.open()
                // The body is written by this task alone; the closure is only not marked so.
                nonisolated(unsafe) var output = writer
                do {
                    try await request.consumeWithInboundCloseHandler(
                        { _ in try await tell(line, &output) }, onInboundClosed: { line.close() })
                } catch {
                    // Whoever listened has gone: there is nobody to tell.
                }
                self.close(line)
                try await output.finish(nil)
            })
    }

    /// Ends every open line, and every one that is opened after; for when the site stops.
    public func end() {
        let lines = state.withLock { state in
            state.isEnded = true
            return Array(state.lines.values)
        }
        for line in lines { line.close() }
    }
}
