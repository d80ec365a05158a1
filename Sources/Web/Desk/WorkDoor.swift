import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Workflows

/// Lets workers in to the pages of the workbench, and makes answers of them.
struct WorkDoor: Sendable {
    typealias Answer = @Sendable (WorkVisit, Request, SiteContext) async throws -> Response

    let responder: PageResponder
    /// Part of the address of script and stylesheets: a browser that kept old ones fetches the new.
    private let assetVersion: String

    init(responder: PageResponder) {
        self.responder = responder
        let assets =
            "\(Stylesheet.full)\(Stylesheet.desk)\(Stylesheet.roster)\(Stylesheet.beside)\(Stylesheet.board)\(Script.desk)\(Script.beside)\(Script.talk)"
        assetVersion = String(responder.environment.policyHash(Array(assets.utf8)).filter(\.isLetter).prefix(8))
    }

    var environment: WebEnvironment { responder.environment }

    /// For pages that somebody may open before anybody knows them.
    /// - Throws: `.notFound` when the site does not speak the language, or keeps nothing.
    func outside(_ policy: WorkVisit.Policy) throws(PageRefusal) -> (Visit, Workplace) {
        guard let place = environment.place,
            let visit = Visit.PublicPolicy(environment: environment, language: policy.language).admit()
        else { throw .notFound }
        return (visit, place)
    }

    /// Adds a page that is read.
    func get(
        _ router: Router<SiteContext>, _ address: WorkAddress, _ policy: WorkVisit.Policy, _ need: Permission?, _ answer: @escaping Answer
    ) {
        router.get(RouterPath(address.path(policy.language))) { request, context in
            try await admit(request, context, policy, need, isStart: address == .inbox, answer)
        }
    }

    /// Adds an address to which forms are sent.
    func post(
        _ router: Router<SiteContext>, _ address: WorkAddress, _ policy: WorkVisit.Policy, _ need: Permission?, _ answer: @escaping Answer
    ) {
        router.post(RouterPath(address.path(policy.language))) { request, context in
            try await admit(request, context, policy, need, answer)
        }
    }

    private func admit(
        _ request: Request, _ context: SiteContext, _ policy: WorkVisit.Policy, _ need: Permission?, isStart: Bool = false,
        _ answer: Answer
    ) async throws -> Response {
        let admission: WorkVisit.Admission
        do {
            admission = try await policy.admit(request, needing: need)
        } catch let refusal as WorkRefusal {
            return try unable(policy.language, refusal)
        }
        switch admission {
        case .away: return away(policy.language, request)
        case .unfit(let desk):
            // Where everybody begins: to the first page that is theirs.
            guard isStart, desk.hasPlace, !request.isByScript else { throw PageRefusal.notFound }
            return responder.redirect(to: desk.path(desk.start))
        case .entered(let desk):
            do {
                return try await answer(desk, request, context)
            } catch let refusal as WorkRefusal {
                return try unable(desk.visit, desk, refusal)
            }
        }
    }

    /// To the entry page; what the browser still holds of a session that ended goes.
    func away(_ language: String, _ request: Request) -> Response {
        let held = SessionCookie.worker.value(request, environment.isDemonstration)
        // 204 tells a page that listens for changes to stop asking.
        if request.isForEvents {
            return Response(status: .noContent, headers: responder.headers.page)
        }
        if request.isByScript { return Response(status: .forbidden, headers: responder.headers.page) }
        return responder.redirect(
            to: WorkAddress.entry.path(language) + (held?.isEmpty == false ? "?n=ended" : ""),
            cookie: held.map { _ in SessionCookie.worker.clearing(environment.isDemonstration) })
    }

    /// What stands in the way, before anybody is known.
    func unable(_ language: String, _ refusal: WorkRefusal) throws -> Response {
        guard let visit = Visit.PublicPolicy(environment: environment, language: language).admit() else { throw PageRefusal.notFound }
        return try unable(visit, nil, refusal)
    }

    /// What stands in the way of a whole page.
    private func unable(_ visit: Visit, _ desk: WorkVisit?, _ refusal: WorkRefusal) throws -> Response {
        let key: String
        switch refusal {
        case .logUnavailable: key = "log"
        case .storeUnavailable: key = "store"
        case .erased: key = "erased"
        case .busy: throw HTTPError(.serviceUnavailable)
        default: throw PageRefusal.notFound
        }
        let back = (desk?.start ?? .entry).path(visit.language)
        let page = SignedOutPage(
            title: visit.work("notice.\(key)_title"), lines: [visit.work("notice." + key)],
            ways: [Way(visit.work("frame.brand"), to: back)])
        let frame = desk?.frame(visit.work("tabs.error"), at: nil) ?? visit.deskFrame(visit.work("tabs.error"), at: nil)
        return respond(page, frame, status: key == "erased" ? .gone : .serviceUnavailable)
    }

    /// A page of the workbench: never compressed, and of a size that does not tell how much it holds.
    /// - Source: security 6.1, 6.3; W10.
    func respond(_ page: some Page, _ frame: DeskFrame, status: HTTPResponse.Status = .ok, cookie: String? = nil) -> Response {
        var frame = frame
        frame.manner.assetVersion = assetVersion
        var bytes = page.html(desk: frame)
        bytes += [UInt8](repeating: UInt8(ascii: "\n"), count: (4096 - bytes.count % 4096) % 4096)
        var fields = responder.headers.page
        if let robots = HTTPField.Name("X-Robots-Tag") { fields[robots] = "noindex, noarchive" }
        if let cookie { fields[.setCookie] = cookie }
        return Response(status: status, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A small answer for the workbench's own script.
    func respond(_ json: JSON) -> Response {
        var fields = responder.headers.page
        fields[.contentType] = "application/json"
        return Response(status: .ok, headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: json.bytes)))
    }
}

extension FormTicketRefusal {
    /// A form that stood open too long can be sent again; one from elsewhere is not the worker's own.
    var status: HTTPResponse.Status { self == .expired ? .unprocessableContent : .forbidden }
}

extension Request {
    /// A word in the query, such as what was just done; nil unless it is one of those that are expected.
    func word(_ name: String, of known: Set<String>) -> String? {
        uri.queryParameters[Substring(name)].map(String.init).flatMap { known.contains($0) ? $0 : nil }
    }
}
