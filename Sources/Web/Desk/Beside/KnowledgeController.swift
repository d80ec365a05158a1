import Domain
import Hummingbird
import Pages
import Triage

/// Cards and phrases, to read at ease.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/kennis, /en/work/knowledge | worker who helps people | help_people |
/// | GET | /nl/werk/kennis/{card}, /en/work/knowledge/{card} | worker who helps people | help_people |
struct KnowledgeController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .knowledge, policy, .helpPeople) { desk, _, _ in
            guard let shelf = desk.visit.site.knowledge[desk.visit.language] else { throw PageRefusal.notFound }
            var page = KnowledgePresenter(visit: desk.visit).list(shelf) { desk.path(.sheet(CardCode.code($0.id))) }
            page.phrases.own = Link(desk.text("phrases.to"), to: desk.path(.phrases))
            return door.respond(page, desk.frame(desk.beside("tabs.knowledge"), at: .knowledge))
        }
        door.get(router, .sheet("{card}"), policy, .helpPeople) { desk, _, context in
            guard let code = context.parameters.get("card"),
                let card = desk.visit.site.knowledge[desk.visit.language]?.card(code: code)
            else { throw PageRefusal.notFound }
            let page = KnowledgeSheetPage(
                sheet: KnowledgePresenter(visit: desk.visit).sheet(card),
                back: Link(desk.beside("knowledge.back"), to: desk.path(.knowledge)))
            return door.respond(page, desk.frame(desk.beside("tabs.card"), at: .sheet(code)))
        }
    }
}
