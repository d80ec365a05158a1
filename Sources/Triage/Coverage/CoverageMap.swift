import Domain

/// The map of the landscape: for each group of people, region and hour, who that is advised surely answers.
/// - Source: triage vocabulary, coverage; R30, R34, R35.
public struct CoverageMap: Sendable, Hashable {
    /// The Monday of the ordinary week that was looked at.
    public let week: CalendarDay
    /// The public holiday on a weekday that was looked at.
    public let holiday: CalendarDay
    public let groups: [CoverageGroup]
    /// Per group one row for all regions in which the same services are advised.
    public let rows: [CoverageRow]
    /// Every service of the directory, in its order.
    public let services: [CoverageService]
    /// Forms and needs for which there is nobody at all.
    public let uncovered: [CoverageNeed]
    /// Forms and needs that no service names as its own, but for which the rules lead somewhere.
    public let withoutOwnService: [CoverageNeed]

    /// The rows of one group.
    public func rows(of group: String) -> [CoverageRow] { rows.filter { $0.group == group } }
    /// The row of a group in a region, or nil when the map does not look there.
    public func row(_ group: String, _ region: Region) -> CoverageRow? {
        rows.first { $0.group == group && $0.regions.contains(region) }
    }
}

/// What the map knows of a service.
public struct CoverageService: Sendable, Hashable, Encodable {
    public let slug: String
    /// The name as the source writes it.
    public let name: String
    public let kind: String
    /// Whether its hours are known well enough to count.
    public let hoursKnown: Bool
    /// Whether somebody can be reached there by telephone or chat.
    public let reachable: Bool
    /// Whether any rule names it: if none does, nobody is ever led there.
    public let advisable: Bool
}

/// One group in the regions where the same services are advised.
public struct CoverageRow: Sendable, Hashable {
    public let group: String
    public let regions: [Region]
    /// Slugs of the services that fit and are advised, open or not, in the order of the directory.
    public let advised: [String]
    /// Those of them whose hours nobody knows: they never count.
    public let hoursUnknown: [String]
    /// Those of them that have no telephone and no chat: they cannot answer.
    public let unreachable: [String]
    /// What can be the case; each hour is one of these.
    public let states: [CoverageState]
    /// Per hour the position of its state: 24 hours from Monday to Sunday, then 24 of the holiday.
    public let slots: [Int]
    /// Over the ordinary week.
    public let weekFigures: CoverageFigures
    /// Over the holiday.
    public let holidayFigures: CoverageFigures

    /// What is the case in an hour.
    /// - Parameters:
    ///   - day: 0 is Monday, 6 is Sunday, 7 is the holiday.
    ///   - hour: 0 to 23.
    public func state(day: Int, hour: Int) -> CoverageState { states[slots[day * 24 + hour]] }

    /// The hours of which this is the case.
    public func spans(where holds: (CoverageState) -> Bool) -> [CoverageSpan] {
        let fitting = states.map(holds)
        return CoverageSpan.joined(slots.indices.filter { fitting[slots[$0]] })
    }

    /// The hours in which nobody who is advised surely answers.
    public var deadEnds: [CoverageSpan] { spans { $0.isDeadEnd } }

    /// The services on which everything rests at some hours, with those hours.
    public var singlePoints: [CoverageSinglePoint] {
        let alone = states.filter(\.isSinglePoint).compactMap(\.open.first)
        return alone.map { service in CoverageSinglePoint(service: service, spans: spans { $0.open == [service] }) }
    }
}

/// Who surely answers in some hours.
public struct CoverageState: Sendable, Hashable {
    /// Slugs, in the order of the directory.
    public let open: [String]
    /// Where three or more of them do the same.
    public let overlaps: [CoverageOverlap]

    public var count: Int { open.count }
    /// Nobody answers.
    public var isDeadEnd: Bool { open.isEmpty }
    /// Everything rests on one.
    public var isSinglePoint: Bool { open.count == 1 }
}

/// One service on which everything rests.
public struct CoverageSinglePoint: Sendable, Hashable, Encodable {
    public let service: String
    public let spans: [CoverageSpan]
}

/// Three or more services that do the same at the same hour.
/// - Source: R34, R35.
public struct CoverageOverlap: Sendable, Hashable, Encodable {
    /// What they share: `kind` or `capability`.
    public let sharedBy: String
    /// Id of the kind or capability.
    public let shared: String
    /// Slugs, in the order of the directory.
    public let services: [String]
}

/// How many services answer, over some hours.
public struct CoverageFigures: Sendable, Hashable, Encodable {
    public let minimum: Int
    /// In half of the hours at most so many answer.
    public let median: Int
    public let deadEndHours: Int
    public let singlePointHours: Int

    init(_ counts: [Int]) {
        let sorted = counts.sorted()
        minimum = sorted.first ?? 0
        median = sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
        deadEndHours = sorted.count { $0 == 0 }
        singlePointHours = sorted.count { $0 == 1 }
    }
}
