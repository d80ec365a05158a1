import Domain
import TestKit
import Testing
import Workflows

@Suite("The roster of a desk", .tags(.R5, .R6))
struct PlanRosterTests {
    private struct Desk {
        let test: TestWorkplace
        let lead: WorkerSession
        let sam: WorkerSession
        let team: Identifier<Team>
        var plan: PlanRoster { PlanRoster(test.place) }
        var today: CalendarDay { AmsterdamTime(test.clock.now).day }

        func shift(_ day: Int, _ from: Int, _ to: Int) throws -> Shift {
            try #require(Shift(worker: sam.worker.id, on: today.adding(days: day), from: from * 60, to: to * 60))
        }
        func planned(_ shifts: [Shift]) async throws { try await plan.plan(shifts, of: sam.worker.id, at: team, by: lead) }
        func all() async throws -> [PlannedShift] {
            try await test.place.stores.roster.shifts(of: team, from: Instant(seconds: 0), to: Instant(seconds: 99_999_999_999))
        }
    }

    private func with(_ work: (Desk) async throws -> Void) async throws {
        let test = try await TestWorkplace.make(people: [
            ("noor", .administrator), ("sam", .helper), ("iris", .helper), ("lee", .shiftLead), ("omar", .privacyOfficer),
        ])
        let desk = Desk(
            test: test, lead: try await test.enter("lee").session, sam: try await test.enter("sam").session, team: try test.team(.desk).id)
        do { try await work(desk) } catch {
            await test.remove()
            throw error
        }
        await test.remove()
    }

    @Test("is planned by a shift lead and by an administrator; a helper sees their own hours, and every act is written down")
    func planning() async throws {
        try await with { desk in
            let (first, second) = (try desk.shift(1, 8, 16), try desk.shift(2, 22, 6))
            try await desk.planned([first, second])
            let noor = try await desk.test.enter("noor").session
            let own = try #require(try await desk.plan.shifts(of: desk.team, from: first.from, to: first.to, for: noor).first)
            #expect(own.shift == first)
            try await desk.plan.remove(own.id, from: desk.team, by: noor)
            try await desk.plan.remove(own.id, from: desk.team, by: noor)
            #expect(try await OwnShifts(desk.test.place)(desk.sam).map(\.shift) == [second])
            #expect(try await OwnShifts(desk.test.place)(desk.lead).isEmpty)
            try await desk.plan.set(
                DeskProfile(team: desk.team, worker: desk.sam.worker.id, skills: SkillSet(languages: [.dutch]), most: 2), by: noor)
            let log = try await ReadAccessLog(desk.test.place)(noor).rows.map(\.kind)
            #expect(
                log.filter { [.shiftsPlanned, .shiftRemoved, .profileSet].contains($0) } == [.profileSet, .shiftRemoved, .shiftsPlanned])
            let names = try await desk.plan.people(of: desk.team, for: noor).map(\.name)
            #expect(names == ["Iris", "Lee", "Sam"])
        }
    }

    @Test("is nobody else's: not a helper's, not another role's, not another organisation's")
    func others() async throws {
        try await with { desk in
            let shift = try desk.shift(1, 8, 16)
            try await desk.planned([shift])
            let planned = try #require(try await desk.all().first)
            let (organisation, teams) = try await desk.test.place.found(organisation: "Another", desk: "Another desk")
            var strangers = [desk.sam, try await desk.test.enter("omar").session]
            for (login, role) in [("kim", Role.shiftLead), ("max", .administrator)] {
                let cookie = try await desk.test.joined(login, role, organisation, teams)
                strangers.append(try #require(try await desk.test.place.workerSession(String(cookie.drop { $0 != "=" }.dropFirst()))))
            }
            for stranger in strangers {
                let name = stranger.name
                await #expect(throws: WorkRefusal.notFound, "\(name)") { try await desk.plan.people(of: desk.team, for: stranger) }
                await #expect(throws: WorkRefusal.notFound, "\(name)") {
                    try await desk.plan.shifts(of: desk.team, from: shift.from, to: shift.to, for: stranger)
                }
                await #expect(throws: WorkRefusal.notFound, "\(name)") {
                    try await desk.plan.plan([try desk.shift(3, 8, 16)], of: desk.sam.worker.id, at: desk.team, by: stranger)
                }
                await #expect(throws: WorkRefusal.notFound, "\(name)") {
                    try await desk.plan.remove(planned.id, from: desk.team, by: stranger)
                }
                await #expect(throws: WorkRefusal.notFound, "\(name)") {
                    try await desk.plan.set(.unsaid(desk.sam.worker.id, in: desk.team), by: stranger)
                }
            }
            // Nor is somebody of elsewhere put on it, or somebody who does not help people.
            for worker in [strangers[2].worker.id, strangers[1].worker.id] {
                let shift = try #require(Shift(worker: worker, on: desk.today.adding(days: 1), from: 0, to: 60))
                await #expect(throws: WorkRefusal.notFound) { try await desk.plan.plan([shift], of: worker, at: desk.team, by: desk.lead) }
            }
            // One's own team's name does not open another's shift.
            let own = try #require(teams.first { $0.kind == .desk }).id
            try await desk.plan.remove(planned.id, from: own, by: strangers[3])
            #expect(try await desk.all() == [planned])
        }
    }

    @Test("takes no hours that are over, too far ahead, twice, or of somebody else")
    func refusals() async throws {
        try await with { desk in
            try await desk.planned([try desk.shift(1, 8, 16)])
            await #expect(throws: WorkRefusal.overlaps) { try await desk.planned([try desk.shift(2, 8, 16), try desk.shift(1, 15, 17)]) }
            for shifts in [[], [try desk.shift(-2, 8, 16)], [try desk.shift(300, 8, 16)]] {
                await #expect(throws: WorkRefusal.empty) { try await desk.planned(shifts) }
            }
            let odd = try #require(Shift(worker: desk.sam.worker.id, on: desk.today.adding(days: 4), from: 7, to: 60))
            await #expect(throws: WorkRefusal.empty) { try await desk.planned([odd]) }
            let iris = try await desk.test.enter("iris").session.worker.id
            await #expect(throws: WorkRefusal.empty) {
                try await desk.plan.plan([try desk.shift(5, 8, 16)], of: iris, at: desk.team, by: desk.lead)
            }
            #expect(try await desk.all().count == 1)
        }
    }

    @Test("is kept for four weeks after, and no longer")
    func sweeping() async throws {
        try await with { desk in
            try await desk.planned([try desk.shift(1, 8, 16)])
            desk.test.clock.advance(days: 28)
            _ = try await ExpireDossiers(desk.test.place)()
            #expect(try await desk.all().count == 1)
            desk.test.clock.advance(days: 2)
            _ = try await ExpireDossiers(desk.test.place)()
            #expect(try await desk.all().isEmpty)
        }
    }

    @Test("tells the public when somebody is there to talk, and nothing where it does not know", .tags(.R3))
    func hours() async throws {
        try await with { desk in
            let team = try desk.test.team(.desk)
            func hours(_ language: LanguageTag = .dutch) async throws -> DeskHours {
                let present = try #require(try await desk.test.place.stores.teams.team(team.id))
                return try await TalkNow(desk.test.place).hours(of: present, in: language)
            }
            #expect(try await hours() == DeskHours(isOpen: false, roster: Roster([]), at: desk.test.clock.now))
            // It is a little past noon; the desk opens at 18.00 and stays so until midnight.
            let evening = try desk.shift(0, 18, 24)
            try await desk.planned([evening])
            #expect(try await hours().opensAt == evening.from)
            // Whoever waits where nobody is any more is told the same.
            let message = FirstMessage(text: Confidential(""), language: .dutch, isChat: true)
            let cookie = try await OpenConversation(desk.test.place)(message, desk.test.place.conversationSeed(), urgency: .u2)
            let person = try #require(try await desk.test.place.personSession(cookie))
            guard case .waiting(let standing) = try await TalkNow(desk.test.place).stage(person) else { throw WorkRefusal.erased }
            #expect(standing?.wait == .nobody && standing?.opensAt == evening.from)
            desk.test.place.atDesk(desk.sam)
            // Somebody is there early: nothing is said of when they go.
            let early = try await hours()
            #expect(early.isOpen && early.opensAt == nil && early.closesAt == nil)
            desk.test.clock.advance(seconds: evening.from.seconds - desk.test.clock.now.seconds + 600)
            // Somebody should be there and is not: nobody knows when.
            #expect(try await hours() == DeskHours(isOpen: false, roster: Roster([]), at: desk.test.clock.now))
            let (_, sam) = try await desk.test.enter("sam")
            desk.test.place.atDesk(sam)
            #expect(try await hours().closesAt == evening.to)
            // Whoever does not speak the language of who asks promises them nothing.
            let lead = try await desk.test.enter("lee").session
            try await desk.plan.set(
                DeskProfile(team: team.id, worker: sam.worker.id, skills: SkillSet(languages: [.dutch]), most: 2), by: lead)
            desk.test.place.atDesk(try await desk.test.enter("sam").session)
            #expect(try await hours().isOpen)
            #expect(try await hours(.english) == DeskHours(isOpen: false, roster: Roster([]), at: desk.test.clock.now))
        }
    }

    @Test("does not promise the hours of somebody who has no key")
    func withoutKey() async throws {
        try await with { desk in
            let team = try desk.test.team(.desk)
            _ = try await desk.test.place.invite(
                name: "New", login: "new", role: .helper, organisation: desk.test.organisation.id, teams: [team.id])
            let new = try #require(try await desk.plan.people(of: team.id, for: desk.lead).first { $0.isInvited })
            let shift = try #require(Shift(worker: new.id, on: desk.today.adding(days: 1), from: 480, to: 960))
            try await desk.plan.plan([shift], of: new.id, at: team.id, by: desk.lead)
            let present = try #require(try await desk.test.place.stores.teams.team(team.id))
            #expect(try await TalkNow(desk.test.place).hours(of: present, in: .dutch).opensAt == nil)
        }
    }

    @Test("says who can take whom, and how many at once")
    func skills() async throws {
        try await with { desk in
            func say(_ session: WorkerSession, _ skills: SkillSet, _ most: Int) async throws {
                try await desk.plan.set(DeskProfile(team: desk.team, worker: session.worker.id, skills: skills, most: most), by: desk.lead)
            }
            try await say(desk.sam, SkillSet(languages: [.dutch]), 1)
            let iris = try await desk.test.enter("iris").session
            try await say(iris, SkillSet(languages: [.dutch, .english], skills: [.minors]), 1)
            let talk = TalkNow(desk.test.place)
            func standing(_ session: PersonSession) async throws -> (place: Int, wait: QueueWait)? {
                guard case .waiting(let standing?) = try await talk.stage(session) else { return nil }
                return (standing.place, standing.wait)
            }
            func begin(_ language: LanguageTag = .dutch, _ needs: Set<Skill> = []) async throws -> PersonSession {
                let message = FirstMessage(text: Confidential(""), language: language, isChat: true, needs: needs)
                let cookie = try await OpenConversation(desk.test.place)(message, desk.test.place.conversationSeed(), urgency: .u2)
                return try #require(try await desk.test.place.personSession(cookie))
            }
            func arrive(_ login: String) async throws {
                desk.test.place.atDesk(try await desk.test.enter(login).session)
            }
            try await arrive("sam")
            let (english, child) = (try await begin(.english), try await begin(.dutch, [.minors]))
            #expect(try await standing(english)?.wait == .nobody)
            #expect(!talk.isOpen(desk.team, in: .english) && talk.isOpen(desk.team, in: .dutch))
            // Nobody with the skill is there: then whoever is there helps.
            #expect(try await standing(child)?.wait == .soon)
            try await arrive("iris")
            #expect(try await standing(english)?.wait == .soon)
            let behind = try #require(try await standing(child))
            #expect(behind.place == 1 && behind.wait == .unknown)
            // Sam has one at most, and can only take who needs nothing special.
            let (one, two) = (try await begin(), try await begin())
            #expect(try await standing(one)?.wait == .unknown)
            try await HelpPerson(desk.test.place).claim(one.conversation, by: try await desk.test.enter("sam").session)
            #expect(try await standing(two)?.wait == .unknown)
        }
    }
}
