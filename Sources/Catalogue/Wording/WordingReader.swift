import Wording

/// The texts of one language with their places, before they are held against the other language.
struct WordingDraft {
    struct Entry {
        let text: String
        let place: Place
    }
    let language: String
    var texts: [String: Entry] = [:]
    var child: [String: Entry] = [:]
    /// Files that could not be read: their keys are not missed twice.
    var brokenFiles: Set<String> = []

    /// Whether a key that is not there may be one that could not be read.
    func isExcused(_ key: String) -> Bool { brokenFiles.contains(String(key.prefix { $0 != "." })) }

    var wording: Wording {
        Wording(language: language, texts: texts.mapValues(\.text), child: child.mapValues(\.text))
    }
}

/// The texts of all languages.
struct WordingDrafts {
    /// In the order of the site's languages.
    var drafts: [WordingDraft]

    /// Asks for a text in every language; what is missing is a problem of the place that asks.
    func require(_ key: String, _ place: Place, _ log: ProblemLog) {
        for language in languages(without: key) { log.refuse(place, "text '\(key)' is missing in \(language)") }
    }

    /// The languages in which a text is missing.
    func languages(without key: String) -> [String] {
        drafts.filter { ($0.texts[key]?.text ?? "").isEmpty && !$0.isExcused(key) }.map(\.language)
    }
}

/// Reads the texts of one language: nested fields, whose names joined with dots after the name of the file are the key.
struct WordingReader {
    private let log: ProblemLog
    private var draft: WordingDraft

    init(language: String, log: ProblemLog) {
        self.log = log
        draft = WordingDraft(language: language)
    }

    mutating func read(_ files: [SourceFile]) -> WordingDraft {
        for file in files {
            guard let map = file.yaml(log)?.map() else {
                draft.brokenFiles.insert(file.name)
                continue
            }
            let isChild = file.name == "child"
            gather(map, path: isChild ? "" : file.name, isChild: isChild)
        }
        return draft
    }

    private mutating func gather(_ map: YAMLMap, path: String, isChild: Bool) {
        let hasSource = map["source"] != nil
        for field in map.fields {
            let key = path.isEmpty ? field.name : "\(path).\(field.name)"
            if field.name == "review" && (field.value.isList || hasSource) {
                let review = field.value.oneOrMore().compactMap(\.literal).filter { !$0.isEmpty }
                log.find(field.place, review: review, of: "the text '\(path)' (\(draft.language))")
            } else if let inner = field.value.isMap ? field.value.map() : nil {
                gather(inner, path: key, isChild: isChild)
            } else {
                add(field, key: key, isChild: isChild)
            }
        }
    }

    private mutating func add(_ field: YAMLMap.Field, key: String, isChild: Bool) {
        guard let text = field.value.literal else {
            log.refuse(field.place, "text '\(key)' is a list; a text or fields are expected")
            return
        }
        if Placeholders.hasStrayBrace(text) { log.refuse(field.place, "text '\(key)' has a brace outside a placeholder such as {name}") }
        let entry = WordingDraft.Entry(text: text, place: field.place)
        if isChild {
            draft.child[key] = entry
        } else {
            draft.texts[key] = entry
        }
    }
}
