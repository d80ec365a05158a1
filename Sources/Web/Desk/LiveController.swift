import Domain
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Pages
import Workflows

/// Tells an open page what changed: how many wait, what became of the conversation on it, and that the entry is about to end. Never anything of
/// what was written. Listening is no act of the worker.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/live, /en/work/live | worker at a desk, or a screen on the wall | see_board |
/// | POST | /nl/werk/hier, /en/work/here | worker | worker |
/// - Source: security, 'Decided for version 1'; WHATWG HTML, server-sent events; WCAG 2.2, 2.2.1.
struct LiveController: Sendable {
    /// Signs of life after which the stream ends and the page asks for a new one.
    static let signs = Int(WorkerSession.idleMinutes) * 60 / LiveStreams.pause

    let door: WorkDoor
    let streams: LiveStreams

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .live, policy, .seeBoard) { desk, request, context in
            streams.response(to: context, door.responder.headers.events, LiveLine(desk, showing: LivePage(request)))
        }
        // Coming here is the act. Another site cannot send the cookie along.
        door.post(router, .stay, policy, nil) { _, request, _ in
            _ = try await door.responder.form(request)
            return Response(status: .noContent, headers: door.responder.headers.page)
        }
    }
}

/// What goes over the line. Everything has the same size, so that whoever counts bytes on the way learns nothing.
enum LiveEvent {
    /// Bytes of each event.
    static let size = 4096

    static let sign = padded("")
    /// The entry ended.
    static let end = event("end")
    /// The entry ends soon, unless the worker says that they stay.
    static let ending = event("ending")
    static let staying = event("staying")
    /// The other side is writing.
    static let writing = event("writing")

    static func change(_ news: JSON = .object([])) -> ByteBuffer { event("change", news) }

    /// Where somebody stands now who waits: the lines that the page shows.
    static func place(_ lines: [String]) -> ByteBuffer { event("place", .object([("lines", .array(lines.map { .string($0) }))])) }

    private static func event(_ name: String, _ news: JSON = .object([])) -> ByteBuffer {
        padded("event: \(name)\ndata: \(String(decoding: news.bytes, as: UTF8.self))\n")
    }

    private static func padded(_ event: String) -> ByteBuffer {
        let bytes = Array(event.utf8)
        // A line that begins with a colon is a comment.
        let filling = [UInt8](repeating: UInt8(ascii: "."), count: max(0, size - bytes.count - 3))
        return ByteBuffer(bytes: bytes + [UInt8(ascii: ":")] + filling + Array("\n\n".utf8))
    }
}
