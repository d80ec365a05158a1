import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// What everybody of a team can do at the desk, and for how many people at once.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/vaardigheden, /en/work/skills | shift lead, administrator | plan_shifts |
/// | POST | /nl/werk/vaardigheden, /en/work/skills | shift lead, administrator | plan_shifts |
/// - Source: R5, R8, R38, R39, R40, R50.
struct SkillsController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .skills, policy, .planShifts) { desk, request, _ in
            let query = request.uri.queryParameters
            let done = request.word("n", of: ["saved"]).map { [desk.rosterNotice(.done, $0)] } ?? []
            return try await show(
                desk, team: query["t"].flatMap { Identifier(String($0)) }, person: query["p"].flatMap { Identifier(String($0)) },
                notices: done)
        }
        door.post(router, .skills, policy, .planShifts) { desk, request, _ in
            try await act(desk, try await door.responder.form(request))
        }
    }

    private func show(
        _ desk: WorkVisit, team: Identifier<Team>?, person: Identifier<SupportWorker>?, notices: [DeskNotice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let plan = PlanRoster(desk.place)
        let teams = try await plan.desks(for: desk.session)
        let presenter = DeskSkillsPresenter(desk: desk)
        let frame = desk.frame(desk.text("tabs.skills"), at: .skills)
        guard let shown = teams.first(where: { $0.id == team }) ?? teams.first else {
            return door.respond(DeskRosterPresenter(desk: desk).own([]), frame, status: status)
        }
        let people = try await plan.people(of: shown.id, for: desk.session)
        return door.respond(presenter.page(shown, teams, people, chosen: person, notices), frame, status: status)
    }

    private func act(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        let (team, person) = (form["t"].flatMap { Identifier<Team>($0) }, form["p"].flatMap { Identifier<SupportWorker>($0) })
        do {
            _ = try desk.slip(form, .skills)
        } catch {
            return try await show(
                desk, team: team, person: person, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        guard form["go"] == "save", let team, let person, let most = form["m"].flatMap({ Int($0) }) else { throw PageRefusal.notFound }
        let spoken = Set(desk.visit.site.settings.languages)
        let skills = SkillSet(
            languages: Set(form.all("l").filter(spoken.contains).compactMap { LanguageTag($0) }),
            skills: Set(form.all("s").compactMap(Skill.init(rawValue:))))
        try await PlanRoster(desk.place).set(DeskProfile(team: team, worker: person, skills: skills, most: most), by: desk.session)
        return door.responder.redirect(to: desk.path(.skills) + "?t=\(team.text)&n=saved")
    }
}
