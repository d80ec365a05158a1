import Domain

/// Consents in a database.
struct SQLConsentStore: ConsentStore {
    private let database: RefusingDatabase
    private static let columns = "id, dossier, team, agreement, purpose, state, starts_in, ends_in, hash"
    private let lock: String

    init(_ database: any SQLDatabase) {
        self.database = RefusingDatabase(database)
        lock = database.dialect.expand("{LOCK}")
    }

    func give(_ new: NewConsent) async throws {
        let lock = lock
        let consent = new.consent
        try await database.write { session in
            // Whoever gives two at the same instant waits here.
            guard try session.exists("SELECT id FROM dossier WHERE id = $1\(lock)", [.id(consent.dossier)]) else { throw StoreRefusal.gone }
            // A new key that is being made for one of these parts comes before this, or not at all.
            let volumes = new.volumes.map(\.id)
            for grant in new.grants where !volumes.contains(grant.section) {
                guard
                    try session.exists(
                        "SELECT id FROM dossier_section WHERE id = $1 AND dossier = $2 AND version = $3\(lock)",
                        [.id(grant.section), .id(consent.dossier), .integer(grant.version)])
                else { throw StoreRefusal.conflict }
            }
            let former = try session.query(
                "SELECT id FROM consent WHERE dossier = $1 AND team = $2 AND state = 'granted'", [.id(consent.dossier), .id(consent.team)])
            for row in former {
                var reader = RowReader(row)
                let id: Identifier<Consent> = try reader.identifier()
                // What the new one opens too needs no new key: the team may see it still.
                try Self.end(id, as: .replaced, sparing: new.grants.map(\.section), session)
            }
            try DossierRows.insert(new.agreement, session)
            try Self.insert(consent, session)
            try DossierRows.insert(new.agreementGrants, session)
            for section in new.volumes { try DossierRows.insert(section, session) }
            try DossierRows.insert(new.grants, session)
            for item in new.words {
                try session.execute(
                    "INSERT INTO item (\(DossierRows.itemColumns)) VALUES ($1, $2, $3, $4, $5, $6, $7)", DossierRows.values(item))
            }
        }
        try await database.scrub()
    }

    private static func insert(_ consent: Consent, _ session: any SQLSession) throws {
        try session.execute(
            "INSERT INTO consent (\(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            [
                .id(consent.id), .id(consent.dossier), .id(consent.team), .id(consent.agreement), .text(consent.purpose.rawValue),
                .text(consent.state.rawValue), .week(consent.startsIn), .week(consent.endsIn), .blob(consent.hash),
            ])
    }

    func consent(_ id: Identifier<Consent>) async throws -> Consent? {
        try await database.first("SELECT \(Self.columns) FROM consent WHERE id = $1", [.id(id)]) { try Self.consent(&$0) }
    }

    func consents(of dossier: Identifier<Dossier>) async throws -> [Consent] {
        try await database.few(
            """
            SELECT \(Self.columns) FROM consent WHERE dossier = $1
            ORDER BY CASE WHEN state = 'granted' THEN 0 ELSE 1 END, starts_in DESC, id
            """, [.id(dossier)]
        ) { try Self.consent(&$0) }
    }

    func held(by teams: [Identifier<Team>], limit: Int) async throws -> [Consent] {
        guard !teams.isEmpty else { return [] }
        let teams = SQLDialect.padded(teams.map { .id($0) })
        return try await database.all(
            """
            SELECT \(Self.columns) FROM consent WHERE state = 'granted' AND team IN \(SQLDialect.list(from: 2, count: teams.count))
            ORDER BY starts_in DESC, id LIMIT $1
            """, [.integer(limit)] + teams
        ) { try Self.consent(&$0) }
    }

    private static func consent(_ row: inout RowReader) throws -> Consent {
        Consent(
            id: try row.identifier(), dossier: try row.identifier(), team: try row.identifier(), agreement: try row.identifier(),
            purpose: try row.word(), state: try row.word(), startsIn: try row.week(), endsIn: try row.week(), hash: try row.bytes())
    }

    func end(_ id: Identifier<Consent>, as state: Consent.State, with questions: Bool) async throws -> Bool {
        let hasEnded = try await database.write { session in
            let hasEnded = try Self.end(id, as: state, sparing: [], session)
            if hasEnded, questions { try Self.bindQuestions(to: id, session) }
            return hasEnded
        }
        if hasEnded { try await database.scrub() }
        return hasEnded
    }

    func giveBack(_ id: Identifier<Consent>, _ sections: [Identifier<DossierSection>]?, items: [SealedItem]) async throws {
        let lock = lock
        try await database.write { session in
            guard try session.exists("SELECT id FROM consent WHERE id = $1 AND state = 'granted'\(lock)", [.id(id)]) else {
                throw StoreRefusal.conflict
            }
            try DossierRows.insert(items, session)
            guard let sections else {
                try Self.end(id, as: .expired, sparing: [], session)
                return
            }
            for section in sections {
                let taken = try session.execute(
                    "DELETE FROM section_grant WHERE section = $1 AND consent = $2", [.id(section), .id(id)])
                guard taken > 0 else { throw StoreRefusal.conflict }
                try session.execute("UPDATE dossier_section SET needs_new_key = 1 WHERE id = $1", [.id(section)])
            }
        }
        // Else a copy of the files still held the keys that were given back.
        try await database.scrub()
    }

    // With the next revision: a step that was begun before is not done.
    private static func bindQuestions(to id: Identifier<Consent>, _ session: any SQLSession) throws {
        try session.execute(
            """
            UPDATE referral SET consent = $1, revision = revision + 1
            WHERE dossier = (SELECT dossier FROM consent WHERE id = $1) AND receiver = (SELECT team FROM consent WHERE id = $1)
                AND consent IS NULL AND intent = 'proposal' AND \(SQLReferralStore.isReceived)
            """, [.id(id)])
    }

    @discardableResult
    private static func end(
        _ id: Identifier<Consent>, as state: Consent.State, sparing: [Identifier<DossierSection>], _ session: any SQLSession
    ) throws -> Bool {
        let changed = try session.execute(
            "UPDATE consent SET state = $1 WHERE id = $2 AND state = 'granted'", [.text(state.rawValue), .id(id)])
        guard changed == 1 else { return false }
        let opened = try session.query("SELECT section FROM section_grant WHERE consent = $1", [.id(id)])
        for row in opened {
            var reader = RowReader(row)
            let section: Identifier<DossierSection> = try reader.identifier()
            guard !sparing.contains(section) else { continue }
            try session.execute("UPDATE dossier_section SET needs_new_key = 1 WHERE id = $1", [.id(section)])
        }
        // Last, so that a key that was being made meanwhile is seen, and goes too.
        try session.execute("DELETE FROM section_grant WHERE consent = $1", [.id(id)])
        if state == .withdrawn { try CaseTableRows.unseat(onConsent: id, session) }
        return true
    }

    func due(before week: Week, limit: Int) async throws -> [Consent] {
        try await database.all(
            "SELECT \(Self.columns) FROM consent WHERE state = 'granted' AND ends_in < $1 ORDER BY ends_in, id LIMIT $2",
            [.week(week), .integer(limit)]
        ) { try Self.consent(&$0) }
    }

    func grants(of section: Identifier<DossierSection>) async throws -> [SectionGrant] {
        try await database.few(
            """
            SELECT \(DossierRows.grantColumns) FROM \(DossierRows.grants) JOIN dossier_section s ON s.id = g.section AND s.version = g.version
            WHERE g.section = $1 ORDER BY g.number
            """, [.id(section)]
        ) { try DossierRows.grant(&$0) }
    }

    func never(of dossier: Identifier<Dossier>) async throws -> Set<[UInt8]> {
        Set(try await database.few("SELECT mark FROM never_to WHERE dossier = $1", [.id(dossier)]) { try $0.bytes() })
    }

    func setNever(_ mark: [UInt8], of dossier: Identifier<Dossier>, to isOn: Bool) async throws {
        try await database.run("DELETE FROM never_to WHERE dossier = $1 AND mark = $2", [.id(dossier), .blob(mark)])
        guard isOn else { return }
        try await database.run("INSERT INTO never_to (dossier, mark) VALUES ($1, $2)", [.id(dossier), .blob(mark)])
    }
}
