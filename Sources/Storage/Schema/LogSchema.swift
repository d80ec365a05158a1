/// The log of who did what: it only grows. The tables refuse every other change themselves, except that a payload is emptied.
/// - Source: security 3.3.
enum LogSchema {
    static let migrations = [
        Migration(version: 1, tables: tables, content + guardsOfSQLite + guardsOfPostgreSQL)
    ]

    private static let content: [Migration.Statement] = [
        .both(
            """
            CREATE TABLE audit_key (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                reference {BLOB} NOT NULL CHECK (length(reference) IN (0, 16)),
                for_subject {BLOB},
                for_review {BLOB},
                review_team {BLOB} CHECK (length(review_team) = 16),
                review_generation {INTEGER} NOT NULL
            ) {STRICT}
            """),
        .both("CREATE INDEX audit_key_reference ON audit_key (reference)"),
        // The key has no foreign key: it goes when its entries are erased, and their hashes stay.
        .both(
            """
            CREATE TABLE audit_leaf (
                number {INTEGER} NOT NULL PRIMARY KEY CHECK (number >= 0),
                leaf_hash {BLOB} NOT NULL CHECK (length(leaf_hash) = 32),
                reference {BLOB} NOT NULL CHECK (length(reference) IN (0, 16)),
                previous {INTEGER} NOT NULL CHECK (previous >= -1 AND previous < number),
                audit_key {BLOB} NOT NULL CHECK (length(audit_key) = 16),
                review_team {BLOB} CHECK (length(review_team) = 16),
                salt {BLOB} NOT NULL CHECK (length(salt) IN (0, 32)),
                payload {BLOB} NOT NULL
            ) {STRICT}
            """),
        .both("CREATE INDEX audit_leaf_reference ON audit_leaf (reference, number)"),
        .both("CREATE INDEX audit_leaf_review ON audit_leaf (review_team, number) WHERE review_team IS NOT NULL"),
        .both(
            """
            CREATE TABLE audit_head (
                size {INTEGER} NOT NULL PRIMARY KEY CHECK (size >= 0),
                root {BLOB} NOT NULL CHECK (length(root) = 32),
                note TEXT NOT NULL
            ) {STRICT}
            """),
        .both(
            """
            CREATE TABLE audit_subtree (
                number {INTEGER} NOT NULL PRIMARY KEY CHECK (number >= 0),
                root {BLOB} NOT NULL CHECK (length(root) = 32)
            ) {STRICT}
            """),
    ]

    private static let isEmptied = """
        NEW.number = OLD.number AND NEW.leaf_hash = OLD.leaf_hash AND NEW.reference = OLD.reference AND NEW.previous = OLD.previous
        AND NEW.audit_key = OLD.audit_key AND NEW.review_team IS NOT DISTINCT FROM OLD.review_team
        AND length(NEW.salt) = 0 AND length(NEW.payload) = 0
        """

    private static let guardsOfSQLite: [Migration.Statement] =
        [
            .only(
                .sqlite,
                """
                CREATE TRIGGER audit_leaf_stays BEFORE UPDATE ON audit_leaf WHEN NOT (\(isEmptied))
                BEGIN SELECT RAISE(ABORT, 'stays'); END
                """)
        ]
        + ["audit_head", "audit_subtree"].map { table in
            .only(.sqlite, "CREATE TRIGGER \(table)_stays BEFORE UPDATE ON \(table) BEGIN SELECT RAISE(ABORT, 'stays'); END")
        }
        + ["audit_leaf", "audit_head", "audit_subtree"].map { table in
            .only(.sqlite, "CREATE TRIGGER \(table)_remains BEFORE DELETE ON \(table) BEGIN SELECT RAISE(ABORT, 'remains'); END")
        }

    private static let guardsOfPostgreSQL: [Migration.Statement] =
        [
            .only(
                .postgresql,
                """
                CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'stays' USING ERRCODE = 'check_violation'; END $$
                """),
            .only(
                .postgresql,
                """
                CREATE TRIGGER audit_leaf_stays BEFORE UPDATE ON audit_leaf FOR EACH ROW WHEN (NOT (\(isEmptied)))
                EXECUTE FUNCTION audit_stays()
                """),
        ]
        + ["audit_head", "audit_subtree"].map { table in
            .only(
                .postgresql,
                "CREATE TRIGGER \(table)_stays BEFORE UPDATE ON \(table) FOR EACH ROW EXECUTE FUNCTION audit_stays()")
        }
        + ["audit_leaf", "audit_head", "audit_subtree"].map { table in
            .only(
                .postgresql,
                "CREATE TRIGGER \(table)_remains BEFORE DELETE OR TRUNCATE ON \(table) FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()")
        }

    private static let tables = [
        TableShape(
            "audit_key", key: ["id"],
            [
                .blob("id"), .blob("reference"), .optional(.blob("for_subject")), .optional(.blob("for_review")),
                .optional(.blob("review_team")), .integer("review_generation"),
            ]),
        TableShape(
            "audit_leaf", key: ["number"],
            [
                .integer("number"), .blob("leaf_hash"), .blob("reference"), .integer("previous"), .blob("audit_key"),
                .optional(.blob("review_team")), .blob("salt"), .blob("payload"),
            ]),
        TableShape("audit_head", key: ["size"], [.integer("size"), .blob("root"), .text("note")]),
        TableShape("audit_subtree", key: ["number"], [.integer("number"), .blob("root")]),
    ]
}
