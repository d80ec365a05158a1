/// A telephone call, written down while it lasts. Until the worker keeps it, it is in their own notes alone; there is no place for a number or a
/// name.
/// - Source: R4, R8; security 2.3, 'Phone'.
public struct PhonePage: Page {
    public var title: String
    public var notices: [DeskNotice]
    public var lines: [String]
    /// What to ask first when the caller sounds young.
    public var young: Fold
    public var target: FormTarget
    /// Each question with its answers; every one may be left.
    public var questions: Questions
    /// What the caller reads later, and what only the team reads.
    public var told: WritingField
    public var memo: WritingField
    public var draft: Draft
    /// Fetches the advice for what was chosen.
    public var look: FormButton
    public var ends: [End]
    public var beside: ConversationPage.Beside

    public init(
        title: String, notices: [DeskNotice], lines: [String], young: Fold, target: FormTarget, questions: Questions, told: WritingField,
        memo: WritingField, draft: Draft, look: FormButton, ends: [End], beside: ConversationPage.Beside
    ) {
        self.title = title
        self.notices = notices
        self.lines = lines
        self.young = young
        self.target = target
        self.questions = questions
        self.told = told
        self.memo = memo
        self.draft = draft
        self.look = look
        self.ends = ends
        self.beside = beside
    }

    /// What is said of the notes while they are kept by themselves.
    public struct Draft: Sendable {
        public var unsaved: String
        public var ended: String

        public init(unsaved: String, ended: String) {
            self.unsaved = unsaved
            self.ended = ended
        }
    }

    public struct Questions: Sendable {
        public var title: String
        public var lead: String
        public var groups: [ChoiceGroup]

        public init(title: String, lead: String, groups: [ChoiceGroup]) {
            self.title = title
            self.lead = lead
            self.groups = groups
        }
    }

    /// One way in which the call can end, and what it means.
    public struct End: Sendable {
        public var button: FormButton
        public var note: String

        public init(_ button: FormButton, note: String) {
            self.button = button
            self.note = note
        }
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.notices(notices)
        html.lines(lines)
        html.fold(young)
        html.form(target, .id("phone"), .class("panes")) { html in
            html.element(.div) { html in
                html.writing(told)
                html.writing(memo)
                html.element(.p, .id("draft"), .status, .class("quiet")) { _ in }
                html.element(.later, text: draft.unsaved, .id("unsaved"), .class("problem"))
                html.element(.later, text: draft.ended, .id("ended"), .class("problem"))
                html.element(.section) { html in
                    html.element(.h2, text: questions.title)
                    html.element(.p, text: questions.lead)
                    for group in questions.groups { html.choices(group) }
                    html.button(look, .class("line"))
                }
                for (index, end) in ends.enumerated() {
                    html.element(.div, .class("apart")) { html in
                        html.button(end.button, index == 0 ? .class("go") : .class("line"))
                        html.element(.small, text: end.note)
                    }
                }
            }
            html.beside(beside)
        }
    }
}

/// The code of a call that is kept: shown once, large, with what to say for each letter.
/// - Source: security 2.3, 'Phone'.
public struct PhoneCodePage: Page {
    public var title: String
    /// How to read it out, and what to tell the caller.
    public var lines: [String]
    public var digitsTitle: String
    /// Five groups of four digits.
    public var groups: [Told]
    public var wordsTitle: String
    public var words: [Word]
    /// BCP 47: the language of the words, which is not always that of the page.
    public var wordsLanguage: String
    public var after: [String]
    public var next: Link

    public init(
        title: String, lines: [String], digitsTitle: String, groups: [Told], wordsTitle: String, words: [Word], wordsLanguage: String,
        after: [String], next: Link
    ) {
        self.title = title
        self.lines = lines
        self.digitsTitle = digitsTitle
        self.groups = groups
        self.wordsTitle = wordsTitle
        self.words = words
        self.wordsLanguage = wordsLanguage
        self.after = after
        self.next = next
    }

    /// A word and how to spell it aloud, such as 'Bernard, Otto, Otto, Maria'.
    public struct Word: Sendable {
        public var word: Told
        public var spelling: String

        public init(_ word: Told, spelling: String) {
            self.word = word
            self.spelling = spelling
        }
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.lines(lines)
        html.element(.section, .class("card code"), .untranslated) { html in
            html.element(.h2, text: digitsTitle)
            html.element(.p, .class("digits"), .leftToRight) { html in
                for group in groups {
                    html.element(.span) { $0.text(group) }
                    html.trusted(Trusted(" "))
                }
            }
            html.element(.h2, text: wordsTitle)
            html.element(.ol, .leftToRight) { html in
                for word in words {
                    html.element(.li) { html in
                        html.element(.span, .lang(wordsLanguage)) { $0.text(word.word) }
                        html.trusted(Trusted(" "))
                        html.element(.small, text: word.spelling)
                    }
                }
            }
        }
        html.lines(after)
        html.element(.p) { $0.element(.a, text: next.text, .href(next.href)) }
    }
}
