/// What somebody should know before the first word: who reads it, what we can and cannot see, when we would act.
///
/// Where no team can read a message, the page says so and leads to the lines that are open.
/// - Source: domain C2.9; security 6.4; R7, R39.
public struct BeforeWritingPage: Page {
    public var heading: Heading
    /// The one line for danger to life.
    public var danger: UrgentLine
    /// Each a heading with a few lines; empty when nobody can write here now.
    public var points: [Point]
    /// The way on; nil when nobody can write here now.
    public var next: Next?
    /// The way to talk now, when somebody is there.
    public var talk: Next?
    /// The way to be called back, where nobody is free to talk; with what it means.
    public var call: (line: String, next: Next)?
    /// When somebody is there to talk, if that is known: until when, or from when again.
    public var hours: String?
    /// Numbers where somebody answers now.
    public var lines: HomePage.Lines?
    public var ways: [Way]

    public init(heading: Heading, danger: UrgentLine, points: [Point], next: Next?, lines: HomePage.Lines?, ways: [Way] = []) {
        self.heading = heading
        self.danger = danger
        self.points = points
        self.next = next
        self.lines = lines
        self.ways = ways
    }

    /// The first words.
    public struct Heading: Sendable {
        public var title: String
        public var lead: String?

        public init(_ title: String, lead: String? = nil) {
            self.title = title
            self.lead = lead
        }
    }

    /// One thing to know.
    public struct Point: Sendable {
        public var title: String
        public var text: String

        public init(_ title: String, _ text: String) {
            self.title = title
            self.text = text
        }
    }

    /// The button that goes on to writing, with the sealed slip.
    public struct Next: Sendable {
        public var target: FormTarget
        public var button: FormButton

        public init(_ target: FormTarget, _ button: FormButton) {
            self.target = target
            self.button = button
        }
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: heading.title)
        if let lead = heading.lead { html.element(.p, text: lead, .class("lead")) }
        html.urgent(danger)
        html.element(.div, .class("points")) { html in
            for point in points {
                html.element(.h2, text: point.title)
                html.element(.p, text: point.text)
            }
        }
        if let hours { html.element(.p, text: hours) }
        if let talk {
            html.form(talk.target) { $0.button(talk.button, .class("go")) }
        }
        if let call {
            html.form(call.next.target) { html in
                html.element(.p, text: call.line)
                html.button(call.next.button, .class("go"))
            }
        }
        if let next {
            html.form(next.target) { $0.button(next.button, talk == nil && call == nil ? .class("go") : .class("line")) }
        }
        if let lines { html.openLines(lines) }
        if !ways.isEmpty { html.ways(ways) }
    }
}
