/// Reads bold and links in the lines of one block.
struct InlineReader {
    private(set) var links: [ArticleBody.Link] = []
    private(set) var problems: [ArticleProblem] = []
    private let characters: [Character]
    private let lineOf: [Int]
    private var at = 0
    private var plain = ""
    private var isStrong = false
    private var inlines: [Inline] = []

    /// - Parameter lines: the lines of the block, which become one line.
    init(_ lines: [TextLine]) {
        var characters: [Character] = []
        var lineOf: [Int] = []
        for line in lines {
            if !characters.isEmpty {
                characters.append(" ")
                lineOf.append(line.number)
            }
            characters += line.text
            lineOf += Array(repeating: line.number, count: line.text.count)
        }
        self.characters = characters
        self.lineOf = lineOf
    }

    mutating func read() -> [Inline] {
        while at < characters.count {
            switch characters[at] {
            case "*": readStrong()
            case "[": readLink()
            case "<":
                refuse("raw HTML ('<') has no place in an article")
                at += 1
            case "`":
                refuse("code marks have no place in an article")
                at += 1
            default:
                plain.append(characters[at])
                at += 1
            }
        }
        flush()
        return inlines
    }

    private mutating func flush() {
        if !plain.isEmpty { inlines.append(isStrong ? .strong(plain) : .text(plain)) }
        plain = ""
    }

    private mutating func refuse(_ reason: String) {
        problems.append(ArticleProblem(line: lineOf[at], reason: reason))
    }

    // A link inside bold stays a link; the words around it are bold.
    private mutating func readStrong() {
        guard starts("**", at) else {
            refuse("a single '*' means nothing here; bold is '**bold**'")
            at += 1
            return
        }
        if !isStrong && position(of: "**", from: at + 2) == nil {
            refuse("bold is not closed: '**' is missing")
        } else if starts("****", at) {
            refuse("bold holds no text")
            at += 2
        } else {
            flush()
            isStrong.toggle()
        }
        at += 2
    }

    private mutating func readLink() {
        guard let middle = position(of: "](", from: at + 1), let end = position(of: ")", from: middle + 2), middle > at + 1 else {
            refuse("link is not closed: write '[text](article:id)'")
            at += 1
            return
        }
        let text = String(characters[(at + 1)..<middle])
        let address = String(characters[(middle + 2)..<end])
        if text.contains(where: { "[]<`*".contains($0) }) { refuse("the text of a link is plain, without other marks") }
        switch target(address) {
        case .success(let target):
            flush()
            inlines.append(.link(text: text, to: target))
            links.append(ArticleBody.Link(line: lineOf[at], target: target))
        case .failure(let refusal): refuse(refusal.reason)
        }
        at = end + 1
    }

    private struct Refusal: Error { let reason: String }

    private func target(_ address: String) -> Result<LinkTarget, Refusal> {
        let parts = address.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else { return .failure(unknown(address)) }
        let name = String(parts[1])
        switch parts[0] {
        case "article": return .success(.article(name))
        case "service": return .success(.service(name))
        case "page" where LinkTarget.pages.contains(name): return .success(.page(name))
        case "page": return .failure(Refusal(reason: "unknown page '\(name)'; allowed: \(LinkTarget.pages.joined(separator: ", "))"))
        default: return .failure(unknown(address))
        }
    }

    private func unknown(_ address: String) -> Refusal {
        Refusal(reason: "unknown link '\(address)'; allowed: article:id, service:slug, page:name")
    }

    private func starts(_ mark: String, _ index: Int) -> Bool {
        characters[index...].starts(with: mark)
    }

    private func position(of mark: String, from start: Int) -> Int? {
        guard start < characters.count else { return nil }
        return (start..<characters.count).first { starts(mark, $0) }
    }
}
