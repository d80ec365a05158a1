import Domain
import Foundation
import Storage
import StorageSQLite
import Synchronization
import TestKit
import Testing

/// What is left of a database when the machine ends in the middle of a write, or somebody copies its files while it is written.
@Suite("A database that was torn", .timeLimit(.minutes(Fuzz.patience)))
struct TornTests {
    private struct Written: Sendable {
        let new: NewConversation
        let more: [SealedItem]
    }

    /// Writes conversations with more items each, and says of each when it was acknowledged.
    private static func write(
        _ count: Int, _ stores: Stores, _ team: Team, _ samples: StorageSamples, acknowledged: (Written) -> Void
    ) async throws {
        for _ in 0..<count {
            let new = samples.conversation(to: team, items: 2)
            try await stores.conversations.open(new)
            let item = samples.item(in: new.section, size: 3000)
            try await stores.conversations.add([item], to: new.conversation.id, ConversationChange(week: Week(number: 2971)))
            acknowledged(Written(new: new, more: [item]))
        }
    }

    /// What can be read of one conversation: all of it, a beginning of its items, or nothing at all.
    /// - Returns: how many items are there; nil when the conversation is not.
    private static func check(_ written: Written, _ stores: Stores) async throws -> Int? {
        let id = written.new.conversation.id
        let conversation = try await stores.conversations.conversation(id)
        let dossier = try await stores.dossiers.dossier(written.new.dossier.id)
        let key = try await stores.dossiers.returnKey(written.new.returnKey.locator)
        let sections = try await stores.sections.sections(of: written.new.dossier.id)
        let grant = try await stores.sections.grant(written.new.section.id, to: .subject)
        let items = try await stores.sections.items(written.new.section.id, after: 0, limit: 100)
        guard conversation != nil else {
            #expect(dossier == nil && key == nil && sections.isEmpty && grant == nil && items.isEmpty, "half a conversation")
            return nil
        }
        #expect(dossier != nil && key == written.new.returnKey && sections == [written.new.section] && grant == written.new.grants[0])
        let all = written.new.items + written.more
        #expect(items == Array(all.prefix(items.count)) && items.count >= 2, "an item that was never written, or in another place")
        // The week changes together with the item that came later.
        #expect(dossier?.visitedIn == (items.count > 2 ? Week(number: 2971) : written.new.dossier.visitedIn))
        return items.count
    }

    @Test("at any byte of its write-ahead log opens with everything before that, whole, and nothing after")
    func cutLog() async throws {
        try await withTemporaryFolder { folder in
            let databases = try SQLiteDatabases.open(folder: folder)
            try await databases.migrate()
            let samples = StorageSamples(701)
            let (_, team) = try await samples.desk(Stores(databases))
            // From here on everything stands in the log alone.
            try await databases.main.scrub()
            var written: [Written] = []
            try await Self.write(6, Stores(databases), team, samples) { written.append($0) }
            let file = folder + "/" + SQLiteDatabases.file(.main)
            let (base, log) = (try Data(contentsOf: URL(fileURLWithPath: file)), try Data(contentsOf: URL(fileURLWithPath: file + "-wal")))
            await databases.close()
            var mutator = Mutator(701)
            var counts: Set<Int> = []
            for number in 0..<Fuzz.count(60) {
                let end = number == 0 ? log.count : mutator.number(0..<log.count)
                // What the disk held before stands behind the cut now and then, as it would.
                let garbage = mutator.number(0..<2) == 0 || number == 0 ? [] : mutator.bytes(upTo: 9000)
                let copy = folder + "/torn-\(number)"
                try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
                try base.write(to: URL(fileURLWithPath: copy + "/" + SQLiteDatabases.file(.main)))
                try (log.prefix(end) + garbage).write(to: URL(fileURLWithPath: copy + "/" + SQLiteDatabases.file(.main) + "-wal"))
                let there = try await Self.beginning(of: written, in: copy, team, samples)
                try FileManager.default.removeItem(atPath: copy)
                if number == 0 { #expect(there == written.count) }
                counts.insert(there)
            }
            #expect(counts.count > 2)
        }
    }

    /// How many conversations are there to their last item. Nothing that came later is there without what came before.
    private static func beginning(of written: [Written], in folder: String, _ team: Team, _ samples: StorageSamples) async throws -> Int {
        let torn = try SQLiteDatabases.open(folder: folder)
        let stores = Stores(torn)
        var there = 0
        var isOver = false
        for one in written {
            let count = try await check(one, stores)
            if isOver { #expect(count == nil, "something came through that others before it did not") }
            if count == 3 { there += 1 } else { isOver = true }
        }
        // And it goes on from there.
        let more = samples.conversation(to: team)
        try await stores.conversations.open(more)
        #expect(try await stores.conversations.conversation(more.conversation.id) != nil)
        await torn.close()
        return there
    }

    @Test("by copying its files while they are written is refused, or says nothing that was not written")
    func copied() async throws {
        try await withTemporaryFolder { folder in
            let databases = try SQLiteDatabases.open(folder: folder)
            try await databases.migrate()
            let samples = StorageSamples(702)
            let (_, team) = try await samples.desk(Stores(databases))
            let written = Mutex<[Written]>([])
            let isOver = Atomic(false)
            let writing = Task {
                while !isOver.load(ordering: .relaxed) {
                    try await Self.write(1, Stores(databases), team, samples) { one in written.withLock { $0.append(one) } }
                    // Now and then the log is emptied into the file, as erasing does.
                    if written.withLock({ $0.count % 5 == 0 }) { try await databases.main.scrub() }
                }
            }
            var whole = 0
            for number in 0..<Fuzz.count(12) {
                let copy = folder + "/copy-\(number)"
                try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
                defer { try? FileManager.default.removeItem(atPath: copy) }
                let name = SQLiteDatabases.file(.main)
                for file in number % 2 == 0 ? [name, name + "-wal"] : [name + "-wal", name] {
                    try? FileManager.default.copyItem(atPath: folder + "/" + file, toPath: copy + "/" + file)
                }
                do {
                    let torn = try SQLiteDatabases.open(folder: copy)
                    do {
                        for one in written.withLock({ $0 }) { _ = try await Self.rows(one, Stores(torn)) }
                        whole += 1
                    } catch { #expect(Self.isRefusal(error), "\(error)") }
                    await torn.close()
                } catch { #expect(Self.isRefusal(error), "\(error)") }
            }
            isOver.store(true, ordering: .relaxed)
            try await writing.value
            #expect(whole > 0)
            for one in written.withLock({ $0 }) { #expect(try await Self.check(one, Stores(databases)) == 3) }
            await databases.close()
        }
    }

    /// Files of two moments may not belong together; what is read of them must still be what somebody wrote.
    private static func rows(_ written: Written, _ stores: Stores) async throws {
        let known = Set((written.new.items + written.more).map(\.id))
        for item in try await stores.sections.items(written.new.section.id, after: 0, limit: 100) {
            let all = written.new.items + written.more
            #expect(!known.contains(item.id) || all.contains(item), "an item that nobody wrote")
        }
        if let key = try await stores.dossiers.returnKey(written.new.returnKey.locator) { #expect(key == written.new.returnKey) }
    }

    private static func isRefusal(_ error: any Error) -> Bool { error is StoreRefusal || error is SQLError || error is SQLiteRefusal }
}

@Suite("The files of a database")
struct OpenFilesTests {
    @Test(
        "that were taken away or replaced are not written or read any more, and nobody hears that something was kept",
        arguments: ["", "-wal"], [false, true])
    func moved(_ ending: String, _ isReplaced: Bool) async throws {
        try await withTemporaryFolder { folder in
            let databases = try SQLiteDatabases.open(folder: folder)
            try await databases.migrate()
            let stores = Stores(databases)
            let samples = StorageSamples(703)
            let (_, team) = try await samples.desk(stores)
            let file = folder + "/" + SQLiteDatabases.file(.main) + ending
            try FileManager.default.moveItem(atPath: file, toPath: file + ".taken")
            if isReplaced { try FileManager.default.copyItem(atPath: file + ".taken", toPath: file) }
            let new = samples.conversation(to: team)
            await #expect(throws: StoreRefusal.unavailable) { try await stores.conversations.open(new) }
            await #expect(throws: StoreRefusal.unavailable) { try await stores.teams.team(team.id) }
            // Several at once share a transaction, and all hear it.
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 {
                    group.addTask { (try? await stores.conversations.open(samples.conversation(to: team))) == nil }
                }
                return await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(outcomes.allSatisfy { $0 })
            try? FileManager.default.removeItem(atPath: file)
            try FileManager.default.moveItem(atPath: file + ".taken", toPath: file)
            #expect(try await stores.teams.team(team.id) == team)
            await databases.close()
        }
    }
}
