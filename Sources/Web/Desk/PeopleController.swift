import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// The people of one organisation: inviting somebody, ending somebody's access. No content of anybody.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/mensen, /en/work/people | administrator | manage_people |
/// | POST | /nl/werk/mensen, /en/work/people | administrator | manage_people |
struct PeopleController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .people, policy, .managePeople) { desk, request, _ in
            try await show(desk, notices: request.word("n", of: ["ended"]).map { [desk.visit.deskNotice(.done, $0)] } ?? [])
        }
        door.post(router, .people, policy, .managePeople) { desk, request, _ in
            try await act(desk, try await door.responder.form(request))
        }
    }

    private func show(
        _ desk: WorkVisit, _ typed: DeskPeoplePresenter.Typed = .init(), notices: [DeskNotice] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let people = People(desk.place)
        let page = DeskPeoplePresenter(desk: desk).page(
            try await people.people(for: desk.session), try await people.teams(for: desk.session), typed, notices)
        return door.respond(page, desk.frame(desk.text("tabs.people"), at: .people), status: status)
    }

    private func act(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        let typed = DeskPeoplePresenter.Typed(form)
        do {
            _ = try desk.slip(form, .people)
        } catch {
            return try await show(desk, typed, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        guard let go = form["go"] else { throw PageRefusal.notFound }
        if go == "invite" { return try await invite(desk, typed) }
        let words = go.split(separator: "-", maxSplits: 1)
        guard words.count == 2, let id = Identifier<SupportWorker>(String(words[1])),
            let person = try await People(desk.place).people(for: desk.session).first(where: { $0.id == id }), id != desk.session.worker.id
        else { throw PageRefusal.notFound }
        let presenter = DeskPeoplePresenter(desk: desk)
        switch words[0] {
        case "ask_end": return door.respond(presenter.ask("end", person), desk.frame(desk.text("tabs.end_access"), at: .people))
        case "ask_renew" where person.state == .active:
            return door.respond(presenter.ask("renew", person), desk.frame(desk.text("tabs.end_access"), at: .people))
        case "renew", "ask_renew":
            // The code is nowhere but in this answer: it cannot be shown after a redirect.
            let code = try await People(desk.place).renewInvitation(of: id, by: desk.session)
            return door.respond(presenter.invited(person.name, code.handedOver), desk.frame(desk.text("tabs.invited"), at: .people))
        case "end":
            try await People(desk.place).end(id, by: desk.session)
            return door.responder.redirect(to: desk.path(.people) + "?n=ended")
        default: throw PageRefusal.notFound
        }
    }

    private func invite(_ desk: WorkVisit, _ typed: DeskPeoplePresenter.Typed) async throws -> Response {
        var typed = typed
        typed.problems = typed.missing(desk, try await People(desk.place).teams(for: desk.session))
        guard typed.problems.isEmpty, let role = typed.role else { return try await show(desk, typed, status: .unprocessableContent) }
        do {
            let code = try await People(desk.place).invite(
                name: typed.name, login: typed.login, role: role, teams: typed.teams, by: desk.session)
            // The code is nowhere but in this answer: it cannot be shown after a redirect.
            let page = DeskPeoplePresenter(desk: desk).invited(typed.name, code.handedOver)
            return door.respond(page, desk.frame(desk.text("tabs.invited"), at: .people))
        } catch WorkRefusal.loginTaken {
            typed.problems = [(desk.text("people.problem_login_taken"), "u")]
            return try await show(desk, typed, status: .unprocessableContent)
        }
    }
}
