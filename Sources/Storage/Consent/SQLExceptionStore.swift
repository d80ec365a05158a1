import Domain

/// What was shared without consent, in a database.
struct SQLExceptionStore: ExceptionStore {
    private let database: RefusingDatabase
    private static let columns =
        "id, dossier, section, desk, receiver, case_table, proposed_by, agreed_by, state, starts_in, ends_in, told, card, revision"

    init(_ database: any SQLDatabase) {
        self.database = RefusingDatabase(database)
    }

    func add(_ exception: SharingException, _ section: DossierSection, grants: [SectionGrant], items: [SealedItem]) async throws {
        try await database.write { session in
            try DossierRows.insert(section, session)
            try DossierRows.insert(grants, session)
            try DossierRows.insert(items, session)
            try session.execute(
                "INSERT INTO sharing_exception (\(Self.columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                [
                    .id(exception.id), .id(exception.dossier), .id(exception.section), .id(exception.desk), .id(exception.receiver),
                    .id(exception.table),
                    .id(exception.proposedBy), .id(exception.agreedBy), .text(exception.state.rawValue), .week(exception.startsIn),
                    .week(exception.endsIn), .flag(exception.isTold), .blob(exception.card.bytes), .integer(exception.revision),
                ])
        }
    }

    func exception(_ id: Identifier<SharingException>) async throws -> SharingException? {
        try await database.first("SELECT \(Self.columns) FROM sharing_exception WHERE id = $1", [.id(id)]) { try Self.exception(&$0) }
    }

    func exceptions(of dossier: Identifier<Dossier>) async throws -> [SharingException] {
        try await database.all("SELECT \(Self.columns) FROM sharing_exception WHERE dossier = $1 ORDER BY starts_in, id", [.id(dossier)]) {
            try Self.exception(&$0)
        }
    }

    func exceptions(from desks: [Identifier<Team>], limit: Int) async throws -> [SharingException] {
        guard !desks.isEmpty else { return [] }
        let teams = SQLDialect.padded(desks.map { .id($0) })
        return try await database.all(
            """
            SELECT \(Self.columns) FROM sharing_exception WHERE desk IN \(SQLDialect.list(from: 2, count: teams.count))
            ORDER BY starts_in DESC, id LIMIT $1
            """, [.integer(limit)] + teams
        ) { try Self.exception(&$0) }
    }

    func shared(with teams: [Identifier<Team>], limit: Int) async throws -> [SharingException] {
        guard !teams.isEmpty else { return [] }
        let teams = SQLDialect.padded(teams.map { .id($0) })
        return try await database.all(
            """
            SELECT \(Self.columns) FROM sharing_exception
            WHERE state = 'shared' AND receiver IN \(SQLDialect.list(from: 2, count: teams.count)) ORDER BY starts_in DESC, id LIMIT $1
            """, [.integer(limit)] + teams
        ) { try Self.exception(&$0) }
    }

    func due(before week: Week, limit: Int) async throws -> [SharingException] {
        try await database.all(
            """
            SELECT \(Self.columns) FROM sharing_exception WHERE state IN ('proposed', 'shared') AND ends_in < $1 ORDER BY ends_in, id LIMIT $2
            """, [.week(week), .integer(limit)]
        ) { try Self.exception(&$0) }
    }

    func change(
        _ exception: SharingException, from revision: Int64, grants: [SectionGrant], items: [SealedItem], takesKey: Bool,
        opening: NewCaseTable?
    ) async throws {
        try await database.write { session in
            if let opening { try CaseTableRows.insert(opening, session) }
            let changed = try session.execute(
                """
                UPDATE sharing_exception SET agreed_by = $1, state = $2, told = $3, card = $4, case_table = $5, revision = $6
                WHERE id = $7 AND revision = $8
                """,
                [
                    .id(exception.agreedBy), .text(exception.state.rawValue), .flag(exception.isTold), .blob(exception.card.bytes),
                    .id(exception.table), .integer(revision + 1), .id(exception.id), .integer(revision),
                ])
            guard changed == 1 else {
                throw try session.exists("SELECT id FROM sharing_exception WHERE id = $1", [.id(exception.id)])
                    ? StoreRefusal.conflict : .gone
            }
            try DossierRows.add(grants, items, session)
            guard takesKey else { return }
            try session.execute("UPDATE dossier_section SET needs_new_key = 1 WHERE id = $1", [.id(exception.section)])
            try session.execute(
                "DELETE FROM section_grant WHERE section = $1 AND team = $2", [.id(exception.section), .id(exception.receiver)])
        }
        if takesKey { try await database.scrub() }
    }

    private static func exception(_ row: inout RowReader) throws -> SharingException {
        SharingException(
            id: try row.identifier(), dossier: try row.identifier(), section: try row.identifier(), desk: try row.identifier(),
            receiver: try row.identifier(), table: try row.identifierIfAny(), proposedBy: try row.identifierIfAny(),
            agreedBy: try row.identifierIfAny(), state: try row.word(), startsIn: try row.week(), endsIn: try row.week(),
            isTold: try row.flag(), card: try row.sealed(), revision: try row.integer())
    }
}
