import Domain
import Pages
import Wording
import Workflows

/// An organisation comes in, in words.
struct JoinPresenter: Sendable {
    let visit: Visit

    func page(
        _ typed: JoinTyped, _ proposal: AcceptInvitation.Proposal, host: String, target: FormTarget, problem: (key: String, field: String)?
    ) -> ChoosePassphrasePage {
        let keys = KeysPresenter(
            visit: visit, proposal: proposal, login: typed.login.isBlank ? typed.organisation : typed.login,
            isAdministrator: true,
            problem: problem.map { (said($0.key), $0.field) })
        var page = keys.page(
            visit.joining("join.h1"), lines: [visit.joining("join.lead", ["host": host])], target: target,
            button: FormButton(visit.joining("join.button"), name: "go", value: "join"))
        page.before = about(typed, problem)
        return page
    }

    private func said(_ key: String) -> String {
        guard key.hasPrefix("join.") else { return visit.work(key) }
        let most = key == "join.problem_login_long" ? LineLength.login : LineLength.organisation
        return visit.joining(key, ["count": String(most)])
    }

    private func about(_ typed: JoinTyped, _ problem: (key: String, field: String)?) -> ChoosePassphrasePage.About {
        func field(_ name: String, _ key: String, _ value: String) -> TextField {
            var field = TextField(name: name, label: visit.joining("join." + key), value: value)
            let hint = "joining.join.\(key)_hint"
            field.hint = visit.wording.has(hint) ? visit.wording[hint] : nil
            if problem?.field == name { field.problem = problem.map { said($0.key) } }
            return field
        }
        let none = Pages.Choice("", label: visit.joining("join.choose"), isChosen: typed.entry.isEmpty)
        let entries = ChoiceGroup(
            visit.joining("join.entry"), name: "entry", kind: .list,
            choices: [none]
                + visit.site.landscape.organisations.filter(\.kind.canTakePart).map {
                    Pages.Choice($0.id, label: visit.called($0), isChosen: typed.entry == $0.id)
                })
        let kinds = ChoiceGroup(
            visit.joining("join.kind"), name: "kind", kind: .list,
            choices: [Pages.Choice("", label: visit.joining("join.choose"), isChosen: typed.kind.isEmpty)]
                + OrganisationKind.allCases.filter { $0 != .anonymousTipline }.map {
                    Pages.Choice($0.rawValue, label: visit.sort($0), isChosen: typed.kind == $0.rawValue)
                })
        return .init(
            visit.joining("join.about"), lines: [visit.joining("join.about_lead")],
            fields: [field("o", "organisation", typed.organisation)], groups: [entries, kinds],
            more: [field("t", "team", typed.team), field("n", "name", typed.name), field("u", "login", typed.login)])
    }
}
