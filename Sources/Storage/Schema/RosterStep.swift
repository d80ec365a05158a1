/// Who is at which desk when, and what they can do there: the second step of the main schema.
///
/// All of it hangs on a place in a team: nobody else can be in it, and it goes with the place.
/// - Source: R3, R5, R6.
enum RosterStep {
    static let statements: [Migration.Statement] = [
        .both(
            """
            CREATE TABLE planned_shift (
                id {BLOB} NOT NULL PRIMARY KEY CHECK (length(id) = 16),
                team {BLOB} NOT NULL,
                worker {BLOB} NOT NULL,
                starts_at {INTEGER} NOT NULL CHECK (starts_at % 1800 = 0),
                ends_at {INTEGER} NOT NULL CHECK (ends_at % 1800 = 0),
                FOREIGN KEY (team, worker) REFERENCES team_membership (team, worker) ON DELETE CASCADE,
                CHECK (ends_at > starts_at AND ends_at - starts_at <= 86400)
            ) {STRICT}
            """),
        .both("CREATE INDEX planned_shift_team ON planned_shift (team, ends_at)"),
        .both("CREATE INDEX planned_shift_worker ON planned_shift (worker, team, ends_at)"),
        .both("CREATE INDEX planned_shift_ends_at ON planned_shift (ends_at)"),
        .both(
            """
            CREATE TABLE desk_profile (
                team {BLOB} NOT NULL,
                worker {BLOB} NOT NULL,
                most {INTEGER} NOT NULL CHECK (most BETWEEN 1 AND 8),
                PRIMARY KEY (team, worker),
                FOREIGN KEY (team, worker) REFERENCES team_membership (team, worker) ON DELETE CASCADE
            ) {STRICT}
            """),
        .both("CREATE INDEX desk_profile_worker ON desk_profile (worker)"),
        .both(
            """
            CREATE TABLE desk_skill (
                team {BLOB} NOT NULL,
                worker {BLOB} NOT NULL,
                skill TEXT NOT NULL CHECK (skill IN ('minors', 'organised_abuse', 'dissociation', 'deaf')),
                PRIMARY KEY (team, worker, skill),
                FOREIGN KEY (team, worker) REFERENCES desk_profile (team, worker) ON DELETE CASCADE
            ) {STRICT}
            """),
        .both(
            """
            CREATE TABLE desk_language (
                team {BLOB} NOT NULL,
                worker {BLOB} NOT NULL,
                language TEXT NOT NULL CHECK (length(language) BETWEEN 2 AND 35),
                PRIMARY KEY (team, worker, language),
                FOREIGN KEY (team, worker) REFERENCES desk_profile (team, worker) ON DELETE CASCADE
            ) {STRICT}
            """),
    ]

    static let tables = [
        TableShape(
            "planned_shift", key: ["id"], [.blob("id"), .blob("team"), .blob("worker"), .integer("starts_at"), .integer("ends_at")]),
        TableShape("desk_profile", key: ["team", "worker"], [.blob("team"), .blob("worker"), .integer("most")]),
        TableShape("desk_skill", key: ["team", "worker", "skill"], [.blob("team"), .blob("worker"), .text("skill")]),
        TableShape("desk_language", key: ["team", "worker", "language"], [.blob("team"), .blob("worker"), .text("language")]),
    ]
}
