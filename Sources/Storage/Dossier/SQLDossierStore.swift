import Domain

/// Dossiers and return codes in a database.
struct SQLDossierStore: DossierStore {
    private let database: RefusingDatabase

    init(_ database: any SQLDatabase) { self.database = RefusingDatabase(database) }

    func dossier(_ id: Identifier<Dossier>) async throws -> Dossier? {
        try await database.first(DossierRows.dossierById, [.id(id)]) { row in try DossierRows.dossier(&row) }
    }

    func returnKey(_ locator: [UInt8]) async throws -> ReturnKey? {
        try await database.first(
            "SELECT locator, dossier, version, derivation, wrapped_seed FROM return_key WHERE locator = $1", [.blob(locator)]
        ) { row in
            ReturnKey(
                locator: try row.bytes(), dossier: try row.identifier(), version: try row.number(), derivation: try row.number(),
                wrappedSeed: try row.sealed())
        }
    }

    func replace(_ locator: [UInt8], with key: ReturnKey) async throws {
        let changed = try await database.run(
            """
            UPDATE return_key SET locator = $1, version = $2, derivation = $3, wrapped_seed = $4 WHERE locator = $5 AND dossier = $6
            """,
            [
                .blob(key.locator), .integer(key.version), .integer(key.derivation), .blob(key.wrappedSeed.bytes), .blob(locator),
                .id(key.dossier),
            ])
        guard changed == 1 else { throw StoreRefusal.gone }
        try await database.scrub()
    }

    func keep(_ id: Identifier<Dossier>, _ keeping: Dossier.Keeping, visitedIn week: Week) async throws {
        let changed = try await database.run(
            "UPDATE dossier SET keeping = $1, visited_in = CASE WHEN visited_in > $2 THEN visited_in ELSE $2 END WHERE id = $3",
            [.text(keeping.rawValue), .week(week), .id(id)])
        guard changed == 1 else { throw StoreRefusal.gone }
    }

    func erase(_ id: Identifier<Dossier>) async throws {
        try await database.run("DELETE FROM dossier WHERE id = $1", [.id(id)])
        try await database.scrub()
    }

    func expired(unprovenBefore: Week, keptBefore: Week, limit: Int) async throws -> [Identifier<Dossier>] {
        try await database.all(
            """
            SELECT id, visited_in FROM (
                SELECT id, visited_in FROM dossier WHERE keeping = 'unproven' AND visited_in < $1
                UNION ALL
                SELECT id, visited_in FROM dossier WHERE keeping = 'by_code' AND visited_in < $2
            ) AS past ORDER BY visited_in, id LIMIT $3
            """,
            [.week(unprovenBefore), .week(keptBefore), .integer(limit)]
        ) { row in try row.identifier() }
    }

    func newestVisit() async throws -> Week? {
        try await database.all("SELECT max(visited_in) FROM dossier HAVING count(*) > 0", []) { row in try row.week() }.first
    }
}

/// The keys without which nothing of a dossier opens, in a database of their own.
struct SQLShredStore: ShredStore {
    private let database: RefusingDatabase

    init(_ database: any SQLDatabase) { self.database = RefusingDatabase(database) }

    func put(_ key: Sealed<ShredKeyContent>, for dossier: Identifier<Dossier>) async throws {
        try await database.run("INSERT INTO shred_key (dossier, wrapped_key) VALUES ($1, $2)", [.id(dossier), .blob(key.bytes)])
    }

    func key(for dossier: Identifier<Dossier>) async throws -> Sealed<ShredKeyContent>? {
        try await database.first("SELECT wrapped_key FROM shred_key WHERE dossier = $1", [.id(dossier)]) { row in try row.sealed() }
    }

    func destroy(_ dossier: Identifier<Dossier>) async throws {
        try await database.run("DELETE FROM shred_key WHERE dossier = $1", [.id(dossier)])
        try await database.scrub()
    }
}
