import Domain
import Hummingbird

/// Who helps, for other systems, in our own words. Nobody is asked where they live: a region is enough, and a postcode is no parameter.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /api/v1/services | anyone | public |
/// | GET | /api/v1/services/{slug} | anyone | public |
/// - Source: R27, R35, R72; NL API Design Rules 2.2 `/core/transport/no-sensitive-uris`.
struct ServicesAPI: Sendable {
    static let largestPage = 100

    private let environment: WebEnvironment

    init(_ environment: WebEnvironment) { self.environment = environment }

    var routes: [APIRoute] {
        [
            APIRoute(method: .get, path: "/api/v1/services") { request, _ in try list(request) },
            APIRoute(method: .get, path: "/api/v1/services/{slug}") { request, context in try show(request, context) },
        ]
    }

    private func list(_ request: Request) throws -> Response {
        let site = environment.site.current
        let writer = ServiceWriter(site: site, language: site.language(for: request), now: environment.now())
        let filter = try ServiceFilter(request.uri.query, landscape: site.landscape)
        let found = site.landscape.services.filter { filter.includes($0, at: writer.local) }
        let page = Paging(total: found.count, page: filter.page, size: filter.pageSize)
        let body: JSON = [
            "items": .array(found[page.range].map(writer.service)),
            "page": .number(page.page), "pageSize": .number(page.size),
            "totalItems": .number(found.count), "totalPages": .number(page.pages),
        ]
        return Response(json: body, language: writer.language)
    }

    private func show(_ request: Request, _ context: SiteContext) throws -> Response {
        try QueryReader(request.uri.query, allowed: []).finish()
        let site = environment.site.current
        guard let slug = context.parameters.get("slug"), let service = site.landscape.service(slug) else { throw Problem.notFound }
        let writer = ServiceWriter(site: site, language: site.language(for: request), now: environment.now())
        return Response(json: writer.service(service), language: writer.language)
    }
}

/// Which services are asked for.
struct ServiceFilter {
    static let parameters = ["region", "asker", "need", "openNow", "kind", "page", "pageSize"]

    let page: Int
    let pageSize: Int
    private let region: Region?
    private let asker: Asker?
    private let need: String?
    private let openNow: Bool?
    private let kind: OrganisationKind?

    /// - Throws: `Problem` with every parameter that is unknown or has an unknown value.
    init(_ query: String?, landscape: Landscape) throws(Problem) {
        var reader = QueryReader(query, allowed: Self.parameters)
        region = reader.oneOf("region", Array(Region.ids.dropLast())).flatMap { Region(id: $0) }
        asker = reader.oneOf("asker", Array(Asker.ids.dropLast())).flatMap { Asker(id: $0) }
        need = reader.oneOf("need", landscape.problemTypes)
        openNow = reader.flag("openNow")
        kind = reader.oneOf("kind", OrganisationKind.allCases.map(\.rawValue)).flatMap { OrganisationKind(rawValue: $0) }
        page = reader.number("page", 1...100_000, otherwise: 1)
        pageSize = reader.number("pageSize", 1...ServicesAPI.largestPage, otherwise: 20)
        try reader.finish()
    }

    /// Whether a service is one of those asked for. Hours of which nobody is sure count as neither open nor closed.
    func includes(_ service: Service, at local: AmsterdamTime) -> Bool {
        if let region, !service.area.covers(region) { return false }
        if let asker, !service.fits(asker: asker) { return false }
        if let need, !service.problemTypes.contains(need) { return false }
        if let kind, service.kind != kind { return false }
        guard let openNow else { return true }
        let opening = service.opening(local)
        return opening != .unchecked && opening.isOpen == openNow
    }
}

/// One page of a list that may be longer.
struct Paging {
    let page: Int
    let size: Int
    let pages: Int
    /// Positions of the items on the page; empty behind the last.
    let range: Range<Int>

    init(total: Int, page: Int, size: Int) {
        self.page = page
        self.size = size
        pages = (total + size - 1) / size
        let start = min((page - 1) * size, total)
        range = start..<min(start + size, total)
    }
}

extension Landscape {
    /// All ids of what services help with, in alphabetical order.
    var problemTypes: [String] { Set(services.flatMap(\.problemTypes)).sorted() }
    /// All ids of what services can do, in alphabetical order.
    var capabilities: [String] { Set(services.flatMap(\.capabilities)).sorted() }
}
