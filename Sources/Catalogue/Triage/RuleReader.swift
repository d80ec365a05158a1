import Domain

/// Reads the decision tables: when a situation looks like this, advise that, because of a reason with a source and a date.
/// - Source: triage, 'Rules'; R21, R31.
struct RuleReader {
    let conditions: ConditionReader
    let wording: WordingDrafts
    let log: ProblemLog

    static let fields = [
        "id", "when", "advise", "never", "notices", "because", "source", "verified", "weight", "review",
    ]

    func read(_ files: [SourceFile]) -> [Rule] {
        var places: [String: Place] = [:]
        var rules: [Rule] = []
        for file in files {
            guard let map = file.yaml(log)?.map(["schema_version", "theme", "rules", "review"]) else { continue }
            let theme = map.text("theme") ?? file.name
            log.find(map.place(of: "review"), review: map.review(), of: "theme '\(theme)'")
            for item in map.requiredItems("rules") {
                guard let rule = read(item, theme: theme, &places) else { continue }
                rules.append(rule)
            }
        }
        return rules
    }

    private func read(_ value: YAMLValue, theme: String, _ places: inout [String: Place]) -> Rule? {
        guard let map = value.map(Self.fields) else { return nil }
        let id = map.required("id")?.plainID()
        if let id { claim(id, map.place(of: "id"), &places) }
        let condition = map.required("when").flatMap { conditions.condition($0) }
        let advise = map["advise"]?.map(["first", "also"])
        let notices = map.items("notices").compactMap { readNotice($0) }
        if advise?.fields.isEmpty ?? true, map.items("never").isEmpty, map.items("notices").isEmpty {
            map.refuse("a rule advises, excludes or tells something: 'advise', 'never' and 'notices' are all empty")
        }
        let because = map.required("because").flatMap { readReason($0) }
        let source = map.text("source")
        let verified = map.day("verified")
        let weight = map.optionalInt("weight", 0...100)
        log.find(map.place(of: "review"), review: map.review(), of: "rule '\(id ?? "")'")
        guard let id, let condition, let because, let source, let verified else { return nil }
        return Rule(
            id: id, theme: theme, when: condition, first: selectors(advise, "first"), also: selectors(advise, "also"),
            never: selectors(map, "never"), notices: notices, because: because, source: source, verifiedOn: verified, weight: weight ?? 50)
    }

    private func selectors(_ map: YAMLMap?, _ name: String) -> [ServiceSelector] {
        map?[name].map { conditions.selectors($0) } ?? []
    }

    private func readNotice(_ value: YAMLValue) -> Notice? {
        guard let notice = value.notice() else { return nil }
        for part in ["title", "text"] { wording.require("notices.\(notice.id).\(part)", value.place, log) }
        return notice
    }

    private func readReason(_ value: YAMLValue) -> String? {
        guard let because = value.text() else { return nil }
        for language in wording.languages(without: "reasons.\(because)") {
            log.lack(value.place, "text 'reasons.\(because)' is missing in \(language)")
        }
        return because
    }

    private func claim(_ id: String, _ place: Place, _ places: inout [String: Place]) {
        if let other = places[id] {
            log.refuse(place, "rule '\(id)' stands here twice: also at \(other.file):\(other.line)")
        } else {
            places[id] = place
        }
    }
}
