/// A case table as a worker sees it who sits at it: what is late first, then what everybody does, and what can be said.
/// - Source: R32, R83, R86; product, case table.
public struct CaseTablePage: Page {
    public var title: String
    public var marks: [Mark]
    public var back: Link
    public var notices: [DeskNotice]
    public var panes: [Pane]
    public var tracks: (title: String, lines: [String], picture: TrackPicture)
    public var history: ReferralPage.History
    public var target: FormTarget
    public var acts: ReferralPage.Acts
    /// What has to change before it can be done; leads to its field.
    public var problems: ProblemSummary?

    /// A piece of what stands on the table.
    public struct Pane: Sendable {
        public var title: String
        public var lines: [String]
        /// What somebody wrote.
        public var said: [Told]
        public var list: [Told]
        public var table: DeskTable?
        public var links: [Link]

        public init(
            _ title: String, lines: [String] = [], said: [Told] = [], list: [Told] = [], table: DeskTable? = nil, links: [Link] = []
        ) {
            self.title = title
            self.lines = lines
            self.said = said
            self.list = list
            self.table = table
            self.links = links
        }
    }

    public init(
        title: String, marks: [Mark], back: Link, notices: [DeskNotice], panes: [Pane],
        tracks: (title: String, lines: [String], picture: TrackPicture), history: ReferralPage.History, target: FormTarget,
        acts: ReferralPage.Acts
    ) {
        self.title = title
        self.marks = marks
        self.back = back
        self.notices = notices
        self.panes = panes
        self.tracks = tracks
        self.history = history
        self.target = target
        self.acts = acts
    }

    public func render(into html: inout HTML) {
        if let problems { html.problems(problems) }
        html.opening(back, title, marks: marks, notices: notices)
        html.element(.div, .class("panes")) { html in
            html.element(.div) { html in
                for pane in panes { show(pane, into: &html) }
                html.element(.section) { html in
                    html.element(.h2, text: tracks.title)
                    html.lines(tracks.lines)
                    html.tracks(tracks.picture)
                }
            }
            html.element(.div) { html in
                html.element(.section) { html in
                    html.element(.h2, text: acts.title)
                    html.element(.p, text: acts.lead)
                    for act in acts.acts { html.form(target) { html in html.act(act) } }
                }
                html.element(.section) { html in html.history(history) }
            }
        }
    }

    private func show(_ pane: Pane, into html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: pane.title)
            html.lines(pane.lines)
            for words in pane.said { html.element(.p, .class("said"), .ownDirection) { $0.text(words) } }
            if !pane.list.isEmpty {
                html.element(.ul) { html in
                    for line in pane.list { html.element(.li, .ownDirection) { $0.text(line) } }
                }
            }
            if let table = pane.table { html.table(table) }
            for link in pane.links { html.element(.p) { $0.element(.a, text: link.text, .href(link.href)) } }
        }
    }
}

extension HTML {
    fileprivate mutating func act(_ act: ReferralPage.Acts.Act) {
        element(.details, .class("act"), .when(act.isOpen, .opened)) { html in
            html.element(.summary, text: act.title)
            html.lines(act.lines)
            for group in act.groups { html.choices(group) }
            if let field = act.field { html.writing(field) }
            for group in act.after { html.choices(group) }
            for piece in act.pieces {
                html.element(.fieldset) { html in
                    html.element(.legend, text: piece.title)
                    for group in piece.groups { html.choices(group) }
                    for field in piece.fields { html.field(field) }
                }
            }
            html.button(act.button, .class("line"))
        }
    }

    fileprivate mutating func history(_ history: ReferralPage.History) {
        element(.details, .class("act")) { html in
            html.element(.summary, text: history.title)
            html.steps(of: history)
        }
    }
}

/// Proposing a case table to a person, from their conversation.
public struct NewTablePage: Page {
    public var title: String
    public var back: Link
    public var notices: [DeskNotice]
    public var lines: [String]
    public var target: FormTarget
    public var groups: [ChoiceGroup]
    public var purpose: WritingField
    public var button: FormButton
    /// What is said when nothing can be proposed now.
    public var none: String?
    /// To tables of this person that are there.
    public var links: [Link]

    public init(
        title: String, back: Link, notices: [DeskNotice], lines: [String], target: FormTarget, groups: [ChoiceGroup],
        purpose: WritingField, button: FormButton, none: String?, links: [Link]
    ) {
        self.title = title
        self.back = back
        self.notices = notices
        self.lines = lines
        self.target = target
        self.groups = groups
        self.purpose = purpose
        self.button = button
        self.none = none
        self.links = links
    }

    public func render(into html: inout HTML) {
        html.opening(back, title, notices: notices)
        for link in links { html.element(.p) { $0.element(.a, text: link.text, .href(link.href)) } }
        html.lines(lines)
        if let none { return html.element(.p, text: none) }
        html.form(target) { html in
            for group in groups { html.choices(group) }
            html.writing(purpose)
            html.button(button, .class("go"))
        }
    }
}
