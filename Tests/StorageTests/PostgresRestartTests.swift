import Domain
import Foundation
import Storage
import StoragePostgreSQL
import Synchronization
import TestKit
import Testing

/// What the writers of a test saw.
private final class Witness: Sendable {
    struct Seen {
        var acknowledged = 0
        var refused = 0
        var strange: [String] = []
    }
    private let seen = Mutex(Seen())
    private let isOver = Atomic(false)

    var now: Seen { seen.withLock { $0 } }
    var ends: Bool { isOver.load(ordering: .acquiring) }
    func end() { isOver.store(true, ordering: .releasing) }
    func note(_ change: (inout Seen) -> Void) { seen.withLock { change(&$0) } }

    /// Waits until something was seen.
    func wait(until isSeen: (Seen) -> Bool) async throws {
        while !isSeen(now) { try await Task.sleep(for: .milliseconds(2)) }
    }
}

@Suite("PostgreSQL that goes away and comes back", .serialized)
struct PostgresRestartTests {
    private static let writers = 16
    private static let crashes = 3

    /// Writes one item after the other, each until it is acknowledged, as a person presses send again.
    /// - Returns: what was acknowledged, in order.
    private func write(to new: NewConversation, _ stores: Stores, _ samples: StorageSamples, _ witness: Witness) async throws
        -> [SealedItem]
    {
        var acknowledged: [SealedItem] = []
        while !witness.ends {
            let item = samples.item(in: new.section)
            var isKept = false
            while !isKept {
                do {
                    // With a change it is a transaction, without one it is one statement; both must hold.
                    let change = acknowledged.count % 2 == 0 ? ConversationChange() : ConversationChange(state: .waiting)
                    try await stores.conversations.add([item], to: new.conversation.id, change)
                    isKept = true
                } catch StoreRefusal.duplicate {
                    // It was kept, and the answer got lost with the server.
                    isKept = true
                } catch StoreRefusal.unavailable {
                    witness.note { $0.refused += 1 }
                    try await Task.sleep(for: .milliseconds(5))
                } catch {
                    witness.note { $0.strange.append("\(error)") }
                    return acknowledged
                }
            }
            acknowledged.append(item)
            witness.note { $0.acknowledged += 1 }
        }
        return acknowledged
    }

    @Test("loses and doubles no message that was acknowledged, refuses meanwhile, and is used again without being asked")
    func crashes() async throws {
        let server = try PostgresServer()
        defer { server.remove() }
        let databases = try PostgreSQLDatabases.open(url: try server.database())
        try await databases.migrate()
        let stores = Stores(databases)
        let samples = StorageSamples()
        let (_, team) = try await samples.desk(stores)
        var conversations: [NewConversation] = []
        for _ in 0..<Self.writers { conversations.append(try await samples.opened(stores, to: team, items: 0)) }
        let witness = Witness()
        let kept = try await withThrowingTaskGroup(of: (Identifier<DossierSection>, [SealedItem]).self) { group in
            for new in conversations {
                group.addTask { (new.section.id, try await write(to: new, stores, samples, witness)) }
            }
            for _ in 0..<Self.crashes {
                let before = witness.now
                try await witness.wait { $0.acknowledged >= before.acknowledged + 200 || !$0.strange.isEmpty }
                server.crash()
                // Everybody is refused, and nobody hangs.
                try await witness.wait { $0.refused >= before.refused + Self.writers || !$0.strange.isEmpty }
                await #expect(throws: StoreRefusal.unavailable) { try await stores.dossiers.dossier(conversations[0].dossier.id) }
                await #expect(throws: StoreRefusal.unavailable) { try await stores.audit.head() }
                try server.start()
            }
            let before = witness.now.acknowledged
            try await witness.wait { $0.acknowledged >= before + 200 || !$0.strange.isEmpty }
            witness.end()
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(witness.now.strange.isEmpty)
        for new in conversations {
            let found = try await stores.sections.items(new.section.id, after: 0, limit: 1_000_000)
            #expect(found == kept[new.section.id])
        }
        await databases.close()
    }

    @Test("answers at once when it is away: whoever waits is refused, and the next one after it came back is served")
    func away() async throws {
        let server = try PostgresServer()
        defer { server.remove() }
        let databases = try PostgreSQLDatabases.open(url: try server.database(), connections: 2)
        try await databases.migrate()
        let stores = Stores(databases)
        server.crash()
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<500 {
                group.addTask {
                    do { _ = try await stores.teams.teams(of: nil) } catch { return error as? StoreRefusal == .unavailable }
                    return false
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(refused == 500)
        try server.start()
        for _ in 0..<20 { #expect(try await stores.teams.teams(of: nil).isEmpty) }
        await databases.close()
    }

    @Test("is not used when it would not wait for the disk, cannot be reached, or is no address")
    func refusals() async throws {
        let server = try PostgresServer()
        defer { server.remove() }
        let url = try server.database()
        server.crash()
        try server.start(isDurable: false)
        #expect(throws: PostgreSQLRefusal.notDurable(setting: "fsync")) { try PostgreSQLDatabases.open(url: url) }
        server.crash()
        try server.start()
        try server.addUser("guest")
        #expect(throws: PostgreSQLRefusal.schemas) {
            try PostgreSQLDatabases.open(url: url.replacingOccurrences(of: "user=entree", with: "user=guest"))
        }
        await (try PostgreSQLDatabases.open(url: url)).close()
        for other in ["entree", "host=/tmp user=entree", "postgres://[host/name", "https://example.org", ""] {
            #expect(throws: PostgreSQLRefusal.address) { try PostgreSQLDatabases.open(url: other) }
        }
        server.crash()
        do {
            _ = try PostgreSQLDatabases.open(url: url)
            Issue.record("it was opened")
        } catch let error as SQLError { #expect(error.kind == .connection) }
    }
}
