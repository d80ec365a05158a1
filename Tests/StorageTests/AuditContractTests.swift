import Domain
import Storage
import TestKit
import Testing

@Suite("The log of who did what")
struct AuditContractTests {
    private let samples = StorageSamples()

    /// So many entries about one dossier, appended in one go.
    @discardableResult
    private func append(
        _ count: Int64, from size: Int64, to store: any AuditStore, reference: [UInt8], team: Identifier<Team>? = nil
    ) async throws -> (key: AuditKey, leaves: [AuditLeaf], head: AuditHead) {
        let key = samples.auditKey(reference: reference, team: team)
        let leaves = (size..<size + count).map { samples.leaf($0, key: key, previous: $0 == size ? -1 : $0 - 1) }
        let head = samples.head(size + count)
        try await store.append(leaves, keys: [key], subtrees: [], head: head, expectedSize: size)
        return (key, leaves, head)
    }

    @Test("gives back what was written, in order", arguments: StorageEngine.allCases)
    func reading(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let audit = stores.audit
            #expect(try await audit.head() == nil)
            #expect(try await audit.leaves(from: 0, limit: 9).isEmpty)
            let (one, other) = (samples.chance.bytes(16), samples.chance.bytes(16))
            let team: Identifier<Team> = samples.id()
            let first = try await append(3, from: 0, to: audit, reference: one)
            let second = try await append(41, from: 3, to: audit, reference: other, team: team)
            let third = try await append(1, from: 44, to: audit, reference: [])
            // Later entries under a key of before.
            let more = (45..<47).map { samples.leaf($0, key: first.key, previous: 2) }
            let head = samples.head(47)
            try await audit.append(more, keys: [], subtrees: [AuditSubtree(number: 0, root: head.root)], head: head, expectedSize: 45)
            let all = first.leaves + second.leaves + third.leaves + more
            #expect(try await audit.leaves(from: 0, limit: 100) == all)
            #expect(try await audit.leaves(from: 2, limit: 4) == Array(all[2..<6]))
            #expect(try await audit.reference(at: 1) == one)
            #expect(try await audit.reference(at: 44) == [])
            #expect(try await audit.reference(at: 47) == nil)
            #expect(try await audit.head() == head)
            #expect(try await audit.heads(in: 0...47, limit: 9) == [first.head, second.head, third.head, head])
            #expect(try await audit.heads(in: 4...46, limit: 1) == [second.head])
            #expect(try await audit.subtrees(from: 0, limit: 9) == [AuditSubtree(number: 0, root: head.root)])
            #expect(try await audit.subtrees(from: 1, limit: 9).isEmpty)
            #expect(try await audit.leaves(reference: one, limit: 4) == [all[46], all[45], all[2], all[1]])
            #expect(try await audit.leaves(reviewTeam: team, before: 44, limit: 100) == second.leaves.reversed())
            #expect(try await audit.leaves(reviewTeam: team, before: 5, limit: 1) == [all[4]])
            #expect(try await audit.leaves(reviewTeam: samples.id(), before: 99, limit: 9).isEmpty)
            #expect(try await audit.newest(references: [one, other, samples.chance.bytes(16)]) == [one: 46, other: 43])
            #expect(try await audit.newest(references: []).isEmpty)
            let keys = [first.key, second.key, third.key]
            #expect(try await Set(audit.keys(keys.map(\.id) + [samples.id()])) == Set(keys))
            #expect(try await audit.keys([]).isEmpty)
        }
    }

    @Test("grows only at its end, all or nothing", arguments: StorageEngine.allCases)
    func growing(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let audit = stores.audit
            let reference = samples.chance.bytes(16)
            let first = try await append(2, from: 0, to: audit, reference: reference)
            for size in [Int64(0), 1, 3] {
                await #expect(throws: StoreRefusal.conflict) { try await append(1, from: size, to: audit, reference: reference) }
            }
            let key = samples.auditKey(reference: reference)
            // A gap, a head that says something else, a key that is there already.
            await #expect(throws: StoreRefusal.conflict) {
                try await audit.append(
                    [samples.leaf(3, key: key)], keys: [key], subtrees: [], head: samples.head(3), expectedSize: 2)
            }
            await #expect(throws: StoreRefusal.conflict) {
                try await audit.append(
                    [samples.leaf(2, key: key)], keys: [key], subtrees: [], head: samples.head(4), expectedSize: 2)
            }
            await #expect(throws: StoreRefusal.duplicate) {
                try await audit.append(
                    [samples.leaf(2, key: key)], keys: [key, first.key], subtrees: [], head: samples.head(3), expectedSize: 2)
            }
            #expect(try await audit.leaves(from: 0, limit: 9) == first.leaves)
            #expect(try await audit.keys([key.id]).isEmpty)
            #expect(try await audit.head() == first.head)
        }
    }

    @Test("has one end, also when many write at the same instant", arguments: StorageEngine.allCases)
    func atOnce(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let audit = stores.audit
            let reference = samples.chance.bytes(16)
            let written = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<32 {
                    group.addTask {
                        do { try await append(1, from: 0, to: audit, reference: reference) } catch StoreRefusal.conflict { return 0 }
                        return 1
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(written == 1)
            #expect(try await audit.leaves(from: 0, limit: 9).count == 1)
        }
    }

    @Test("gives each of many who write at the same instant a turn, on top of what it then sees", arguments: StorageEngine.databases)
    func inTurn(_ engine: StorageEngine) async throws {
        try await engine.withTwoNodes { one, other in
            let reference = samples.chance.bytes(16)
            let nodes = [Stores(one).audit, Stores(other).audit]
            let key = try await append(1, from: 0, to: nodes[0], reference: reference).key
            let places = try await withThrowingTaskGroup(of: Int64.self) { group in
                for writer in 0..<24 {
                    group.addTask {
                        try await nodes[writer % 2].appendInTurn(since: 0, references: [reference, samples.chance.bytes(16)]) { growth in
                            let size = Int64(growth.leaves.count)
                            guard growth.head?.size == size, growth.newest == [reference: size - 1] else { throw StoreRefusal.gone }
                            let addition = AuditAddition(
                                leaves: [samples.leaf(size, key: key, previous: size - 1)], keys: [], subtrees: [],
                                head: samples.head(size + 1))
                            return (addition, size)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(places.sorted() == Array(1...24))
            #expect(try await nodes[1].leaves(from: 0, limit: 99).map(\.index) == Array(0...24))
        }
    }

    @Test("takes nothing in turn that is not on top, and nothing of what throws", arguments: StorageEngine.allCases)
    func wrongTurn(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let audit = stores.audit
            let first = try await append(2, from: 0, to: audit, reference: samples.chance.bytes(16))
            for place in [Int64(0), 1, 3] {
                await #expect(throws: StoreRefusal.conflict) {
                    try await audit.appendInTurn(since: 2, references: []) { growth in
                        #expect(growth.leaves.isEmpty && growth.newest.isEmpty && growth.head == first.head)
                        let leaf = samples.leaf(place, key: first.key)
                        return (AuditAddition(leaves: [leaf], keys: [], subtrees: [], head: samples.head(place + 1)), ())
                    }
                }
            }
            await #expect(throws: StoreRefusal.full) {
                try await audit.appendInTurn(since: 1, references: []) { growth -> (AuditAddition, Int) in
                    #expect(growth.leaves == [first.leaves[1]])
                    throw StoreRefusal.full
                }
            }
            #expect(try await audit.leaves(from: 0, limit: 9) == first.leaves)
        }
    }

    @Test("keeps the hashes when what they say is erased", arguments: StorageEngine.allCases)
    func erasing(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let audit = stores.audit
            let (one, other) = (samples.chance.bytes(16), samples.chance.bytes(16))
            let team: Identifier<Team> = samples.id()
            let gone = try await append(2, from: 0, to: audit, reference: one, team: team)
            let stays = try await append(2, from: 2, to: audit, reference: other, team: team)
            let loose = try await append(1, from: 4, to: audit, reference: [])
            try await audit.erase(reference: one)
            try await audit.erase(reference: one)
            try await audit.erase(reference: [])
            let leaves = try await audit.leaves(from: 0, limit: 9)
            #expect(leaves.map(\.data) == (gone.leaves + stays.leaves + loose.leaves).map(\.data))
            #expect(leaves.prefix(2).allSatisfy { $0.salt.isEmpty && $0.payload.bytes.isEmpty })
            #expect(Array(leaves.dropFirst(2)) == stays.leaves + loose.leaves)
            #expect(try await Set(audit.keys([gone.key.id, stays.key.id, loose.key.id])) == [stays.key, loose.key])
            #expect(try await audit.leaves(reviewTeam: team, before: 9, limit: 9).count == 4)
            #expect(try await audit.head() == loose.head)
            try await append(1, from: 5, to: audit, reference: one)
        }
    }
}
