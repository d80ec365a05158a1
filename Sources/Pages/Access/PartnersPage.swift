/// Organisations that take part: which of them still need to be spoken with, which team is alone, who was asked.
/// - Source: security 2.7, 'Decided for version 1'.
public struct PartnersPage: Page {
    public var title: String
    public var lines: [String]
    public var notices: [DeskNotice]
    /// All buttons go here.
    public var target: FormTarget
    public var partners: [Partner]
    public var none: String
    /// Who was asked, and asking another; nothing for an organisation that was asked itself.
    public var asking: Asking?

    public init(
        title: String, lines: [String], notices: [DeskNotice], target: FormTarget, partners: [Partner], none: String, asking: Asking?
    ) {
        self.title = title
        self.lines = lines
        self.notices = notices
        self.target = target
        self.partners = partners
        self.none = none
        self.asking = asking
    }

    public struct Partner: Sendable {
        public var name: String
        public var marks: [Mark]
        public var lines: [String]
        public var fingerprint: Fingerprint?
        /// With whom somebody spoke, and the button that says that the digits are the same.
        public var confirm: (field: TextField, button: FormButton)?

        public init(
            name: String, marks: [Mark], lines: [String], fingerprint: Fingerprint?, confirm: (field: TextField, button: FormButton)?
        ) {
            self.name = name
            self.marks = marks
            self.lines = lines
            self.fingerprint = fingerprint
            self.confirm = confirm
        }
    }

    public struct Asking: Sendable {
        public var title: String
        public var lines: [String]
        public var open: DeskTable?
        public var field: TextField
        public var button: FormButton

        public init(title: String, lines: [String], open: DeskTable?, field: TextField, button: FormButton) {
            self.title = title
            self.lines = lines
            self.open = open
            self.field = field
            self.button = button
        }
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.notices(notices)
        html.lines(lines)
        if partners.isEmpty { html.element(.p, text: none) }
        for partner in partners { show(partner, into: &html) }
        guard let asking else { return }
        html.element(.section) { html in
            html.element(.h2, text: asking.title)
            html.lines(asking.lines)
            html.form(target) { html in
                if let open = asking.open { html.table(open) }
                html.field(asking.field)
                html.button(asking.button, .class("go"))
            }
        }
    }

    private func show(_ partner: Partner, into html: inout HTML) {
        html.element(.section, .class("card")) { html in
            html.element(.h2, text: partner.name)
            html.marks(partner.marks)
            html.lines(partner.lines)
            if let fingerprint = partner.fingerprint {
                html.element(.p, text: fingerprint.label)
                html.groups(fingerprint.groups)
            }
            guard let confirm = partner.confirm else { return }
            html.form(target) { html in
                html.field(confirm.field)
                html.button(confirm.button, .class("line"))
            }
        }
    }
}
