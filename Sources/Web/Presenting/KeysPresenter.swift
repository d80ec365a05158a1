import Domain
import Pages
import Wording
import Workflows

/// Choosing a passphrase and a second factor, in words, for who was invited and for who comes in with an organisation.
/// - Source: security 2.7; ASVS 5.0 chapter 6.2.
struct KeysPresenter: Sendable {
    let visit: Visit
    let proposal: AcceptInvitation.Proposal
    /// Who it is, in the app that shows the digits.
    let login: String
    /// Whether it is an administrator: nobody may be above them to invite them again.
    let isAdministrator: Bool
    /// In words, and the name of the field that it is about.
    let problem: (text: String, field: String)?

    func page(_ title: String, lines: [String], target: FormTarget, button: FormButton) -> ChoosePassphrasePage {
        let issuer = visit.site.settings.brand[visit.language] ?? ""
        return ChoosePassphrasePage(
            title: title, lines: lines,
            notices: problem.map { [DeskNotice(.refused, title: text("problem_title"), lines: [$0.text])] } ?? [], target: target,
            passphrase: .init(
                text("step"), lines: [text("text"), text(isAdministrator ? "lost_administrator" : "lost")],
                fields: [field(.newPassphrase, "p", "field", hint: "field_hint"), field(.newPassphrase, "q", "again")]),
            factor: .init(
                .init(
                    text("factor_step"), lines: [text("factor_text"), text("factor_once")],
                    fields: [field(.factor, "f", "factor", hint: "factor_hint")]), secretLabel: text("secret"),
                secret: proposal.typed.revealed.split(separator: " ").map { Told(String($0)) }, addressLabel: text("address"),
                address: Told(proposal.address(login: login, issuer: issuer).revealed)), button: button)
    }

    private func text(_ key: String) -> String { visit.work("passphrase." + key) }

    private func field(_ kind: EntryField.Kind, _ name: String, _ key: String, hint: String? = nil) -> EntryField {
        var made = EntryField(kind, name: name, label: text(key), hint: hint.map(text))
        if problem?.field == name { made.problem = problem?.text }
        return made
    }
}
