/// Texts that helpers wrote for themselves: sealed to each of them, in no order, and gone when they go.
enum OwnPhraseStep {
    static let statements: [Migration.Statement] = [
        .both(
            """
            CREATE TABLE own_phrase (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                worker {BLOB} NOT NULL REFERENCES support_worker (id) ON DELETE CASCADE,
                content {BLOB} NOT NULL
            ) {STRICT}
            """),
        .both("CREATE INDEX own_phrase_worker ON own_phrase (worker)"),
    ]

    static let tables = [TableShape("own_phrase", key: ["id"], [.blob("id"), .blob("worker"), .blob("content")])]
}
