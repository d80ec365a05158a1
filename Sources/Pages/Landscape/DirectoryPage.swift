/// All places that can help, with a filter. The filter posts, so that nobody's need stands in an address.
public struct DirectoryPage: Page {
    public var title: String
    public var lead: String?
    public var filter: Filter?
    public var results: Results

    public init(title: String, lead: String? = nil, filter: Filter? = nil, results: Results) {
        self.title = title
        self.lead = lead
        self.filter = filter
        self.results = results
    }

    /// What the person is looking for.
    public struct Filter: Sendable {
        public var legend: String
        public var target: FormTarget
        public var field: TextField?
        public var groups: [ChoiceGroup]
        public var button: FormButton

        public init(_ legend: String, target: FormTarget, field: TextField? = nil, groups: [ChoiceGroup], button: FormButton) {
            self.legend = legend
            self.target = target
            self.field = field
            self.groups = groups
            self.button = button
        }
    }

    /// What was found, in words and in groups.
    public struct Results: Sendable {
        public struct Group: Sendable {
            public var title: String
            public var cards: [CallCard]

            public init(_ title: String, cards: [CallCard]) {
                self.title = title
                self.cards = cards
            }
        }

        /// Such as '12 plekken', or what to do when nothing fits.
        public var summary: String
        public var groups: [Group]
        public var ways: [Way]

        public init(summary: String, groups: [Group], ways: [Way] = []) {
            self.summary = summary
            self.groups = groups
            self.ways = ways
        }
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        if let lead { html.element(.p, text: lead, .class("lead")) }
        if let filter { show(filter, into: &html) }
        html.element(.p, text: results.summary, .status, .class("quiet"))
        for group in results.groups {
            html.element(.section) { html in
                html.element(.h2, text: group.title)
                for card in group.cards { html.foldedCard(card) }
            }
        }
        if !results.ways.isEmpty { html.ways(results.ways) }
    }

    private func show(_ filter: Filter, into html: inout HTML) {
        html.form(filter.target, .label(filter.legend)) { html in
            if let field = filter.field { html.field(field) }
            for group in filter.groups { html.choices(group) }
            html.button(filter.button, .class("line"))
        }
    }
}
