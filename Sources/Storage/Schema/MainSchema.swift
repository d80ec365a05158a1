/// Dossiers, what is said in them, and the people who work with them.
///
/// Every column is either a random name, a number that a queue or a key needs, or sealed. A column that is neither is refused by the tests.
/// - Source: security 2.9, 2.12; tests D7.
enum MainSchema {
    static let migrations = [
        Migration(version: 1, tables: tables, people + dossiers + conversations),
        Migration(version: 2, tables: afterRoster, RosterStep.statements),
        Migration(version: 3, tables: afterConsent, ConsentStep.statements),
        Migration(version: 4, tables: afterConsent + OwnPhraseStep.tables, OwnPhraseStep.statements),
        Migration(version: 5, tables: afterFiles, FileStep.statements),
        Migration(version: 6, tables: afterProfiles, ProfileStep.statements),
        Migration(version: 7, tables: afterInward, InwardStep.statements),
        Migration(version: 8, tables: afterCaseTables, CaseTableStep.statements),
        Migration(
            version: 9, tables: afterExceptions, HandoverStep.statements + ExceptionPart.statements),
        Migration(version: 10, tables: afterGrounds, GroundStep.statements),
        Migration(version: 11, tables: NoteStep.tables(after: afterGrounds), NoteStep.statements),
    ]

    private static let afterRoster = tables + RosterStep.tables
    private static let afterConsent = ConsentStep.tables(after: afterRoster)
    private static let afterFiles = afterConsent + OwnPhraseStep.tables + FileStep.tables
    private static let afterProfiles = ProfileStep.tables(after: afterFiles)
    private static let afterInward = InwardStep.tables(after: afterProfiles)
    private static let afterCaseTables = CaseTableStep.tables(after: afterInward)
    private static let afterExceptions = afterCaseTables + HandoverStep.tables + ExceptionPart.tables
    private static let afterGrounds = GroundStep.tables(after: afterExceptions)

    private static let people: [Migration.Statement] = [
        .both(
            """
            CREATE TABLE organisation (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                name {BLOB} NOT NULL
            ) {STRICT}
            """),
        .both(
            """
            CREATE TABLE team (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                organisation {BLOB} NOT NULL REFERENCES organisation (id),
                kind TEXT NOT NULL CHECK (kind IN ('desk', 'review', 'insight')),
                name {BLOB} NOT NULL,
                generation {INTEGER} NOT NULL CHECK (generation >= 0),
                public_key {BLOB} CHECK (length(public_key) = 1216),
                needs_new_key {INTEGER} NOT NULL CHECK (needs_new_key IN (0, 1)),
                CHECK ((generation = 0) = (public_key IS NULL))
            ) {STRICT}
            """),
        .both("CREATE INDEX team_organisation ON team (organisation)"),
        .both(
            """
            CREATE TABLE support_worker (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                organisation {BLOB} NOT NULL REFERENCES organisation (id),
                role TEXT NOT NULL CHECK (role IN ('helper', 'shift_lead', 'partner_worker', 'coordinator', 'landscape_editor', 'analyst',
                    'administrator', 'privacy_officer', 'expert_reviewer')),
                state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'left')),
                name {BLOB} NOT NULL,
                login {BLOB} NOT NULL UNIQUE CHECK (length(login) = 16),
                salt {BLOB} CHECK (length(salt) = 16),
                derivation {INTEGER},
                public_key {BLOB} CHECK (length(public_key) = 1216),
                wrapped {BLOB},
                last_factor_step {INTEGER} NOT NULL,
                CHECK ((state = 'active') = (wrapped IS NOT NULL)),
                CHECK ((salt IS NULL) = (wrapped IS NULL) AND (derivation IS NULL) = (wrapped IS NULL)
                    AND (public_key IS NULL) = (wrapped IS NULL))
            ) {STRICT}
            """),
        .both("CREATE INDEX support_worker_organisation ON support_worker (organisation)"),
        .both(
            """
            CREATE TABLE invitation (
                locator {BLOB} NOT NULL PRIMARY KEY CHECK (length(locator) = 16),
                worker {BLOB} NOT NULL REFERENCES support_worker (id) ON DELETE CASCADE,
                expires_at {INTEGER} NOT NULL
            ) {STRICT}
            """),
        .both("CREATE INDEX invitation_worker ON invitation (worker)"),
        .both(
            """
            CREATE TABLE team_membership (
                team {BLOB} NOT NULL REFERENCES team (id) ON DELETE CASCADE,
                worker {BLOB} NOT NULL REFERENCES support_worker (id) ON DELETE CASCADE,
                generation {INTEGER} NOT NULL CHECK (generation >= 0),
                wrap {BLOB},
                PRIMARY KEY (team, worker),
                CHECK ((generation = 0) = (wrap IS NULL))
            ) {STRICT}
            """),
        .both("CREATE INDEX team_membership_worker ON team_membership (worker)"),
        // Kept by its random key alone: not even the order on the disk tells when it came.
        .both(
            """
            CREATE TABLE feedback (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                team {BLOB} NOT NULL REFERENCES team (id),
                generation {INTEGER} NOT NULL CHECK (generation >= 1),
                content {BLOB} NOT NULL
            ) {BY_KEY}
            """),
        .both("CREATE INDEX feedback_team ON feedback (team, id)"),
    ]

    private static let dossiers: [Migration.Statement] = [
        .both(
            """
            CREATE TABLE dossier (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                public_key {BLOB} NOT NULL CHECK (length(public_key) = 1216),
                keeping TEXT NOT NULL CHECK (keeping IN ('unproven', 'by_code')),
                opened_in {INTEGER} NOT NULL,
                visited_in {INTEGER} NOT NULL
            ) {STRICT}
            """),
        .both("CREATE INDEX dossier_keeping ON dossier (keeping, visited_in, id)"),
        .both(
            """
            CREATE TABLE return_key (
                locator {BLOB} NOT NULL PRIMARY KEY CHECK (length(locator) = 16),
                dossier {BLOB} NOT NULL UNIQUE REFERENCES dossier (id) ON DELETE CASCADE,
                version {INTEGER} NOT NULL CHECK (version >= 1),
                derivation {INTEGER} NOT NULL,
                wrapped_seed {BLOB} NOT NULL
            ) {STRICT}
            """),
        .both(
            """
            CREATE TABLE dossier_section (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                dossier {BLOB} NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
                kind TEXT NOT NULL CHECK (kind IN ('messages', 'notes')),
                version {INTEGER} NOT NULL CHECK (version >= 1)
            ) {STRICT}
            """),
        .both("CREATE INDEX dossier_section_dossier ON dossier_section (dossier)"),
        // Without a team it is the person's own.
        .both(
            """
            CREATE TABLE section_grant (
                number {SERIAL},
                section {BLOB} NOT NULL REFERENCES dossier_section (id) ON DELETE CASCADE,
                version {INTEGER} NOT NULL CHECK (version >= 1),
                team {BLOB} REFERENCES team (id),
                generation {INTEGER} NOT NULL CHECK (generation >= 0),
                wrap {BLOB} NOT NULL,
                CHECK ((team IS NULL) = (generation = 0))
            ) {STRICT}
            """),
        .both("CREATE UNIQUE INDEX section_grant_team ON section_grant (section, version, team, generation) WHERE team IS NOT NULL"),
        .both("CREATE UNIQUE INDEX section_grant_subject ON section_grant (section, version) WHERE team IS NULL"),
        .both("CREATE INDEX section_grant_section ON section_grant (section)"),
        .both("CREATE INDEX section_grant_held ON section_grant (team, section, generation) WHERE team IS NOT NULL"),
        .both(
            """
            CREATE TABLE item (
                number {SERIAL},
                id {BLOB} NOT NULL UNIQUE CHECK (length(id) = 16),
                section {BLOB} NOT NULL REFERENCES dossier_section (id) ON DELETE CASCADE,
                version {INTEGER} NOT NULL CHECK (version >= 1),
                header {BLOB} NOT NULL CHECK (length(header) <= 4096),
                commitment {BLOB} NOT NULL CHECK (length(commitment) = 32),
                wrapped_key {BLOB} NOT NULL CHECK (length(wrapped_key) <= 4096),
                content {BLOB} NOT NULL CHECK (length(content) <= 16777216)
            ) {STRICT}
            """),
        .both("CREATE INDEX item_section ON item (section, number)"),
    ]

    private static let conversations: [Migration.Statement] = [
        .only(.postgresql, "CREATE SEQUENCE conversation_arrival"),
        .both(
            """
            CREATE TABLE conversation (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                dossier {BLOB} NOT NULL REFERENCES dossier (id) ON DELETE CASCADE,
                messages {BLOB} NOT NULL REFERENCES dossier_section (id) ON DELETE CASCADE,
                team {BLOB} NOT NULL REFERENCES team (id),
                language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 35),
                urgency {INTEGER} NOT NULL CHECK (urgency BETWEEN 0 AND 4),
                state TEXT NOT NULL CHECK (state IN ('waiting', 'answered', 'closed')),
                arrival {INTEGER} NOT NULL,
                claimed_by {BLOB} REFERENCES support_worker (id) ON DELETE SET NULL,
                revision {INTEGER} NOT NULL CHECK (revision >= 1),
                card {BLOB} NOT NULL,
                card_generation {INTEGER} NOT NULL
            ) {STRICT}
            """),
        .both("CREATE INDEX conversation_dossier ON conversation (dossier)"),
        .both("CREATE INDEX conversation_messages ON conversation (messages)"),
        .both("CREATE INDEX conversation_arrival_order ON conversation (arrival)"),
        .both("CREATE INDEX conversation_queue ON conversation (team, urgency, arrival) WHERE state <> 'closed'"),
        .both("CREATE INDEX conversation_claimed_by ON conversation (claimed_by) WHERE claimed_by IS NOT NULL"),
    ]

    private static let tables = [
        TableShape("organisation", key: ["id"], [.blob("id"), .blob("name")]),
        TableShape(
            "team", key: ["id"],
            [
                .blob("id"), .blob("organisation"), .text("kind"), .blob("name"), .integer("generation"), .optional(.blob("public_key")),
                .integer("needs_new_key"),
            ]),
        TableShape(
            "support_worker", key: ["id"],
            [
                .blob("id"), .blob("organisation"), .text("role"), .text("state"), .blob("name"), .blob("login"), .optional(.blob("salt")),
                .optional(.integer("derivation")), .optional(.blob("public_key")), .optional(.blob("wrapped")),
                .integer("last_factor_step"),
            ]),
        TableShape("invitation", key: ["locator"], [.blob("locator"), .blob("worker"), .integer("expires_at")]),
        TableShape(
            "team_membership", key: ["team", "worker"],
            [.blob("team"), .blob("worker"), .integer("generation"), .optional(.blob("wrap"))]),
        TableShape("feedback", key: ["id"], [.blob("id"), .blob("team"), .integer("generation"), .blob("content")]),
        TableShape(
            "dossier", key: ["id"],
            [.blob("id"), .blob("public_key"), .text("keeping"), .integer("opened_in"), .integer("visited_in")]),
        TableShape(
            "return_key", key: ["locator"],
            [.blob("locator"), .blob("dossier"), .integer("version"), .integer("derivation"), .blob("wrapped_seed")]),
        TableShape("dossier_section", key: ["id"], [.blob("id"), .blob("dossier"), .text("kind"), .integer("version")]),
        TableShape(
            "section_grant", key: ["number"], isCounted: true,
            [
                .integer("number"), .blob("section"), .integer("version"), .optional(.blob("team")), .integer("generation"), .blob("wrap"),
            ]),
        TableShape(
            "item", key: ["number"], isCounted: true,
            [
                .integer("number"), .blob("id"), .blob("section"), .integer("version"), .blob("header"), .blob("commitment"),
                .blob("wrapped_key"), .blob("content"),
            ]),
        TableShape(
            "conversation", key: ["id"], counter: .init(name: "conversation_arrival", column: "arrival"),
            [
                .blob("id"), .blob("dossier"), .blob("messages"), .blob("team"), .text("language"), .integer("urgency"), .text("state"),
                .integer("arrival"), .optional(.blob("claimed_by")), .integer("revision"), .blob("card"), .integer("card_generation"),
            ]),
    ]
}
