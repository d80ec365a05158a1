/// What people said about the site afterwards: counts, and their words in an order that tells nothing.
/// - Source: R112.
public struct FeedbackPage: Page {
    public var title: String
    public var lines: [String]
    public var notices: [DeskNotice]
    /// One table per question: each choice, and how many chose it.
    public var counts: [DeskTable]
    public var words: Words

    public init(title: String, lines: [String], notices: [DeskNotice] = [], counts: [DeskTable], words: Words) {
        self.title = title
        self.lines = lines
        self.notices = notices
        self.counts = counts
        self.words = words
    }

    public struct Words: Sendable {
        /// What people wrote to one question.
        public struct Group: Sendable {
            public var question: String
            public var answers: [Told]

            public init(_ question: String, answers: [Told]) {
                self.question = question
                self.answers = answers
            }
        }

        public var title: String
        /// Such as that the order is by chance.
        public var lead: String
        public var groups: [Group]
        /// Said when nobody wrote anything.
        public var none: String

        public init(title: String, lead: String, groups: [Group], none: String) {
            self.title = title
            self.lead = lead
            self.groups = groups
            self.none = none
        }
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.notices(notices)
        html.lines(lines)
        if counts.isEmpty && words.groups.allSatisfy(\.answers.isEmpty) {
            return html.element(.div, .class("empty")) { html in
                html.trusted(Picture.door)
                html.element(.p, text: words.none)
            }
        }
        for table in counts { html.table(table) }
        html.element(.section) { html in
            html.element(.h2, text: words.title)
            html.element(.p, text: words.groups.allSatisfy(\.answers.isEmpty) ? words.none : words.lead)
            for group in words.groups where !group.answers.isEmpty {
                html.element(.h3, text: group.question)
                html.element(.ul) { html in
                    for answer in group.answers {
                        html.element(.li, .class("words"), .ownDirection) { $0.text(answer) }
                    }
                }
            }
        }
    }
}
