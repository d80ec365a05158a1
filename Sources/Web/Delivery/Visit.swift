import Domain
import Wording

/// One visit by anyone to a public page: the language, the texts, the site as it is now, and the moment. Nothing about the visitor.
///
/// Only the policy of a route group can make one, so that no page is served before somebody decided who may see it.
struct Visit: Sendable {
    let language: String
    let wording: Wording
    let now: Instant
    private let shared: SharedSite
    /// Whether it is in words for a child.
    private(set) var isForChild = false

    /// What a public route group asks of whoever comes: nothing, but a language that the site has.
    struct PublicPolicy: Sendable {
        let environment: WebEnvironment
        let language: String

        /// - Returns: nil when the site does not speak the language any more.
        func admit() -> Visit? {
            let shared = environment.site.shared
            guard let wording = shared.site.wording[language] else { return nil }
            return Visit(language: language, wording: wording, shared: shared, now: environment.now())
        }
    }

    private init(language: String, wording: Wording, shared: SharedSite, now: Instant) {
        self.language = language
        self.wording = wording
        self.shared = shared
        self.now = now
    }

    var site: Site { shared.site }

    /// A visit by nobody, to put into words what is the same for everybody.
    init(filling site: Site, _ language: String, _ wording: Wording) {
        self.init(language: language, wording: wording, shared: SharedSite(site), now: Instant(seconds: 0))
    }

    /// The same visit in words for a child.
    var forChild: Visit {
        var visit = Visit(language: language, wording: wording.childLevel, shared: shared, now: now)
        visit.isForChild = true
        return visit
    }

    /// What was put into words before.
    var shelf: Shelf { site.shelves?.shelf(language, forChild: isForChild) ?? Shelf(self) }

    /// A text of the site by the end of its key.
    func text(_ key: String, _ values: [String: String] = [:]) -> String { wording("site." + key, values) }

    func path(_ address: Address) -> String { address.path(language) }

    /// What the clock in Amsterdam shows.
    var local: AmsterdamTime { AmsterdamTime(now) }
}
