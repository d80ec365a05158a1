import Domain
import Pages
import Workflows

/// The list of case tables in words, and the page on which one is proposed.
struct CaseTableListPresenter: Sendable {
    let desk: WorkVisit

    func page(_ lines: [WorkTables.Line], notices: [DeskNotice]) -> ReferralListPage {
        let late = lines.count { $0.isLate }
        let alarm = late == 0 ? [] : [desk.tableNotice(.alarm, late == 1 ? "late_one" : "late", ["count": String(late)])]
        let asked = lines.filter { $0.card?.isAsked == true }.map {
            DeskNotice(
                .good, title: desk.tables("list.director_asked", ["handle": $0.table.handle]),
                links: [Link(desk.tables("list.open_it"), to: desk.path(.table($0.table.id.text)))])
        }
        let over = lines.filter(\.isOver).map(ended)
        let running = lines.filter { !$0.isOver }
        return ReferralListPage(
            title: desk.tables("list.h1"), lead: desk.tables("list.lead"), notices: notices + alarm + asked + over,
            table: running.isEmpty
                ? nil
                : DeskTable(
                    desk.tables("list.caption"),
                    columns: ["handle", "kind", "state", "open", "due"].map { .init(desk.tables("list." + $0)) },
                    rows: running.map { .init(cells($0)) }),
            none: desk.tables("list.none"), lines: [desk.tables("list.note")])
    }

    private func ended(_ line: WorkTables.Line) -> DeskNotice {
        let key = line.table.state == .refused ? "over_refused" : line.table.state == .ended ? "over_ended" : "over_removed"
        var notice = DeskNotice(
            .good, title: desk.tables("list." + key, ["handle": line.table.handle]), lines: [desk.tables("list.over_more")])
        notice.dismiss = .init(
            desk.target(.tables, .tables), FormButton(desk.tables("list.seen"), name: "go", value: line.table.id.text))
        return notice
    }

    private func cells(_ line: WorkTables.Line) -> [DeskTable.Cell] {
        let handle = line.table.handle
        let due = line.card?.due.map { desk.visit.date($0) } ?? ""
        var marks = [Mark(.plain, desk.tables(line.table.state == .proposed ? "list.proposed" : "list.running"))]
        if line.table.isHeldWithoutYes { marks.append(Mark(.plain, desk.tables("list.without"))) }
        if line.card?.isDirector == true, line.table.state == .open { marks.append(Mark(.yours, desk.tables("list.director"))) }
        return [
            .ways([Link(desk.tables("list.open_one", ["handle": handle]), to: desk.path(.table(line.table.id.text)))], buttons: []),
            .text(line.card.map { desk.tables("kind." + $0.kind.rawValue) } ?? desk.partner("list.no_line")), .marks(marks),
            .text(line.card.map { desk.tables("list.counts", ["open": String($0.open), "own": String($0.own)]) } ?? ""),
            line.isLate ? .marks([Mark(.alarm, desk.tables("list.late", ["date": due]))]) : .text(due),
        ]
    }
}

struct NewTablePresenter: Sendable {
    let desk: WorkVisit
    let view: HelperView
    let receivers: [Receiver]
    let tables: [CaseTable]

    func page(_ typed: TableTyped?, notices: [DeskNotice]) -> NewTablePage {
        let id = view.conversation.id
        let shown = typed ?? TableTyped()
        let isAsked = tables.contains { $0.state == .proposed }
        var careful: [DeskNotice] = []
        if view.isMonitored { careful.append(desk.tableNotice(.careful, "monitored")) }
        if isAsked { careful.append(desk.tableNotice(.good, "asked_already")) }
        return NewTablePage(
            title: desk.tables("new.h1"),
            back: Link(desk.partner("refer.back", ["number": "#\(id.number)"]), to: desk.path(.conversation(id.text))),
            notices: notices + careful, lines: ["lead", "consent", "sees"].map { desk.tables("new." + $0) },
            target: desk.target(.newTable(id.text), .newTable(id)), groups: [kinds(shown), teams(shown), weeks(shown)],
            purpose: WritingField(
                name: TableTyped.purpose, label: desk.tables("new.purpose"), hint: desk.tables("new.purpose_hint"),
                value: Told(shown.purpose), rows: 3),
            button: FormButton(desk.tables("new.button")),
            none: isAsked ? "" : receivers.isEmpty ? desk.partner("refer.none") : nil,
            links: tables.filter { !$0.isOver }.map {
                Link(desk.tables("new.there", ["handle": $0.handle]), to: desk.path(.table($0.id.text)))
            })
    }

    private func kinds(_ shown: TableTyped) -> ChoiceGroup {
        ChoiceGroup(
            desk.tables("new.kind"), name: TableTyped.kind, kind: .one,
            choices: CaseTable.Kind.allCases.map {
                Pages.Choice(
                    $0.rawValue, label: desk.tables("kind." + $0.rawValue), hint: desk.tables("kind.\($0.rawValue)_hint"),
                    isChosen: shown.kind == $0)
            })
    }

    private func teams(_ shown: TableTyped) -> ChoiceGroup {
        ChoiceGroup(
            desk.tables("new.teams"), name: TableTyped.teams, kind: .many,
            choices: receivers.map {
                Pages.Choice($0.team.text, label: $0.organisationName, hint: $0.teamName, isChosen: shown.teams.contains($0.team))
            })
    }

    private func weeks(_ shown: TableTyped) -> ChoiceGroup {
        ChoiceGroup(
            desk.tables("new.weeks"), name: TableTyped.weeks, kind: .one,
            choices: [4, 12, 26, 52].map {
                Pages.Choice(String($0), label: desk.tables("new.weeks_of", ["count": String($0)]), isChosen: shown.weeks == $0)
            })
    }
}
