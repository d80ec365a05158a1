/// Parts of a dossier, who may see them, and who was asked to help: a step of the main schema.
///
/// A column that gets a wider list of words is made anew beside the old one: no table is built again, so nothing that hangs on it is touched.
/// - Source: security 2.4-2.6, 2.9.
enum ConsentStep {
    static let statements: [Migration.Statement] =
        widened("team", "kind", to: ["desk", "review", "insight", "partner"])
        + widened(
            "dossier_section", "kind",
            to: [
                "messages", "notes", "contact", "story", "medical", "mental", "safety", "police", "files", "never", "agreement", "referral",
            ])
        + [
            .both("ALTER TABLE dossier_section ADD COLUMN volume {INTEGER} NOT NULL DEFAULT 1 CHECK (volume >= 1)"),
            .both("ALTER TABLE dossier_section ADD COLUMN needs_new_key {INTEGER} NOT NULL DEFAULT 0 CHECK (needs_new_key IN (0, 1))"),
            .both(
                """
                CREATE UNIQUE INDEX dossier_section_part ON dossier_section (dossier, kind, volume)
                WHERE kind NOT IN ('messages', 'notes', 'agreement', 'referral')
                """),
            .both(
                """
                CREATE TABLE consent (
                    id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                    dossier {BLOB} NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
                    team {BLOB} NOT NULL REFERENCES team (id),
                    agreement {BLOB} NOT NULL REFERENCES dossier_section (id) ON DELETE CASCADE,
                    purpose TEXT NOT NULL CHECK (purpose IN ('help', 'law', 'safety', 'police')),
                    state TEXT NOT NULL CHECK (state IN ('granted', 'withdrawn', 'expired', 'replaced')),
                    starts_in {INTEGER} NOT NULL,
                    ends_in {INTEGER} NOT NULL CHECK (ends_in >= starts_in),
                    hash {BLOB} NOT NULL CHECK (length(hash) = 32)
                ) {STRICT}
                """),
            // One at a time with a team.
            .both("CREATE UNIQUE INDEX consent_holds ON consent (dossier, team) WHERE state = 'granted'"),
            .both("CREATE INDEX consent_agreement ON consent (agreement)"),
            .both("CREATE INDEX consent_team ON consent (team)"),
            .both("CREATE INDEX consent_due ON consent (ends_in) WHERE state = 'granted'"),
            .both("ALTER TABLE section_grant ADD COLUMN consent {BLOB} REFERENCES consent (id) ON DELETE CASCADE"),
            .both("CREATE INDEX section_grant_consent ON section_grant (consent) WHERE consent IS NOT NULL"),
            .both(
                """
                CREATE TABLE never_to (
                    dossier {BLOB} NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
                    mark {BLOB} NOT NULL CHECK (length(mark) = 16),
                    PRIMARY KEY (dossier, mark)
                ) {BY_KEY}
                """),
        ] + referrals

    private static let referrals: [Migration.Statement] = [
        .only(.postgresql, "CREATE SEQUENCE referral_arrival"),
        .both(
            """
            CREATE TABLE referral (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                dossier {BLOB} NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
                section {BLOB} NOT NULL REFERENCES dossier_section (id) ON DELETE CASCADE,
                sender {BLOB} NOT NULL REFERENCES team (id),
                receiver {BLOB} NOT NULL REFERENCES team (id),
                urgency {INTEGER} NOT NULL CHECK (urgency BETWEEN 0 AND 4),
                intent TEXT NOT NULL CHECK (intent IN ('proposal', 'order')),
                state TEXT NOT NULL CHECK (state IN ('requested', 'received', 'accepted', 'rejected', 'on-hold', 'in-progress', 'completed',
                    'cancelled', 'failed')),
                consent {BLOB} REFERENCES consent (id) ON DELETE SET NULL,
                arrival {INTEGER} NOT NULL,
                revision {INTEGER} NOT NULL CHECK (revision >= 1),
                received_card {BLOB} NOT NULL,
                received_generation {INTEGER} NOT NULL,
                sent_card {BLOB} NOT NULL,
                sent_generation {INTEGER} NOT NULL
            ) {STRICT}
            """),
        .both("CREATE INDEX referral_dossier ON referral (dossier)"),
        .both("CREATE INDEX referral_section ON referral (section)"),
        .both("CREATE INDEX referral_consent ON referral (consent) WHERE consent IS NOT NULL"),
        .both("CREATE INDEX referral_arrival_order ON referral (arrival)"),
        .both(
            """
            CREATE INDEX referral_received ON referral (receiver, urgency, arrival)
            WHERE state NOT IN ('rejected', 'completed', 'cancelled', 'failed')
            """),
        .both("CREATE INDEX referral_sent ON referral (sender, urgency, arrival) WHERE state NOT IN ('completed', 'cancelled')"),
        .both("CREATE INDEX referral_received_card ON referral (receiver, received_generation)"),
        .both("CREATE INDEX referral_sent_card ON referral (sender, sent_generation)"),
    ]

    static func widened(_ table: String, _ column: String, to words: [String]) -> [Migration.Statement] {
        let list = words.map { "'\($0)'" }.joined(separator: ", ")
        return [
            .both("ALTER TABLE \(table) RENAME COLUMN \(column) TO former_\(column)"),
            .both("ALTER TABLE \(table) ADD COLUMN \(column) TEXT NOT NULL DEFAULT '\(words[0])' CHECK (\(column) IN (\(list)))"),
            .both("UPDATE \(table) SET \(column) = former_\(column)"),
            .both("ALTER TABLE \(table) DROP COLUMN former_\(column)"),
        ]
    }

    /// The tables of the step before, as they are after this one, and the new ones; each after what it refers to.
    static func tables(after before: [TableShape]) -> [TableShape] {
        before.flatMap { table -> [TableShape] in
            switch table.name {
            case "dossier_section": [table.with([.integer("volume"), .integer("needs_new_key")]), consent]
            case "section_grant": [table.with([.optional(.blob("consent"))])]
            default: [table]
            }
        } + [neverTo, referral]
    }

    private static let consent = TableShape(
        "consent", key: ["id"],
        [
            .blob("id"), .blob("dossier"), .blob("team"), .blob("agreement"), .text("purpose"), .text("state"), .integer("starts_in"),
            .integer("ends_in"), .blob("hash"),
        ])
    private static let neverTo = TableShape("never_to", key: ["dossier", "mark"], [.blob("dossier"), .blob("mark")])
    private static let referral = TableShape(
        "referral", key: ["id"], counter: .init(name: "referral_arrival", column: "arrival"),
        [
            .blob("id"), .blob("dossier"), .blob("section"), .blob("sender"), .blob("receiver"), .integer("urgency"), .text("intent"),
            .text("state"), .optional(.blob("consent")), .integer("arrival"), .integer("revision"), .blob("received_card"),
            .integer("received_generation"), .blob("sent_card"), .integer("sent_generation"),
        ])
}
