/// Why what somebody typed is no return code. It depends on the text alone, and is told at once.
public enum ReturnCodeProblem: Error, Sendable, Hashable {
    /// Nothing that could belong to a code.
    case empty
    /// So many digits (of 20) or words (of 6) were found.
    case tooShort(found: Int)
    case tooLong
    /// The check does not fit: a digit or word is wrong, or two changed places.
    case typo
    /// These words, counted from 0, are not in the list.
    case unknownWords([Int])
}

extension ReturnCode {
    /// Longer texts are not looked at, in UTF-8 bytes.
    public static let longestText = 1000

    /// Reads what a person typed: digits of any script or words, with spaces, hyphens or dots, in any case.
    ///
    /// Text with twelve digits or more is read as digits, where a letter O or l inside is taken for 0 or 1; other text with letters as words,
    /// where numbers before the words are passed over.
    public static func read(_ typed: String, words list: CodeWords) throws(ReturnCodeProblem) -> ReturnCode {
        guard typed.utf8.count <= longestText else { throw .tooLong }
        let signs = typed.unicodeScalars.compactMap(Sign.init)
        if signs.count(where: { $0.digit != nil }) >= 12 || !signs.contains(where: { $0.letter != nil }) {
            return try read(digits: digits(in: signs))
        }
        return try read(words: typedWords(typed), list)
    }

    /// The words that somebody typed, as they are looked up: to show which of them is meant by `unknownWords`.
    public static func typedWords(_ typed: String) -> [String] {
        typed.unicodeScalars.prefix(longestText).compactMap(Sign.init)
            .split { $0.letter == nil }
            .map { letters in String(String.UnicodeScalarView(letters.compactMap(\.letter))) }
    }

    private static func read(digits: [UInt8]) throws(ReturnCodeProblem) -> ReturnCode {
        guard !digits.isEmpty else { throw .empty }
        guard digits.count >= length else { throw .tooShort(found: digits.count) }
        guard digits.count == length else { throw .tooLong }
        guard let code = ReturnCode(digits: digits) else { throw .typo }
        return code
    }

    private static func read(words: [String], _ list: CodeWords) throws(ReturnCodeProblem) -> ReturnCode {
        guard words.count <= 4 * wordCount else { throw .tooLong }
        let unknown = words.indices.filter { list.index(of: words[$0]) == nil }
        guard unknown.isEmpty else { throw .unknownWords(unknown) }
        guard words.count >= wordCount else { throw .tooShort(found: words.count) }
        guard words.count == wordCount else { throw .tooLong }
        guard let code = ReturnCode(places: words.compactMap(list.index)) else { throw .typo }
        return code
    }

    // Only beside a digit is a letter taken for one: 'code' in front of a number has an o, too.
    private static func digits(in signs: [Sign]) -> [UInt8] {
        signs.split { $0 == .gap }.filter { $0.contains { $0.digit != nil } }.flatMap { $0.compactMap { $0.digit ?? $0.lookalike } }
    }

    /// One scalar of what was typed.
    private enum Sign: Equatable {
        case digit(UInt8)
        case letter(Unicode.Scalar)
        case gap

        /// - Returns: nil for marks that belong to the letter before them, and for invisible signs.
        init?(_ scalar: Unicode.Scalar) {
            let properties = scalar.properties
            switch scalar.value {
            case 0x30...0x39: self = .digit(UInt8(scalar.value - 0x30))
            case 0x61...0x7A: self = .letter(scalar)
            case 0x41...0x5A: self = Self.latin(scalar.value - 0x41)
            case 0xFF21...0xFF3A: self = Self.latin(scalar.value - 0xFF21)
            case 0xFF41...0xFF5A: self = Self.latin(scalar.value - 0xFF41)
            default:
                if properties.numericType == .decimal, let value = properties.numericValue {
                    self = .digit(UInt8(value))
                } else if [.nonspacingMark, .format].contains(properties.generalCategory) {
                    return nil
                } else if properties.isAlphabetic {
                    self = .letter(scalar)
                } else {
                    self = .gap
                }
            }
        }

        private static func latin(_ place: UInt32) -> Sign { .letter(Unicode.Scalar(UInt8(truncatingIfNeeded: 0x61 + place))) }

        var digit: UInt8? { if case .digit(let value) = self { value } else { nil } }
        var letter: Unicode.Scalar? { if case .letter(let scalar) = self { scalar } else { nil } }
        var lookalike: UInt8? {
            switch letter {
            case "o": 0
            case "i", "l": 1
            default: nil
            }
        }
    }
}
