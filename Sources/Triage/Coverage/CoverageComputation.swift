import Domain

extension CoverageMap {
    /// Looks at each group in each region at each hour of an ordinary week and of a public holiday.
    ///
    /// Who is advised does not depend on the hour, so it is asked once per group and region; regions with the same answer share a row.
    /// - Parameter day: the first day that may be looked at.
    public static func compute(
        engine: AdviceEngine, groups: [CoverageGroup] = Coverage.groups, regions: [Region] = Coverage.regions, from day: CalendarDay
    ) -> CoverageMap {
        let days = CoverageDays(from: day)
        let computation = CoverageComputation(engine: engine, clock: CoverageClock(engine.book, days))
        let needs = CoverageNeed.withoutOwnService(engine.book)
        return CoverageMap(
            week: days.week, holiday: days.holiday, groups: groups,
            rows: groups.flatMap { computation.rows($0, regions) }, services: computation.services,
            uncovered: needs.filter(\.routes.isEmpty), withoutOwnService: needs.filter { !$0.routes.isEmpty })
    }
}

/// Fills the rows of the map.
struct CoverageComputation: Sendable {
    let engine: AdviceEngine
    let clock: CoverageClock

    var services: [CoverageService] {
        let advisable = Set(engine.book.advisable)
        return engine.landscape.services.enumerated().map { position, service in
            CoverageService(
                slug: service.slug, name: service.name, kind: service.kind.rawValue,
                hoursKnown: service.hours.confidence != .unknown, reachable: service.answersPeople,
                advisable: advisable.contains(position))
        }
    }

    func rows(_ group: CoverageGroup, _ regions: [Region]) -> [CoverageRow] {
        var found: [(advised: ServiceSet, regions: [Region])] = []
        for region in regions {
            var situation = group.situation
            situation.region = region
            let match = engine.match(situation.bits)
            var advised = match.first
            advised.formUnion(match.also)
            if let place = found.firstIndex(where: { $0.advised == advised }) {
                found[place].regions.append(region)
            } else {
                found.append((advised, [region]))
            }
        }
        return found.map { row(group, $0.regions, $0.advised) }
    }

    private func row(_ group: CoverageGroup, _ regions: [Region], _ advised: ServiceSet) -> CoverageRow {
        var states: [CoverageState] = []
        var places: [ServiceSet: Int] = [:]
        let placeOfState = clock.states.map { answering in
            let open = answering.intersection(advised)
            if let place = places[open] { return place }
            places[open] = states.count
            states.append(state(open))
            return states.count - 1
        }
        let slots = clock.slots.map { placeOfState[$0] }
        let counts = slots.map { states[$0].count }
        let all = members(advised)
        return CoverageRow(
            group: group.id, regions: regions, advised: all.map(\.slug),
            hoursUnknown: all.filter { $0.answersPeople && $0.hours.confidence == .unknown }.map(\.slug),
            unreachable: all.filter { !$0.answersPeople }.map(\.slug), states: states, slots: slots,
            weekFigures: CoverageFigures(Array(counts.prefix(7 * 24))), holidayFigures: CoverageFigures(Array(counts.dropFirst(7 * 24))))
    }

    private func state(_ open: ServiceSet) -> CoverageState {
        let services = members(open)
        return CoverageState(open: services.map(\.slug), overlaps: CoverageOverlap.all(services))
    }

    private func members(_ set: ServiceSet) -> [Service] {
        set.places.map { engine.landscape.services[engine.book.advisable[$0]] }
    }
}

extension CoverageOverlap {
    /// From so many services on, doing the same is overlap.
    static let least = 3

    /// The kinds and the capabilities that three or more of the services share.
    static func all(_ services: [Service]) -> [CoverageOverlap] {
        guard services.count >= least else { return [] }
        return shared("kind", services) { [$0.kind.rawValue] }
            + shared("capability", services) { service in
                Set(service.capabilities).union(service.can("walk_in") ? ["walk_in"] : [])
            }
    }

    private static func shared(_ name: String, _ services: [Service], by marks: (Service) -> Set<String>) -> [CoverageOverlap] {
        var members: [String: [String]] = [:]
        for service in services {
            for mark in marks(service) { members[mark, default: []].append(service.slug) }
        }
        return members.filter { $0.value.count >= least }.sorted { $0.key < $1.key }
            .map { CoverageOverlap(sharedBy: name, shared: $0.key, services: $0.value) }
    }
}
