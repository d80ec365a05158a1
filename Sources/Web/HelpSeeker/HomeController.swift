import Domain
import HTTPTypes
import Hummingbird
import Pages
import Triage
import Wording

/// The first page, and the lines that are open now.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl, /en | anyone | public |
/// | GET | /nl/nu, /en/now | anyone | public |
struct HomeController: Sendable {
    let responder: PageResponder

    func addRoutes(to router: Router<SiteContext>, _ policy: Visit.PublicPolicy) {
        let language = policy.language
        router.get(RouterPath(Address.home.path(language))) { request, _ in try home(policy, request) }
        router.get(RouterPath(Address.openNow.path(language))) { request, _ in try openNow(policy, request) }
    }

    private func home(_ policy: Visit.PublicPolicy, _ request: Request) throws -> Response {
        guard let visit = policy.admit() else { throw PageRefusal.notFound }
        return responder.same(request, visit, at: .home) { (page(visit), visit.text("tabs.home")) }
    }

    private func page(_ visit: Visit) -> HomePage {
        var page = HomePage(
            welcome: .init(title: visit.text("home.h1"), lead: visit.text("home.intro")),
            danger: visit.emergencyLine("home.danger"),
            start: Way(visit.text("home.find_help"), text: visit.text("home.find_help_hint"), to: visit.path(.questions)),
            ways: ways(visit),
            promises: .init(
                title: visit.text("home.promises_title"),
                lines: ["name", responder.environment.place == nil ? "stored" : "sent", "skip", "choice"].map {
                    visit.text("home.promise_\($0)")
                }))
        page.lines = .init(
            title: visit.text("home.talk_now"), lines: visit.openLines(at: 3),
            all: Link(visit.text("home.all_open"), to: visit.path(.openNow)))
        if visit.openServices().contains(where: visit.isUncalled) { page.lines?.mark = visit.text("call.not_called") }
        if responder.environment.place != nil {
            page.talk = Way(visit.own("home.write"), text: visit.own("home.write_hint"), to: visit.path(.writing))
        }
        page.safety = Fold(visit.text("home.who_reads_title"), lines: [visit.text("home.who_reads")])
        return page
    }

    private func ways(_ visit: Visit) -> [Way] {
        var ways: [Way] = []
        if let count = visit.article("does-this-count") {
            ways.append(Way(visit.text("home.count_link"), to: visit.path(.article(count.path))))
        }
        if responder.environment.place != nil { ways.append(Way(visit.text("home.was_here_title"), to: visit.path(.returning))) }
        ways.append(Way(visit.text("nav.child_link"), to: visit.path(.child)))
        ways.append(Way(visit.text("home.read_title"), text: visit.text("home.read_hint"), to: visit.path(.readingList)))
        ways.append(Way(visit.text("home.directory_link"), to: visit.path(.directory)))
        let own = visit.site.settings.operator
        if own.role == .oneDoor { ways += own.partnerDoors.map { Way($0.name, text: Visit.domain($0.url), to: $0.url) } }
        return ways
    }

    private func openNow(_ policy: Visit.PublicPolicy, _ request: Request) throws -> Response {
        guard let visit = policy.admit() else { throw PageRefusal.notFound }
        return responder.same(request, visit, at: .openNow) { (lines(visit), visit.text("tabs.open_now")) }
    }

    private func lines(_ visit: Visit) -> DirectoryPage {
        let services = visit.openServices()
        let cards = services.map { visit.card($0, .open, CardManner()) }
        return DirectoryPage(
            title: visit.text("home.talk_now"), lead: visit.text("home.was_here"),
            results: .init(
                summary: visit.text(cards.count == 1 ? "directory.count_one" : "directory.count", ["count": String(cards.count)]),
                groups: [.init(visit.text("home.talk_now_hint"), cards: cards)]))
    }
}

extension Visit {
    /// Services for everybody where somebody surely answers now, those that lead the national advice first.
    func openServices() -> [Service] {
        var reader = Situation()
        // In words for a child the lines that a child is led to come first.
        if isForChild { (reader.asker, reader.age) = (.victim, .under12) }
        let advice = site.engine.advise(reader, at: now)
        let leading = (advice.first + advice.also).map { site.landscape.services[$0.service].slug }
        let open = site.landscape.services.filter { service in
            let isForAll = service.fits(asker: .unknown, age: .unknown, setting: .unknown, region: .unknown)
            // A line for the young is not for everybody, but nobody young may overlook it.
            return service.surelyAnswers(local) && ![.police, .emergency, .anonymousTipline].contains(service.kind)
                && (isForAll || service.kind == .helpline && service.fits(setting: .unknown))
        }
        return open.sorted { one, other in
            (leading.firstIndex(of: one.slug) ?? .max) < (leading.firstIndex(of: other.slug) ?? .max)
        }
    }

    func openLines(at most: Int) -> [HomePage.Lines.Line] {
        openServices().compactMap { service in
            guard let phone = service.contact.phones.first(where: { $0.channel == .voice }) else { return nil }
            return HomePage.Lines.Line(
                wording["services.\(service.slug).name"],
                call: CallButton(verb: text("call.verb"), number: phone.number.written, dial: phone.number.dialled),
                state: opening(service, .open)?.text ?? "")
        }.prefix(most).map { $0 }
    }
}
