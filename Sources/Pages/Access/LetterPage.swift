/// A letter for an organisation without an account: both halves, shown once to who made it; or where both are typed.
/// - Source: product E; decision 0091.
public struct LetterPage: Page {
    public var title: String
    public var lines: [String]
    public var notices: [DeskNotice] = []
    public var letters: Fingerprint?
    public var digits: Fingerprint?
    public var after: [String]
    public var ways: [Way]
    /// Where both halves are typed.
    public var form: (target: FormTarget, fields: [TextField], button: FormButton)?

    public init(title: String, lines: [String], letters: Fingerprint?, digits: Fingerprint?, after: [String], ways: [Way]) {
        self.title = title
        self.lines = lines
        self.letters = letters
        self.digits = digits
        self.after = after
        self.ways = ways
    }

    public func render(into html: inout HTML) {
        html.element(.div, .class("narrow")) { html in
            html.element(.h1, text: title)
            html.notices(notices)
            html.lines(lines)
            for half in [letters, digits].compactMap(\.self) {
                html.element(.h2, text: half.label)
                html.groups(half.groups)
            }
            if let form {
                html.form(form.target) { html in
                    for field in form.fields { html.field(field) }
                    html.button(form.button, .class("go"))
                }
            }
            html.lines(after)
            if !ways.isEmpty { html.ways(ways) }
        }
    }
}
