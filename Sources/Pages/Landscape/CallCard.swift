/// One place that can help: what they do for you, how to reach them now, what it costs and who hears of it.
public struct CallCard: Sendable {
    /// The address of the card within the page.
    public var id: String
    public var name: String
    /// One sentence about what they do for the person.
    public var forYou: String
    public var opening: Opening?
    public var reach: Reach
    public var facts: Facts
    public var why: Why?
    var written: Fragment?
    /// The page about this place.
    public var more: Link?

    public init(id: String, name: String, forYou: String, reach: Reach, facts: Facts) {
        self.id = id
        self.name = name
        self.forYou = forYou
        self.reach = reach
        self.facts = facts
    }

    /// Whether someone answers now, in words; never by colour alone.
    public struct Opening: Sendable {
        public enum State: Sendable { case open, closed, unknown }

        public var state: State
        /// Such as 'Nu open, dag en nacht'.
        public var text: String

        public init(_ state: State, text: String) {
            self.state = state
            self.text = text
        }
    }

    /// The ways to reach them, best first.
    public struct Reach: Sendable {
        public var calls: [CallButton]
        public var links: [OutLink]

        public init(calls: [CallButton] = [], links: [OutLink] = []) {
            self.calls = calls
            self.links = links
        }
    }

    /// What is known: costs, who hears of it, languages.
    public struct Facts: Sendable {
        public struct Row: Sendable {
            public var label: String
            public var text: String

            public init(_ label: String, _ text: String) {
                self.label = label
                self.text = text
            }
        }

        public var rows: [Row]
        /// That this has not been checked by a call yet.
        public var mark: String?

        public init(_ rows: [Row], mark: String? = nil) {
            self.rows = rows
            self.mark = mark
        }
    }

    /// Why this place is shown, with the source. Folded.
    public struct Why: Sendable {
        public struct Reason: Sendable {
            public var text: String
            /// The source and its date, such as 'Bron: …, gezien op 21 november 2026'.
            public var source: String?

            public init(_ text: String, source: String? = nil) {
                self.text = text
                self.source = source
            }
        }

        /// Such as 'Waarom dit?'.
        public var title: String
        public var reasons: [Reason]

        public init(_ title: String, reasons: [Reason]) {
            self.title = title
            self.reasons = reasons
        }
    }
}
