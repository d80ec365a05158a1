/// What a person keeps to come back: 18 random digits with 2 check digits, or the same secret as six simple words.
///
/// It cannot print itself. Whoever has it has the dossier; nobody can give it again.
/// - Source: security 2.3; ISO 7064 MOD 97-10; R7.
public struct ReturnCode: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Digits that a person sees, check digits included.
    public static let length = 20
    /// Words of the same secret.
    public static let wordCount = 6
    /// There are this many codes: 59.8 bits.
    static let limit: UInt64 = 1_000_000_000_000_000_000

    let number: UInt64

    /// - Returns: nil when the number has more than 18 digits.
    init?(number: UInt64) {
        guard number < Self.limit else { return nil }
        self.number = number
    }

    /// A new code. Every one is as likely as every other: draws that would favour some are thrown away.
    public init(_ chance: some Chance) {
        var drawn: UInt64
        repeat {
            // 60 bits reach just over the limit, so that nearly nine of ten draws are good.
            drawn = chance.bytes(8).reduce(0) { $0 << 8 | UInt64($1) } & (1 << 60 - 1)
        } while drawn >= Self.limit
        number = drawn
    }

    /// The 18 digits from which keys are derived, in ASCII.
    public var secret: Secret { Secret(Array(padded(number).utf8)) }

    /// All 20 digits.
    public var digits: Confidential<String> { Confidential(padded(number) + checkDigits) }

    /// The 20 digits as they are shown: five groups of four.
    public var groups: Confidential<[String]> {
        let all = Array(digits.revealed)
        return Confidential(stride(from: 0, to: all.count, by: 4).map { String(all[$0..<$0 + 4]) })
    }

    /// The same secret as six words, to be written below each other.
    public func words(_ list: CodeWords) -> Confidential<[String]> {
        let checked = 73 * UInt128(number) + UInt128(number % 73)
        let parts = (0..<Self.wordCount).reversed().map { list.words[Int(checked >> (11 * UInt128($0)) & 2047)] }
        return Confidential(parts)
    }

    /// The code that 20 digits say.
    /// - Returns: nil when the check digits do not fit.
    init?(digits: [UInt8]) {
        let number = digits.dropLast(2).reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
        self.init(number: number)
        // Compared as they are written: 01 and 98 would leave the same remainder.
        guard digits.suffix(2).elementsEqual(checkDigits.utf8.map { $0 - 48 }) else { return nil }
    }

    /// The code that six places in the list say.
    /// - Returns: nil when they do not fit together.
    init?(places: [Int]) {
        let checked = places.reduce(UInt128(0)) { $0 << 11 | UInt128($1) }
        guard checked / 73 < UInt128(Self.limit) else { return nil }
        let number = UInt64(checked / 73)
        guard checked % 73 == UInt128(number % 73) else { return nil }
        self.init(number: number)
    }

    private var checkDigits: String {
        let check = 98 - number % 97 * 100 % 97
        return check < 10 ? "0\(check)" : "\(check)"
    }

    private func padded(_ number: UInt64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 18 - digits.count) + digits
    }

    public var description: String { "[return code]" }
    public var debugDescription: String { "[return code]" }
    public var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}

/// The 2,048 words in which return codes can be said. The list never changes: a code said in words must be found again.
/// - Source: security 2.3, 'Dutch word list'.
public struct CodeWords: Sendable {
    /// 11 bits for each word.
    public static let count = 2048

    /// In the order that gives each word its number.
    public let words: [String]
    private let places: [String: Int]
    private let byStart: [String: [Int]]

    /// - Returns: nil unless there are exactly 2,048 different words of lower-case letters a to z.
    public init?(_ words: [String]) {
        guard words.count == Self.count, words.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (97...122).contains($0) } })
        else { return nil }
        let places = Dictionary(words.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        guard places.count == Self.count else { return nil }
        self.words = words
        self.places = places
        byStart = Dictionary(grouping: words.indices) { Self.start(of: words[$0]) }
    }

    /// The place of a word in the list, from 0.
    public func index(of word: String) -> Int? { places[word] }

    /// Words of the list that begin with the same four letters: what was probably meant.
    public func suggestions(for word: String) -> [String] { (byStart[Self.start(of: word)] ?? []).map { words[$0] } }

    private static func start(of word: String) -> String { String(word.prefix(4)) }
}
