import Domain

/// Warm handovers in a database.
struct SQLHandoverStore: HandoverStore {
    private let database: RefusingDatabase
    private static let columns =
        "id, dossier, conversation, referral, desk, receiver, guest, section, state, desk_there, opened_in, revision"

    private static let inConversation = """
        SELECT \(columns) FROM warm_handover WHERE conversation = $1
        ORDER BY CASE WHEN state = 'ended' THEN 0 ELSE 1 END, opened_in, id
        """

    init(_ database: any SQLDatabase) { self.database = RefusingDatabase(database) }

    func add(_ handover: WarmHandover) async throws {
        try await database.run(
            """
            INSERT INTO warm_handover (\(Self.columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            [
                .id(handover.id), .id(handover.dossier), .id(handover.conversation), .id(handover.referral), .id(handover.desk),
                .id(handover.receiver), .id(handover.guest), .id(handover.section), .text(handover.state.rawValue),
                .flag(handover.isDeskThere), .week(handover.openedIn), .integer(handover.revision),
            ])
    }

    func handover(_ id: Identifier<WarmHandover>) async throws -> WarmHandover? {
        try await database.first("SELECT \(Self.columns) FROM warm_handover WHERE id = $1", [.id(id)]) { try Self.handover(&$0) }
    }

    func handovers(in conversation: Identifier<Conversation>) async throws -> [WarmHandover] {
        try await database.few(Self.inConversation, [.id(conversation)]) { try Self.handover(&$0) }
    }

    func running(for teams: [Identifier<Team>], limit: Int) async throws -> [WarmHandover] {
        guard !teams.isEmpty else { return [] }
        let teams = SQLDialect.padded(teams.map { .id($0) })
        return try await database.all(
            """
            SELECT \(Self.columns) FROM warm_handover WHERE state <> 'ended' AND receiver IN \(SQLDialect.list(from: 2, count: teams.count))
            ORDER BY opened_in, id LIMIT $1
            """, [.integer(limit)] + teams
        ) { try Self.handover(&$0) }
    }

    func due(before week: Week, limit: Int) async throws -> [WarmHandover] {
        try await database.all(
            "SELECT \(Self.columns) FROM warm_handover WHERE state <> 'ended' AND opened_in < $1 ORDER BY opened_in, id LIMIT $2",
            [.week(week), .integer(limit)]
        ) { try Self.handover(&$0) }
    }

    func told(in conversation: Identifier<Conversation>) async throws -> (handovers: [WarmHandover], pulse: Int) {
        try await database.glance { session in
            let all = try session.all(Self.inConversation, [.id(conversation)]) { try Self.handover(&$0) }
            return (all, try Self.pulse(all.map(\.revision), conversation, session))
        }
    }

    func pulse(of conversation: Identifier<Conversation>) async throws -> Int {
        try await database.glance { session in try Self.pulse(of: conversation, session) }
    }

    static func pulse(of conversation: Identifier<Conversation>, _ session: any SQLSession) throws -> Int {
        let changes = try session.all("SELECT revision FROM warm_handover WHERE conversation = $1", [.id(conversation)]) {
            try $0.integer()
        }
        return try pulse(changes, conversation, session)
    }

    private static func pulse(_ changes: [Int64], _ conversation: Identifier<Conversation>, _ session: any SQLSession) throws -> Int {
        // Most conversations have none, and then nothing is counted.
        guard !changes.isEmpty else { return 0 }
        let words =
            try session.first(
                "SELECT count(*) FROM item i JOIN warm_handover h ON h.section = i.section WHERE h.conversation = $1", [.id(conversation)]
            ) { try $0.number() } ?? 0
        return changes.reduce(words) { $0 + Int($1) }
    }

    func change(
        _ handover: WarmHandover, from revision: Int64, joining: NewJointTalk?, taking teams: [Identifier<Team>]
    ) async throws {
        try await database.write { session in
            if let joining {
                try DossierRows.insert(joining.section, session)
                try DossierRows.insert(joining.grants, session)
                for item in joining.items {
                    try session.execute(
                        "INSERT INTO item (\(DossierRows.itemColumns)) VALUES ($1, $2, $3, $4, $5, $6, $7)", DossierRows.values(item))
                }
            }
            let changed = try session.execute(
                """
                UPDATE warm_handover SET guest = $1, section = $2, state = $3, desk_there = $4, revision = $5
                WHERE id = $6 AND revision = $7
                """,
                [
                    .id(handover.guest), .id(handover.section), .text(handover.state.rawValue), .flag(handover.isDeskThere),
                    .integer(revision + 1), .id(handover.id), .integer(revision),
                ])
            guard changed == 1 else {
                throw try session.exists("SELECT id FROM warm_handover WHERE id = $1", [.id(handover.id)]) ? StoreRefusal.conflict : .gone
            }
            guard let section = handover.section, !teams.isEmpty else { return }
            try session.execute("UPDATE dossier_section SET needs_new_key = 1 WHERE id = $1", [.id(section)])
            for team in teams {
                try session.execute("DELETE FROM section_grant WHERE section = $1 AND team = $2", [.id(section), .id(team)])
            }
        }
        if !teams.isEmpty { try await database.scrub() }
    }

    private static func handover(_ row: inout RowReader) throws -> WarmHandover {
        WarmHandover(
            id: try row.identifier(), dossier: try row.identifier(), conversation: try row.identifier(), referral: try row.identifier(),
            desk: try row.identifier(), receiver: try row.identifier(), guest: try row.identifierIfAny(),
            section: try row.identifierIfAny(), state: try row.word(), isDeskThere: try row.flag(), openedIn: try row.week(),
            revision: try row.integer())
    }
}
