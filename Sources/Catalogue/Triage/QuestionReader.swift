import Domain

/// Reads the questions that a visitor may be asked, with what every answer makes known.
/// - Source: triage, 'Situation'; R2, R20.
struct QuestionReader {
    let conditions: ConditionReader
    let wording: WordingDrafts
    let log: ProblemLog

    func read(_ file: SourceFile) -> [Question] {
        guard let map = file.yaml(log)?.map(["schema_version", "questions", "review"]) else { return [] }
        log.find(map.place(of: "review"), review: map.review(), of: "the list of questions")
        var seen: Set<String> = []
        return map.requiredItems("questions").compactMap { item in
            guard let map = item.map(["id", "tags", "when", "choices", "ticks", "review"]) else { return nil }
            guard let id = map.required("id")?.plainID() else { return nil }
            if !seen.insert(id).inserted { log.refuse(map.place(of: "id"), "question '\(id)' stands here twice") }
            return read(map, id: id)
        }
    }

    private func read(_ map: YAMLMap, id: String) -> Question? {
        wording.require("questions.\(id).title", map.place(of: "id"), log)
        log.find(map.place(of: "review"), review: map.review(), of: "question '\(id)'")
        let tags = map.items("tags").compactMap { readTag($0) }
        let condition = map["when"].map { conditions.condition($0) } ?? RuleCondition()
        var seen: Set<String> = []
        let choices = map.items("choices").compactMap { choice($0, of: id, &seen) }
        let ticks = map.items("ticks").compactMap { choice($0, of: id, &seen) }
        if map.items("choices").isEmpty && map.items("ticks").isEmpty { map.refuse("question '\(id)' has no choices and no ticks") }
        return condition.map { Question(id: id, tags: Set(tags), when: $0, choices: choices, ticks: ticks) }
    }

    private func choice(_ value: YAMLValue, of question: String, _ seen: inout Set<String>) -> Choice? {
        guard let map = value.map(["id", "set"]), let id = map.required("id")?.plainID() else { return nil }
        if !seen.insert(id).inserted { log.refuse(map.place(of: "id"), "answer '\(id)' stands here twice") }
        wording.require("questions.\(question).\(id)", map.place(of: "id"), log)
        return Choice(id: id, sets: map["set"].map { conditions.assignments($0) } ?? [])
    }

    // A tag may be written with hyphens too, as the design does.
    private func readTag(_ value: YAMLValue) -> Question.Tag? {
        value.text().flatMap { Question.Tag(rawValue: $0.replacing("-", with: "_")) } ?? value.oneOf(Question.Tag.self)
    }
}
