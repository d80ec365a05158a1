/// The end of a way: everything erased, thrown away, left for now, or gone meanwhile. Calm, and with ways on.
public struct PartingPage: Page {
    public var title: String
    public var lines: [String]
    /// A few questions, for who likes to answer them.
    public var ask: Ask?
    public var ways: [Way]
    /// Words that were typed and could not be sent, given back so that the person can still read or copy them.
    public var kept: WritingField?
    /// Sends those words once more; nil when there is nowhere to send them.
    public var again: (target: FormTarget, button: FormButton)?
    public var danger: UrgentLine?

    public init(title: String, lines: [String], ask: Ask? = nil, ways: [Way] = [], danger: UrgentLine? = nil) {
        self.title = title
        self.lines = lines
        self.ask = ask
        self.ways = ways
        self.danger = danger
    }

    /// Leads to ``AfterwardsPage``.
    public struct Ask: Sendable {
        public var title: String
        public var text: String
        public var target: FormTarget
        public var button: FormButton

        public init(title: String, text: String, target: FormTarget, button: FormButton) {
            self.title = title
            self.text = text
            self.target = target
            self.button = button
        }
    }

    public func render(into html: inout HTML) {
        html.trusted(Picture.door)
        html.element(.h1, text: title)
        html.lines(lines)
        if let kept {
            if let again {
                html.form(again.target) { html in
                    html.writing(kept)
                    html.button(again.button, .class("go"))
                }
            } else {
                html.writing(kept)
            }
        }
        if let danger { html.urgent(danger) }
        if let ask {
            html.element(.section, .class("good")) { html in
                html.element(.h2, text: ask.title)
                html.element(.p, text: ask.text)
                html.form(ask.target) { $0.button(ask.button, .class("line")) }
            }
        }
        if !ways.isEmpty { html.ways(ways) }
    }
}
