extension ConversationPage {
    /// What helps to help: what the person told already, what can help them, how they may be reached, and what colleagues noted.
    public struct Beside: Sendable {
        /// What screen readers call this side.
        public var label: String
        public var given: Given?
        public var advice: Advice?
        public var contact: Contact?
        public var notes: Notes?
        public var windows: Windows?
        public var places: Places?
        public var knowledge: Knowledge?
        public var register: Register?
        /// How we talk with people, short and folded.
        /// - Source: domain C15.
        public var conduct: Fold?
        /// On a narrow screen advice, places and knowledge are folded under these words, and what is urgent is not; nil where nothing is.
        public var fold: String?

        public init(
            label: String, fold: String? = nil, given: Given? = nil, advice: Advice? = nil, contact: Contact? = nil, notes: Notes? = nil,
            conduct: Fold? = nil
        ) {
            self.label = label
            self.fold = fold
            self.given = given
            self.advice = advice
            self.contact = contact
            self.notes = notes
            self.conduct = conduct
        }
    }

    /// Something the person said, with its label.
    public struct Row: Sendable {
        public var label: String
        public var words: Told

        public init(_ label: String, _ words: Told) {
            self.label = label
            self.words = words
        }
    }

    /// What the person gave along from the questions, so that nobody asks it again.
    /// - Source: R14.
    public struct Given: Sendable {
        public var title: String
        /// Such as 'Dit vertelde de ander al. Vraag het niet nog een keer.'
        public var lead: String
        public var rows: [Row]

        public init(title: String, lead: String, rows: [Row]) {
            self.title = title
            self.lead = lead
            self.rows = rows
        }
    }

    /// What the advice engine says for what was told.
    public struct Advice: Sendable {
        public var title: String
        public var lines: [String]
        public var notices: [Pages.Notice]
        public var cards: [CallCard]

        public init(title: String, lines: [String], notices: [Pages.Notice] = [], cards: [CallCard]) {
            self.title = title
            self.lines = lines
            self.notices = notices
            self.cards = cards
        }
    }

    /// How the person may be reached: the rule first, the number after it, and showing the number is logged.
    /// - Source: security 6.6.
    public struct Contact: Sendable {
        public enum Reach: Sendable {
            /// Only here, with the code.
            case onlyHere
            /// There is a number; it is shown after this button.
            case sealed(lines: [String], reveal: FormButton)
            /// The number itself. It is no link: which line they are called from matters.
            case shown(lines: [String], number: Told)
        }

        public var title: String
        /// When, who may answer, what may be said.
        public var rule: [Row]
        public var lines: [String]
        public var reach: Reach

        public init(title: String, rule: [Row] = [], lines: [String] = [], reach: Reach) {
            self.title = title
            self.rule = rule
            self.lines = lines
            self.reach = reach
        }
    }

    /// What colleagues wrote for each other. The person can ask for it.
    public struct Notes: Sendable {
        /// The part of the page where they stand.
        public static let anchor = "left"

        public struct Item: Sendable {
            public var name: String
            public var at: String
            public var text: Told
            /// Such as that it was not sent.
            public var mark: Mark?

            public init(name: String, at: String, text: Told, mark: Mark? = nil) {
                self.name = name
                self.at = at
                self.text = text
                self.mark = mark
            }
        }

        public var title: String
        public var items: [Item]
        /// Said when there are none.
        public var none: String
        public var add: DeskAct?

        public init(title: String, items: [Item], none: String, add: DeskAct? = nil) {
            self.title = title
            self.items = items
            self.none = none
            self.add = add
        }
    }
}

extension HTML {
    mutating func beside(_ beside: ConversationPage.Beside) {
        element(.aside, .label(beside.label)) { html in
            for notice in beside.advice?.notices ?? [] where notice.isUrgent { html.notice(notice) }
            if let given = beside.given { html.given(given) }
            if let windows = beside.windows { html.windows(windows) }
            // What a colleague left for whoever takes it is read before the rest.
            if let notes = beside.notes, !notes.items.isEmpty { html.notes(notes) }
            if let contact = beside.contact { html.contact(contact) }
            html.fold(beside.fold) { html in
                if let advice = beside.advice { html.advice(advice) }
                if let places = beside.places { html.places(places) }
                if let knowledge = beside.knowledge { html.knowledge(knowledge) }
            }
            if let notes = beside.notes, notes.items.isEmpty { html.notes(notes) }
            if let register = beside.register { html.register(register) }
            if let conduct = beside.conduct { html.fold(conduct) }
        }
    }

    /// Folded where the screen is narrow; where it is wide, all of it stands there.
    mutating func fold(_ title: String?, _ content: (inout HTML) -> Void) {
        guard let title else { return content(&self) }
        element(.details, .class("act fold")) { html in
            html.element(.summary, text: title)
            content(&html)
        }
    }

    private mutating func given(_ given: ConversationPage.Given) {
        element(.section, .class("card")) { html in
            html.element(.h2, text: given.title)
            html.element(.p, text: given.lead)
            if !given.rows.isEmpty { html.rows(given.rows) }
        }
    }

    private mutating func contact(_ contact: ConversationPage.Contact) {
        let isOnlyHere = if case .onlyHere = contact.reach { true } else { false }
        element(.section, isOnlyHere ? .class("card") : .class("card outward")) { html in
            html.element(.h2, text: contact.title)
            html.lines(contact.lines)
            if !contact.rule.isEmpty { html.rows(contact.rule) }
            switch contact.reach {
            case .onlyHere: break
            case .sealed(let lines, let reveal):
                html.lines(lines)
                html.button(reveal, .class("line"))
            case .shown(let lines, let number):
                html.element(.div, .id("reach")) { html in
                    html.lines(lines)
                    html.groups([number])
                }
            }
        }
    }

    private mutating func rows(_ rows: [ConversationPage.Row]) {
        element(.dl) { html in
            for row in rows {
                html.element(.div) { html in
                    html.element(.dt, text: row.label)
                    html.element(.dd, .class("words"), .ownDirection) { $0.text(row.words) }
                }
            }
        }
    }

    private mutating func notes(_ notes: ConversationPage.Notes) {
        element(.section, .id(ConversationPage.Notes.anchor), .class("card")) { html in
            html.element(.h2, text: notes.title)
            if notes.items.isEmpty { html.element(.p, text: notes.none, .class("quiet")) }
            for item in notes.items {
                html.element(.div, .class("spoken ours")) { html in
                    html.element(.p, .class("who")) { html in
                        html.element(.b, text: item.name)
                        html.trusted(Trusted(" "))
                        html.element(.span, text: item.at)
                        if let mark = item.mark {
                            html.trusted(Trusted(" "))
                            html.mark(mark)
                        }
                    }
                    html.element(.div, .class("words"), .ownDirection) { $0.text(item.text) }
                }
            }
            if let add = notes.add { html.act(add) }
        }
    }

    private mutating func advice(_ advice: ConversationPage.Advice) {
        element(.section) { html in
            html.element(.h2, text: advice.title)
            html.lines(advice.lines)
            for notice in advice.notices where !notice.isUrgent { html.notice(notice) }
            for card in advice.cards { html.foldedCard(card) }
        }
    }
}
