import Domain
import Pages
import Workflows

/// To whom nothing may ever go, in words.
/// - Source: R39, R41.
struct NeverPresenter: Sendable {
    let visit: Visit

    /// What was chosen: a whole organisation, one team, or somebody by name in an organisation.
    func never(_ chosen: String, _ name: String, _ receivers: [Receiver]) -> (NeverTo, label: String)? {
        let parts = chosen.split(separator: "-").map(String.init)
        guard parts.count == 2 else { return nil }
        if parts[0] == "t", name.isEmpty, let receiver = receivers.first(where: { $0.team.text == parts[1] }) {
            return (.team(receiver.team), receiver.fullName)
        }
        let receiver = receivers.first { parts[0] == "o" ? $0.organisation.text == parts[1] : $0.team.text == parts[1] }
        guard let receiver else { return nil }
        guard name.isEmpty else {
            let label = visit.sharing("never.person_at", ["name": name, "organisation": receiver.organisationName])
            return (.person(Confidential(name), at: receiver.organisation), label)
        }
        return (.organisation(receiver.organisation), receiver.organisationName)
    }

    func page(
        _ entries: [NeverList.Entry], _ receivers: [Receiver], _ typed: (team: String, name: String), _ target: FormTarget
    ) -> RoomPage {
        var page = RoomPage(
            title: visit.sharing("never.h1"), target: target,
            blocks: [.lines([visit.sharing("never.lead")]), .list(["first", "second", "third"].map { visit.sharing("never.\($0)") })])
        if entries.isEmpty {
            page.blocks.append(.good([visit.sharing("never.empty")]))
        } else {
            page.blocks.append(.heading(visit.sharing("never.listed")))
            for entry in entries {
                page.blocks.append(.said(by: nil, Told(entry.label.revealed)))
                page.blocks.append(
                    .form([.buttons(go: nil, [visit.press("never.remove", "unbar-" + entry.id.text, about: entry.label.revealed)])]))
            }
        }
        page.blocks.append(.heading(visit.sharing("never.add_title")))
        guard !receivers.isEmpty else {
            page.blocks += [
                .lines([visit.sharing("share.nobody")]), .form([.buttons(go: nil, [visit.press("share.back", "agreed")])]),
            ]
            return page
        }
        var name = TextField(name: OwnField.name, label: visit.sharing("never.name"), value: typed.name)
        name.hint = visit.sharing("never.name_hint")
        name.problem = visit.tooLong(typed.name, LineLength.organisation)
        page.blocks.append(
            .form([
                .choices(choices(receivers, chosen: typed.team)), .field(name),
                .buttons(go: visit.press("never.add", "bar"), [visit.press("share.back", "agreed")]),
            ]))
        return page
    }

    // A whole organisation first, then its teams when it has several.
    private func choices(_ receivers: [Receiver], chosen: String) -> ChoiceGroup {
        var choices = [Pages.Choice("", label: visit.sharing("share.choose"), isChosen: chosen.isEmpty)]
        var named: Set<Identifier<WorkOrganisation>> = []
        for receiver in receivers {
            let teams = receivers.filter { $0.organisation == receiver.organisation }
            if named.insert(receiver.organisation).inserted {
                let value = "o-" + receiver.organisation.text
                choices.append(Pages.Choice(value, label: receiver.organisationName, isChosen: chosen == value))
            }
            guard teams.count > 1 else { continue }
            let value = "t-" + receiver.team.text
            choices.append(
                Pages.Choice(value, label: receiver.fullName, isChosen: chosen == value))
        }
        return ChoiceGroup(visit.sharing("never.who"), name: OwnField.team, kind: .list, choices: choices)
    }
}
