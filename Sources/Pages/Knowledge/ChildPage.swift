/// The page for a child: few words, big letters, someone to call or chat with. Nothing is asked about what happened.
public struct ChildPage: Page {
    public var title: String
    /// Short lines, one thought each.
    public var lines: [String]
    public var danger: UrgentLine?
    public var cards: [CallCard]
    /// How to talk with us; empty when nobody here can.
    public var talk: [Way]
    /// What can be read or done next.
    public var ways: WayGroup?

    public init(title: String, lines: [String], danger: UrgentLine? = nil, cards: [CallCard], talk: [Way] = [], ways: WayGroup? = nil) {
        self.title = title
        self.lines = lines
        self.danger = danger
        self.cards = cards
        self.talk = talk
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
            if !talk.isEmpty { html.ways(talk) }
            for card in cards.dropFirst() { html.card(card, heading: .h2) }
            html.lines(Array(lines.dropFirst()))
            if let ways { html.ways(ways) }
        }
    }
}
