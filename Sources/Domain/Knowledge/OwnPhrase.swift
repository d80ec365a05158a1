/// A short text that a helper wrote for themself, to send as it is or to change first. Only they can open it.
/// - Source: issue 4, 'own canned texts per language and level'; R45.
public struct OwnPhrase: Sendable {
    /// How many a helper has at most; more cannot be found while somebody waits.
    public static let most = 60
    /// Letters that fit in one.
    public static let longest = 1200

    public let language: LanguageTag
    public let level: TextLevel
    public let text: Confidential<String>

    public init(language: LanguageTag, level: TextLevel, text: Confidential<String>) {
        self.language = language
        self.level = level
        self.text = text
    }
}

/// The same as it is kept.
public struct SealedOwnPhrase: Sendable, Hashable {
    public let id: Identifier<SealedOwnPhrase>
    public let worker: Identifier<SupportWorker>
    public let content: Sealed<OwnPhrase>

    public init(id: Identifier<SealedOwnPhrase>, worker: Identifier<SupportWorker>, content: Sealed<OwnPhrase>) {
        self.id = id
        self.worker = worker
        self.content = content
    }
}
