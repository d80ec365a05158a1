/// What can help now: one thing to do, one or two places to go, what is good to know, and why.
public struct AdvicePage: Page {
    public var heading: Heading
    /// What to do first; those that cannot wait stand above the places.
    public var notices: Notices
    public var first: Cards
    public var also: Cards?
    public var around: Around

    public init(heading: Heading, notices: Notices, first: Cards, also: Cards? = nil) {
        self.heading = heading
        self.notices = notices
        self.first = first
        self.also = also
        self.around = Around()
    }

    /// The first words, and how soon something is best done.
    public struct Heading: Sendable {
        public var title: String
        public var lead: String?
        /// The one line for danger to life.
        public var danger: UrgentLine?
        /// How soon, such as 'Bel vandaag, als dat lukt'.
        public var urgency: String?

        public init(title: String, lead: String? = nil, danger: UrgentLine? = nil, urgency: String? = nil) {
            self.title = title
            self.lead = lead
            self.danger = danger
            self.urgency = urgency
        }
    }

    /// What is good to know, under one heading.
    public struct Notices: Sendable {
        public var title: String
        public var items: [Notice]

        public init(title: String, items: [Notice]) {
            self.title = title
            self.items = items
        }
    }

    /// Places under one heading.
    public struct Cards: Sendable {
        public var title: String
        public var cards: [CallCard]

        public init(title: String, cards: [CallCard]) {
            self.title = title
            self.cards = cards
        }
    }

    /// What stands around the advice, where there is something to say.
    public struct Around: Sendable {
        /// Someone may be reading along: what we therefore leave out, said above the places.
        public var channelsOff: String?
        public var refine: Refine?
        /// What could not be read of what was made more precise.
        public var problems: ProblemSummary?
        /// What the person told us, as it was understood. It is never printed.
        public var told: Fold?
        public var ways: WayGroup?
        /// What became of what the person told.
        public var closing: String?
        /// The way back to the questions.
        public var back: Back?
        /// The way to leaving a message, with the sealed slip, so that nothing has to be told twice.
        public var write: Back?

        public init() {}
    }

    /// The way back to the last question, with the sealed slip.
    public struct Back: Sendable {
        public var target: FormTarget
        public var button: FormButton

        public init(target: FormTarget, button: FormButton) {
            self.target = target
            self.button = button
        }
    }

    public func render(into html: inout HTML) {
        if let problems = around.problems { html.problems(problems) }
        html.element(.h1, text: heading.title)
        if let lead = heading.lead { html.element(.p, text: lead, .class("lead")) }
        if let danger = heading.danger { html.urgent(danger) }
        if let urgency = heading.urgency { html.element(.p, .class("good")) { $0.element(.strong, text: urgency) } }
        if let off = around.channelsOff { html.element(.p, text: off, .class("good")) }
        for notice in notices.items where notice.tone == .urgent { html.notice(notice) }
        html.element(.section) { html in
            html.element(.h2, text: first.title)
            for card in first.cards { html.card(card) }
        }
        known(into: &html)
        if let also {
            html.element(.section) { html in
                html.element(.h2, text: also.title)
                for card in also.cards { html.foldedCard(card) }
            }
        }
        if let write = around.write {
            html.form(write.target) { $0.button(write.button, .class("line")) }
        }
        if let refine = around.refine { html.refine(refine) }
        if let ways = around.ways { html.ways(ways) }
        if let closing = around.closing { html.element(.p, text: closing, .class("quiet")) }
        if let told = around.told { html.fold(told, onScreenOnly: true) }
        if let back = around.back {
            html.form(back.target) { $0.button(back.button, .class("line")) }
        }
    }

    private func known(into html: inout HTML) {
        if notices.items.allSatisfy({ $0.tone == .urgent }) { return }
        html.element(.section) { html in
            html.element(.h2, text: notices.title)
            for notice in notices.items where notice.tone != .urgent { html.notice(notice) }
        }
    }
}
