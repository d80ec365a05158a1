/// Who looked at what the person wrote: which organisation, in which role, what they did, how often. No names.
/// - Source: security 3.5; NEN 7513; R7.
public struct WhoLookedPage: Page {
    public var title: String
    public var lines: [String]
    public var days: [Day]
    /// What they let organisations know, with what was found there.
    public var remarks: (title: String, all: [Remark])?
    /// What it means, and what to do when something is not right.
    public var meaning: [BeforeWritingPage.Point]
    public var target: FormTarget
    /// Says to the organisation itself that something is not right.
    public var wrong: FormButton?
    public var back: FormButton

    public init(
        title: String, lines: [String], days: [Day], meaning: [BeforeWritingPage.Point], target: FormTarget, wrong: FormButton? = nil,
        back: FormButton
    ) {
        self.title = title
        self.lines = lines
        self.days = days
        self.meaning = meaning
        self.target = target
        self.wrong = wrong
        self.back = back
    }

    /// Something that was not right, and what came of it.
    public struct Remark: Sendable {
        public var about: String
        public var text: Told
        /// Oldest first; without words where it was looked into alone.
        public var answers: [(about: String, text: Told?)]
        /// Said when nobody looked into it yet.
        public var none: String

        public init(about: String, text: Told, answers: [(about: String, text: Told?)], none: String) {
            self.about = about
            self.text = text
            self.answers = answers
            self.none = none
        }
    }

    /// What happened in one day, folded unless it is the newest.
    public struct Day: Sendable {
        public var title: String
        public var rows: [Row]

        public init(_ title: String, rows: [Row]) {
            self.title = title
            self.rows = rows
        }
    }

    /// Who did what.
    public struct Row: Sendable {
        /// Organisation and role, or 'Jij'.
        public var who: String
        /// What they did, with how often, such as 'Las je berichten, 3 keer'.
        public var what: [String]

        public init(_ who: String, what: [String]) {
            self.who = who
            self.what = what
        }
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.lines(lines)
        if let remarks {
            html.element(.h2, text: remarks.title)
            for remark in remarks.all { html.remark(remark) }
        }
        for (index, day) in days.enumerated() {
            html.element(.details, .class("day"), .when(index == 0, .opened)) { html in
                html.element(.summary, text: day.title)
                html.rows(day.rows)
            }
        }
        for point in meaning {
            html.element(.h2, text: point.title)
            html.element(.p, text: point.text)
        }
        html.form(target) { html in
            html.element(.div, .class("on")) { html in
                if let wrong { html.button(wrong, .class("line")) }
                html.button(back, .class("line"))
            }
        }
    }
}

extension HTML {
    /// Words of somebody, with who said them and when above; one of the two may be missing.
    mutating func said(_ about: String?, _ words: Told?) {
        if let about { element(.p, text: about, .class("quiet")) }
        if let words { element(.p, .class("said"), .ownDirection) { $0.text(words) } }
    }

    fileprivate mutating func remark(_ remark: WhoLookedPage.Remark) {
        said(remark.about, remark.text)
        for answer in remark.answers { said(answer.about, answer.text) }
        if remark.answers.isEmpty { element(.p, text: remark.none, .class("quiet")) }
    }

    /// Who did what, or when: each on a line of its own beside it.
    mutating func rows(_ rows: [WhoLookedPage.Row]) {
        element(.dl) { html in
            for row in rows {
                html.element(.div) { html in
                    html.element(.dt, text: row.who)
                    html.element(.dd) { html in
                        if let only = row.what.first, row.what.count == 1 { return html.text(only) }
                        html.element(.ul, .class("each")) { html in
                            for what in row.what { html.element(.li, text: what) }
                        }
                    }
                }
            }
        }
    }
}
