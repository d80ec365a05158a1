/// One place that can help, with everything we know about it and where we know it from.
public struct ServicePage: Page {
    public var card: CallCard
    public var hours: Hours?
    /// What else there is to say.
    public var blocks: [Block]
    public var proof: Proof
    public var ways: [Way]

    public init(card: CallCard, hours: Hours? = nil, blocks: [Block] = [], proof: Proof, ways: [Way] = []) {
        self.card = card
        self.hours = hours
        self.blocks = blocks
        self.proof = proof
        self.ways = ways
    }

    /// When they answer, one line a day or a period.
    public struct Hours: Sendable {
        public var title: String
        public var rows: [CallCard.Facts.Row]
        /// Such as that the hours have yet to be checked.
        public var note: String?

        public init(_ title: String, rows: [CallCard.Facts.Row], note: String? = nil) {
            self.title = title
            self.rows = rows
            self.note = note
        }
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: card.name)
        html.element(.div, .class("card")) { $0.inside(card) }
        if let hours { show(hours, into: &html) }
        html.blocks(blocks)
        if !ways.isEmpty { html.ways(ways) }
        html.proof(proof)
    }

    private func show(_ hours: Hours, into html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: hours.title)
            html.element(.dl) { html in
                for row in hours.rows {
                    html.element(.div) { html in
                        html.element(.dt, text: row.label)
                        html.element(.dd, text: row.text)
                    }
                }
            }
            if let note = hours.note { html.element(.p, text: note, .class("mark")) }
        }
    }
}
