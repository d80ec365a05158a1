/// Asks for a code or a part of it: to show, kindly asked, that the person has it, or before they get another one.
public struct AskCodePage: Page {
    public var title: String
    public var lines: [String]
    public var form: CodeForm

    public init(title: String, lines: [String], form: CodeForm) {
        self.title = title
        self.lines = lines
        self.form = form
    }

    public func render(into html: inout HTML) {
        if let problems = form.problems { html.problems(problems) }
        html.element(.h1, text: title)
        html.lines(lines)
        html.codeForm(form)
    }
}

/// The way back in: one field that takes digits or words.
///
/// The same page when a session ended in the middle: then it says so, and what was typed stands there still.
/// Unknown and erased codes read the same.
/// - Source: security 2.3, invariant I6.
public struct EnterCodePage: Page {
    public var title: String
    public var lines: [String]
    public var form: CodeForm
    /// What came between, such as that the person was away for a while.
    public var notice: Notice?
    /// What can be done without the code.
    public var lost: Fold?
    public var ways: [Way]

    public init(title: String, lines: [String], form: CodeForm, lost: Fold? = nil, ways: [Way] = []) {
        self.title = title
        self.lines = lines
        self.form = form
        self.lost = lost
        self.ways = ways
    }

    public func render(into html: inout HTML) {
        if let problems = form.problems { html.problems(problems) }
        html.element(.h1, text: title)
        if let notice { html.notice(notice) }
        html.lines(lines)
        html.codeForm(form)
        if let lost { html.fold(lost) }
        if !ways.isEmpty { html.ways(ways) }
    }
}

/// Asks for the code before everything is erased, and says what goes and what stays.
/// - Source: domain C11; security, 'Retention'.
public struct ErasePage: Page {
    public var title: String
    public var goes: Part
    public var stays: Part
    public var form: CodeForm

    public init(title: String, goes: Part, stays: Part, form: CodeForm) {
        self.title = title
        self.goes = goes
        self.stays = stays
        self.form = form
    }

    /// A heading with what falls under it.
    public struct Part: Sendable {
        public var title: String
        public var lines: [String]

        public init(_ title: String, lines: [String]) {
            self.title = title
            self.lines = lines
        }
    }

    public func render(into html: inout HTML) {
        if let problems = form.problems { html.problems(problems) }
        html.element(.h1, text: title)
        for part in [goes, stays] {
            html.element(.section) { html in
                html.element(.h2, text: part.title)
                html.element(.ul) { html in
                    for line in part.lines { html.element(.li, text: line) }
                }
            }
        }
        html.codeForm(form, isFinal: true)
    }
}
