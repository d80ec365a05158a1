/// Where somebody who was invited types the code that the administrator handed over.
public struct InvitationPage: Page {
    public var title: String
    public var lines: [String]
    public var notices: [DeskNotice]
    public var target: FormTarget
    /// The code, 20 digits, with or without spaces.
    public var field: TextField
    public var button: FormButton

    public init(
        title: String, lines: [String] = [], notices: [DeskNotice] = [], target: FormTarget, field: TextField, button: FormButton
    ) {
        self.title = title
        self.lines = lines
        self.notices = notices
        self.target = target
        self.field = field
        self.button = button
    }

    public func render(into html: inout HTML) {
        html.element(.div, .class("narrow")) { html in
            html.element(.h1, text: title)
            html.notices(notices)
            html.lines(lines)
            html.form(target) { html in
                html.field(field)
                html.button(button, .class("go"))
            }
        }
    }
}

/// Where the invited worker chooses a passphrase, puts the second factor on their telephone, and proves that it works.
/// - Source: security 2.7; ASVS 5.0 chapter 6.2.
public struct ChoosePassphrasePage: Page {
    public var title: String
    public var lines: [String]
    public var notices: [DeskNotice]
    public var target: FormTarget
    public var passphrase: Step
    public var factor: SecondFactor
    public var button: FormButton
    /// What an organisation says of itself, when it comes in with its first person.
    public var before: About?

    /// Fields before the passphrase.
    public struct About: Sendable {
        public var title: String
        public var lines: [String]
        public var fields: [TextField]
        public var groups: [ChoiceGroup]
        public var more: [TextField]

        public init(_ title: String, lines: [String], fields: [TextField], groups: [ChoiceGroup], more: [TextField]) {
            self.title = title
            self.lines = lines
            self.fields = fields
            self.groups = groups
            self.more = more
        }
    }

    public init(
        title: String, lines: [String], notices: [DeskNotice] = [], target: FormTarget, passphrase: Step, factor: SecondFactor,
        button: FormButton
    ) {
        self.title = title
        self.lines = lines
        self.notices = notices
        self.target = target
        self.passphrase = passphrase
        self.factor = factor
        self.button = button
    }

    /// Fields under one heading.
    public struct Step: Sendable {
        public var title: String
        public var lines: [String]
        public var fields: [EntryField]

        public init(_ title: String, lines: [String], fields: [EntryField]) {
            self.title = title
            self.lines = lines
            self.fields = fields
        }
    }

    /// The secret of the second factor, as it is typed into an app or opened by one.
    public struct SecondFactor: Sendable {
        public var step: Step
        public var secretLabel: String
        /// Base 32, in groups of four.
        public var secret: [Told]
        public var addressLabel: String
        /// The `otpauth:` address in full, as text.
        public var address: Told

        public init(_ step: Step, secretLabel: String, secret: [Told], addressLabel: String, address: Told) {
            self.step = step
            self.secretLabel = secretLabel
            self.secret = secret
            self.addressLabel = addressLabel
            self.address = address
        }
    }

    public func render(into html: inout HTML) {
        html.element(.div, .class("narrow")) { html in
            html.element(.h1, text: title)
            html.notices(notices)
            html.lines(lines)
            html.form(target) { html in
                if let before { about(before, into: &html) }
                html.element(.h2, text: passphrase.title)
                html.lines(passphrase.lines)
                for field in passphrase.fields { html.field(field) }
                html.element(.h2, text: factor.step.title)
                html.lines(factor.step.lines)
                html.element(.p, text: factor.secretLabel)
                html.groups(factor.secret)
                html.element(.details) { html in
                    html.element(.summary, text: factor.addressLabel)
                    html.element(.p, .class("address"), .leftToRight) { $0.text(factor.address) }
                }
                for field in factor.step.fields { html.field(field) }
                html.button(button, .class("go"))
            }
        }
    }
}

extension ChoosePassphrasePage {
    private func about(_ about: About, into html: inout HTML) {
        html.element(.h2, text: about.title)
        html.lines(about.lines)
        for field in about.fields { html.field(field) }
        for group in about.groups { html.choices(group) }
        for field in about.more { html.field(field) }
    }
}

/// The worker has keys. A colleague who holds the team's key must still let them in.
public struct WelcomePage: Page {
    public var title: String
    public var lines: [String]
    /// What a colleague compares before they let this worker in.
    public var fingerprint: Fingerprint?
    public var ways: [Way]

    public init(title: String, lines: [String], fingerprint: Fingerprint? = nil, ways: [Way]) {
        self.title = title
        self.lines = lines
        self.fingerprint = fingerprint
        self.ways = ways
    }

    public func render(into html: inout HTML) {
        html.element(.div, .class("narrow")) { html in
            html.trusted(Picture.door)
            html.element(.h1, text: title)
            html.lines(lines)
            if let fingerprint {
                html.element(.p, text: fingerprint.label)
                html.groups(fingerprint.groups)
            }
            html.ways(ways)
        }
    }
}

/// A key as people compare it over the telephone.
public struct Fingerprint: Sendable {
    public var label: String
    public var groups: [Told]

    public init(_ label: String, groups: [Told]) {
        self.label = label
        self.groups = groups
    }
}

extension HTML {
    /// Digits or letters in groups, to read out or to copy.
    mutating func groups(_ groups: [Told]) {
        element(.p, .class("groups"), .leftToRight, .untranslated) { html in
            for group in groups {
                html.element(.span) { $0.text(group) }
                html.trusted(Trusted(" "))
            }
        }
    }
}
