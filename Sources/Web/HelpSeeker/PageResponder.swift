import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Pages

/// Makes answers of pages, with their headers; reads forms with their limits.
struct PageResponder: Sendable {
    let environment: WebEnvironment
    let headers: PageHeaders

    init(_ environment: WebEnvironment) {
        self.environment = environment
        let style = Stylesheet.inline.withUTF8Buffer { Array($0) }
        headers = PageHeaders(
            styleHash: environment.policyHash(style), exitURL: environment.site.current.settings.exitURL,
            isDemonstration: environment.isDemonstration)
    }

    func respond(_ page: some Page, _ frame: PageFrame, status: HTTPResponse.Status = .ok) -> Response {
        respond(page.html(frame: frame), status: status)
    }

    func respond(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: headers.page, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// Another page instead, by GET.
    func redirect(to path: String) -> Response {
        var fields = headers.page
        fields[.contentType] = nil
        fields[.location] = path
        return Response(status: .seeOther, headers: fields)
    }

    /// The form that was sent.
    /// - Throws: `PageRefusal` when it is too long, no form, or from another site.
    func form(_ request: Request) async throws(PageRefusal) -> Form {
        // A browser says where a form comes from; one that another site sent on is not a person's own answer.
        if let from = request.headers[Self.fetchSite], from != "same-origin", from != "none" { throw .foreign }
        let bytes: ByteBuffer
        do {
            bytes = try await request.body.collect(upTo: Form.largest)
        } catch {
            throw .tooLarge
        }
        guard let form = Form(bytes.readableBytesView) else { throw .unreadable }
        return form
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
