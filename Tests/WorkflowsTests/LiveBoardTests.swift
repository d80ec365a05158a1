import Domain
import TestKit
import Testing
import Workflows

/// How busy it is now.
@Suite("The board", .tags(.R3, .R5, .R6))
struct LiveBoardTests {
    @Test("counts who waits and since when, who is free, full or away, and who can do what")
    func numbers() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (_, sam) = try await desk.enter("sam")
        let (_, iris) = try await desk.enter("iris")
        let (_, noor) = try await desk.enter("noor")
        _ = try await desk.write("eerst")
        let since = desk.clock.now
        desk.clock.advance(seconds: 300)
        for worker in [sam, iris] { place.atDesk(worker) }
        let message = FirstMessage(text: Confidential(""), language: .dutch, isChat: true, needs: [.deaf])
        let cookie = try await OpenConversation(place)(message, place.conversationSeed(), urgency: .u0)
        let person = try #require(try await place.personSession(cookie))
        _ = try await TalkNow(place).stage(person)
        let view = try await LiveBoard(place)(iris)
        #expect(view.waiting.map(\.urgency) == [.u0, .u2] && view.waiting.map(\.isChat) == [true, false])
        #expect(view.longest == since)
        #expect(view.crowd.free == 2 && view.crowd.full == 0 && view.crowd.away == 0 && view.crowd.talks == 0)
        let (signs, dutch) = (try #require(view.crowd.skills[.deaf]), try #require(view.crowd.languages[.dutch]))
        #expect(signs.asked == 1 && signs.there == 0 && signs.free == 0)
        #expect(dutch.asked == 1 && dutch.there == 2 && dutch.free == 2)
        try await HelpPerson(place).claim(person.conversation, by: sam)
        try await place.pause(minutes: 10, iris)
        let then = try await LiveBoard(place)(iris)
        #expect(then.waiting.count == 1 && then.crowd.free == 1 && then.crowd.away == 1 && then.crowd.talks == 1)
        await #expect(throws: WorkRefusal.notFound) { try await LiveBoard(place)(noor) }
        await desk.remove()
    }

    @Test("says when nobody is planned in what is left of today, and who wants to be called until it is over")
    func gaps() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let team = try desk.team(.desk).id
        let (_, sam) = try await desk.enter("sam")
        let now = desk.clock.now
        let today = AmsterdamTime(now).day
        let shift = try #require(Shift(worker: sam.worker.id, on: today, from: 0, to: 20 * 60))
        try await place.stores.roster.add([try #require(PlannedShift(id: Identifier(place.chance), team: team, shift: shift))])
        let contact = SafeContact(
            number: Confidential("06"), times: Confidential("avond"), manner: Confidential(""), voicemail: false,
            until: now.adding(seconds: 3600))
        _ = try await desk.write("bel me", contact: contact)
        let view = try await LiveBoard(place)(sam)
        #expect(view.calls == 1)
        #expect(view.gaps.map(\.from) == [AmsterdamTime.instant(today, minute: 20 * 60)])
        #expect(view.gaps.map(\.to) == [AmsterdamTime.instant(today, minute: 1440)])
        desk.clock.advance(seconds: 3600)
        #expect(try await LiveBoard(place)(sam).calls == 0)
        await desk.remove()
    }

    @Test("on a wall lasts ten hours without an act, opens nothing else, and is nobody who is there")
    func wall() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let team = try desk.team(.desk).id
        let (_, _, person) = try await desk.write("KANARIE")
        let (cookie, sam) = try await desk.enter("sam")
        place.atDesk(sam)
        await #expect(throws: WorkRefusal.notFound) { try await place.becomeWall(try await desk.enter("noor").session) }
        try await place.becomeWall(sam)
        #expect(!TalkNow(place).isOpen(team))
        let wall = try #require(try await place.workerSession(cookie, isAct: false))
        place.atDesk(wall)
        #expect(wall.isWall && !TalkNow(place).isOpen(team))
        #expect(Permission.allCases.filter(wall.may) == [.seeBoard])
        #expect(try await LiveBoard(place)(wall).waiting.count == 1)
        let help = HelpPerson(place)
        await #expect(throws: WorkRefusal.notFound) { try await help.read(person.conversation, by: wall) }
        await #expect(throws: WorkRefusal.notFound) { try await help.claim(person.conversation, by: wall) }
        await #expect(throws: WorkRefusal.notFound) { try await Inbox(place)(wall) }
        await #expect(throws: WorkRefusal.notFound) { try await OwnPhrases(place)(wall) }
        desk.clock.advance(seconds: (WorkerSession.longestMinutes - 1) * 60)
        #expect(try await place.workerSession(cookie, isAct: false) != nil)
        desk.clock.advance(seconds: 120)
        #expect(try await place.workerSession(cookie, isAct: false) == nil)
        await desk.remove()
    }
}
