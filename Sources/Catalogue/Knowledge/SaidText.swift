import Domain

/// Holds what is said to a person against how we speak here: short, without a question for reasons, without a name for what was done,
/// without a number that the directory does not know.
/// - Source: domain C15; look and words.
struct SaidText {
    let language: String
    let forbidden: ForbiddenWords
    let log: ProblemLog

    /// The most words in a sentence.
    static func longestSentence(_ level: TextLevel) -> Int { level == .a2 ? 12 : 20 }

    /// - Parameter text: its line ends are line ends in the file when `countsLines`.
    func check(_ text: String, level: TextLevel, at place: Place, countsLines: Bool = false) {
        guard forbidden.isLooking else { return }
        forbidden.check(text, language: language, at: place, for: .person, countsLines: countsLines, log)
        if text.contains("!") { log.refuse(place, "nothing is said with an exclamation mark") }
        checkSentences(text, longest: Self.longestSentence(level), at: place, countsLines: countsLines)
        checkNumbers(text, at: place, countsLines: countsLines)
    }

    /// Holds a line that only workers read against their words.
    func checkForWorkers(_ text: String, at place: Place, countsLines: Bool = false) {
        guard forbidden.isLooking else { return }
        forbidden.check(text, language: language, at: place, for: .worker, countsLines: countsLines, log)
        checkSentences(text, longest: Self.longestSentence(.b1), at: place, countsLines: countsLines)
        checkNumbers(text, at: place, countsLines: countsLines)
    }

    private func checkSentences(_ text: String, longest: Int, at place: Place, countsLines: Bool) {
        for sentence in Sentence.all(in: text) where sentence.words > longest {
            let line = Place(file: place.file, line: place.line + (countsLines ? sentence.line : 0))
            log.refuse(line, "a sentence has \(sentence.words) words; \(longest) is the most here")
        }
    }

    private func checkNumbers(_ text: String, at place: Place, countsLines: Bool) {
        for (line, number) in ArticleText.phoneNumbers(text) {
            log.refuse(
                Place(file: place.file, line: place.line + (countsLines ? line : 0)),
                "the number \(number) may not stand here: the directory has it, and says whether anybody called it")
        }
    }
}

/// A sentence in a text, as far as its length goes.
struct Sentence {
    let words: Int
    /// Line ends before it.
    let line: Int

    /// A full stop ends a sentence only before a space: `9.00` does not.
    static func all(in text: String) -> [Sentence] {
        var sentences: [Sentence] = []
        var words = 0
        var line = 0
        var start = 0
        for (index, row) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            line = index
            for word in row.split(whereSeparator: \.isWhitespace) where word.contains(where: { $0.isLetter || $0.isNumber }) {
                if words == 0 { start = line }
                words += 1
                let last = word.last { !"')\"’”]".contains($0) }
                guard let last, ".?!:".contains(last) else { continue }
                sentences.append(Sentence(words: words, line: start))
                words = 0
            }
        }
        return words == 0 ? sentences : sentences + [Sentence(words: words, line: start)]
    }

    /// The words of a text together.
    static func words(in text: String) -> Int { all(in: text).reduce(0) { $0 + $1.words } }
}
