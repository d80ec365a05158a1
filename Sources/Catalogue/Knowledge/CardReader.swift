import Domain
import Wording

/// Reads the cards of one language: a head with facts about the card, and its parts as lists under their names.
/// - Source: R38, R39, R43, R53.
struct CardReader {
    /// A card with the places of what others must confirm.
    struct Draft {
        let card: KnowledgeCard
        let file: String
        let idPlace: Place
        let whenPlace: Place
        let weightPlace: Place
        let links: [(place: Place, target: LinkTarget)]
        /// The line where a part begins.
        let partPlaces: [KnowledgeCard.Part: Place]
    }
    let occasions: OccasionReader
    let said: SaidText
    let wording: WordingDrafts
    let log: ProblemLog

    /// The most words on a card: one screen, read while somebody waits.
    static let longest = 250
    static let fields = ["id", "title", "summary", "level", "when", "weight"] + EvidenceReader.fields

    func read(_ files: [SourceFile]) -> [Draft] {
        files.compactMap { file in file.text(log).flatMap { read($0, file: file) } }
    }

    private func read(_ text: String, file: SourceFile) -> Draft? {
        guard let headed = HeadedText(text, of: file, called: "a card", log: log) else { return nil }
        let map = YAMLFile.value(headed.head, file: file.path, firstLine: 2, log: log)?.map(Self.fields)
        // The sentences are held against the level that the head names.
        let level = map?.oneOf("level", TextLevel.self)
        var reader = CardBody(file: file, above: headed.above, level: level ?? .b1, said: said, log: log)
        reader.read(headed.body)
        for (part, place) in reader.places { wording.require("knowledge.part.\(part.rawValue)", place, log) }
        guard let map, let level, let card = readCard(map, file: file, level: level, parts: reader.parts) else { return nil }
        checkLength(card, at: map.place(of: "id"))
        return Draft(
            card: card, file: file.path, idPlace: map.place(of: "id"), whenPlace: map.place(of: "when"),
            weightPlace: map.place(of: "weight"), links: reader.links, partPlaces: reader.places)
    }

    private func readCard(
        _ map: YAMLMap, file: SourceFile, level: TextLevel, parts: [KnowledgeCard.Part: [KnowledgeCard.Line]]
    ) -> KnowledgeCard? {
        let id = map.kebabID("id")
        if let id, id != file.name { log.refuse(map.place(of: "id"), "id '\(id)' is not the name of the file") }
        let title = map.text("title")
        let summary = map.text("summary")
        for (name, text) in [("title", title), ("summary", summary)] {
            if let text { said.checkForWorkers(text, at: map.place(of: name)) }
        }
        let when = map.required("when").flatMap { occasions.read($0) }
        let weight = map.required("weight")?.int(0...100)
        let evidence = EvidenceReader(map: map, log: log).read(of: "card '\(id ?? file.name)' (\(said.language))")
        guard let id, let title, let summary, let when, let weight, let evidence else { return nil }
        return KnowledgeCard(
            id: id, title: title, summary: summary, level: level, when: when, weight: weight, parts: parts, evidence: evidence)
    }

    private func checkLength(_ card: KnowledgeCard, at place: Place) {
        guard said.forbidden.isLooking else { return }
        let lines = KnowledgeCard.Part.allCases.flatMap { card[$0] }.map { $0.map(\.words).joined() }
        let words = ([card.title, card.summary] + lines).reduce(0) { $0 + Sentence.words(in: $1) }
        if words > Self.longest { log.refuse(place, "a card has at most \(Self.longest) words, not \(words)") }
    }
}
