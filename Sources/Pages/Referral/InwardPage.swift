/// Sending somebody to the desk with their own yes: what is needed, what nobody asks again, who said yes, how they come.
/// - Source: product E, 'into the entry'.
public struct InwardPage: Page {
    public var title: String
    public var back: Link
    public var notices: [DeskNotice]
    public var lines: [String]
    public var target: FormTarget
    public var groups: [ChoiceGroup]
    public var line: TextField
    public var need: WritingField
    public var told: WritingField
    public var yes: [ChoiceGroup]
    /// With the code, or by telephone as well.
    public var contact: SafeContact
    public var button: FormButton
    /// What is said to who cannot send anybody.
    public var none: String?

    public init(
        title: String, back: Link, notices: [DeskNotice], lines: [String], target: FormTarget, groups: [ChoiceGroup], line: TextField,
        need: WritingField, told: WritingField, yes: [ChoiceGroup], contact: SafeContact, button: FormButton, none: String?
    ) {
        self.title = title
        self.back = back
        self.notices = notices
        self.lines = lines
        self.target = target
        self.groups = groups
        self.line = line
        self.need = need
        self.told = told
        self.yes = yes
        self.contact = contact
        self.button = button
        self.none = none
    }

    public func render(into html: inout HTML) {
        html.element(.div, .class("narrow")) { html in
            html.opening(back, title, notices: notices, lines: lines)
            if let none { return html.element(.p, text: none) }
            html.form(target) { html in
                for group in groups { html.choices(group) }
                html.field(line)
                html.writing(need)
                html.writing(told)
                for group in yes { html.choices(group) }
                html.safeContact(contact)
                html.button(button, .class("go"))
            }
        }
    }
}
