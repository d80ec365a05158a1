import Domain
import Pages
import Workflows

/// Asking a team from a conversation, in words. What the person let go along is put in, without anything that says who it is.
struct ReferPresenter: Sendable {
    let desk: WorkVisit

    func page(
        _ view: HelperView, _ receivers: [Receiver], _ sent: [WorkReferrals.Line], _ typed: ReferTyped?, notices: [DeskNotice]
    ) -> ReferPage {
        let id = view.conversation.id
        let shown = typed ?? proposal(view)
        return ReferPage(
            title: desk.partner("refer.h1"),
            back: Link(desk.partner("refer.back", ["number": "#\(id.number)"]), to: desk.path(.conversation(id.text))),
            notices: notices + alongside(sent, receivers), lines: ["lead", "no_name", "person"].map { desk.partner("refer." + $0) },
            target: desk.target(.refer(id.text), .refer(id)), groups: [teams(receivers, shown), urgencies(shown)],
            line: line(shown),
            question: WritingField(
                name: ReferTyped.question, label: desk.partner("refer.question"), hint: desk.partner("refer.question_hint"),
                value: Told(shown.question), rows: 5),
            told: WritingField(
                name: ReferTyped.told, label: desk.partner("refer.told"), hint: desk.partner("refer.told_hint"), value: Told(shown.told),
                rows: 5),
            button: FormButton(desk.partner("refer.button")), none: receivers.isEmpty ? desk.partner("refer.none") : nil)
    }

    private func line(_ shown: ReferTyped) -> TextField {
        var field = TextField(name: ReferTyped.line, label: desk.partner("refer.line"), value: shown.line, limit: 160)
        field.hint = desk.partner("refer.line_hint")
        return field
    }

    private func teams(_ receivers: [Receiver], _ shown: ReferTyped) -> ChoiceGroup {
        ChoiceGroup(
            desk.partner("refer.team"), name: ReferTyped.team, kind: .one,
            choices: receivers.map {
                Pages.Choice($0.team.text, label: $0.organisationName, hint: $0.teamName, isChosen: shown.team == $0.team)
            })
    }

    private func urgencies(_ shown: ReferTyped) -> ChoiceGroup {
        ChoiceGroup(
            desk.partner("refer.urgency"), name: ReferTyped.urgency, kind: .list,
            choices: Urgency.allCases.map { Pages.Choice($0.id, label: desk.urgency($0).text, isChosen: shown.urgency == $0) })
    }

    /// Who was asked already for this person.
    private func alongside(_ sent: [WorkReferrals.Line], _ receivers: [Receiver]) -> [DeskNotice] {
        let open = sent.filter { $0.referral.state != .completed && $0.referral.state != .cancelled }
        guard !open.isEmpty else { return [] }
        var notice = DeskNotice(.good, title: desk.partner("refer.alongside"))
        notice.links = open.map { line in
            let name = receivers.first { $0.team == line.referral.to }?.organisationName ?? line.referral.handle
            return Link("\(name): \(desk.referralState(line.referral).text)", to: desk.path(.referral(line.referral.id.text)))
        }
        return [notice]
    }

    /// What can be said from the answers that the person sent along: what was told stands as lines that need not be asked again.
    private func proposal(_ view: HelperView) -> ReferTyped {
        var typed = ReferTyped()
        typed.urgency = view.conversation.urgency
        let facts = DeskBesidePresenter(desk: desk, view: view, typed: .init()).facts
        typed.told = facts.map { "\($0.name): \($0.words)" }.joined(separator: "\n")
        typed.line = facts.filter { [.age, .region, .needs].contains($0.facet) }.map(\.words).joined(separator: ", ")
        return typed
    }
}
