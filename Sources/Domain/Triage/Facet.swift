/// A side of a situation that advice may depend on, and where its answers stand in the bit patterns that rules are compared with.
///
/// Facets with one answer take one bit per answer, of which exactly one is set. Facets with any number of answers take one bit
/// per answer and one more for 'none named', so that a rule can ask for silence too.
/// - Source: triage vocabulary.
public enum Facet: UInt8, CaseIterable, Sendable, Hashable {
    case asker, age, gender, when, ongoing, danger, monitored, suicidal, mode, drugged, police, anonymous, language
    case relation, setting, region
    case forms, wishes, needs

    /// The stable id of the facet.
    public var id: String { Self.table[Int(rawValue)].id }
    /// The facet with this id, or nil.
    public init?(id: String) {
        guard let found = Self.allCases.first(where: { $0.id == id }) else { return nil }
        self = found
    }
    /// The ids of its answers; for a facet with any number of answers, `unknown` (none named) is the last.
    public var valueIDs: [String] { Self.table[Int(rawValue)].values }
    /// Whether any number of answers may be given.
    public var isSet: Bool { word == 2 }
    /// Which of the three words of a pattern holds the facet.
    public var word: Int { Self.table[Int(rawValue)].word }
    /// Position of its first bit in that word.
    public var shift: Int { Self.table[Int(rawValue)].shift }
    /// All bits of the facet, in its word.
    public var mask: UInt64 { Self.table[Int(rawValue)].mask }
    /// For a facet with any number of answers: the bit that says that none was named.
    public var noneBit: UInt64 { 1 << UInt64(shift + valueIDs.count - 1) }

    private struct Entry {
        let id: String
        let values: [String]
        let word: Int
        let shift: Int
        let mask: UInt64
    }

    private static let table: [Entry] = {
        let rows: [(String, [String], Int)] = [
            ("asker", Asker.ids, 0), ("age", AgeBand.ids, 0), ("gender", Gender.ids, 0), ("when", When.ids, 0),
            ("ongoing", Ternary.ids, 0), ("danger", Danger.ids, 0), ("monitored", Ternary.ids, 0),
            ("suicidal", Suicidal.ids, 0), ("mode", Mode.ids, 0), ("drugged", Ternary.ids, 0),
            ("police", PoliceView.ids, 0), ("anonymous", Ternary.ids, 0), ("language", LanguageClass.ids, 0),
            ("relation", Relation.ids, 1), ("setting", Setting.ids, 1), ("region", Region.ids, 1),
            ("forms", Form.ids + ["unknown"], 2), ("wishes", Wish.ids + ["unknown"], 2), ("needs", Need.ids + ["unknown"], 2),
        ]
        var next = [0, 0, 0]
        return rows.map { id, values, word in
            let shift = next[word]
            next[word] += values.count
            return Entry(id: id, values: values, word: word, shift: shift, mask: ((1 << UInt64(values.count)) - 1) << UInt64(shift))
        }
    }()
}

/// A pattern over all answers of all facets.
public struct FacetBits: Sendable, Hashable {
    public var words: SIMD4<UInt64>

    public init(words: SIMD4<UInt64> = .zero) { self.words = words }

    /// Every answer of every facet.
    public static let everything: FacetBits = {
        var bits = FacetBits()
        for facet in Facet.allCases { bits.words[facet.word] |= facet.mask }
        return bits
    }()

    /// The answers of one facet that the pattern holds.
    public subscript(facet: Facet) -> UInt64 {
        get { words[facet.word] & facet.mask }
        set { words[facet.word] = (words[facet.word] & ~facet.mask) | (newValue & facet.mask) }
    }

    /// Adds one answer, by its position in the vocabulary.
    public mutating func insert(_ facet: Facet, _ index: Int) {
        words[facet.word] |= 1 << UInt64(facet.shift + index)
    }

    /// Whether the pattern holds this answer.
    public func contains(_ facet: Facet, _ index: Int) -> Bool {
        words[facet.word] & (1 << UInt64(facet.shift + index)) != 0
    }
}
