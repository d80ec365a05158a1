import Domain
import Pages
import Workflows

/// What people can do at a desk, in words.
struct DeskSkillsPresenter: Sendable {
    let desk: WorkVisit

    private func text(_ key: String, _ values: [String: String] = [:]) -> String { desk.roster("skills." + key, values) }

    func page(
        _ team: PlanRoster.Desk, _ teams: [PlanRoster.Desk], _ people: [PlanRoster.Person], chosen: Identifier<SupportWorker>?,
        _ notices: [DeskNotice]
    ) -> SkillsPage {
        let others = teams.count > 1 ? teams.map { step($0, isHere: $0.id == team.id) } : []
        let back = RosterPage.Step(Link(text("to_roster"), to: desk.path(.roster) + "?t=" + team.id.text))
        var page = SkillsPage(
            title: text("h1"), lines: [text("lead")], notices: notices, places: others + [back], people: table(team, people))
        page.form = people.first { $0.id == chosen }.map { form($0, team) }
        return page
    }

    private func step(_ team: PlanRoster.Desk, isHere: Bool) -> RosterPage.Step {
        .init(Link(team.name, to: desk.path(.skills) + "?t=" + team.id.text), isHere: isHere)
    }

    private func table(_ team: PlanRoster.Desk, _ people: [PlanRoster.Person]) -> DeskTable {
        DeskTable(
            text("caption"),
            columns: [
                .init(text("name")), .init(text("languages")), .init(text("can")), .init(text("most"), isNumber: true), .init(text("act")),
            ],
            rows: people.map { person in
                let languages = spoken.filter { person.profile.skills.languages.contains($0) }.map(name)
                let skills = Skill.allCases.filter { person.profile.skills.skills.contains($0) }.map { text("of." + $0.rawValue) }
                return .init(
                    [
                        .text(person.name), .text(languages.isEmpty ? text("any_language") : languages.joined(separator: ", ")),
                        .text(skills.isEmpty ? text("no_skill") : skills.joined(separator: ", ")), .text(String(person.profile.most)),
                        .ways(
                            [
                                Link(
                                    text("change", ["name": person.name]), to: desk.path(.skills) + "?t=\(team.id.text)&p=\(person.id.text)"
                                )
                            ],
                            buttons: []),
                    ], isOwn: person.id == desk.session.worker.id)
            })
    }

    private var spoken: [LanguageTag] { desk.visit.site.settings.languages.compactMap { LanguageTag($0) } }
    private func name(_ language: LanguageTag) -> String { desk.visit.text("nav.language_" + language.value) }

    private func form(_ person: PlanRoster.Person, _ team: PlanRoster.Desk) -> SkillsPage.Form {
        let (has, most) = (person.profile.skills, person.profile.most)
        return .init(
            title: text("form_title", ["name": person.name]), target: desk.target(.skills, .skills),
            kept: [("t", team.id.text), ("p", person.id.text)],
            groups: [
                ChoiceGroup(
                    text("languages"), name: "l", kind: .many,
                    choices: spoken.map { Pages.Choice($0.value, label: name($0), isChosen: has.languages.contains($0)) }),
                ChoiceGroup(
                    text("can"), name: "s", kind: .many,
                    choices: Skill.allCases.map {
                        Pages.Choice($0.rawValue, label: text("of." + $0.rawValue), isChosen: has.skills.contains($0))
                    }),
                ChoiceGroup(
                    text("most_long"), name: "m", kind: .list,
                    choices: DeskProfile.possible.map { Pages.Choice(String($0), label: String($0), isChosen: $0 == most) }),
            ], note: text("note"), button: FormButton(text("save"), name: "go", value: "save"),
            back: Link(text("back"), to: desk.path(.skills) + "?t=" + team.id.text))
    }
}
