import Domain

/// Invitations of organisations, and who vouched for which team, in memory.
extension MemoryRecords {
    public func invite(_ invitation: OrganisationInvitation) async throws {
        try write { state in
            try refuse(.duplicate, when: state.organisationInvitations[invitation.locator] != nil)
            try refuse(.gone, when: state.organisations[invitation.organisation] == nil)
            state.organisationInvitations[invitation.locator] = invitation
        }
    }

    public func organisationInvitation(_ locator: [UInt8]) async throws -> OrganisationInvitation? {
        read { $0.organisationInvitations[locator] }
    }

    public func organisationInvitations(of organisation: Identifier<WorkOrganisation>) async throws -> [OrganisationInvitation] {
        read { state in
            state.organisationInvitations.values.filter { $0.organisation == organisation }.sorted { $0.id.text < $1.id.text }
        }
    }

    public func withdraw(_ id: Identifier<OrganisationInvitation>, of organisation: Identifier<WorkOrganisation>) async throws {
        write { state in
            state.organisationInvitations = state.organisationInvitations.filter {
                $0.value.id != id || $0.value.organisation != organisation
            }
        }
    }

    public func sweepOrganisationInvitations(at now: Instant) async throws {
        write { state in state.organisationInvitations = state.organisationInvitations.filter { $0.value.expiresAt > now } }
    }

    public func join(_ locator: [UInt8], _ new: NewPartner) async throws {
        try write { state in
            guard state.organisationInvitations.removeValue(forKey: locator) != nil else { throw StoreRefusal.gone }
            try refuse(.duplicate, when: state.organisations[new.organisation.id] != nil)
            try refuse(.duplicate, when: state.workers.values.contains { $0.login == new.worker.login })
            state.organisations[new.organisation.id] = new.organisation
            for team in new.teams { state.teams[team.id] = team }
            state.workers[new.worker.id] = new.worker
            for team in new.places {
                state.places[Place(team: team, worker: new.worker.id)] = TeamMembership(team: team, worker: new.worker.id)
            }
            for vouching in new.vouchings { state.vouchings[vouching.team] = vouching }
        }
    }

    public func vouchings() async throws -> [TeamVouching] { read { $0.vouchings.values.sorted { $0.team.text < $1.team.text } } }

    public func vouch(_ team: Identifier<Team>, keyHash: [UInt8], words: Sealed<WorkerName>) async throws {
        try write { state in
            try refuse(.gone, when: state.vouchings[team] == nil)
            state.vouchings[team]?.keyHash = keyHash
            state.vouchings[team]?.words = words
        }
    }

    public func setAlone(_ team: Identifier<Team>, since: Instant?, else organisation: Identifier<WorkOrganisation>) async throws {
        try write { state in
            try refuse(.gone, when: state.teams[team] == nil)
            state.vouchings[team, default: TeamVouching(team: team, organisation: organisation)].aloneSince = since
        }
    }
}
