/// What a line of an article is, by how it starts.
enum LineKind {
    case blank
    case heading(level: Int, text: String)
    case bullet(String)
    case number(String)
    case note(String)
    case plain(String)
    case refused(String)

    /// - Parameter inParagraph: a number that starts a line in the middle of a paragraph is text, unless it is 1.
    init(_ line: Substring, inParagraph: Bool) {
        let text = line.trimmedOfSpaces
        guard let first = text.first else {
            self = .blank
            return
        }
        let isIndented = line.first == " " || line.first == "\t"
        switch first {
        case "#": self = Self.readHeading(text)
        case ">": self = Self.readNote(text)
        case "-", "*", "+": self = Self.readBullet(text, isIndented: isIndented)
        case "|", "`", "~": self = .refused("tables and code have no place in an article")
        case "0"..."9": self = Self.readNumber(text, inParagraph: inParagraph, isIndented: isIndented)
        default: self = .plain(text)
        }
    }

    private static func readHeading(_ text: String) -> LineKind {
        let marks = text.prefix { $0 == "#" }.count
        let rest = text.dropFirst(marks)
        guard rest.first == " " else { return .refused("a heading has a space after its marks") }
        switch marks {
        case 1: return .refused("a first level heading ('# ') is the title: it stands in the front matter")
        case 2, 3: return .heading(level: marks, text: rest.trimmedOfSpaces)
        default: return .refused("headings have two levels, '## ' and '### '")
        }
    }

    private static func readNote(_ text: String) -> LineKind {
        let rest = text.dropFirst()
        guard !rest.trimmedOfSpaces.isEmpty else { return .blank }
        return rest.first == " " ? .note(rest.trimmedOfSpaces) : .refused("a note has a space after '>'")
    }

    private static func readBullet(_ text: String, isIndented: Bool) -> LineKind {
        if text.hasPrefix("**") { return .plain(text) }
        let rest = text.dropFirst()
        guard rest.first == " " else {
            return text.allSatisfy { $0 == text.first } ? .refused("a rule across the page has no place in an article") : .plain(text)
        }
        if text.first != "-" { return .refused("a list starts its lines with '- '") }
        return isIndented ? .refused("a list inside a list is too deep") : .bullet(rest.trimmedOfSpaces)
    }

    private static func readNumber(_ text: String, inParagraph: Bool, isIndented: Bool) -> LineKind {
        let digits = text.prefix { ("0"..."9").contains($0) }
        let rest = text.dropFirst(digits.count)
        guard digits.count <= 2, rest.hasPrefix(". "), !inParagraph || digits == "1" else { return .plain(text) }
        return isIndented ? .refused("a list inside a list is too deep") : .number(rest.dropFirst(2).trimmedOfSpaces)
    }
}

extension StringProtocol {
    var trimmedOfSpaces: String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }
        let start = drop(while: isSpace)
        let trailing = start.reversed().prefix(while: isSpace).count
        return String(start.dropLast(trailing))
    }
}
