import Domain
import Hummingbird
import Pages
import Workflows

/// How a shift went, and the sample of closed conversations that was announced.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/dienst, /en/work/shift | shift lead | lead_shift |
/// | GET | /nl/werk/dienst/{id}, /en/work/shift/{id} | shift lead, what was drawn | lead_shift |
/// - Source: R3, R105.
struct LookBackController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .lookBack, policy, .leadShift) { desk, _, _ in
            let page = LookBackPresenter(desk: desk).page(try await LookBack(desk.place)(desk.session))
            return door.respond(page, desk.frame(desk.text("tabs.shift"), at: .lookBack))
        }
        door.get(router, .reviewed("{id}"), policy, .leadShift) { desk, _, context in
            guard let id = context.parameters.get("id").flatMap({ Identifier<Conversation>($0) }) else { throw PageRefusal.notFound }
            let reading = try await LookBack(desk.place).read(id, by: desk.session)
            var frame = desk.frame(desk.text("tabs.reviewed"), at: .reviewed(id.text))
            // A name of a conversation does not travel to where it says nothing more.
            frame.header.otherLanguage = nil
            return door.respond(LookBackPresenter(desk: desk).page(reading), frame)
        }
    }
}
