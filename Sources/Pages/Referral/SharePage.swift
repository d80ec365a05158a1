/// What somebody lets a team read: what it may be used for, until when, and one button for each part. What it is opened for is said first.
/// - Source: R22, R62; security 3.5.
public struct SharePage: Page {
    public var title: String
    public var back: Link
    public var notices: [DeskNotice]
    public var lines: [String]
    /// What was agreed, word for word.
    public var terms: (title: String, words: Told)?
    public var target: FormTarget
    public var reason: ChoiceGroup
    public var parts: [FormButton]
    public var partsTitle: String
    /// What is said when nothing stands in it yet.
    public var none: String

    public init(
        title: String, back: Link, notices: [DeskNotice], lines: [String], terms: (title: String, words: Told)?, target: FormTarget,
        reason: ChoiceGroup, partsTitle: String, parts: [FormButton], none: String
    ) {
        self.title = title
        self.back = back
        self.notices = notices
        self.lines = lines
        self.terms = terms
        self.target = target
        self.reason = reason
        self.partsTitle = partsTitle
        self.parts = parts
        self.none = none
    }

    public func render(into html: inout HTML) {
        html.element(.div, .class("narrow")) { html in
            html.opening(back, title, notices: notices, lines: lines)
            html.element(.h2, text: partsTitle)
            if parts.isEmpty {
                html.element(.p, text: none)
            } else {
                html.form(target) { html in
                    html.choices(reason)
                    html.element(.div, .class("on")) { html in
                        for part in parts { html.button(part, .class("line")) }
                    }
                }
            }
            if let terms {
                html.element(.details, .class("act")) { html in
                    html.element(.summary, text: terms.title)
                    html.element(.p, .class("said"), .ownDirection) { $0.text(terms.words) }
                }
            }
        }
    }
}
