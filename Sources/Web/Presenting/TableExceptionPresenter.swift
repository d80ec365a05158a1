import Domain
import Pages
import Wording
import Workflows

/// Letting some teams sit together without the person's yes, in words.
/// - Source: domain C2.2; R87, R88; decision 0095.
struct TableExceptionPresenter: Sendable {
    let desk: WorkVisit
    private var exceptions: ExceptionPresenter { ExceptionPresenter(desk: desk) }
    private static let kinds = CaseTable.Kind.allCases.filter { !$0.grounds.isEmpty }
    private static let grounds = SharingException.Ground.allCases.filter { ground in kinds.contains { $0.grounds.contains(ground) } }

    func form(_ id: Identifier<Conversation>, _ typed: TableExceptionTyped, _ open: [Receiver], _ barred: [Receiver]) -> RoomPage {
        var page = RoomPage(title: desk.without("table_h1"), target: desk.target(.exceptionTable(id.text), .exceptionTable(id)))
        page.back = Link(desk.without("h1"), to: desk.path(.exception(id.text)))
        page.blocks = [.lines(["table_lead", "table_story", "second_person", "logged"].map { desk.without($0) })]
        page.notices += exceptions.kept(barred)
        guard !open.isEmpty else {
            page.blocks.append(.lines([desk.without("nobody")]))
            return page
        }
        page.blocks.append(
            .form([
                .choices(kinds(typed)), .choices(grounds(typed)), .choices(teams(typed, open)),
                .writing(exceptions.field("reason", ExceptionTyped.reason, typed.rest.reason, 4, hint: "table_reason_hint")),
                .writing(exceptions.field("purpose", ExceptionTyped.words, typed.rest.words, 3)), .choices(spans(typed)),
                .choices(exceptions.tellings(typed.rest.tells)),
                .writing(exceptions.field("silence", ExceptionTyped.silence, typed.rest.silence, 3)),
                .choices(exceptions.days(typed.rest.days)),
                .buttons(go: FormButton(desk.without("propose"), name: "go", value: "propose"), []),
            ]))
        return page
    }

    private func kinds(_ typed: TableExceptionTyped) -> ChoiceGroup {
        ChoiceGroup(
            desk.tables("new.kind"), name: TableExceptionTyped.kind, kind: .one,
            choices: Self.kinds.map {
                Choice(
                    $0.rawValue, label: desk.tables("kind." + $0.rawValue), hint: desk.tables("kind.\($0.rawValue)_hint"),
                    isChosen: typed.kind == $0)
            })
    }

    private func grounds(_ typed: TableExceptionTyped) -> ChoiceGroup {
        ChoiceGroup(
            desk.without("grounds"), name: ExceptionTyped.ground, kind: .one,
            choices: Self.grounds.map {
                Choice(
                    $0.rawValue, label: desk.without("ground." + $0.rawValue), hint: desk.without("table_ground_hint." + $0.rawValue),
                    isChosen: typed.rest.ground == $0)
            })
    }

    private func teams(_ typed: TableExceptionTyped, _ open: [Receiver]) -> ChoiceGroup {
        ChoiceGroup(
            desk.tables("new.teams"), name: TableExceptionTyped.team, kind: .many,
            choices: open.map {
                Choice($0.team.text, label: $0.organisationName, hint: $0.teamName, isChosen: typed.teams.contains($0.team))
            })
    }

    private func spans(_ typed: TableExceptionTyped) -> ChoiceGroup {
        ChoiceGroup(
            desk.without("table_weeks"), name: ExceptionTyped.weeks, kind: .one,
            choices: TableExceptionTyped.spans.map {
                Choice(String($0), label: desk.without("weeks_\($0)"), isChosen: typed.rest.weeks == $0)
            })
    }
}
