extension HTML {
    /// A card in full.
    mutating func card(_ card: CallCard, heading: Tag = .h3) {
        if let written = card.written { return append(written) }
        element(.section, .class("card"), .id(card.id), .labelled(by: card.id + "-name")) { html in
            html.element(heading, text: card.name, .id(card.id + "-name"))
            html.inside(card)
        }
    }

    /// A card that shows its name and number, and unfolds to the rest.
    mutating func foldedCard(_ card: CallCard) {
        if let written = card.written { return append(written) }
        element(.details, .class("card"), .id(card.id)) { html in
            html.element(.summary) { html in
                html.element(.b, text: card.name)
                if let call = card.reach.calls.first {
                    html.trusted(Trusted(" "))
                    html.element(.span, text: call.number, .class("number"), .leftToRight)
                }
                if let opening = card.opening { html.opening(opening, .span) }
            }
            html.inside(card)
        }
    }

    /// What a card says, without its name: for a page that is about this one place.
    mutating func inside(_ card: CallCard) {
        element(.p, text: card.forYou)
        if let opening = card.opening { self.opening(opening, .p) }
        reach(card.reach)
        facts(card.facts)
        if let why = card.why { self.why(why) }
        if let more = card.more { element(.p) { $0.element(.a, text: more.text, .href(more.href)) } }
    }

    private mutating func opening(_ opening: CallCard.Opening, _ tag: Tag) {
        switch opening.state {
        case .open: element(tag, text: opening.text, .class("state is-open"))
        case .closed: element(tag, text: opening.text, .class("state"))
        case .unknown: element(tag, text: opening.text, .class("quiet"))
        }
    }

    private mutating func reach(_ reach: CallCard.Reach) {
        if reach.calls.isEmpty && reach.links.isEmpty { return }
        element(.div) { html in
            for call in reach.calls { html.call(call) }
            for link in reach.links { html.out(link) }
        }
    }

    private mutating func facts(_ facts: CallCard.Facts) {
        element(.dl) { html in
            for row in facts.rows {
                html.element(.div) { html in
                    html.element(.dt, text: row.label)
                    html.element(.dd, text: row.text)
                }
            }
        }
        if let mark = facts.mark { element(.p, text: mark, .class("mark")) }
    }

    mutating func why(_ why: CallCard.Why) {
        element(.details, .class("screen")) { html in
            html.element(.summary, text: why.title)
            for reason in why.reasons {
                html.element(.p, text: reason.text)
                if let source = reason.source { html.element(.p, text: source, .class("quiet")) }
            }
        }
    }
}
