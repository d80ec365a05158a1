/// How a shift went: numbers, a sample of closed conversations that was announced, and what was no request for help.
/// - Source: R3, R105.
public struct LookBackPage: Page {
    /// A table, or what is said when there is nothing in it.
    public struct Part: Sendable {
        public var title: String
        public var lines: [String]
        public var table: DeskTable?
        public var none: String
        /// Said below the table; nil where there is nothing to add.
        public var after: String?

        public init(title: String, lines: [String] = [], table: DeskTable?, none: String) {
            self.title = title
            self.lines = lines
            self.table = table
            self.none = none
        }
    }

    public var title: String
    public var lines: [String]
    public var parts: [Part]

    public init(title: String, lines: [String], parts: [Part]) {
        self.title = title
        self.lines = lines
        self.parts = parts
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.lines(lines)
        for part in parts {
            html.element(.section, .class("counts")) { html in
                html.element(.h2, text: part.title)
                html.lines(part.lines)
                if let table = part.table { html.table(table) } else { html.element(.p, text: part.none) }
                if let after = part.after { html.element(.p, text: after) }
            }
        }
    }
}

/// What was said in a closed conversation that was drawn. Nothing can be done with it here.
public struct ReviewedPage: Page {
    public var title: String
    public var lines: [String]
    public var heading: String
    public var messages: [ConversationPage.Message]
    public var back: Link

    public init(title: String, lines: [String], heading: String, messages: [ConversationPage.Message], back: Link) {
        self.title = title
        self.lines = lines
        self.heading = heading
        self.messages = messages
        self.back = back
    }

    public func render(into html: inout HTML) {
        html.opening(back, title, lines: lines)
        html.element(.section, .labelled(by: "talk")) { html in
            html.element(.h2, text: heading, .id("talk"))
            for message in messages { html.message(message) }
        }
    }
}
