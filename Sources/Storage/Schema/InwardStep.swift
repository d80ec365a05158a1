/// People who are sent to the desk, partners who come in by themselves, and those without an account.
///
/// It stands on its own: nothing in it needs another step than those that made the tables it names.
/// - Source: security 2.7, 2.9; decisions 0088-0091.
enum InwardStep {
    static let statements: [Migration.Statement] =
        widened("referral", "intent", to: ["proposal", "order", "plan"])
        + widened("team", "kind", to: ["desk", "review", "insight", "partner", "outside"])
        + [
            .both(
                """
                CREATE TABLE organisation_invitation (
                    locator {BLOB} NOT NULL PRIMARY KEY CHECK (length(locator) = 16),
                    id {BLOB} NOT NULL UNIQUE CHECK (length(id) = 16),
                    organisation {BLOB} NOT NULL REFERENCES organisation (id),
                    terms {BLOB} NOT NULL,
                    expires_at {INTEGER} NOT NULL
                ) {BY_KEY}
                """),
            .both("CREATE INDEX organisation_invitation_organisation ON organisation_invitation (organisation)"),
            .both(
                """
                CREATE TABLE team_vouching (
                    team {BLOB} NOT NULL PRIMARY KEY REFERENCES team (id) ON DELETE CASCADE,
                    organisation {BLOB} NOT NULL REFERENCES organisation (id),
                    key_hash {BLOB} CHECK (length(key_hash) = 32),
                    words {BLOB},
                    alone_since {INTEGER},
                    CHECK ((key_hash IS NULL) = (words IS NULL))
                ) {BY_KEY}
                """),
            .both("CREATE INDEX team_vouching_organisation ON team_vouching (organisation)"),
            .both(
                """
                CREATE TABLE letter (
                    locator {BLOB} NOT NULL PRIMARY KEY CHECK (length(locator) = 16),
                    worker {BLOB} NOT NULL UNIQUE REFERENCES support_worker (id),
                    referral {BLOB} NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
                    tries {INTEGER} NOT NULL CHECK (tries >= 0),
                    waits_until {INTEGER} NOT NULL,
                    expires_at {INTEGER} NOT NULL
                ) {BY_KEY}
                """),
            .both("CREATE INDEX letter_referral ON letter (referral)"),
        ]

    private static func widened(_ table: String, _ column: String, to words: [String]) -> [Migration.Statement] {
        let list = words.map { "'\($0)'" }.joined(separator: ", ")
        return [
            .both("ALTER TABLE \(table) RENAME COLUMN \(column) TO former_\(column)"),
            .both("ALTER TABLE \(table) ADD COLUMN \(column) TEXT NOT NULL DEFAULT '\(words[0])' CHECK (\(column) IN (\(list)))"),
            .both("UPDATE \(table) SET \(column) = former_\(column)"),
            .both("ALTER TABLE \(table) DROP COLUMN former_\(column)"),
        ]
    }

    static func tables(after before: [TableShape]) -> [TableShape] { before + [invitation, vouching, letter] }

    private static let invitation = TableShape(
        "organisation_invitation", key: ["locator"],
        [.blob("locator"), .blob("id"), .blob("organisation"), .blob("terms"), .integer("expires_at")])
    private static let vouching = TableShape(
        "team_vouching", key: ["team"],
        [.blob("team"), .blob("organisation"), .optional(.blob("key_hash")), .optional(.blob("words")), .optional(.integer("alone_since"))])
    private static let letter = TableShape(
        "letter", key: ["locator"],
        [
            .blob("locator"), .blob("worker"), .blob("referral"), .integer("tries"), .integer("waits_until"), .integer("expires_at"),
        ])
}
