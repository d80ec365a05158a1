import Domain
import Pages
import Wording
import Workflows

/// The form on which somebody asks a team whether there is room, without their name.
/// - Source: R21, R28.
struct RequestPresenter: Sendable {
    let room: OwnRoom
    /// Ways on which there is something to know before it is sent.
    var before: [CareRoute] = []
    private var visit: Visit { room.visit }

    /// - Parameter warns: whether something in it may tell who it is; then it can be sent all the same.
    func page(
        _ draft: RequestDraft, _ receivers: [Receiver], _ target: FormTarget, problems: [(key: String, field: String)], warns: Bool
    ) -> RoomPage {
        var page = RoomPage(title: visit.sharing("request.h1"), target: target, blocks: [.lines([visit.sharing("request.lead")])])
        guard !receivers.isEmpty else {
            page.blocks += [.good([visit.sharing("share.nobody")]), .form([.buttons(go: nil, [visit.press("request.back", "where")])])]
            return page
        }
        let routes = RoutePresenter(room: room, receivers: receivers)
        if !before.isEmpty {
            page.blocks = [
                .heading(visit.wording["routes.page.first_know"]), .good([visit.wording["routes.page.first_know_lead"]]),
            ]
            page.blocks += routes.firstKnow(before)
        }
        var blocks: [RoomPage.Block] = [
            .choices(SharingPresenter(room: room).teams(receivers, chosen: draft.team, legend: "request.team"))
        ]
        var field = field(draft)
        field.problem = problems.first { $0.field == OwnField.words }.map { visit.sharing($0.key) }
        blocks += [.writing(field), .choices(told(draft)), .quiet(visit.sharing("request.who_knows")), .offline(visit.offline)]
        let meant = warns ? [visit.press("request.meant", "send_request-meant")] : []
        blocks.append(
            .buttons(
                go: visit.press("request.send", before.isEmpty ? "send_request" : "send_request-seen"),
                routes.elsewhere(before) + meant + [visit.press("request.back", "where")]))
        page.blocks.append(.form(blocks))
        if !problems.isEmpty { page.problems = visit.problems(problems.map { (visit.sharing($0.key), $0.field) }) }
        return page
    }

    /// What was typed, when it could not be sent: the same form once more.
    func failed(_ draft: RequestDraft, _ target: FormTarget) -> RoomPage {
        var field = field(draft)
        let problem = visit.sharing("part.problem_failed")
        field.problem = problem
        var page = RoomPage(
            title: visit.sharing("request.h1"), target: target,
            blocks: [
                .form([.writing(field), .buttons(go: visit.press("request.send", "send_request"), [visit.press("request.back", "where")])])
            ])
        page.problems = visit.problems([(problem, OwnField.words)])
        return page
    }

    private func field(_ draft: RequestDraft) -> WritingField {
        WritingField(
            name: OwnField.words, label: visit.sharing("request.label"), hint: visit.sharing("request.hint"), value: Told(draft.text),
            rows: 6)
    }

    private func told(_ draft: RequestDraft) -> ChoiceGroup {
        ChoiceGroup(
            visit.sharing("request.told"), name: OwnField.told, kind: .many,
            choices: RequestDraft.told.map {
                Pages.Choice($0, label: visit.sharing("request.told_" + $0), isChosen: draft.told.contains($0))
            })
    }
}
