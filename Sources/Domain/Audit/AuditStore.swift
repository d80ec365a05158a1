/// One leaf of the log of who did what, as it is stored.
///
/// The payload is sealed; the hash stays when the payload is erased.
/// - Source: security 3.3; RFC 9162 section 2.1; NEN 7513.
public struct AuditLeaf: Sendable, Hashable {
    /// Position in the log, from 0 without gaps.
    public let index: Int64
    /// SHA-256 that goes into the tree.
    public let data: [UInt8]
    /// Keyed pseudonym of the dossier, 16 bytes; empty for events about no dossier.
    public let reference: [UInt8]
    /// Position of the previous entry with the same reference, or -1.
    public let previous: Int64
    /// Id of the key under which the payload is sealed.
    public let key: Identifier<AuditKey>
    /// 32 random bytes; empty when erased.
    public let salt: [UInt8]
    /// Sealed entry; empty when erased.
    public let payload: Sealed<AuditEntry>

    public init(
        index: Int64, data: [UInt8], reference: [UInt8], previous: Int64, key: Identifier<AuditKey>, salt: [UInt8],
        payload: Sealed<AuditEntry>
    ) {
        self.index = index
        self.data = data
        self.reference = reference
        self.previous = previous
        self.key = key
        self.salt = salt
        self.payload = payload
    }
}

/// The key of some log entries, sealed to those who may read them: the person, and whoever reviews the organisation that acted.
public struct AuditKey: Sendable, Hashable {
    public let id: Identifier<AuditKey>
    public let reference: [UInt8]
    /// To the person; nil for events about no dossier.
    public let forSubject: Sealed<AuditKey>?
    /// To the review team of the organisation that acted; nil when the person acted.
    public let forReview: Sealed<AuditKey>?
    public let reviewTeam: Identifier<Team>?
    public let reviewGeneration: Int

    public init(
        id: Identifier<AuditKey>, reference: [UInt8], forSubject: Sealed<AuditKey>?, forReview: Sealed<AuditKey>?,
        reviewTeam: Identifier<Team>?, reviewGeneration: Int
    ) {
        self.id = id
        self.reference = reference
        self.forSubject = forSubject
        self.forReview = forReview
        self.reviewTeam = reviewTeam
        self.reviewGeneration = reviewGeneration
    }
}

/// A signed statement of how long the log is and what it holds.
/// - Source: security 3.3; C2SP tlog-checkpoint.
public struct AuditHead: Sendable, Hashable {
    public let size: Int64
    /// Root of the Merkle tree over the first `size` leaves.
    public let root: [UInt8]
    /// The whole signed note as text.
    public let note: String

    public init(size: Int64, root: [UInt8], note: String) {
        self.size = size
        self.root = root
        self.note = note
    }
}

/// What somebody who knew the log at one size finds when they look again.
public struct AuditGrowth: Sendable {
    /// Leaves that are read at once.
    public static let most = 4096
    /// The newest head; nil for an empty log.
    public let head: AuditHead?
    /// The leaves since that size.
    public let leaves: [AuditLeaf]
    /// Position of the newest entry with each reference that was asked for and has one.
    public let newest: [[UInt8]: Int64]

    public init(head: AuditHead?, leaves: [AuditLeaf], newest: [[UInt8]: Int64]) {
        self.head = head
        self.leaves = leaves
        self.newest = newest
    }
}

/// What one write puts on top of the log.
public struct AuditAddition: Sendable {
    public let leaves: [AuditLeaf]
    public let keys: [AuditKey]
    public let subtrees: [AuditSubtree]
    public let head: AuditHead

    public init(leaves: [AuditLeaf], keys: [AuditKey], subtrees: [AuditSubtree], head: AuditHead) {
        self.leaves = leaves
        self.keys = keys
        self.subtrees = subtrees
        self.head = head
    }
}

/// Where log entries are kept: apart from everything else.
public protocol AuditStore: Sendable {
    /// Adds leaves with their new keys, complete subtrees and the new head, all or nothing.
    /// - Throws: `StoreRefusal.conflict` when the log is not `expectedSize` leaves long.
    func append(
        _ leaves: [AuditLeaf], keys: [AuditKey], subtrees: [AuditSubtree], head: AuditHead, expectedSize: Int64
    ) async throws
    /// Adds what is made of the log as it is now, in a turn during which nobody else can add: so each of many who write gets their turn.
    ///
    /// - Parameters:
    ///   - known: how long the log was when the writer last looked.
    ///   - references: whose newest positions the writer needs.
    ///   - make: may be asked more than once, of which the last counts; it does nothing but look at what it is given.
    /// - Returns: what was made beside the addition.
    /// - Throws: `StoreRefusal.conflict` when the log grew by more than `AuditGrowth.most`, or is not what was looked at; what `make` throws.
    func appendInTurn<Made: Sendable>(
        since known: Int64, references: [[UInt8]], _ make: @escaping @Sendable (AuditGrowth) throws -> (AuditAddition, Made)
    ) async throws -> Made
    /// The newest head; nil for an empty log.
    func head() async throws -> AuditHead?
    /// All heads that were signed for a size in the range, smallest first.
    func heads(in sizes: ClosedRange<Int64>, limit: Int) async throws -> [AuditHead]
    func leaves(from index: Int64, limit: Int) async throws -> [AuditLeaf]
    /// The reference of one entry; nil when there is none at this position.
    func reference(at index: Int64) async throws -> [UInt8]?
    /// Complete subtrees, in order.
    func subtrees(from number: Int64, limit: Int) async throws -> [AuditSubtree]
    /// Entries with a reference, newest first.
    func leaves(reference: [UInt8], limit: Int) async throws -> [AuditLeaf]
    /// Entries whose keys a review team holds, newest first, before a position.
    func leaves(reviewTeam: Identifier<Team>, before index: Int64, limit: Int) async throws -> [AuditLeaf]
    func keys(_ ids: [Identifier<AuditKey>]) async throws -> [AuditKey]
    /// Removes payloads, salts and keys of entries; the hashes stay.
    func erase(reference: [UInt8]) async throws
    /// Position of the newest entry with each reference that has one.
    func newest(references: [[UInt8]]) async throws -> [[UInt8]: Int64]
}

extension AuditStore {
    public func reference(at index: Int64) async throws -> [UInt8]? {
        try await leaves(from: index, limit: 1).first.flatMap { $0.index == index ? $0.reference : nil }
    }

    /// For stores in which nobody waits for a turn: whoever was overtaken hears so.
    public func appendInTurn<Made: Sendable>(
        since known: Int64, references: [[UInt8]], _ make: @escaping @Sendable (AuditGrowth) throws -> (AuditAddition, Made)
    ) async throws -> Made {
        let head = try await head()
        let size = head?.size ?? 0
        guard size - known <= AuditGrowth.most else { throw StoreRefusal.conflict }
        let growth = AuditGrowth(
            head: head, leaves: size > known ? try await leaves(from: known, limit: Int(size - known)) : [],
            newest: try await newest(references: references))
        let (addition, made) = try make(growth)
        try await append(addition.leaves, keys: addition.keys, subtrees: addition.subtrees, head: addition.head, expectedSize: size)
        return made
    }
}

/// The root over one full run of leaves, so that nobody has to read the whole log.
public struct AuditSubtree: Sendable, Hashable {
    /// Leaves in one subtree.
    public static let leaves: Int64 = 256
    public let number: Int64
    public let root: [UInt8]

    public init(number: Int64, root: [UInt8]) {
        self.number = number
        self.root = root
    }
}

/// Why a store did not do what was asked.
public enum StoreRefusal: Error, Sendable, Hashable {
    /// Somebody else was first.
    case conflict
    /// It is already there.
    case duplicate
    /// It is not there, or not any more.
    case gone
    /// No room on the disk.
    case full
    /// The store cannot be reached.
    case unavailable
}
