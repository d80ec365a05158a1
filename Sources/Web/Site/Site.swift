import Domain
import Triage
import Wording

/// Everything the site shows and decides by, as one fixed picture. A change of content makes a new one; a request sees only one.
public struct Site: Sendable {
    public let engine: AdviceEngine
    public let questions: [Question]
    public let geography: Geography
    /// Per language all texts.
    public let wording: [String: Wording]
    /// Per language all articles.
    public let articles: [String: [Article]]
    /// Per language the cards and phrases that workers have beside a conversation.
    public let knowledge: [String: KnowledgeShelf]
    public let desk: DeskLists
    public let settings: SiteSettings
    /// Per slug the short code of a service in public addresses, and back.
    public let codes: ServiceCodes
    /// Counts the contents that were served, so that nothing made from older content is kept.
    public let generation: Int
    private(set) var shelves: Shelves?

    public init(
        engine: AdviceEngine, questions: [Question], geography: Geography, wording: [String: Wording], articles: [String: [Article]],
        knowledge: [String: KnowledgeShelf] = [:], desk: DeskLists = DeskLists(), settings: SiteSettings, codes: ServiceCodes,
        generation: Int = 0
    ) {
        self.engine = engine
        self.questions = questions
        self.geography = geography
        self.wording = wording
        self.articles = articles
        self.knowledge = knowledge
        self.desk = desk
        self.settings = settings
        self.codes = codes
        self.generation = generation
        shelves = Shelves(self)
    }

    public var landscape: Landscape { engine.landscape }
}

/// Stable public names of services: a UUID for other systems, and a short code for addresses, so that no address says what was read.
/// - Source: R41; HSDS 3.1 asks for UUIDs.
public struct ServiceCodes: Sendable {
    private let uuids: [String: String]
    private let bySlug: [String: String]
    private let byCode: [String: String]

    /// - Parameter uuid: makes the stable UUID, in lower case, for an entity (`service`, `organization`, …) and its slug.
    public init(slugs: [String], uuid: (String) -> String) {
        var bySlug: [String: String] = [:]
        var byCode: [String: String] = [:]
        for slug in slugs {
            let digits = uuid("service/" + slug).filter { $0 != "-" }
            var length = 5
            while byCode[String(digits.prefix(length))] != nil { length += 1 }
            bySlug[slug] = String(digits.prefix(length))
            byCode[String(digits.prefix(length))] = slug
        }
        uuids = Dictionary(uniqueKeysWithValues: slugs.map { ($0, uuid("service/" + $0)) })
        self.bySlug = bySlug
        self.byCode = byCode
    }

    /// The code of a service in addresses.
    public func code(_ slug: String) -> String { bySlug[slug] ?? "" }
    /// The slug behind a code, or nil.
    public func slug(_ code: String) -> String? { byCode[code] }
    /// The UUID of a service.
    public func uuid(_ slug: String) -> String? { uuids[slug] }
}
