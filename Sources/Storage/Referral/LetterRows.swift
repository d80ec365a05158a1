import Domain

/// Letters for organisations without an account.
extension SQLReferralStore {
    private static let letterColumns = "locator, worker, referral, tries, waits_until, expires_at"

    private static func letter(_ row: inout RowReader) throws -> Letter {
        Letter(
            locator: try row.bytes(), worker: try row.identifier(), referral: try row.identifier(), tries: try row.number(),
            waitsUntil: Instant(seconds: try row.integer()), expiresAt: Instant(seconds: try row.integer()))
    }

    func add(_ letter: Letter) async throws {
        try await database.run(
            "INSERT INTO letter (\(Self.letterColumns)) VALUES ($1, $2, $3, $4, $5, $6)",
            [
                .blob(letter.locator), .id(letter.worker), .id(letter.referral), .integer(letter.tries),
                .integer(letter.waitsUntil.seconds), .integer(letter.expiresAt.seconds),
            ])
    }

    func letter(_ locator: [UInt8]) async throws -> Letter? {
        try await database.first("SELECT \(Self.letterColumns) FROM letter WHERE locator = $1", [.blob(locator)]) { try Self.letter(&$0) }
    }

    func tries(_ letter: Letter, from tries: Int) async throws -> Bool {
        try await database.run(
            "UPDATE letter SET tries = $1, waits_until = $2 WHERE locator = $3 AND tries = $4",
            [.integer(letter.tries), .integer(letter.waitsUntil.seconds), .blob(letter.locator), .integer(tries)]) == 1
    }

    func letters(expiredBy now: Instant, limit: Int) async throws -> [Letter] {
        try await database.all(
            "SELECT \(Self.letterColumns) FROM letter WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2",
            [.integer(now.seconds), .integer(limit)]
        ) { try Self.letter(&$0) }
    }

    func remove(_ locator: [UInt8]) async throws { try await database.run("DELETE FROM letter WHERE locator = $1", [.blob(locator)]) }
}
