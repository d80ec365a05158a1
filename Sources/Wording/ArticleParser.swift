/// Something in the text of an article that it cannot be read by.
public struct ArticleProblem: Error, Sendable, Hashable {
    /// Counted from the first line handed to the parser, starting at 1.
    public let line: Int
    public let reason: String
}

/// A text that was read: its blocks, its links with their lines, and everything wrong with it.
public struct ArticleBody: Sendable {
    public struct Link: Sendable, Hashable {
        public let line: Int
        public let target: LinkTarget
    }
    public var blocks: [Block] = []
    public var links: [Link] = []
    public var problems: [ArticleProblem] = []
}

/// Reads the few marks that articles may use: `##` and `###` headings, paragraphs, `-` and `1.` lists, `>` notes, `**bold**`, and
/// links to an article, a service or a page. Everything else is refused, so that nothing reaches a screen half understood.
public struct ArticleParser {
    private var body = ArticleBody()
    private var open: Open?

    // A block whose lines are still coming in; items of a list, or one piece for the rest.
    private struct Open {
        enum Kind: Equatable { case paragraph, note, bullets, numbers }
        let kind: Kind
        var items: [[TextLine]]
    }

    private init() {}

    /// Reads a text.
    public static func parse(_ text: String) -> ArticleBody {
        var parser = ArticleParser()
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in lines.enumerated() {
            parser.read(line, number: index + 1)
        }
        parser.close()
        parser.body.problems.sort { $0.line < $1.line }
        return parser.body
    }

    private mutating func read(_ line: Substring, number: Int) {
        switch LineKind(line, inParagraph: open?.kind == .paragraph) {
        case .blank: close()
        case .heading(let level, let text): addHeading(level, TextLine(number: number, text: text))
        case .bullet(let text): add(.bullets, TextLine(number: number, text: text), newItem: true)
        case .number(let text): add(.numbers, TextLine(number: number, text: text), newItem: true)
        case .note(let text): add(.note, TextLine(number: number, text: text), newItem: false)
        case .plain(let text):
            let kind = open.map { $0.kind == .note ? .paragraph : $0.kind } ?? .paragraph
            add(kind, TextLine(number: number, text: text), newItem: false)
        case .refused(let reason):
            close()
            body.problems.append(ArticleProblem(line: number, reason: reason))
        }
    }

    private mutating func add(_ kind: Open.Kind, _ line: TextLine, newItem: Bool) {
        if open?.kind != kind {
            close()
            open = Open(kind: kind, items: [])
        }
        if newItem || open?.items.isEmpty == true {
            open?.items.append([line])
        } else if let last = open?.items.indices.last {
            open?.items[last].append(line)
        }
    }

    private mutating func addHeading(_ level: Int, _ line: TextLine) {
        close()
        let inlines = inlines([line])
        guard inlines.count == 1, case .text(let text) = inlines[0] else {
            body.problems.append(ArticleProblem(line: line.number, reason: "a heading is plain text, without bold or links"))
            return
        }
        body.blocks.append(.heading(level: level, text: text))
    }

    private mutating func close() {
        guard let open else { return }
        self.open = nil
        let items = open.items.map { inlines($0) }
        switch open.kind {
        case .paragraph: body.blocks += items.map(Block.paragraph)
        case .note: body.blocks += items.map(Block.note)
        case .bullets: body.blocks.append(.list(ordered: false, items: items))
        case .numbers: body.blocks.append(.list(ordered: true, items: items))
        }
    }

    private mutating func inlines(_ lines: [TextLine]) -> [Inline] {
        var reader = InlineReader(lines)
        let inlines = reader.read()
        body.links += reader.links
        body.problems += reader.problems
        return inlines
    }
}

/// A line of a text with its number.
struct TextLine {
    let number: Int
    let text: String
}
