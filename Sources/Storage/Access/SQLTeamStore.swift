import Domain

/// Organisations, teams and places in them in a database.
struct SQLTeamStore: TeamStore {
    let database: RefusingDatabase
    private let generationOfTeam: String

    init(_ database: any SQLDatabase) {
        self.database = RefusingDatabase(database)
        generationOfTeam = database.dialect.expand("SELECT generation FROM team WHERE id = $1{SHARE}")
    }

    private static let columns = "id, organisation, kind, name, generation, public_key, needs_new_key"

    // Asked with each request of a worker: the words stand ready.
    private static let placesOfWorker = """
        SELECT m.team, m.worker, m.generation, m.wrap, \(columns.split(separator: ", ").map { "t." + $0 }.joined(separator: ", "))
        FROM team_membership m JOIN team t ON t.id = m.team WHERE m.worker = $1 ORDER BY m.team
        """
    private static let reviewOfOrganisation = "SELECT \(columns) FROM team WHERE organisation = $1 AND kind = $2 ORDER BY id LIMIT 1"

    private static func team(_ row: inout RowReader) throws -> Team {
        Team(
            id: try row.identifier(), organisation: try row.identifier(), kind: try row.word(), name: try row.sealed(),
            generation: try row.number(), publicKey: try row.bytesIfAny().map { PublicKey(bytes: $0) }, needsNewKey: try row.flag())
    }
    private static func membership(_ row: inout RowReader) throws -> TeamMembership {
        TeamMembership(
            team: try row.identifier(), worker: try row.identifier(), generation: try row.number(), wrap: try row.sealedIfAny())
    }

    func add(_ organisation: WorkOrganisation, teams: [Team]) async throws {
        try await database.write { session in try Self.insert(organisation, teams, session) }
    }

    static func insert(_ organisation: WorkOrganisation, _ teams: [Team], _ session: any SQLSession) throws {
        try session.execute(
            "INSERT INTO organisation (id, name) VALUES ($1, $2)", [.id(organisation.id), .blob(organisation.name.bytes)])
        if let profile = organisation.profile {
            try session.execute("UPDATE organisation SET profile = $1 WHERE id = $2", [.blob(profile.bytes), .id(organisation.id)])
        }
        for team in teams {
            try session.execute(
                "INSERT INTO team (\(Self.columns)) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                [
                    .id(team.id), .id(team.organisation), .text(team.kind.rawValue), .blob(team.name.bytes), .integer(team.generation),
                    .blob(team.publicKey?.bytes), .flag(team.needsNewKey),
                ])
        }
    }

    func organisation(_ id: Identifier<WorkOrganisation>) async throws -> WorkOrganisation? {
        try await database.first("SELECT id, name, profile FROM organisation WHERE id = $1", [.id(id)]) { row in
            WorkOrganisation(id: try row.identifier(), name: try row.sealed(), profile: try row.sealedIfAny())
        }
    }

    func organisations() async throws -> [WorkOrganisation] {
        try await database.all("SELECT id, name, profile FROM organisation ORDER BY id", []) { row in
            WorkOrganisation(id: try row.identifier(), name: try row.sealed(), profile: try row.sealedIfAny())
        }
    }

    func team(_ id: Identifier<Team>) async throws -> Team? {
        try await database.first("SELECT \(Self.columns) FROM team WHERE id = $1", [.id(id)]) { try Self.team(&$0) }
    }

    func teams(of organisation: Identifier<WorkOrganisation>?) async throws -> [Team] {
        guard let organisation else {
            return try await database.all("SELECT \(Self.columns) FROM team ORDER BY id", []) { try Self.team(&$0) }
        }
        return try await database.few(
            "SELECT \(Self.columns) FROM team WHERE organisation = $1 ORDER BY id", [.id(organisation)]
        ) { try Self.team(&$0) }
    }

    func members(of team: Identifier<Team>) async throws -> [TeamMembership] {
        try await database.all(
            "SELECT team, worker, generation, wrap FROM team_membership WHERE team = $1 ORDER BY worker", [.id(team)]
        ) { try Self.membership(&$0) }
    }

    func memberships(of worker: Identifier<SupportWorker>) async throws -> [TeamMembership] {
        try await database.few(
            "SELECT team, worker, generation, wrap FROM team_membership WHERE worker = $1 ORDER BY team", [.id(worker)]
        ) { try Self.membership(&$0) }
    }

    /// The places of somebody, each with its team.
    static func places(
        of worker: Identifier<SupportWorker>, _ session: any SQLSession
    ) throws -> [(membership: TeamMembership, team: Team)] {
        try session.all(placesOfWorker, [.id(worker)]) { (membership: try membership(&$0), team: try team(&$0)) }
    }

    /// The team of an organisation that reads its log.
    static func review(of organisation: Identifier<WorkOrganisation>, _ session: any SQLSession) throws -> Team? {
        try session.first(reviewOfOrganisation, [.id(organisation), .text(Team.Kind.review.rawValue)]) { try team(&$0) }
    }

    func admit(_ membership: TeamMembership) async throws {
        let generationOfTeam = generationOfTeam
        try await database.write { session in
            guard try Self.isPresent(membership, generationOfTeam, session) else { throw StoreRefusal.conflict }
            guard try Self.setWrap(membership, session) == 1 else { throw StoreRefusal.gone }
        }
    }

    func replace(_ membership: TeamMembership) async throws {
        let generationOfTeam = generationOfTeam
        try await database.write { session in
            guard try Self.isPresent(membership, generationOfTeam, session), try Self.holds(membership.worker, membership.team, session),
                try Self.setWrap(membership, session) == 1
            else { throw StoreRefusal.conflict }
        }
    }

    /// Whether the team has the generation of a membership; it keeps that until this is written.
    private static func isPresent(
        _ membership: TeamMembership, _ generationOfTeam: String, _ session: any SQLSession
    ) throws -> Bool {
        guard let row = try session.first(generationOfTeam, [.id(membership.team)]) else { throw StoreRefusal.gone }
        var reader = RowReader(row)
        return try reader.number() == membership.generation
    }

    private static func holds(
        _ worker: Identifier<SupportWorker>, _ team: Identifier<Team>, _ session: any SQLSession
    ) throws -> Bool {
        try session.exists(
            "SELECT worker FROM team_membership WHERE team = $1 AND worker = $2 AND wrap IS NOT NULL", [.id(team), .id(worker)])
    }

    func renew(_ team: Team, wraps: [TeamMembership]) async throws {
        guard wraps.allSatisfy({ $0.team == team.id && $0.generation == team.generation }) else { throw StoreRefusal.conflict }
        try await database.write { session in
            let changed = try session.execute(
                "UPDATE team SET generation = $1, public_key = $2, needs_new_key = $3 WHERE id = $4 AND generation = $5",
                [
                    .integer(team.generation), .blob(team.publicKey?.bytes), .flag(team.needsNewKey), .id(team.id),
                    .integer(team.generation - 1),
                ])
            guard changed == 1 else {
                throw try session.exists("SELECT id FROM team WHERE id = $1", [.id(team.id)]) ? StoreRefusal.conflict : StoreRefusal.gone
            }
            // Who left meanwhile has no place any more, and who was invited again other keys: whoever renews looks again at who is there.
            if team.generation > 1 {
                for wrap in wraps where try !Self.holds(wrap.worker, team.id, session) { throw StoreRefusal.conflict }
            }
            try session.execute("UPDATE team_membership SET generation = 0, wrap = NULL WHERE team = $1", [.id(team.id)])
            for wrap in wraps where try Self.setWrap(wrap, session) == 0 { throw StoreRefusal.conflict }
        }
        try await database.scrub()
    }

    private static func setWrap(_ membership: TeamMembership, _ session: any SQLSession) throws -> Int {
        try session.execute(
            "UPDATE team_membership SET generation = $1, wrap = $2 WHERE team = $3 AND worker = $4",
            [.integer(membership.generation), .blob(membership.wrap?.bytes), .id(membership.team), .id(membership.worker)])
    }
}
