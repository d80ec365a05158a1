/// What there is to read, grouped.
public struct ReadingListPage: Page {
    public var title: String
    public var lead: String?
    public var groups: [WayGroup]

    public init(title: String, lead: String? = nil, groups: [WayGroup]) {
        self.title = title
        self.lead = lead
        self.groups = groups
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        if let lead { html.element(.p, text: lead, .class("lead")) }
        for group in groups { html.ways(group) }
    }
}
