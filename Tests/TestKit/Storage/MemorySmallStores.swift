import Domain
import Synchronization

/// The shred store in memory.
public final class MemoryShredStore: ShredStore {
    private let keys = Mutex<[Identifier<Dossier>: Sealed<ShredKeyContent>]>([:])

    public func put(_ key: Sealed<ShredKeyContent>, for dossier: Identifier<Dossier>) async throws {
        try keys.withLock { keys in
            try refuse(.duplicate, when: keys[dossier] != nil)
            keys[dossier] = key
        }
    }
    public func key(for dossier: Identifier<Dossier>) async throws -> Sealed<ShredKeyContent>? { keys.withLock { $0[dossier] } }
    public func destroy(_ dossier: Identifier<Dossier>) async throws { keys.withLock { $0[dossier] = nil } }
}

/// Who is in now, in memory.
public final class MemorySessionStore: SessionStore {
    private let records = Mutex<[[UInt8]: SessionRecord]>([:])

    public func put(_ record: SessionRecord) async throws {
        try records.withLock { records in
            try refuse(.duplicate, when: records[record.hash] != nil)
            records[record.hash] = record
        }
    }
    public func record(_ hash: [UInt8]) async throws -> SessionRecord? { records.withLock { $0[hash] } }
    public func update(_ record: SessionRecord) async throws {
        records.withLock { records in if records[record.hash] != nil { records[record.hash] = record } }
    }
    public func remove(_ hash: [UInt8]) async throws { records.withLock { $0[hash] = nil } }
    public func sweep(before hour: Int64) async throws { records.withLock { $0 = $0.filter { $0.value.sweptAfter >= hour } } }
}

/// The log in memory.
public final class MemoryAuditStore: AuditStore {
    private struct State {
        var leaves: [AuditLeaf] = []
        var keys: [Identifier<AuditKey>: AuditKey] = [:]
        /// The review team of each leaf; it stays when the key goes.
        var teams: [Identifier<Team>?] = []
        var subtrees: [AuditSubtree] = []
        var heads: [AuditHead] = []
    }

    private let state = Mutex(State())

    public func append(
        _ leaves: [AuditLeaf], keys: [AuditKey], subtrees: [AuditSubtree], head: AuditHead, expectedSize: Int64
    ) async throws {
        try state.withLock { state in
            let isNext = leaves.enumerated().allSatisfy { $1.index == expectedSize + Int64($0) }
            try refuse(.conflict, when: !isNext || head.size != expectedSize + Int64(leaves.count))
            try refuse(.conflict, when: (state.heads.last?.size ?? 0) != expectedSize)
            var next = state
            for key in keys {
                try refuse(.duplicate, when: next.keys[key.id] != nil)
                next.keys[key.id] = key
            }
            for leaf in leaves {
                next.leaves.append(leaf)
                next.teams.append(next.keys[leaf.key]?.reviewTeam)
            }
            for subtree in subtrees {
                try refuse(.duplicate, when: next.subtrees.contains { $0.number == subtree.number })
                next.subtrees.append(subtree)
            }
            try refuse(.duplicate, when: next.heads.contains { $0.size == head.size })
            next.heads.append(head)
            state = next
        }
    }

    public func head() async throws -> AuditHead? { state.withLock { $0.heads.last } }
    public func heads(in sizes: ClosedRange<Int64>, limit: Int) async throws -> [AuditHead] {
        state.withLock { state in Array(state.heads.filter { sizes.contains($0.size) }.prefix(limit)) }
    }
    public func leaves(from index: Int64, limit: Int) async throws -> [AuditLeaf] {
        state.withLock { state in Array(state.leaves.filter { $0.index >= index }.prefix(limit)) }
    }
    public func subtrees(from number: Int64, limit: Int) async throws -> [AuditSubtree] {
        state.withLock { state in
            Array(state.subtrees.filter { $0.number >= number }.sorted { $0.number < $1.number }.prefix(limit))
        }
    }
    public func leaves(reference: [UInt8], limit: Int) async throws -> [AuditLeaf] {
        state.withLock { state in Array(state.leaves.reversed().filter { $0.reference == reference }.prefix(limit)) }
    }
    public func leaves(reviewTeam: Identifier<Team>, before index: Int64, limit: Int) async throws -> [AuditLeaf] {
        state.withLock { state in
            let held = zip(state.leaves, state.teams).filter { $1 == reviewTeam && $0.index < index }.map(\.0)
            return Array(held.reversed().prefix(limit))
        }
    }
    public func keys(_ ids: [Identifier<AuditKey>]) async throws -> [AuditKey] {
        state.withLock { state in Set(ids).compactMap { state.keys[$0] }.sorted { $0.id.text < $1.id.text } }
    }
    public func newest(references: [[UInt8]]) async throws -> [[UInt8]: Int64] {
        state.withLock { state in
            var newest: [[UInt8]: Int64] = [:]
            for leaf in state.leaves where references.contains(leaf.reference) { newest[leaf.reference] = leaf.index }
            return newest
        }
    }

    public func erase(reference: [UInt8]) async throws {
        guard !reference.isEmpty else { return }
        state.withLock { state in
            state.leaves = state.leaves.map { leaf in
                guard leaf.reference == reference else { return leaf }
                return AuditLeaf(
                    index: leaf.index, data: leaf.data, reference: leaf.reference, previous: leaf.previous, key: leaf.key, salt: [],
                    payload: Sealed(bytes: []))
            }
            state.keys = state.keys.filter { $0.value.reference != reference }
        }
    }
}
