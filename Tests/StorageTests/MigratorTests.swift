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
        try await engine.withDatabases { databases in
            let schema = Schema.known(.main)
            try await Migrator(schema).migrate(databases.main, to: 1)
            let samples = StorageSamples()
            let stores = Stores(databases)
            let (organisation, team) = try await samples.desk(stores)
            let worker = try await samples.colleague(stores, organisation, teams: [team])
            let new = samples.conversation(to: team, items: 3)
            try await new.insertAsAtFirst(into: databases.main)
            let before = try await databases.dump(.main)
            #expect(try await Migrator(schema).migrate(databases.main) == 1)
            #expect(try await stores.workers.worker(worker.id) == worker)
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 9) == new.items)
            let shift = try samples.shift(worker, in: team)
            try await stores.roster.add([shift])
            #expect(try await stores.roster.shifts(of: team.id, from: shift.shift.from, to: shift.shift.to) == [shift])
            // A dump of before goes into a new database, and is brought up to date there.
            try await engine.withDatabases { other in
                let dump = DumpedBytes(before)
                try await other.main.writeOnce { session in try DatabaseDump.read(.main, into: session, from: dump.source()()) }
                #expect(try await other.versions()[.main] == schema.newest)
                #expect(try await Stores(other).workers.worker(worker.id) == worker)
                try await Stores(other).roster.add([shift])
            }
        }
    }

    @Test("of before organisations said what they are keeps them, and takes what they are", arguments: StorageEngine.databases)
    func profiles(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { databases in
            let schema = Schema.known(.main)
            try await Migrator(schema).migrate(databases.main, to: 4)
            let samples = StorageSamples()
            let stores = Stores(databases)
            let (organisation, _) = try await samples.desk(stores)
            let before = try await databases.dump(.main)
            #expect(try await Migrator(schema).migrate(databases.main) == 4)
            #expect(try await stores.teams.organisation(organisation.id) == organisation)
            let other = WorkOrganisation(id: samples.id(), name: samples.sealed(), profile: samples.sealed())
            try await stores.teams.add(other, teams: [])
            #expect(try await stores.teams.organisation(other.id) == other)
            #expect(try await Set(stores.teams.organisations()) == [organisation, other])
            try await engine.withDatabases { later in
                let dump = DumpedBytes(before)
                try await later.main.writeOnce { session in try DatabaseDump.read(.main, into: session, from: dump.source()()) }
                #expect(try await Stores(later).teams.organisation(organisation.id) == organisation)
            }
        }
    }

    @Test("of before anybody was sent to the desk keeps its referrals and teams, and takes new ones", arguments: StorageEngine.databases)
    func inward(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { databases in
            let schema = Schema.known(.main)
            try await Migrator(schema).migrate(databases.main, to: 6)
            let samples = StorageSamples()
            let stores = Stores(databases)
            let (organisation, team) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: team)
            func referral(_ intent: Referral.Intent) -> (Referral, DossierSection) {
                let section = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .referral, version: 1)
                let card = Referral.SealedCard(card: samples.sealed(), generation: 1)
                return (
                    Referral(
                        id: samples.id(), dossier: new.dossier.id, section: section.id, from: team.id, to: team.id, urgency: .u1,
                        intent: intent, state: .requested, consent: nil, received: card, sent: card), section
                )
            }
            let (before, section) = referral(.order)
            try await stores.referrals.add(before, section, grants: [samples.grant(section, .subject)], items: [])
            let kept = try await stores.referrals.referral(before.id)
            let dump = try await databases.dump(.main)
            #expect(try await Migrator(schema).migrate(databases.main) == 6)
            #expect(try await stores.referrals.referral(before.id) == kept)
            #expect(try await stores.teams.team(team.id) == team)
            let (later, other) = referral(.plan)
            try await stores.referrals.add(later, other, grants: [samples.grant(other, .subject)], items: [])
            #expect(try await stores.referrals.received(by: [team.id], limit: 9).map(\.intent) == [.order, .plan])
            let outside = Team(id: samples.id(), organisation: organisation.id, kind: .outside, name: samples.sealed())
            try await stores.teams.add(WorkOrganisation(id: samples.id(), name: samples.sealed()), teams: [outside])
            try await engine.withDatabases { fresh in
                let bytes = DumpedBytes(dump)
                try await fresh.main.writeOnce { session in try DatabaseDump.read(.main, into: session, from: bytes.source()()) }
                #expect(try await Stores(fresh).referrals.referral(before.id) == kept)
            }
        }
    }

    @Test("of before there were case tables keeps its parts and what was asked, and takes tables", arguments: StorageEngine.databases)
    func caseTables(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { databases in
            let schema = Schema.known(.main)
            let step = try #require(schema.migrations.first { $0.tables.contains { $0.name == "case_table" } }).version
            try await Migrator(schema).migrate(databases.main, to: step - 1)
            let samples = StorageSamples()
            let stores = Stores(databases)
            let team = try await samples.desk(stores).team
            let new = try await samples.opened(stores, to: team)
            let parts = [DossierSection.Kind.story, .agreement, .agreement].map {
                DossierSection(id: samples.id(), dossier: new.dossier.id, kind: $0, version: 1)
            }
            for part in parts { try await stores.sections.add(part, grants: [samples.grant(part, .subject)]) }
            let before = try await stores.sections.sections(of: new.dossier.id)
            #expect(try await Migrator(schema).migrate(databases.main) == step - 1)
            #expect(try await stores.sections.sections(of: new.dossier.id) == before)
            // A part stands once, as before; tables as often as they come.
            let twin = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .story, version: 1)
            await #expect(throws: StoreRefusal.duplicate) { try await stores.sections.add(twin, grants: []) }
            for _ in 0..<2 {
                try await stores.sections.add(
                    DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .table, version: 1), grants: [])
            }
            #expect(try await stores.sections.sections(of: new.dossier.id).count == before.count + 2)
        }
    }

    @Test("of before teams could join a conversation keeps what was said, and takes who joins", arguments: StorageEngine.databases)
    func handovers(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { databases in
            let schema = Schema.known(.main)
            let step = try #require(schema.migrations.first { $0.tables.contains { $0.name == "warm_handover" } }).version
            try await Migrator(schema).migrate(databases.main, to: step - 1)
            let samples = StorageSamples()
            let stores = Stores(databases)
            let (_, team) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: team, items: 2)
            let section = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .referral, version: 1)
            let card = Referral.SealedCard(card: samples.sealed(), generation: 1)
            let referral = Referral(
                id: samples.id(), dossier: new.dossier.id, section: section.id, from: team.id, to: team.id, urgency: .u2,
                intent: .proposal, state: .accepted, consent: nil, received: card, sent: card)
            try await stores.referrals.add(referral, section, grants: [], items: [])
            #expect(try await Migrator(schema).migrate(databases.main) == step - 1)
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 9) == new.items)
            let handover = WarmHandover(
                id: samples.id(), of: referral, in: new.conversation.id, openedIn: Week(number: 2970))
            try await stores.handovers.add(handover)
            #expect(try await stores.handovers.handovers(in: new.conversation.id) == [handover])
        }
    }

    @Test(
        "of before a table could stand on a ground keeps tables and exceptions, and takes both together", arguments: StorageEngine.databases
    )
    func grounds(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { databases in
            let schema = Schema.known(.main)
            let step = try #require(
                schema.migrations.first {
                    $0.tables.contains { $0.name == "sharing_exception" && $0.columns.contains { $0.name == "case_table" } }
                }
            ).version
            try await Migrator(schema).migrate(databases.main, to: step - 1)
            let samples = StorageSamples()
            let stores = Stores(databases)
            let team = try await samples.desk(stores).team
            let new = try await samples.opened(stores, to: team)
            func table(_ ground: CaseTable.Ground) -> NewCaseTable {
                let section = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .table, version: 1)
                let table = CaseTable(
                    id: samples.id(), dossier: new.dossier.id, section: section.id, opener: team.id, director: team.id, ground: ground,
                    state: .open, endsIn: Week(number: 2980), seats: [.init(team: team.id, state: .seated)])
                return NewCaseTable(table: table, section: section, grants: [], items: [])
            }
            let before = table(.consent)
            try await stores.tables.propose(before.table, before.section, grants: [], items: [])
            let part = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .referral, version: 1)
            try await stores.sections.add(part, grants: [])
            let exception = SharingException(
                id: samples.id(), dossier: new.dossier.id, section: part.id, desk: team.id, receiver: team.id, proposedBy: nil,
                state: .proposed, startsIn: Week(number: 2970), endsIn: Week(number: 2972), card: samples.sealed())
            try await databases.main.writeOnce { session in
                try session.execute(
                    """
                    INSERT INTO sharing_exception (id, dossier, section, desk, receiver, state, starts_in, ends_in, told, card, revision)
                    VALUES ($1, $2, $3, $4, $5, 'proposed', $6, $7, 0, $8, 1)
                    """,
                    [
                        .id(exception.id), .id(exception.dossier), .id(exception.section), .id(exception.desk), .id(exception.receiver),
                        .week(exception.startsIn), .week(exception.endsIn), .blob(exception.card.bytes),
                    ])
            }
            let dump = try await databases.dump(.main)
            #expect(try await Migrator(schema).migrate(databases.main) == step - 1)
            #expect(try await stores.tables.table(before.table.id) == before.table)
            #expect(try await stores.exceptions.exception(exception.id) == exception)
            let later = table(.recorded)
            var agreed = exception
            (agreed.state, agreed.table) = (.shared, later.table.id)
            try await stores.exceptions.change(agreed, from: 1, grants: [], items: [], takesKey: false, opening: later)
            #expect(try await stores.tables.table(later.table.id)?.ground == .recorded)
            try await engine.withDatabases { fresh in
                let bytes = DumpedBytes(dump)
                try await fresh.main.writeOnce { session in try DatabaseDump.read(.main, into: session, from: bytes.source()()) }
                #expect(try await Stores(fresh).exceptions.exception(exception.id) == exception)
            }
        }
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
