import Domain
import Wording

/// Reads the body of a card: `## signs` and the other parts, each once, in their order, each a list of lines.
struct CardBody {
    private(set) var parts: [KnowledgeCard.Part: [KnowledgeCard.Line]] = [:]
    private(set) var places: [KnowledgeCard.Part: Place] = [:]
    private(set) var links: [(place: Place, target: LinkTarget)] = []
    private var part: KnowledgeCard.Part?
    private var item: (line: Int, text: String)?
    private let file: SourceFile
    private let above: Int
    private let level: TextLevel
    private let said: SaidText
    private let log: ProblemLog

    /// - Parameter above: the number of lines above the body.
    init(file: SourceFile, above: Int, level: TextLevel, said: SaidText, log: ProblemLog) {
        self.file = file
        self.above = above
        self.level = level
        self.said = said
        self.log = log
    }

    mutating func read(_ body: String) {
        for (index, line) in body.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            read(line, number: above + 1 + index)
        }
        close()
        for part in KnowledgeCard.Part.allCases where part.isRequired || places[part] != nil {
            guard parts[part]?.isEmpty ?? true else { continue }
            log.refuse(places[part] ?? place(above), "part '\(part.rawValue)' is missing or has no lines")
        }
    }

    private func place(_ line: Int) -> Place { Place(file: file.path, line: line) }

    private mutating func read(_ line: Substring, number: Int) {
        if line.hasPrefix("## ") {
            close()
            begin(String(line.dropFirst(3)), at: place(number))
        } else if line.hasPrefix("- ") {
            close()
            item = (number, String(line.dropFirst(2)))
            if part == nil { log.refuse(place(number), "a line stands in a part, under '## signs' or another one") }
        } else if line.allSatisfy(\.isWhitespace) {
            close()
        } else if let open = item, line.first == " " {
            item = (open.line, open.text + "\n" + line.drop { $0 == " " })
        } else {
            log.refuse(place(number), "a card is lists alone: a line starts with '- ', what goes on under it with two spaces")
        }
    }

    private mutating func begin(_ name: String, at place: Place) {
        part = KnowledgeCard.Part(rawValue: name)
        guard let part else {
            let allowed = KnowledgeCard.Part.allCases.map(\.rawValue).joined(separator: ", ")
            log.refuse(place, "unknown part '\(name)'; allowed: \(allowed)")
            return
        }
        let order = KnowledgeCard.Part.allCases
        if places[part] != nil {
            log.refuse(place, "part '\(name)' stands here twice")
        } else if let later = order.reversed().first(where: { places[$0] != nil }), order.isBefore(part, later) {
            log.refuse(place, "part '\(name)' stands before '\(later.rawValue)' on every card")
        }
        places[part] = places[part] ?? place
    }

    private mutating func close() {
        guard let item else { return }
        self.item = nil
        guard let part else { return }
        let parsed = ArticleParser.parse(item.text)
        for problem in parsed.problems { log.refuse(place(item.line + problem.line - 1), problem.reason) }
        guard parsed.problems.isEmpty else { return }
        guard parsed.blocks.count == 1, case .paragraph(let inlines) = parsed.blocks[0] else {
            log.refuse(place(item.line), "a line of a card is plain text with links")
            return
        }
        links += parsed.links.map { (place: place(item.line + $0.line - 1), target: $0.target) }
        check(item, in: part, inlines)
        parts[part, default: []].append(inlines.compactMap { piece($0, line: item.line) })
    }

    private func check(_ item: (line: Int, text: String), in part: KnowledgeCard.Part, _ inlines: [Inline]) {
        let words = ArticleText.withoutLinkTargets(item.text)
        guard part == .say else {
            said.checkForWorkers(words, at: place(item.line), countsLines: true)
            return
        }
        said.check(words, level: level, at: place(item.line), countsLines: true)
        let isPlain = inlines.allSatisfy { if case .text = $0 { true } else { false } }
        if !isPlain { log.refuse(place(item.line), "a sentence to say is plain text: it is sent as it stands") }
    }

    private func piece(_ inline: Inline, line: Int) -> KnowledgeCard.Piece? {
        switch inline {
        case .text(let words): return .text(words)
        case .link(let name, .service(let slug)): return .service(slug: slug, name: name)
        case .link(let name, .article(let id)): return .article(id: id, name: name)
        case .link(_, .page): log.refuse(place(line), "a card links to services and articles, not to pages")
        case .strong: log.refuse(place(line), "bold has no place on a card: its parts say what matters")
        }
        return nil
    }
}

extension Array where Element: Equatable {
    fileprivate func isBefore(_ one: Element, _ other: Element) -> Bool {
        (firstIndex(of: one) ?? endIndex) < (firstIndex(of: other) ?? endIndex)
    }
}
