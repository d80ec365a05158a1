/// What was shared without consent, by whom and for how long. On what ground stands sealed. Part of the same step as who joins a conversation.
/// - Source: security 2.9; decision 0086.
enum ExceptionPart {
    static let statements: [Migration.Statement] = [
        .both(
            """
            CREATE TABLE sharing_exception (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                dossier {BLOB} NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
                section {BLOB} NOT NULL REFERENCES dossier_section (id) ON DELETE CASCADE,
                desk {BLOB} NOT NULL REFERENCES team (id),
                receiver {BLOB} NOT NULL REFERENCES team (id),
                proposed_by {BLOB} REFERENCES support_worker (id) ON DELETE SET NULL,
                agreed_by {BLOB} REFERENCES support_worker (id) ON DELETE SET NULL,
                state TEXT NOT NULL CHECK (state IN ('proposed', 'shared', 'refused', 'ended')),
                starts_in {INTEGER} NOT NULL,
                ends_in {INTEGER} NOT NULL CHECK (ends_in >= starts_in),
                told {INTEGER} NOT NULL CHECK (told IN (0, 1)),
                card {BLOB} NOT NULL,
                revision {INTEGER} NOT NULL CHECK (revision >= 1),
                CHECK (agreed_by IS NULL OR agreed_by <> proposed_by)
            ) {STRICT}
            """),
        .both("CREATE INDEX sharing_exception_dossier ON sharing_exception (dossier)"),
        .both("CREATE INDEX sharing_exception_section ON sharing_exception (section)"),
        .both("CREATE INDEX sharing_exception_desk ON sharing_exception (desk, starts_in)"),
        .both("CREATE INDEX sharing_exception_receiver ON sharing_exception (receiver) WHERE state = 'shared'"),
        .both("CREATE INDEX sharing_exception_due ON sharing_exception (ends_in) WHERE state IN ('proposed', 'shared')"),
        .both("CREATE INDEX sharing_exception_proposer ON sharing_exception (proposed_by) WHERE proposed_by IS NOT NULL"),
        .both("CREATE INDEX sharing_exception_second ON sharing_exception (agreed_by) WHERE agreed_by IS NOT NULL"),
    ]

    static let tables = [
        TableShape(
            "sharing_exception", key: ["id"],
            [
                .blob("id"), .blob("dossier"), .blob("section"), .blob("desk"), .blob("receiver"), .optional(.blob("proposed_by")),
                .optional(.blob("agreed_by")), .text("state"), .integer("starts_in"), .integer("ends_in"), .integer("told"), .blob("card"),
                .integer("revision"),
            ])
    ]
}
