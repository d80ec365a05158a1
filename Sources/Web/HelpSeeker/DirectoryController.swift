import Domain
import HTTPTypes
import Hummingbird
import Pages

/// All services, to look around in: by need, by who asks, by region, open now. What is chosen travels in the body, never in the address.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/lijst, /en/list | anyone | public |
/// | POST | /nl/lijst, /en/list | anyone | public |
/// | GET | /nl/kaart/{code}, /en/card/{code} | anyone | public |
struct DirectoryController: Sendable {
    let responder: PageResponder

    func addRoutes(to router: Router<SiteContext>, _ policy: Visit.PublicPolicy) {
        let list = RouterPath(Address.directory.path(policy.language))
        router.get(list) { request, _ in
            guard let visit = policy.admit() else { throw PageRefusal.notFound }
            return responder.same(request, visit, at: .directory) {
                (DirectoryPresenter(visit: visit, filter: DirectoryFilter()).page, visit.text("tabs.directory"))
            }
        }
        router.post(list) { request, _ in
            guard let visit = policy.admit() else { throw PageRefusal.notFound }
            return show(visit, DirectoryFilter(try await responder.form(request), visit.site.geography))
        }
        router.get(RouterPath(Address.service("{code}").path(policy.language))) { request, context in
            guard let visit = policy.admit(), let code = context.parameters.get("code"), let slug = visit.site.codes.slug(code),
                let service = visit.site.landscape.service(slug)
            else { throw PageRefusal.notFound }
            return responder.same(request, visit, at: .service(code)) {
                (ServicePresenter(visit: visit, service: service).page, visit.text("tabs.service", ["code": code]))
            }
        }
    }

    private func show(_ visit: Visit, _ filter: DirectoryFilter) -> Response {
        let presenter = DirectoryPresenter(visit: visit, filter: filter)
        return responder.respond(
            presenter.page, visit.frame(visit.text("tabs.directory"), at: .directory),
            status: filter.place.isProblem ? .unprocessableContent : .ok)
    }
}

/// What somebody looks for in the directory.
struct DirectoryFilter: Sendable {
    var kind: OrganisationKind?
    var asker: Asker?
    var age: AgeBand?
    var region = Region.unknown
    var openNow = false
    var place = PlaceAnswer.none

    init() {}

    init(_ form: Form, _ geography: Geography) {
        kind = form["k"].flatMap(OrganisationKind.init(rawValue:))
        asker = form["w"].flatMap(Asker.init(id:)).flatMap { $0 == .unknown ? nil : $0 }
        age = form["y"].flatMap(AgeBand.init(id:)).flatMap { $0 == .unknown ? nil : $0 }
        openNow = form["o"] == "yes"
        region = form["r"].flatMap(Region.init(id:)) ?? .unknown
        place = PlaceAnswer(form["p"] ?? "", geography)
        if case .found(let municipality) = place { region = municipality.region }
    }

    /// Whether a service answers the filter at the moment. Unlike advice, looking around also shows what may fit.
    func accepts(_ service: Service, _ local: AmsterdamTime) -> Bool {
        if let kind, service.kind != kind { return false }
        if let asker, !service.fits(asker: asker) { return false }
        if let age, !service.fits(age: age) { return false }
        if region != .unknown, !service.area.covers(region) { return false }
        return !openNow || service.surelyAnswers(local)
    }
}
