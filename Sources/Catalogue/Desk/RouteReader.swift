import Domain
import Wording

/// Reads the ways that help may take, and holds them against the directory and the words.
/// - Source: R57-R104.
struct RouteReader {
    let conditions: ConditionReader
    let wording: WordingDrafts
    let log: ProblemLog

    func read(_ files: [SourceFile]) -> [CareRoute] {
        var routes: [(route: CareRoute, first: (name: String, place: Place)?)] = []
        for file in files {
            guard let map = file.yaml(log)?.map(["schema_version", "verified", "review", "routes"]), let verified = map.day("verified")
            else {
                continue
            }
            log.find(map.place(of: "review"), review: map.review(), of: "the ways of \(file.path)")
            for item in map.requiredItems("routes") {
                guard let route = route(item, verified) else { continue }
                if routes.contains(where: { $0.route.id == route.id }) { item.refuse("way '\(route.id)' stands here twice") }
                routes.append((route, item.map()?["first"].flatMap { value in value.text().map { ($0, value.place) } }))
            }
        }
        let known = Set(routes.map(\.route.id))
        for case (_, let first?) in routes where !known.contains(first.name) { log.refuse(first.place, "unknown way '\(first.name)'") }
        return routes.map(\.route)
    }

    private func route(_ value: YAMLValue, _ verified: CalendarDay) -> CareRoute? {
        let names = [
            "id", "kinds", "when", "only_then", "before", "steps", "services", "hours", "first", "outside", "prepared", "bridges",
        ]
        guard let map = value.map(names), let id = map.kebabID("id") else { return nil }
        for end in ["name", "lead"] { wording.require("routes.way.\(id).\(end)", value.place, log) }
        let kinds = map.items("kinds").compactMap { $0.oneOf(OrganisationKind.self) }
        let steps = map.requiredItems("steps").compactMap { step($0, of: id) }
        if Set(steps.map(\.id)).count != steps.count { value.refuse("way '\(id)' has a step twice") }
        let services = map.items("services").compactMap { conditions.slug($0) }
        let isOutside = map.optionalBool("outside") ?? false
        if isOutside, services.isEmpty { value.refuse("way '\(id)' stands outside this site and names no service") }
        return CareRoute(
            id: id, kinds: Set(kinds), when: map["when"].flatMap { conditions.condition($0) } ?? RuleCondition(),
            isOnlyThen: map.optionalBool("only_then") ?? false, isBefore: map.optionalBool("before") ?? false, steps: steps,
            services: services,
            hours: map.optionalInt("hours", 1...1000), first: map.optionalText("first"), isOutside: isOutside,
            isPrepared: map.optionalBool("prepared") ?? false, bridges: map.optionalBool("bridges") ?? false, verified: verified)
    }

    private func step(_ value: YAMLValue, of route: String) -> CareRoute.Step? {
        guard let map = value.map(["id", "era", "source"]), let id = map.text("id"), let source = map.text("source") else { return nil }
        wording.require("routes.way.\(route).\(id)", value.place, log)
        if source == DeskReader.unchecked { log.find(map.place(of: "source"), "nobody has checked yet: '\(id)' of way '\(route)'") }
        let era = map["era"] == nil ? nil : map.oneOf("era", CareRoute.Era.self)
        return CareRoute.Step(id: id, era: era, source: source == DeskReader.unchecked ? nil : source)
    }
}
