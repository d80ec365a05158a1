import Domain
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Pages
import Synchronization
import Workflows

/// Tells an open page that something changed in its worker's queue: how many wait, and never anything of what was written.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/live, /en/work/live | worker who helps people | help_people |
/// - Source: security, 'Decided for version 1'; WHATWG HTML, server-sent events.
struct LiveController: Sendable {
    /// Seconds between two signs of life, so that nothing on the way takes the silence for an end.
    static let pause: Int64 = 20
    /// Signs of life after which the stream ends: by then a session in which nothing else happened has ended too.
    static let signs = WorkerSession.idleMinutes * 60 / pause

    let door: WorkDoor
    let streams: LiveStreams

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .live, policy, .helpPeople) { desk, request, _ in stream(desk, request) }
    }

    private func stream(_ desk: WorkVisit, _ request: Request) -> Response {
        var headers = door.responder.headers.page
        headers[.contentType] = "text/event-stream"
        if let buffering = HTTPField.Name("X-Accel-Buffering") { headers[buffering] = "no" }
        return Response(
            status: .ok, headers: headers,
            body: .init { writer in
                let line = streams.open()
                // The body is written by this task alone; the closure is only not marked so.
                nonisolated(unsafe) var output = writer
                do {
                    try await request.body.consumeWithInboundCloseHandler(
                        { _ in try await write(desk, line, to: &output) }, onInboundClosed: { line.close() })
                } catch {
                    // Whoever listened has gone: there is nobody to tell.
                }
                streams.close(line)
                try await output.finish(nil)
            })
    }

    private func write(_ desk: WorkVisit, _ line: LiveStreams.Line, to writer: inout any ResponseBodyWriter) async throws {
        try await writer.write(LiveEvent.sign)
        let listening = Task {
            for await _ in Inbox(desk.place).changes(for: desk.session) { line.tell(.change) }
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
        for await signal in line.signals {
            switch signal {
            case .sign: try await writer.write(LiveEvent.sign)
            case .change:
                guard let event = try await change(desk) else { return }
                try await writer.write(event)
            }
        }
    }

    /// - Returns: nil when the worker may not be here any more.
    private func change(_ desk: WorkVisit) async throws -> ByteBuffer? {
        guard try await desk.place.stores.workers.worker(desk.session.worker.id)?.state == .active else { return nil }
        let count = DeskInboxPresenter.waiting(try await Inbox(desk.place)(desk.session))
        let words =
            switch count {
            case 0: desk.text("live.none")
            case 1: desk.text("live.one")
            default: desk.text("live.many", ["count": String(count)])
            }
        return LiveEvent.change(waiting: count, words)
    }
}

/// What goes over the line. Everything has the same size, so that whoever counts bytes on the way learns nothing.
enum LiveEvent {
    /// Bytes of each event.
    static let size = 4096

    static let sign = padded("")

    /// - Parameter words: the number in a sentence, to be read out.
    static func change(waiting: Int, _ words: String) -> ByteBuffer {
        let json = JSON.object([("waiting", .int(Int64(waiting))), ("say", .string(words))])
        return padded("event: change\ndata: " + String(decoding: json.bytes, as: UTF8.self) + "\n")
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
