extension ConversationPage {
    /// Services to read out or to put in the answer.
    public struct Places: Sendable {
        public struct Place: Sendable {
            public var name: String
            /// As people write it, large enough to read out.
            public var number: String?
            public var opening: CallCard.Opening?
            /// That nobody called yet.
            public var mark: String?
            public var put: PutButton?
            /// What they do, what it costs, the reasons: folded. Nil in a short list.
            public var more: More?

            public init(name: String, number: String?, opening: CallCard.Opening? = nil, mark: String? = nil, put: PutButton? = nil) {
                self.name = name
                self.number = number
                self.opening = opening
                self.mark = mark
                self.put = put
            }
        }

        public struct More: Sendable {
            public var title: String
            public var card: CallCard
            public var page: Link

            public init(title: String, card: CallCard, page: Link) {
                self.title = title
                self.card = card
                self.page = page
            }
        }

        public struct Others: Sendable {
            public var title: String
            public var lead: String
            public var places: [Place]
            public var all: Link

            public init(title: String, lead: String, places: [Place], all: Link) {
                self.title = title
                self.lead = lead
                self.places = places
                self.all = all
            }
        }

        public var title: String
        public var lead: String
        public var places: [Place]
        /// What else is open now, folded.
        public var others: Others?

        public init(title: String, lead: String, places: [Place], others: Others? = nil) {
            self.title = title
            self.lead = lead
            self.places = places
            self.others = others
        }
    }
}

extension HTML {
    mutating func places(_ places: ConversationPage.Places) {
        element(.section) { html in
            html.element(.h2, text: places.title)
            html.element(.p, text: places.lead)
            html.list(places.places)
            guard let others = places.others else { return }
            html.element(.details, .class("card")) { html in
                html.element(.summary, text: others.title)
                html.element(.p, text: others.lead)
                html.list(others.places)
                html.element(.p) { $0.linkAside(others.all) }
            }
        }
    }

    private mutating func list(_ places: [ConversationPage.Places.Place]) {
        element(.ul, .class("places")) { html in
            for place in places { html.element(.li) { $0.place(place) } }
        }
    }

    private mutating func place(_ place: ConversationPage.Places.Place) {
        element(.p) { html in
            html.element(.b, text: place.name)
            html.trusted(Trusted(" "))
            if let number = place.number { html.element(.span, text: number, .class("number"), .leftToRight) }
        }
        if place.opening != nil || place.mark != nil || place.put != nil {
            element(.p, .class("quiet")) { html in
                if let opening = place.opening {
                    html.element(.span, text: opening.text, opening.state == .open ? .class("state is-open") : .class("state"))
                }
                if let mark = place.mark {
                    html.trusted(Trusted(" "))
                    html.element(.span, text: mark)
                }
                if let put = place.put { html.put(put) }
            }
        }
        guard let more = place.more else { return }
        element(.details) { html in
            html.element(.summary, text: more.title)
            html.inside(more.card)
            html.element(.p) { $0.linkAside(more.page) }
        }
    }
}
