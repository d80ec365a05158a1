/// The code with which the person comes back, shown once: 20 digits, and the same secret as six words.
/// - Source: security 2.3.
public struct CodePage: Page {
    public var title: String
    /// Who can read with it, where to keep it, and that we cannot give it again.
    public var lines: [String]
    public var code: Code
    /// Ways to keep it out of sight.
    public var keeping: Fold?
    public var target: FormTarget
    public var buttons: Buttons

    public init(title: String, lines: [String], code: Code, keeping: Fold? = nil, target: FormTarget, buttons: Buttons) {
        self.title = title
        self.lines = lines
        self.code = code
        self.keeping = keeping
        self.target = target
        self.buttons = buttons
    }

    /// The code in its two forms.
    public struct Code: Sendable {
        public var digitsTitle: String
        /// Five groups of four digits.
        public var groups: [Told]
        public var wordsTitle: String
        /// Six words, in order.
        public var words: [Told]
        /// BCP 47: the language of the words, which is not always that of the page.
        public var wordsLanguage: String
        /// That one of the two is enough.
        public var note: String?

        public init(digitsTitle: String, groups: [Told], wordsTitle: String, words: [Told], wordsLanguage: String, note: String? = nil) {
            self.digitsTitle = digitsTitle
            self.groups = groups
            self.wordsTitle = wordsTitle
            self.words = words
            self.wordsLanguage = wordsLanguage
            self.note = note
        }
    }

    public struct Buttons: Sendable {
        public var have: FormButton
        /// Throws away what was written; or, when only the code is changed, leaves that as it was.
        public var discard: FormButton?
        /// What that does.
        public var discardNote: String?

        public init(have: FormButton, discard: FormButton? = nil, discardNote: String? = nil) {
            self.have = have
            self.discard = discard
            self.discardNote = discardNote
        }
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.lines(lines)
        // A translation would make another code of it.
        html.element(.section, .class("card code"), .untranslated) { html in
            html.element(.h2, text: code.wordsTitle)
            html.element(.ol, .lang(code.wordsLanguage), .leftToRight) { html in
                for word in code.words { html.element(.li) { $0.text(word) } }
            }
            html.element(.h2, text: code.digitsTitle)
            html.element(.p, .class("digits"), .leftToRight) { html in
                for group in code.groups {
                    html.element(.span) { $0.text(group) }
                    html.trusted(Trusted(" "))
                }
            }
        }
        if let note = code.note { html.element(.p, text: note) }
        if let keeping { html.fold(keeping) }
        html.form(target) { html in
            html.button(buttons.have, .class("go"))
            if let discard = buttons.discard {
                html.element(.div, .class("apart")) { html in
                    html.button(discard, .class("line"))
                    if let note = buttons.discardNote { html.element(.small, text: note) }
                }
            }
        }
    }
}
