import Domain
import Storage
import Synchronization
import Vault

/// Stands between a desk and its log: fails when a test says so, and notes of every key that was opened whether the log knew before.
public final class LogWatch: Sendable {
    /// What is wrong with the log.
    public enum Fault: String, CaseIterable, Sendable {
        case none
        /// Nothing can be read or written.
        case gone
        /// What is there can be read.
        case readOnly
        /// No room for more.
        case full
    }
    private struct State {
        var fault = Fault.none
        /// Entries that are on disk.
        var size: Int64 = 0
        var references: [Int64: [UInt8]] = [:]
        var opened: [LogReceipt] = []
        var unlogged: [LogReceipt] = []
    }
    private let state = Mutex(State())

    public init() {}

    public var fault: Fault {
        get { state.withLock { $0.fault } }
        set { state.withLock { $0.fault = newValue } }
    }
    /// Of which openings the keys were given out.
    public var opened: [LogReceipt] { state.withLock { $0.opened } }
    /// Those that the log did not know of: there is to be none.
    public var unlogged: [LogReceipt] { state.withLock { $0.unlogged } }
    /// How many entries are on disk.
    public var size: Int64 { state.withLock { $0.size } }

    public func store(over store: any AuditStore) -> any AuditStore { WatchedStore(store: store, watch: self) }
    public func keys(over keys: SealedKeyService) -> any KeyService<KeyPair, SectionKey> { WatchedKeys(keys: keys, watch: self) }

    fileprivate func check(isWriting: Bool) throws {
        switch fault {
        case .none: return
        case .gone: throw StoreRefusal.unavailable
        case .readOnly: if isWriting { throw StoreRefusal.unavailable }
        case .full: if isWriting { throw StoreRefusal.full }
        }
    }
    fileprivate func wrote(_ leaves: [AuditLeaf]) {
        state.withLock { state in
            for leaf in leaves {
                state.size = max(state.size, leaf.index + 1)
                state.references[leaf.index] = leaf.reference
            }
        }
    }
    fileprivate func opened(_ receipt: LogReceipt) {
        state.withLock { state in
            state.opened.append(receipt)
            // An entry about no dossier has an empty reference.
            if state.references[receipt.index]?.isEmpty ?? true { state.unlogged.append(receipt) }
        }
    }
}

private struct WatchedKeys: KeyService {
    let keys: SealedKeyService
    let watch: LogWatch

    func open(
        _ grant: SectionGrant, of dossier: Identifier<Dossier>, with holder: KeyPair, shred: Sealed<ShredKeyContent>,
        after receipt: LogReceipt
    ) throws(KeyRefusal) -> SectionKey {
        let key = try keys.open(grant, of: dossier, with: holder, shred: shred, after: receipt)
        watch.opened(receipt)
        return key
    }
    func hold(_ key: SectionKey, of dossier: Identifier<Dossier>, shred: Sealed<ShredKeyContent>) throws(KeyRefusal) -> HeldKey {
        try keys.hold(key, of: dossier, shred: shred)
    }
    func open(
        _ held: HeldKey, of dossier: Identifier<Dossier>, shred: Sealed<ShredKeyContent>, after receipt: LogReceipt
    ) throws(KeyRefusal) -> SectionKey {
        let key = try keys.open(held, of: dossier, shred: shred, after: receipt)
        watch.opened(receipt)
        return key
    }
}

private struct WatchedStore: AuditStore {
    let store: any AuditStore
    let watch: LogWatch

    func append(
        _ leaves: [AuditLeaf], keys: [AuditKey], subtrees: [AuditSubtree], head: AuditHead, expectedSize: Int64
    ) async throws {
        try watch.check(isWriting: true)
        try await store.append(leaves, keys: keys, subtrees: subtrees, head: head, expectedSize: expectedSize)
        watch.wrote(leaves)
    }
    func erase(reference: [UInt8]) async throws {
        try watch.check(isWriting: true)
        try await store.erase(reference: reference)
    }

    private func reading<Value>(_ work: () async throws -> Value) async throws -> Value {
        try watch.check(isWriting: false)
        return try await work()
    }
    func head() async throws -> AuditHead? { try await reading { try await store.head() } }
    func heads(in sizes: ClosedRange<Int64>, limit: Int) async throws -> [AuditHead] {
        try await reading { try await store.heads(in: sizes, limit: limit) }
    }
    func leaves(from index: Int64, limit: Int) async throws -> [AuditLeaf] {
        try await reading { try await store.leaves(from: index, limit: limit) }
    }
    func subtrees(from number: Int64, limit: Int) async throws -> [AuditSubtree] {
        try await reading { try await store.subtrees(from: number, limit: limit) }
    }
    func leaves(reference: [UInt8], limit: Int) async throws -> [AuditLeaf] {
        try await reading { try await store.leaves(reference: reference, limit: limit) }
    }
    func leaves(reviewTeam: Identifier<Team>, before index: Int64, limit: Int) async throws -> [AuditLeaf] {
        try await reading { try await store.leaves(reviewTeam: reviewTeam, before: index, limit: limit) }
    }
    func keys(_ ids: [Identifier<AuditKey>]) async throws -> [AuditKey] { try await reading { try await store.keys(ids) } }
    func newest(references: [[UInt8]]) async throws -> [[UInt8]: Int64] {
        try await reading { try await store.newest(references: references) }
    }
}
