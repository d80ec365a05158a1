import Domain

extension MemoryRecords: WorkerStore {
    public func invite(_ worker: SupportWorker, _ invitation: Invitation, teams: [Identifier<Team>]) async throws {
        try write { state in
            try refuse(.duplicate, when: state.workers[worker.id] != nil || state.workers.values.contains { $0.login == worker.login })
            try refuse(.gone, when: state.organisations[worker.organisation] == nil)
            state.workers[worker.id] = worker
            try refuse(.duplicate, when: state.invitations[invitation.locator] != nil)
            try refuse(.gone, when: state.workers[invitation.worker] == nil)
            state.invitations[invitation.locator] = invitation
            for team in teams {
                let place = Place(team: team, worker: worker.id)
                try refuse(.duplicate, when: state.places[place] != nil)
                try refuse(.gone, when: state.teams[team] == nil)
                state.places[place] = TeamMembership(team: team, worker: worker.id)
            }
        }
    }

    public func invitation(_ locator: [UInt8]) async throws -> Invitation? { read { $0.invitations[locator] } }

    public func accept(_ locator: [UInt8], keys: WorkerKeys) async throws {
        try write { state in
            guard let invitation = state.invitations[locator], state.workers[invitation.worker]?.state == .invited else {
                throw StoreRefusal.gone
            }
            state.workers[invitation.worker]?.state = .active
            state.workers[invitation.worker]?.keys = keys
            state.invitations = state.invitations.filter { $0.value.worker != invitation.worker }
        }
    }

    public func reinvite(_ invitation: Invitation) async throws {
        try write { state in
            guard let present = state.workers[invitation.worker], present.state != .left else { throw StoreRefusal.gone }
            state.workers[invitation.worker]?.state = .invited
            state.phrases = state.phrases.filter { $0.value.worker != invitation.worker }
            state.workers[invitation.worker]?.keys = nil
            for (place, membership) in state.places where place.worker == invitation.worker {
                if membership.wrap != nil { state.teams[place.team]?.needsNewKey = true }
                state.places[place] = TeamMembership(team: place.team, worker: place.worker)
            }
            state.invitations = state.invitations.filter { $0.value.worker != invitation.worker }
            state.invitations[invitation.locator] = invitation
        }
    }

    public func add(_ phrase: SealedOwnPhrase, atMost most: Int) async throws {
        try write { state in
            try refuse(.gone, when: state.workers[phrase.worker]?.state != .active)
            try refuse(.full, when: state.phrases.values.count { $0.worker == phrase.worker } >= most)
            try refuse(.duplicate, when: state.phrases[phrase.id] != nil)
            state.phrases[phrase.id] = phrase
        }
    }
    public func phrases(of worker: Identifier<SupportWorker>) async throws -> [SealedOwnPhrase] {
        read { state in state.phrases.values.filter { $0.worker == worker }.sorted { $0.id.text < $1.id.text } }
    }
    public func remove(_ phrase: Identifier<SealedOwnPhrase>, of worker: Identifier<SupportWorker>) async throws {
        write { state in if state.phrases[phrase]?.worker == worker { state.phrases[phrase] = nil } }
    }

    public func worker(login: [UInt8]) async throws -> SupportWorker? { read { $0.workers.values.first { $0.login == login } } }
    public func worker(_ id: Identifier<SupportWorker>) async throws -> SupportWorker? { read { $0.workers[id] } }
    public func workers(of organisation: Identifier<WorkOrganisation>) async throws -> [SupportWorker] {
        read { state in state.workers.values.filter { $0.organisation == organisation }.sorted { $0.id.text < $1.id.text } }
    }

    public func standing(of id: Identifier<SupportWorker>) async throws -> WorkerStanding? {
        guard let worker = try await worker(id) else { return nil }
        let places = read { state in
            state.places.values.filter { $0.worker == id }.compactMap { place in
                state.teams[place.team].map { (membership: place, team: $0) }
            }.sorted { $0.team.id.text < $1.team.id.text }
        }
        let review = try await teams(of: worker.organisation).first { $0.kind == .review }
        return WorkerStanding(worker, places: places, review: review, profiles: profiles(of: id))
    }

    public func leave(_ id: Identifier<SupportWorker>) async throws {
        write { state in
            state.workers[id]?.state = .left
            state.phrases = state.phrases.filter { $0.value.worker != id }
            state.workers[id]?.keys = nil
            for place in state.places.keys where place.worker == id {
                if let team = state.teams[place.team], team.generation > 0 { state.teams[place.team]?.needsNewKey = true }
                state.places[place] = nil
            }
            state.invitations = state.invitations.filter { $0.value.worker != id }
            for conversation in state.conversations.values where conversation.claimedBy == id {
                state.conversations[conversation.id]?.claimedBy = nil
                state.conversations[conversation.id]?.revision += 1
            }
        }
    }

    public func useFactor(_ id: Identifier<SupportWorker>, step: Int64) async throws -> Bool {
        write { state in
            guard let worker = state.workers[id], worker.lastFactorStep < step else { return false }
            state.workers[id]?.lastFactorStep = step
            return true
        }
    }

    public func sweepInvitations(at now: Instant) async throws {
        write { state in state.invitations = state.invitations.filter { $0.value.expiresAt > now } }
    }
}

extension MemoryRecords: TeamStore {
    public func add(_ organisation: WorkOrganisation, teams: [Team]) async throws {
        try write { state in
            try refuse(.duplicate, when: state.organisations[organisation.id] != nil)
            state.organisations[organisation.id] = organisation
            for team in teams {
                try refuse(.duplicate, when: state.teams[team.id] != nil)
                try refuse(.gone, when: state.organisations[team.organisation] == nil)
                state.teams[team.id] = team
            }
        }
    }

    public func organisation(_ id: Identifier<WorkOrganisation>) async throws -> WorkOrganisation? { read { $0.organisations[id] } }
    public func organisations() async throws -> [WorkOrganisation] { read { $0.organisations.values.sorted { $0.id.text < $1.id.text } } }
    public func team(_ id: Identifier<Team>) async throws -> Team? { read { $0.teams[id] } }
    public func teams(of organisation: Identifier<WorkOrganisation>?) async throws -> [Team] {
        read { state in
            state.teams.values.filter { organisation == nil || $0.organisation == organisation }.sorted { $0.id.text < $1.id.text }
        }
    }
    public func members(of team: Identifier<Team>) async throws -> [TeamMembership] {
        read { state in state.places.values.filter { $0.team == team }.sorted { $0.worker.text < $1.worker.text } }
    }
    public func memberships(of worker: Identifier<SupportWorker>) async throws -> [TeamMembership] {
        read { state in state.places.values.filter { $0.worker == worker }.sorted { $0.team.text < $1.team.text } }
    }

    public func admit(_ membership: TeamMembership) async throws {
        try write { state in
            guard let team = state.teams[membership.team] else { throw StoreRefusal.gone }
            try refuse(.conflict, when: team.generation != membership.generation)
            try refuse(.gone, when: !state.setWrap(membership))
        }
    }

    public func replace(_ membership: TeamMembership) async throws {
        try write { state in
            guard let team = state.teams[membership.team] else { throw StoreRefusal.gone }
            try refuse(.conflict, when: team.generation != membership.generation || !state.holds(membership))
            try refuse(.conflict, when: !state.setWrap(membership))
        }
    }

    public func renew(_ team: Team, wraps: [TeamMembership]) async throws {
        try write { state in
            try refuse(.conflict, when: !wraps.allSatisfy { $0.team == team.id && $0.generation == team.generation })
            guard let present = state.teams[team.id] else { throw StoreRefusal.gone }
            try refuse(.conflict, when: present.generation != team.generation - 1)
            try refuse(.conflict, when: team.generation > 1 && wraps.contains { !state.holds($0) })
            state.teams[team.id]?.generation = team.generation
            state.teams[team.id]?.publicKey = team.publicKey
            state.teams[team.id]?.needsNewKey = team.needsNewKey
            for place in state.places.keys where place.team == team.id {
                state.places[place] = TeamMembership(team: place.team, worker: place.worker)
            }
            for wrap in wraps { try refuse(.conflict, when: !state.setWrap(wrap)) }
        }
    }
}

extension MemoryRecords: FeedbackStore {
    public func add(_ feedback: SealedFeedback) async throws {
        try write { state in
            try refuse(.duplicate, when: state.feedback[feedback.id] != nil)
            try refuse(.gone, when: state.teams[feedback.team] == nil)
            state.feedback[feedback.id] = feedback
        }
    }
    public func all(for team: Identifier<Team>, limit: Int) async throws -> [SealedFeedback] {
        read { state in Array(state.feedback.values.filter { $0.team == team }.sorted { $0.id.text < $1.id.text }.prefix(limit)) }
    }
    public func replace(_ feedback: [SealedFeedback]) async throws {
        write { state in
            for one in feedback where state.feedback[one.id]?.team == one.team { state.feedback[one.id] = one }
        }
    }
}
