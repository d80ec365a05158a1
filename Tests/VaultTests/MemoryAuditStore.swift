import Domain

/// A log store in memory that a test may look into, break and change behind the log's back.
actor MemoryAuditStore: AuditStore {
    var leaves: [AuditLeaf] = []
    var keys: [Identifier<AuditKey>: AuditKey] = [:]
    var subtrees: [AuditSubtree] = []
    var heads: [AuditHead] = []
    /// How many leaves came with each write.
    private(set) var writes: [Int] = []
    /// What the next writes answer, instead of writing; nil writes.
    var refusals: [StoreRefusal?] = []
    /// Whether a write that is refused is on disk all the same.
    var writesInSecret = false

    func change(_ work: @Sendable (isolated MemoryAuditStore) -> Void) { work(self) }

    func append(
        _ new: [AuditLeaf], keys newKeys: [AuditKey], subtrees newSubtrees: [AuditSubtree], head: AuditHead, expectedSize: Int64
    ) async throws {
        // Others may come by while it is written, as with a disk.
        await Task.yield()
        let refusal = refusals.isEmpty ? nil : refusals.removeFirst()
        if let refusal, !writesInSecret { throw refusal }
        guard expectedSize == Int64(leaves.count), new.first?.index == expectedSize else { throw StoreRefusal.conflict }
        guard newKeys.allSatisfy({ keys[$0.id] == nil }) else { throw StoreRefusal.duplicate }
        leaves += new
        for key in newKeys { keys[key.id] = key }
        subtrees += newSubtrees
        heads.append(head)
        writes.append(new.count)
        if let refusal { throw refusal }
    }

    func head() -> AuditHead? { heads.max { $0.size < $1.size } }
    func heads(in sizes: ClosedRange<Int64>, limit: Int) -> [AuditHead] {
        Array(heads.filter { sizes.contains($0.size) }.sorted { $0.size < $1.size }.prefix(limit))
    }
    func leaves(from index: Int64, limit: Int) -> [AuditLeaf] {
        Array(leaves.filter { $0.index >= index }.sorted { $0.index < $1.index }.prefix(limit))
    }
    func subtrees(from number: Int64, limit: Int) -> [AuditSubtree] {
        Array(subtrees.filter { $0.number >= number }.sorted { $0.number < $1.number }.prefix(limit))
    }
    func leaves(reference: [UInt8], limit: Int) -> [AuditLeaf] {
        Array(leaves.filter { $0.reference == reference }.sorted { $0.index > $1.index }.prefix(limit))
    }
    func leaves(reviewTeam: Identifier<Team>, before index: Int64, limit: Int) -> [AuditLeaf] {
        Array(leaves.filter { $0.index < index && keys[$0.key]?.reviewTeam == reviewTeam }.sorted { $0.index > $1.index }.prefix(limit))
    }
    func keys(_ ids: [Identifier<AuditKey>]) -> [AuditKey] { ids.compactMap { keys[$0] } }
    func newest(references: [[UInt8]]) -> [[UInt8]: Int64] {
        var newest: [[UInt8]: Int64] = [:]
        for leaf in leaves where references.contains(leaf.reference) { newest[leaf.reference] = leaf.index }
        return newest
    }
    func erase(reference: [UInt8]) {
        leaves = leaves.map { $0.reference == reference ? $0.changed(salt: [], payload: []) : $0 }
        keys = keys.filter { $0.value.reference != reference }
    }

    init() {}
    init(leaves: [AuditLeaf], keys: [Identifier<AuditKey>: AuditKey], subtrees: [AuditSubtree], heads: [AuditHead]) {
        self.leaves = leaves
        self.keys = keys
        self.subtrees = subtrees
        self.heads = heads
    }
}

extension AuditLeaf {
    /// The same leaf with something of it changed.
    func changed(
        index: Int64? = nil, data: [UInt8]? = nil, reference: [UInt8]? = nil, previous: Int64? = nil, key: Identifier<AuditKey>? = nil,
        salt: [UInt8]? = nil, payload: [UInt8]? = nil
    ) -> AuditLeaf {
        AuditLeaf(
            index: index ?? self.index, data: data ?? self.data, reference: reference ?? self.reference,
            previous: previous ?? self.previous,
            key: key ?? self.key, salt: salt ?? self.salt, payload: payload.map { Sealed(bytes: $0) } ?? self.payload)
    }
}
