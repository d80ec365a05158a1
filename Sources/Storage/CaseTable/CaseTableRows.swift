import Domain

/// How case tables stand in rows, and what more than one store does with them.
enum CaseTableRows {
    static let columns = """
        t.id, t.dossier, t.section, t.opener, t.director, t.ground, t.state, t.ends_in, t.revision, s.team, s.state, s.card, s.generation
        """

    /// A row is a table with one of its seats.
    static func table(_ row: inout RowReader) throws -> CaseTable {
        let id: Identifier<CaseTable> = try row.identifier()
        let dossier: Identifier<Dossier> = try row.identifier()
        let section: Identifier<DossierSection> = try row.identifier()
        let opener: Identifier<Team> = try row.identifier()
        let director: Identifier<Team> = try row.identifier()
        let ground: CaseTable.Ground = try row.word()
        let state: CaseTable.State = try row.word()
        let endsIn = try row.week()
        let revision = try row.integer()
        let team: Identifier<Team> = try row.identifier()
        let seatState: CaseTable.Seat.State = try row.word()
        let card: Sealed<CaseTableCard>? = try row.sealedIfAny()
        let generation = try row.number()
        let seat = CaseTable.Seat(
            team: team, state: seatState, card: card.map { CaseTable.SealedCard(card: $0, generation: generation) })
        return CaseTable(
            id: id, dossier: dossier, section: section, opener: opener, director: director, ground: ground, state: state, endsIn: endsIn,
            revision: revision, seats: [seat])
    }

    /// Rows of the same table stand behind each other.
    static func gathered(_ rows: [CaseTable]) -> [CaseTable] {
        var tables: [CaseTable] = []
        for row in rows {
            if tables.last?.id == row.id { tables[tables.count - 1].seats += row.seats } else { tables.append(row) }
        }
        return tables
    }

    static func insert(_ seat: CaseTable.Seat, at place: Int, of table: Identifier<CaseTable>, _ session: any SQLSession) throws {
        try session.execute(
            "INSERT INTO case_seat (case_table, team, place, state, is_told, card, generation) VALUES ($1, $2, $3, $4, 0, $5, $6)",
            [
                .id(table), .id(seat.team), .integer(place), .text(seat.state.rawValue), seat.card.map { .blob($0.card.bytes) } ?? .null,
                .integer(seat.card?.generation ?? 0),
            ])
    }

    /// Whoever does not sit at it any more loses the key at once, and the section is marked for another.
    static func takeKeys(_ table: CaseTable, _ session: any SQLSession) throws {
        let gone = table.isOver ? table.seats.map(\.team) : table.seats.filter { $0.state != .seated }.map(\.team)
        var isTaken = false
        for team in gone {
            let count = try session.execute(
                "DELETE FROM section_grant WHERE section = $1 AND team = $2", [.id(table.section), .id(team)])
            isTaken = isTaken || count > 0
        }
        guard isTaken else { return }
        try session.execute("UPDATE dossier_section SET needs_new_key = 1 WHERE id = $1", [.id(table.section)])
    }

    static func write(_ table: CaseTable, from revision: Int64, _ session: any SQLSession) throws {
        let changed = try session.execute(
            "UPDATE case_table SET director = $1, ground = $2, state = $3, revision = $4 WHERE id = $5 AND revision = $6",
            [
                .id(table.director), .text(table.ground.rawValue), .text(table.state.rawValue), .integer(revision + 1), .id(table.id),
                .integer(revision),
            ])
        guard changed == 1 else {
            throw try session.exists("SELECT id FROM case_table WHERE id = $1", [.id(table.id)]) ? StoreRefusal.conflict : .gone
        }
        for (place, seat) in table.seats.enumerated() {
            let changed = try session.execute(
                """
                UPDATE case_seat SET is_told = CASE WHEN state = $1 THEN is_told ELSE 0 END, state = $1, card = $2, generation = $3
                WHERE case_table = $4 AND team = $5
                """,
                [
                    .text(seat.state.rawValue), seat.card.map { .blob($0.card.bytes) } ?? .null, .integer(seat.card?.generation ?? 0),
                    .id(table.id), .id(seat.team),
                ])
            if changed == 0 { try insert(seat, at: place, of: table.id, session) }
        }
        try takeKeys(table, session)
        if !table.isHeldWithoutYes {
            try session.execute(
                "UPDATE sharing_exception SET state = 'ended', revision = revision + 1 WHERE case_table = $1 AND state = 'shared'",
                [.id(table.id)])
        }
    }

    static func insert(_ new: NewCaseTable, _ session: any SQLSession) throws {
        let table = new.table
        try DossierRows.insert(new.section, session)
        try DossierRows.insert(new.grants, session)
        try DossierRows.insert(new.items, session)
        try session.execute(
            """
            INSERT INTO case_table (id, dossier, section, opener, director, ground, state, ends_in, revision)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .id(table.id), .id(table.dossier), .id(table.section), .id(table.opener), .id(table.director),
                .text(table.ground.rawValue), .text(table.state.rawValue), .week(table.endsIn), .integer(table.revision),
            ])
        for (place, seat) in table.seats.enumerated() { try insert(seat, at: place, of: table.id, session) }
    }

    /// A team from which the person takes back what it could read, sits at no table of theirs any more that stands on their yes: in the same step.
    static func unseat(onConsent id: Identifier<Consent>, _ session: any SQLSession) throws {
        guard let row = try session.first("SELECT dossier, team FROM consent WHERE id = $1", [.id(id)]) else { return }
        var reader = RowReader(row)
        let dossier: Identifier<Dossier> = try reader.identifier()
        let team: Identifier<Team> = try reader.identifier()
        let rows = try session.query(
            """
            SELECT \(columns) FROM case_table t JOIN case_seat s ON s.case_table = t.id
            WHERE t.dossier = $1 AND t.state IN ('proposed', 'open') AND t.ground = 'consent' ORDER BY t.id, s.place\(session.dialect.expand("{LOCK_TABLE}"))
            """, [.id(dossier)])
        let tables = try rows.map { row in
            var reader = RowReader(row)
            return try table(&reader)
        }
        for table in gathered(tables) where table.seats.contains(where: { $0.team == team && [.asked, .seated].contains($0.state) }) {
            try write(table.without(team, as: .removed), from: table.revision, session)
        }
    }
}
