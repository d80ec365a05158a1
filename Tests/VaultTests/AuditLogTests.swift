import Domain
import Foundation
import TestKit
import Testing

@testable import Vault

@Suite("The log of who did what")
struct AuditLogTests {
    private let invented: InventedLog
    init() throws { invented = try InventedLog() }

    @Test("gives a receipt for exactly what was written")
    func receipts() async throws {
        let log = invented.log
        let first = try await log.append(invented.entry(), readableBy: invented.readers())
        let second = try await log.append(invented.entry(isAboutNobody: true), readableBy: invented.readers())
        #expect(first == LogReceipt(index: 0, dossier: invented.dossier, section: invented.section))
        #expect(second == LogReceipt(index: 1, dossier: nil, section: nil))
    }

    @Test("shows the person all entries of their dossier and only those, newest first, and that it is everything")
    func history() async throws {
        try await invented.fill(41)
        let history = try await invented.log.history(of: invented.dossier, openedBy: invented.person, limit: 100)
        #expect(history.entries.map(\.index) == [40, 35, 30, 25, 20, 15, 10, 5, 0])
        #expect(history.entries.map(\.entry) == [40, 35, 30, 25, 20, 15, 10, 5, 0].map { invented.entry(.sectionRead, $0) })
        #expect(history.isComplete)
        #expect(try await !invented.log.history(of: invented.dossier, openedBy: invented.person, limit: 3).isComplete)
        let stranger = try await invented.log.history(of: invented.dossier, openedBy: invented.review, limit: 100)
        #expect(stranger.entries.isEmpty && !stranger.isComplete)
        let nobody = try await invented.log.history(of: Identifier(InventedLog.chance), openedBy: invented.person, limit: 100)
        #expect(nobody.entries.isEmpty && nobody.isComplete)
    }

    @Test("proves each entry of the person's view to be in the signed tree")
    func inclusion() async throws {
        try await invented.fill(600, dossiers: 1)
        let head = try #require(await invented.store.head())
        let prover = AuditProver(invented.store)
        for (index, _) in try await invented.log.entries(of: invented.dossier, openedBy: invented.person, limit: 1000) {
            let leaf = try #require(await invented.store.leaves(from: index, limit: 1).first)
            let proof = try await prover.inclusion(of: index, in: head.size)
            #expect(MerkleTree.proves(proof, MerkleTree.leaf(leaf.data), at: index, in: head.size, root: head.root))
        }
        for old in await invented.store.heads.prefix(400) {
            let proof = try await prover.consistency(from: old.size, to: head.size)
            #expect(MerkleTree.proves(proof, from: (old.size, old.root), to: (head.size, head.root)))
            #expect(!MerkleTree.proves(proof, from: (old.size, head.root), to: (head.size, old.root)) || old.size == head.size)
        }
    }

    @Test("shows the review team what the organisation's people did, and no other team anything")
    func review() async throws {
        try await invented.fill(20)
        let seen = try await invented.log.entries(
            reviewedBy: invented.reviewTeam, openedBy: invented.review, before: .max, limit: 100)
        #expect(seen.map(\.index) == [16, 15, 11, 10, 6, 5, 1, 0])
        let older = try await invented.log.entries(reviewedBy: invented.reviewTeam, openedBy: invented.review, before: 10, limit: 2)
        #expect(older.map(\.index) == [6, 5])
        #expect(
            try await invented.log.entries(
                reviewedBy: Identifier(InventedLog.chance), openedBy: invented.review, before: .max, limit: 9
            ).isEmpty)
        #expect(
            try await invented.log.entries(
                reviewedBy: invented.reviewTeam, openedBy: invented.person, before: .max, limit: 9
            ).isEmpty)
    }

    @Test("writes what comes together in one go, and every entry once")
    func together() async throws {
        let log = invented.log
        let indexes = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 0..<300 {
                group.addTask { try await log.append(invented.entry(.sectionRead, number), readableBy: invented.readers()).index }
            }
            return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
        }
        #expect(indexes == Set(0..<300))
        let writes = await invented.store.writes
        #expect(writes.reduce(0, +) == 300 && writes.count < 150, "\(writes.count) writes")
        #expect(await invented.store.heads.count == writes.count)
        #expect(await invented.store.keys.count == 1)
        #expect(try await invented.verifier.verify().finding == nil)
        let details = try await log.entries(of: invented.dossier, openedBy: invented.person, limit: 1000).map(\.entry.detail)
        #expect(Set(details).count == 300)
    }

    @Test("gives each session with each dossier a key of its own")
    func keys() async throws {
        let other = Identifier<Dossier>(InventedLog.chance)
        let log = invented.log
        for scope in [[1], [1], [2]] as [[UInt8]] {
            _ = try await log.append(invented.entry(), readableBy: invented.readers(scope))
            _ = try await log.append(invented.entry(of: other), readableBy: invented.readers(scope, subject: KeyPair.make().publicKey))
        }
        #expect(await invented.store.keys.count == 5)
    }

    @Test("lets two nodes write side by side: each reads what the other added, and nothing is lost")
    func twoNodes() async throws {
        let other = try SealedAuditLog(
            store: invented.store, keys: invented.instance, origin: "entree.example/log", chance: CountedChance(90))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                let log = number % 2 == 0 ? invented.log : other
                group.addTask {
                    _ = try await log.append(invented.entry(.sectionRead, number), readableBy: invented.readers([UInt8(number % 3)]))
                }
            }
            try await group.waitForAll()
        }
        #expect(await invented.store.leaves.count == 200)
        #expect(try await invented.verifier.verify() == AuditVerifier.Report(size: 200, erased: 0, finding: nil))
        #expect(try await other.history(of: invented.dossier, openedBy: invented.person, limit: 1000).isComplete)
    }

    @Test("goes on after a restart where it stopped, with whole subtrees and without")
    func restart() async throws {
        for size in [0, 1, 255, 256, 257, 700] {
            let invented = try InventedLog()
            try await invented.fill(size)
            let again = try SealedAuditLog(
                store: invented.store, keys: invented.instance, origin: "entree.example/log", chance: CountedChance(91))
            _ = try await again.append(invented.entry(.sectionRead, size), readableBy: invented.readers())
            #expect(try await invented.verifier.verify() == AuditVerifier.Report(size: Int64(size) + 1, erased: 0, finding: nil))
            #expect(await invented.store.subtrees.count == (size + 1) / 256)
        }
    }

    @Test("gives nobody a receipt when it cannot be written, and works again afterwards", arguments: [StoreRefusal.unavailable, .full])
    func failsClosed(_ refusal: StoreRefusal) async throws {
        _ = try await invented.log.append(invented.entry(), readableBy: invented.readers())
        await invented.store.change { $0.refusals = [refusal] }
        await #expect(throws: refusal) { try await invented.log.append(invented.entry(), readableBy: invented.readers()) }
        #expect(await invented.store.leaves.count == 1)
        #expect(try await invented.log.append(invented.entry(), readableBy: invented.readers()).index == 1)
        #expect(try await invented.verifier.verify().finding == nil)
    }

    @Test("stays whole when a write was kept although its answer got lost")
    func lostAnswer() async throws {
        await invented.store.change {
            $0.refusals = [.unavailable]
            $0.writesInSecret = true
        }
        await #expect(throws: StoreRefusal.unavailable) { try await invented.log.append(invented.entry(), readableBy: invented.readers()) }
        // The key is there already, which the log does not know.
        #expect(try await invented.log.append(invented.entry(), readableBy: invented.readers()).index == 1)
        #expect(try await invented.verifier.verify() == AuditVerifier.Report(size: 2, erased: 0, finding: nil))
    }

    @Test("puts nothing on top of a log that was changed behind its back")
    func refusesToExtend() async throws {
        try await invented.fill(10)
        let changes: [@Sendable (isolated MemoryAuditStore) -> Void] = [
            { $0.leaves[3] = $0.leaves[3].changed(data: [UInt8](repeating: 1, count: 32)) },
            { $0.leaves.removeLast() },
            { $0.heads[9] = AuditHead(size: 10, root: $0.heads[9].root, note: $0.heads[8].note) },
        ]
        for change in changes {
            let invented = try InventedLog()
            try await invented.fill(10)
            await invented.store.change(change)
            let again = try SealedAuditLog(
                store: invented.store, keys: invented.instance, origin: "entree.example/log", chance: CountedChance(92))
            await #expect(throws: StoreRefusal.unavailable) { try await again.append(invented.entry(), readableBy: invented.readers()) }
        }
    }

    @Test("lets what was about one dossier be erased: the rest verifies, and the erased entries say nothing")
    func erased() async throws {
        try await invented.fill(50)
        let before = await invented.store.leaves
        let reference = invented.log.reference(invented.dossier)
        try await invented.log.erase(invented.dossier)
        let report = try await invented.verifier.verify()
        #expect(report == AuditVerifier.Report(size: 50, erased: 10, finding: nil))
        #expect(try await invented.log.entries(of: invented.dossier, openedBy: invented.person, limit: 100).isEmpty)
        #expect(await invented.store.keys.values.allSatisfy { $0.reference != reference })
        for leaf in await invented.store.leaves where leaf.reference == reference {
            #expect(leaf.isErased && leaf.data == before[Int(leaf.index)].data)
        }
        // Without the salt even who knows the whole entry cannot show that the hash is of it.
        let known = before[0]
        #expect(known.data != AuditLeaf.data(known.reference, [], known.previous, known.key, known.payload))
        _ = try await invented.log.append(invented.entry(), readableBy: invented.readers())
        #expect(try await invented.verifier.verify().finding == nil)
    }

    @Test("says nothing of who or what in the bytes that are stored")
    func hidden() async throws {
        try await invented.fill(9)
        let ids = [
            invented.dossier.bytes, invented.section.bytes, invented.organisation.bytes, Array(invented.dossier.text.utf8),
            Array("section".utf8),
        ]
        for leaf in await invented.store.leaves {
            let stored = leaf.data + leaf.reference + leaf.salt + leaf.payload.bytes
            for id in ids { #expect(!stored.indices.contains { stored[$0...].starts(with: id) }) }
        }
        #expect(Set(await invented.store.leaves.map(\.payload.bytes.count)).count == 1)
    }

    @Test("needs a name and a signing key that can be written in its heads")
    func names() {
        var keys = invented.instance
        for bad in ["", "two words", "a+b", "a\nb", "é"] {
            #expect(throws: KeyRefusal.unusable) {
                try SealedAuditLog(store: invented.store, keys: keys, origin: bad, chance: CountedChance())
            }
        }
        keys.logSigningSeed = Secret([1])
        #expect(throws: KeyRefusal.unusable) { try SealedAuditLog(store: invented.store, keys: keys, origin: "x", chance: CountedChance()) }
    }
}

@Suite("An entry in the fields of NEN 7513")
struct AuditEntryJSONTests {
    private let chance = CountedChance(100)

    private var entries: [AuditEntry] {
        var entries: [AuditEntry] = []
        for kind in AuditEntry.Kind.allCases {
            for action in AuditEntry.Action.allCases {
                let actors: [AuditEntry.Actor] = [.subject, .system, .worker(Identifier(chance), .shiftLead, Identifier(chance))]
                for actor in actors {
                    entries.append(AuditEntry(kind, action, at: Instant(seconds: 1_795_012_345), by: actor))
                    entries.append(
                        AuditEntry(
                            kind, action, at: Instant(seconds: -1), by: actor, dossier: Identifier(chance), section: Identifier(chance),
                            detail: "\"één\" \\ \u{1}\n/🙂", team: Identifier(chance), conversation: Identifier(chance), isSuccess: false))
                    entries.append(AuditEntry(kind, action, at: Instant(seconds: 0), by: actor, dossier: Identifier(chance), detail: "7"))
                }
            }
        }
        return entries
    }

    @Test("reads back as it was written, whatever happened and whoever acted")
    func readsBack() {
        for entry in entries { #expect(AuditEntry(json: entry.json) == entry) }
    }

    @Test("bears every field that the standard names")
    func complete() throws {
        let fields = [
            "event": ["EventID", "EventActionCode", "eventTypeCode", "EventDateTime", "EventOutcomeIndicator"],
            "user": [
                "userID", "alternateUserID", "userName", "userIsRequestor", "roleIDCode", "purposeOfUse", "networkAccessPointTypeCode",
                "networkAccessPointID",
            ],
            "object": [
                "participantObjectTypeCode", "participantObjectTypeCodeRole", "participantObjectDataLifeCycle",
                "participantObjectIDTypeCode",
                "participantObjectPermissionPolicySet", "participantObjectSensitivity", "participantObjectID", "participantObjectName",
                "participantObjectDetail", "participantObjectDescription",
            ],
            "source": ["AuditEnterpriseSiteID", "AuditSourceID", "AuditSourceTypeCode"],
        ]
        for entry in entries {
            let read = try #require(try JSONSerialization.jsonObject(with: Data(entry.json)) as? [String: Any])
            for (group, names) in fields {
                let one = try #require((read[group] as? [String: Any]) ?? (read[group] as? [[String: Any]])?.first)
                #expect(Set(one.keys) == Set(names))
            }
            #expect(
                Set(read.keys).subtracting(fields.keys)
                    == ["autorisatieProtocol", "behandelrelatieProtocol", "toestemmingsProfiel", "controles"])
        }
    }

    @Test("is written canonically: sorted names, no spaces, the shortest escapes")
    func canonical() {
        let value = CanonicalJSON.object([
            "b": .array([.number(-3), .truth(true)]), "a": .text("é\"\\\u{8}\t\n\u{c}\r\u{1f}/\u{7f}"), "": "x",
        ])
        #expect(String(decoding: value.bytes, as: UTF8.self) == #"{"":"x","a":"é\"\\\b\t\n\f\r\u001f/\#u{7f}","b":[-3,true]}"#)
    }

    @Test("says the moment in UTC")
    func moments() {
        let json = String(decoding: AuditEntry(.logRead, .read, at: Instant(seconds: 1_795_012_345), by: .system).json, as: UTF8.self)
        #expect(json.contains(#""EventDateTime":"2026-11-18T14:32:25.000Z""#), "\(json)")
    }

    @Test("is refused calmly when it is anything else", arguments: ["", "{}", "[]", "null", #"{"event":{}}"#, "{\"user\":[]"])
    func garbage(_ text: String) {
        #expect(AuditEntry(json: Array(text.utf8)) == nil)
        let json = AuditEntry(.logRead, .read, at: Instant(seconds: 0), by: .system).json
        var generator = SeededChance(5)
        for _ in 0..<500 {
            var changed = json
            changed[Int.random(in: 0..<json.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            _ = AuditEntry(json: changed)
        }
    }
}
