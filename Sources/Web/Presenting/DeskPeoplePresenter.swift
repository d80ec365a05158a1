import Domain
import Pages
import Workflows

/// The people and teams of one organisation, in words.
struct DeskPeoplePresenter: Sendable {
    /// What an administrator typed for an invitation, and what is wrong with it.
    struct Typed: Sendable {
        var name = ""
        var login = ""
        var role: Role?
        var teams: [Identifier<Team>] = []
        var problems: [(text: String, field: String)] = []

        init() {}

        init(_ form: Form) {
            name = form["n"] ?? ""
            login = form["u"] ?? ""
            role = form["o"].flatMap(Role.init(rawValue:))
            teams = form.all("t").compactMap { Identifier($0) }
        }

        func missing(_ desk: WorkVisit, _ all: [People.TeamView]) -> [(text: String, field: String)] {
            let isLogin = (3...LineLength.login).contains(login.count) && !login.contains(where: \.isWhitespace)
            let chosen = all.filter { teams.contains($0.id) }
            let long = desk.visit.tooLong(name, LineLength.name).map { [(text: $0, field: "n")] } ?? []
            let kinds = all.map(\.kind)
            let found = [
                (!name.contains { !$0.isWhitespace }, "problem_name", "n"), (!isLogin, "problem_login", "u"),
                (role == nil, "problem_role", "o"), (role.map { !$0.hasPlace(among: kinds) } ?? false, "problem_role_here", "o"),
                (role.map { role in chosen.contains { !role.fits($0.kind) } } ?? false, "problem_teams", "t"),
            ]
            return long + found.filter(\.0).map { (desk.text("people." + $0.1), $0.2) }
        }
    }

    let desk: WorkVisit

    func page(_ people: [People.Person], _ teams: [People.TeamView], _ typed: Typed, _ notices: [DeskNotice]) -> PeoplePage {
        PeoplePage(
            heading: .init(title: text("h1"), lines: [text("lead")]), notices: notices, target: desk.target(.people, .people),
            people: table(people), teams: table(teams), invite: invite(teams, typed))
    }

    private func text(_ key: String, _ values: [String: String] = [:]) -> String { desk.text("people." + key, values) }

    private func table(_ people: [People.Person]) -> DeskTable {
        DeskTable(
            text("caption"), columns: ["name", "role", "teams", "state", "act"].map { .init(text($0)) },
            rows: people.map { person in
                let isSelf = person.id == desk.session.worker.id
                var states = [Mark(person.state == .left ? .quiet : .plain, text("state_" + person.state.rawValue))]
                if !person.waitsFor.isEmpty && person.state == .active {
                    states.append(Mark(.alarm, text("state_waits", ["teams": person.waitsFor.joined(separator: ", ")])))
                }
                if isSelf { states.append(Mark(.yours, text("you"))) }
                return .init(
                    [
                        .text(person.name), .text(desk.text("role." + person.role.rawValue)),
                        .text(person.teams.isEmpty ? text("no_teams") : person.teams.joined(separator: ", ")), .marks(states),
                        .ways([], buttons: isSelf || person.state == .left ? [] : acts(person)),
                    ], isOwn: isSelf)
            })
    }

    private func acts(_ person: People.Person) -> [FormButton] {
        [("renew", "for"), ("end", "of")].map { act, about in
            FormButton(
                text(act), about: text(about, ["name": person.name]), name: "go", value: "ask_\(act)-\(person.id.text)")
        }
    }

    private func table(_ teams: [People.TeamView]) -> DeskTable {
        DeskTable(
            text("teams_caption"),
            columns: [.init(text("team")), .init(text("kind")), .init(text("holders"), isNumber: true), .init(text("state"))],
            rows: teams.map { team in
                let state: Mark =
                    switch team.holders {
                    case 0: Mark(.quiet, text("team_new"))
                    case _ where team.needsNewKey: Mark(.alarm, text("team_key"))
                    case 1: Mark(.alarm, text("team_alone"))
                    default: Mark(.plain, text("team_fine"))
                    }
                return .init([
                    .text(team.name), .text(desk.text("team_kind." + team.kind.rawValue)), .text(String(team.holders)), .marks([state]),
                ])
            })
    }

    private func invite(_ teams: [People.TeamView], _ typed: Typed) -> PeoplePage.Invite {
        var name = TextField(name: "n", label: text("invite_name"), value: typed.name)
        var login = TextField(name: "u", label: text("invite_login"), value: typed.login)
        login.hint = text("invite_login_hint")
        name.problem = typed.problems.first { $0.field == "n" }?.text
        login.problem = typed.problems.first { $0.field == "u" }?.text
        let roles = Role.allCases.filter { $0.hasPlace(among: teams.map(\.kind)) }
        var invite = PeoplePage.Invite(
            title: text("invite_title"), lines: [text("invite_lead")], fields: [name, login],
            role: ChoiceGroup(
                text("invite_role"), name: "o", kind: .one,
                choices: roles.map { Pages.Choice($0.rawValue, label: desk.text("role." + $0.rawValue), isChosen: $0 == typed.role) }),
            teams: ChoiceGroup(
                text("invite_teams"), name: "t", kind: .many,
                choices: teams.map {
                    Pages.Choice(
                        $0.id.text, label: $0.name, hint: desk.text("team_kind." + $0.kind.rawValue), isChosen: typed.teams.contains($0.id))
                }), button: desk.visit.deskGo("people.invite_button", "invite"))
        if !typed.problems.isEmpty {
            invite.problems = ProblemSummary(title: text("problem_title"), items: typed.problems.map { .init($0.text, field: $0.field) })
        }
        return invite
    }

    /// Asks once more before access ends, or before what somebody has opens nothing any more.
    /// - Parameter act: `end` or `renew`.
    func ask(_ act: String, _ person: People.Person) -> EndAccessPage {
        let name = ["name": person.name]
        let lines = ["now", "claims", "keys"] + (act == "end" ? ["log"] : [])
        return EndAccessPage(
            title: desk.text(act + ".h1", name), lines: lines.map { desk.text("\(act).\($0)", name) },
            target: desk.target(.people, .people), end: desk.visit.deskGo(act + ".button", "\(act)-\(person.id.text)"),
            back: Link(desk.text(act + ".back"), to: desk.path(.people)))
    }

    func invited(_ name: String, _ code: Confidential<String>) -> InvitedPage {
        let name = ["name": name]
        return InvitedPage(
            title: desk.text("invited.h1", name), lines: [desk.text("invited.lead")],
            code: code.revealed.split(separator: "-").map { Told(String($0)) },
            after: ["hand", "after", "lost"].map { desk.text("invited." + $0, name) },
            ways: [Way(desk.text("invited.back"), to: desk.path(.people))])
    }
}
