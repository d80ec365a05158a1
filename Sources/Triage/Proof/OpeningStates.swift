import Domain

/// Every combination of services that surely answer together at some moment of a year.
struct OpeningStates: Sendable {
    let states: [ServiceSet]

    /// - Parameter start: the first day; the year runs for 366 days, so that no day of any year is missed.
    init(_ book: RuleBook, from start: CalendarDay) {
        let services = book.advisable.map { book.landscape.services[$0] }
        let answering = services.indices.filter { services[$0].answersPeople && services[$0].hours.confidence != .unknown }
        let always = answering.filter { services[$0].hours.schedule.always }
        let changing = answering.filter { !services[$0].hours.schedule.always }
        let base = always.reduce(into: ServiceSet.empty) { $0.insert($1) }
        // Between two boundaries of anybody's hours nothing changes.
        let minutes = Set([0] + changing.flatMap { services[$0].hours.schedule.spans.flatMap { [$0.opens, $0.closes] } })
            .filter { $0 < 1440 }
        var found: Set<ServiceSet> = []
        for ahead in 0..<366 {
            let day = start.adding(days: ahead)
            for minute in minutes {
                var state = base
                for service in changing where services[service].hours.schedule.state(day, minute: minute) == .open {
                    state.insert(service)
                }
                found.insert(state)
            }
        }
        states = Array(found)
    }
}
