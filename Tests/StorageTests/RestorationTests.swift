import Domain
import Foundation
import TestKit
import Testing

@testable import Storage

@Suite("A backup", .tags(.R10))
struct RestorationTests {
    private let day = Instant(seconds: 1_795_000_000)

    private func files(_ databases: Databases, main: Int64 = 0, shred: Int64 = 0) async throws -> (main: DumpedBytes, shred: DumpedBytes) {
        let one = try await databases.backup(BackupStamp(part: .main, madeAt: day.adding(seconds: main)))
        return (one, try await databases.backup(BackupStamp(part: .shred, madeAt: day.adding(seconds: shred))))
    }

    @Test("is put back whole, on either engine, and can be backed up again to the same", arguments: Passage.all)
    func roundTrip(_ passage: Passage) async throws {
        try await passage.from.withDatabases { old in
            let filled = try await FilledDatabases(old)
            let files = try await files(old)
            try await passage.to.withDatabases { new in
                let restoration = try Restoration(main: files.main.source(), shred: files.shred.source())
                #expect(restoration.contents.main.rows["dossier"] == 5)
                #expect(restoration.contents.main.head?.size == 210)
                #expect(restoration.contents.shred.keys == Set(filled.dossiers.map(\.dossier.id)))
                #expect(try await restoration.put(into: new) == Restoration.Report(kept: 5, erased: 0))
                try await new.migrate()
                let again = try await self.files(new)
                #expect(again.main.bytes == files.main.bytes)
                #expect(again.shred.bytes == files.shred.bytes)
            }
        }
    }

    @Test("does not bring back what was erased since, when the keys are newer than the rest", arguments: Passage.all)
    func erased(_ passage: Passage) async throws {
        try await passage.from.withDatabases { old in
            let filled = try await FilledDatabases(old)
            let main = try await files(old).main
            let gone = filled.dossiers[1]
            try await Stores(old).shred.destroy(gone.dossier.id)
            try await Stores(old).dossiers.erase(gone.dossier.id)
            // And somebody new came, who is not in the older file.
            let later = try await filled.samples.opened(Stores(old), to: filled.team)
            try await Stores(old).shred.put(filled.samples.sealed(), for: later.dossier.id)
            let shred = try await files(old, shred: 20 * 86_400).shred
            try await passage.to.withDatabases { new in
                let report = try await Restoration(main: main.source(), shred: shred.source()).put(into: new)
                #expect(report == Restoration.Report(kept: 4, erased: 1))
                try await new.migrate()
                let stores = Stores(new)
                #expect(try await stores.dossiers.dossier(gone.dossier.id) == nil)
                #expect(try await stores.dossiers.returnKey(gone.returnKey.locator) == nil)
                #expect(try await stores.sections.items(gone.section.id, after: 0, limit: 9).isEmpty)
                #expect(try await stores.conversations.conversation(gone.conversation.id) == nil)
                #expect(try await stores.shred.key(for: gone.dossier.id) == nil)
                #expect(try await stores.shred.key(for: later.dossier.id) == nil)
                for kept in filled.dossiers where kept.dossier.id != gone.dossier.id {
                    #expect(try await stores.shred.key(for: kept.dossier.id) != nil)
                    #expect(try await stores.sections.items(kept.section.id, after: 0, limit: 999) == kept.items)
                }
            }
        }
    }

    @Test("is not put back when it would lose somebody: keys that are older than the rest")
    func olderKeys() async throws {
        try await StorageEngine.sqlite.withDatabases { databases in
            _ = try await FilledDatabases(databases, dossiers: 1)
            let files = try await files(databases, main: 1)
            #expect(throws: BackupRefusal.keysOlder(keys: day, main: day.adding(seconds: 1))) {
                try Restoration(main: files.main.source(), shred: files.shred.source())
            }
            #expect(throws: BackupRefusal.otherPart(.shred)) {
                try Restoration(main: files.shred.source(), shred: files.shred.source())
            }
            #expect(throws: BackupRefusal.otherPart(.main)) { try Restoration(main: files.main.source(), shred: files.main.source()) }
        }
    }

    @Test("is refused as a whole when anything of it is cut off, foreign or too long", arguments: [BackupPart.main, .shred])
    func damaged(_ part: BackupPart) async throws {
        try await StorageEngine.sqlite.withDatabases { databases in
            _ = try await FilledDatabases(databases, dossiers: 2)
            let files = try await files(databases)
            let good = part == .main ? files.main.bytes : files.shred.bytes
            func read(_ bytes: [UInt8]) throws {
                let bad = DumpedBytes(bytes).source()
                _ = try Restoration(main: part == .main ? bad : files.main.source(), shred: part == .main ? files.shred.source() : bad)
            }
            try read(good)
            for count in [0, 3, 14, 20, 40, good.count / 2, good.count - 1] {
                #expect(throws: DumpRefusal.damaged) { try read(Array(good.prefix(count))) }
            }
            #expect(throws: DumpRefusal.damaged) { try read(good + [1]) }
            #expect(throws: DumpRefusal.foreign) { try read(Array("SQLite format 3".utf8) + good) }
            #expect(throws: DumpRefusal.foreign) { try read(DatabaseDump.mark + good) }
        }
    }

    @Test("goes only into an empty place", arguments: StorageEngine.databases)
    func notEmpty(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { old in
            _ = try await FilledDatabases(old, dossiers: 1)
            let files = try await files(old)
            let restoration = try Restoration(main: files.main.source(), shred: files.shred.source())
            await #expect(throws: DumpRefusal.notEmpty) { try await restoration.put(into: old) }
            for role in BackupPart.allCases.flatMap(\.roles) {
                try await engine.withDatabases { new in
                    try await new.migrate()
                    let samples = StorageSamples(77)
                    switch role {
                    case .main: _ = try await samples.desk(Stores(new))
                    case .log:
                        try await Stores(new).audit.append([], keys: [], subtrees: [], head: samples.head(0), expectedSize: 0)
                    case .shred, .session: try await Stores(new).shred.put(samples.sealed(), for: samples.id())
                    }
                    await #expect(throws: DumpRefusal.notEmpty) { try await restoration.put(into: new) }
                    for other in BackupPart.allCases.flatMap(\.roles) where other != role {
                        #expect(try await new.dump(other).count < 4000)
                    }
                }
            }
        }
    }

    @Test("says so when it went wrong halfway, and takes the place for no installation")
    func halfDone() async throws {
        struct Pulled: Error {}
        try await StorageEngine.sqlite.withDatabases { old in
            let filled = try await FilledDatabases(old, dossiers: 1)
            let files = try await files(old)
            try await StorageEngine.sqlite.withDatabases { new in
                let openings = DumpedBytes()
                let restoration = try Restoration(
                    main: {
                        // Once to look, once for the log, once for the dossiers: then the disk is pulled out.
                        openings.add([1])
                        guard openings.bytes.count < 3 else { throw Pulled() }
                        return try files.main.source()()
                    }, shred: files.shred.source())
                await #expect(throws: BackupRefusal.halfDone) { try await restoration.put(into: new) }
                #expect(try await Stores(new).audit.head() != nil)
                try await new.migrate()
                #expect(try await Stores(new).teams.organisations().isEmpty)
                #expect(try await Stores(new).dossiers.dossier(filled.dossiers[0].dossier.id) == nil)
                await #expect(throws: DumpRefusal.notEmpty) {
                    try await Restoration(main: files.main.source(), shred: files.shred.source()).put(into: new)
                }
            }
        }
    }

    @Test("is one picture of each database, also while people write", arguments: StorageEngine.databases)
    func whileWriting(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { old in
            let filled = try await FilledDatabases(old, dossiers: 2)
            let stores = Stores(old)
            let stop = DumpedBytes()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        let samples = StorageSamples(UInt64(1000 + writer))
                        while stop.bytes.isEmpty {
                            let key: Sealed<ShredKeyContent> = samples.sealed()
                            let new = samples.conversation(to: filled.team, items: 2)
                            // First the key, then the rest, as a first message does it; and some are erased, in the order in which that is done.
                            try await stores.shred.put(key, for: new.dossier.id)
                            try await stores.conversations.open(new)
                            guard writer == 0 else { continue }
                            try await stores.shred.destroy(new.dossier.id)
                            try await stores.dossiers.erase(new.dossier.id)
                        }
                    }
                }
                for _ in 0..<3 {
                    let files = try await files(old)
                    try await StorageEngine.sqlite.withDatabases { new in
                        let restoration = try Restoration(main: files.main.source(), shred: files.shred.source())
                        let report = try await restoration.put(into: new)
                        // At most the one that was being erased; of nobody else is the key missing.
                        #expect(report.erased <= 1)
                        #expect(report.kept + report.erased == restoration.contents.main.rows["dossier"])
                    }
                }
                stop.add([1])
                try await group.waitForAll()
            }
        }
    }

    @Test("is kept five weeks, and the keys in it one week")
    func days() {
        #expect(BackupPart.main.days == 35)
        #expect(BackupPart.shred.days == 7)
        #expect(BackupPart.allCases.flatMap(\.roles).contains(.session) == false)
    }
}
