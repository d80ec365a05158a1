import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// The teams whose key a worker holds: letting a colleague in.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/teams, /en/work/teams | worker with a team | hold_team_keys |
/// | POST | /nl/werk/teams, /en/work/teams | worker with a team | hold_team_keys |
struct TeamsController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .teams, policy, .holdTeamKeys) { desk, request, _ in
            try await show(desk, notices: request.word("n", of: ["admitted"]).map { [desk.visit.deskNotice(.done, $0)] } ?? [])
        }
        door.post(router, .teams, policy, .holdTeamKeys) { desk, request, _ in
            try await admit(desk, try await door.responder.form(request))
        }
    }

    private func show(_ desk: WorkVisit, notices: [DeskNotice] = [], status: HTTPResponse.Status = .ok) async throws -> Response {
        let teams = try await People(desk.place).teams(for: desk.session).filter(\.isHeld)
        var page = TeamsPage(
            title: desk.text("teams.h1"), lines: [desk.text("teams.lead")], notices: notices, target: desk.target(.teams, .teams),
            teams: teams.map { team(desk, $0) }, none: desk.text("teams.none"))
        page.own = .init(
            title: desk.text("teams.own_title"), lines: own(desk),
            fingerprint: Fingerprint(desk.text("teams.own"), groups: desk.session.fingerprint.map { Told($0) }))
        return door.respond(page, desk.frame(desk.text("tabs.teams"), at: .teams), status: status)
    }

    private func own(_ desk: WorkVisit) -> [String] {
        let names = desk.session.waitsFor.map { desk.place.name($0) }
        return names.isEmpty ? [] : [desk.text("teams.waits", ["teams": names.joined(separator: ", ")])]
    }

    private func team(_ desk: WorkVisit, _ team: People.TeamView) -> TeamsPage.Team {
        let holders =
            team.holders == 1 ? desk.text("teams.holder") : desk.text("teams.holders", ["count": String(team.holders)])
        var marks = [Mark(.quiet, desk.text("team_kind." + team.kind.rawValue)), Mark(.plain, holders)]
        if team.holders < 2 { marks.append(Mark(.alarm, desk.text("teams.alone"))) }
        if team.needsNewKey { marks.append(Mark(.alarm, desk.text("teams.key"))) }
        let waiting = DeskTable(
            desk.text("teams.waiting"), columns: ["name", "key_digits", "act"].map { .init(desk.text("teams." + $0)) },
            rows: team.waiting.map { person in
                .init([
                    .text(person.name), .groups(person.fingerprint.map { Told($0) }),
                    .ways([], buttons: [desk.visit.deskGo("teams.admit", admission(team, person), ["name": person.name])]),
                ])
            })
        return .init(
            name: team.name, marks: marks, lines: [desk.text(team.waiting.isEmpty ? "teams.nobody" : "teams.check")],
            waiting: team.waiting.isEmpty ? nil : waiting)
    }

    // What was compared goes along: a key that changed after the page was made is not let in.
    private func admission(_ team: People.TeamView, _ person: People.Waiting) -> String {
        (["admit", team.id.text, person.id.text] + person.fingerprint).joined(separator: "-")
    }

    private func admit(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        do {
            _ = try desk.slip(form, .teams)
        } catch {
            return try await show(desk, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        let words = (form["go"] ?? "").split(separator: "-").map(String.init)
        // Only who waits for a team of one's own is let in: to anybody else this is no page.
        guard words.count > 3, words[0] == "admit", let team = Identifier<Team>(words[1]),
            let worker = Identifier<SupportWorker>(words[2]),
            let own = try await People(desk.place).teams(for: desk.session).first(where: { $0.id == team && $0.isHeld }),
            let person = own.waiting.first(where: { $0.id == worker })
        else { throw PageRefusal.notFound }
        guard person.fingerprint == Array(words[3...]) else {
            return try await show(desk, notices: [desk.visit.deskNotice(.refused, "key_changed")], status: .conflict)
        }
        try await RenewTeamKey(desk.place).admit(worker, to: team, comparing: person.fingerprint, by: desk.session)
        return door.responder.redirect(to: desk.path(.teams) + "?n=admitted")
    }
}
