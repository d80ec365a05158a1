import Domain

/// The parts of dossiers in a database.
struct SQLSectionStore: SectionStore {
    private let database: RefusingDatabase

    init(_ database: any SQLDatabase) { self.database = RefusingDatabase(database) }

    func add(_ section: DossierSection, grants: [SectionGrant]) async throws {
        try await database.write { session in
            try DossierRows.insert(section, session)
            try DossierRows.insert(grants, session)
        }
    }

    func sections(of dossier: Identifier<Dossier>) async throws -> [DossierSection] {
        try await database.few(
            "SELECT \(DossierRows.sectionColumns) FROM dossier_section WHERE dossier = $1 ORDER BY kind, volume, id", [.id(dossier)]
        ) { row in try DossierRows.section(&row) }
    }

    func grant(_ section: Identifier<DossierSection>, to holder: KeyHolder) async throws -> SectionGrant? {
        let (sql, arguments) = Self.grant(section, holder)
        return try await database.first(sql, arguments) { row in try DossierRows.grant(&row) }
    }

    private static func grant(_ section: Identifier<DossierSection>, _ holder: KeyHolder) -> (sql: String, arguments: [SQLValue]) {
        switch holder {
        case .subject: (toSubject, [.id(section)])
        case .team(let team, let generation): (toTeam, [.id(section), .id(team), .integer(generation)])
        }
    }

    private static let present = """
        SELECT \(DossierRows.grantColumns) FROM \(DossierRows.grants)
        JOIN dossier_section s ON s.id = g.section AND s.version = g.version WHERE g.section = $1
        """
    private static let (toSubject, toTeam) = ("\(present) AND g.team IS NULL", "\(present) AND g.team = $2 AND g.generation = $3")

    func items(_ section: Identifier<DossierSection>, after: Int, limit: Int) async throws -> [SealedItem] {
        let arguments: [SQLValue] = [.id(section), .integer(limit), .integer(after)]
        return limit <= 100
            ? try await database.few(DossierRows.items, arguments) { row in try DossierRows.item(&row) }
            : try await database.all(DossierRows.items, arguments) { row in try DossierRows.item(&row) }
    }

    func headers(
        of dossier: Identifier<Dossier>, in kind: DossierSection.Kind, limit: Int
    ) async throws -> [(section: Identifier<DossierSection>, header: [UInt8])] {
        try await database.all(
            """
            SELECT i.section, i.header FROM item i JOIN dossier_section s ON s.id = i.section
            WHERE s.dossier = $1 AND s.kind = $2 ORDER BY i.number LIMIT $3
            """,
            [.id(dossier), .text(kind.rawValue), .integer(limit)]
        ) { row in (try row.identifier(), try row.bytes()) }
    }

    func opening(
        _ section: Identifier<DossierSection>, to holder: KeyHolder, limit: Int
    ) async throws -> (grant: SectionGrant, items: [SealedItem])? {
        try await database.glance { session in
            let (sql, arguments) = Self.grant(section, holder)
            guard let grant = try session.first(sql, arguments, { try DossierRows.grant(&$0) }) else { return nil }
            let first = try session.all(DossierRows.items, [.id(section), .integer(limit), .integer(0)]) { try DossierRows.item(&$0) }
            return (grant, first)
        }
    }

    func count(_ section: Identifier<DossierSection>) async throws -> Int {
        try await database.first(DossierRows.itemCount, [.id(section)]) { row in try row.number() } ?? 0
    }

    func granted(
        to team: Identifier<Team>, upTo generation: Int, limit: Int
    ) async throws -> [(section: DossierSection, grant: SectionGrant)] {
        try await database.all(
            """
            SELECT s.id, s.dossier, s.kind, s.version, s.volume, s.needs_new_key, \(DossierRows.grantColumns) FROM \(DossierRows.grants)
            JOIN dossier_section s ON s.id = g.section AND s.version = g.version
            WHERE g.team = $1 AND g.generation <= $2 ORDER BY g.section, g.generation LIMIT $3
            """,
            [.id(team), .integer(generation), .integer(limit)]
        ) { row in (section: try DossierRows.section(&row), grant: try DossierRows.grant(&row)) }
    }

    func rekey(
        _ section: DossierSection, grants: [SectionGrant], replacing seen: Int, wrappedKeys: [Identifier<SealedItem>: [UInt8]]
    ) async throws {
        guard grants.allSatisfy({ $0.section == section.id && $0.version == section.version }) else { throw StoreRefusal.conflict }
        try await database.write { session in
            let changed = try session.execute(
                "UPDATE dossier_section SET version = $1, needs_new_key = 0 WHERE id = $2 AND version = $3",
                [.integer(section.version), .id(section.id), .integer(section.version - 1)])
            guard changed == 1 else {
                throw try session.exists("SELECT id FROM dossier_section WHERE id = $1", [.id(section.id)])
                    ? StoreRefusal.conflict : StoreRefusal.gone
            }
            // Whoever was given a key meanwhile, or lost it, is not among those who get the new one.
            let held = try session.query(
                "SELECT number FROM section_grant WHERE section = $1 AND version = $2", [.id(section.id), .integer(section.version - 1)])
            guard held.count == seen else { throw StoreRefusal.conflict }
            for consent in Set(grants.compactMap { $0.ground?.consent }) {
                guard try session.exists("SELECT id FROM consent WHERE id = $1 AND state = 'granted'", [.id(consent)]) else {
                    throw StoreRefusal.conflict
                }
            }
            // From here on nobody adds an item: adding one looks at the version first, and waits for this row.
            let items = try session.query("SELECT id FROM item WHERE section = $1", [.id(section.id)])
            guard items.count == wrappedKeys.count else { throw StoreRefusal.conflict }
            for (item, key) in wrappedKeys {
                let rewrapped = try session.execute(
                    "UPDATE item SET version = $1, wrapped_key = $2 WHERE id = $3 AND section = $4",
                    [.integer(section.version), .blob(key), .id(item), .id(section.id)])
                guard rewrapped == 1 else { throw StoreRefusal.conflict }
            }
            try session.execute("DELETE FROM section_grant WHERE section = $1", [.id(section.id)])
            try DossierRows.insert(grants, session)
        }
        // Else a copy of the files still held the old keys for whoever lost theirs.
        try await database.scrub()
    }

    func take(_ section: Identifier<DossierSection>, from team: Identifier<Team>) async throws {
        try await database.write { session in
            let taken = try session.execute(
                "DELETE FROM section_grant WHERE section = $1 AND team = $2", [.id(section), .id(team)])
            guard taken > 0 else { return }
            try session.execute("UPDATE dossier_section SET needs_new_key = 1 WHERE id = $1", [.id(section)])
        }
        try await database.scrub()
    }

    func remove(_ item: Identifier<SealedItem>) async throws {
        try await database.run("DELETE FROM item WHERE id = $1", [.id(item)])
    }
}
