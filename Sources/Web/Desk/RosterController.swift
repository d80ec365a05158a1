import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Who is at the desk when. Whoever plans sees the roster of a team; a helper sees their own hours.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/rooster, /en/work/roster | worker at a desk, or who plans | see_shifts |
/// | POST | /nl/werk/rooster, /en/work/roster | shift lead, administrator | plan_shifts |
/// - Source: R3, R6.
struct RosterController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .roster, policy, .seeShifts) { desk, request, _ in
            guard desk.session.may(.planShifts) else { return try await own(desk) }
            let query = request.uri.queryParameters
            let shown = RosterShown(team: query["t"].map(String.init), week: query["w"].map(String.init), at: desk.visit.now)
            let done = request.word("n", of: ["planned", "removed"]).map { [desk.rosterNotice(.done, $0)] } ?? []
            return try await show(desk, shown, notices: done)
        }
        door.post(router, .roster, policy, .planShifts) { desk, request, _ in
            try await act(desk, try await door.responder.form(request))
        }
    }

    private func own(_ desk: WorkVisit) async throws -> Response {
        let page = DeskRosterPresenter(desk: desk).own(try await OwnShifts(desk.place)(desk.session))
        return door.respond(page, desk.frame(desk.text("tabs.roster"), at: .roster))
    }

    private func show(
        _ desk: WorkVisit, _ shown: RosterShown, _ typed: RosterTyped = .init(), notices: [DeskNotice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let plan = PlanRoster(desk.place)
        let presenter = DeskRosterPresenter(desk: desk)
        let frame = desk.frame(desk.text("tabs.roster"), at: .roster)
        let teams = try await plan.desks(for: desk.session)
        // Whoever may plan and holds no key of a desk yet has only their own hours to see.
        guard let team = teams.first(where: { $0.id == shown.team }) ?? teams.first else {
            return door.respond(presenter.own([]), frame, status: status)
        }
        let week = shown.days
        let coming = RosterShown.four(from: desk.visit.now)
        let view = RosterView(
            team: team, teams: teams, people: try await plan.people(of: team.id, for: desk.session), monday: shown.monday,
            week: try await plan.shifts(of: team.id, from: week.from, to: week.to, for: desk.session),
            coming: try await plan.shifts(of: team.id, from: coming.from, to: coming.to, for: desk.session))
        return door.respond(presenter.page(view, typed, notices), frame, status: status)
    }

    private func act(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        let shown = RosterShown(team: form["t"], week: form["w"], at: desk.visit.now)
        let typed = RosterTyped(form)
        do {
            _ = try desk.slip(form, .roster)
        } catch {
            return try await show(desk, shown, typed, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        let plan = PlanRoster(desk.place)
        guard let go = form["go"], let team = shown.team, try await plan.desks(for: desk.session).contains(where: { $0.id == team })
        else { throw PageRefusal.notFound }
        if go == "plan" { return try await add(desk, shown, typed, team) }
        let words = go.split(separator: "-", maxSplits: 1)
        guard words.count == 2, words[0] == "remove", let id = Identifier<PlannedShift>(String(words[1])) else {
            throw PageRefusal.notFound
        }
        try await plan.remove(id, from: team, by: desk.session)
        return door.responder.redirect(to: desk.path(.roster) + shown.query(team) + "&n=removed")
    }

    private func add(
        _ desk: WorkVisit, _ shown: RosterShown, _ typed: RosterTyped, _ team: Identifier<Team>
    ) async throws -> Response {
        var typed = typed
        typed.problems = typed.missing
        let shifts = typed.problems.isEmpty ? typed.shifts(in: shown.monday) : []
        if typed.problems.isEmpty, shifts == nil { typed.problems = [("times", "f")] }
        guard typed.problems.isEmpty, let shifts, let worker = typed.worker else {
            return try await show(desk, shown, typed, status: .unprocessableContent)
        }
        do {
            try await PlanRoster(desk.place).plan(shifts, of: worker, at: team, by: desk.session)
            return door.responder.redirect(to: desk.path(.roster) + shown.query(team) + "&n=planned")
        } catch WorkRefusal.overlaps {
            typed.problems = [("overlaps", "d")]
        } catch WorkRefusal.empty {
            typed.problems = [("over", "d")]
        }
        return try await show(desk, shown, typed, status: .unprocessableContent)
    }
}

/// Which team and week a page of the roster shows.
struct RosterShown: Sendable {
    let team: Identifier<Team>?
    let monday: CalendarDay

    /// - Parameter week: any day of it; what is no day, or is far from now, shows this week.
    init(team: String?, week: String?, at now: Instant) {
        self.team = team.flatMap { Identifier($0) }
        let today = AmsterdamTime(now).day
        let asked = week.flatMap { CalendarDay($0) } ?? today
        let isNear = abs(asked.number - today.number) <= Int(PlanRoster.ahead / 86_400) && asked.number - today.number >= -35
        monday = Self.monday(isNear ? asked : today)
    }

    static func monday(_ day: CalendarDay) -> CalendarDay { day.adding(days: -day.weekday) }

    /// Midnight to midnight.
    var days: (from: Instant, to: Instant) { Self.span(monday, 7) }

    /// This week and the three after it.
    static func four(from now: Instant) -> (from: Instant, to: Instant) { span(monday(AmsterdamTime(now).day), 28) }

    private static func span(_ day: CalendarDay, _ count: Int) -> (from: Instant, to: Instant) {
        (AmsterdamTime.instant(day, minute: 0), AmsterdamTime.instant(day.adding(days: count), minute: 0))
    }

    func query(_ team: Identifier<Team>) -> String { "?t=\(team.text)&w=\(monday)" }
}

/// What was chosen to put somebody on the roster, and what is wrong with it.
struct RosterTyped: Sendable {
    var worker: Identifier<SupportWorker>?
    /// 0 is Monday.
    var days: [Int] = []
    /// Minutes since midnight.
    var from: Int?
    var to: Int?
    var weeks = 1
    /// Ends of keys, and the fields they belong to.
    var problems: [(key: String, field: String)] = []

    /// The weeks for which one choice can hold.
    static let weeksAtOnce = [1, 2, 3, 4]

    init() {}

    init(_ form: Form) {
        worker = form["p"].flatMap { Identifier($0) }
        days = Set(form.all("d").compactMap { Int($0) }.filter { (0..<7).contains($0) }).sorted()
        from = form["f"].flatMap { Int($0) }.flatMap { (0..<1440).contains($0) && $0 % 30 == 0 ? $0 : nil }
        to = form["e"].flatMap { Int($0) }.flatMap { (1...1440).contains($0) && $0 % 30 == 0 ? $0 : nil }
        weeks = form["r"].flatMap { Int($0) }.flatMap { Self.weeksAtOnce.contains($0) ? $0 : nil } ?? 1
    }

    var missing: [(key: String, field: String)] {
        [
            (worker == nil, "person", "p"), (days.isEmpty, "days", "d"), (from == nil || to == nil || from == to, "times", "f"),
        ].filter(\.0).map { ($0.1, $0.2) }
    }

    /// The shifts that were meant; nil when one of them cannot be, as in a night in which the clock skips it.
    func shifts(in monday: CalendarDay) -> [Shift]? {
        guard let worker, let from, let to else { return nil }
        var shifts: [Shift] = []
        for week in 0..<weeks {
            for day in days {
                guard let shift = Shift(worker: worker, on: monday.adding(days: 7 * week + day), from: from, to: to) else { return nil }
                shifts.append(shift)
            }
        }
        return shifts
    }
}

/// What a page of the roster shows.
struct RosterView: Sendable {
    let team: PlanRoster.Desk
    let teams: [PlanRoster.Desk]
    let people: [PlanRoster.Person]
    let monday: CalendarDay
    /// Shifts that touch the week that is shown, and the four weeks to come.
    let week: [PlannedShift]
    let coming: [PlannedShift]
}
