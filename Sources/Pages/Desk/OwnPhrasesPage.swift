/// Texts that a helper wrote for themself, and a place to write one more.
public struct OwnPhrasesPage: Page {
    public struct Row: Sendable {
        public var text: Told
        /// The language of the words.
        public var tag: String
        /// Language and level, in words.
        public var marks: String
        public var remove: FormButton

        public init(text: Told, tag: String, marks: String, remove: FormButton) {
            self.text = text
            self.tag = tag
            self.marks = marks
            self.remove = remove
        }
    }

    public struct Form: Sendable {
        public var title: String
        public var field: WritingField
        public var language: ChoiceGroup
        public var level: ChoiceGroup
        public var button: FormButton

        public init(title: String, field: WritingField, language: ChoiceGroup, level: ChoiceGroup, button: FormButton) {
            self.title = title
            self.field = field
            self.language = language
            self.level = level
            self.button = button
        }
    }

    public var title: String
    public var lines: [String]
    public var notices: [DeskNotice]
    public var target: FormTarget
    public var heading: String
    public var rows: [Row]
    public var none: String
    public var form: Form
    public var back: Link

    public init(
        title: String, lines: [String], notices: [DeskNotice], target: FormTarget, heading: String, rows: [Row], none: String, form: Form,
        back: Link
    ) {
        self.title = title
        self.lines = lines
        self.notices = notices
        self.target = target
        self.heading = heading
        self.rows = rows
        self.none = none
        self.form = form
        self.back = back
    }

    public func render(into html: inout HTML) {
        html.element(.p) { $0.element(.a, text: back.text, .href(back.href), .class("back")) }
        html.element(.h1, text: title)
        html.lines(lines)
        html.notices(notices)
        html.element(.section, .class("narrow card")) { html in
            html.element(.h2, text: form.title)
            html.form(target) { html in
                html.writing(form.field)
                html.choices(form.language)
                html.choices(form.level)
                html.button(form.button, .class("go"))
            }
        }
        html.element(.section) { html in
            html.element(.h2, text: heading)
            if rows.isEmpty { html.element(.p, text: none) }
            html.form(target) { html in
                for row in rows { show(row, into: &html) }
            }
        }
    }

    private func show(_ row: Row, into html: inout HTML) {
        html.element(.div, .class("spoken")) { html in
            html.element(.p, text: row.marks, .class("who"))
            html.element(.p, .class("words"), .lang(row.tag), .ownDirection) { $0.text(row.text) }
            html.button(row.remove, .class("line"))
        }
    }
}
