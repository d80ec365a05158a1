/// All texts of one language, so that no screen has words of its own.
///
/// A key that has no text gives the key in double brackets: a person sees that something is missing, and nothing falls over.
/// - Source: R2, R45.
public struct Wording: Sendable {
    /// The language as a tag: `nl`, `en`.
    public let language: String
    private let texts: [String: String]
    private let childTexts: [String: String]

    /// - Parameters:
    ///   - texts: the texts by their full key, such as `notices.window_pep.title`.
    ///   - child: the same keys, for the few texts that read easier at the child level.
    public init(language: String, texts: [String: String], child: [String: String] = [:]) {
        self.language = language
        self.texts = texts
        childTexts = child.isEmpty ? texts : texts.merging(child) { _, easier in easier }
    }

    /// The text of a key, or the key in double brackets.
    public subscript(key: String) -> String { texts[key] ?? "⟦\(key)⟧" }

    /// Whether there is a text for the key.
    public func has(_ key: String) -> Bool { texts[key] != nil }

    /// The text of a key with its placeholders filled in; a placeholder without a value stays as it is.
    ///
    /// Values are put in once and never read again for placeholders.
    public func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        let text = self[key]
        return values.isEmpty ? text : Placeholders.filled(text, values)
    }

    /// The same language, with the easier texts of the child level laid over.
    public var childLevel: Wording { Wording(language: language, texts: childTexts) }

    /// The same texts marked to run from right to left, under another tag: to see how the pages hold up in such a language.
    public func mirrored(as tag: String) -> Wording {
        // A text that names an article is a name, not a text.
        func mirrored(_ texts: [String: String]) -> [String: String] {
            Dictionary(
                uniqueKeysWithValues: texts.map {
                    ($0, $0.hasSuffix(".more") || $0.hasSuffix(".more_other") || $1.isEmpty ? $1 : "\u{202E}\($1)\u{202C}")
                })
        }
        return Wording(language: tag, texts: mirrored(texts), child: mirrored(childTexts))
    }

    /// All keys, in alphabetical order.
    public var keys: [String] { texts.keys.sorted() }

    /// The names of the placeholders in the text of a key.
    public func placeholders(in key: String) -> Set<String> { Placeholders.names(in: texts[key] ?? "") }
}
