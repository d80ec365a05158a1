/// Case tables: who sits at one, who watches over it, and what each team's list shows. A step of the main schema.
///
/// What sort of meeting it is and everything that is said at it is sealed. In clear stand names, states, the last week, and what is counted.
/// - Source: security 2.4, 2.9.
enum CaseTableStep {
    /// Every sort of section there is by this step.
    private static let sections = [
        "messages", "notes", "contact", "story", "medical", "mental", "safety", "police", "files", "never", "agreement", "referral",
        "table",
    ]

    static let statements: [Migration.Statement] =
        [
            // It names the column that is made anew.
            .both("DROP INDEX dossier_section_part")
        ] + ConsentStep.widened("dossier_section", "kind", to: sections) + [
            .both(
                """
                CREATE UNIQUE INDEX dossier_section_part ON dossier_section (dossier, kind, volume)
                WHERE kind NOT IN ('messages', 'notes', 'agreement', 'referral', 'table')
                """),
            .both(
                """
                CREATE TABLE case_table (
                    id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                    dossier {BLOB} NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
                    section {BLOB} NOT NULL REFERENCES dossier_section (id) ON DELETE CASCADE,
                    opener {BLOB} NOT NULL REFERENCES team (id),
                    director {BLOB} NOT NULL REFERENCES team (id),
                    ground TEXT NOT NULL CHECK (ground IN ('consent')),
                    state TEXT NOT NULL CHECK (state IN ('proposed', 'open', 'refused', 'ended')),
                    ends_in {INTEGER} NOT NULL,
                    revision {INTEGER} NOT NULL CHECK (revision >= 1)
                ) {STRICT}
                """),
            .both("CREATE INDEX case_table_dossier ON case_table (dossier)"),
            // A person is asked one thing at a time.
            .both("CREATE UNIQUE INDEX case_table_asked ON case_table (dossier) WHERE state = 'proposed'"),
            .both("CREATE INDEX case_table_section ON case_table (section)"),
            .both("CREATE INDEX case_table_due ON case_table (ends_in) WHERE state IN ('proposed', 'open')"),
            .both(
                """
                CREATE TABLE case_seat (
                    case_table {BLOB} NOT NULL REFERENCES case_table (id) ON DELETE CASCADE,
                    team {BLOB} NOT NULL REFERENCES team (id),
                    place {INTEGER} NOT NULL CHECK (place >= 0),
                    state TEXT NOT NULL CHECK (state IN ('asked', 'seated', 'refused', 'left', 'removed')),
                    is_told {INTEGER} NOT NULL CHECK (is_told IN (0, 1)),
                    card {BLOB},
                    generation {INTEGER} NOT NULL CHECK (generation >= 0),
                    PRIMARY KEY (case_table, team)
                ) {STRICT}
                """),
            .both("CREATE INDEX case_seat_team ON case_seat (team) WHERE is_told = 0"),
        ]

    static func tables(after before: [TableShape]) -> [TableShape] {
        before + [
            TableShape(
                "case_table", key: ["id"],
                [
                    .blob("id"), .blob("dossier"), .blob("section"), .blob("opener"), .blob("director"), .text("ground"), .text("state"),
                    .integer("ends_in"), .integer("revision"),
                ]),
            TableShape(
                "case_seat", key: ["case_table", "team"],
                [
                    .blob("case_table"), .blob("team"), .integer("place"), .text("state"), .integer("is_told"), .optional(.blob("card")),
                    .integer("generation"),
                ]),
        ]
    }
}
