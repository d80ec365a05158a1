/// A page to read: what somebody may want to know, where it comes from, and who must still look at it.
/// - Source: R2, R31.
public struct Article: Sendable, Hashable {
    /// How easy the text is.
    public enum Level: String, CaseIterable, Sendable, Hashable { case b1, a2 }

    /// Where a fact in the article comes from.
    public struct Source: Sendable, Hashable {
        public enum Mark: String, CaseIterable, Sendable, Hashable { case page, knowledge, seed, law }
        public let mark: Mark
        /// A short name or an address.
        public let ref: String
        public let year: Int?

        public init(mark: Mark, ref: String, year: Int? = nil) {
            self.mark = mark
            self.ref = ref
            self.year = year
        }
    }

    /// What a reader sees of an article before the text itself.
    public struct Heading: Sendable, Hashable {
        /// The heading of the page; it may be explicit.
        public let title: String
        /// The neutral title of the browser tab, which says nothing of the subject; 30 characters at most.
        public let tab: String
        /// One sentence.
        public let summary: String

        public init(title: String, tab: String, summary: String) {
            self.title = title
            self.tab = tab
            self.summary = summary
        }
    }

    /// What the text rests on.
    public struct Evidence: Sendable, Hashable {
        public let sources: [Source]
        /// The day the text was last held against its sources, as `2026-11-21`.
        public let verifiedOn: String
        /// Who must still look at it before it is published: `lawyer`, `doctor`, …
        public let review: [String]
        /// Requirements it answers, as `R31`.
        public let requirements: [String]

        public init(sources: [Source], verifiedOn: String, review: [String] = [], requirements: [String] = []) {
            self.sources = sources
            self.verifiedOn = verifiedOn
            self.review = review
            self.requirements = requirements
        }
    }

    public let id: String
    /// The neutral code in the address of the page, the same in every language.
    public let path: String
    public let heading: Heading
    public let level: Level
    public let evidence: Evidence
    public let blocks: [Block]

    public init(id: String, path: String, heading: Heading, level: Level, evidence: Evidence, blocks: [Block]) {
        self.id = id
        self.path = path
        self.heading = heading
        self.level = level
        self.evidence = evidence
        self.blocks = blocks
    }

    public var title: String { heading.title }
    public var tab: String { heading.tab }
    public var summary: String { heading.summary }
    public var sources: [Source] { evidence.sources }
    public var verifiedOn: String { evidence.verifiedOn }
    public var review: [String] { evidence.review }
    public var requirements: [String] { evidence.requirements }
}

/// A part of a text that stands on its own.
public enum Block: Sendable, Hashable {
    /// `level` is 2 or 3; the title of the page is the only first level.
    case heading(level: Int, text: String)
    case paragraph([Inline])
    case list(ordered: Bool, items: [[Inline]])
    /// Something that stands out.
    case note([Inline])
}

/// A stretch of text in a line.
public enum Inline: Sendable, Hashable {
    case text(String)
    case strong(String)
    case link(text: String, to: LinkTarget)
}

/// Where a link in a text leads: always to something of our own, never straight to an address.
public enum LinkTarget: Sendable, Hashable {
    /// An article by its id.
    case article(String)
    /// A service by its slug; the page shows its number from the directory.
    case service(String)
    /// One of `pages`.
    case page(String)

    /// The pages a text may lead to.
    public static let pages = ["home", "questions", "directory", "child", "exit"]
}
