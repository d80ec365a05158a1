/// Puts words in the answer: where the cursor stands when scripts run, and at the end on the page that comes back when they do not.
public struct PutButton: Sendable {
    public var button: FormButton
    /// What is put there; nil when it is what the button says.
    public var words: String?
    /// The language of what the button says, where that is not the page's.
    public var language: String?

    public init(_ button: FormButton, words: String? = nil, language: String? = nil) {
        self.button = button
        self.words = words
        self.language = language
    }
}

extension HTML {
    mutating func put(_ put: PutButton) {
        element(
            .button, put.words == nil ? .class("put say") : .class("put line"), .name(put.button.name ?? ""), .value(put.button.value),
            put.words.map { .put($0) } ?? .none, put.language.map { .lang($0) } ?? .none
        ) { html in
            html.text(put.button.text)
            if let about = put.button.about { html.element(.span, text: " " + about, .class("unseen")) }
        }
    }

    /// A link that leaves what is being typed where it is.
    mutating func linkAside(_ link: Link) { element(.a, text: link.text, .href(link.href), .newTab) }
}
