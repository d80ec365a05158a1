import Domain
import Pages
import Wording
import Workflows

/// One case table in words, with what whoever looks can do there.
struct CaseTablePresenter: Sendable {
    let desk: WorkVisit
    let opened: OpenedTable
    let typed: StepTyped
    /// Who can be asked besides.
    var others: [Receiver] = []
    /// Parts that the person gave the worker's own team.
    var given: [DossierSection.Kind] = []
    /// All of the person; of each only how far it is.
    var referrals: [Referral] = []

    var table: CaseTable { opened.table }
    var sheet: TableSheet { opened.sheet }
    var today: CalendarDay { desk.visit.local.day }
    private var isDesk: Bool { opened.team == table.opener }
    private var isOpen: Bool { table.state == .open }
    var mayInvite: Bool { isDesk && isOpen && !table.isHeldWithoutYes && desk.session.may(.openTables) }

    func page(_ notices: [DeskNotice]) -> CaseTablePage {
        let name = desk.tables("kind." + opened.kind.rawValue)
        var marks = [Mark(.plain, name), Mark(.quiet, desk.tables(isOpen ? "table.until" : "list.proposed", ["date": until]))]
        if table.isHeldWithoutYes { marks.append(Mark(.plain, desk.tables("list.without"))) }
        if table.director == opened.team { marks.append(Mark(.yours, desk.tables("list.director"))) }
        var page = CaseTablePage(
            title: desk.tables("table.h1", ["handle": table.handle]), marks: marks,
            back: Link(desk.tables("table.back"), to: desk.path(.tables)), notices: notices + alarms, panes: panes,
            tracks: (desk.tables("table.tracks"), [desk.tables("table.tracks_lead")], picture), history: history,
            target: desk.target(.table(table.id.text), .table(table.id), seen: opened.count),
            acts: .init(
                title: desk.tables("acts.title"),
                lead: desk.tables(!isOpen ? "acts.waits" : opened.isTold ? "acts.lead" : "acts.lead_untold"),
                acts: StepActs(presenter: self, typed: typed).all))
        if let problem = typed.problem {
            page.problems = ProblemSummary(
                title: desk.tables("notice.incomplete"), items: [.init(desk.said(problem), field: problem.field)])
        }
        return page
    }

    private var until: String { desk.visit.date(table.endsIn.lastDay) }

    private var alarms: [DeskNotice] {
        var alarms: [DeskNotice] = []
        if !opened.isTold {
            alarms.append(
                DeskNotice(.careful, title: desk.tables("table.person_not_told"), lines: [desk.tables("table.person_not_told_more")]))
        }
        let late = sheet.open.filter { $0.isLate(on: today) && (table.director == opened.team || sheet.owner(of: $0) == opened.team) }
        if !late.isEmpty {
            alarms.append(
                DeskNotice(
                    .alarm, title: desk.tables(late.count == 1 ? "table.late_one" : "table.late", ["count": String(late.count)]),
                    lines: [desk.tables(table.director == opened.team ? "table.late_director" : "table.late_owner")]))
        }
        if sheet.directorAsked == opened.team { alarms.append(desk.tableNotice(.good, "director_asked")) }
        return alarms
    }

    // MARK: What stands there

    private var panes: [CaseTablePage.Pane] {
        [about, agenda, actions] + (sheet.visit.map { [visit($0)] } ?? []) + (sheet.walkIn.map { [walkIn($0)] } ?? []) + [contact]
    }

    private var about: CaseTablePage.Pane {
        var lines = table.seats.filter { $0.state == .seated || $0.state == .asked }.map { seat in
            let values = ["organisation": opened.organisation(seat.team), "team": opened.teams[seat.team]?.teamName ?? "?"]
            let key = seat.state == .asked ? "seat_asked" : seat.team == table.director ? "seat_director" : "seat"
            return desk.tables("table." + key, values)
        }
        lines += ground
        var pane = CaseTablePage.Pane(desk.tables("table.about"), lines: lines, said: [Told(opened.purpose.revealed)])
        if given.isEmpty {
            if !isDesk { pane.lines.append(desk.tables("table.shared_none")) }
        } else {
            pane.links = given.map { kind in
                Link(
                    desk.tables("table.shared", ["part": desk.partner("part." + kind.rawValue)]),
                    to: desk.path(.tablePart(table.id.text, String(kind.partNumber))))
            }
        }
        return pane
    }

    private var ground: [String] {
        guard let decision = opened.decision else { return [desk.tables("table.ground")] }
        let lines = [
            desk.tables(
                "table.ground_recorded", ["ground": desk.without("ground." + decision.ground.rawValue)]),
            desk.tables(
                "table.ground_by",
                ["name": decision.proposer, "second": decision.second, "when": desk.visit.moment(decision.at)]),
        ]
        guard table.isHeldWithoutYes else { return lines + [desk.tables("table.ground")] }
        return lines + [desk.tables(opened.isTold ? "table.ground_told" : "table.ground_untold", ["date": until])]
    }

    /// One part, as the person let the team see it.
    func part(_ part: OpenedPart) -> SharedPartPage {
        var page = SharedPartPage(
            title: desk.partner("part." + part.kind.rawValue),
            back: Link(desk.tables("table.h1", ["handle": table.handle]), to: desk.path(.table(table.id.text))),
            lines: [desk.partner("part.seen")] + (part.files.isEmpty ? [] : [desk.partner("part.files_care")]),
            text: Told(part.text.revealed), none: part.isEmpty ? desk.partner("part.none") : nil,
            earlierTitle: desk.partner("part.earlier"),
            earlier: part.versions.dropLast().reversed().map {
                .init(when: desk.visit.moment($0.at), what: "", text: Told($0.text.revealed))
            })
        page.files = part.files.map { file in
            .init(
                name: Told(file.name.revealed.text(file.kind)), lines: [desk.visit.line(about: file)],
                open: Link(
                    desk.partner("part.file_open"),
                    to: desk.path(.tableFile(table.id.text, String(DossierSection.Kind.files.partNumber), file.id.text))))
        }
        return page
    }

    private var agenda: CaseTablePage.Pane {
        .init(
            desk.tables("table.agenda"), lines: sheet.agenda.isEmpty ? [desk.tables("table.agenda_none")] : [],
            list: sheet.agenda.map { Told($0.text.revealed + " (" + opened.organisation($0.by) + ")") })
    }

    private var actions: CaseTablePage.Pane {
        guard !sheet.actions.isEmpty else {
            return .init(desk.tables("table.actions"), lines: [desk.tables("table.actions_none")])
        }
        let late = sheet.actions.filter { $0.isLate(on: today) }
        let ordered = late + sheet.open.filter { !$0.isLate(on: today) } + sheet.actions.filter { $0.state != .open }
        return .init(
            desk.tables("table.actions"),
            table: DeskTable(
                desk.tables("table.actions_caption"),
                columns: ["number", "what", "who", "by", "state"].map { .init(desk.tables("actions." + $0)) },
                rows: ordered.map { action in .init(cells(action), isOwn: action.state == .open && sheet.owner(of: action) == opened.team) }
            ))
    }

    private func cells(_ action: TableSheet.Action) -> [DeskTable.Cell] {
        let owner = opened.organisation(sheet.owner(of: action))
        let who = opened.name(action.worker).map { desk.tables("actions.taken_by", ["name": $0, "organisation": owner]) } ?? owner
        var text = action.text.revealed
        if !action.outcome.revealed.isEmpty { text += " · " + action.outcome.revealed }
        return [
            .text(String(action.number)), .text(text), .text(who), .text(desk.visit.date(action.day)), .marks([mark(action)]),
        ]
    }

    private func mark(_ action: TableSheet.Action) -> Mark {
        switch action.state {
        case .open where action.isLate(on: today): Mark(.alarm, desk.tables("actions.late"))
        case .open: Mark(action.worker == nil ? .plain : .yours, desk.tables(action.worker == nil ? "actions.open" : "actions.taken"))
        case .done: Mark(.quiet, desk.tables("actions.done"))
        case .notPossible(let obstacle):
            Mark(.quiet, desk.tables("actions.not_possible") + " " + desk.tables("obstacle." + obstacle.rawValue))
        }
    }

    private func visit(_ plan: TableSheet.Visit) -> CaseTablePage.Pane {
        var lines = [desk.tables("table.visit_on", ["day": desk.visit.weekday(plan.day.weekday), "date": desk.visit.date(plan.day)])]
        if let walkIn = plan.walkIn {
            lines.append(
                desk.tables("table.walk_in", ["from": desk.visit.clock(walkIn.from), "to": desk.visit.clock(walkIn.to)]))
        }
        let table = DeskTable(
            desk.tables("table.visit_caption"), columns: ["from", "room", "who", "what"].map { .init(desk.tables("visit." + $0)) },
            rows: plan.entries.map { entry in
                .init([
                    .text(desk.visit.clock(entry.from) + "–" + desk.visit.clock(entry.to)), .text(entry.room.revealed),
                    .text(opened.organisation(entry.team)), .text(entry.what.revealed),
                ])
            })
        return .init(desk.tables("table.visit"), lines: lines, said: [Told(plan.place.revealed)], table: table)
    }

    private func walkIn(_ walkIn: TableSheet.WalkIn) -> CaseTablePage.Pane {
        let coming = walkIn.coming(from: today)
        let table = DeskTable(
            desk.tables("table.walk_ins_caption"), columns: ["day", "from", "who", "what"].map { .init(desk.tables("visit." + $0)) },
            rows: coming.map { entry in
                let day = entry.day.map { desk.visit.weekday($0.weekday) + " " + desk.visit.date($0) } ?? ""
                return .init([
                    .text(day), .text(desk.visit.clock(entry.from) + "–" + desk.visit.clock(entry.to)),
                    .text(opened.organisation(entry.team)), .text(entry.what.revealed),
                ])
            })
        return .init(
            desk.tables("table.walk_ins"), lines: coming.isEmpty ? [desk.tables("table.walk_ins_over")] : [],
            said: [Told(walkIn.place.revealed)], table: coming.isEmpty ? nil : table)
    }

    private var contact: CaseTablePage.Pane {
        guard let contact = sheet.contact else {
            return .init(desk.tables("table.contact"), lines: [desk.tables(opened.isTold ? "table.contact_none" : "table.contact_untold")])
        }
        let values = [
            "day": desk.visit.weekday(contact.day.weekday), "date": desk.visit.date(contact.day),
            "time": desk.visit.clock(contact.minute), "organisation": opened.organisation(contact.by),
        ]
        var lines = [desk.tables("table.contact_" + contact.way.rawValue, values), desk.tables("table.contact_read")]
        if contact.day < today { lines.append(desk.tables("table.contact_over")) }
        return .init(
            desk.tables("table.contact"), lines: lines, said: contact.text.revealed.isEmpty ? [] : [Told(contact.text.revealed)])
    }

    private var picture: TrackPicture {
        // Of teams that do not sit there, nothing is told here.
        let seated = referrals.filter { table.seated.contains($0.to) }
        return TrackPresenter(visit: desk.visit, words: "work").picture([opened], seated.map { ($0, nil) }, opened.teams)
    }

    // MARK: What happened

    private var history: ReferralPage.History {
        .init(
            title: desk.tables("table.history"),
            steps: opened.steps.reversed().map { step in
                var who = desk.partner("step.person")
                if let name = opened.name(step.worker) { who = "\(name) (\(opened.organisation(step.step.by)))" }
                let values = [
                    "who": who, "organisation": opened.organisation(step.step.team), "number": step.step.action.map { String($0) } ?? "",
                ]
                let isSaid = !step.step.text.revealed.isEmpty && step.step.kind != .agreed
                return .init(
                    when: desk.visit.moment(step.at), what: desk.tables("step." + step.step.kind.rawValue, values),
                    text: isSaid ? Told(step.step.text.revealed) : nil)
            })
    }
}
