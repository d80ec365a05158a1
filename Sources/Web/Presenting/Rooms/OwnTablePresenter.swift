import Domain
import Pages
import Wording
import Workflows

/// The tables around a person, in words that a fourteen-year-old follows: what comes next first.
/// - Source: R15, R32, R83; product D, E.
struct OwnTablePresenter: Sendable {
    let room: OwnRoom
    var standing: OwnStanding?
    var referrals: [OpenedReferral] = []
    /// Whether the person lets themselves be called now, and nobody may read along.
    var mayCall = false
    private var visit: Visit { room.visit }

    func page(_ tables: [OpenedTable], _ target: FormTarget) -> RoomPage {
        var page = RoomPage(title: visit.tables("own.h1"), target: target)
        let asked = tables.filter { !$0.table.asked.isEmpty }
        for table in asked { page.blocks.append(question(table)) }
        let open = tables.filter { $0.table.state == .open }
        page.blocks += next(open)
        let picture = picture(open)
        if !picture.rows.isEmpty {
            page.blocks += [.heading(visit.tables("own.tracks")), .lines([visit.tables("own.tracks_lead")]), .tracks(picture)]
        }
        for table in open { page.blocks.append(card(table)) }
        if tables.filter({ !$0.table.isOver }).isEmpty { page.blocks.append(.good([visit.tables("own.empty")])) }
        let over = tables.filter(\.table.isOver)
        if !over.isEmpty { page.blocks.append(.fold(visit.tables("own.over"), over.map(ended))) }
        page.blocks.append(
            .form([
                .acts(
                    title: visit.sharing("more"),
                    [
                        visit.act("go.agreed", "agreed"), visit.act("go.where", "where"),
                        .init(visit.go("mine.looked", "who"), note: visit.own("mine.looked_note")), visit.act("go.back", "back"),
                    ])
            ]))
        return page
    }

    private func question(_ opened: OpenedTable) -> RoomPage.Block {
        let names = opened.table.asked.map { opened.organisation($0) }
        let id = opened.table.id.text
        return .card(
            title: visit.tables("own.asked", ["names": visit.listed(names)]),
            [
                .said(by: visit.tables("own.ask_why", ["desk": desk(opened)]), Told(opened.purpose.revealed)),
                .lines([visit.tables("own.asked_calm")]),
                .form([.either(visit.tablePress("own.look", "tableask-" + id), visit.tablePress("own.not_now", "tablenot-" + id))]),
            ])
    }

    private func desk(_ opened: OpenedTable) -> String { opened.teams[opened.table.opener]?.teamName ?? "?" }

    // MARK: What comes next

    /// The next moment at which somebody is heard or seen, and the visit.
    private func next(_ tables: [OpenedTable]) -> [RoomPage.Block] {
        var blocks: [RoomPage.Block] = []
        for table in tables {
            if let contact = table.sheet.contact, contact.day >= visit.local.day { blocks += moment(contact, table) }
            if let plan = table.sheet.visit, plan.day >= visit.local.day { blocks += one(plan, table) }
            if let walkIn = table.sheet.walkIn { blocks += days(walkIn, table) }
        }
        return blocks
    }

    private func moment(_ contact: TableSheet.Contact, _ table: OpenedTable) -> [RoomPage.Block] {
        let values = [
            "organisation": table.organisation(contact.by), "time": visit.clock(contact.minute), "day": day(contact.day),
            "desk": desk(table),
        ]
        // What somebody may do outward is asked anew each time: what they said since, or that somebody may read along, holds.
        let isCall = contact.way == .call
        let way = isCall && !mayCall ? "here" : contact.way.rawValue
        var blocks: [RoomPage.Block] = [.heading(visit.tables("own.next")), .good([visit.tables("own.next_" + way, values)])]
        if isCall, !mayCall { blocks.append(.lines([visit.tables("own.next_no_call")])) }
        if !contact.text.revealed.isEmpty {
            blocks.append(.said(by: visit.tables("own.they_write", values), Told(contact.text.revealed)))
        }
        return blocks
    }

    private func one(_ plan: TableSheet.Visit, _ table: OpenedTable) -> [RoomPage.Block] {
        var lines = [visit.tables("own.visit_on", ["day": day(plan.day)])]
        if let first = plan.entries.first { lines[0] += " " + visit.tables("own.visit_from", ["time": visit.clock(first.from)]) }
        if let walkIn = plan.walkIn {
            lines.append(visit.tables("own.visit_walk", ["from": visit.clock(walkIn.from), "to": visit.clock(walkIn.to)]))
        }
        return [
            .heading(visit.tables("own.visit")), .lines(lines), .said(by: visit.tables("own.visit_place"), Told(plan.place.revealed)),
            .facts(
                plan.entries.map { entry in
                    let room = entry.room.revealed.isEmpty ? [] : [visit.tables("own.visit_room", ["room": entry.room.revealed])]
                    return WhoLookedPage.Row(
                        visit.tables("own.visit_time", ["from": visit.clock(entry.from), "to": visit.clock(entry.to)]),
                        what: [entry.what.revealed, table.organisation(entry.team)] + room)
                }),
            .lines([visit.tables("own.visit_calm")]),
        ]
    }

    /// Days on which they can walk in.
    private func days(_ walkIn: TableSheet.WalkIn, _ table: OpenedTable) -> [RoomPage.Block] {
        let coming = walkIn.coming(from: visit.local.day)
        guard !coming.isEmpty else { return [] }
        return [
            .heading(visit.tables("own.walk_ins")), .lines([visit.tables("own.walk_ins_lead")]),
            .said(by: visit.tables("own.visit_place"), Told(walkIn.place.revealed)),
            .facts(
                coming.map { entry in
                    let time = visit.tables("own.visit_time", ["from": visit.clock(entry.from), "to": visit.clock(entry.to)])
                    return WhoLookedPage.Row(
                        (entry.day.map { day($0) + ", " } ?? "") + time, what: [entry.what.revealed, table.organisation(entry.team)])
                }),
        ]
    }

    private func day(_ day: CalendarDay) -> String {
        visit.sharing("on_day", ["day": visit.weekday(day.weekday), "date": visit.date(day)])
    }

    private func picture(_ tables: [OpenedTable]) -> TrackPicture {
        var receivers: [Identifier<Team>: Receiver] = [:]
        for opened in referrals { receivers[opened.referral.to] = opened.receiver }
        let own = referrals.map { opened in (opened.referral, opened.last(.planned)?.step.planned.map { AmsterdamTime($0).day }) }
        return TrackPresenter(visit: visit, words: "own").picture(tables, tables.isEmpty ? [] : own, receivers)
    }

    // MARK: One table

    private func card(_ opened: OpenedTable) -> RoomPage.Block {
        let table = opened.table
        var blocks: [RoomPage.Block] = [
            .lines([
                visit.tables("own.director", ["organisation": opened.organisation(table.director)]),
                visit.tables(table.isHeldWithoutYes ? "own.held_until" : "own.until", ["date": visit.date(table.endsIn.lastDay)]),
            ])
        ]
        if let decision = opened.decision { blocks.insert(.good(held(decision, opened)), at: 0) }
        if !opened.sheet.actions.isEmpty {
            blocks += [.quiet(visit.tables("own.actions")), .facts(opened.sheet.actions.map { action($0, opened) })]
        }
        if !opened.sheet.agenda.isEmpty {
            blocks.append(.fold(visit.tables("own.agenda"), [.list(opened.sheet.agenda.map(\.text.revealed))]))
        }
        blocks += [.quiet(visit.tables("own.who")), .facts(table.seated.map { seat($0, opened) }), .lines([visit.tables("own.who_all")])]
        if let agreed = opened.agreed {
            blocks.append(
                .fold(
                    visit.sharing("agreed.words"),
                    [.said(by: visit.sharing("agreed.on", ["when": visit.told(agreed.at)]), Told(agreed.step.text.revealed))]))
        }
        let id = table.id.text
        guard !table.isHeldWithoutYes else {
            blocks += [.lines(["held_yes", "held_wrong", "held_never"].map { visit.tables("own." + $0) })]
            blocks.append(
                .form([
                    .buttons(
                        go: nil,
                        [
                            visit.tablePress("own.held_look", "tableask-" + id), visit.press("without.look", "without"),
                            visit.press("wrong.button", "wrong"),
                        ])
                ]))
            return .card(title: visit.tables("own.title." + opened.kind.rawValue), blocks)
        }
        let others = table.seated.filter { $0 != table.opener }
        blocks.append(
            .form([
                .buttons(
                    go: nil,
                    [visit.tablePress("own.stop", "tablestop-" + id)]
                        + others.map {
                            FormButton(
                                visit.tables("own.out", ["organisation": opened.organisation($0)]), name: "go",
                                value: "tableout-\(id).\($0.text)")
                        })
            ]))
        return .card(title: visit.tables("own.title." + opened.kind.rawValue), blocks)
    }

    /// That it began without their yes: on what, and who decided it.
    private func held(_ decision: OpenedTable.Decision, _ opened: OpenedTable) -> [String] {
        let values = ["name": decision.proposer, "second": decision.second, "desk": desk(opened), "when": visit.told(decision.at)]
        return [
            visit.tables(opened.table.isHeldWithoutYes ? "own.held" : "own.held_before", values),
            visit.sharing("without.ground." + decision.ground.rawValue),
        ]
    }

    private func action(_ action: TableSheet.Action, _ opened: OpenedTable) -> WhoLookedPage.Row {
        let owner = opened.organisation(opened.sheet.owner(of: action))
        let state: String =
            switch action.state {
            case .open where action.isLate(on: visit.local.day): visit.tables("own.action_late")
            case .open: visit.tables("own.action_by", ["day": day(action.day)])
            case .done: visit.tables("own.action_done")
            case .notPossible: visit.tables("own.action_not")
            }
        return WhoLookedPage.Row(owner, what: [action.text.revealed, state])
    }

    private func seat(_ team: Identifier<Team>, _ opened: OpenedTable) -> WhoLookedPage.Row {
        guard let receiver = opened.teams[team] else { return .init("?", what: []) }
        let reads = team == opened.table.opener ? visit.tables("own.reads_desk") : standing.map { visit.reads(receiver, $0) } ?? ""
        return WhoLookedPage.Row(receiver.organisationName, what: [receiver.teamName, reads])
    }

    private func ended(_ opened: OpenedTable) -> RoomPage.Block {
        .card(
            title: visit.tables("own.title." + opened.kind.rawValue),
            [
                .lines([visit.tables(opened.table.state == .refused ? "own.over_refused" : "own.over_ended")]),
                .said(by: visit.tables("own.ask_why", ["desk": desk(opened)]), Told(opened.purpose.revealed)),
            ])
    }

    // MARK: Taking it back

    func stop(_ opened: OpenedTable, _ target: FormTarget) -> RoomPage {
        RoomPage(
            title: visit.tables("own.stop_h1"), target: target,
            blocks: [
                .lines([visit.tables("own.stop_first"), visit.tables("own.stop_second")]), .good([visit.tables("own.unread")]),
                .form([
                    .buttons(
                        go: visit.tablePress("own.stop_yes", "tablestopped-" + opened.table.id.text),
                        [visit.tablePress("own.back", "table")])
                ]),
            ])
    }

    func remove(_ team: Identifier<Team>, _ opened: OpenedTable, _ target: FormTarget) -> RoomPage {
        let values = ["organisation": opened.organisation(team)]
        return RoomPage(
            title: visit.tables("own.out_h1", values), target: target,
            blocks: [
                .lines([visit.tables("own.out_first", values), visit.tables("own.out_second", values)]),
                .good([visit.tables("own.unread")]),
                .form([
                    .buttons(
                        go: visit.tablePress("own.out_yes", "tablegone-\(opened.table.id.text).\(team.text)"),
                        [visit.tablePress("own.back", "table")])
                ]),
            ])
    }
}
