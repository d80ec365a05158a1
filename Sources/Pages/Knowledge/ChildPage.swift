/// The page for a child: few words, big letters, someone to call or chat with. Nothing is asked about what happened.
public struct ChildPage: Page {
    public var title: String
    /// Short lines, one thought each.
    public var lines: [String]
    public var danger: UrgentLine?
    public var cards: [CallCard]
    /// What can be read or done next.
    public var ways: WayGroup?

    public init(title: String, lines: [String], danger: UrgentLine? = nil, cards: [CallCard], ways: WayGroup? = nil) {
        self.title = title
        self.lines = lines
        self.danger = danger
        self.cards = cards
        self.ways = ways
    }

    public func render(into html: inout HTML) {
        html.element(.div, .class("child")) { html in
            html.element(.div, .class("hero")) { html in
                html.trusted(Picture.door)
                html.element(.h1, text: title)
                html.lines(Array(lines.prefix(1)))
            }
            // Somebody to call comes before anything to read.
            if let card = cards.first { html.card(card, heading: .h2) }
            if let danger { html.urgent(danger) }
            for card in cards.dropFirst() { html.card(card, heading: .h2) }
            html.lines(Array(lines.dropFirst()))
            if let ways { html.ways(ways) }
        }
    }
}
