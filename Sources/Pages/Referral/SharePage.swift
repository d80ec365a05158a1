/// What somebody lets a team read: what it may be used for, until when, and one button for each part. What it is opened for is said first. What the
/// team needs not, it gives back.
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
    public var giveBack: GiveBack?

    /// One press gives back a part, or all of it; a reason may be said with it.
    public struct GiveBack: Sendable {
        public var title: String
        public var lines: [String]
        public var reason: ChoiceGroup
        public var buttons: [FormButton]
        public var isOpen: Bool

        public init(title: String, lines: [String], reason: ChoiceGroup, buttons: [FormButton], isOpen: Bool) {
            self.title = title
            self.lines = lines
            self.reason = reason
            self.buttons = buttons
            self.isOpen = isOpen
        }
    }

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
            if let giveBack { show(giveBack, into: &html) }
            if let terms {
                html.element(.details, .class("act")) { html in
                    html.element(.summary, text: terms.title)
                    html.element(.p, .class("said"), .ownDirection) { $0.text(terms.words) }
                }
            }
        }
    }

    private func show(_ giveBack: GiveBack, into html: inout HTML) {
        html.element(.details, .id("back"), .class("act"), .when(giveBack.isOpen, .opened)) { html in
            html.element(.summary, text: giveBack.title)
            html.lines(giveBack.lines)
            html.form(target) { html in
                html.choices(giveBack.reason)
                html.element(.div, .class("on")) { html in
                    for button in giveBack.buttons { html.button(button, .class("line")) }
                }
            }
        }
    }
}
