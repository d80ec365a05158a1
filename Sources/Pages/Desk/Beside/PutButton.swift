/// Puts words in the answer: where the cursor stands when scripts run, and at the end on the page that comes back when they do not.
public struct PutButton: Sendable {
    public var button: FormButton
    /// What is put there; nil when it is what the button says.
    public var words: String?
    /// The language of what the button says, where that is not the page's.
    public var language: String?
    /// Whether the words may go out also where somebody may read along: no number and no address in them.
    public var isQuiet: Bool

    public init(_ button: FormButton, words: String? = nil, language: String? = nil, isQuiet: Bool) {
        self.button = button
        self.words = words
        self.language = language
        self.isQuiet = isQuiet
    }

    fileprivate var look: Attribute {
        switch (words == nil, isQuiet) {
        case (true, true): .class("put say")
        case (true, false): .class("put say outward")
        case (false, true): .class("put line")
        case (false, false): .class("put line outward")
        }
    }
}

extension HTML {
    mutating func put(_ put: PutButton) {
        element(
            .button, put.look, .name(put.button.name ?? ""), .value(put.button.value),
            put.words.map { .put($0) } ?? .none, put.language.map { .lang($0) } ?? .none
        ) { html in
            html.text(put.button.text)
            if let about = put.button.about { html.element(.span, text: " " + about, .class("unseen")) }
        }
    }

    /// A link that leaves what is being typed where it is.
    mutating func linkAside(_ link: Link) { element(.a, text: link.text, .href(link.href), .newTab) }
}
