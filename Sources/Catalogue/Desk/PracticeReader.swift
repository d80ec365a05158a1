import Domain

/// Reads the invented evening. What helpers say in it is held against how we speak; in no line stands a number, an address or a word that names
/// what was done.
struct PracticeReader {
    let languages: [String]
    let questions: [Question]
    let forbidden: ForbiddenWords
    let log: ProblemLog

    /// Characters of a line at most.
    private static let longest = 1200
    private static let fields = [
        "id", "kind", "language", "start", "answers", "said", "next", "leaves", "call", "helper", "asked", "note", "draft", "handed",
        "marked", "unreached", "closed",
    ]

    func read(_ file: SourceFile) -> [PracticeConversation] {
        guard let map = file.yaml(log)?.map(["schema_version", "verified", "review", "never", "helpers", "conversations"]) else {
            return []
        }
        _ = map.day("verified")
        log.find(map.place(of: "review"), review: map.review(), of: "the evening to practise")
        let words = Words(never: Set(map.texts("never")), helpers: map.texts("helpers"))
        var ids: Set<String> = []
        return map.requiredItems("conversations").compactMap { item in
            guard let map = item.map(Self.fields), let id = map.kebabID("id") else { return nil }
            if !ids.insert(id).inserted { log.refuse(map.place(of: "id"), "conversation '\(id)' stands here twice") }
            return read(map, id: id, words)
        }
    }

    private struct Words {
        let never: Set<String>
        let helpers: [String]
    }

    private func read(_ map: YAMLMap, id: String, _ words: Words) -> PracticeConversation? {
        let language = map["language"].map { known($0) } ?? languages.first
        guard let kind = map.oneOf("kind", PracticeConversation.Kind.self), let start = map.required("start")?.int(0...10_000),
            let language, let tag = LanguageTag(language)
        else { return nil }
        let said = map.items("said").compactMap { line($0, before: start, language, words) }
        let next = map.items("next").compactMap { item in
            item.text().map {
                checkPerson($0, at: item.place, words)
                return $0
            }
        }
        let work = work(map, language, words)
        check(map, kind, said, work)
        return PracticeConversation(
            id: id, kind: kind, language: tag, start: start, answers: map["answers"].map { answers($0) } ?? [], said: said, next: next,
            leaves: map.optionalBool("leaves") ?? false, call: map["call"].flatMap { call($0, words) }, work: work)
    }

    private func known(_ value: YAMLValue) -> String? { value.position(in: languages).map { languages[$0] } }

    // What could not have happened on the site is a slip of the pen.
    private func check(
        _ map: YAMLMap, _ kind: PracticeConversation.Kind, _ said: [PracticeConversation.Line], _ work: PracticeConversation.Work
    ) {
        if (kind == .call) != (map["call"] != nil) { map.refuse("whoever wants to be called says when, and nobody else does") }
        if kind == .message, said.first?.isPerson != true { map.refuse("a message begins with words of the person") }
        if kind == .phone, said.count != 1 || said[0].isPerson { map.refuse("of a call stands what the helper wrote, and nothing else") }
        let isHelped = said.contains { !$0.isPerson } || work.asked != nil || work.draft != nil || work.closed != nil || work.handed != nil
        if isHelped || work.isUnreached || kind == .phone, work.helper == nil { map.refuse("whoever did this has no name here: 'helper'") }
        if zip(said, said.dropFirst()).contains(where: { $0.minutes < $1.minutes }) { map.refuse("what was said stands in its order") }
    }

    private func line(_ value: YAMLValue, before start: Int, _ language: String, _ words: Words) -> PracticeConversation.Line? {
        guard let map = value.map(["at", "person", "helper"]), let at = map.required("at")?.int(0...start) else { return nil }
        let isPerson = map["person"] != nil
        guard isPerson != (map["helper"] != nil), let text = map.text(isPerson ? "person" : "helper") else {
            map.refuse("a line is of the person or of the helper")
            return nil
        }
        if isPerson {
            checkPerson(text, at: value.place, words)
        } else {
            checkAny(text, at: value.place, words)
            SaidText(language: language, forbidden: forbidden, log: log).check(text, level: .b1, at: value.place)
        }
        return .init(minutes: at, isPerson: isPerson, text: text)
    }

    private func checkPerson(_ text: String, at place: Place, _ words: Words) {
        checkAny(text, at: place, words)
        for (_, number) in ArticleText.phoneNumbers(text) { log.refuse(place, "the number \(number) may not stand here: nobody exists") }
    }

    private func checkAny(_ text: String, at place: Place, _ words: Words) {
        if text.count > Self.longest { log.refuse(place, "a line has at most \(Self.longest) characters here") }
        if text.contains("@") || text.contains("://") { log.refuse(place, "no address stands here: nobody exists") }
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) where words.never.contains(String(word)) {
            log.refuse(place, "'\(word)' stands in no line of the evening")
        }
    }

    private func answers(_ value: YAMLValue) -> [PracticeConversation.Answered] {
        guard let map = value.map(questions.map(\.id)) else { return [] }
        return questions.compactMap { question in
            guard let chosen = map[question.id]?.items() else { return nil }
            let known = (question.choices + question.ticks).map(\.id)
            return .init(question: question.id, choices: chosen.compactMap { $0.position(in: known).map { known[$0] } })
        }
    }

    private func call(_ value: YAMLValue, _ words: Words) -> PracticeConversation.Call? {
        guard let map = value.map(["times", "manner", "word"]), let times = map.text("times"), let manner = map.text("manner"),
            let word = map.text("word")
        else { return nil }
        for text in [times, manner, word] { checkPerson(text, at: value.place, words) }
        return .init(times: times, manner: manner, word: word)
    }

    private func work(_ map: YAMLMap, _ language: String, _ words: Words) -> PracticeConversation.Work {
        let team = SaidText(language: languages.first ?? language, forbidden: forbidden, log: log)
        func ours(_ name: String) -> String? {
            guard let text = map.optionalText(name) else { return nil }
            checkAny(text, at: map.place(of: name), words)
            team.checkForWorkers(text, at: map.place(of: name))
            return text
        }
        func who(_ name: String) -> String? { map[name].flatMap { $0.position(in: words.helpers) }.map { words.helpers[$0] } }
        var work = PracticeConversation.Work()
        (work.helper, work.asked) = (who("helper"), who("asked"))
        (work.note, work.draft, work.handed) = (ours("note"), ours("draft"), ours("handed"))
        (work.isMarked, work.isUnreached) = (map.optionalBool("marked") ?? false, map.optionalBool("unreached") ?? false)
        work.closed = map["closed"].flatMap { $0.oneOf(ClosingReason.self) }
        return work
    }
}
