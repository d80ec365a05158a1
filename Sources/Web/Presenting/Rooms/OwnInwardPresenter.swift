import Domain
import Pages
import Wording
import Workflows

/// What came along with somebody who was sent here, in words for them.
struct OwnInwardPresenter: Sendable {
    let visit: Visit

    func page(_ lines: [OpenedReferral], _ target: FormTarget) -> RoomPage {
        var page = RoomPage(title: visit.inward("own.h1"), target: target, blocks: [.lines([visit.inward("own.lead")])])
        for opened in lines { page.blocks.append(card(opened)) }
        page.blocks.append(.lines([visit.inward("own.change")]))
        page.blocks.append(.form([.acts(title: visit.sharing("more"), [visit.act("go.parts", "parts"), visit.act("go.back", "back")])]))
        return page
    }

    private func card(_ opened: OpenedReferral) -> RoomPage.Block {
        let id = opened.referral.id.text
        let name = opened.sender.organisationName
        let isHushed = opened.last(.silenced) != nil
        let isTossed = opened.last(.discarded) != nil
        var blocks = isTossed ? [.lines([visit.inward("own.gone")])] : words(opened)
        blocks.append(.lines(heard(opened, isHushed: isHushed)))
        var buttons: [FormButton] = []
        if !isTossed { buttons.append(press("own.toss", "toss-" + id, name)) }
        if !isHushed, opened.ground?.tells == true { buttons.append(press("own.hush", "hush-" + id, name)) }
        if !buttons.isEmpty { blocks.append(.form([.buttons(go: nil, buttons)])) }
        return .card(title: name, blocks)
    }

    private func press(_ key: String, _ value: String, _ name: String) -> FormButton {
        FormButton(visit.inward(key, ["name": name]), name: "go", value: value)
    }

    /// Every word of the sender, as the desk reads it.
    func words(_ opened: OpenedReferral) -> [RoomPage.Block] {
        let values = ["name": opened.sender.organisationName]
        var blocks: [RoomPage.Block] = [
            .said(by: visit.inward("own.line", values), Told(opened.line.revealed)),
            .said(by: visit.inward("own.need", values), Told(opened.question.revealed)),
        ]
        if !opened.told.isEmpty { blocks += [.quiet(visit.inward("own.told")), .list(opened.told)] }
        return blocks
    }

    private func heard(_ opened: OpenedReferral, isHushed: Bool) -> [String] {
        let values = ["name": opened.sender.organisationName]
        if isHushed { return [visit.inward("own.hears_nothing", values)] }
        return [visit.inward(opened.ground?.tells == true ? "own.hears" : "own.hears_seen", values)]
    }

    func toss(_ opened: OpenedReferral, _ target: FormTarget) -> RoomPage {
        let id = opened.referral.id.text
        return RoomPage(
            title: visit.inward("toss.h1"), target: target,
            blocks: [
                .lines(["we", "they", "log"].map { visit.inward("toss." + $0, ["name": opened.sender.organisationName]) }),
                .form([
                    .buttons(
                        go: FormButton(visit.inward("toss.go"), name: "go", value: "tossed-" + id),
                        [FormButton(visit.inward("toss.back"), name: "go", value: "from")])
                ]),
            ])
    }
}
