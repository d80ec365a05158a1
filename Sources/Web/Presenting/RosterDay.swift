import Domain
import Pages
import Workflows

/// One day of a roster, of 23, 24 or 25 hours: as rows of half hours, and in words.
struct RosterDay: Sendable {
    let desk: WorkVisit
    let day: CalendarDay
    /// All that touch the week; in order.
    let shifts: [PlannedShift]
    let names: [Identifier<SupportWorker>: String]

    private var from: Instant { AmsterdamTime.instant(day, minute: 0) }
    private var to: Instant { AmsterdamTime.instant(day.adding(days: 1), minute: 0) }
    private var visit: Visit { desk.visit }
    private func text(_ key: String, _ values: [String: String] = [:]) -> String { desk.roster(key, values) }
    private func name(_ worker: Identifier<SupportWorker>) -> String { names[worker] ?? text("somebody") }

    /// From when to when, by the clock.
    static func times(_ visit: Visit, _ shift: Shift) -> String { times(visit, shift.from, shift.to) }

    private static func times(_ visit: Visit, _ from: Instant, _ to: Instant) -> String {
        let end = AmsterdamTime(to).minute
        return visit.clock(AmsterdamTime(from).minute) + "–" + visit.clock(end == 0 ? 1440 : end)
    }

    var shown: RosterWeek.Day {
        let here = shifts.filter { $0.shift.to > from && $0.shift.from < to }
        let stretches = Roster(here.map(\.shift)).stretches(on: day)
        let (_, month, date) = day.components
        var shown = RosterWeek.Day(
            title: "\(visit.weekday(day.weekday)) \(date) \(visit.text("months.\(month)"))", isPast: day < visit.local.day, ticks: ticks,
            band: stretches.map(band), lanes: lanes(here))
        shown.told = told(stretches)
        let starting = here.filter { AmsterdamTime($0.shift.from).day == day }
        shown.count = starting.count == 1 ? text("shift") : text("shifts", ["count": String(starting.count)])
        shown.shifts = starting.map(listed)
        return shown
    }

    // Every third hour on the clock; an hour that comes twice or not at all makes its stretch longer or shorter.
    private var ticks: [(halfHours: Int, text: String)] {
        stride(from: 0, to: 1440, by: 180).map { minute in
            let (start, end) = (AmsterdamTime.instant(day, minute: minute), AmsterdamTime.instant(day, minute: minute + 180))
            return (Int((min(end, to).seconds - start.seconds) / PlannedShift.step), String(minute / 60))
        }
    }

    private func band(_ stretch: Roster.Stretch) -> RosterWeek.Stretch {
        switch stretch.people {
        case 0: .init(stretch.halfHours, .nobody)
        case 1: .init(stretch.halfHours, .one, "1")
        default: .init(stretch.halfHours, .more, String(stretch.people))
        }
    }

    /// A row for each person, by when they come first.
    private func lanes(_ here: [PlannedShift]) -> [[RosterWeek.Stretch]] {
        var order: [Identifier<SupportWorker>] = []
        for planned in here where !order.contains(planned.shift.worker) { order.append(planned.shift.worker) }
        return order.map { worker in
            var lane: [RosterWeek.Stretch] = []
            var last = from
            func away(until moment: Instant) {
                if moment > last { lane.append(.init(Self.halfHours(last, moment), .away)) }
            }
            for planned in here where planned.shift.worker == worker {
                let (start, end) = (max(planned.shift.from, from), min(planned.shift.to, to))
                away(until: start)
                let look: RosterWeek.Stretch.Look = worker == desk.session.worker.id ? .own : .shift
                lane.append(.init(Self.halfHours(start, end), look, name(worker)))
                last = end
            }
            away(until: to)
            return lane
        }
    }

    private static func halfHours(_ from: Instant, _ to: Instant) -> Int { Int((to.seconds - from.seconds) / PlannedShift.step) }

    private func told(_ stretches: [Roster.Stretch]) -> [Mark] {
        func when(_ people: Int) -> String {
            stretches.filter { $0.people == people }.map { Self.times(visit, $0.from, $0.to) }.joined(separator: ", ")
        }
        guard stretches.contains(where: { $0.people > 0 }) else { return [Mark(.nobody, text("told_bare"))] }
        var marks: [Mark] = []
        if stretches.contains(where: { $0.people == 0 }) { marks.append(Mark(.nobody, text("told_nobody", ["times": when(0)]))) }
        if stretches.contains(where: { $0.people == 1 }) { marks.append(Mark(.quiet, text("told_one", ["times": when(1)]))) }
        return marks.isEmpty ? [Mark(.quiet, text("told_more"))] : marks
    }

    private func listed(_ planned: PlannedShift) -> RosterWeek.Shift {
        let times = Self.times(visit, planned.shift)
        let name = name(planned.shift.worker)
        let about = text("remove_about", ["name": name, "day": visit.weekday(day.weekday), "times": times])
        return .init(
            text("listed", ["name": name, "times": times]), isOwn: planned.shift.worker == desk.session.worker.id,
            remove: FormButton(text("remove"), about: about, name: "go", value: "remove-" + planned.id.text))
    }
}
