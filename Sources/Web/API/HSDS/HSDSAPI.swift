import Domain
import HTTPTypes
import Hummingbird

/// The directory as an Open Referral API. Its paths and parameters are those of that standard, so they differ from our own API.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /api/hsds | anyone | public |
/// | GET | /api/hsds/services | anyone | public |
/// | GET | /api/hsds/services/{id} | anyone | public |
/// | GET | /api/hsds/organizations | anyone | public |
/// | GET | /api/hsds/organizations/{id} | anyone | public |
/// | GET | /api/hsds/openapi.json | anyone | public |
/// - Source: HSDS 3.1 API reference; R27, R72, R114.
struct HSDSAPI: Sendable {
    private let environment: WebEnvironment

    init(_ environment: WebEnvironment) { self.environment = environment }

    var routes: [APIRoute] {
        [
            APIRoute(method: .get, path: "/api/hsds") { request, _ in try root(request) },
            APIRoute(method: .get, path: "/api/hsds/services") { request, _ in try services(request) },
            APIRoute(method: .get, path: "/api/hsds/services/{id}") { request, context in try service(request, context) },
            APIRoute(method: .get, path: "/api/hsds/organizations") { request, _ in try organizations(request) },
            APIRoute(method: .get, path: "/api/hsds/organizations/{id}") { request, context in try organization(request, context) },
            APIRoute(method: .get, path: "/api/hsds/openapi.json") { request, _ in
                try QueryReader(request.uri.query, allowed: []).finish()
                return Response(json: HSDSDocument(site: environment.site.current).json)
            },
        ]
    }

    private func root(_ request: Request) throws -> Response {
        try QueryReader(request.uri.query, allowed: []).finish()
        return Response(json: [
            "version": "3.1", "profile": "https://docs.openreferral.org/en/3.1/",
            "openapi_url": .string(origin(of: request) + "/api/hsds/openapi.json"),
        ])
    }

    // Where we are is only known from the request; anything but a plain host name and port is not repeated.
    private func origin(of request: Request) -> String {
        let scheme = environment.isDemonstration ? "http" : "https"
        let host = request.head.authority ?? ""
        let isPlain = host.utf8.allSatisfy { byte in
            (48...58).contains(byte) || (65...91).contains(byte) || byte == 93 || (97...122).contains(byte) || byte == 45 || byte == 46
        }
        return host.isEmpty || !isPlain || host.utf8.count > 255 ? "\(scheme)://localhost" : "\(scheme)://\(host)"
    }

    private func writer(for request: Request) -> HSDSWriter {
        let site = environment.site.current
        return HSDSWriter(site: site, language: site.language(for: request), now: environment.now(), uuid: environment.uuid)
    }

    private func services(_ request: Request) throws -> Response {
        let filter = try HSDSFilter(request.uri.query, allowed: HSDSFilter.ofServices)
        let writer = writer(for: request)
        let found = writer.site.landscape.services.filter { filter.includes($0, writer) }
        let write = filter.minimal ? writer.minimal : filter.full ? writer.full : writer.brief as (Service) -> JSON
        return page(found, filter, writer, write)
    }

    private func organizations(_ request: Request) throws -> Response {
        let filter = try HSDSFilter(request.uri.query, allowed: HSDSFilter.ofOrganizations)
        let writer = writer(for: request)
        let found = writer.site.landscape.organisations.filter { filter.includes($0, writer) }
        return page(found, filter, writer, filter.full ? writer.full : writer.brief as (Organisation) -> JSON)
    }

    private func page<Item>(_ found: [Item], _ filter: HSDSFilter, _ writer: HSDSWriter, _ write: (Item) -> JSON) -> Response {
        let page = Paging(total: found.count, page: filter.page, size: filter.perPage)
        let body: JSON = [
            "total_items": .number(found.count), "total_pages": .number(page.pages), "page_number": .number(page.page),
            "size": .number(page.range.count), "first_page": .bool(page.page == 1), "last_page": .bool(page.page >= page.pages),
            "empty": .bool(page.range.isEmpty), "contents": .array(found[page.range].map(write)),
        ]
        return Response(json: body, language: writer.language)
    }

    private func service(_ request: Request, _ context: SiteContext) throws -> Response {
        try QueryReader(request.uri.query, allowed: []).finish()
        let writer = writer(for: request)
        let id = context.parameters.get("id")?.lowercased()
        guard let service = writer.site.landscape.services.first(where: { writer.site.codes.uuid($0.slug) == id }) else {
            throw Problem.notFound
        }
        return Response(json: writer.full(service), language: writer.language)
    }

    private func organization(_ request: Request, _ context: SiteContext) throws -> Response {
        var query = QueryReader(request.uri.query, allowed: ["full_service"])
        let whole = query.flag("full_service") ?? false
        try query.finish()
        let writer = writer(for: request)
        let id = context.parameters.get("id")?.lowercased()
        guard let organisation = writer.site.landscape.organisations.first(where: { writer.uuid("organization/" + $0.id) == id }) else {
            throw Problem.notFound
        }
        let services = writer.services(of: organisation).map(whole ? writer.full : writer.minimal as (Service) -> JSON)
        let body = writer.full(organisation).with(["services": .array(services)])
        return Response(json: body, language: writer.language)
    }
}
