/// What was referred to a team, or what a desk referred: what waits longest for somebody first.
/// - Source: R29; product E.
public struct ReferralListPage: Page {
    public var title: String
    /// Such as '4 verwijzingen. Op 1 wacht iemand te lang.'
    public var lead: String
    public var notices: [DeskNotice]
    public var table: DeskTable?
    /// What is said when there is nothing.
    public var none: String
    public var lines: [String]
    /// What can be begun here.
    public var ways: [Way] = []
    /// Where the buttons of the table lead.
    public var target: FormTarget?

    public init(title: String, lead: String, notices: [DeskNotice], table: DeskTable?, none: String, lines: [String]) {
        self.title = title
        self.lead = lead
        self.notices = notices
        self.table = table
        self.none = none
        self.lines = lines
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.notices(notices)
        if !ways.isEmpty { html.ways(ways) }
        html.element(.div, .id("fresh")) { html in
            html.element(.p, text: lead, .class("lead"))
            if let table {
                if let target { html.form(target) { $0.table(table) } } else { html.table(table) }
            } else {
                html.element(.p, text: none)
            }
        }
        html.lines(lines)
    }
}
