import Domain

/// The map as nested plain values, for JSON: groups, in them regions, in them hours.
public struct CoverageReport: Encodable, Sendable, Hashable {
    public struct Group: Encodable, Sendable, Hashable {
        public let id: String
        public let rows: [Row]
    }

    public struct Row: Encodable, Sendable, Hashable {
        public let regions: [String]
        public let advised: [String]
        public let hoursUnknown: [String]
        public let unreachable: [String]
        public let week: CoverageFigures
        public let holiday: CoverageFigures
        public let deadEnds: [CoverageSpan]
        public let singlePoints: [CoverageSinglePoint]
        /// Together every hour of the week and of the holiday, once.
        public let hours: [Hours]
    }

    public struct Hours: Encodable, Sendable, Hashable {
        public let count: Int
        public let open: [String]
        public let overlaps: [CoverageOverlap]
        public let spans: [CoverageSpan]
    }

    /// First day of the ordinary week, and the holiday, as `2026-11-23`.
    public let week: String
    public let holiday: String
    public let groups: [Group]
    public let services: [CoverageService]
    public let uncovered: [CoverageNeed]
    public let withoutOwnService: [CoverageNeed]
}

extension CoverageMap {
    /// The map as nested plain values.
    public func report() -> CoverageReport {
        CoverageReport(
            week: week.description, holiday: holiday.description,
            groups: groups.map { group in CoverageReport.Group(id: group.id, rows: rows(of: group.id).map(\.report)) },
            services: services, uncovered: uncovered, withoutOwnService: withoutOwnService)
    }
}

extension CoverageRow {
    fileprivate var report: CoverageReport.Row {
        CoverageReport.Row(
            regions: regions.map(\.id), advised: advised, hoursUnknown: hoursUnknown, unreachable: unreachable,
            week: weekFigures, holiday: holidayFigures, deadEnds: deadEnds, singlePoints: singlePoints,
            hours: states.indices.compactMap { place in
                let spans = CoverageSpan.joined(slots.indices.filter { slots[$0] == place })
                guard !spans.isEmpty else { return nil }
                let state = states[place]
                return CoverageReport.Hours(count: state.count, open: state.open, overlaps: state.overlaps, spans: spans)
            })
    }
}

/// A difference as nested plain values, for JSON.
public struct CoverageDifferenceReport: Encodable, Sendable, Hashable {
    public struct Advice: Encodable, Sendable, Hashable {
        public let group: String
        public let regions: [String]
        public let added: [String]
        public let removed: [String]
    }

    public struct Change: Encodable, Sendable, Hashable {
        public let group: String
        public let regions: [String]
        public let spans: [CoverageSpan]
        public let opened: [String]
        public let closed: [String]
        public let before: Int
        public let after: Int
        public let newDeadEnd: Bool
        public let deadEndSolved: Bool
    }

    public let servicesAdded: [String]
    public let servicesRemoved: [String]
    public let neverAdvised: [String]
    public let summary: CoverageSummary
    public let advice: [Advice]
    public let changes: [Change]
}

extension CoverageDifference {
    /// The difference as nested plain values.
    public func report() -> CoverageDifferenceReport {
        CoverageDifferenceReport(
            servicesAdded: servicesAdded, servicesRemoved: servicesRemoved, neverAdvised: neverAdvised, summary: summary,
            advice: advice.map { .init(group: $0.group, regions: $0.regions.map(\.id), added: $0.added, removed: $0.removed) },
            changes: changes.map { change in
                .init(
                    group: change.group, regions: change.regions.map(\.id), spans: change.spans, opened: change.opened,
                    closed: change.closed, before: change.before, after: change.after, newDeadEnd: change.isNewDeadEnd,
                    deadEndSolved: change.isDeadEndSolved)
            })
    }
}
