/// What a check of the words of an article looks at.
enum ArticleText {
    /// The text with the targets of its links left out: nobody reads those.
    static func withoutLinkTargets(_ text: String) -> String {
        var result = ""
        var isTarget = false
        var last: Character = " "
        for character in text {
            if character == "(" && last == "]" { isTarget = true }
            if !isTarget || character.isNewline { result.append(character) }
            if character == ")" || character.isNewline { isTarget = false }
            last = character
        }
        return result
    }

    /// What looks like a telephone number, with the line ends before it: seven digits or more that start with a zero or a plus.
    static func phoneNumbers(_ text: String) -> [(line: Int, number: String)] {
        var found: [(line: Int, number: String)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            for run in line.split(whereSeparator: { !($0.isNumber || "+- ".contains($0)) }) {
                let digits = run.filter(\.isNumber)
                let start = run.first { $0.isNumber || $0 == "+" }
                if digits.count >= 7, start == "0" || start == "+" { found.append((index, run.trimmingSpaces)) }
            }
        }
        return found
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
