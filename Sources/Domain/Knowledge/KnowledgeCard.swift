/// What a support worker can have beside a conversation, on one screen: what it can look like, what can be said, what is better left, when a
/// colleague comes in, and where to go from here.
///
/// It is written for the worker alone; only the sentences in `say` reach the person, and only when the worker sends or speaks them.
/// - Source: R38, R39, R40, R43, R45, R53.
public struct KnowledgeCard: Sendable, Hashable {
    /// A part of a card, in the order in which it is read.
    public enum Part: String, CaseIterable, Sendable, Hashable {
        /// What a worker may notice.
        case signs
        /// Exact sentences to say or send.
        case say
        /// What helps in the conversation itself; a card may leave it out.
        case act = "do"
        /// What not to say or do.
        case avoid
        /// When a colleague is asked to come in.
        case consult
        /// Where to go from here.
        case route

        /// Whether every card has it.
        public var isRequired: Bool { self != .act }
    }

    /// A stretch of a line.
    public enum Piece: Sendable, Hashable {
        case text(String)
        /// A service by its slug; the screen shows its number from the directory.
        case service(slug: String, name: String)
        /// An article to read on in, by its id.
        case article(id: String, name: String)
    }

    /// One line of a part.
    public typealias Line = [Piece]

    /// The same in every language, and the name of its file.
    public let id: String
    public let title: String
    /// The one thing to remember, in one sentence.
    public let summary: String
    /// How easy the sentences in `say` are.
    public let level: TextLevel
    public let when: Occasion
    /// Decides which card comes first beside a conversation; 0 to 100.
    public let weight: Int
    /// What each part says; never empty for a part that every card has.
    public let parts: [Part: [Line]]
    public let evidence: KnowledgeEvidence

    public init(
        id: String, title: String, summary: String, level: TextLevel, when: Occasion, weight: Int, parts: [Part: [Line]],
        evidence: KnowledgeEvidence
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.level = level
        self.when = when
        self.weight = weight
        self.parts = parts
        self.evidence = evidence
    }

    public subscript(part: Part) -> [Line] { parts[part] ?? [] }

    /// The sentences to say, ready to be sent as they are.
    public var sentences: [String] {
        self[.say].map { line in line.map(\.words).joined() }
    }

    /// Slugs of the services that it names, in the order of reading.
    public var services: [String] {
        Part.allCases.flatMap { self[$0] }.joined().compactMap { if case .service(let slug, _) = $0 { slug } else { nil } }
    }
}

extension KnowledgeCard.Piece {
    /// What a reader sees of it.
    public var words: String {
        switch self {
        case .text(let words), .service(_, let words), .article(_, let words): words
        }
    }
}

/// How easy a text is: B1 for most adults; A2 for children, and for whoever asks for easy language.
public enum TextLevel: String, CaseIterable, Sendable, Hashable { case b1, a2 }

/// When something belongs beside a conversation.
public enum Occasion: Sendable, Hashable {
    /// In every conversation, within reach.
    case always
    /// In each situation in which one of these conditions holds.
    case situations([RuleCondition])
}

/// What a card or phrase rests on, and who must still look at it.
public struct KnowledgeEvidence: Sendable, Hashable {
    /// Where a fact comes from.
    public struct Source: Sendable, Hashable {
        public enum Mark: String, CaseIterable, Sendable, Hashable {
            /// A public page.
            case page
            /// A letter of government that asked for this entry.
            case seed
            case law
            /// What people of the field know and nobody has checked yet.
            case knowledge
        }
        public let mark: Mark
        /// A short name or an address.
        public let ref: String
        /// The year in which it was written; nil when nobody knows it.
        public let year: Int?

        public init(mark: Mark, ref: String, year: Int?) {
            self.mark = mark
            self.ref = ref
            self.year = year
        }
    }

    /// Never empty.
    public let sources: [Source]
    /// The day the text was last held against its sources.
    public let verifiedOn: CalendarDay
    /// Who must still check it before people work with it: `lawyer`, `doctor`, …
    public let review: [String]
    /// Requirements it answers, as `R38`.
    public let requirements: [String]

    public init(sources: [Source], verifiedOn: CalendarDay, review: [String], requirements: [String]) {
        self.sources = sources
        self.verifiedOn = verifiedOn
        self.review = review
        self.requirements = requirements
    }
}
