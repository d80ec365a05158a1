/// Words and phrases that nobody may read here: that time has run out, that it was their fault, that they must prove something.
/// - Source: invariant 10; R12; look and words.
struct ForbiddenWords {
    /// Who hears or reads a text, with what is forbidden there: each later one adds to those before it.
    enum Audience: Int, CaseIterable {
        /// Workers among themselves.
        case worker
        /// Whoever visits the site.
        case visitor
        /// A person in a conversation: what a worker says or sends to them.
        case person

        /// How `forbidden.yaml` calls a phrase that is forbidden from here on.
        var applies: String {
            switch self {
            case .worker: "everywhere"
            case .visitor: "visitor"
            case .person: "said"
            }
        }
    }
    struct Phrase {
        let written: String
        let words: [String]
        /// The first audience that may not read it.
        let from: Audience
    }
    var phrases: [String: [Phrase]] = [:]
    /// Whether texts are looked through at all: not when these very files were, as a receipt says.
    var isLooking = true
    /// Wording files that no visitor ever sees.
    var workerFiles: Set<String> = []
    /// Parts of words that would give away the subject in the title of a tab.
    var tabParts: [String] = []

    /// Refuses every phrase that stands in a text; a phrase counts in any case, across line ends and when it is denied.
    /// - Parameter countsLines: whether line ends in the text are line ends in the file.
    func check(
        _ text: String, language: String, at place: Place, for audience: Audience = .visitor, countsLines: Bool = false, _ log: ProblemLog
    ) {
        guard !phrases.isEmpty else { return }
        let words = Self.words(text)
        for phrase in phrases[language] ?? [] where phrase.from.rawValue <= audience.rawValue {
            for start in words.indices where words[start...].lazy.map(\.text).starts(with: phrase.words) {
                let line = place.line + (countsLines ? words[start].line : 0)
                log.refusePassage(Place(file: place.file, line: line), "'\(phrase.written)' may not be said (\(language))")
            }
        }
    }

    /// Refuses a tab title that somebody looking over a shoulder could understand.
    func checkTab(_ tab: String, at place: Place, _ log: ProblemLog) {
        let folded = tab.lowercased()
        for part in tabParts where folded.contains(part) { log.refuse(place, "'\(part)' may not stand in the title of a tab") }
        if tab.count > 30 { log.refuse(place, "the title of a tab is at most 30 characters, not \(tab.count)") }
    }

    struct Word {
        let text: String
        /// Line ends before the word.
        let line: Int
    }

    /// The words of a text in small letters. The end of a sentence is an empty word, so that no phrase runs across it.
    static func words(_ text: String) -> [Word] {
        var words: [Word] = []
        var current = ""
        var line = 0
        for character in text.lowercased() {
            if character.isLetter || character.isNumber {
                current.append(character)
                continue
            }
            if !current.isEmpty { words.append(Word(text: current, line: line)) }
            current = ""
            if ".!?:;{}".contains(character) { words.append(Word(text: "", line: line)) }
            if character.isNewline { line += 1 }
        }
        if !current.isEmpty { words.append(Word(text: current, line: line)) }
        return words
    }
}

/// Reads `wording/forbidden.yaml`.
struct ForbiddenReader {
    let log: ProblemLog

    func read(_ file: SourceFile) -> ForbiddenWords {
        var forbidden = ForbiddenWords()
        guard let map = file.yaml(log)?.map(["schema_version", "worker_files", "tab_parts", "phrases"]) else { return forbidden }
        forbidden.workerFiles = Set(map.texts("worker_files"))
        forbidden.tabParts = map.texts("tab_parts").map { $0.lowercased() }
        for field in map.required("phrases")?.map()?.fields ?? [] {
            forbidden.phrases[field.name] = field.value.items()?.compactMap { phrase($0) }
        }
        return forbidden
    }

    private func phrase(_ value: YAMLValue) -> ForbiddenWords.Phrase? {
        guard let map = value.map(["phrase", "applies"]), let written = map.text("phrase"),
            let applies = map.required("applies")?.position(in: ForbiddenWords.Audience.allCases.map(\.applies))
        else { return nil }
        return ForbiddenWords.Phrase(
            written: written, words: ForbiddenWords.words(written).map(\.text), from: ForbiddenWords.Audience.allCases[applies])
    }
}
