/// The first page: call 112, find out what can help, talk to someone, come back. One screen, one thumb.
public struct HomePage: Page {
    public var welcome: Welcome
    public var danger: UrgentLine
    /// The one thing to press: the questions.
    public var start: Way
    /// To talk with someone at once.
    public var talk: Way?
    /// Lines where somebody answers now.
    public var lines: Lines?
    /// What else can be done now: return with a code, the child page, reading.
    public var ways: [Way]
    /// What happens with what the person says here.
    public var promises: Promises
    /// What to do when someone may be reading along.
    public var safety: Fold?

    public init(welcome: Welcome, danger: UrgentLine, start: Way, ways: [Way], promises: Promises) {
        self.welcome = welcome
        self.danger = danger
        self.start = start
        self.ways = ways
        self.promises = promises
    }

    /// The first words.
    public struct Welcome: Sendable {
        public var title: String
        public var lead: String?

        public init(title: String, lead: String? = nil) {
            self.title = title
            self.lead = lead
        }
    }

    /// Lines that are open at this moment, each with its number.
    public struct Lines: Sendable {
        public struct Line: Sendable {
            public var name: String
            public var call: CallButton
            public var state: String

            public init(_ name: String, call: CallButton, state: String) {
                self.name = name
                self.call = call
                self.state = state
            }
        }
        public var title: String
        public var lines: [Line]
        /// Said when not all of these numbers were called to check.
        public var mark: String?
        /// A link to all of them.
        public var all: Link

        public init(title: String, lines: [Line], all: Link) {
            self.title = title
            self.lines = lines
            self.all = all
        }
    }

    /// Short lines about what we do and do not keep.
    public struct Promises: Sendable {
        public var title: String
        public var lines: [String]

        public init(title: String, lines: [String]) {
            self.title = title
            self.lines = lines
        }
    }

    public func render(into html: inout HTML) {
        html.element(.div, .class("hero")) { html in
            html.trusted(Picture.door)
            html.element(.h1, text: welcome.title)
            if let lead = welcome.lead { html.element(.p, text: lead, .class("lead")) }
        }
        html.urgent(danger)
        html.element(.p) { html in
            html.element(.a, text: start.title, .class("go"), .href(start.href))
            if let text = start.text { html.element(.small, text: text) }
        }
        if let talk {
            html.element(.p) { html in
                html.element(.a, text: talk.title, .class("out line"), .href(talk.href))
                if let text = talk.text { html.element(.small, text: text) }
            }
        }
        if let lines { html.openLines(lines) }
        html.ways(ways)
        html.element(.section, .class("good")) { html in
            html.element(.h2, text: promises.title)
            html.element(.ul) { html in
                for line in promises.lines { html.element(.li, text: line) }
            }
        }
        if let safety { html.fold(safety) }
    }
}

extension HTML {
    mutating func openLines(_ lines: HomePage.Lines) {
        element(.section, .class("card")) { html in
            html.element(.h2, text: lines.title)
            for line in lines.lines {
                html.element(.p) { html in
                    html.element(.b, text: line.name)
                    html.trusted(Trusted(" "))
                    html.element(.span, text: line.state, .class("state is-open"))
                }
                html.call(line.call)
            }
            if let mark = lines.mark { html.element(.p, text: mark, .class("mark")) }
            html.element(.p) { $0.element(.a, text: lines.all.text, .href(lines.all.href)) }
        }
    }
}
