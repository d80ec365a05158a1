import Domain
import TestKit
import Testing

@Suite("A roster is kept", .tags(.R5, .R6))
struct RosterContractTests {
    private struct Desk {
        let samples = StorageSamples()
        let organisation: WorkOrganisation
        let team: Team
        let sam: SupportWorker
        let iris: SupportWorker
        /// Of another organisation.
        let kim: SupportWorker
        let elsewhere: Team

        init(_ stores: Stores) async throws {
            (organisation, team) = try await samples.desk(stores)
            sam = try await samples.colleague(stores, organisation, teams: [team])
            iris = try await samples.colleague(stores, organisation, teams: [team])
            let other: WorkOrganisation
            (other, elsewhere) = try await samples.desk(stores)
            kim = try await samples.colleague(stores, other, teams: [elsewhere])
        }
    }

    @Test("as it was planned, and a stretch of time shows whatever touches it", arguments: StorageEngine.allCases)
    func shifts(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let desk = try await Desk(stores)
            let early = try desk.samples.shift(desk.sam, in: desk.team, at: 100)
            let late = try desk.samples.shift(desk.iris, in: desk.team, at: 102)
            let night = try desk.samples.shift(desk.sam, in: desk.team, at: 104, hours: 24)
            let other = try desk.samples.shift(desk.kim, in: desk.elsewhere, at: 100)
            try await stores.roster.add([night, late, early])
            try await stores.roster.add([other])
            func seen(_ from: Int64, _ to: Int64) async throws -> [PlannedShift] {
                try await stores.roster.shifts(of: desk.team.id, from: Instant(seconds: from * 3600), to: Instant(seconds: to * 3600))
            }
            #expect(try await seen(0, 999) == [early, late, night])
            #expect(try await seen(103, 104) == [early, late])
            #expect(try await seen(106, 107) == [night])
            #expect(try await seen(128, 200) == [])
            let all = (Instant(seconds: 0), Instant(seconds: 9_999_999))
            #expect(try await stores.roster.shifts(of: desk.sam.id, from: all.0, to: all.1) == [early, night])
            #expect(try await stores.roster.shifts(of: desk.elsewhere.id, from: all.0, to: all.1) == [other])
            try await stores.roster.sweep(endedBefore: Instant(seconds: 106 * 3600))
            #expect(try await seen(0, 999) == [late, night])
        }
    }

    @Test("for members of the team alone, nobody twice at once, and all of it or nothing", arguments: StorageEngine.allCases)
    func refusals(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let desk = try await Desk(stores)
            let first = try desk.samples.shift(desk.sam, in: desk.team, at: 100)
            try await stores.roster.add([first])
            func refused(_ refusal: StoreRefusal, _ shifts: [PlannedShift]) async {
                await #expect(throws: refusal) { try await stores.roster.add(shifts) }
            }
            let good = try desk.samples.shift(desk.iris, in: desk.team, at: 100)
            await refused(.gone, [good, try desk.samples.shift(desk.kim, in: desk.team, at: 100)])
            await refused(.gone, [try desk.samples.shift(desk.sam, in: desk.elsewhere, at: 200)])
            await refused(.conflict, [good, try desk.samples.shift(desk.sam, in: desk.team, at: 103)])
            await refused(.conflict, [try desk.samples.shift(desk.sam, in: desk.team, at: 97)])
            await refused(.conflict, [try desk.samples.shift(desk.sam, in: desk.team, at: 101, hours: 1)])
            await refused(.conflict, [good, try desk.samples.shift(desk.iris, in: desk.team, at: 102)])
            // Right before and right after is good.
            try await stores.roster.add([
                try desk.samples.shift(desk.sam, in: desk.team, at: 104), try desk.samples.shift(desk.sam, in: desk.team, at: 96),
            ])
            let all = try await stores.roster.shifts(of: desk.team.id, from: Instant(seconds: 0), to: Instant(seconds: 9_999_999))
            #expect(all.count == 3 && all.allSatisfy { $0.shift.worker == desk.sam.id })
        }
    }

    @Test("and a shift is taken away by its own team alone", arguments: StorageEngine.allCases)
    func removing(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let desk = try await Desk(stores)
            let shift = try desk.samples.shift(desk.sam, in: desk.team)
            try await stores.roster.add([shift])
            #expect(try await stores.roster.remove(shift.id, of: desk.elsewhere.id) == nil)
            #expect(try await stores.roster.remove(desk.samples.id(), of: desk.team.id) == nil)
            #expect(try await stores.roster.remove(shift.id, of: desk.team.id) == shift)
            #expect(try await stores.roster.remove(shift.id, of: desk.team.id) == nil)
        }
    }

    @Test("and of many who plan the same hours for somebody one succeeds", arguments: StorageEngine.allCases)
    func racing(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let desk = try await Desk(stores)
            let shifts = try (0..<12).map { try desk.samples.shift(desk.sam, in: desk.team, at: 100 + $0 % 3) }
            let planned = try await withThrowingTaskGroup(of: Bool.self) { group in
                for shift in shifts {
                    group.addTask {
                        do { try await stores.roster.add([shift]) } catch StoreRefusal.conflict { return false }
                        return true
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(planned == 1)
        }
    }

    @Test("and so is what somebody can do in each team, replaced as a whole", arguments: StorageEngine.allCases)
    func profiles(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let desk = try await Desk(stores)
            #expect(try await stores.roster.profiles(of: desk.team.id) == [])
            let first = DeskProfile(
                team: desk.team.id, worker: desk.sam.id, skills: SkillSet(languages: [.dutch, .english], skills: Set(Skill.allCases)),
                most: 5)
            let other = DeskProfile(team: desk.team.id, worker: desk.iris.id, skills: SkillSet(languages: []), most: 1)
            try await stores.roster.set(first)
            try await stores.roster.set(other)
            #expect(try await Set(stores.roster.profiles(of: desk.team.id)) == [first, other])
            let next = DeskProfile(
                team: desk.team.id, worker: desk.sam.id, skills: SkillSet(languages: [.dutch], skills: [.minors]), most: 99)
            try await stores.roster.set(next)
            #expect(try await stores.workers.standing(of: desk.sam.id)?.profiles == [next])
            #expect(next.most == 8)
            let stranger = DeskProfile(team: desk.team.id, worker: desk.kim.id, skills: next.skills, most: 2)
            await #expect(throws: StoreRefusal.gone) { try await stores.roster.set(stranger) }
            #expect(try await stores.workers.standing(of: desk.kim.id)?.profiles == [])
            // With every request it is asked together with who they are.
            let standing = try #require(try await stores.workers.standing(of: desk.sam.id))
            #expect(standing.worker == desk.sam && standing.profiles == [next] && standing.review == nil)
            #expect(standing.places.map(\.team) == [desk.team])
            #expect(standing.places.map(\.membership) == [TeamMembership(team: desk.team.id, worker: desk.sam.id)])
            #expect(try await stores.workers.standing(of: desk.samples.id()) == nil)
        }
    }

    @Test("and who reads the log of somebody's organisation is known with it, of no other", arguments: StorageEngine.allCases)
    func review(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let desk = try await Desk(stores)
            let samples = desk.samples
            let kinds: [Team.Kind] = [.partner, .review]
            let away = WorkOrganisation(id: samples.id(), name: samples.sealed())
            let teams = kinds.map { Team(id: samples.id(), organisation: away.id, kind: $0, name: samples.sealed()) }
            try await stores.teams.add(away, teams: teams)
            let there = try await samples.colleague(stores, away, teams: [teams[0]])
            #expect(try await stores.workers.standing(of: there.id)?.review == teams[1])
            #expect(try await stores.workers.standing(of: there.id)?.places.map(\.team) == [teams[0]])
            #expect(try await stores.workers.standing(of: desk.sam.id)?.review == nil)
        }
    }

    @Test("as long as somebody is in the team: who leaves stands nowhere any more", arguments: StorageEngine.allCases)
    func leaving(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let desk = try await Desk(stores)
            let stays = try desk.samples.shift(desk.iris, in: desk.team)
            try await stores.roster.add([try desk.samples.shift(desk.sam, in: desk.team), stays])
            for worker in [desk.sam, desk.iris] { try await stores.roster.set(.unsaid(worker.id, in: desk.team.id)) }
            try await stores.workers.leave(desk.sam.id)
            let all = (Instant(seconds: 0), Instant(seconds: 9_999_999_999))
            #expect(try await stores.roster.shifts(of: desk.team.id, from: all.0, to: all.1) == [stays])
            #expect(try await stores.roster.shifts(of: desk.sam.id, from: all.0, to: all.1) == [])
            #expect(try await stores.roster.profiles(of: desk.team.id).map(\.worker) == [desk.iris.id])
            // An invitation anew leaves the roster as it was.
            try await stores.workers.reinvite(desk.samples.invitation(of: desk.iris))
            #expect(try await stores.roster.shifts(of: desk.team.id, from: all.0, to: all.1) == [stays])
        }
    }
}
