/// Files in dossiers: pieces of one length, and which item says what they are. A step of the main schema.
///
/// As long as a file has no item, nothing of it can be read, and an hour stands beside it after which it is thrown away.
/// - Source: security 2.4, 2.9.
enum FileStep {
    static let statements: [Migration.Statement] = [
        .both(
            """
            CREATE TABLE dossier_file (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                section {BLOB} NOT NULL REFERENCES dossier_section (id) ON DELETE CASCADE,
                item {BLOB} UNIQUE REFERENCES item (id) ON DELETE CASCADE,
                pieces {INTEGER} NOT NULL CHECK (pieces >= 0),
                swept_after {INTEGER},
                CHECK ((item IS NULL) = (swept_after IS NOT NULL))
            ) {STRICT}
            """),
        .both("CREATE INDEX dossier_file_section ON dossier_file (section)"),
        .both("CREATE INDEX dossier_file_swept ON dossier_file (swept_after) WHERE swept_after IS NOT NULL"),
        .both(
            """
            CREATE TABLE file_piece (
                file {BLOB} NOT NULL REFERENCES dossier_file (id) ON DELETE CASCADE,
                number {INTEGER} NOT NULL CHECK (number >= 0),
                content {BLOB} NOT NULL CHECK (length(content) = 65552),
                PRIMARY KEY (file, number)
            ) {STRICT}
            """),
        // Sealed bytes cannot be made smaller: trying only costs time.
        .only(.postgresql, "ALTER TABLE file_piece ALTER COLUMN content SET STORAGE EXTERNAL"),
    ]

    static let tables = [
        TableShape(
            "dossier_file", key: ["id"],
            [.blob("id"), .blob("section"), .optional(.blob("item")), .integer("pieces"), .optional(.integer("swept_after"))]),
        TableShape("file_piece", key: ["file", "number"], [.blob("file"), .integer("number"), .blob("content")]),
    ]
}
