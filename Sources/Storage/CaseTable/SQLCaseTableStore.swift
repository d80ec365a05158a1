import Domain

/// Case tables in a database.
struct SQLCaseTableStore: CaseTableStore {
    private let database: RefusingDatabase
    private static let select = "SELECT \(CaseTableRows.columns) FROM case_table t JOIN case_seat s ON s.case_table = t.id"

    init(_ database: any SQLDatabase) {
        self.database = RefusingDatabase(database)
    }

    func propose(_ table: CaseTable, _ section: DossierSection, grants: [SectionGrant], items: [SealedItem]) async throws {
        try await database.write { session in
            try CaseTableRows.insert(NewCaseTable(table: table, section: section, grants: grants, items: items), session)
        }
    }

    func table(_ id: Identifier<CaseTable>) async throws -> CaseTable? {
        try await all("WHERE t.id = $1 ORDER BY s.place", [.id(id)]).first
    }

    func tables(of dossier: Identifier<Dossier>) async throws -> [CaseTable] {
        try await all("WHERE t.dossier = $1 ORDER BY t.ends_in, t.id, s.place", [.id(dossier)])
    }

    func tables(with teams: [Identifier<Team>], limit: Int) async throws -> [CaseTable] {
        guard !teams.isEmpty else { return [] }
        let padded = SQLDialect.padded(teams.map { .id($0) })
        return try await all(
            """
            WHERE t.id IN (
                SELECT o.id FROM case_seat w JOIN case_table o ON o.id = w.case_table
                WHERE w.is_told = 0 AND w.state IN ('seated', 'removed') AND w.team IN \(SQLDialect.list(from: 2, count: padded.count))
                ORDER BY o.ends_in DESC, o.id LIMIT $1)
            ORDER BY t.ends_in DESC, t.id, s.place
            """, [.integer(limit)] + padded)
    }

    func step(_ table: CaseTable, from revision: Int64, grants: [SectionGrant], items: [SealedItem]) async throws {
        try await database.write { session in
            try CaseTableRows.write(table, from: revision, session)
            try DossierRows.add(grants, items, session)
        }
        if table.seats.contains(where: { $0.state != .seated }) || table.isOver { try await database.scrub() }
    }

    func seen(_ id: Identifier<CaseTable>, by team: Identifier<Team>) async throws {
        try await database.run(
            """
            UPDATE case_seat SET is_told = 1 WHERE case_table = $1 AND team = $2 AND (state = 'removed' OR EXISTS (
                SELECT 1 FROM case_table t WHERE t.id = case_seat.case_table AND t.state IN ('refused', 'ended')))
            """, [.id(id), .id(team)])
    }

    func reseal(_ table: CaseTable) async throws {
        try await database.write { session in
            guard
                try session.exists(
                    "SELECT id FROM case_table WHERE id = $1 AND revision = $2", [.id(table.id), .integer(table.revision)])
            else { return }
            for seat in table.seats {
                guard let card = seat.card else { continue }
                try session.execute(
                    "UPDATE case_seat SET card = $1, generation = $2 WHERE case_table = $3 AND team = $4 AND state = 'seated'",
                    [.blob(card.card.bytes), .integer(card.generation), .id(table.id), .id(seat.team)])
            }
        }
    }

    func tablesDue(before week: Week, limit: Int) async throws -> [CaseTable] {
        try await all(
            """
            WHERE t.id IN (
                SELECT id FROM case_table WHERE state IN ('proposed', 'open') AND ends_in < $1 ORDER BY ends_in, id LIMIT $2)
            ORDER BY t.ends_in, t.id, s.place
            """, [.week(week), .integer(limit)])
    }

    private func all(_ condition: String, _ values: [SQLValue]) async throws -> [CaseTable] {
        CaseTableRows.gathered(try await database.all("\(Self.select) \(condition)", values) { try CaseTableRows.table(&$0) })
    }
}
