import Domain

/// Rosters, and what people can do at a desk, in a database.
struct SQLRosterStore: RosterStore {
    private let database: RefusingDatabase
    private let place: String

    init(_ database: any SQLDatabase) {
        self.database = RefusingDatabase(database)
        place = database.dialect.expand("SELECT worker FROM team_membership WHERE team = $1 AND worker = $2{LOCK}")
    }

    private static let columns = "id, team, worker, starts_at, ends_at"

    private static func shift(_ row: inout RowReader) throws -> PlannedShift {
        let (id, team): (Identifier<PlannedShift>, Identifier<Team>) = (try row.identifier(), try row.identifier())
        let shift = Shift(
            worker: try row.identifier(), from: Instant(seconds: try row.integer()), to: Instant(seconds: try row.integer()))
        guard let shift, let planned = PlannedShift(id: id, team: team, shift: shift) else { throw SQLError(.unreadable) }
        return planned
    }

    // MARK: shifts

    func add(_ shifts: [PlannedShift]) async throws {
        let place = place
        // In one order, so that two who plan at the same instant wait for each other and do not stand in each other's way.
        let ordered = shifts.sorted { ($0.shift.worker.text, $0.shift.from) < ($1.shift.worker.text, $1.shift.from) }
        try await database.write { session in
            for planned in ordered {
                // Held until the end, so that of two who plan the same person one sees the other's.
                guard try session.exists(place, [.id(planned.team), .id(planned.shift.worker)]) else { throw StoreRefusal.gone }
                let isTaken = try session.exists(
                    "SELECT id FROM planned_shift WHERE worker = $1 AND team = $2 AND ends_at > $3 AND starts_at < $4",
                    [
                        .id(planned.shift.worker), .id(planned.team), .integer(planned.shift.from.seconds),
                        .integer(planned.shift.to.seconds),
                    ])
                guard !isTaken else { throw StoreRefusal.conflict }
                try session.execute(
                    "INSERT INTO planned_shift (\(Self.columns)) VALUES ($1, $2, $3, $4, $5)",
                    [
                        .id(planned.id), .id(planned.team), .id(planned.shift.worker), .integer(planned.shift.from.seconds),
                        .integer(planned.shift.to.seconds),
                    ])
            }
        }
    }

    func remove(_ id: Identifier<PlannedShift>, of team: Identifier<Team>) async throws -> PlannedShift? {
        try await database.write { session in
            guard
                let row = try session.first(
                    "DELETE FROM planned_shift WHERE id = $1 AND team = $2 RETURNING \(Self.columns)", [.id(id), .id(team)])
            else { return nil }
            var reader = RowReader(row)
            return try Self.shift(&reader)
        }
    }

    func shifts(of team: Identifier<Team>, from start: Instant, to end: Instant) async throws -> [PlannedShift] {
        try await database.all(
            """
            SELECT \(Self.columns) FROM planned_shift WHERE team = $1 AND ends_at > $2 AND starts_at < $3 ORDER BY starts_at, ends_at, id
            """, [.id(team), .integer(start.seconds), .integer(end.seconds)]
        ) { try Self.shift(&$0) }
    }

    func shifts(of worker: Identifier<SupportWorker>, from start: Instant, to end: Instant) async throws -> [PlannedShift] {
        try await database.all(
            """
            SELECT \(Self.columns) FROM planned_shift WHERE worker = $1 AND ends_at > $2 AND starts_at < $3 ORDER BY starts_at, ends_at, id
            """, [.id(worker), .integer(start.seconds), .integer(end.seconds)]
        ) { try Self.shift(&$0) }
    }

    func sweep(endedBefore moment: Instant) async throws {
        try await database.run("DELETE FROM planned_shift WHERE ends_at < $1", [.integer(moment.seconds)])
    }

    // MARK: what somebody can do

    func set(_ profile: DeskProfile) async throws {
        let place = place
        let whose: [SQLValue] = [.id(profile.team), .id(profile.worker)]
        try await database.write { session in
            guard try session.exists(place, whose) else { throw StoreRefusal.gone }
            try session.execute("DELETE FROM desk_profile WHERE team = $1 AND worker = $2", whose)
            try session.execute("INSERT INTO desk_profile (team, worker, most) VALUES ($1, $2, $3)", whose + [.integer(profile.most)])
            for skill in profile.skills.skills {
                try session.execute("INSERT INTO desk_skill (team, worker, skill) VALUES ($1, $2, $3)", whose + [.text(skill.rawValue)])
            }
            for language in profile.skills.languages {
                try session.execute(
                    "INSERT INTO desk_language (team, worker, language) VALUES ($1, $2, $3)", whose + [.text(language.value)])
            }
        }
    }

    func profiles(of team: Identifier<Team>) async throws -> [DeskProfile] {
        Self.profiles(try await database.all(Self.ofTeam, [.id(team)]) { try ProfileRow(&$0) })
    }
    /// What was said of somebody in all teams.
    static func profiles(of worker: Identifier<SupportWorker>, _ session: any SQLSession) throws -> [DeskProfile] {
        profiles(try session.all(ofWorker, [.id(worker)]) { try ProfileRow(&$0) })
    }

    private static let (ofTeam, ofWorker) = (list("team"), list("worker"))

    // One statement, because it is asked with every request of a worker: a row for each skill with each language.
    private static func list(_ column: String) -> String {
        """
        SELECT p.team, p.worker, p.most, COALESCE(s.skill, ''), COALESCE(l.language, '') FROM desk_profile p
        LEFT JOIN desk_skill s ON s.team = p.team AND s.worker = p.worker
        LEFT JOIN desk_language l ON l.team = p.team AND l.worker = p.worker
        WHERE p.\(column) = $1 ORDER BY p.team, p.worker
        """
    }

    private static func profiles(_ rows: [ProfileRow]) -> [DeskProfile] {
        var order: [ProfileRow.Place] = []
        var skills: [ProfileRow.Place: SkillSet] = [:]
        var most: [ProfileRow.Place: Int] = [:]
        for row in rows {
            if most.updateValue(row.most, forKey: row.place) == nil { order.append(row.place) }
            var set = skills[row.place] ?? SkillSet(languages: [])
            if let skill = row.skill { set.skills.insert(skill) }
            if let language = row.language { set.languages.insert(language) }
            skills[row.place] = set
        }
        return order.map { place in
            DeskProfile(
                team: place.team, worker: place.worker, skills: skills[place] ?? SkillSet(languages: []),
                most: most[place] ?? DeskProfile.usual)
        }
    }
}

/// One skill with one language of somebody at a desk.
private struct ProfileRow {
    struct Place: Hashable {
        let team: Identifier<Team>
        let worker: Identifier<SupportWorker>
    }
    let place: Place
    let most: Int
    let skill: Skill?
    let language: LanguageTag?

    init(_ row: inout RowReader) throws {
        place = Place(team: try row.identifier(), worker: try row.identifier())
        most = try row.number()
        let (skill, language) = (try row.text(), try row.text())
        self.skill = Skill(rawValue: skill)
        self.language = LanguageTag(language)
        guard skill.isEmpty || self.skill != nil, language.isEmpty || self.language != nil else { throw SQLError(.unreadable) }
    }
}
