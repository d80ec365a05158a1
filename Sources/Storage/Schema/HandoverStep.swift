/// Teams that join a conversation that runs: who, where it is said, and whether it is over. A step of the main schema.
/// - Source: security 2.9; decision 0085.
enum HandoverStep {
    static let statements: [Migration.Statement] = [
        .both(
            """
            CREATE TABLE warm_handover (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                dossier {BLOB} NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
                conversation {BLOB} NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
                referral {BLOB} NOT NULL REFERENCES referral (id) ON DELETE CASCADE,
                desk {BLOB} NOT NULL REFERENCES team (id),
                receiver {BLOB} NOT NULL REFERENCES team (id),
                guest {BLOB} REFERENCES support_worker (id) ON DELETE SET NULL,
                section {BLOB} REFERENCES dossier_section (id) ON DELETE CASCADE,
                state TEXT NOT NULL CHECK (state IN ('invited', 'present', 'joined', 'ended')),
                desk_there {INTEGER} NOT NULL CHECK (desk_there IN (0, 1)),
                opened_in {INTEGER} NOT NULL,
                revision {INTEGER} NOT NULL CHECK (revision >= 1)
            ) {STRICT}
            """),
        // One at a time in a conversation.
        .both("CREATE UNIQUE INDEX warm_handover_runs ON warm_handover (conversation) WHERE state <> 'ended'"),
        .both("CREATE INDEX warm_handover_conversation ON warm_handover (conversation, opened_in)"),
        .both("CREATE INDEX warm_handover_dossier ON warm_handover (dossier)"),
        .both("CREATE INDEX warm_handover_referral ON warm_handover (referral)"),
        .both("CREATE INDEX warm_handover_receiver ON warm_handover (receiver) WHERE state <> 'ended'"),
        .both("CREATE INDEX warm_handover_guest ON warm_handover (guest) WHERE guest IS NOT NULL"),
        .both("CREATE INDEX warm_handover_section ON warm_handover (section) WHERE section IS NOT NULL"),
    ]

    static let tables = [
        TableShape(
            "warm_handover", key: ["id"],
            [
                .blob("id"), .blob("dossier"), .blob("conversation"), .blob("referral"), .blob("desk"), .blob("receiver"),
                .optional(.blob("guest")), .optional(.blob("section")), .text("state"), .integer("desk_there"), .integer("opened_in"),
                .integer("revision"),
            ])
    ]
}
