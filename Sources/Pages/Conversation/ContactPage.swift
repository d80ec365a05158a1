/// Lets the person look again at how they want to be answered, and stop it in one step.
/// - Source: security 6.6.
public struct ContactPage: Page {
    public var title: String
    public var lines: [String]
    public var target: FormTarget
    public var contact: SafeContact
    public var save: FormButton?
    public var back: FormButton
    public var problems: ProblemSummary?

    public init(title: String, lines: [String], target: FormTarget, contact: SafeContact, save: FormButton?, back: FormButton) {
        self.title = title
        self.lines = lines
        self.target = target
        self.contact = contact
        self.save = save
        self.back = back
    }

    public func render(into html: inout HTML) {
        if let problems { html.problems(problems) }
        html.element(.h1, text: title)
        html.lines(lines)
        html.form(target) { html in
            html.safeContact(contact, heading: false)
            html.element(.div, .class("on")) { html in
                if let save { html.button(save, .class("go")) }
                html.button(back, .class("plain"))
            }
        }
    }
}
