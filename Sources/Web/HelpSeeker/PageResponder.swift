import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Workflows

/// Makes answers of pages, with their headers; reads forms with their limits.
struct PageResponder: Sendable {
    let environment: WebEnvironment
    let headers: PageHeaders
    private let kept = KeptPages()
    /// Part of the address of scripts and stylesheets: a browser that kept old ones for a year fetches the new.
    private let assetVersion: String

    init(_ environment: WebEnvironment) {
        self.environment = environment
        let style = Stylesheet.inline.withUTF8Buffer { Array($0) }
        let assets = "\(Stylesheet.full)\(Stylesheet.watching)\(Script.exit)\(Script.keep)\(Script.talk)\(Picture.favicon)"
        assetVersion = String(environment.policyHash(Array(assets.utf8)).filter(\.isLetter).prefix(8))
        headers = PageHeaders(
            styleHash: environment.policyHash(style), exitURL: environment.site.current.settings.exitURL,
            isDemonstration: environment.isDemonstration)
    }

    func respond(_ page: some Page, _ frame: PageFrame, status: HTTPResponse.Status = .ok) -> Response {
        respond(html(page, frame), status: status)
    }

    private func html(_ page: some Page, _ frame: PageFrame) -> [UInt8] {
        var frame = frame
        frame.manner.assetVersion = assetVersion
        return page.html(frame: frame)
    }

    func respond(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: headers.page, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A page that holds what somebody wrote: never compressed, and of a size that does not tell how much it holds.
    /// - Parameter cookie: header that gives or takes the session.
    /// - Source: security 6.1, 6.3; W10.
    func personal(_ page: some Page, _ frame: PageFrame, status: HTTPResponse.Status = .ok, cookie: String? = nil) -> Response {
        var bytes = html(page, frame)
        bytes += [UInt8](repeating: UInt8(ascii: "\n"), count: (4096 - bytes.count % 4096) % 4096)
        var fields = headers.page
        fields[Self.robots] = "noindex, noarchive"
        if let cookie { fields[.setCookie] = cookie }
        return Response(status: status, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Something of a person's to keep, with the headers of their pages. Its size does not tell how much it holds.
    /// - Parameter name: a plain word with an ending.
    func download(_ file: [UInt8], named name: String) -> Response {
        let bytes = file + [UInt8](repeating: UInt8(ascii: "\n"), count: (4096 - file.count % 4096) % 4096)
        var fields = headers.page
        fields[Self.robots] = "noindex, noarchive"
        fields[.contentDisposition] = "attachment; filename=\"\(name)\""
        return Response(status: .ok, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A file as somebody put it in a dossier, piece by piece. No browser may show it or run anything in it. When a piece does not come or does
    /// not open, the connection ends before the length that was promised: nobody takes half a file for a whole one.
    /// - Parameter plain: its name for who must not see another: letters, digits and hyphens.
    /// - Source: security 6.7; ASVS 5.0 3.2.1, 5.4.
    func send(_ outgoing: OutgoingFile, plain: String, withName: Bool) async throws(WorkRefusal) -> Response {
        // Before the first byte it is known whether it opens: else there comes a page instead.
        let first = try await outgoing.bytes(from: 0)
        let file = outgoing.file
        let name = withName ? file.name.revealed : FileName("")
        var fields = headers.file
        fields[.contentType] = file.kind.mediaType
        fields[.contentDisposition] = name.disposition(file.kind, plain: plain)
        fields[Self.robots] = "noindex, noarchive"
        let body = ResponseBody(contentLength: file.size) { writer in
            var (bytes, next) = first
            while true {
                try await writer.write(ByteBuffer(bytes: bytes))
                guard next < outgoing.pieces else { break }
                (bytes, next) = try await outgoing.bytes(from: next)
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: fields, body: body)
    }

    private static let robots = HTTPField.Name("X-Robots-Tag")!

    /// A page that is the same for everybody, from those that were written this minute.
    func same(_ request: Request, _ visit: Visit, at address: Address, _ page: () -> (page: any Page, tab: String)) -> Response {
        let kept = kept.page(visit, at: address) {
            let (page, tab) = page()
            return html(page, visit.frame(tab, at: address))
        }
        guard let compressed = kept.compressed, Self.acceptsGzip(request) else {
            return Response(status: .ok, headers: headers.shared, body: .init(byteBuffer: kept.plain))
        }
        return Response(status: .ok, headers: headers.compressed, body: .init(byteBuffer: compressed))
    }

    private static func acceptsGzip(_ request: Request) -> Bool {
        (request.headers[.acceptEncoding] ?? "").split(separator: ",").contains { part in
            let words = part.split(separator: ";").map { $0.filter { $0 != " " } }
            return words.first?.lowercased() == "gzip" && !words.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" }
        }
    }

    /// Another page instead, by GET.
    func redirect(to path: String, cookie: String? = nil) -> Response {
        var fields = headers.page
        if let cookie { fields[.setCookie] = cookie }
        fields[.contentType] = nil
        fields[.location] = path
        return Response(status: .seeOther, headers: fields)
    }

    /// The form that was sent.
    /// - Parameter largest: bytes that are read at most.
    /// - Throws: `PageRefusal` when it is too long, no form, or from another site.
    func form(_ request: Request, largest: Int = Form.largest) async throws(PageRefusal) -> Form {
        try checkOrigin(request)
        let bytes: ByteBuffer
        do {
            bytes = try await request.body.collect(upTo: largest)
        } catch {
            throw .tooLarge
        }
        guard let form = Form(bytes.readableBytesView) else { throw .unreadable }
        return form
    }

    /// - Throws: `PageRefusal.foreign` when the form is from another site.
    func checkOrigin(_ request: Request) throws(PageRefusal) {
        // A browser says where a form comes from; one that another site sent on is not a person's own answer.
        if let from = request.headers[Self.fetchSite] {
            if from != "same-origin", from != "none" { throw .foreign }
        } else if let origin = request.headers[.origin], origin != "null", !Self.isHere(origin, request) {
            // Older ones name the site instead; 'null' is what they say of a page that tells nobody its address, as ours are.
            throw .foreign
        }
    }

    private static func isHere(_ origin: String, _ request: Request) -> Bool {
        guard let host = request.head.authority else { return false }
        return origin == "https://" + host || origin == "http://" + host
    }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")!
}

/// A request for a page that cannot be answered with that page.
enum PageRefusal: Error, Sendable {
    case notFound
    case tooLarge
    case unreadable
    case foreign
}
