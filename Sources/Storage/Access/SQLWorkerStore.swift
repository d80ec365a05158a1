import Domain

/// Workers and invitations in a database.
struct SQLWorkerStore: WorkerStore {
    let database: RefusingDatabase

    init(_ database: any SQLDatabase) { self.database = RefusingDatabase(database) }

    private static let columns = """
        id, organisation, role, state, name, login, salt, derivation, public_key, wrapped, last_factor_step
        """

    private static func worker(_ row: inout RowReader) throws -> SupportWorker {
        let id: Identifier<SupportWorker> = try row.identifier()
        let organisation: Identifier<WorkOrganisation> = try row.identifier()
        let (role, state) = (try row.word(Role.self), try row.word(SupportWorker.State.self))
        let name: Sealed<WorkerName> = try row.sealed()
        let login = try row.bytes()
        let (salt, derivation) = (try row.bytesIfAny(), try row.integerIfAny())
        let (publicKey, wrapped) = (try row.bytesIfAny(), try row.bytesIfAny())
        var keys: WorkerKeys?
        if let salt, let derivation, let publicKey, let wrapped {
            keys = WorkerKeys(
                salt: salt, derivation: Int(derivation), publicKey: PublicKey(bytes: publicKey), wrapped: Sealed(bytes: wrapped))
        }
        return SupportWorker(
            id: id, organisation: organisation, role: role, state: state, name: name, login: login, keys: keys,
            lastFactorStep: try row.integer())
    }

    func invite(_ worker: SupportWorker, _ invitation: Invitation, teams: [Identifier<Team>]) async throws {
        try await database.write { session in
            try session.execute(
                "INSERT INTO support_worker (\(Self.columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                [
                    .id(worker.id), .id(worker.organisation), .text(worker.role.rawValue), .text(worker.state.rawValue),
                    .blob(worker.name.bytes), .blob(worker.login), .blob(worker.keys?.salt),
                    worker.keys.map { .integer($0.derivation) } ?? .null, .blob(worker.keys?.publicKey.bytes),
                    .blob(worker.keys?.wrapped.bytes), .integer(worker.lastFactorStep),
                ])
            try session.execute(
                "INSERT INTO invitation (locator, worker, expires_at) VALUES ($1, $2, $3)",
                [.blob(invitation.locator), .id(invitation.worker), .integer(invitation.expiresAt.seconds)])
            for team in teams {
                try session.execute(
                    "INSERT INTO team_membership (team, worker, generation, wrap) VALUES ($1, $2, $3, $4)",
                    [.id(team), .id(worker.id), .integer(0), .null])
            }
        }
    }

    func invitation(_ locator: [UInt8]) async throws -> Invitation? {
        try await database.first("SELECT worker, locator, expires_at FROM invitation WHERE locator = $1", [.blob(locator)]) { row in
            Invitation(worker: try row.identifier(), locator: try row.bytes(), expiresAt: Instant(seconds: try row.integer()))
        }
    }

    func accept(_ locator: [UInt8], keys: WorkerKeys) async throws {
        try await database.write { session in
            guard let row = try session.first("DELETE FROM invitation WHERE locator = $1 RETURNING worker", [.blob(locator)]) else {
                throw StoreRefusal.gone
            }
            var reader = RowReader(row)
            let worker: Identifier<SupportWorker> = try reader.identifier()
            let changed = try session.execute(
                """
                UPDATE support_worker SET state = 'active', salt = $1, derivation = $2, public_key = $3, wrapped = $4
                WHERE id = $5 AND state = 'invited'
                """,
                [.blob(keys.salt), .integer(keys.derivation), .blob(keys.publicKey.bytes), .blob(keys.wrapped.bytes), .id(worker)])
            guard changed == 1 else { throw StoreRefusal.gone }
            try session.execute("DELETE FROM invitation WHERE worker = $1", [.id(worker)])
        }
    }

    func reinvite(_ invitation: Invitation) async throws {
        let worker = SQLValue.id(invitation.worker)
        try await database.write { session in
            let changed = try session.execute(
                """
                UPDATE support_worker SET state = 'invited', salt = NULL, derivation = NULL, public_key = NULL, wrapped = NULL
                WHERE id = $1 AND state <> 'left'
                """, [worker])
            guard changed == 1 else { throw StoreRefusal.gone }
            try session.execute(
                """
                UPDATE team SET needs_new_key = 1
                WHERE generation > 0 AND id IN (SELECT team FROM team_membership WHERE worker = $1 AND wrap IS NOT NULL)
                """, [worker])
            try session.execute("UPDATE team_membership SET generation = 0, wrap = NULL WHERE worker = $1", [worker])
            try session.execute("DELETE FROM invitation WHERE worker = $1", [worker])
            // Nobody opens these with new keys.
            try session.execute("DELETE FROM own_phrase WHERE worker = $1", [worker])
            try session.execute(
                "INSERT INTO invitation (locator, worker, expires_at) VALUES ($1, $2, $3)",
                [.blob(invitation.locator), worker, .integer(invitation.expiresAt.seconds)])
        }
        try await database.scrub()
    }

    func worker(login: [UInt8]) async throws -> SupportWorker? {
        try await database.first("SELECT \(Self.columns) FROM support_worker WHERE login = $1", [.blob(login)]) { try Self.worker(&$0) }
    }

    private static let byId = "SELECT \(columns) FROM support_worker WHERE id = $1"

    func worker(_ id: Identifier<SupportWorker>) async throws -> SupportWorker? {
        try await database.first(Self.byId, [.id(id)]) { try Self.worker(&$0) }
    }

    func standing(of id: Identifier<SupportWorker>) async throws -> WorkerStanding? {
        try await database.glance { session in
            guard let worker = try session.first(Self.byId, [.id(id)], { try Self.worker(&$0) }) else { return nil }
            return WorkerStanding(
                worker, places: try SQLTeamStore.places(of: id, session), review: try SQLTeamStore.review(of: worker.organisation, session),
                profiles: try SQLRosterStore.profiles(of: id, session))
        }
    }

    func workers(of organisation: Identifier<WorkOrganisation>) async throws -> [SupportWorker] {
        try await database.all(
            "SELECT \(Self.columns) FROM support_worker WHERE organisation = $1 ORDER BY id", [.id(organisation)]
        ) { try Self.worker(&$0) }
    }

    func leave(_ id: Identifier<SupportWorker>) async throws {
        try await database.write { session in
            try session.execute(
                """
                UPDATE support_worker SET state = 'left', salt = NULL, derivation = NULL, public_key = NULL, wrapped = NULL WHERE id = $1
                """, [.id(id)])
            try session.execute(
                """
                UPDATE team SET needs_new_key = 1
                WHERE generation > 0 AND id IN (SELECT team FROM team_membership WHERE worker = $1)
                """, [.id(id)])
            try session.execute("DELETE FROM team_membership WHERE worker = $1", [.id(id)])
            try session.execute("DELETE FROM invitation WHERE worker = $1", [.id(id)])
            try session.execute("DELETE FROM own_phrase WHERE worker = $1", [.id(id)])
            try session.execute("UPDATE conversation SET claimed_by = NULL, revision = revision + 1 WHERE claimed_by = $1", [.id(id)])
        }
        try await database.scrub()
    }

    func useFactor(_ id: Identifier<SupportWorker>, step: Int64) async throws -> Bool {
        try await database.run(
            "UPDATE support_worker SET last_factor_step = $1 WHERE id = $2 AND last_factor_step < $1", [.integer(step), .id(id)]) == 1
    }

    func sweepInvitations(at now: Instant) async throws {
        try await database.run("DELETE FROM invitation WHERE expires_at <= $1", [.integer(now.seconds)])
    }
}
