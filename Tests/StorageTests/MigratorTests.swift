import Domain
import TestKit
import Testing

@testable import Storage

@Suite("A schema")
struct MigratorTests {
    /// The first step of a role and an invented second one, which renames, adds and fills.
    private static let next = Schema(
        role: .shred,
        migrations: ShredSchema.migrations + [
            Migration(
                version: 2,
                tables: [
                    TableShape("shred_key", key: ["dossier"], [.blob("dossier"), .blob("sealed_key"), .integer("length_of_key")])
                ],
                [
                    .both("ALTER TABLE shred_key RENAME COLUMN wrapped_key TO sealed_key"),
                    .both("ALTER TABLE shred_key ADD COLUMN length_of_key {INTEGER} NOT NULL DEFAULT 0"),
                    .both("UPDATE shred_key SET length_of_key = length(sealed_key)"),
                ])
        ])

    @Test("is made step by step, and left alone when nothing is new", arguments: StorageEngine.databases)
    func fresh(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { databases in
            #expect(try await databases.versions().values.allSatisfy { $0 == 0 })
            try await databases.migrate()
            let versions = try await databases.versions()
            for role in DatabaseRole.allCases { #expect(versions[role] == Schema.known(role).newest) }
            try await databases.migrate()
            #expect(try await databases.versions() == versions)
        }
    }

    @Test("comes from every earlier version with the rows in it", arguments: StorageEngine.databases)
    func upgrade(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { databases in
            let samples = StorageSamples()
            for role in DatabaseRole.allCases {
                let schema = Schema.known(role)
                for version in schema.migrations.map(\.version) { try await Migrator(schema).migrate(databases[role], to: version) }
                try await Migrator(schema).migrate(databases[role])
            }
            let stores = Stores(databases)
            let dossier: Identifier<Dossier> = samples.id()
            try await stores.shred.put(samples.sealed(77), for: dossier)
            #expect(try await Migrator(Self.next).migrate(databases.shred) == 1)
            let rows = try await databases.shred.rows("SELECT dossier, length_of_key FROM shred_key", [])
            #expect(rows.map(\.values) == [[.blob(dossier.bytes), .integer(77)]])
        }
    }

    @Test("of before there were rosters keeps its people and what was written, and takes rosters", arguments: StorageEngine.databases)
    func rosters(_ engine: StorageEngine) async throws {
        try await engine.upgraded(from: 1) { old in
            let worker = try await old.samples.colleague(old.stores, old.organisation, teams: [old.team])
            let new = old.samples.conversation(to: old.team, items: 3)
            try await new.insertAsAtFirst(into: old.databases.main)
            let shift = try old.samples.shift(worker, in: old.team)
            return (worker, new, shift)
        } keeping: { stores, kept in
            let (worker, new, shift) = kept
            #expect(try await stores.workers.worker(worker.id) == worker)
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 9) == new.items)
            try await stores.roster.add([shift])
            #expect(try await stores.roster.shifts(of: shift.team, from: shift.shift.from, to: shift.shift.to) == [shift])
        }
    }

    @Test("of before organisations said what they are keeps them, and takes what they are", arguments: StorageEngine.databases)
    func profiles(_ engine: StorageEngine) async throws {
        try await engine.upgraded(from: 4) { old in
            let samples = old.samples
            return (old.organisation, WorkOrganisation(id: samples.id(), name: samples.sealed(), profile: samples.sealed()))
        } keeping: { stores, kept in
            let (organisation, other) = kept
            #expect(try await stores.teams.organisation(organisation.id) == organisation)
            try await stores.teams.add(other, teams: [])
            #expect(try await stores.teams.organisation(other.id) == other)
            #expect(try await Set(stores.teams.organisations()) == [organisation, other])
        }
    }

    @Test("of before anybody was sent to the desk keeps its referrals and teams, and takes new ones", arguments: StorageEngine.databases)
    func inward(_ engine: StorageEngine) async throws {
        try await engine.upgraded(from: 6) { old in
            let new = try await old.samples.opened(old.stores, to: old.team)
            let before = old.samples.referral(of: new.dossier, by: old.team, .order)
            try await old.stores.referrals.add(
                before.referral, before.section, grants: [old.samples.grant(before.section, .subject)], items: [])
            let kept = try #require(try await old.stores.referrals.referral(before.referral.id))
            return (kept, old, old.samples.referral(of: new.dossier, by: old.team, .plan))
        } keeping: { stores, kept in
            let (before, old, later) = kept
            let (samples, team) = (old.samples, old.team)
            #expect(try await stores.referrals.referral(before.id) == before)
            #expect(try await stores.teams.team(team.id) == team)
            try await stores.referrals.add(later.referral, later.section, grants: [samples.grant(later.section, .subject)], items: [])
            #expect(try await stores.referrals.received(by: [team.id], limit: 9).map(\.intent) == [.order, .plan])
            let outside = Team(id: samples.id(), organisation: old.organisation.id, kind: .outside, name: samples.sealed())
            try await stores.teams.add(WorkOrganisation(id: samples.id(), name: samples.sealed()), teams: [outside])
        }
    }

    @Test("of before there were case tables keeps its parts and what was asked, and takes tables", arguments: StorageEngine.databases)
    func caseTables(_ engine: StorageEngine) async throws {
        try await engine.upgraded(from: try Self.before("case_table")) { old in
            let new = try await old.samples.opened(old.stores, to: old.team)
            for kind in [DossierSection.Kind.story, .agreement, .agreement] {
                let part = old.samples.section(of: new.dossier, kind)
                try await old.stores.sections.add(part, grants: [old.samples.grant(part, .subject)])
            }
            let before = try await old.stores.sections.sections(of: new.dossier.id)
            return (old.samples, new.dossier, before)
        } keeping: { stores, kept in
            let (samples, dossier, before) = kept
            #expect(try await stores.sections.sections(of: dossier.id) == before)
            // A part stands once, as before; tables as often as they come.
            let twin = samples.section(of: dossier, .story)
            await #expect(throws: StoreRefusal.duplicate) { try await stores.sections.add(twin, grants: []) }
            for _ in 0..<2 { try await stores.sections.add(samples.section(of: dossier, .table), grants: []) }
            #expect(try await stores.sections.sections(of: dossier.id).count == before.count + 2)
        }
    }

    @Test("of before teams could join a conversation keeps what was said, and takes who joins", arguments: StorageEngine.databases)
    func handovers(_ engine: StorageEngine) async throws {
        try await engine.upgraded(from: try Self.before("warm_handover")) { old in
            let new = try await old.samples.opened(old.stores, to: old.team, items: 2)
            let asked = old.samples.referral(of: new.dossier, by: old.team, .proposal)
            try await old.stores.referrals.add(asked.referral, asked.section, grants: [], items: [])
            let handover = WarmHandover(
                id: old.samples.id(), of: asked.referral, in: new.conversation.id, openedIn: Week(number: 2970))
            return (new, handover)
        } keeping: { stores, kept in
            let (new, handover) = kept
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 9) == new.items)
            try await stores.handovers.add(handover)
            #expect(try await stores.handovers.handovers(in: new.conversation.id) == [handover])
        }
    }

    @Test(
        "of before a table could stand on a ground keeps tables and exceptions, and takes both together", arguments: StorageEngine.databases
    )
    func grounds(_ engine: StorageEngine) async throws {
        try await engine.upgraded(from: try Self.before("sharing_exception", holds: "case_table")) { old in
            let (samples, team) = (old.samples, old.team)
            let new = try await samples.opened(old.stores, to: team)
            func table(_ ground: CaseTable.Ground) -> NewCaseTable {
                let section = samples.section(of: new.dossier, .table)
                let table = CaseTable(
                    id: samples.id(), dossier: new.dossier.id, section: section.id, opener: team.id, director: team.id, ground: ground,
                    state: .open, endsIn: Week(number: 2980), seats: [.init(team: team.id, state: .seated)])
                return NewCaseTable(table: table, section: section, grants: [], items: [])
            }
            let before = table(.consent)
            try await old.stores.tables.propose(before.table, before.section, grants: [], items: [])
            let part = samples.section(of: new.dossier, .referral)
            try await old.stores.sections.add(part, grants: [])
            let exception = SharingException(
                id: samples.id(), dossier: new.dossier.id, section: part.id, desk: team.id, receiver: team.id, proposedBy: nil,
                state: .proposed, startsIn: Week(number: 2970), endsIn: Week(number: 2972), card: samples.sealed())
            try await exception.insertWithoutTable(into: old.databases.main)
            return (before, exception, table(.recorded))
        } keeping: { stores, kept in
            let (before, exception, later) = kept
            #expect(try await stores.tables.table(before.table.id) == before.table)
            #expect(try await stores.exceptions.exception(exception.id) == exception)
            var agreed = exception
            (agreed.state, agreed.table) = (.shared, later.table.id)
            try await stores.exceptions.change(agreed, from: 1, grants: [], items: [], takesKey: false, opening: later)
            #expect(try await stores.tables.table(later.table.id)?.ground == .recorded)
        }
    }

    @Test("of before a note could wait keeps its conversations, at which none does, and takes notes", arguments: StorageEngine.databases)
    func notes(_ engine: StorageEngine) async throws {
        try await engine.upgraded(from: try Self.before("conversation", holds: "note_waits")) { old in
            try await old.samples.opened(old.stores, to: old.team)
        } keeping: { stores, new in
            let kept = try #require(try await stores.conversations.conversation(new.conversation.id))
            #expect(kept.card == new.conversation.card && kept.revision == 1 && !kept.noteWaits)
            try await stores.conversations.add([], to: kept.id, ConversationChange(when: .unclaimed, noteWaits: true))
            #expect(try await stores.conversations.conversation(kept.id)?.noteWaits == true)
        }
    }

    /// The version before the step that brought a table, or a column of one.
    private static func before(_ table: String, holds column: String? = nil) throws -> Int {
        let step = MainSchema.migrations.first { migration in
            migration.tables.contains { shape in
                shape.name == table && (column == nil || shape.columns.contains { $0.name == column })
            }
        }
        return try #require(step).version - 1
    }

    @Test("of a newer program is refused, and a step that fails leaves the version before", arguments: StorageEngine.databases)
    func refusals(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { databases in
            try await Migrator(Self.next).migrate(databases.shred)
            await #expect(throws: SchemaRefusal.newer(found: 2, known: 1)) { try await databases.migrate() }
            let broken = Schema(
                role: .shred,
                migrations: Self.next.migrations + [
                    Migration(version: 3, tables: [], [.both("ALTER TABLE shred_key ADD COLUMN more TEXT"), .both("ALTER TABLE nothing")])
                ])
            await #expect(throws: SQLError.self) { try await Migrator(broken).migrate(databases.shred) }
            #expect(try await databases.shred.read { try Migrator.version($0) } == 2)
            _ = try await databases.shred.rows("SELECT length_of_key FROM shred_key", [])
            await #expect(throws: SQLError.self) { _ = try await databases.shred.rows("SELECT more FROM shred_key", []) }
            await #expect(throws: SchemaRefusal.unknown(9)) { try await Migrator(Self.next).migrate(databases.shred, to: 9) }
        }
    }

    @Test("knows the words of the code, and no others")
    func words() {
        let text = MainSchema.migrations.flatMap(\.statements).map(\.sql).joined()
        let words: [[String]] = [
            WarmHandover.State.allCases.map(\.rawValue), SharingException.State.allCases.map(\.rawValue),
            Conversation.State.allCases.map(\.rawValue), Dossier.Keeping.allCases.map(\.rawValue),
            DossierSection.Kind.allCases.map(\.rawValue), Team.Kind.allCases.map(\.rawValue), Role.allCases.map(\.rawValue),
            SupportWorker.State.allCases.map(\.rawValue), Skill.allCases.map(\.rawValue), Consent.State.allCases.map(\.rawValue),
            Consent.Purpose.allCases.map(\.rawValue), Referral.State.allCases.map(\.rawValue), Referral.Intent.allCases.map(\.rawValue),
            CaseTable.Ground.allCases.map(\.rawValue), CaseTable.State.allCases.map(\.rawValue),
            CaseTable.Seat.State.allCases.map(\.rawValue),
        ]
        let lists = text.matches(of: /IN \(('[^)]*')\)/).map { match in
            match.1.split(separator: ",").map { String($0.filter { $0.isLetter || $0 == "_" || $0 == "-" }) }
        }
        // What an earlier step said, and what an index is about, is part of what the newest says.
        for list in lists { #expect(words.contains { Set(list).isSubset(of: $0) }, "\(list)") }
        for word in words { #expect(lists.contains(word), "\(word)") }
    }
}
