import Domain
import Storage
import TestKit
import Testing
import Vault

@testable import Workflows

/// A backup as it lies in a folder: sealed, in memory.
private struct SealedBackup {
    let part: BackupPart
    let bytes: [UInt8]

    init(_ part: BackupPart, of desk: TestWorkplace, to key: PublicKey) async throws {
        self.part = part
        let plain = try await desk.databases.backup(BackupStamp(part: part, madeAt: desk.clock.now)).bytes
        var sealer = try StreamSealer(to: key, label: part.rawValue)
        bytes = try sealer.header + sealer.write(plain) + sealer.finish()
    }

    func opened(with pair: KeyPair) throws -> DumpedBytes {
        var opener = StreamOpener(with: pair, label: part.rawValue)
        return DumpedBytes(try opener.write(bytes) + opener.finish())
    }
}

@Suite("The drill of a backup (D5)", .serialized, .tags(.R7, .R10))
struct BackupDrillTests {
    private static let canary = "KANARIE-b4Vx9QmT2wLk7RzP1sHd"

    /// The same desk, with the same keys, on other databases.
    private func place(_ desk: TestWorkplace, on databases: Databases) throws -> Workplace {
        let (old, stores) = (desk.place, Stores(databases))
        return Workplace(
            stores: stores, instance: old.instance, codes: old.codes, passphrases: old.passphrases, keys: old.keys,
            log: try SealedAuditLog(store: stores.audit, keys: old.instance, origin: "entree", chance: CountedChance(404)),
            chance: old.chance, now: old.now, words: old.words, commonPassphrases: old.commonPassphrases)
    }

    private func enter(_ place: Workplace, _ desk: TestWorkplace) async throws -> WorkerSession {
        desk.clock.advance(seconds: 60)
        let cookie = try await EnterWork(place)(
            login: Confidential("sam"), passphrase: Confidential(TestWorkplace.passphrase),
            factor: TestWorkplace.factor.code(now: desk.clock.now))
        return try #require(try await place.workerSession(cookie))
    }

    @Test(
        "brings back who stayed, with their code and their helper, and nobody who erased everything since",
        arguments: StorageEngine.databases)
    func drill(_ engine: StorageEngine) async throws {
        let desk = try await testWorkplace()
        let safe = try KeyPair.make()
        let (kept, _, _) = try await desk.write("Dit blijft. \(Self.canary)")
        let (erased, _, session) = try await desk.write("Dit gaat weg. \(Self.canary)")
        let main = try await SealedBackup(.main, of: desk, to: safe.publicKey)
        desk.clock.advance(days: 20)
        try await EraseEverything(desk.place)(erased.digits, session)
        let shred = try await SealedBackup(.shred, of: desk, to: safe.publicKey)
        for file in [main, shred] {
            for secret in [Array(Self.canary.utf8), Array("Dit gaat weg".utf8), Array("entree-dump".utf8), session.dossier.bytes] {
                #expect(!file.bytes.contains(secret))
            }
        }
        try await engine.withDatabases { databases in
            let files = (main: try main.opened(with: safe), shred: try shred.opened(with: safe))
            let report = try await Restoration(main: files.main.source(), shred: files.shred.source()).put(into: databases)
            #expect(report.kept == 1 && report.erased == 1)
            try await databases.migrate()
            let place = try place(desk, on: databases)
            let own = try #require(try await place.personSession(try await EnterCode(place)(kept.digits)))
            #expect(try await ReadOwnConversation(place)(own).messages.map(\.text.revealed) == ["Dit blijft. \(Self.canary)"])
            await #expect(throws: WorkRefusal.unknown) { try await EnterCode(place)(erased.digits) }
            let sam = try await enter(place, desk)
            let queue = try await Inbox(place)(sam)
            #expect(queue.count == 1)
            let row = try #require(queue.first)
            try await HelpPerson(place).claim(row.id, by: sam)
            #expect(try await HelpPerson(place).read(row.id, by: sam).messages.map(\.text.revealed) == ["Dit blijft. \(Self.canary)"])
            #expect(try await AuditVerifier(place.stores.audit, key: place.log.verifierKey).verify().finding == nil)
        }
        await desk.remove()
    }

    @Test("leaves whoever has everything but the old keys with nothing to open: backup, safe, key files, code, team")
    func thief() async throws {
        let desk = try await testWorkplace()
        let (_, _, other) = try await desk.write("van een ander")
        let (erased, _, session) = try await desk.write("Dit gaat weg. \(Self.canary)")
        let old = try await desk.databases.dump(.main)
        let oldKey = try #require(try await desk.place.stores.shred.key(for: session.dossier))
        let sam = try await desk.enter("sam").session
        try await EraseEverything(desk.place)(erased.digits, session)
        try await StorageEngine.sqlite.withDatabases { databases in
            // Not by the way of a restoration, which drops what was erased, but by hand.
            let dump = DumpedBytes(old)
            try await databases.main.writeOnce { session in try DatabaseDump.read(.main, into: session, from: dump.source()()) }
            try await databases.migrate()
            let place = try place(desk, on: databases)
            let receipt = try await place.log.append(
                AuditEntry(.sectionRead, .read, at: desk.clock.now, by: .subject, dossier: session.dossier, section: session.messages),
                readableBy: AuditReaders(subject: nil, review: nil, scope: []))
            let team = try #require(sam.teamKeys.values.first { $0.team.kind == .desk })
            let holders: [(KeyHolder, KeyPair)] = [
                (.subject, session.keyPair), (.team(team.team.id, generation: team.team.generation), team.keyPair),
            ]
            let left = try #require(try await desk.place.stores.shred.key(for: other.dossier))
            for (holder, pair) in holders {
                let grant = try #require(try await place.stores.sections.grant(session.messages, to: holder))
                #expect(throws: KeyRefusal.wrong) {
                    try place.keys.open(grant, of: session.dossier, with: pair, shred: left, after: receipt)
                }
                // With the key that is gone now it would have been easy: that is why copies of it are kept for a week, and no longer.
                let key = try place.keys.open(grant, of: session.dossier, with: pair, shred: oldKey, after: receipt)
                let item = try #require(try await place.stores.sections.items(session.messages, after: 0, limit: 9).first)
                #expect(try ItemSealer.open(item, dossier: session.dossier, under: key).content.revealed.count > 0)
            }
            #expect(try await desk.place.stores.shred.key(for: session.dossier) == nil)
        }
        await desk.remove()
    }
}
