import Domain
import Pages
import Wording
import Workflows

/// Everything that stands on the page before somebody says yes to a table: what it is for, who sits there, what each of them reads, until when,
/// and what that team must or may do with it. The same words are what is agreed.
/// - Source: R22, R62; security 2.5; GDPR art. 7, 13; decision 0070.
struct TableWords: Sendable {
    let room: OwnRoom
    let opened: OpenedTable
    let standing: OwnStanding
    private var visit: Visit { room.visit }

    private enum Passage {
        case title(String)
        case lines([String])
        case list(String, [String])
        case fold(String, [String])
    }

    private var values: [String: String] {
        ["date": visit.date(opened.table.endsIn.lastDay), "desk": opened.teams[opened.table.opener]?.teamName ?? "?"]
    }

    private var title: String { visit.tables(isHeld ? "own.ask_held_h1" : "own.ask_h1") }
    /// They sit there already, without the person's yes.
    private var isHeld: Bool { opened.table.isHeldWithoutYes }
    private var asked: [Receiver] { opened.table.answerable.compactMap { opened.teams[$0] } }
    private var seated: [Receiver] { opened.table.seated.compactMap { opened.teams[$0] } }

    private var passages: [Passage] {
        let first = isHeld ? "own.ask_held" : "own.kind." + opened.kind.rawValue
        var passages: [Passage] = [.lines([visit.tables(first), visit.tables("own.ask_what", values)])]
        for receiver in asked { passages += about(receiver) }
        if opened.table.state == .open, !isHeld {
            let others = seated.map(\.organisationName)
            passages.append(.lines([visit.tables("own.ask_others", ["names": visit.listed(others)])]))
        } else {
            passages.append(.lines([visit.tables("own.ask_desk", values)]))
        }
        passages.append(.title(visit.tables("own.ask_reads")))
        passages.append(.lines(["reads_table", "reads_progress", "reads_nothing"].map { visit.tables("own." + $0) }))
        passages.append(.title(visit.sharing("preview.back_title")))
        passages.append(.lines([visit.tables("own.until", values), visit.tables("own.withdraw"), visit.tables("own.unread")]))
        return passages
    }

    private func about(_ receiver: Receiver) -> [Passage] {
        let values = ["organisation": receiver.organisationName, "team": receiver.teamName]
        let key = "duty." + receiver.duty.rawValue
        let duties = ["first", "second", "third", "fourth"].map { "\(key).\($0)" }.filter { visit.wording.has("sharing." + $0) }
        let title = visit.sharing("duty.title", values)
        let advice = visit.wording.has("sharing.\(key).advice") ? [visit.sharing(key + ".advice", values)] : []
        let lines = duties.map { visit.sharing($0, values) } + advice
        return [
            .title(receiver.organisationName), .lines([receiver.teamName, reads(receiver)]),
            // Of who may go on without the person it stands open: it must be read before the yes.
            receiver.needsCode ? .list(title, lines) : .fold(title, lines),
        ]
    }

    /// What a team reads already of what the person wrote, by what they chose before.
    private func reads(_ receiver: Receiver) -> String { visit.reads(receiver, standing) }

    /// What can have changed between the page and the yes.
    var mark: String { "table|" + asked.map { $0.team.text + visit.reads($0, standing) }.joined(separator: "|") }

    /// The words as they are kept with what is agreed.
    var text: String {
        ([title, opened.purpose.revealed]
            + passages.flatMap { passage -> [String] in
                switch passage {
                case .title(let line): [line]
                case .lines(let lines): lines
                case .list(let title, let lines), .fold(let title, let lines): [title] + lines
                }
            }).joined(separator: "\n")
    }

    func page(_ target: FormTarget) -> RoomPage {
        let blocks = passages.flatMap { passage -> [RoomPage.Block] in
            switch passage {
            case .title(let line): [.heading(line)]
            case .lines(let lines): [.lines(lines)]
            case .list(let title, let lines): [.lines([title]), .list(lines)]
            case .fold(let title, let lines): [.fold(title, [.list(lines)])]
            }
        }
        let id = opened.table.id.text
        let said = RoomPage.Block.said(by: visit.tables("own.ask_why", values), Told(opened.purpose.revealed))
        return RoomPage(
            title: title, target: target,
            blocks: [said] + blocks + [
                .form([
                    .either(
                        visit.tablePress("own.yes", "tableyes-" + id),
                        isHeld ? visit.tablePress("own.held_not_now", "table") : visit.tablePress("own.not_now", "tablenot-" + id))
                ]),
                .form([.buttons(go: nil, [visit.tablePress("own.back", "table")])]),
            ])
    }

    /// Is it really them?
    func sure(_ target: FormTarget, typed: String, problem: String?) -> RoomPage {
        let names = asked.filter(\.needsCode).map(\.organisationName)
        var page = RoomPage(title: visit.sharing("sure.h1"), target: target)
        var field = TextField(name: OwnField.code, label: visit.sharing("sure.label"), value: typed)
        field.problem = problem
        page.blocks = [
            .lines([visit.tables("own.sure", ["names": visit.listed(names)])]),
            .form([
                .field(field),
                .buttons(
                    go: visit.tablePress("own.yes", "tablesure-" + opened.table.id.text), [visit.tablePress("own.back", "table")]),
            ]),
        ]
        if let problem { page.problems = visit.problems([(problem, OwnField.code)]) }
        return page
    }
}

extension Visit {
    func tables(_ key: String, _ values: [String: String] = [:]) -> String { wording("tables." + key, values) }

    func tablePress(_ key: String, _ value: String, about: String? = nil) -> FormButton {
        FormButton(tables(key), about: about, name: "go", value: value)
    }

    /// Which parts of the story a team reads now, in words.
    func reads(_ receiver: Receiver, _ standing: OwnStanding) -> String {
        let parts = DossierSection.Kind.parts.filter { part in
            standing.readers[part]?.contains { $0.receiver.team == receiver.team } == true
        }
        return parts.isEmpty ? tables("own.reads_no_part") : tables("own.reads_parts", ["parts": listed(parts.map { name($0) })])
    }
}
