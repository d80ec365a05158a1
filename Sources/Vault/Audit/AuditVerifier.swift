import Domain

/// Checks a whole log: that every entry is what was written, in its place, under heads that were signed. It needs no secret.
/// - Source: security 3.3; L1, L5; RFC 9162 section 2.1; C2SP tlog-checkpoint.
public struct AuditVerifier: Sendable {
    /// What is wrong.
    public enum Fault: String, CaseIterable, Sendable, Hashable {
        /// An entry is missing, or stands where none may be.
        case gap
        /// The hash is not that of the entry.
        case leaf
        /// The entry does not name the one before it about the same dossier.
        case chain
        /// The key of the entry is missing or was changed.
        case key
        /// A stored part of the tree is not that of its entries.
        case subtree
        /// A signed head is not that of the entries before it.
        case root
        /// A head is not signed by the log.
        case signature
        /// The log does not begin with what an earlier head said, or is shorter.
        case earlier
    }

    /// The first thing that is wrong.
    public struct Finding: Sendable, Hashable {
        public let fault: Fault
        /// The entries among which it lies; one entry where that is known.
        public let entries: ClosedRange<Int64>
    }

    public struct Report: Sendable, Hashable {
        /// Entries that were found good.
        public let size: Int64
        /// Entries of which only the hash is left.
        public let erased: Int64
        public let finding: Finding?
    }

    private let store: any AuditStore
    private let key: LogVerifierKey

    public init(_ store: any AuditStore, key: LogVerifierKey) {
        self.store = store
        self.key = key
    }

    /// - Parameter earlier: notes of heads that were put aside before, by whoever checks.
    /// - Throws: what the store throws.
    public func verify(earlier: [String] = []) async throws -> Report {
        var walk = AuditWalk(store: store, key: key)
        do {
            try await walk.all(earlier)
        } catch let found as AuditWalk.Found {
            return Report(size: walk.sound, erased: walk.erased, finding: found.finding)
        }
        return Report(size: walk.sound, erased: walk.erased, finding: nil)
    }
}

/// One walk from the first entry to the newest head.
private struct AuditWalk {
    struct Found: Error {
        let finding: AuditVerifier.Finding
    }

    let store: any AuditStore
    let key: LogVerifierKey
    private var tree = AuditTree()
    private var newest: [[UInt8]: Int64] = [:]
    private var expected: [Int64: [[UInt8]]] = [:]
    /// The size of the last head that was right.
    private(set) var sound: Int64 = 0
    private(set) var erased: Int64 = 0

    init(store: any AuditStore, key: LogVerifierKey) {
        self.store = store
        self.key = key
    }

    mutating func all(_ earlier: [String]) async throws {
        let size = try await store.head()?.size ?? 0
        for note in earlier {
            guard let head = Checkpoint(note: note, signedBy: key), head.size <= size else { throw found(.earlier, size...size) }
            expected[head.size, default: []].append(head.root)
        }
        try check(expected[0] ?? [], .earlier, at: 0)
        guard size >= 0 else { throw found(.root, 0...0) }
        while tree.size < size { try await page(upTo: min(size, tree.size + AuditSubtree.leaves)) }
        if let more = try await store.leaves(from: size, limit: 1).first { throw found(.gap, size...max(size, more.index)) }
        if !(try await store.subtrees(from: size / AuditSubtree.leaves, limit: 1)).isEmpty { throw found(.subtree, size...size) }
    }

    private mutating func page(upTo end: Int64) async throws {
        let start = tree.size
        let leaves = try await store.leaves(from: start, limit: Int(end - start))
        var keys: [Identifier<AuditKey>: AuditKey] = [:]
        for key in try await store.keys(Array(Set(leaves.map(\.key)))) { keys[key.id] = key }
        let heads = try await store.heads(in: start + 1...end, limit: Int(end - start))
        var headsBySize: [Int64: AuditHead] = [:]
        for head in heads { headsBySize[head.size] = head }
        for place in start..<end {
            let offset = Int(place - start)
            guard offset < leaves.count, leaves[offset].index == place else { throw found(.gap, place...place) }
            try check(leaves[offset], keys)
            if let subtree = tree.append(leaves[offset].data) { try await check(subtree) }
            if let head = headsBySize[tree.size] { try check(head) }
            try check(expected[tree.size] ?? [], .earlier, at: tree.size)
        }
    }

    private mutating func check(_ leaf: AuditLeaf, _ keys: [Identifier<AuditKey>: AuditKey]) throws {
        let place = leaf.index...leaf.index
        if leaf.isErased {
            erased += 1
        } else {
            guard leaf.isItself else { throw found(.leaf, place) }
            guard let record = keys[leaf.key], record.isItself, record.reference == leaf.reference else { throw found(.key, place) }
        }
        let previous = leaf.reference.isEmpty ? -1 : newest[leaf.reference] ?? -1
        // An entry that belongs to nobody's chain may have been put in before this one, since the last head that was right.
        guard leaf.previous == previous else { throw found(.chain, min(sound, leaf.index)...leaf.index) }
        newest[leaf.reference] = leaf.index
    }

    private func check(_ subtree: AuditSubtree) async throws {
        guard try await store.subtrees(from: subtree.number, limit: 1).first == subtree else {
            throw found(.subtree, subtree.number * AuditSubtree.leaves...tree.size - 1)
        }
    }

    private mutating func check(_ head: AuditHead) throws {
        guard let signed = Checkpoint(note: head.note, signedBy: key), signed.size == head.size, signed.root == head.root else {
            throw found(.signature, head.size - 1...head.size - 1)
        }
        try check([head.root], .root, at: head.size)
        sound = head.size
    }

    private func check(_ roots: [[UInt8]], _ fault: AuditVerifier.Fault, at size: Int64) throws {
        guard roots.allSatisfy({ $0 == tree.root }) else { throw found(fault, min(sound, max(0, size - 1))...max(0, size - 1)) }
    }

    private func found(_ fault: AuditVerifier.Fault, _ entries: ClosedRange<Int64>) -> Found {
        Found(finding: AuditVerifier.Finding(fault: fault, entries: entries))
    }
}
