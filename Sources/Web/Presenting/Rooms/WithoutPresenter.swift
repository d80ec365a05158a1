import Domain
import Pages
import Wording
import Workflows

/// What was shared without the person's yes, told to them in full: what, with whom, by whom, on what ground, until when.
/// - Source: domain C2.2; GDPR art. 14; decision 0086.
struct WithoutPresenter: Sendable {
    let visit: Visit

    func page(_ told: [OpenedException], _ target: FormTarget) -> RoomPage {
        var page = RoomPage(title: visit.sharing("without.h1"), target: target)
        page.blocks = [.lines(["lead", "sorry"].map { visit.sharing("without." + $0) })]
        page.blocks += told.reversed().map(card)
        page.blocks.append(.lines([visit.sharing("without.wrong")]))
        page.blocks.append(
            .form([
                .acts(
                    title: visit.sharing("more"),
                    [
                        .init(visit.press("wrong.button", "wrong"), note: nil), visit.act("go.agreed", "agreed"),
                        visit.act("go.back", "back"),
                    ])
            ]))
        return page
    }

    func card(_ opened: OpenedException) -> RoomPage.Block {
        let values = [
            "name": opened.proposer, "second": opened.second ?? "?", "when": visit.told(opened.card.proposedAt),
            "date": visit.date(opened.exception.endsIn.lastDay),
        ]
        let isForTable = opened.exception.isForTable
        let who = opened.teams.map {
            visit.sharing(isForTable ? "without.sits" : "without.who", ["organisation": $0.organisationName, "team": $0.teamName])
        }
        var blocks: [RoomPage.Block] = [
            .lines(
                (isForTable ? [visit.sharing("without.table")] : []) + who + [
                    visit.sharing("without.ground." + opened.card.ground.rawValue),
                    visit.sharing("without.by", values),
                    visit.sharing(until(opened.exception), values),
                ]),
            .quiet(visit.sharing(isForTable ? "without.purpose" : "without.words")), .said(by: nil, Told(opened.content.words.revealed)),
        ]
        for part in opened.content.parts {
            let name = ["part": visit.name(part.kind)]
            blocks += [.quiet(visit.sharing("without.copy", name)), .said(by: nil, Told(part.text.revealed))]
            guard !part.need.revealed.isEmpty else { continue }
            blocks += [.quiet(visit.sharing("without.need", name)), .said(by: nil, Told(part.need.revealed))]
        }
        blocks += [
            .quiet(visit.sharing(isForTable ? "without.table_reason" : "without.reason")),
            .said(by: nil, Told(opened.content.reason.revealed)),
        ]
        for silence in opened.content.silences {
            blocks += [.quiet(visit.sharing("without.silence")), .said(by: visit.told(silence.at), Told(silence.text.revealed))]
        }
        if isForTable { blocks.append(.form([.buttons(go: nil, [visit.press("without.to_table", "table")])])) }
        return .card(title: visit.listed(opened.teams.map(\.organisationName)), blocks)
    }

    private func until(_ exception: SharingException) -> String {
        if exception.isCutShort(in: Week(visit.now)) { return "without.cut_short" }
        let isOver = exception.state == .ended
        return exception.isForTable
            ? (isOver ? "without.table_over" : "without.table_until") : (isOver ? "without.over" : "without.until")
    }
}

extension OwnPresenter {
    /// Something was shared without their yes: they are told at once, before anything else.
    func without(_ page: inout MinePage) {
        page.state.lines.insert(visit.sharing("without.room"), at: 0)
        page.state.buttons.insert(visit.press("without.look", "without"), at: 0)
    }
}
