import Domain
import TestKit
import Testing

@Suite("Organisations that come in are kept")
struct PartnerContractTests {
    private static func invitation(
        _ samples: StorageSamples, _ organisation: WorkOrganisation, until seconds: Int64 = 100
    ) -> OrganisationInvitation {
        OrganisationInvitation(
            id: samples.id(), locator: samples.chance.bytes(16), organisation: organisation.id, meant: samples.sealed(),
            expiresAt: Instant(seconds: seconds))
    }

    private static func new(_ samples: StorageSamples, host: WorkOrganisation) -> NewPartner {
        let organisation = WorkOrganisation(id: samples.id(), name: samples.sealed(), profile: samples.sealed())
        let team = Team(id: samples.id(), organisation: organisation.id, kind: .partner, name: samples.sealed())
        var worker = samples.worker(of: organisation)
        worker.state = .active
        worker.keys = samples.keys()
        return NewPartner(
            organisation: organisation, teams: [team], worker: worker, places: [team.id],
            vouchings: [TeamVouching(team: team.id, organisation: host.id)])
    }

    @Test("with the invitation used up, all or nothing", arguments: StorageEngine.allCases)
    func join(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (host, _) = try await samples.desk(stores)
            let invitation = Self.invitation(samples, host)
            try await stores.teams.invite(invitation)
            #expect(try await stores.teams.organisationInvitation(invitation.locator) == invitation)
            #expect(try await stores.teams.organisationInvitations(of: host.id) == [invitation])
            let taken = try await samples.colleague(stores, host)
            let other = Self.new(samples, host: host)
            let refused = NewPartner(
                organisation: other.organisation, teams: other.teams,
                worker: SupportWorker(
                    id: samples.id(), organisation: other.organisation.id, role: .administrator, state: .active, name: samples.sealed(),
                    login: taken.login, keys: samples.keys()), places: other.places, vouchings: other.vouchings)
            await #expect(throws: StoreRefusal.duplicate) { try await stores.teams.join(invitation.locator, refused) }
            #expect(try await stores.teams.organisation(other.organisation.id) == nil)
            #expect(try await stores.teams.organisationInvitation(invitation.locator) == invitation)
            let new = Self.new(samples, host: host)
            try await stores.teams.join(invitation.locator, new)
            #expect(try await stores.teams.organisation(new.organisation.id) == new.organisation)
            #expect(try await stores.teams.teams(of: new.organisation.id) == new.teams)
            #expect(try await stores.workers.worker(new.worker.id) == new.worker)
            #expect(try await stores.teams.memberships(of: new.worker.id).map(\.team) == new.places)
            #expect(try await stores.teams.vouchings() == new.vouchings)
            await #expect(throws: StoreRefusal.gone) {
                try await stores.teams.join(invitation.locator, Self.new(samples, host: host))
            }
        }
    }

    @Test("until an invitation is taken back by who sent it, or is over", arguments: StorageEngine.allCases)
    func ended(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (host, _) = try await samples.desk(stores)
            let (other, _) = try await samples.desk(stores)
            let invitations = [99, 100, 101].map { Self.invitation(samples, host, until: $0) }
            for invitation in invitations { try await stores.teams.invite(invitation) }
            try await stores.teams.sweepOrganisationInvitations(at: Instant(seconds: 100))
            #expect(try await stores.teams.organisationInvitations(of: host.id) == [invitations[2]])
            try await stores.teams.withdraw(invitations[2].id, of: other.id)
            #expect(try await stores.teams.organisationInvitations(of: host.id).count == 1)
            try await stores.teams.withdraw(invitations[2].id, of: host.id)
            #expect(try await stores.teams.organisationInvitation(invitations[2].locator) == nil)
        }
    }

    @Test("with who vouched for which key, and since when a team is alone", arguments: StorageEngine.allCases)
    func vouching(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (host, team) = try await samples.desk(stores)
            await #expect(throws: StoreRefusal.gone) {
                try await stores.teams.vouch(team.id, keyHash: samples.chance.bytes(32), words: samples.sealed())
            }
            try await stores.teams.setAlone(team.id, since: Instant(seconds: 5), else: host.id)
            #expect(
                try await stores.teams.vouchings() == [TeamVouching(team: team.id, organisation: host.id, aloneSince: Instant(seconds: 5))])
            let (hash, words): ([UInt8], Sealed<WorkerName>) = (samples.chance.bytes(32), samples.sealed())
            try await stores.teams.vouch(team.id, keyHash: hash, words: words)
            try await stores.teams.setAlone(team.id, since: nil, else: samples.id())
            #expect(
                try await stores.teams.vouchings() == [
                    TeamVouching(team: team.id, organisation: host.id, keyHash: hash, words: words)
                ])
        }
    }
}
