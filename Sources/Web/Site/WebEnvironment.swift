import Domain
import Synchronization
public import Workflows

/// What the web layer is handed from outside: the site, the time, the seal, and stable ids. It reads no clock and makes no chance.
public struct WebEnvironment: Sendable {
    public let site: SiteHolder
    public let now: @Sendable () -> Instant
    public let tickets: any FormTickets
    /// The stable UUID, in lower case, for an entity and slug such as `service/csg-national`.
    public let uuid: @Sendable (String) -> String
    /// Hash of the bytes as a content security policy names it: SHA-256 in base 64.
    public let policyHash: @Sendable ([UInt8]) -> String
    /// A number under which a failure can be found again; it says nothing of the person.
    public let reference: @Sendable () -> String
    /// Whether the site is served without TLS on a local address for a demonstration.
    public let isDemonstration: Bool
    /// Where messages, people and keys are; nil when the site only shows the way.
    public let place: Workplace?

    public init(
        site: SiteHolder, now: @escaping @Sendable () -> Instant, tickets: any FormTickets,
        uuid: @escaping @Sendable (String) -> String, policyHash: @escaping @Sendable ([UInt8]) -> String,
        reference: @escaping @Sendable () -> String, isDemonstration: Bool, place: Workplace? = nil
    ) {
        self.site = site
        self.now = now
        self.tickets = tickets
        self.uuid = uuid
        self.policyHash = policyHash
        self.reference = reference
        self.isDemonstration = isDemonstration
        self.place = place
    }
}

/// Holds the site that is served now; new content replaces it whole.
public final class SiteHolder: Sendable {
    private let site: Mutex<SharedSite>

    public init(_ site: Site) { self.site = Mutex(SharedSite(site)) }
    public var current: Site { shared.site }
    var shared: SharedSite { site.withLock { $0 } }
    public func replace(with new: Site) { site.withLock { $0 = SharedSite(new) } }
}

/// A site, held once: it is large, and thousands of visits point to it at the same time.
final class SharedSite: Sendable {
    let site: Site

    init(_ site: Site) { self.site = site }
}
