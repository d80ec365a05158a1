import Domain
import Pages
import Wording
import Workflows

/// The access log and the feedback in words.
struct DeskRecordsPresenter: Sendable {
    /// Fewer answers than this are not counted out: few people can be recognised.
    /// - Source: R112; security 5.
    private static let fewest = 5
    let desk: WorkVisit

    func log(_ view: ReadAccessLog.View, isNewest: Bool) -> AccessLogPage {
        let rows = view.rows
        var ways = isNewest ? [] : [Link(desk.text("log.newest"), to: desk.path(.accessLog))]
        if rows.count == 200, let last = rows.last {
            ways.append(Link(desk.text("log.older"), to: desk.path(.accessLog) + "?v=\(last.index)"))
        }
        let table = DeskTable(
            desk.text("log.caption"),
            columns: ["at", "worker", "role", "kind", "ground.h", "number"].map { .init(desk.text("log." + $0)) },
            rows: folded(rows).map { .init(cells($0.row, $0.count)) })
        var page = AccessLogPage(
            title: desk.text("log.h1"), lines: [desk.text("log.lead"), desk.text("log.self")], entries: rows.isEmpty ? nil : table,
            none: desk.text("log.none"), ways: ways)
        if isNewest, !view.remarks.isEmpty || !view.older.isEmpty {
            page.remarks = (desk.text("log.remarks"), view.remarks.map(line), view.older.map(said))
        }
        return page
    }

    private func line(_ remark: ReadRemarks.Line) -> Link {
        let values = ["date": desk.visit.date(remark.week.firstDay), "number": remark.number.map(String.init) ?? "?"]
        return Link(desk.text(remark.isLookedInto ? "log.line_done" : "log.line_open", values), to: desk.path(.remark(remark.id.text)))
    }

    /// - Parameter problem: the words for what to change, by their key.
    func remark(
        _ remark: Remark, _ id: Identifier<DossierSection>, _ notices: [DeskNotice], typed: String, problem: String?
    ) -> RemarkPage {
        var field = WritingField(
            name: RecordsController.words, label: desk.text("log.said.label"), hint: desk.text("log.said.hint"), value: Told(typed),
            rows: 5)
        field.problem = problem.map { desk.text($0) }
        return RemarkPage(
            title: desk.text("log.said.h1", ["number": String(remark.number)]),
            back: Link(desk.text("log.said.back"), to: desk.path(.accessLog)), notices: notices,
            lines: [desk.text("log.said.lead", ["number": String(remark.number)]), desk.text("log.said.opened")], remark: said(remark),
            answers: remark.answers.map { answer in
                let day = ["date": desk.visit.date(AmsterdamTime(answer.at).day)]
                return !answer.text.revealed.isEmpty
                    ? (desk.text("log.said.answer", day), Told(answer.text.revealed)) : (desk.text("log.said.looked", day), nil)
            }, target: desk.target(.remark(id.text), .remark(id)), field: field,
            send: FormButton(desk.text("log.said.send"), name: "go", value: "answer"),
            mark: FormButton(desk.text("log.said.mark"), name: "go", value: "mark"))
    }

    private func said(_ remark: Remark) -> (about: String, text: Told) {
        let values = ["date": desk.visit.date(AmsterdamTime(remark.at).day), "number": String(remark.number)]
        return (desk.text("log.remark", values), Told(remark.text.revealed))
    }

    var logWithoutKey: AccessLogPage {
        AccessLogPage(
            title: desk.text("log.h1"), lines: [desk.text("log.lead")], entries: nil, none: desk.text("log.waits_for_key"))
    }

    /// The same, done again right after, is one line with a number: a draft is kept every few seconds.
    private func folded(_ rows: [ReadAccessLog.Row]) -> [(row: ReadAccessLog.Row, count: Int)] {
        rows.reduce(into: []) { folded, row in
            if let last = folded.last?.row, last.kind == row.kind, last.worker == row.worker, last.number == row.number,
                last.isSuccess == row.isSuccess, last.part == row.part, last.reason == row.reason, last.consent == row.consent,
                AmsterdamTime(last.at).day == AmsterdamTime(row.at).day
            {
                folded[folded.count - 1].count += 1
            } else {
                folded.append((row, 1))
            }
        }
    }

    private func cells(_ row: ReadAccessLog.Row, _ count: Int) -> [DeskTable.Cell] {
        var kind = desk.text("log.of." + row.kind.rawValue)
        if let part = row.part { kind += ": " + desk.partner("part." + part.rawValue) }
        if count > 1 { kind = desk.text("log.times", ["kind": kind, "count": String(count)]) }
        return [
            .text(desk.visit.date(AmsterdamTime(row.at).day) + ", " + desk.visit.clock(AmsterdamTime(row.at).minute)),
            .text(row.worker.isEmpty ? desk.text("log.system") : row.worker),
            .text(row.role.map { desk.text("role." + $0.rawValue) } ?? ""),
            .text(row.isSuccess ? kind : desk.text("log.refused", ["kind": kind])), .text(ground(row)),
            .text(row.number.map { "#\($0)" } ?? ""),
        ]
    }

    /// On whose yes, until when, and what for: what somebody asks who must account for it.
    private func ground(_ row: ReadAccessLog.Row) -> String {
        guard let consent = row.consent else { return "" }
        let key = consent.state == .granted ? "holds" : "over"
        let yes = desk.text(
            "log.ground." + key, ["handle": consent.handle, "date": desk.visit.date(consent.endsIn.lastDay)])
        return row.reason.map { yes + " " + desk.text("log.reason." + $0.rawValue) } ?? yes
    }

    func feedback(_ all: [Feedback]) -> FeedbackPage {
        let questions: [(String, (Feedback) -> String)] = [
            ("found", { $0.found }), ("who", { $0.who }), ("age", { $0.age }), ("kind", { $0.kind }),
        ]
        let count =
            all.isEmpty
            ? []
            : [
                all.count == 1 ? desk.text("feedback.count_one") : desk.text("feedback.count", ["count": String(all.count)])
            ]
        // Alphabetical, so that the order tells nothing of when.
        func said(_ answers: [String]) -> [Told] { answers.filter { !$0.isEmpty }.sorted().map { Told($0) } }
        return FeedbackPage(
            title: desk.text("feedback.h1"), lines: [desk.text("feedback.lead")] + count,
            counts: questions.map { name, answer in table(name, all.map(answer)) }.filter { !$0.rows.isEmpty },
            words: .init(
                title: desk.text("feedback.words_title"), lead: desk.text("feedback.words_lead"),
                groups: [
                    .init(question("told"), answers: said(all.map(\.rather))),
                    .init(question("missed"), answers: said(all.map(\.missed.revealed))),
                ], none: desk.text(all.isEmpty ? "feedback.nobody" : "feedback.none")))
    }

    var feedbackWithoutKey: FeedbackPage {
        FeedbackPage(
            title: desk.text("feedback.h1"), lines: [desk.text("feedback.lead")], counts: [],
            words: .init(title: "", lead: "", groups: [], none: desk.text("feedback.waits_for_key")))
    }

    private func table(_ name: String, _ answers: [String]) -> DeskTable {
        let counts = Dictionary(grouping: answers.filter { !$0.isEmpty }) { $0 }.mapValues(\.count)
        return DeskTable(
            question(name), columns: [.init(desk.text("feedback.choice")), .init(desk.text("feedback.number"), isNumber: true)],
            rows: counts.keys.sorted().map { choice in
                let count = counts[choice] ?? 0
                let shown = count < Self.fewest ? desk.text("feedback.few", ["count": String(Self.fewest)]) : String(count)
                return .init([.text(label(name, choice)), .text(shown)])
            })
    }

    private func question(_ name: String) -> String {
        let key = "mine.afterwards." + name
        return desk.visit.wording.has(key) ? desk.visit.wording[key] : name
    }

    private func label(_ name: String, _ choice: String) -> String {
        let key = "mine.afterwards.\(name)_\(choice)"
        return desk.visit.wording.has(key) ? desk.visit.wording[key] : choice
    }
}
