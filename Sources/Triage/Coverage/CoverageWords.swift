import Domain

/// The words of the map, from the wording.
struct CoverageWords {
    /// Text for a key.
    let wording: (String) -> String

    func callAsFunction(_ key: String) -> String { wording("coverage.\(key)") }

    func group(_ id: String) -> String { wording("coverage.groups.\(id)") }
    func need(_ need: CoverageNeed) -> String { wording(need.labelKey) }

    /// One region by its name, several by their codes; all of the country in one word.
    func regions(_ regions: [Region]) -> String {
        if regions.count == Region.count { return self("all_regions") }
        guard regions.count == 1, let region = regions.first else { return ranges(regions) }
        return "\(region.id) \(wording("facets.region.\(region.id)"))"
    }

    // VR01, VR02, VR03, VR07 becomes VR01-03 VR07.
    private func ranges(_ regions: [Region]) -> String {
        var runs: [(from: Region, to: Region)] = []
        for region in regions {
            if let last = runs.last, last.to.rawValue + 1 == region.rawValue, region != .unknown {
                runs[runs.count - 1].to = region
            } else {
                runs.append((region, region))
            }
        }
        return runs.map { $0.from == $0.to ? $0.from.id : "\($0.from.id)-\($0.to.id.suffix(2))" }.joined(separator: " ")
    }

    /// Hours such as `ma-vr 00-09, za zo 00-24`.
    func spans(_ spans: [CoverageSpan]) -> String {
        spans.map { "\(days($0.days)) \(hour($0.from))-\(hour($0.to))" }.joined(separator: ", ")
    }

    private func days(_ days: [String]) -> String {
        let places = days.compactMap { CoverageSpan.dayIDs.firstIndex(of: $0) }
        let week = places.filter { $0 < 7 }
        var parts: [String] = []
        if week.count > 2, let first = week.first, let last = week.last, last - first + 1 == week.count {
            parts.append("\(day(first))-\(day(last))")
        } else {
            parts += week.map(day)
        }
        if places.contains(7) { parts.append(day(7)) }
        return parts.joined(separator: " ")
    }

    private func day(_ place: Int) -> String { self("days.\(CoverageSpan.dayIDs[place])") }
    private func hour(_ hour: Int) -> String { hour < 10 ? "0\(hour)" : String(hour) }

    /// What services share, by the name that visitors see too.
    func shared(_ overlap: CoverageOverlap) -> String {
        if overlap.sharedBy == "kind" { return wording("kinds.\(overlap.shared)") }
        return wording(overlap.shared == "walk_in" ? "coverage.walk_in" : "capabilities.\(overlap.shared)")
    }
}
