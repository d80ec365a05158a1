import Domain

/// The map as plain text for a terminal. Services stand under their slugs, which are the same in every language.
public enum CoverageTable {
    /// The map: one line per group and regions, then where it is empty, narrow or double.
    /// - Parameter wording: text for a key of the wording.
    public static func text(_ map: CoverageMap, _ wording: @escaping (String) -> String) -> String {
        let words = CoverageWords(wording: wording)
        let parts = [
            [words("title"), "", words("explanation"), words("days_looked_at") + " \(map.week), \(map.holiday)", ""] + figures(map, words),
            section("dead_end", deadEnds(map, words), words),
            section("single_point", singlePoints(map, words), words),
            section("overlap", overlaps(map, words), words),
            section("hours_unknown", map.uncounted(\.hoursUnknown), words),
            section("unreachable", map.uncounted(\.unreachable), words),
            section("uncovered", map.uncovered.map(words.need), words),
            section("without_own_service", map.withoutOwnService.map { "\(words.need($0)): \($0.routes.joined(separator: " "))" }, words),
        ]
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    /// A difference: the counts, then what changes.
    /// - Parameter wording: text for a key of the wording.
    public static func text(_ difference: CoverageDifference, _ wording: @escaping (String) -> String) -> String {
        let words = CoverageWords(wording: wording)
        let head = [words("difference.title"), "", words("difference.text"), ""] + summary(difference, words)
        let parts = [
            head,
            section("difference.never_advised", difference.neverAdvised, words),
            section("difference.new_dead_end", changes(difference.changes.filter(\.isNewDeadEnd), words), words),
            section("difference.dead_end_solved", changes(difference.changes.filter(\.isDeadEndSolved), words), words),
            section("difference.advice", difference.advice.map { advice($0, words) }, words),
            section("difference.hours", changes(difference.changes, words), words),
        ]
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private static func section(_ key: String, _ lines: [String], _ words: CoverageWords) -> [String] {
        [words("\(key).title"), words("\(key).text")] + (lines.isEmpty ? [words("none")] : lines).map { "  \($0)" }
    }

    private static func figures(_ map: CoverageMap, _ words: CoverageWords) -> [String] {
        let names = ["group", "regions", "minimum", "median", "dead_end_hours", "single_hours", "holiday_minimum", "unknown_hours"]
        var columns = TextColumns(names.map { words("columns.\($0)") }, numbers: [2, 3, 4, 5, 6, 7])
        for row in map.rows {
            let numbers = [
                row.weekFigures.minimum, row.weekFigures.median, row.weekFigures.deadEndHours, row.weekFigures.singlePointHours,
                row.holidayFigures.minimum, row.hoursUnknown.count,
            ]
            columns.add([words.group(row.group), words.regions(row.regions)] + numbers.map(String.init))
        }
        return columns.lines
    }

    private static func deadEnds(_ map: CoverageMap, _ words: CoverageWords) -> [String] {
        joined(map.rows.map { ($0.group, $0.regions, words.spans($0.deadEnds)) }.filter { !$0.2.isEmpty }, words)
    }

    private static func singlePoints(_ map: CoverageMap, _ words: CoverageWords) -> [String] {
        joined(
            map.rows.flatMap { row in
                row.singlePoints.map { (row.group, row.regions, "\($0.service), \(words.spans($0.spans))") }
            }, words)
    }

    // What is the same for a group in several rows is said once, for all their regions.
    private static func joined(_ entries: [(group: String, regions: [Region], text: String)], _ words: CoverageWords) -> [String] {
        var found: [(group: String, regions: [Region], text: String)] = []
        for entry in entries {
            if let place = found.firstIndex(where: { $0.group == entry.group && $0.text == entry.text }) {
                found[place].regions += entry.regions
            } else {
                found.append(entry)
            }
        }
        return found.map { entry in
            let regions = entry.regions.sorted { $0.rawValue < $1.rawValue }
            return "\(words.group(entry.group)) · \(words.regions(regions)): \(entry.text)"
        }
    }

    private static func overlaps(_ map: CoverageMap, _ words: CoverageWords) -> [String] {
        var order: [CoverageOverlap] = []
        var groups: [CoverageOverlap: [String]] = [:]
        for row in map.rows {
            for overlap in row.states.flatMap(\.overlaps) {
                if groups[overlap] == nil { order.append(overlap) }
                if groups[overlap]?.contains(row.group) != true { groups[overlap, default: []].append(row.group) }
            }
        }
        let widest = order.filter { one in !order.contains { one.isPart(of: $0) } }
        return widest.map { overlap in
            let count = "\(groups[overlap]?.count ?? 0) \(words("groups_short"))"
            return "\(words.shared(overlap)) (\(count)): \(overlap.services.joined(separator: " "))"
        }
    }

    private static func summary(_ difference: CoverageDifference, _ words: CoverageWords) -> [String] {
        let summary = difference.summary
        let counts = [
            ("services_added", difference.servicesAdded.count), ("services_removed", difference.servicesRemoved.count),
            ("groups", summary.groups.count), ("regions", summary.regions.count),
            ("opened_hours", summary.openedHours), ("closed_hours", summary.closedHours),
            ("new_dead_end_hours", summary.newDeadEndHours), ("solved_dead_end_hours", summary.solvedDeadEndHours),
        ]
        var columns = TextColumns([words("difference.what"), words("difference.number")], numbers: [1])
        for (key, number) in counts { columns.add([words("difference.\(key)"), String(number)]) }
        return columns.lines
    }

    private static func advice(_ change: CoverageAdviceChange, _ words: CoverageWords) -> String {
        "\(words.group(change.group)) · \(words.regions(change.regions)): " + signs(change.added, change.removed)
    }

    private static func changes(_ changes: [CoverageChange], _ words: CoverageWords) -> [String] {
        changes.map { change in
            "\(words.group(change.group)) · \(words.regions(change.regions)): \(words.spans(change.spans)): "
                + "\(change.before) > \(change.after) (\(signs(change.opened, change.closed)))"
        }
    }

    private static func signs(_ added: [String], _ removed: [String]) -> String {
        (added.map { "+\($0)" } + removed.map { "-\($0)" }).joined(separator: " ")
    }
}

extension CoverageMap {
    /// Services that are advised somewhere but cannot count, each once.
    fileprivate func uncounted(_ list: (CoverageRow) -> [String]) -> [String] {
        let found = Set(rows.flatMap(list))
        return services.map(\.slug).filter(found.contains)
    }
}

extension CoverageOverlap {
    /// Whether the other says the same of these services and more.
    fileprivate func isPart(of other: CoverageOverlap) -> Bool {
        self != other && sharedBy == other.sharedBy && shared == other.shared && Set(services).isSubset(of: other.services)
    }
}
