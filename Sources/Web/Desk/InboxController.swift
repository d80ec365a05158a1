import Domain
import Hummingbird
import Pages
import Workflows

/// Everyone who waits for the worker's teams, and taking one of them.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk, /en/work | worker who helps people | help_people |
/// | POST | /nl/werk, /en/work | worker who helps people | help_people |
struct InboxController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .inbox, policy, .helpPeople) { desk, request, _ in
            try await show(desk, notices: done(desk, request), refreshes: request.word("r", of: ["1"]) != nil)
        }
        door.post(router, .inbox, policy, .helpPeople) { desk, request, _ in
            try await take(desk, try await door.responder.form(request))
        }
    }

    private func show(
        _ desk: WorkVisit, notices: [DeskNotice], refreshes: Bool = false, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        try await RenewTeamKey(desk.place).renewWhereSomebodyLeft(desk.session)
        let rows = try await Inbox(desk.place)(desk.session)
        let teams = try await People(desk.place).teams(for: desk.session)
        let presenter = DeskInboxPresenter(desk: desk)
        var frame = desk.frame(presenter.tab(rows), at: .inbox, isLive: true)
        frame.manner.refreshesItself = refreshes
        return door.respond(presenter.page(rows, notices: notices, teams: teams, refreshes: refreshes), frame, status: status)
    }

    private func take(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        do {
            _ = try desk.slip(form, .inbox)
        } catch {
            return try await show(desk, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        guard let go = form["go"], go.hasPrefix("claim-"), let id = Identifier<Conversation>(String(go.dropFirst(6))) else {
            throw PageRefusal.notFound
        }
        do {
            try await HelpPerson(desk.place).claim(id, by: desk.session)
        } catch WorkRefusal.taken(let by) {
            return try await show(desk, notices: [desk.taken(by)], status: .conflict)
        } catch WorkRefusal.erased {
            return try await show(desk, notices: [desk.visit.deskNotice(.refused, "erased")], status: .gone)
        }
        return door.responder.redirect(to: desk.path(.conversation(id.text)) + "?n=claimed")
    }

    private func done(_ desk: WorkVisit, _ request: Request) -> [DeskNotice] {
        guard let word = request.word("n", of: ["handed_over", "closed"]) else { return [] }
        let number = request.uri.queryParameters["c"].flatMap { Int($0) }.map { "#\($0)" } ?? ""
        return [desk.visit.deskNotice(.done, word, ["number": number])]
    }
}

extension WorkVisit {
    /// That a colleague was first, by name when it is known.
    func taken(_ by: Confidential<String>?) -> DeskNotice {
        by.map { visit.deskNotice(.refused, "taken", ["name": $0.revealed]) } ?? visit.deskNotice(.refused, "taken_nobody")
    }
}
