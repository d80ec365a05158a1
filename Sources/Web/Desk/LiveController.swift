import Domain
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Pages
import Synchronization
import Workflows

/// Tells an open page what changed: how many wait, what became of the conversation on it, and that the entry is about to end. Never anything of
/// what was written. Listening is no act of the worker.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/live, /en/work/live | worker who helps people | help_people |
/// | POST | /nl/werk/hier, /en/work/here | worker | worker |
/// - Source: security, 'Decided for version 1'; WHATWG HTML, server-sent events; WCAG 2.2, 2.2.1.
struct LiveController: Sendable {
    /// Seconds between two signs of life, so that nothing on the way takes the silence for an end.
    static let pause: Int64 = 20
    /// Signs of life after which the stream ends and the page asks for a new one.
    static let signs = WorkerSession.idleMinutes * 60 / pause

    let door: WorkDoor
    let streams: LiveStreams

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .live, policy, .helpPeople) { desk, request, _ in stream(LiveLine(desk, showing: LivePage(request)), request) }
        // Coming here is the act. Another site cannot send the cookie along.
        door.post(router, .stay, policy, nil) { _, request, _ in
            _ = try await door.responder.form(request)
            return Response(status: .noContent, headers: door.responder.headers.page)
        }
    }

    private func stream(_ told: LiveLine, _ request: Request) -> Response {
        streams.response(to: request, door.responder.headers.page) { line, writer in try await write(told, line, to: &writer) }
    }

    private func write(_ told: LiveLine, _ line: LiveStreams.Line, to writer: inout any ResponseBodyWriter) async throws {
        var told = told
        let listening = Task { [changes = told.changes] in
            for await _ in changes { line.tell(.change) }
        }
        let breathing = Task {
            for _ in 0..<Self.signs {
                try await Task.sleep(for: .seconds(Self.pause))
                line.tell(.sign)
            }
            line.close()
        }
        defer {
            listening.cancel()
            breathing.cancel()
        }
        // Something may have changed between the page and this line.
        line.tell(.change)
        for await signal in line.signals {
            for event in try await told.events(signal == .change) { try await writer.write(event) }
            if told.isOver { return }
        }
    }
}

/// What goes over the line. Everything has the same size, so that whoever counts bytes on the way learns nothing.
enum LiveEvent {
    /// Bytes of each event.
    static let size = 4096

    static let sign = padded("")
    /// The entry ended.
    static let end = padded("event: end\ndata: {}\n")
    /// The entry ends soon, unless the worker says that they stay.
    static let ending = padded("event: ending\ndata: {}\n")
    static let staying = padded("event: staying\ndata: {}\n")

    static func change(_ news: JSON) -> ByteBuffer {
        padded("event: change\ndata: " + String(decoding: news.bytes, as: UTF8.self) + "\n")
    }

    private static func padded(_ event: String) -> ByteBuffer {
        let bytes = Array(event.utf8)
        // A line that begins with a colon is a comment.
        let filling = [UInt8](repeating: UInt8(ascii: "."), count: max(0, size - bytes.count - 3))
        return ByteBuffer(bytes: bytes + [UInt8(ascii: ":")] + filling + Array("\n\n".utf8))
    }
}

/// The lines that are open now, so that all of them can be ended when the site stops.
public final class LiveStreams: Sendable {
    enum Signal: Sendable { case change, sign }

    struct Line: Sendable {
        fileprivate let id: Int
        let signals: AsyncStream<Signal>
        private let continuation: AsyncStream<Signal>.Continuation

        fileprivate init(id: Int) {
            self.id = id
            (signals, continuation) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(4))
        }

        func tell(_ signal: Signal) { continuation.yield(signal) }
        func close() { continuation.finish() }
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

    func close(_ line: Line) {
        line.close()
        state.withLock { $0.lines[line.id] = nil }
    }

    /// An answer that stays open while `tell` writes to it, until whoever listens goes or the site stops.
    func response(
        to request: Request, _ pageHeaders: HTTPFields,
        _ tell: @escaping @Sendable (Line, inout any ResponseBodyWriter) async throws -> Void
    ) -> Response {
        var headers = pageHeaders
        headers[.contentType] = "text/event-stream"
        if let buffering = HTTPField.Name("X-Accel-Buffering") { headers[buffering] = "no" }
        return Response(
            status: .ok, headers: headers,
            body: .init { writer in
                let line = self.open()
                // The body is written by this task alone; the closure is only not marked so.
                nonisolated(unsafe) var output = writer
                do {
                    try await request.body.consumeWithInboundCloseHandler(
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

    /// How many are open.
    var count: Int { state.withLock { $0.lines.count } }
}
