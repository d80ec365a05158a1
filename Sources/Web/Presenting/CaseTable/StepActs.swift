import Domain
import Pages
import Wording
import Workflows

/// What somebody can do at a case table, each in a form of its own.
struct StepActs: Sendable {
    private static let days = 120
    private static let hours = stride(from: 7 * 60, through: 22 * 60, by: 15)
    let presenter: CaseTablePresenter
    let typed: StepTyped

    private var desk: WorkVisit { presenter.desk }
    private var opened: OpenedTable { presenter.opened }
    private var sheet: TableSheet { opened.sheet }
    private var team: Identifier<Team>? { opened.team }
    private var isDirector: Bool { opened.table.director == team }
    private var isDesk: Bool { opened.table.opener == team }
    private var leads: Bool { team.map { sheet.leads($0) } ?? false }

    var all: [ReferralPage.Acts.Act] {
        guard opened.table.state == .open else { return isDesk && desk.session.may(.openTables) ? [end] : [] }
        var acts: [ReferralPage.Acts.Act] = []
        if sheet.directorAsked == team { acts += [plain(.directorAgreed), plain(.directorRefused)] }
        for action in sheet.open { acts += about(action) }
        acts += [agenda, action, track]
        // What is meant for the person waits until they know of the table.
        if leads, opened.isTold { acts += [plan, contact] }
        if leads, sheet.visit != nil { acts.append(plain(.planCancelled)) }
        if leads, opened.isTold, opened.kind == .oneRoof { acts.append(walkIn) }
        if leads, sheet.walkIn != nil { acts.append(plain(.walkInCancelled)) }
        if isDirector { acts.append(passOn) }
        if presenter.mayInvite, !presenter.others.isEmpty { acts.append(invite) }
        acts.append(isDesk ? end : leave)
        return acts
    }

    // MARK: Actions

    private func about(_ action: TableSheet.Action) -> [ReferralPage.Acts.Act] {
        let isOwn = sheet.owner(of: action) == team
        guard isOwn || isDirector else { return [] }
        let kinds: [TableStep.Kind] =
            (isOwn && action.worker == nil ? [.taken] : []) + [.done, .notPossible] + (opened.table.seated.count > 1 ? [.passed] : [])
        return kinds.map { kind in
            var act = plain(kind, about: action)
            if kind == .notPossible { act.groups = [obstacles(action)] }
            if kind == .passed {
                let others = opened.table.seated.filter { $0 != sheet.owner(of: action) }
                act.groups = [teams(others, "acts.to_whom", name: "\(StepTyped.team)\(kind.rawValue)-\(action.number)")]
            }
            if kind != .taken { act.field = field(kind, rows: 2, about: action) }
            return act
        }
    }

    private func obstacles(_ action: TableSheet.Action) -> ChoiceGroup {
        let name = StepTyped.obstacle + TableStep.Kind.notPossible.rawValue + "-\(action.number)"
        return choices("acts.obstacle", name, TableStep.Obstacle.allCases.map { ($0.rawValue, "obstacle." + $0.rawValue) })
    }

    private var agenda: ReferralPage.Acts.Act {
        var act = plain(.agenda)
        act.field = field(.agenda, rows: 2)
        return act
    }

    private var action: ReferralPage.Acts.Act {
        var act = plain(.action)
        act.groups = [teams(opened.table.seated, "acts.who", name: StepTyped.team + TableStep.Kind.action.rawValue), days(.action)]
        act.field = field(.action, rows: 2)
        return act
    }

    private var track: ReferralPage.Acts.Act {
        var act = plain(.track)
        act.groups = [
            choices("acts.track", StepTyped.track, TableStep.Track.allCases.map { ($0.rawValue, "work.track." + $0.rawValue) }),
            choices("acts.progress", StepTyped.progress, TableStep.Progress.allCases.map { ($0.rawValue, "work.progress." + $0.rawValue) }),
            days(.track),
        ]
        act.field = field(.track, rows: 2)
        return act
    }

    // MARK: What the person sees

    private var plan: ReferralPage.Acts.Act {
        var act = plain(.plan)
        act.groups = [days(.plan)]
        act.field = field(.plan, rows: 2)
        act.after = [
            hours("acts.walk_in_from", StepTyped.minute + TableStep.Kind.plan.rawValue),
            hours("acts.walk_in_to", StepTyped.until + TableStep.Kind.plan.rawValue),
        ]
        let shown = typed.isRefused && typed.kind == .plan ? TableStep.mostEntries : max(3, min(TableStep.mostEntries, entries.count + 1))
        act.pieces = (0..<shown).map(piece)
        return act
    }

    private var walkIn: ReferralPage.Acts.Act {
        var act = plain(.walkIn)
        act.field = field(.walkIn, rows: 2)
        let count = sheet.walkIn?.entries.count ?? 0
        let shown = typed.isRefused && typed.kind == .walkIn ? TableStep.mostWalkIns : max(6, min(TableStep.mostWalkIns, count + 2))
        act.pieces = (0..<shown).map { piece($0, of: .walkIn) }
        return act
    }

    private var entries: [TableStep.Entry] { sheet.visit?.entries ?? [] }

    private func piece(_ index: Int) -> (title: String, groups: [ChoiceGroup], fields: [TextField]) { piece(index, of: .plan) }

    private func piece(_ index: Int, of kind: TableStep.Kind) -> (title: String, groups: [ChoiceGroup], fields: [TextField]) {
        let number = StepTyped.number(index, of: kind)
        let entries = kind == .walkIn ? sheet.walkIn?.entries ?? [] : entries
        let before = typed.kind == kind || !entries.indices.contains(index) ? nil : entries[index]
        func value(_ name: String) -> String { typed[name + number] }
        return (
            desk.tables("acts.piece", ["number": String(index + 1)]),
            (kind == .walkIn
                ? [days("acts.which_day", StepTyped.on + number, chosen: before?.day?.description ?? value(StepTyped.on))] : []) + [
                    hours("acts.from", StepTyped.minute + number, before: before?.from),
                    hours("acts.to", StepTyped.until + number, before: before?.to),
                    teams(opened.table.seated, "acts.who", name: StepTyped.who + number, before: before?.team),
                ],
            (kind == .walkIn
                ? []
                : [
                    line(StepTyped.room + number, "acts.room", before?.room.revealed)
                ]) + [line(StepTyped.what + number, "acts.what", before?.what.revealed)]
        )
    }

    private var contact: ReferralPage.Acts.Act {
        var act = plain(.contact)
        let ways = TableStep.Way.allCases.filter { $0 != .call || isDesk }
        act.groups = [
            choices("acts.way", StepTyped.way, ways.map { ($0.rawValue, "acts.way_" + $0.rawValue) }), days(.contact),
            hours("acts.hour", StepTyped.minute + TableStep.Kind.contact.rawValue),
        ]
        act.field = field(.contact, rows: 2)
        return act
    }

    // MARK: Places

    private var passOn: ReferralPage.Acts.Act {
        var act = plain(.directorAsked)
        act.groups = [
            teams(
                opened.table.seated.filter { $0 != team }, "acts.to_whom", name: StepTyped.team + TableStep.Kind.directorAsked.rawValue)
        ]
        return act
    }

    private var invite: ReferralPage.Acts.Act {
        var act = named("invite", value: "invite")
        act.isOpen = typed.isRefused && typed.go == "invite"
        var group = ChoiceGroup(
            desk.tables("new.teams"), name: "invited", kind: .many,
            choices: presenter.others.map {
                Pages.Choice($0.team.text, label: $0.organisationName, hint: $0.teamName, isChosen: typed.teams.contains($0.team))
            })
        group.problem = problem(group.name)
        act.groups = [group]
        return act
    }

    private var leave: ReferralPage.Acts.Act { named("leave", value: "leave") }
    private var end: ReferralPage.Acts.Act { named("end", value: "end") }

    // MARK: Pieces of a form

    /// What has to change in this very field.
    private func problem(_ name: String) -> String? { typed.problem.flatMap { $0.field == name ? desk.said($0) : nil } }

    private func line(_ name: String, _ label: String, _ before: String?) -> TextField {
        var field = TextField(name: name, label: desk.tables(label), value: before ?? typed[name])
        field.problem = problem(name)
        return field
    }

    private func group(_ legend: String, _ name: String, _ kind: ChoiceGroup.Kind, _ choices: [Pages.Choice]) -> ChoiceGroup {
        var group = ChoiceGroup(desk.tables(legend), name: name, kind: kind, choices: choices)
        group.problem = problem(name)
        return group
    }

    private func plain(_ kind: TableStep.Kind, about action: TableSheet.Action? = nil) -> ReferralPage.Acts.Act {
        var act = named(
            kind.rawValue, value: kind.rawValue + (action.map { "-\($0.number)" } ?? ""),
            ["number": action.map { String($0.number) } ?? "", "what": action.map { Self.short($0.text.revealed) } ?? ""])
        act.isOpen = typed.isRefused && typed.kind == kind && typed.number == action?.number
        return act
    }

    private func named(_ key: String, value: String, _ values: [String: String] = [:]) -> ReferralPage.Acts.Act {
        let hasLine = desk.visit.wording.has("tables.act.\(key)_lead")
        return .init(
            desk.tables("act." + key, values), lines: hasLine ? [desk.tables("act.\(key)_lead")] : [],
            button: FormButton(desk.tables("act.\(key)_button"), name: "go", value: value))
    }

    private static func short(_ text: String) -> String { text.count <= 40 ? text : text.prefix(39) + "…" }

    private func field(_ kind: TableStep.Kind, rows: Int, about action: TableSheet.Action? = nil) -> WritingField {
        let name = StepTyped.text + kind.rawValue + (action.map { "-\($0.number)" } ?? "")
        var value = typed[name]
        if kind == .plan, typed.kind != .plan, let visit = sheet.visit { value = visit.place.revealed }
        if kind == .walkIn, typed.kind != .walkIn, let walkIn = sheet.walkIn { value = walkIn.place.revealed }
        var field = WritingField(name: name, label: desk.tables("act.\(kind.rawValue)_text"), value: Told(value), rows: rows)
        field.problem = problem(name)
        return field
    }

    private var none: Pages.Choice { Pages.Choice("", label: desk.partner("act.choose")) }

    private func choices(_ legend: String, _ name: String, _ values: [(String, String)]) -> ChoiceGroup {
        group(legend, name, .one, values.map { Pages.Choice($0.0, label: desk.tables($0.1), isChosen: typed[name] == $0.0) })
    }

    private func teams(
        _ ids: [Identifier<Team>], _ legend: String, name: String, before: Identifier<Team>? = nil
    ) -> ChoiceGroup {
        group(
            legend, name, .list,
            [none]
                + ids.map {
                    Pages.Choice($0.text, label: opened.organisation($0), isChosen: typed[name] == $0.text || before == $0)
                })
    }

    private func days(_ kind: TableStep.Kind) -> ChoiceGroup {
        let name = StepTyped.day + kind.rawValue
        let before = kind == .plan && typed.kind != .plan ? sheet.visit?.day : nil
        return days("acts.day_" + kind.rawValue, name, chosen: before?.description ?? typed[name])
    }

    private func days(_ legend: String, _ name: String, chosen: String) -> ChoiceGroup {
        group(
            legend, name, .list,
            [none]
                + (0..<Self.days).map { presenter.today.adding(days: $0) }.map { day in
                    Pages.Choice(
                        day.description, label: desk.visit.weekday(day.weekday) + " " + desk.visit.date(day),
                        isChosen: chosen == day.description)
                })
    }

    private func hours(_ legend: String, _ name: String, before: Int? = nil) -> ChoiceGroup {
        group(
            legend, name, .list,
            [none]
                + Self.hours.map {
                    Pages.Choice(String($0), label: desk.visit.clock($0), isChosen: typed[name] == String($0) || before == $0)
                })
    }
}
