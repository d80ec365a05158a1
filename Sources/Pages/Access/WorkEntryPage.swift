/// Where a worker enters: login name, passphrase and six digits, in one form.
///
/// Whatever was wrong, the page says the same.
/// - Source: security 2.7.
public struct WorkEntryPage: Page {
    public var title: String
    /// What was wrong, that it is busy, or that an entry ended.
    public var notices: [DeskNotice]
    public var target: FormTarget
    public var fields: [EntryField]
    public var button: FormButton
    /// What was being typed when the entry ended; it goes along and comes back after.
    public var kept: WritingField?
    /// To those who were invited.
    public var ways: [Way]

    public init(
        title: String, notices: [DeskNotice] = [], target: FormTarget, fields: [EntryField], button: FormButton, ways: [Way] = []
    ) {
        self.title = title
        self.notices = notices
        self.target = target
        self.fields = fields
        self.button = button
        self.ways = ways
    }

    public func render(into html: inout HTML) {
        html.element(.div, .class("narrow")) { html in
            html.element(.h1, text: title)
            html.notices(notices)
            html.form(target) { html in
                if let kept { html.writing(kept) }
                for field in fields { html.field(field) }
                html.button(button, .class("go"))
            }
            if !ways.isEmpty { html.ways(ways) }
        }
    }
}

/// A worker left, and nothing of them stays here.
public struct SignedOutPage: Page {
    public var title: String
    public var lines: [String]
    public var ways: [Way]

    public init(title: String, lines: [String], ways: [Way]) {
        self.title = title
        self.lines = lines
        self.ways = ways
    }

    public func render(into html: inout HTML) {
        html.element(.div, .class("narrow")) { html in
            html.trusted(Picture.door)
            html.element(.h1, text: title)
            html.lines(lines)
            html.ways(ways)
        }
    }
}
