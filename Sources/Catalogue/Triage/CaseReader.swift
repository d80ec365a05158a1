import Domain

/// Reads made-up stories with the advice they ought to get.
/// - Source: triage, 'Cases'.
struct CaseReader {
    let conditions: ConditionReader
    let log: ProblemLog

    static let fields = ["id", "title", "persona", "situation", "at", "expect", "because", "behaviour"]
    static let expectFields = [
        "urgency", "first", "first_any", "also", "never", "never_first", "notices", "not_notices", "channels_off",
    ]

    func read(_ file: SourceFile) -> [Casus] {
        guard let map = file.yaml(log)?.map(["schema_version", "cases"]) else { return [] }
        var seen: Set<String> = []
        return map.requiredItems("cases").compactMap { item in
            guard let map = item.map(Self.fields), let id = map.text("id") else { return nil }
            if !seen.insert(id).inserted { log.refuse(map.place(of: "id"), "case '\(id)' stands here twice") }
            return read(map, id: id)
        }
    }

    private func read(_ map: YAMLMap, id: String) -> Casus? {
        let title = map.text("title")
        let situation = map.required("situation").flatMap { readSituation($0) }
        let at = map.required("at").flatMap { readMoment($0) }
        let expectation = map.required("expect")?.map(Self.expectFields).map { readExpectation($0) }
        guard let title, let situation, let at, let expectation else { return nil }
        return Casus(
            id: id, title: title, persona: map.optionalText("persona") ?? "", situation: situation, at: at, expectation: expectation,
            because: map.optionalText("because") ?? "", behaviour: map.texts("behaviour"))
    }

    private func readSituation(_ value: YAMLValue) -> Situation? {
        guard let map = value.map() else { return nil }
        var facets: [String: FacetInput] = [:]
        for field in map.fields where !field.value.isNull {
            if field.value.isList {
                facets[field.name] = .many(map.texts(field.name))
            } else if let text = field.value.literal {
                facets[field.name] = .one(text)
            } else {
                facets[field.name] = .neither("fields")
            }
        }
        do {
            return try Situation(facets: facets)
        } catch {
            for problem in error.problems { log.refuse(map.place(of: problem.facet), problem.sentence) }
            return nil
        }
    }

    private func readMoment(_ value: YAMLValue) -> Instant? {
        guard let text = value.text() else { return nil }
        guard let moment = Instant(text) else {
            value.refuse("'\(value.shown)' is not a moment written as 2026-11-28T22:40")
            return nil
        }
        return moment
    }

    private func readExpectation(_ map: YAMLMap) -> Casus.Expectation {
        var expectation = Casus.Expectation()
        expectation.urgency = map["urgency"]?.position(in: Urgency.allCases.map(\.id)).map { Urgency.allCases[$0] }
        expectation.first = slugs(map, "first")
        expectation.firstAny = slugs(map, "first_any")
        expectation.also = slugs(map, "also")
        expectation.never = slugs(map, "never")
        expectation.neverFirst = slugs(map, "never_first")
        expectation.notices = map.items("notices").compactMap { $0.notice() }
        expectation.notNotices = map.items("not_notices").compactMap { $0.notice() }
        expectation.channelsOff = map.optionalBool("channels_off")
        return expectation
    }

    private func slugs(_ map: YAMLMap, _ name: String) -> [String] {
        map.items(name).compactMap { conditions.slug($0) }
    }
}
