import Domain
import TestKit
import Testing

@testable import Storage

/// A database of an earlier program, with a desk in it.
struct EarlierDatabase: Sendable {
    let databases: Databases
    let stores: Stores
    let samples: StorageSamples
    let organisation: WorkOrganisation
    let team: Team
}

extension StorageEngine {
    /// Fills a database as it was in an earlier version and brings it up to date: what was in it is kept, and what came since is taken. The same
    /// goes for a dump of before that is read into a new database.
    /// - Parameter fill: returns what must be found again; it writes what the earlier version could hold.
    func upgraded<Kept: Sendable>(
        from version: Int, with fill: (EarlierDatabase) async throws -> Kept, keeping check: (Stores, Kept) async throws -> Void
    ) async throws {
        let schema = Schema.known(.main)
        try await withDatabases { databases in
            try await Migrator(schema).migrate(databases.main, to: version)
            let (samples, stores) = (StorageSamples(), Stores(databases))
            let (organisation, team) = try await samples.desk(stores)
            let kept = try await fill(
                EarlierDatabase(databases: databases, stores: stores, samples: samples, organisation: organisation, team: team))
            let dump = DumpedBytes(try await databases.dump(.main))
            #expect(try await Migrator(schema).migrate(databases.main) == version)
            try await check(stores, kept)
            try await withDatabases { fresh in
                try await fresh.main.writeOnce { session in try DatabaseDump.read(.main, into: session, from: dump.source()()) }
                #expect(try await fresh.versions()[.main] == schema.newest)
                try await check(Stores(fresh), kept)
            }
        }
    }
}

extension StorageSamples {
    func section(of dossier: Dossier, _ kind: DossierSection.Kind) -> DossierSection {
        DossierSection(id: id(), dossier: dossier.id, kind: kind, version: 1)
    }

    /// Something a team asks itself, in a section of its own.
    func referral(of dossier: Dossier, by team: Team, _ intent: Referral.Intent) -> (referral: Referral, section: DossierSection) {
        let section = section(of: dossier, .referral)
        let card = Referral.SealedCard(card: sealed(), generation: 1)
        return (
            Referral(
                id: id(), dossier: dossier.id, section: section.id, from: team.id, to: team.id, urgency: .u1, intent: intent,
                state: intent == .proposal ? .accepted : .requested, consent: nil, received: card, sent: card), section
        )
    }
}

extension SharingException {
    /// As it was written when an exception could not open a table yet.
    func insertWithoutTable(into database: any SQLDatabase) async throws {
        _ = try await database.writeOnce { session in
            try session.execute(
                """
                INSERT INTO sharing_exception (id, dossier, section, desk, receiver, state, starts_in, ends_in, told, card, revision)
                VALUES ($1, $2, $3, $4, $5, 'proposed', $6, $7, 0, $8, 1)
                """,
                [
                    .id(id), .id(dossier), .id(section), .id(desk), .id(receiver), .week(startsIn), .week(endsIn), .blob(card.bytes),
                ])
        }
    }
}
