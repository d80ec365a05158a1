/// A language that a person reads or a service speaks, as a BCP 47 tag: two or three letters, then optional parts of two to eight
/// letters or digits.
public struct LanguageTag: Sendable, Hashable {
    public let value: String

    /// The tag in lower case, or nil when the text has not the shape of a tag.
    public init?(_ text: String) {
        let parts = text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count <= 35, let first = parts.first, (2...3).contains(first.utf8.count),
            first.utf8.allSatisfy({ (97...122).contains($0) }),
            parts.dropFirst().allSatisfy({ part in
                (1...8).contains(part.utf8.count) && part.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
            })
        else { return nil }
        value = text.lowercased()
        _primary = String(first)
    }

    private let _primary: String
    /// The language itself, without region or script.
    public var primary: String { _primary }

    private init(known: String) {
        value = known
        _primary = known
    }
    public static let dutch = LanguageTag(known: "nl")
    public static let english = LanguageTag(known: "en")
    /// Some language other than Dutch or English.
    public static let undetermined = LanguageTag(known: "und")
}
