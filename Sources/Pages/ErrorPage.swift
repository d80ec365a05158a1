/// Something went wrong, or is not here. Calm, and with a way on.
public struct ErrorPage: Page {
    public var title: String
    public var lines: [String]
    /// What the person can tell us, so that we can find what went wrong; it says nothing about them.
    public var reference: Reference?
    public var ways: [Way]
    public var danger: UrgentLine?

    public init(title: String, lines: [String], reference: Reference? = nil, ways: [Way] = [], danger: UrgentLine? = nil) {
        self.title = title
        self.lines = lines
        self.reference = reference
        self.ways = ways
        self.danger = danger
    }

    /// A number under which we can find the fault.
    public struct Reference: Sendable {
        public var label: String
        public var number: String

        public init(label: String, number: String) {
            self.label = label
            self.number = number
        }
    }

    public func render(into html: inout HTML) {
        html.trusted(Picture.door)
        html.element(.h1, text: title)
        html.lines(lines)
        if let reference {
            html.element(.p, .class("quiet")) { html in
                html.text(reference.label)
                html.trusted(Trusted(" "))
                html.element(.b, text: reference.number, .leftToRight)
            }
        }
        if !ways.isEmpty { html.ways(ways) }
        if let danger { html.urgent(danger) }
    }
}
