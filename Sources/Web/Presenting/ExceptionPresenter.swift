import Domain
import Pages
import Wording
import Workflows

extension WorkVisit {
    func without(_ key: String, _ values: [String: String] = [:]) -> String { together("without." + key, values) }

    /// That a second worker is needed, or that it must be looked at whether somebody can be told.
    func exceptionNotices(_ lines: [ReadExceptions.Line]) -> [DeskNotice] {
        var notices: [DeskNotice] = []
        for (key, count) in [("waits", lines.count { $0.waitsForSecond }), ("late", lines.count { $0.isLate })] where count > 0 {
            var notice = DeskNotice(.alarm, title: without(key + "_title", ["count": String(count)]), lines: [without(key)])
            notice.links = [Link(without("open"), to: path(.exceptions))]
            notices.append(notice)
        }
        return notices
    }

    /// What the worker's team may read without consent.
    func exceptionNotices(_ received: [SharingException]) -> [DeskNotice] {
        received.map { exception in
            var notice = DeskNotice(.careful, title: without("received_title"), lines: [without("received")])
            notice.links = [Link(without("received_open"), to: path(.receivedException(exception.id.text)))]
            return notice
        }
    }
}

/// Sharing without consent, in words.
/// - Source: domain C2.2; decision 0086.
struct ExceptionPresenter: Sendable {
    let desk: WorkVisit

    // MARK: Lists

    /// Numbers and grounds; nothing of what was shared.
    func list(_ lines: [ReadExceptions.Line]) -> RoomPage {
        var page = RoomPage(title: desk.without("list_h1"), target: FormTarget(action: desk.path(.exceptions)))
        page.blocks.append(.lines([desk.without("list_lead"), count(lines)]))
        for ground in SharingException.Ground.allCases {
            let count = lines.count { $0.card.ground == ground && [.shared, .ended].contains($0.exception.state) }
            if count > 0 { page.blocks.append(.quiet("\(desk.without("ground." + ground.rawValue)): \(count)")) }
        }
        page.blocks += lines.map(card)
        return page
    }

    private func count(_ lines: [ReadExceptions.Line]) -> String {
        let shared = lines.count { [.shared, .ended].contains($0.exception.state) }
        let untold = lines.count { [.shared, .ended].contains($0.exception.state) && !$0.exception.isTold }
        return desk.without("list_count", ["shared": String(shared), "untold": String(untold)])
    }

    private func card(_ line: ReadExceptions.Line) -> RoomPage.Block {
        var lines = line.exception.isForTable ? [desk.without("table_line")] : []
        lines += [
            desk.without("ground." + line.card.ground.rawValue), state(line.exception, line.card),
            desk.without("by", ["name": line.proposer, "when": desk.visit.moment(line.card.proposedAt)]),
        ]
        if let second = line.second { lines.append(desk.without("second", ["name": second])) }
        if line.exception.state != .proposed, line.exception.state != .refused { lines.append(telling(line.exception, line.card)) }
        var blocks: [RoomPage.Block] = [.lines(lines)]
        if desk.session.may(.helpPeople) {
            blocks.append(
                .ways([Link(desk.without(line.waitsForSecond ? "decide" : "look"), to: desk.path(.opened(line.exception.id.text)))]))
        }
        return .card(title: desk.visit.listed(line.receivers), blocks)
    }

    private func state(_ exception: SharingException, _ card: ExceptionCard) -> String {
        if exception.state == .proposed, card.isLapsed(at: desk.visit.now) { return desk.without("state.lapsed") }
        if exception.isCutShort(in: Week(desk.visit.now)) { return desk.without("state.cut_short") }
        let isForTable = exception.isForTable && [.shared, .ended].contains(exception.state)
        return desk.without(
            "state." + (isForTable ? "table_" : "") + exception.state.rawValue, ["date": desk.visit.date(exception.endsIn.lastDay)])
    }

    private func telling(_ exception: SharingException, _ card: ExceptionCard) -> String {
        guard !exception.isTold else { return desk.without("told") }
        return desk.without(
            card.isLate(at: desk.visit.now) ? "not_told_late" : "not_told", ["when": card.lookAt.map { desk.visit.moment($0) } ?? ""])
    }

    // MARK: Proposing

    /// - Parameter parts: of which a copy can go along.
    func form(
        _ id: Identifier<Conversation>, _ typed: ExceptionTyped, _ open: [Receiver], _ barred: [Receiver], _ parts: [DossierSection.Kind]
    ) -> RoomPage {
        var page = RoomPage(title: desk.without("h1"), target: desk.target(.exception(id.text), .exception(id)))
        page.back = Link(desk.partner("refer.back", ["number": "#\(id.number)"]), to: desk.path(.conversation(id.text)))
        page.blocks = [.lines(["lead", "first", "second_person", "logged"].map { desk.without($0) })]
        if desk.session.may(.openTables) {
            page.blocks.append(.ways([Link(desk.without("table_way"), to: desk.path(.exceptionTable(id.text)))]))
        }
        page.notices += kept(barred)
        guard !open.isEmpty else {
            page.blocks.append(.lines([desk.without("nobody")]))
            return page
        }
        page.blocks.append(
            .form(
                [
                    .choices(grounds(typed)), .choices(teams(typed, open)),
                    .writing(field("reason", ExceptionTyped.reason, typed.reason, 4)),
                    .writing(field("words", ExceptionTyped.words, typed.words, 8)),
                ] + copies(typed, parts) + [
                    .choices(spans(typed)), .choices(tellings(typed.tells)),
                    .writing(field("silence", ExceptionTyped.silence, typed.silence, 3)), .choices(days(typed.days)),
                    .buttons(go: FormButton(desk.without("propose"), name: "go", value: "propose"), []),
                ]))
        return page
    }

    /// Each part is weighed by itself: without a word of what makes it necessary it stays where it is.
    private func copies(_ typed: ExceptionTyped, _ parts: [DossierSection.Kind]) -> [RoomPage.Block] {
        guard !parts.isEmpty else { return [] }
        let fields = parts.map { kind in
            RoomPage.Block.writing(
                WritingField(
                    name: ExceptionTyped.need + kind.rawValue, label: desk.without("need_label", ["part": desk.visit.name(kind)]),
                    hint: desk.without("need_hint"), value: Told(typed.needs[kind] ?? ""), rows: 2))
        }
        return [.heading(desk.without("copies_title")), .lines([desk.without("copies_lead")])] + fields
    }

    /// Whom the person keeps away: to these nothing goes here.
    func kept(_ barred: [Receiver]) -> [DeskNotice] {
        guard !barred.isEmpty else { return [] }
        return [
            DeskNotice(
                .careful, title: desk.without("barred_title", ["names": desk.visit.listed(barred.map(\.organisationName))]),
                lines: [desk.without("barred")])
        ]
    }

    /// - Parameter hint: the key of the hint, where it is another than that of the field.
    func field(_ key: String, _ name: String, _ value: String, _ rows: Int, hint: String? = nil) -> WritingField {
        WritingField(
            name: name, label: desk.without(key + "_label"), hint: desk.without(hint ?? key + "_hint"), value: Told(value), rows: rows)
    }

    private func grounds(_ typed: ExceptionTyped) -> ChoiceGroup {
        ChoiceGroup(
            desk.without("grounds"), name: ExceptionTyped.ground, kind: .one,
            choices: SharingException.Ground.allCases.map {
                Choice(
                    $0.rawValue, label: desk.without("ground." + $0.rawValue), hint: desk.without("ground_hint." + $0.rawValue),
                    isChosen: typed.ground == $0)
            })
    }

    private func teams(_ typed: ExceptionTyped, _ open: [Receiver]) -> ChoiceGroup {
        ChoiceGroup(
            desk.without("team"), name: ExceptionTyped.team, kind: .one,
            choices: open.map { Choice($0.team.text, label: $0.organisationName, hint: $0.teamName, isChosen: typed.team == $0.team) })
    }

    private func spans(_ typed: ExceptionTyped) -> ChoiceGroup {
        ChoiceGroup(
            desk.without("weeks"), name: ExceptionTyped.weeks, kind: .one,
            choices: ExceptionTyped.spans.map { Choice(String($0), label: desk.without("weeks_\($0)"), isChosen: typed.weeks == $0) })
    }

    func tellings(_ tells: Bool?) -> ChoiceGroup {
        ChoiceGroup(
            desk.without("telling"), name: ExceptionTyped.tellingField, kind: .one,
            choices: [
                Choice("now", label: desk.without("tell_now"), hint: desk.without("tell_now_hint"), isChosen: tells == true),
                Choice("later", label: desk.without("tell_later"), hint: desk.without("tell_later_hint"), isChosen: tells == false),
            ])
    }

    func days(_ chosen: Int?) -> ChoiceGroup {
        ChoiceGroup(
            desk.without("days"), name: ExceptionTyped.days, kind: .list,
            choices: [Choice("", label: desk.partner("act.choose"))]
                + ExceptionTyped.waits.map { Choice(String($0), label: desk.without("days_\($0)"), isChosen: chosen == $0) })
    }

    // MARK: One

    func page(_ opened: OpenedException) -> RoomPage {
        let exception = opened.exception
        var page = RoomPage(
            title: desk.without(
                exception.isForTable ? "one_table_h1" : "one_h1", ["organisation": desk.visit.listed(opened.teams.map(\.organisationName))]),
            target: desk.target(.opened(exception.id.text), .opened(exception.id), seen: Int(exception.revision)))
        page.back = Link(desk.without("list_h1"), to: desk.path(.exceptions))
        if exception.isCutShort(in: Week(desk.visit.now)) {
            page.notices = [DeskNotice(.careful, title: desk.without("cut_short_title"), lines: [desk.without("cut_short")])]
        }
        page.blocks = [.lines([state(exception, opened.card)])] + content(opened)
        if [.shared, .ended].contains(exception.state) { page.blocks.append(.lines([telling(exception, opened.card)])) }
        if let table = exception.table, exception.state == .shared, desk.session.may(.sitAtTables) {
            page.blocks.append(.ways([Link(desk.without("table_open"), to: desk.path(.table(table.text)))]))
        }
        page.blocks += acts(opened)
        return page
    }

    /// - Parameter isSender: whether the desk looks that shares it, and not the team that reads it.
    private func content(_ opened: OpenedException, isSender: Bool = true) -> [RoomPage.Block] {
        var blocks: [RoomPage.Block] = [
            .lines(
                (opened.content.table.map { [desk.tables("kind." + $0.rawValue)] } ?? [])
                    + opened.teams.map { desk.without("for", ["organisation": $0.organisationName, "team": $0.teamName]) } + [
                        desk.without("ground." + opened.card.ground.rawValue),
                        desk.without("by", ["name": opened.proposer, "when": desk.visit.moment(opened.card.proposedAt)]),
                    ]),
            .heading(desk.without(opened.content.table != nil ? "purpose_title" : isSender ? "words_title" : "words_shared")),
            .said(by: nil, Told(opened.content.words.revealed)),
        ]
        for part in opened.content.parts {
            blocks += [
                .heading(desk.without("copy_title", ["part": desk.visit.name(part.kind)])), .said(by: nil, Told(part.text.revealed)),
            ]
            if !part.need.revealed.isEmpty { blocks.append(.said(by: desk.without("need_title"), Told(part.need.revealed))) }
        }
        blocks += [.heading(desk.without("reason_title")), .said(by: nil, Told(opened.content.reason.revealed))]
        for silence in opened.content.silences {
            blocks += [
                .heading(desk.without("silence_title")), .said(by: desk.visit.moment(silence.at), Told(silence.text.revealed)),
            ]
        }
        return blocks
    }

    private func acts(_ opened: OpenedException) -> [RoomPage.Block] {
        let exception = opened.exception
        switch exception.state {
        case .proposed where opened.mayAgree:
            return [agreement(isTable: exception.isForTable), .form([.buttons(go: nil, [button("refuse")])])]
        case .proposed: return [.lines([desk.without("wait")]), .form([.buttons(go: nil, [button("take_back", "refuse")])])]
        case .shared where !exception.isTold, .ended where !exception.isTold:
            return [
                .form([.buttons(go: button("tell"), []), .quiet(desk.without("tell_means"))]),
                .form([
                    .writing(field("silence", ExceptionTyped.silence, "", 3)), .choices(days(nil)),
                    .buttons(go: nil, [button("postpone")]),
                ]),
            ]
        default: return []
        }
    }

    private func agreement(isTable: Bool) -> RoomPage.Block {
        .form([
            .good([isTable ? "agree_table" : "agree_first", "agree_second"].map { desk.without($0) }),
            .entry(EntryField(.passphrase, name: ExceptionTyped.passphrase, label: desk.text("entry.passphrase"))),
            .entry(
                EntryField(.factor, name: ExceptionTyped.factor, label: desk.text("entry.factor"), hint: desk.text("entry.factor_hint"))),
            .buttons(go: isTable ? button("agree_table", "agree") : button("agree"), []),
        ])
    }

    private func button(_ key: String, _ value: String? = nil) -> FormButton {
        FormButton(desk.without(key + "_button"), name: "go", value: value ?? key)
    }

    // MARK: The team

    func received(_ opened: OpenedException) -> RoomPage {
        var page = RoomPage(title: desk.without("received_h1"), target: FormTarget(action: desk.path(.received)))
        page.back = Link(desk.partner("received.back"), to: desk.path(.received))
        page.notices = [
            DeskNotice(
                .careful, title: desk.without(opened.exception.isTold ? "person_told" : "person_not_told"),
                lines: [desk.without(opened.exception.isTold ? "person_told_more" : "person_not_told_more")])
        ]
        page.blocks =
            [
                .lines([
                    desk.without("received_until", ["date": desk.visit.date(opened.exception.endsIn.lastDay)]),
                    desk.logged,
                ])
            ]
            + content(opened, isSender: false)
        return page
    }
}
