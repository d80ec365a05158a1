/// The keys without which nothing of a dossier opens.
/// - Source: security 2.10.
enum ShredSchema {
    static let migrations = [
        Migration(
            version: 1, tables: [TableShape("shred_key", key: ["dossier"], [.blob("dossier"), .blob("wrapped_key")])],
            [
                .both(
                    """
                    CREATE TABLE shred_key (
                        dossier {BLOB} NOT NULL PRIMARY KEY CHECK (length(dossier) = 16),
                        wrapped_key {BLOB} NOT NULL CHECK (length(wrapped_key) <= 4096)
                    ) {STRICT}
                    """)
            ])
    ]
}

/// Who is in now.
/// - Source: security 2.8.
enum SessionSchema {
    static let migrations = [
        Migration(
            version: 1,
            tables: [TableShape("session", key: ["token_hash"], [.blob("token_hash"), .blob("content"), .integer("swept_after")])],
            [
                .both(
                    """
                    CREATE {UNLOGGED} TABLE session (
                        token_hash {BLOB} NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
                        content {BLOB} NOT NULL CHECK (length(content) <= 1048576),
                        swept_after {INTEGER} NOT NULL
                    ) {STRICT}
                    """),
                .both("CREATE INDEX session_swept_after ON session (swept_after)"),
            ])
    ]
}
