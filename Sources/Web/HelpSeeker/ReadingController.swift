import Domain
import HTTPTypes
import Hummingbird
import Pages
import Wording

/// Explanations to read, and the page for children.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/lezen, /en/read | anyone | public |
/// | GET | /nl/lezen/{path}, /en/read/{path} | anyone | public |
/// | GET | /nl/hallo, /en/hello | anyone | public |
struct ReadingController: Sendable {
    let responder: PageResponder

    func addRoutes(to router: Router<SiteContext>, _ policy: Visit.PublicPolicy) {
        router.get(RouterPath(Address.readingList.path(policy.language))) { request, _ in
            guard let visit = policy.admit() else { throw PageRefusal.notFound }
            return responder.same(request, visit, at: .readingList) { (list(visit), visit.text("tabs.read")) }
        }
        router.get(RouterPath(Address.article("{path}").path(policy.language))) { request, context in
            guard let visit = policy.admit(), let path = context.parameters.get("path"),
                let article = visit.site.articles[visit.language]?.first(where: { $0.path == path })
            else { throw PageRefusal.notFound }
            return responder.same(request, visit, at: .article(path)) { (page(visit, article), article.tab) }
        }
        router.get(RouterPath(Address.child.path(policy.language))) { request, _ in
            guard let visit = policy.admit() else { throw PageRefusal.notFound }
            return responder.same(request, visit, at: .child) { (child(visit), visit.text("tabs.child")) }
        }
    }

    private static let groups: [(String, [String])] = [
        ("group_now", ["csg", "windows", "traces", "images", "read-along", "police", "costs"]),
        ("group_after", ["after", "does-this-count", "organised"]),
        ("group_someone", ["friend", "parents", "professionals", "own-behaviour"]),
        ("group_young", ["child", "child-talk", "teens"]),
        ("group_site", ["protection", "exit", "about", "accessibility"]),
    ]

    private func list(_ visit: Visit) -> ReadingListPage {
        let groups = Self.groups.map { key, ids in
            WayGroup(
                title: visit.text("read." + key),
                ways: ids.compactMap { visit.article($0) }.map { Way($0.title, text: $0.summary, to: visit.path(.article($0.path))) })
        }
        return ReadingListPage(title: visit.text("read.h1"), lead: visit.text("read.intro"), groups: groups)
    }

    private func page(_ visit: Visit, _ article: Article) -> ArticlePage {
        let next = WayGroup(ways: [
            Way(visit.text("read.next_step"), to: visit.path(.questions)), Way(visit.text("read.all"), to: visit.path(.readingList)),
        ])
        return ArticlePage(
            title: article.title, lead: article.summary, blocks: visit.blocks(article), proof: visit.proof(article), next: next)
    }

    private func child(_ visit: Visit) -> ChildPage {
        var manner = CardManner()
        manner.leadsOn = false
        let reader = visit.forChild
        let cards = ["kindertelefoon-line", "csg-national"].compactMap { reader.site.landscape.service($0) }.map { service in
            var card = reader.card(service, service.opening(reader.local), manner)
            card.facts.rows = []
            return card
        }
        let talk =
            responder.environment.place == nil
            ? [] : [Way(reader.text("child.talk"), text: reader.text("child.talk_text"), to: visit.forChild.writingPath)]
        let reading = ["child", "child-talk", "teens"].compactMap { visit.link(article: $0) }.map { Way($0.text, to: $0.href) }
        return ChildPage(
            title: reader.text("child.h1"),
            lines: ["intro", "call_kt", "call_kt_stays", "call_csg", "trusted", "secret", "exit_hint"].map { reader.text("child.\($0)") },
            danger: reader.emergencyLine("child.danger"),
            cards: cards, talk: talk, ways: WayGroup(title: reader.text("child.more"), ways: reading))
    }
}
