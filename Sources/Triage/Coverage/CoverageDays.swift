import Domain

/// The days that the map looks at: an ordinary week, and one public holiday that falls on a weekday.
struct CoverageDays: Sendable, Hashable {
    /// A Monday.
    let week: CalendarDay
    let holiday: CalendarDay

    /// - Parameter day: the first day that may be chosen.
    init(from day: CalendarDay) {
        let monday = day.adding(days: (7 - day.weekday) % 7)
        week = (0..<60).lazy.map { monday.adding(days: 7 * $0) }.first(where: Self.isOrdinary) ?? monday
        // On a Sunday a holiday changes nothing: hours that hold on Sundays hold on holidays too.
        holiday = (0..<400).lazy.map { day.adding(days: $0) }.first { $0.weekday < 5 && DutchHolidays.kind($0) == .closed } ?? day
    }

    /// Monday to Sunday, then the holiday.
    var all: [CalendarDay] { (0..<7).map { week.adding(days: $0) } + [holiday] }

    // No holiday in it, and the clock goes neither back nor forward.
    private static func isOrdinary(_ monday: CalendarDay) -> Bool {
        func offset(_ day: CalendarDay) -> Int { AmsterdamTime(AmsterdamTime.instant(day, minute: 0)).offset }
        return offset(monday) == offset(monday.adding(days: 7))
            && (0..<7).allSatisfy { DutchHolidays.kind(monday.adding(days: $0)) == .none }
    }
}

/// Which services surely answer in each hour of those days. Hours in which the same services answer share one state.
struct CoverageClock: Sendable {
    private(set) var states: [ServiceSet] = []
    /// Per hour the position of its state: 24 for each day.
    private(set) var slots: [Int] = []

    init(_ book: RuleBook, _ days: CoverageDays) {
        let services = book.advisable.map { book.landscape.services[$0] }
        var places: [ServiceSet: Int] = [:]
        for day in days.all {
            for hour in 0..<24 {
                var state = ServiceSet.empty
                for (place, service) in services.enumerated() where Self.answers(service, day, hour) { state.insert(place) }
                if places[state] == nil {
                    places[state] = states.count
                    states.append(state)
                }
                slots.append(places[state] ?? 0)
            }
        }
    }

    // Who answers in half of an hour leaves the other half empty: only a whole hour counts.
    private static func answers(_ service: Service, _ day: CalendarDay, _ hour: Int) -> Bool {
        guard service.answersPeople, !service.alwaysAnswers else { return service.alwaysAnswers }
        let (start, end) = (hour * 60, hour * 60 + 60)
        let turns = service.hours.schedule.spans.flatMap { [$0.opens, $0.closes] }.filter { $0 > start && $0 < end }
        return ([start] + turns).allSatisfy { service.surelyAnswers(AmsterdamTime(AmsterdamTime.instant(day, minute: $0))) }
    }
}
