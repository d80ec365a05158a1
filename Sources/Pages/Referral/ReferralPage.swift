/// One referral as a worker sees it. What need not be asked again stands before everything else.
/// - Source: R22, R29; product D, E.
public struct ReferralPage: Page {
    public var title: String
    public var marks: [Mark]
    public var back: Link
    public var notices: [DeskNotice]
    public var told: Told?
    public var question: Question
    public var shared: Shared
    public var history: History
    /// All in one form; each has fields of its own.
    public var target: FormTarget
    public var acts: Acts

    public init(
        title: String, marks: [Mark], back: Link, notices: [DeskNotice], told: Told?, question: Question, shared: Shared, history: History,
        target: FormTarget, acts: Acts
    ) {
        self.title = title
        self.marks = marks
        self.back = back
        self.notices = notices
        self.told = told
        self.question = question
        self.shared = shared
        self.history = history
        self.target = target
        self.acts = acts
    }

    /// What the person said already, and is not asked again.
    public struct Told: Sendable {
        public var title: String
        public var items: [Pages.Told]

        public init(title: String, items: [Pages.Told]) {
            self.title = title
            self.items = items
        }
    }

    /// What is asked, by whom.
    public struct Question: Sendable {
        public var title: String
        public var text: Pages.Told
        public var lines: [String]

        public init(title: String, text: Pages.Told, lines: [String]) {
            self.title = title
            self.text = text
            self.lines = lines
        }
    }

    /// What the person lets the receiver see, or that there is nothing yet.
    public struct Shared: Sendable {
        public var title: String
        public var lines: [String]
        /// To each part; opening one stands in what the person sees.
        public var parts: [Link]

        public init(title: String, lines: [String], parts: [Link]) {
            self.title = title
            self.lines = lines
            self.parts = parts
        }
    }

    /// What happened, oldest first.
    public struct History: Sendable {
        public struct Step: Sendable {
            public var when: String
            public var what: String
            public var text: Pages.Told?

            public init(when: String, what: String, text: Pages.Told?) {
                self.when = when
                self.what = what
                self.text = text
            }
        }
        public var title: String
        public var steps: [Step]

        public init(title: String, steps: [Step]) {
            self.title = title
            self.steps = steps
        }
    }

    /// What whoever looks can do now.
    public struct Acts: Sendable {
        public struct Act: Sendable {
            public var title: String
            public var lines: [String]
            public var groups: [ChoiceGroup]
            public var field: WritingField?
            /// Under the words: who reads them.
            public var after: [ChoiceGroup] = []
            /// Parts that belong together, such as the pieces of one visit.
            public var pieces: [(title: String, groups: [ChoiceGroup], fields: [TextField])] = []
            public var button: FormButton
            public var isOpen: Bool

            public init(
                _ title: String, lines: [String] = [], groups: [ChoiceGroup] = [], field: WritingField? = nil, button: FormButton,
                isOpen: Bool = false
            ) {
                self.title = title
                self.lines = lines
                self.groups = groups
                self.field = field
                self.button = button
                self.isOpen = isOpen
            }
        }
        public var title: String
        /// Who has to do something, and until when.
        public var lead: String
        public var acts: [Act]

        public init(title: String, lead: String, acts: [Act]) {
            self.title = title
            self.lead = lead
            self.acts = acts
        }
    }

    public func render(into html: inout HTML) {
        html.opening(back, title, marks: marks, notices: notices)
        html.element(.div, .class("panes")) { html in
            html.element(.div) { html in
                if let told { show(told, into: &html) }
                html.element(.section) { html in
                    html.element(.h2, text: question.title)
                    html.element(.p, .class("said"), .ownDirection) { $0.text(question.text) }
                    html.lines(question.lines)
                }
                html.element(.section) { html in
                    html.element(.h2, text: shared.title)
                    html.lines(shared.lines)
                    if !shared.parts.isEmpty {
                        html.element(.ul) { html in
                            for part in shared.parts { html.element(.li) { $0.element(.a, text: part.text, .href(part.href)) } }
                        }
                    }
                }
            }
            html.element(.div) { html in
                html.element(.section) { html in
                    html.element(.h2, text: acts.title)
                    html.element(.p, text: acts.lead)
                    html.form(target) { html in
                        for act in acts.acts { show(act, into: &html) }
                    }
                }
                show(history, into: &html)
            }
        }
    }

    private func show(_ told: Told, into html: inout HTML) {
        html.element(.section, .class("good")) { html in
            html.element(.h2, text: told.title)
            html.element(.ul) { html in
                for item in told.items { html.element(.li, .ownDirection) { $0.text(item) } }
            }
        }
    }

    private func show(_ act: Acts.Act, into html: inout HTML) {
        html.element(.details, .class("act"), .when(act.isOpen, .opened)) { html in
            html.element(.summary, text: act.title)
            html.lines(act.lines)
            for group in act.groups { html.choices(group) }
            if let field = act.field { html.writing(field) }
            for group in act.after { html.choices(group) }
            html.button(act.button, .class("line"))
        }
    }

    private func show(_ history: History, into html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: history.title)
            html.steps(of: history)
        }
    }
}

extension HTML {
    /// What happened, oldest first.
    mutating func steps(of history: ReferralPage.History) {
        element(.ol, .class("steps")) { html in
            for step in history.steps {
                html.element(.li) { html in
                    html.element(.small, text: step.when)
                    html.element(.p, text: step.what)
                    if let text = step.text { html.element(.p, .class("said"), .ownDirection) { $0.text(text) } }
                }
            }
        }
    }
}

/// One part of a dossier, as the person let a team see it.
public struct SharedPartPage: Page {
    public var title: String
    public var back: Link
    public var lines: [String]
    public var text: Told
    /// What is said when nothing stands in it yet.
    public var none: String?
    public var earlierTitle: String
    public var earlier: [ReferralPage.History.Step]
    /// Files in it, oldest first.
    public var files: [File] = []

    /// A file: what it is called, what it is, and where it is opened.
    public struct File: Sendable {
        public var name: Told
        public var lines: [String]
        public var open: Link

        public init(name: Told, lines: [String], open: Link) {
            self.name = name
            self.lines = lines
            self.open = open
        }
    }

    public init(
        title: String, back: Link, lines: [String], text: Told, none: String?, earlierTitle: String,
        earlier: [ReferralPage.History.Step]
    ) {
        self.title = title
        self.back = back
        self.lines = lines
        self.text = text
        self.none = none
        self.earlierTitle = earlierTitle
        self.earlier = earlier
    }

    public func render(into html: inout HTML) {
        html.opening(back, title, lines: lines)
        if let none {
            html.element(.p, text: none)
        } else if files.isEmpty {
            html.element(.p, .class("said"), .ownDirection) { $0.text(text) }
        }
        if !files.isEmpty {
            html.element(.ul, .class("steps")) { html in
                for file in files {
                    html.element(.li) { html in
                        html.element(.p, .ownDirection) { $0.element(.strong) { $0.text(file.name) } }
                        for line in file.lines { html.element(.small, text: line) }
                        html.element(.p) { $0.element(.a, text: file.open.text, .href(file.open.href)) }
                    }
                }
            }
        }
        guard !earlier.isEmpty else { return }
        html.element(.details, .class("act")) { html in
            html.element(.summary, text: earlierTitle)
            html.element(.ol, .class("steps")) { html in
                for step in earlier {
                    html.element(.li) { html in
                        html.element(.small, text: step.when)
                        if let text = step.text { html.element(.p, .class("said"), .ownDirection) { $0.text(text) } }
                    }
                }
            }
        }
    }
}

/// Asking a team, from a conversation, without saying who it is.
public struct ReferPage: Page {
    public var title: String
    public var back: Link
    public var notices: [DeskNotice]
    public var lines: [String]
    public var target: FormTarget
    public var groups: [ChoiceGroup]
    public var line: TextField
    public var question: WritingField
    public var told: WritingField
    public var button: FormButton
    /// What is said when nobody can be asked.
    public var none: String?

    public init(
        title: String, back: Link, notices: [DeskNotice], lines: [String], target: FormTarget, groups: [ChoiceGroup], line: TextField,
        question: WritingField, told: WritingField, button: FormButton, none: String?
    ) {
        self.title = title
        self.back = back
        self.notices = notices
        self.lines = lines
        self.target = target
        self.groups = groups
        self.line = line
        self.question = question
        self.told = told
        self.button = button
        self.none = none
    }

    public func render(into html: inout HTML) {
        html.opening(back, title, notices: notices, lines: lines)
        if let none { return html.element(.p, text: none) }
        html.form(target) { html in
            for group in groups { html.choices(group) }
            html.field(line)
            html.writing(question)
            html.writing(told)
            html.button(button, .class("go"))
        }
    }
}
