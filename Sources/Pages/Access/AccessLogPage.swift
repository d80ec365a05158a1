/// Who of the own organisation did what, when, on which number. No content.
/// - Source: security 3.5; NEN 7513.
public struct AccessLogPage: Page {
    public var title: String
    /// Such as that reading this is in the log as well.
    public var lines: [String]
    public var notices: [DeskNotice]
    /// When, who, role, what, number.
    public var entries: DeskTable?
    /// Said when there is nothing to show.
    public var none: String
    /// Newer and older entries.
    public var ways: [Link]
    /// What people found not right, newest first, with the words above them: what can be opened, and what lies there in words.
    public var remarks: (title: String, open: [Link], all: [(about: String, text: Told)])?

    public init(
        title: String, lines: [String], notices: [DeskNotice] = [], entries: DeskTable?, none: String, ways: [Link] = []
    ) {
        self.title = title
        self.lines = lines
        self.notices = notices
        self.entries = entries
        self.none = none
        self.ways = ways
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.notices(notices)
        html.lines(lines)
        if let remarks {
            html.element(.h2, text: remarks.title)
            if !remarks.open.isEmpty {
                html.element(.ul, .class("each")) { html in
                    for remark in remarks.open { html.element(.li) { $0.element(.a, text: remark.text, .href(remark.href)) } }
                }
            }
            for remark in remarks.all { html.said(remark.about, remark.text) }
        }
        if let entries { html.table(entries) } else { html.element(.p, text: none) }
        if ways.isEmpty { return }
        html.element(.p, .class("row")) { html in
            for way in ways { html.element(.a, text: way.text, .href(way.href)) }
        }
    }
}
