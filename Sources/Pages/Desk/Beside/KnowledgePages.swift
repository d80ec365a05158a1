/// Everything to read at ease, outside a conversation: the cards, and the phrases by moment.
/// - Source: R38, R43.
public struct KnowledgeListPage: Page {
    public struct Phrases: Sendable {
        public var title: String
        public var lead: String
        public var groups: [(title: String, plain: [String], easy: [String])]
        /// What the two levels are called.
        public var levels: (plain: String, easy: String)
        /// To the worker's own.
        public var own: Link?

        public init(title: String, lead: String, groups: [(title: String, plain: [String], easy: [String])], levels: (String, String)) {
            self.title = title
            self.lead = lead
            self.groups = groups
            self.levels = levels
        }
    }

    public var title: String
    public var lead: String
    public var groups: [WayGroup]
    public var phrases: Phrases

    public init(title: String, lead: String, groups: [WayGroup], phrases: Phrases) {
        self.title = title
        self.lead = lead
        self.groups = groups
        self.phrases = phrases
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.element(.p, text: lead)
        for group in groups { html.ways(group) }
        html.element(.section) { html in
            html.element(.h2, text: phrases.title, .id("phrases"))
            html.element(.p, text: phrases.lead)
            if let own = phrases.own { html.element(.p) { $0.element(.a, text: own.text, .href(own.href)) } }
            for group in phrases.groups {
                html.element(.details, .class("moment")) { html in
                    html.element(.summary, text: group.title)
                    html.level(phrases.levels.plain, group.plain)
                    html.level(phrases.levels.easy, group.easy)
                }
            }
        }
    }
}

/// One knowledge card on a page of its own.
public struct KnowledgeSheetPage: Page {
    public var sheet: KnowledgeSheet
    public var back: Link

    public init(sheet: KnowledgeSheet, back: Link) {
        self.sheet = sheet
        self.back = back
    }

    public func render(into html: inout HTML) {
        html.element(.p) { $0.element(.a, text: back.text, .href(back.href), .class("back")) }
        html.element(.div, .class("knowledge")) { html in
            html.element(.h1, text: sheet.title)
            html.element(.p, text: sheet.summary, .class("lead"))
            html.inside(sheet, heading: .h2)
        }
    }
}

extension HTML {
    fileprivate mutating func level(_ title: String, _ texts: [String]) {
        element(.h3, text: title)
        element(.ul) { html in
            for text in texts { html.element(.li, text: text) }
        }
    }
}
