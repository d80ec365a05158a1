import Domain

/// Referrals in a database.
struct SQLReferralStore: ReferralStore {
    let database: RefusingDatabase
    private let nextArrival: String
    private static let columns = """
        id, dossier, section, sender, receiver, urgency, intent, state, consent, arrival, revision, received_card, received_generation,
        sent_card, sent_generation
        """
    // As the indexes say it, so that they are used.
    static let isReceived = "state NOT IN ('rejected', 'completed', 'cancelled', 'failed')"
    private static let unended = """
        SELECT \(columns.split(separator: ",").map { "r." + $0.drop(while: \.isWhitespace) }.joined(separator: ", "))
        FROM referral r JOIN consent c ON c.id = r.consent
        WHERE r.consent IS NOT NULL AND r.intent = 'proposal' AND c.state IN ('withdrawn', 'expired') AND r.\(isReceived)
        ORDER BY r.consent LIMIT $1
        """
    private static let isSent = "state NOT IN ('completed', 'cancelled')"

    init(_ database: any SQLDatabase) {
        self.database = RefusingDatabase(database)
        nextArrival = database.dialect.expand("{REFERRAL_ARRIVAL}")
    }

    func add(_ referral: Referral, _ section: DossierSection, grants: [SectionGrant], items: [SealedItem]) async throws {
        let nextArrival = nextArrival
        try await database.write { session in
            try DossierRows.insert(section, session)
            try DossierRows.insert(grants, session)
            try DossierRows.insert(items, session)
            try session.execute(
                """
                INSERT INTO referral (\(Self.columns))
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, \(nextArrival), $10, $11, $12, $13, $14)
                """,
                [
                    .id(referral.id), .id(referral.dossier), .id(referral.section), .id(referral.from), .id(referral.to),
                    .integer(Int64(referral.urgency.rawValue)), .text(referral.intent.rawValue), .text(referral.state.rawValue),
                    .id(referral.consent), .integer(referral.revision), .blob(referral.received.card.bytes),
                    .integer(referral.received.generation), .blob(referral.sent.card.bytes), .integer(referral.sent.generation),
                ])
        }
    }

    func referral(_ id: Identifier<Referral>) async throws -> Referral? {
        try await database.first("SELECT \(Self.columns) FROM referral WHERE id = $1", [.id(id)]) { try Self.referral(&$0) }
    }

    func referrals(of dossier: Identifier<Dossier>) async throws -> [Referral] {
        try await database.all("SELECT \(Self.columns) FROM referral WHERE dossier = $1 ORDER BY arrival", [.id(dossier)]) {
            try Self.referral(&$0)
        }
    }

    func received(by teams: [Identifier<Team>], limit: Int) async throws -> [Referral] {
        try await open(teams, limit, "receiver", Self.isReceived)
    }

    func sent(by teams: [Identifier<Team>], limit: Int) async throws -> [Referral] {
        try await open(teams, limit, "sender", Self.isSent)
    }

    private func open(_ teams: [Identifier<Team>], _ limit: Int, _ side: String, _ condition: String) async throws -> [Referral] {
        guard !teams.isEmpty else { return [] }
        let teams = SQLDialect.padded(teams.map { .id($0) })
        return try await database.all(
            """
            SELECT \(Self.columns) FROM referral WHERE \(condition) AND \(side) IN \(SQLDialect.list(from: 2, count: teams.count))
            ORDER BY urgency, arrival LIMIT $1
            """, [.integer(limit)] + teams
        ) { try Self.referral(&$0) }
    }

    func step(_ referral: Referral, from revision: Int64, items: [SealedItem]) async throws {
        try await database.write { session in
            let changed = try session.execute(
                """
                UPDATE referral SET intent = $1, state = $2, consent = $3, revision = $4, received_card = $5, received_generation = $6,
                    sent_card = $7, sent_generation = $8 WHERE id = $9 AND revision = $10
                """,
                [
                    .text(referral.intent.rawValue), .text(referral.state.rawValue), .id(referral.consent), .integer(revision + 1),
                    .blob(referral.received.card.bytes), .integer(referral.received.generation), .blob(referral.sent.card.bytes),
                    .integer(referral.sent.generation), .id(referral.id), .integer(revision),
                ])
            guard changed == 1 else {
                throw try session.exists("SELECT id FROM referral WHERE id = $1", [.id(referral.id)]) ? StoreRefusal.conflict : .gone
            }
            try DossierRows.insert(items, session)
        }
    }

    func cards(of team: Identifier<Team>, upTo generation: Int, limit: Int) async throws -> [Referral] {
        try await database.all(
            """
            SELECT \(Self.columns) FROM referral WHERE receiver = $1 AND received_generation <= $2
            UNION SELECT \(Self.columns) FROM referral WHERE sender = $1 AND sent_generation <= $2 ORDER BY 10 LIMIT $3
            """, [.id(team), .integer(generation), .integer(limit)]
        ) { try Self.referral(&$0) }
    }

    func unended(limit: Int) async throws -> [Referral] {
        try await database.all(Self.unended, [.integer(limit)]) { try Self.referral(&$0) }
    }

    func reseal(_ referral: Referral) async throws {
        try await database.run(
            """
            UPDATE referral SET received_card = $1, received_generation = $2, sent_card = $3, sent_generation = $4
            WHERE id = $5 AND revision = $6
            """,
            [
                .blob(referral.received.card.bytes), .integer(referral.received.generation), .blob(referral.sent.card.bytes),
                .integer(referral.sent.generation), .id(referral.id), .integer(referral.revision),
            ])
    }

    private static func referral(_ row: inout RowReader) throws -> Referral {
        let id: Identifier<Referral> = try row.identifier()
        let dossier: Identifier<Dossier> = try row.identifier()
        let section: Identifier<DossierSection> = try row.identifier()
        let from: Identifier<Team> = try row.identifier()
        let to: Identifier<Team> = try row.identifier()
        guard let level = UInt8(exactly: try row.integer()), let urgency = Urgency(rawValue: level) else { throw SQLError(.unreadable) }
        let intent: Referral.Intent = try row.word()
        let state: Referral.State = try row.word()
        let consent: Identifier<Consent>? = try row.identifierIfAny()
        let arrival = try row.integer()
        let revision = try row.integer()
        let received = Referral.SealedCard(card: try row.sealed(), generation: try row.number())
        let sent = Referral.SealedCard(card: try row.sealed(), generation: try row.number())
        return Referral(
            id: id, dossier: dossier, section: section, from: from, to: to, urgency: urgency, intent: intent, state: state,
            consent: consent, arrival: arrival, revision: revision, received: received, sent: sent)
    }
}
