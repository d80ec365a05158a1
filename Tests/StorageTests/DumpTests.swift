import Domain
import TestKit
import Testing

@testable import Storage

/// From which engine to which.
struct Passage: Sendable, CustomTestStringConvertible {
    let from: StorageEngine
    let to: StorageEngine
    static let all = StorageEngine.databases.flatMap { from in StorageEngine.databases.map { Passage(from: from, to: $0) } }
    var testDescription: String { "\(from) to \(to)" }
}

/// Invented records of every kind, in all databases.
struct FilledDatabases {
    let samples = StorageSamples(31)
    let team: Team
    let dossiers: [NewConversation]

    init(_ databases: Databases, dossiers count: Int = 5) async throws {
        try await databases.migrate()
        let stores = Stores(databases)
        let organisation: WorkOrganisation
        (organisation, team) = try await samples.desk(stores)
        let worker = try await samples.colleague(stores, organisation, teams: [team])
        let second = samples.worker(of: organisation)
        let invitation = samples.invitation(of: second)
        try await stores.workers.invite(second, invitation, teams: [team.id])
        try await stores.workers.accept(invitation.locator, keys: samples.keys())
        try await stores.teams.admit(TeamMembership(team: team.id, worker: worker.id, generation: 1, wrap: samples.sealed()))
        try await stores.roster.add([try samples.shift(worker, in: team), try samples.shift(second, in: team)])
        for (number, one) in [worker, second].enumerated() {
            let skills = SkillSet(languages: [.dutch, .english], skills: number == 0 ? Set(Skill.allCases) : [])
            try await stores.roster.set(DeskProfile(team: team.id, worker: one.id, skills: skills, most: 2 + number))
        }
        try await stores.workers.add(SealedOwnPhrase(id: samples.id(), worker: second.id, content: samples.sealed(700)), atMost: 9)
        try await stores.feedback.add(SealedFeedback(id: samples.id(), team: team.id, generation: 1, content: samples.sealed(900)))
        var opened: [NewConversation] = []
        for number in 0..<count {
            let new = try await samples.opened(stores, to: team, items: number == 0 ? 150 : number)
            try await stores.shred.put(samples.sealed(), for: new.dossier.id)
            if number % 2 == 1 {
                try await stores.conversations.add([], to: new.conversation.id, ConversationChange(claim: .by(worker.id)))
            }
            opened.append(new)
        }
        dossiers = opened
        var size: Int64 = 0
        for reference in [samples.chance.bytes(16), [], samples.chance.bytes(16)] {
            let key = samples.auditKey(reference: reference, team: reference.isEmpty ? team.id : nil)
            let leaves = (size..<size + 70).map { samples.leaf($0, key: key, previous: reference.isEmpty || $0 == size ? -1 : $0 - 1) }
            size += 70
            try await stores.audit.append(
                leaves, keys: [key], subtrees: size == 140 ? [AuditSubtree(number: 0, root: samples.chance.bytes(32))] : [],
                head: samples.head(size), expectedSize: size - 70)
            if size == 70 { try await stores.audit.erase(reference: reference) }
        }
        try await stores.sessions.put(
            SessionRecord(hash: samples.chance.bytes(32), blob: samples.sealed(), sweptAfter: 1))
    }
}

@Suite("A dump of a database", .tags(.R10))
struct DumpTests {
    private static let roles: [DatabaseRole] = [.main, .log, .shred]

    @Test("holds everything, and is the same after it was put into another engine", arguments: Passage.all)
    func roundTrip(_ passage: Passage) async throws {
        try await passage.from.withDatabases { old in
            let filled = try await FilledDatabases(old)
            try await passage.to.withDatabases { new in
                for role in Self.roles {
                    let dump = DumpedBytes(try await old.dump(role))
                    try await new[role].writeOnce { session in try DatabaseDump.read(role, into: session, from: dump.source(step: 999)()) }
                    #expect(try await new.dump(role) == dump.bytes)
                }
                try await new.migrate()
                let stores = Stores(new)
                let first = filled.dossiers[0]
                #expect(try await stores.sections.items(first.section.id, after: 0, limit: 999) == first.items)
                #expect(try await stores.dossiers.returnKey(first.returnKey.locator) == first.returnKey)
                #expect(try await stores.roster.profiles(of: filled.team.id) == Stores(old).roster.profiles(of: filled.team.id))
                #expect(try await stores.roster.profiles(of: filled.team.id).map(\.skills.skills.count).sorted() == [0, 4])
                // What is counted goes on behind what was put in.
                let later = try await filled.samples.opened(stores, to: filled.team, items: 2)
                let before = try await Stores(old).conversations.queue(of: [filled.team.id], limit: 99).map(\.arrival).max() ?? 0
                #expect(try await stores.conversations.conversation(later.conversation.id)?.arrival ?? 0 > before)
                try await stores.conversations.add(
                    [filled.samples.item(in: first.section)], to: first.conversation.id, ConversationChange())
                #expect(try await stores.sections.items(first.section.id, after: 0, limit: 999).dropLast() == first.items[...])
                await #expect(throws: StoreRefusal.duplicate) { try await stores.conversations.open(first) }
            }
        }
    }

    @Test("is never made of the sessions, nor put in their place", arguments: StorageEngine.databases)
    func sessions(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { databases in
            try await databases.migrate()
            await #expect(throws: DumpRefusal.notKept) { try await databases.dump(.session) }
            await #expect(throws: DumpRefusal.notKept) {
                try await databases.session.writeOnce { session in try DatabaseDump.read(.session, into: session) { nil } }
            }
        }
    }

    @Test("goes only where nothing is, and changes nothing elsewhere", arguments: StorageEngine.databases)
    func notEmpty(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { databases in
            _ = try await FilledDatabases(databases, dossiers: 1)
            for role in Self.roles {
                let dump = DumpedBytes(try await databases.dump(role))
                await #expect(throws: DumpRefusal.notEmpty) {
                    try await databases[role].writeOnce { session in try DatabaseDump.read(role, into: session, from: dump.source()()) }
                }
                #expect(try await databases.dump(role) == dump.bytes)
            }
        }
    }

    @Test("is refused when it is of another kind, newer, cut off or too long, and leaves nothing", arguments: StorageEngine.databases)
    func refusals(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { old in
            _ = try await FilledDatabases(old, dossiers: 2)
            let (main, log) = (try await old.dump(.main), try await old.dump(.log))
            var newer = log
            // After the mark, the length of the name and `log` stands the version in four bytes.
            newer[DatabaseDump.mark.count + 4 + 3] = 9
            try await engine.withDatabases { new in
                func read(_ bytes: [UInt8], as role: DatabaseRole = .log) async throws {
                    let dump = DumpedBytes(bytes)
                    try await new[role].writeOnce { session in try DatabaseDump.read(role, into: session, from: dump.source()()) }
                }
                await #expect(throws: DumpRefusal.foreign) { try await read(main) }
                await #expect(throws: DumpRefusal.foreign) { try await read(Array("PGDMP something else altogether".utf8)) }
                await #expect(throws: DumpRefusal.newer(version: 9)) { try await read(newer) }
                await #expect(throws: DumpRefusal.damaged) { try await read(log + [0]) }
                for count in [0, 5, 13, 17, 30, 100, log.count / 2, log.count - 1] {
                    await #expect(throws: DumpRefusal.damaged) { try await read(Array(log.prefix(count))) }
                }
                #expect(try await new.versions().values.allSatisfy { $0 == 0 })
                try await read(log)
                try await read(main, as: .main)
                #expect(try await new.dump(.main) == main)
            }
        }
    }

    @Test("that was changed anywhere is refused or read as something of the same shape; it never does harm")
    func changed() async throws {
        try await StorageEngine.sqlite.withDatabases { databases in
            let samples = StorageSamples()
            try await databases.migrate()
            for _ in 0..<3 { try await Stores(databases).shred.put(samples.sealed(40), for: samples.id()) }
            let dump = try await databases.dump(.shred)
            var refused = 0
            for place in dump.indices {
                for bit in [0, 3, 7] {
                    var bytes = dump
                    bytes[place] ^= 1 << UInt8(bit)
                    let changed = DumpedBytes(bytes)
                    do {
                        var rows = 0
                        let reader = DumpReader(try changed.source(step: 64)())
                        try DatabaseDump.walk(.known(.shred), reader) { _ in
                        } row: { _, _ in
                            rows += 1
                        }
                        #expect(rows == 3)
                    } catch is DumpRefusal { refused += 1 }
                }
            }
            // Lengths, names, marks and counts; not the sealed bytes themselves, over which the seal watches.
            #expect(refused == 3 * (dump.count - 3 * (16 + 40)))
        }
    }

    @Test("believes no length that is announced")
    func lengths() {
        let start =
            DatabaseDump.mark + [5] + Array("shred".utf8) + [0, 0, 0, 1, DumpMark.table.rawValue, 9] + Array("shred_key".utf8)
            + [2, 7] + Array("dossier".utf8) + [11] + Array("wrapped_key".utf8) + [DumpMark.row.rawValue, 3]
        for length in [[0xFF, 0xFF, 0xFF, 0xFF], [1, 0x10, 0, 1], [0, 0xFF, 0xFF, 0xFF]] as [[UInt8]] {
            #expect(throws: DumpRefusal.damaged) {
                let reader = DumpReader(try DumpedBytes(start + length + [1, 2, 3]).source()())
                try DatabaseDump.walk(.known(.shred), reader, begin: { _ in }, row: { _, _ in })
            }
        }
    }
}
