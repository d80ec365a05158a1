import Domain
import Pages
import Wording
import Workflows

extension WorkVisit {
    /// A text of the roster by the end of its key.
    func roster(_ key: String, _ values: [String: String] = [:]) -> String { visit.wording("roster." + key, values) }

    func rosterNotice(_ tone: DeskNotice.Tone, _ key: String) -> DeskNotice { DeskNotice(tone, title: roster("done." + key)) }
}

/// The roster of a team in words and as a picture.
struct DeskRosterPresenter: Sendable {
    let desk: WorkVisit

    private func text(_ key: String, _ values: [String: String] = [:]) -> String { desk.roster(key, values) }

    /// When a worker is there themself.
    func own(_ rows: [OwnShifts.Row]) -> OwnShiftsPage {
        let table = DeskTable(
            text("own_caption"), columns: ["day", "time", "team"].map { .init(text($0)) },
            rows: rows.map { row in
                .init([
                    .text(day(AmsterdamTime(row.shift.from).day)), .text(times(row.shift)), .text(row.team),
                ])
            })
        return OwnShiftsPage(
            title: text("h1"), lines: rows.isEmpty ? [] : [text("own_lead")], shifts: rows.isEmpty ? nil : table, none: text("own_none"))
    }

    func page(_ view: RosterView, _ typed: RosterTyped, _ notices: [DeskNotice]) -> RosterPage {
        RosterPage(
            title: text("h1"), lines: [text("lead")], notices: notices, places: places(view), glance: glance(view),
            week: week(view), plan: plan(view, typed))
    }

    private func places(_ view: RosterView) -> [RosterPage.Step] {
        let others = view.teams.map { team in
            RosterPage.Step(Link(team.name, to: path(team.id, view.monday)), isHere: team.id == view.team.id)
        }
        let skills = RosterPage.Step(Link(text("to_skills"), to: desk.path(.skills) + "?t=" + view.team.id.text))
        return (others.count > 1 ? others : []) + [.init(Link(text("plan_title"), to: "#plan")), skills]
    }

    private func path(_ team: Identifier<Team>, _ monday: CalendarDay) -> String {
        desk.path(.roster) + "?t=\(team.text)&w=\(monday)"
    }

    // MARK: four weeks

    private func glance(_ view: RosterView) -> RosterGlance {
        let first = RosterShown.monday(desk.visit.local.day)
        let roster = Roster(view.coming.map(\.shift))
        return RosterGlance(
            caption: text("glance"), head: text("week_head"),
            days: (0..<7).map { (text("short.\($0)"), desk.visit.weekday($0)) },
            weeks: (0..<4).map { number in
                let monday = first.adding(days: 7 * number)
                return .init(
                    Link(short(monday), to: path(view.team.id, monday) + "#week"), isHere: monday == view.monday,
                    days: (0..<7).map { glance(roster, monday.adding(days: $0)) })
            })
    }

    private func glance(_ roster: Roster, _ day: CalendarDay) -> RosterGlance.Day {
        guard day >= desk.visit.local.day else { return .init(.gone, text("glance_gone"), spoken: text("glance_gone_spoken")) }
        let stretches = roster.stretches(on: day)
        let all = stretches.reduce(0) { $0 + $1.halfHours }
        let bare = stretches.filter { $0.people == 0 }.reduce(0) { $0 + $1.halfHours }
        switch bare {
        case 0: return .init(.full, text("glance_full"), spoken: text("glance_full_spoken"))
        case all: return .init(.bare, text("glance_bare"), spoken: text("glance_bare_spoken"))
        default:
            let hours = ["hours": hours(bare)]
            return .init(.gap, text("glance_gap", hours), spoken: text("glance_gap_spoken", hours))
        }
    }

    // Half an hour less says too much; more says too little.
    private func hours(_ halfHours: Int) -> String {
        halfHours % 2 == 0 ? "\(halfHours / 2)" : "\(halfHours / 2)" + (desk.visit.language == "nl" ? ",5" : ".5")
    }

    // MARK: one week

    private func week(_ view: RosterView) -> RosterWeek {
        let names = Dictionary(uniqueKeysWithValues: view.people.map { ($0.id, $0.name) })
        let (before, after) = (view.monday.adding(days: -7), view.monday.adding(days: 7))
        let current = RosterShown.monday(desk.visit.local.day)
        var steps = [RosterPage.Step(Link(text("earlier"), to: path(view.team.id, before) + "#week"))]
        if current != view.monday { steps.append(.init(Link(text("this_week"), to: path(view.team.id, current) + "#week"))) }
        steps.append(.init(Link(text("later"), to: path(view.team.id, after) + "#week")))
        return RosterWeek(
            title: text("week", ["day": desk.visit.date(view.monday)]), steps: steps,
            key: ["nobody", "one", "more"].map { text("key_" + $0) },
            target: desk.target(.roster, .roster), kept: kept(view),
            days: (0..<7).map { RosterDay(desk: desk, day: view.monday.adding(days: $0), shifts: view.week, names: names).shown })
    }

    private func kept(_ view: RosterView) -> [(name: String, value: String)] {
        [("t", view.team.id.text), ("w", view.monday.description)]
    }

    // MARK: putting somebody in

    private func plan(_ view: RosterView, _ typed: RosterTyped) -> RosterPlan {
        func times(_ name: String, _ range: StrideThrough<Int>, _ chosen: Int?) -> ChoiceGroup {
            ChoiceGroup(
                text("plan_" + name), name: name, kind: .list,
                choices: [Pages.Choice("", label: text("plan_choose"), isChosen: chosen == nil)]
                    + range.map { Pages.Choice(String($0), label: desk.visit.clock($0), isChosen: $0 == chosen) })
        }
        let people = [Pages.Choice("", label: text("plan_choose"), isChosen: typed.worker == nil)]
        let names = view.people.map { person in
            Pages.Choice(
                person.id.text, label: person.isInvited ? text("plan_invited", ["name": person.name]) : person.name,
                isChosen: person.id == typed.worker)
        }
        var plan = RosterPlan(
            title: text("plan_title"),
            lines: [text(view.people.isEmpty ? "plan_nobody" : "plan_lead", ["day": desk.visit.date(view.monday)])],
            target: desk.target(.roster, .roster), kept: kept(view),
            person: view.people.isEmpty ? nil : ChoiceGroup(text("plan_p"), name: "p", kind: .list, choices: people + names),
            days: ChoiceGroup(
                text("plan_d"), name: "d", kind: .many,
                choices: (0..<7).map { number in
                    let day = view.monday.adding(days: number)
                    return Pages.Choice(
                        String(number), label: desk.visit.weekday(number), hint: short(day), isChosen: typed.days.contains(number))
                }),
            from: times("f", stride(from: 0, through: 1410, by: 30), typed.from),
            to: times("e", stride(from: 30, through: 1440, by: 30), typed.to),
            again: ChoiceGroup(
                text("plan_r"), name: "r", kind: .list,
                choices: RosterTyped.weeksAtOnce.map { weeks in
                    Pages.Choice(
                        String(weeks), label: weeks == 1 ? text("plan_once") : text("plan_weeks", ["count": String(weeks)]),
                        isChosen: weeks == typed.weeks)
                }), button: FormButton(text("plan_button"), name: "go", value: "plan"))
        if !typed.problems.isEmpty {
            plan.problems = ProblemSummary(
                title: text("problem_title"), items: typed.problems.map { .init(text("problem_" + $0.key), field: $0.field) })
        }
        return plan
    }

    // MARK: words

    private func day(_ day: CalendarDay) -> String { desk.visit.weekday(day.weekday) + " " + short(day) }

    /// `23 november`, without the year.
    private func short(_ day: CalendarDay) -> String {
        let (_, month, date) = day.components
        return "\(date) \(text("months.\(month)"))"
    }

    private func times(_ shift: Shift) -> String { RosterDay.times(desk.visit, shift) }
}

extension Roster.Stretch {
    var halfHours: Int { Int((to.seconds - from.seconds) / PlannedShift.step) }
}
