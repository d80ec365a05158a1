import Domain

/// Who is in now, in a database of its own that is in no backup.
struct SQLSessionStore: SessionStore {
    private let database: RefusingDatabase

    init(_ database: any SQLDatabase) { self.database = RefusingDatabase(database) }

    func put(_ record: SessionRecord) async throws {
        try await database.run(
            "INSERT INTO session (token_hash, content, swept_after) VALUES ($1, $2, $3)",
            [.blob(record.hash), .blob(record.blob.bytes), .integer(record.sweptAfter)])
    }

    func record(_ hash: [UInt8]) async throws -> SessionRecord? {
        try await database.first("SELECT token_hash, content, swept_after FROM session WHERE token_hash = $1", [.blob(hash)]) { row in
            SessionRecord(hash: try row.bytes(), blob: try row.sealed(), sweptAfter: try row.integer())
        }
    }

    func update(_ record: SessionRecord) async throws {
        try await database.run(
            "UPDATE session SET content = $1, swept_after = $2 WHERE token_hash = $3",
            [.blob(record.blob.bytes), .integer(record.sweptAfter), .blob(record.hash)])
    }

    func remove(_ hash: [UInt8]) async throws {
        try await database.run("DELETE FROM session WHERE token_hash = $1", [.blob(hash)])
    }

    func sweep(before hour: Int64) async throws {
        if try await database.run("DELETE FROM session WHERE swept_after < $1", [.integer(hour)]) > 0 { try await database.scrub() }
    }
}

/// What was said about the site, in no order that tells when.
struct SQLFeedbackStore: FeedbackStore {
    private let database: RefusingDatabase

    init(_ database: any SQLDatabase) { self.database = RefusingDatabase(database) }

    func add(_ feedback: SealedFeedback) async throws {
        try await database.run(
            "INSERT INTO feedback (id, team, generation, content) VALUES ($1, $2, $3, $4)",
            [.id(feedback.id), .id(feedback.team), .integer(feedback.generation), .blob(feedback.content.bytes)])
    }

    func all(for team: Identifier<Team>, limit: Int) async throws -> [SealedFeedback] {
        try await database.all(
            "SELECT id, team, generation, content FROM feedback WHERE team = $1 ORDER BY id LIMIT $2", [.id(team), .integer(limit)]
        ) { row in
            SealedFeedback(
                id: try row.identifier(), team: try row.identifier(), generation: try row.number(), content: try row.sealed())
        }
    }

    func replace(_ feedback: [SealedFeedback]) async throws {
        try await database.write { session in
            for one in feedback {
                try session.execute(
                    "UPDATE feedback SET generation = $1, content = $2 WHERE id = $3 AND team = $4",
                    [.integer(one.generation), .blob(one.content.bytes), .id(one.id), .id(one.team)])
            }
        }
        try await database.scrub()
    }
}
