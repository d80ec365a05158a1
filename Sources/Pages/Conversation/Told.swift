/// Words that belong to a person, on their way to that person's page: a message, a code, what was typed and is given back.
///
/// They can be written into a page and nowhere else: a description or a mirror of the page shows nothing of them.
/// - Source: security 1.2, invariant I1.
public struct Told: Sendable, CustomStringConvertible, CustomReflectable {
    let words: String

    public init(_ words: String) { self.words = words }

    public var description: String { "[told]" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
    public var isEmpty: Bool { words.isEmpty }
}

extension HTML {
    mutating func text(_ told: Told) { text(told.words) }
}

// What was typed into a field is a person's too.
extension TextField: CustomStringConvertible, CustomReflectable {
    public var description: String { "[field \(name)]" }
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
