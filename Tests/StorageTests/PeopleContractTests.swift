import Domain
import TestKit
import Testing

@Suite("A worker")
struct PeopleContractTests {
    @Test("is invited once, and has keys from the moment of accepting", arguments: StorageEngine.allCases)
    func invitation(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (organisation, team) = try await samples.desk(stores)
            let worker = samples.worker(of: organisation)
            let invitation = samples.invitation(of: worker)
            try await stores.workers.invite(worker, invitation, teams: [team.id])
            #expect(try await stores.workers.worker(worker.id) == worker)
            #expect(try await stores.workers.worker(login: worker.login) == worker)
            #expect(try await stores.workers.workers(of: organisation.id) == [worker])
            #expect(try await stores.workers.invitation(invitation.locator) == invitation)
            #expect(try await stores.teams.members(of: team.id) == [TeamMembership(team: team.id, worker: worker.id)])
            let keys = samples.keys()
            try await stores.workers.accept(invitation.locator, keys: keys)
            let active = try await stores.workers.worker(worker.id)
            #expect(active?.state == .active)
            #expect(active?.keys == keys)
            #expect(try await stores.workers.invitation(invitation.locator) == nil)
            await #expect(throws: StoreRefusal.gone) { try await stores.workers.accept(invitation.locator, keys: samples.keys()) }
            #expect(try await stores.workers.worker(worker.id)?.keys == keys)
            #expect(try await stores.workers.worker(samples.id()) == nil)
            #expect(try await stores.workers.worker(login: samples.chance.bytes(16)) == nil)
        }
    }

    @Test("who did not accept in time is invited no more, and everybody else still is", arguments: StorageEngine.allCases)
    func expiredInvitations(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (organisation, _) = try await samples.desk(stores)
            var invitations: [Invitation] = []
            for seconds in [99, 100, 101] {
                let worker = samples.worker(of: organisation)
                let invitation = Invitation(
                    worker: worker.id, locator: samples.chance.bytes(16), expiresAt: Instant(seconds: Int64(seconds)))
                try await stores.workers.invite(worker, invitation, teams: [])
                invitations.append(invitation)
            }
            try await stores.workers.sweepInvitations(at: Instant(seconds: 100))
            #expect(try await stores.workers.invitation(invitations[0].locator) == nil)
            #expect(try await stores.workers.invitation(invitations[1].locator) == nil)
            #expect(try await stores.workers.invitation(invitations[2].locator) == invitations[2])
            #expect(try await stores.workers.workers(of: organisation.id).count == 3)
        }
    }

    @Test("has a login of their own, in an organisation and teams that are there", arguments: StorageEngine.allCases)
    func refusals(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (organisation, team) = try await samples.desk(stores)
            let first = try await samples.colleague(stores, organisation)
            let second = SupportWorker(
                id: samples.id(), organisation: organisation.id, role: .helper, state: .invited, name: samples.sealed(), login: first.login)
            await #expect(throws: StoreRefusal.duplicate) {
                try await stores.workers.invite(second, samples.invitation(of: second), teams: [])
            }
            let stranger = samples.worker(of: WorkOrganisation(id: samples.id(), name: samples.sealed()))
            await #expect(throws: StoreRefusal.gone) {
                try await stores.workers.invite(stranger, samples.invitation(of: stranger), teams: [])
            }
            let third = samples.worker(of: organisation)
            let invitation = samples.invitation(of: third)
            await #expect(throws: StoreRefusal.gone) {
                try await stores.workers.invite(third, invitation, teams: [team.id, samples.id()])
            }
            #expect(try await stores.workers.worker(third.id) == nil)
            #expect(try await stores.workers.invitation(invitation.locator) == nil)
            #expect(try await stores.teams.members(of: team.id).isEmpty)
            #expect(try await stores.workers.workers(of: organisation.id) == [first])
        }
    }

    @Test("who leaves has nothing any more, and their teams need new keys", arguments: StorageEngine.allCases)
    func leaving(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (organisation, team) = try await samples.desk(stores)
            let (_, other) = try await samples.desk(stores)
            let worker = samples.worker(of: organisation)
            let invitation = samples.invitation(of: worker)
            try await stores.workers.invite(worker, invitation, teams: [team.id])
            try await stores.workers.accept(invitation.locator, keys: samples.keys())
            let invited = try await samples.colleague(stores, organisation, teams: [team])
            let new = try await samples.opened(stores, to: team)
            try await stores.conversations.add([], to: new.conversation.id, ConversationChange(when: .unclaimed, claim: .by(worker.id)))
            try await stores.workers.leave(worker.id)
            try await stores.workers.leave(worker.id)
            try await stores.workers.leave(samples.id())
            let left = try await stores.workers.worker(worker.id)
            #expect(left?.state == .left)
            #expect(left?.keys == nil)
            #expect(left?.name == worker.name)
            #expect(try await stores.teams.memberships(of: worker.id).isEmpty)
            #expect(try await stores.teams.members(of: team.id).map(\.worker) == [invited.id])
            #expect(try await stores.teams.team(team.id)?.needsNewKey == true)
            #expect(try await stores.teams.team(other.id)?.needsNewKey == false)
            let conversation = try await stores.conversations.conversation(new.conversation.id)
            #expect(conversation?.claimedBy == nil)
            #expect(conversation?.revision == 3)
        }
    }

    @Test("who leaves before accepting can accept no more", arguments: StorageEngine.allCases)
    func withdrawn(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (organisation, _) = try await samples.desk(stores)
            let worker = samples.worker(of: organisation)
            let invitation = samples.invitation(of: worker)
            try await stores.workers.invite(worker, invitation, teams: [])
            try await stores.workers.leave(worker.id)
            await #expect(throws: StoreRefusal.gone) { try await stores.workers.accept(invitation.locator, keys: samples.keys()) }
            #expect(try await stores.workers.worker(worker.id)?.state == .left)
        }
    }

    @Test("who lost everything is invited anew: the old opens nothing, and teams need new keys", arguments: StorageEngine.allCases)
    func invitedAnew(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (organisation, team) = try await samples.desk(stores)
            let worker = samples.worker(of: organisation)
            let (first, second, third) = (samples.invitation(of: worker), samples.invitation(of: worker), samples.invitation(of: worker))
            try await stores.workers.invite(worker, first, teams: [team.id])
            try await stores.workers.reinvite(second)
            await #expect(throws: StoreRefusal.gone) { try await stores.workers.accept(first.locator, keys: samples.keys()) }
            #expect(try await stores.teams.team(team.id)?.needsNewKey == false)
            try await stores.workers.accept(second.locator, keys: samples.keys())
            try await stores.teams.admit(
                TeamMembership(team: team.id, worker: worker.id, generation: team.generation, wrap: samples.sealed()))
            try await stores.workers.reinvite(third)
            let invited = try await stores.workers.worker(worker.id)
            #expect(invited?.state == .invited && invited?.keys == nil)
            #expect(try await stores.teams.memberships(of: worker.id) == [TeamMembership(team: team.id, worker: worker.id)])
            #expect(try await stores.teams.team(team.id)?.needsNewKey == true)
            try await stores.workers.accept(third.locator, keys: samples.keys())
            try await stores.workers.leave(worker.id)
            await #expect(throws: StoreRefusal.gone) { try await stores.workers.reinvite(samples.invitation(of: worker)) }
            await #expect(throws: StoreRefusal.gone) {
                try await stores.workers.reinvite(samples.invitation(of: samples.worker(of: organisation)))
            }
        }
    }

    @Test("uses a code of the second factor once, also when two try at the same instant", arguments: StorageEngine.allCases)
    func factor(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (organisation, _) = try await samples.desk(stores)
            let worker = try await samples.colleague(stores, organisation)
            #expect(try await stores.workers.useFactor(worker.id, step: 5))
            #expect(try await !stores.workers.useFactor(worker.id, step: 5))
            #expect(try await !stores.workers.useFactor(worker.id, step: 4))
            #expect(try await !stores.workers.useFactor(samples.id(), step: 9))
            let used = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<32 { group.addTask { try await stores.workers.useFactor(worker.id, step: 6) } }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(used == 1)
            #expect(try await stores.workers.worker(worker.id)?.lastFactorStep == 6)
        }
    }
}

@Suite("A team")
struct TeamContractTests {
    @Test("belongs to an organisation, and is there once", arguments: StorageEngine.allCases)
    func organisations(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (one, team) = try await samples.desk(stores)
            let (other, second) = try await samples.desk(stores)
            #expect(try await stores.teams.organisation(one.id) == one)
            #expect(try await stores.teams.organisation(samples.id()) == nil)
            #expect(try await Set(stores.teams.organisations()) == [one, other])
            #expect(try await stores.teams.team(team.id) == team)
            #expect(try await stores.teams.teams(of: one.id) == [team])
            #expect(try await Set(stores.teams.teams(of: nil)) == [team, second])
            await #expect(throws: StoreRefusal.duplicate) { try await stores.teams.add(one, teams: []) }
            let third = WorkOrganisation(id: samples.id(), name: samples.sealed())
            await #expect(throws: StoreRefusal.duplicate) { try await stores.teams.add(third, teams: [team]) }
            #expect(try await stores.teams.organisation(third.id) == nil)
        }
    }

    @Test(
        "admits members with its present key, and takes the key from who is not named when it gets a new one",
        arguments: StorageEngine.allCases)
    func keys(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (organisation, team) = try await samples.desk(stores)
            let one = try await samples.colleague(stores, organisation, teams: [team])
            let two = try await samples.colleague(stores, organisation, teams: [team])
            func place(_ worker: SupportWorker, _ generation: Int) -> TeamMembership {
                TeamMembership(team: team.id, worker: worker.id, generation: generation, wrap: samples.sealed())
            }
            let (first, second) = (place(one, 1), place(two, 1))
            try await stores.teams.admit(first)
            try await stores.teams.admit(second)
            #expect(try await stores.teams.memberships(of: one.id) == [first])
            await #expect(throws: StoreRefusal.conflict) { try await stores.teams.admit(place(one, 2)) }
            let stranger = try await samples.colleague(stores, organisation)
            await #expect(throws: StoreRefusal.gone) { try await stores.teams.admit(place(stranger, 1)) }

            var next = team
            next.generation = 2
            next.publicKey = samples.publicKey()
            let renewed = place(one, 2)
            // Somebody who is no member by now: nothing of it is kept.
            await #expect(throws: StoreRefusal.conflict) { try await stores.teams.renew(next, wraps: [renewed, place(stranger, 2)]) }
            #expect(try await stores.teams.team(team.id) == team)
            #expect(try await Set(stores.teams.members(of: team.id)) == [first, second])
            // Who was invited again since has other keys.
            try await stores.workers.reinvite(samples.invitation(of: two))
            await #expect(throws: StoreRefusal.conflict) { try await stores.teams.renew(next, wraps: [renewed, place(two, 2)]) }
            await #expect(throws: StoreRefusal.conflict) { try await stores.teams.replace(place(two, 1)) }
            let anew = place(one, 1)
            try await stores.teams.replace(anew)
            #expect(try await stores.teams.memberships(of: one.id) == [anew])
            await #expect(throws: StoreRefusal.conflict) { try await stores.teams.replace(place(one, 2)) }
            try await stores.teams.renew(next, wraps: [renewed])
            #expect(try await stores.teams.team(team.id) == next)
            #expect(try await Set(stores.teams.members(of: team.id)) == [renewed, TeamMembership(team: team.id, worker: two.id)])
            await #expect(throws: StoreRefusal.conflict) { try await stores.teams.renew(next, wraps: [renewed]) }
            await #expect(throws: StoreRefusal.conflict) { try await stores.teams.admit(second) }
            try await stores.teams.admit(place(two, 2))
            var unknown = next
            unknown.generation = 3
            await #expect(throws: StoreRefusal.gone) {
                try await stores.teams.renew(
                    Team(
                        id: samples.id(), organisation: organisation.id, kind: .desk, name: team.name, generation: 1,
                        publicKey: next.publicKey), wraps: [])
            }
            unknown.needsNewKey = true
            try await stores.teams.renew(unknown, wraps: [])
            #expect(try await stores.teams.team(team.id) == unknown)
            #expect(try await stores.teams.members(of: team.id).allSatisfy { $0.wrap == nil && $0.generation == 0 })
        }
    }

    @Test("is renewed by exactly one of those who try at the same instant", arguments: StorageEngine.allCases)
    func renewal(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (organisation, team) = try await samples.desk(stores)
            let worker = try await samples.colleague(stores, organisation, teams: [team])
            try await stores.teams.admit(TeamMembership(team: team.id, worker: worker.id, generation: 1, wrap: samples.sealed()))
            let renewed = try await withThrowingTaskGroup(of: PublicKey?.self) { group in
                for _ in 0..<8 {
                    var next = team
                    next.generation = 2
                    next.publicKey = samples.publicKey()
                    let place = TeamMembership(team: team.id, worker: worker.id, generation: 2, wrap: samples.sealed())
                    group.addTask { [next] in
                        do { try await stores.teams.renew(next, wraps: [place]) } catch StoreRefusal.conflict { return nil }
                        return next.publicKey
                    }
                }
                return try await group.reduce(into: [PublicKey]()) { if let key = $1 { $0.append(key) } }
            }
            #expect(renewed.count == 1)
            #expect(try await stores.teams.team(team.id)?.publicKey == renewed.first)
        }
    }
}

@Suite("An entry of somebody")
struct SessionContractTests {
    private func record(_ samples: StorageSamples, sweptAfter hour: Int64) -> SessionRecord {
        SessionRecord(hash: samples.chance.bytes(32), blob: samples.sealed(), sweptAfter: hour)
    }

    @Test("is found by the hash of its token until it is removed, and not brought back", arguments: StorageEngine.allCases)
    func record(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            var record = record(samples, sweptAfter: 10)
            try await stores.sessions.put(record)
            await #expect(throws: StoreRefusal.duplicate) { try await stores.sessions.put(record) }
            #expect(try await stores.sessions.record(record.hash) == record)
            record.blob = samples.sealed()
            record.sweptAfter = 12
            try await stores.sessions.update(record)
            #expect(try await stores.sessions.record(record.hash) == record)
            try await stores.sessions.remove(record.hash)
            try await stores.sessions.update(record)
            #expect(try await stores.sessions.record(record.hash) == nil)
        }
    }

    @Test("is swept away after its hour", arguments: StorageEngine.allCases)
    func sweep(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let records = [9, 10, 11].map { record(samples, sweptAfter: $0) }
            for record in records { try await stores.sessions.put(record) }
            try await stores.sessions.sweep(before: 10)
            #expect(try await stores.sessions.record(records[0].hash) == nil)
            #expect(try await stores.sessions.record(records[1].hash) == records[1])
            #expect(try await stores.sessions.record(records[2].hash) == records[2])
        }
    }
}

@Suite("What was said about the site", .tags(.R112))
struct FeedbackContractTests {
    @Test("comes back in an order that tells nothing of when it was said", arguments: StorageEngine.allCases)
    func feedback(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let (_, other) = try await samples.desk(stores)
            let said = (0..<12).map { _ in SealedFeedback(id: samples.id(), team: team.id, generation: 1, content: samples.sealed()) }
            for one in said { try await stores.feedback.add(one) }
            let sorted = said.sorted { $0.id.text < $1.id.text }
            #expect(try await stores.feedback.all(for: team.id, limit: 100) == sorted)
            #expect(try await stores.feedback.all(for: team.id, limit: 5) == Array(sorted.prefix(5)))
            #expect(try await stores.feedback.all(for: other.id, limit: 100).isEmpty)
            await #expect(throws: StoreRefusal.duplicate) { try await stores.feedback.add(said[0]) }
            let stray = SealedFeedback(id: samples.id(), team: samples.id(), generation: 1, content: samples.sealed())
            await #expect(throws: StoreRefusal.gone) { try await stores.feedback.add(stray) }
            let renewed = sorted.prefix(3).map { SealedFeedback(id: $0.id, team: team.id, generation: 2, content: samples.sealed()) }
            try await stores.feedback.replace(renewed + [stray])
            #expect(try await stores.feedback.all(for: team.id, limit: 100) == renewed + sorted.dropFirst(3))
        }
    }
}
