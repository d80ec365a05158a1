import Crypto
import Domain
import Foundation
import Synchronization

/// The log of who did what: sealed for whoever may read it, in a tree whose heads are signed.
///
/// Entries that come while others are being written go onto the disk together, with one signature. When the log cannot be written, nobody gets
/// a receipt, and so nobody a key.
/// - Source: security 3.2, 3.3; invariants I4 and I5.
public actor SealedAuditLog: AuditLog {
    /// Entries in one write at most.
    static let batch = 512
    /// How often an entry is tried before it is given up: another node may be first, or have written much meanwhile.
    static let attempts = 32

    let store: any AuditStore
    private let signer: LogSigner
    private let referenceKey: SymmetricKey
    private let chance: any Chance
    private let scopes = Mutex(AuditScopes())
    private let references = Mutex(AuditReferences())

    private struct Pending {
        let entry: SealedAuditEntry
        let underWay: AuditEntryUnderWay
    }
    /// What waits to be written, and whether somebody is writing.
    private struct Queue {
        var pending: [Pending] = []
        var isWriting = false
    }
    private let queue = Mutex(Queue())
    /// What is known to be on disk. It holds all of the log only while `isCurrent`.
    private var tree = AuditTree()
    private var isCurrent = false
    private var newest: [[UInt8]: Int64] = [:]
    /// Whether another node writes now. Then it is no use to build on what was there a moment ago: this one waits for its turn.
    private var isShared = false

    /// - Parameter origin: the name of the log, as it stands in its heads: without spaces and plus signs.
    /// - Throws: `KeyRefusal.unusable` for a name or signing key that is none.
    public init(store: any AuditStore, keys: InstanceKeys, origin: String, chance: any Chance) throws(KeyRefusal) {
        self.store = store
        self.chance = chance
        signer = try LogSigner(seed: keys.logSigningSeed, origin: origin)
        referenceKey = keys.logReferenceKey.key
    }

    /// With what the log's heads are checked; public.
    public nonisolated var verifierKey: LogVerifierKey { signer.key }

    /// The pseudonym of a dossier in the log; empty for entries about none.
    nonisolated func reference(_ dossier: Identifier<Dossier>?) -> [UInt8] {
        guard let dossier else { return [] }
        return references.withLock { known in
            known.reference(dossier) { locator(Purpose.logReference.encode(.id(dossier)), under: referenceKey) }
        }
    }

    public nonisolated func begin(_ entry: AuditEntry, readableBy readers: AuditReaders) throws -> AuditEntryUnderWay {
        let reference = reference(entry.dossier)
        let key = try scopeKey(reference, readers)
        let sealed = try SealedAuditEntry(entry, reference: reference, key: key, salt: chance.bytes(SealedAuditEntry.saltCount))
        let underWay = AuditEntryUnderWay(dossier: entry.dossier, section: entry.section)
        enqueue(Pending(entry: sealed, underWay: underWay))
        return underWay
    }

    /// Whether the entry of a receipt is in the log; asked when a receipt is used again that a session kept.
    /// - Throws: what the store throws: a log that cannot be read holds nothing.
    public nonisolated func holds(_ receipt: LogReceipt) async throws -> Bool {
        try await store.reference(at: receipt.index) == reference(receipt.dossier)
    }

    /// Removes what can be read of a dossier's entries; their hashes stay, and the tree with them.
    /// - Source: security 3.2, 'Retention'.
    public func erase(_ dossier: Identifier<Dossier>) async throws {
        let reference = reference(dossier)
        scopes.withLock { $0.forget(reference) }
        try await store.erase(reference: reference)
    }

    private nonisolated func scopeKey(_ reference: [UInt8], _ readers: AuditReaders) throws(KeyRefusal) -> AuditScopeKey {
        let scope = AuditScope(reference: reference, readers: readers)
        if let known = scopes.withLock({ $0.key(scope) }) { return known }
        let made = try AuditScopeKey(reference: reference, readers: readers)
        // Two that begin at once each make one; the first that is kept is the key of both.
        return scopes.withLock { $0.kept(made, for: scope) }
    }

    // MARK: Writing together

    private nonisolated func enqueue(_ one: Pending) {
        let begins = queue.withLock { queue in
            queue.pending.append(one)
            defer { queue.isWriting = true }
            return !queue.isWriting
        }
        if begins { Task { await writeAll() } }
    }

    /// What waits now; when nothing does, nobody is writing any more.
    private nonisolated func nextBatch() -> [Pending] {
        queue.withLock { queue in
            let batch = Array(queue.pending.prefix(Self.batch))
            queue.pending.removeFirst(batch.count)
            queue.isWriting = !batch.isEmpty
            return batch
        }
    }

    private func writeAll() async {
        while true {
            let batch = nextBatch()
            guard !batch.isEmpty else { return }
            do {
                let first = try await commit(batch.map(\.entry))
                for (place, one) in batch.enumerated() { one.underWay.end(.success(first + Int64(place))) }
            } catch {
                for one in batch { one.underWay.end(.failure(error)) }
            }
        }
    }

    /// - Returns: the position of the first entry.
    private func commit(_ entries: [SealedAuditEntry]) async throws -> Int64 {
        for _ in 0..<Self.attempts {
            try await catchUp()
            do {
                let batch = isShared ? try await addInTurn(entries) : try await add(entries)
                tree = batch.tree
                newest.merge(batch.newest) { $1 }
                for key in batch.keys { key.isStored.store(true, ordering: .relaxed) }
                return batch.first
            } catch StoreRefusal.conflict {
                forgetPositions()
                isShared = true
            } catch StoreRefusal.duplicate {
                forgetPositions()
                try await markStored(entries.map(\.key))
            } catch {
                forgetPositions()
                throw error
            }
        }
        throw StoreRefusal.unavailable
    }

    /// Puts the batch on top of what this node knows.
    private func add(_ entries: [SealedAuditEntry]) async throws -> AuditBatch {
        let batch = try AuditBatch(entries, on: tree, previous: try await positions(entries), signer: signer)
        let addition = batch.addition
        try await store.append(
            addition.leaves, keys: addition.keys, subtrees: addition.subtrees, head: addition.head, expectedSize: tree.size)
        return batch
    }

    /// Puts the batch on top of what is there when it is this node's turn.
    private func addInTurn(_ entries: [SealedAuditEntry]) async throws -> AuditBatch {
        let references = Set(entries.map(\.reference)).filter { !$0.isEmpty }
        let (known, signer) = (tree, signer)
        let batch = try await store.appendInTurn(since: known.size, references: Array(references)) { growth in
            let batch = try AuditBatch(
                entries, on: AuditTree(known, grownBy: growth, key: signer.key), previous: growth.newest, signer: signer)
            return (batch.addition, batch)
        }
        isShared = batch.first > known.size
        // What the other node wrote meanwhile may have been about anything.
        if isShared { newest = [:] }
        return batch
    }

    /// Whoever else wrote: what they added is read before anything is put on top.
    private func catchUp() async throws {
        guard !isCurrent else { return }
        tree = try await AuditTree(tree, grownWith: store, key: signer.key)
        isCurrent = true
    }

    private func forgetPositions() {
        isCurrent = false
        newest = [:]
    }

    // After an answer that never came the keys may be there although the write seemed to fail.
    private func markStored(_ keys: [AuditScopeKey]) async throws {
        let there = Set(try await store.keys(keys.map(\.record.id)).map(\.id))
        for key in keys where there.contains(key.record.id) { key.isStored.store(true, ordering: .relaxed) }
    }

    private func positions(_ entries: [SealedAuditEntry]) async throws -> [[UInt8]: Int64] {
        if newest.count > 20_000 { newest = [:] }
        let wanted = Set(entries.map(\.reference)).filter { !$0.isEmpty && newest[$0] == nil }
        if !wanted.isEmpty {
            let found = try await store.newest(references: Array(wanted))
            for reference in wanted { newest[reference] = found[reference] ?? -1 }
        }
        return newest
    }
}

/// What one write adds to the log.
private struct AuditBatch {
    var leaves: [AuditLeaf] = []
    var keys: [AuditScopeKey] = []
    var subtrees: [AuditSubtree] = []
    var newest: [[UInt8]: Int64] = [:]
    var tree: AuditTree
    let head: AuditHead
    /// The position of the first entry.
    let first: Int64

    var addition: AuditAddition { AuditAddition(leaves: leaves, keys: keys.map(\.record), subtrees: subtrees, head: head) }

    init(_ entries: [SealedAuditEntry], on tree: AuditTree, previous: [[UInt8]: Int64], signer: LogSigner) throws(KeyRefusal) {
        first = tree.size
        var grown = tree
        var named: Set<Identifier<AuditKey>> = []
        for entry in entries {
            let before = newest[entry.reference] ?? previous[entry.reference] ?? -1
            let leaf = entry.leaf(at: grown.size, previous: before)
            leaves.append(leaf)
            if !entry.reference.isEmpty { newest[entry.reference] = leaf.index }
            if !entry.key.isStored.load(ordering: .relaxed), named.insert(leaf.key).inserted { keys.append(entry.key) }
            if let subtree = grown.append(leaf.data) { subtrees.append(subtree) }
        }
        self.tree = grown
        head = try signer.head(size: grown.size, root: grown.root)
    }
}

extension AuditTree {
    /// A tree that was known, with what came since.
    /// - Throws: `StoreRefusal.unavailable` when what is stored does not fit what was signed: then nothing is put on top.
    init(_ known: AuditTree, grownWith store: any AuditStore, key: LogVerifierKey) async throws {
        self = known
        guard let head = try await store.head() else {
            guard size == 0, try await store.leaves(from: 0, limit: 1).isEmpty else { throw StoreRefusal.unavailable }
            return
        }
        if size == 0 { try await startWithSubtrees(store, upTo: head.size) }
        while size < head.size {
            let leaves = try await store.leaves(from: size, limit: Int(min(1000, head.size - size)))
            guard leaves.first?.index == size else { throw StoreRefusal.unavailable }
            for leaf in leaves { _ = append(leaf.data) }
        }
        guard isSigned(head, by: key) else { throw StoreRefusal.unavailable }
    }

    /// A tree that was known, with what came since.
    /// - Throws: `StoreRefusal.unavailable` when what is stored does not fit what was signed: then nothing is put on top.
    init(_ known: AuditTree, grownBy growth: AuditGrowth, key: LogVerifierKey) throws(StoreRefusal) {
        self = known
        for leaf in growth.leaves {
            guard leaf.index == size else { throw .unavailable }
            _ = append(leaf.data)
        }
        guard growth.head.map({ isSigned($0, by: key) }) ?? (size == 0) else { throw .unavailable }
    }

    private func isSigned(_ head: AuditHead, by key: LogVerifierKey) -> Bool {
        guard size == head.size, root == head.root, let signed = Checkpoint(note: head.note, signedBy: key) else { return false }
        return signed.size == size && signed.root == root
    }

    private mutating func startWithSubtrees(_ store: any AuditStore, upTo size: Int64) async throws {
        var number: Int64 = 0
        while number < size / AuditSubtree.leaves {
            let page = try await store.subtrees(from: number, limit: Int(min(1000, size / AuditSubtree.leaves - number)))
            guard !page.isEmpty else { throw StoreRefusal.unavailable }
            for subtree in page where !append(subtree) { throw StoreRefusal.unavailable }
            number += Int64(page.count)
        }
    }
}

/// One session with one dossier, before the same readers.
private struct AuditScope: Hashable {
    let reference: [UInt8]
    let readers: AuditReaders
}

/// The keys of sessions that are going on, in memory; the ones used longest ago go first.
private struct AuditScopes {
    static let most = 1000
    private var keys: [AuditScope: (key: AuditScopeKey, usedAt: Int)] = [:]
    private var uses = 0

    mutating func key(_ scope: AuditScope) -> AuditScopeKey? {
        guard let place = keys.index(forKey: scope) else { return nil }
        uses += 1
        keys.values[place].usedAt = uses
        return keys.values[place].key
    }

    /// - Returns: the key that is kept for the scope from now on: this one, unless there was one.
    mutating func kept(_ key: AuditScopeKey, for scope: AuditScope) -> AuditScopeKey {
        if let known = self.key(scope) { return known }
        if keys.count >= Self.most {
            for old in keys.sorted(by: { $0.value.usedAt < $1.value.usedAt }).prefix(Self.most / 8) { keys[old.key] = nil }
        }
        uses += 1
        keys[scope] = (key, uses)
        return key
    }

    mutating func forget(_ reference: [UInt8]) { keys = keys.filter { $0.key.reference != reference } }
}

/// Pseudonyms that were made lately: the same few are asked for again and again.
private struct AuditReferences {
    private static let most = 2000
    private var known: [Identifier<Dossier>: [UInt8]] = [:]

    mutating func reference(_ dossier: Identifier<Dossier>, _ make: () -> [UInt8]) -> [UInt8] {
        if let reference = known[dossier] { return reference }
        if known.count >= Self.most { known = [:] }
        let made = make()
        known[dossier] = made
        return made
    }
}
