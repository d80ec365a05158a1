import Domain
import Wording

/// Reads the phrases of one language.
/// - Source: R2, R45; domain C15.
struct PhraseReader {
    struct Draft {
        let phrase: Phrase
        let place: Place
    }
    struct Drafts {
        var phrases: [Draft] = []
        /// Ids that stand there, also where the rest of the phrase is broken.
        var ids: Set<String> = []
        /// Whether some phrase has an id that could not be read.
        var lacksIDs = false
    }
    let occasions: OccasionReader
    let said: SaidText
    let wording: WordingDrafts
    let log: ProblemLog

    static let fields = ["id", "moment", "when", "review"] + TextLevel.allCases.map(\.rawValue)

    /// The most words in a phrase: what somebody can read on a small screen while afraid.
    static func longest(_ level: TextLevel) -> Int { level == .a2 ? 40 : 60 }

    func read(_ file: SourceFile) -> Drafts {
        var drafts = Drafts()
        guard let map = file.yaml(log)?.map(["schema_version", "phrases"] + EvidenceReader.fields) else {
            drafts.lacksIDs = true
            return drafts
        }
        _ = EvidenceReader(map: map, log: log).read(of: "the phrases (\(said.language))")
        for item in map.requiredItems("phrases") {
            guard let map = item.map(Self.fields), let id = map.kebabID("id") else {
                drafts.lacksIDs = true
                continue
            }
            if !drafts.ids.insert(id).inserted { log.refuse(map.place(of: "id"), "phrase '\(id)' stands here twice") }
            log.find(map.place(of: "review"), review: map.review(), of: "phrase '\(id)' (\(said.language))")
            if let phrase = read(map, id: id) { drafts.phrases.append(Draft(phrase: phrase, place: map.place(of: "id"))) }
        }
        checkMoments(drafts, at: map.place(of: "phrases"))
        return drafts
    }

    private func read(_ map: YAMLMap, id: String) -> Phrase? {
        let moment = map.oneOf("moment", Phrase.Moment.self)
        if let moment { wording.require("knowledge.moment.\(moment.rawValue)", map.place(of: "moment"), log) }
        let when: Occasion? = map["when"].map { occasions.read($0) } ?? .always
        var texts: [TextLevel: String] = [:]
        for level in TextLevel.allCases {
            guard let text = map.text(level.rawValue) else { continue }
            texts[level] = text
            check(text, level: level, at: map.place(of: level.rawValue))
        }
        guard let moment, let when, texts.count == TextLevel.allCases.count else { return nil }
        return Phrase(id: id, moment: moment, when: when, texts: texts)
    }

    private func check(_ text: String, level: TextLevel, at place: Place) {
        said.check(text, level: level, at: place)
        let words = Sentence.words(in: text)
        if words > Self.longest(level) { log.refuse(place, "a phrase has at most \(Self.longest(level)) words here, not \(words)") }
        if Placeholders.hasStrayBrace(text) { log.refuse(place, "a brace stands outside a placeholder such as {day}") }
        for name in Placeholders.names(in: text).sorted() where Phrase.Placeholder(rawValue: name) == nil {
            let allowed = Phrase.Placeholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")
            log.refuse(place, "nobody fills in {\(name)}; allowed: \(allowed)")
        }
    }

    // At every moment there is something to say, whatever is known of the situation.
    private func checkMoments(_ drafts: Drafts, at place: Place) {
        guard !drafts.lacksIDs, drafts.phrases.count == drafts.ids.count else { return }
        let always = Set(drafts.phrases.filter { $0.phrase.when == .always }.map(\.phrase.moment))
        for moment in Phrase.Moment.allCases where !always.contains(moment) {
            log.refuse(place, "moment '\(moment.rawValue)' has no phrase that fits every situation")
        }
    }
}
