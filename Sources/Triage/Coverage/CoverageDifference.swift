import Domain

/// What changes between two maps: what would a walk-in house in Twente do, or one line instead of three?
///
/// Groups and regions that only one of the maps looks at are left out.
/// - Source: triage vocabulary, coverage; R13, R14, R15, R30.
public struct CoverageDifference: Sendable, Hashable {
    /// Slugs of services that only the new directory has, and that only the old one has.
    public let servicesAdded: [String]
    public let servicesRemoved: [String]
    /// Added services that no rule names: nobody would ever be led there.
    public let neverAdvised: [String]
    /// Who is advised, whatever the hour.
    public let advice: [CoverageAdviceChange]
    /// Who answers, by hour.
    public let changes: [CoverageChange]
    public let summary: CoverageSummary
}

/// Services that people of a group are led to now, or not any more.
public struct CoverageAdviceChange: Sendable, Hashable {
    public let group: String
    public internal(set) var regions: [Region]
    public let added: [String]
    public let removed: [String]
}

/// Hours in which the same changes for a group in some regions.
public struct CoverageChange: Sendable, Hashable {
    public let group: String
    public internal(set) var regions: [Region]
    public let spans: [CoverageSpan]
    /// Slugs of the services that answer now and did not.
    public let opened: [String]
    /// Slugs of the services that answered and do not any more.
    public let closed: [String]
    /// How many answered, and how many do now.
    public let before: Int
    public let after: Int

    /// Nobody answers any more.
    public var isNewDeadEnd: Bool { before > 0 && after == 0 }
    /// Somebody answers where nobody did.
    public var isDeadEndSolved: Bool { before == 0 && after > 0 }
    /// Hours of the map, counted for each region.
    public var hours: Int { regions.count * spans.reduce(0) { $0 + $1.hours } }
}

/// The size of a difference. Every number counts hours of the map, for each group and region.
public struct CoverageSummary: Sendable, Hashable, Encodable {
    public let openedHours: Int
    public let closedHours: Int
    public let newDeadEndHours: Int
    public let solvedDeadEndHours: Int
    /// Ids of the groups for which something changes.
    public let groups: [String]
    /// Ids of the regions in which something changes.
    public let regions: [String]

    init(_ advice: [CoverageAdviceChange], _ changes: [CoverageChange], order: [String]) {
        func hours(_ counts: (CoverageChange) -> Bool) -> Int { changes.filter(counts).reduce(0) { $0 + $1.hours } }
        openedHours = hours { !$0.opened.isEmpty }
        closedHours = hours { !$0.closed.isEmpty }
        newDeadEndHours = hours(\.isNewDeadEnd)
        solvedDeadEndHours = hours(\.isDeadEndSolved)
        let touched = Set(advice.map(\.group) + changes.map(\.group))
        groups = order.filter(touched.contains)
        let places = Set(advice.flatMap(\.regions) + changes.flatMap(\.regions))
        regions = places.sorted { $0.rawValue < $1.rawValue }.map(\.id)
    }
}

extension CoverageDifference {
    /// What the new map has that the old one has not, and the other way round.
    public static func between(_ old: CoverageMap, _ new: CoverageMap) -> CoverageDifference {
        var advice: [CoverageAdviceChange] = []
        var changes: [CoverageChange] = []
        for group in new.groups {
            for (before, after, regions) in pairs(old.rows(of: group.id), new.rows(of: group.id)) {
                if let change = adviceChange(before, after, regions) { advice.merge(change) }
                for change in hourChanges(before, after, regions) { changes.merge(change) }
            }
        }
        let (had, has) = (Set(old.services.map(\.slug)), Set(new.services.map(\.slug)))
        let added = new.services.filter { !had.contains($0.slug) }
        return CoverageDifference(
            servicesAdded: added.map(\.slug), servicesRemoved: old.services.map(\.slug).filter { !has.contains($0) },
            neverAdvised: added.filter { !$0.advisable }.map(\.slug), advice: advice, changes: changes,
            summary: CoverageSummary(advice, changes, order: new.groups.map(\.id)))
    }

    private static func pairs(_ old: [CoverageRow], _ new: [CoverageRow]) -> [(CoverageRow, CoverageRow, [Region])] {
        new.flatMap { after in
            old.compactMap { before in
                let regions = after.regions.filter(before.regions.contains)
                return regions.isEmpty ? nil : (before, after, regions)
            }
        }
    }

    private static func adviceChange(_ before: CoverageRow, _ after: CoverageRow, _ regions: [Region]) -> CoverageAdviceChange? {
        let added = after.advised.without(before.advised)
        let removed = before.advised.without(after.advised)
        guard !added.isEmpty || !removed.isEmpty else { return nil }
        return CoverageAdviceChange(group: after.group, regions: regions, added: added, removed: removed)
    }

    private static func hourChanges(_ before: CoverageRow, _ after: CoverageRow, _ regions: [Region]) -> [CoverageChange] {
        struct Turn: Hashable { let before, after: Int }
        var order: [Turn] = []
        var slots: [Turn: [Int]] = [:]
        for (slot, places) in zip(before.slots, after.slots).enumerated() {
            let turn = Turn(before: places.0, after: places.1)
            if slots[turn] == nil { order.append(turn) }
            slots[turn, default: []].append(slot)
        }
        // Hours that differ elsewhere but change in the same way belong together.
        var found: [CoverageChange] = []
        var hours: [[Int]] = []
        for turn in order {
            let change = change(before.states[turn.before], after.states[turn.after], after.group, regions, [])
            guard let change, let added = slots[turn] else { continue }
            if let place = found.firstIndex(of: change) {
                hours[place] += added
            } else {
                found.append(change)
                hours.append(added)
            }
        }
        return zip(found, hours).map { change, slots in
            CoverageChange(
                group: change.group, regions: regions, spans: CoverageSpan.joined(slots.sorted()), opened: change.opened,
                closed: change.closed, before: change.before, after: change.after)
        }
    }

    private static func change(
        _ before: CoverageState, _ after: CoverageState, _ group: String, _ regions: [Region], _ spans: [CoverageSpan]
    ) -> CoverageChange? {
        let opened = after.open.without(before.open)
        let closed = before.open.without(after.open)
        guard !opened.isEmpty || !closed.isEmpty else { return nil }
        return CoverageChange(
            group: group, regions: regions, spans: spans, opened: opened, closed: closed, before: before.count, after: after.count)
    }
}

extension [String] {
    fileprivate func without(_ others: [String]) -> [String] { filter { !others.contains($0) } }
}

extension [CoverageAdviceChange] {
    fileprivate mutating func merge(_ change: CoverageAdviceChange) {
        let place = firstIndex { $0.group == change.group && $0.added == change.added && $0.removed == change.removed }
        guard let place else { return append(change) }
        self[place].regions = (self[place].regions + change.regions).sorted { $0.rawValue < $1.rawValue }
    }
}

extension [CoverageChange] {
    fileprivate mutating func merge(_ change: CoverageChange) {
        let place = firstIndex { other in
            other.group == change.group && other.spans == change.spans && other.opened == change.opened
                && other.closed == change.closed && other.before == change.before && other.after == change.after
        }
        guard let place else { return append(change) }
        self[place].regions = (self[place].regions + change.regions).sorted { $0.rawValue < $1.rawValue }
    }
}
