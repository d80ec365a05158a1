import Domain

/// Invitations of organisations, and who vouched for which team.
extension SQLTeamStore {
    private static let invitationColumns = "id, locator, organisation, terms, expires_at"

    private static func invitation(_ row: inout RowReader) throws -> OrganisationInvitation {
        OrganisationInvitation(
            id: try row.identifier(), locator: try row.bytes(), organisation: try row.identifier(), meant: try row.sealed(),
            expiresAt: Instant(seconds: try row.integer()))
    }

    func invite(_ invitation: OrganisationInvitation) async throws {
        try await database.run(
            "INSERT INTO organisation_invitation (\(Self.invitationColumns)) VALUES ($1, $2, $3, $4, $5)",
            [
                .id(invitation.id), .blob(invitation.locator), .id(invitation.organisation), .blob(invitation.meant.bytes),
                .integer(invitation.expiresAt.seconds),
            ])
    }

    func organisationInvitation(_ locator: [UInt8]) async throws -> OrganisationInvitation? {
        try await database.first(
            "SELECT \(Self.invitationColumns) FROM organisation_invitation WHERE locator = $1", [.blob(locator)]
        ) { try Self.invitation(&$0) }
    }

    func organisationInvitations(of organisation: Identifier<WorkOrganisation>) async throws -> [OrganisationInvitation] {
        try await database.all(
            "SELECT \(Self.invitationColumns) FROM organisation_invitation WHERE organisation = $1 ORDER BY id", [.id(organisation)]
        ) { try Self.invitation(&$0) }
    }

    func withdraw(_ id: Identifier<OrganisationInvitation>, of organisation: Identifier<WorkOrganisation>) async throws {
        try await database.run(
            "DELETE FROM organisation_invitation WHERE id = $1 AND organisation = $2", [.id(id), .id(organisation)])
    }

    func sweepOrganisationInvitations(at now: Instant) async throws {
        try await database.run("DELETE FROM organisation_invitation WHERE expires_at <= $1", [.integer(now.seconds)])
    }

    func join(_ locator: [UInt8], _ new: NewPartner) async throws {
        try await database.write { session in
            guard
                try session.first("DELETE FROM organisation_invitation WHERE locator = $1 RETURNING id", [.blob(locator)]) != nil
            else { throw StoreRefusal.gone }
            try Self.insert(new.organisation, new.teams, session)
            try Self.insert(new.worker, session)
            for team in new.places {
                try session.execute(
                    "INSERT INTO team_membership (team, worker, generation, wrap) VALUES ($1, $2, 0, NULL)",
                    [.id(team), .id(new.worker.id)])
            }
            for vouching in new.vouchings {
                try session.execute(
                    "INSERT INTO team_vouching (team, organisation) VALUES ($1, $2)", [.id(vouching.team), .id(vouching.organisation)])
            }
        }
    }

    private static func insert(_ worker: SupportWorker, _ session: any SQLSession) throws {
        try session.execute(
            """
            INSERT INTO support_worker (id, organisation, role, state, name, login, salt, derivation, public_key, wrapped, last_factor_step)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .id(worker.id), .id(worker.organisation), .text(worker.role.rawValue), .text(worker.state.rawValue),
                .blob(worker.name.bytes), .blob(worker.login), .blob(worker.keys?.salt),
                worker.keys.map { .integer($0.derivation) } ?? .null, .blob(worker.keys?.publicKey.bytes),
                .blob(worker.keys?.wrapped.bytes), .integer(worker.lastFactorStep),
            ])
    }

    func vouchings() async throws -> [TeamVouching] {
        try await database.all("SELECT team, organisation, key_hash, words, alone_since FROM team_vouching ORDER BY team", []) { row in
            TeamVouching(
                team: try row.identifier(), organisation: try row.identifier(), keyHash: try row.bytesIfAny(),
                words: try row.sealedIfAny(), aloneSince: try row.integerIfAny().map { Instant(seconds: $0) })
        }
    }

    func vouch(_ team: Identifier<Team>, keyHash: [UInt8], words: Sealed<WorkerName>) async throws {
        let changed = try await database.run(
            "UPDATE team_vouching SET key_hash = $1, words = $2 WHERE team = $3", [.blob(keyHash), .blob(words.bytes), .id(team)])
        guard changed == 1 else { throw StoreRefusal.gone }
    }

    func setAlone(_ team: Identifier<Team>, since: Instant?, else organisation: Identifier<WorkOrganisation>) async throws {
        try await database.run(
            """
            INSERT INTO team_vouching (team, organisation, alone_since) VALUES ($1, $2, $3)
            ON CONFLICT (team) DO UPDATE SET alone_since = excluded.alone_since
            """, [.id(team), .id(organisation), since.map { .integer($0.seconds) } ?? .null])
    }
}
