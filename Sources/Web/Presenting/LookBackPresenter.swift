import Domain
import Pages
import Wording
import Workflows

/// How a shift went, in words and numbers.
struct LookBackPresenter: Sendable {
    let desk: WorkVisit

    private func text(_ key: String, _ values: [String: String] = [:]) -> String { desk.text("shift." + key, values) }

    func page(_ view: LookBack.View) -> LookBackPage {
        let numbers = view.numbers
        var page = LookBackPage(
            title: text("h1"), lines: [text("lead", ["time": desk.visit.moment(numbers.from)])],
            parts: [
                .init(
                    title: text("waits"), lines: [text("waits_lead", ["time": desk.visit.moment(numbers.chats.from)])],
                    table: waits(numbers),
                    none: ""),
                .init(title: text("ends"), lines: [text("in_hand", ["count": String(numbers.inHand)])], table: ends(numbers), none: ""),
                .init(
                    title: text("sample"),
                    lines: [
                        text("sample_lead", ["count": String(LookBack.oneIn), "days": String(ClosedConversations.days)]),
                        text("sample_log"),
                    ],
                    table: view.sample.isEmpty ? nil : sample(view.sample), none: text("sample_none")),
                .init(
                    title: text("abuse"), lines: [text("abuse_lead", ["days": String(ClosedConversations.days)])],
                    table: view.abuse.isEmpty ? nil : abuse(view.abuse), none: text("abuse_none")),
            ])
        page.parts[0].after = text("besides", ["count": String(numbers.besides)])
        return page
    }

    private func waits(_ numbers: LookBack.Numbers) -> DeskTable {
        DeskTable(
            text("waits_caption"),
            columns: [.init(text("band"))] + ["taken", "left", "waiting"].map { .init(text($0), isNumber: true) },
            rows: WaitBand.allCases.map { band in
                .init(
                    [.text(text("band_\(band.rawValue)"))]
                        + [numbers.chats.taken, numbers.chats.left, numbers.waiting].map { .text(String($0[band] ?? 0)) })
            })
    }

    private func ends(_ numbers: LookBack.Numbers) -> DeskTable {
        DeskTable(
            text("ends_caption"), columns: [.init(text("reason")), .init(text("count"), isNumber: true)],
            rows: ClosingReason.allCases.map { reason in
                .init([.text(desk.text("conversation.close_" + reason.rawValue)), .text(String(numbers.closed[reason] ?? 0))])
            })
    }

    private func columns(_ more: [String]) -> [DeskTable.Column] {
        [.init(desk.text("inbox.number"), isNumber: true), .init(desk.text("closed.at")), .init(desk.text("inbox.language"))]
            + more.map { .init($0) }
    }

    private func cells(_ row: LookBack.Row) -> [DeskTable.Cell] {
        [.text("#\(row.number)"), .text(desk.visit.moment(row.at)), .text(desk.languageName(row.language))]
    }

    private func sample(_ rows: [LookBack.Row]) -> DeskTable {
        DeskTable(
            text("sample_caption"), columns: columns([desk.text("closed.reason"), desk.text("inbox.act")]),
            rows: rows.map { row in
                let open = Link(text("open", ["number": "#\(row.number)"]), to: desk.path(.reviewed(row.id.text)))
                return .init(
                    cells(row) + [.text(desk.text("conversation.close_" + row.reason.rawValue)), .ways([open], buttons: [])])
            })
    }

    private func abuse(_ rows: [LookBack.Row]) -> DeskTable {
        DeskTable(
            text("abuse_caption"), columns: columns([desk.text("closed.reason")]),
            rows: rows.map { .init(cells($0) + [.text(desk.text("conversation.close_" + $0.reason.rawValue))]) })
    }

    /// What was said in a conversation that was drawn. Who of the team said it stays out: it is about the work.
    func page(_ reading: LookBack.Reading) -> ReviewedPage {
        ReviewedPage(
            title: text("reviewed", ["number": "#\(reading.row.number)"]), lines: [text("reviewed_lead"), text("sample_log")],
            heading: desk.text("conversation.talk"),
            messages: reading.messages.map { message in
                let isPerson = message.author == .person
                return .init(
                    isPerson ? .person : .team, name: isPerson ? desk.text("conversation.person") : text("team"),
                    at: desk.visit.moment(message.at), text: Told(message.text.revealed))
            }, back: Link(text("back"), to: desk.path(.lookBack)))
    }
}
