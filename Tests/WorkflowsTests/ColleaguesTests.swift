import Domain
import TestKit
import Testing
import Workflows

/// Colleagues, breaks, and what was no request for help.
@Suite("Among colleagues", .tags(.R11))
struct ColleaguesTests {
    @Test("one who is asked to look along sees it until they did, and the person sees nothing of it")
    func lookAlong() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let help = HelpPerson(place)
        let (_, _, person) = try await desk.write("hoi")
        let (_, sam) = try await desk.enter("sam")
        let (_, iris) = try await desk.enter("iris")
        for worker in [sam, iris] { place.atDesk(worker) }
        try await help.claim(person.conversation, by: sam)
        let before = try await ReadOwnConversation(place)(person)
        let colleagues = try await help.colleagues(at: try desk.team(.desk).id, of: sam)
        #expect(colleagues.map(\.name) == ["Iris"] && colleagues.allSatisfy { !$0.isAway })
        var signals = place.changes.changes(of: person.conversation).makeAsyncIterator()
        for _ in 0..<2 { try await help.ask(iris.worker.id, toLookAlong: person.conversation, by: sam) }
        #expect(try await Inbox(place)(iris).map(\.isAskedOfYou) == [true])
        #expect(try await Inbox(place)(sam).map(\.isAskedOfYou) == [false])
        // Somebody else who reads takes nothing away.
        try await help.haveLookedAlong(person.conversation, by: sam)
        #expect(try await help.read(person.conversation, by: iris).isAskedOfYou)
        try await help.haveLookedAlong(person.conversation, by: iris)
        #expect(try await Inbox(place)(iris).map(\.isAskedOfYou) == [false])
        let after = try await ReadOwnConversation(place)(person)
        #expect(after.count == before.count && after.state == before.state)
        // The first sign that the person's page gets is of what is really for them.
        try await help.answer(person.conversation, Confidential("dag"), seen: 1, slip: Confidential("a"), by: sam)
        await signals.next()
        await desk.remove()
    }

    @Test("only who has the conversation asks, and only somebody who holds the key of the team")
    func wrongPerson() async throws {
        let desk = try await testWorkplace()
        let help = HelpPerson(desk.place)
        let (_, _, person) = try await desk.write("hoi")
        let (_, sam) = try await desk.enter("sam")
        let (_, iris) = try await desk.enter("iris")
        let (_, noor) = try await desk.enter("noor")
        try await help.claim(person.conversation, by: sam)
        await #expect(throws: WorkRefusal.taken(by: Confidential("Sam"))) {
            try await help.ask(sam.worker.id, toLookAlong: person.conversation, by: iris)
        }
        for nobody in [sam.worker.id, noor.worker.id, Identifier<SupportWorker>(desk.place.chance)] {
            await #expect(throws: WorkRefusal.notFound) { try await help.ask(nobody, toLookAlong: person.conversation, by: sam) }
        }
        await #expect(throws: WorkRefusal.notFound) { try await help.colleagues(at: try desk.team(.desk).id, of: noor) }
        await desk.remove()
    }

    @Test("who takes a break gets nobody new, is seen to be away, and is back by themself or after the time")
    func breaks() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let team = try desk.team(.desk).id
        let (cookie, sam) = try await desk.enter("sam")
        let (_, iris) = try await desk.enter("iris")
        func again() async throws -> WorkerSession { try #require(try await place.workerSession(cookie)) }
        place.atDesk(sam)
        #expect(TalkNow(place).isOpen(team))
        await #expect(throws: WorkRefusal.notFound) { try await place.pause(minutes: 600, sam) }
        try await place.pause(minutes: 10, sam)
        #expect(!TalkNow(place).isOpen(team) && !place.floor.hasRoom(team, needing: SkillSet(languages: []), at: desk.clock.now))
        #expect(try await Inbox(place).away(iris) == ["Sam"])
        // Looking at the list does not end it.
        desk.clock.advance(seconds: 60)
        _ = try await Inbox(place)(again())
        #expect(!TalkNow(place).isOpen(team))
        try await place.pause(minutes: nil, again())
        #expect(TalkNow(place).isOpen(team))
        #expect(try await again().pausedUntil == nil)
        try await place.pause(minutes: 20, again())
        desk.clock.advance(seconds: 19 * 60)
        #expect(try await again().pausedUntil != nil)
        desk.clock.advance(seconds: 60)
        _ = try await Inbox(place)(again())
        #expect(TalkNow(place).isOpen(team))
        #expect(try await Inbox(place).away(iris).isEmpty)
        await desk.remove()
    }

    @Test(
        "what was no request for help ends with the same words for everybody, and with two hours in which nothing new begins", .tags(.R105))
    func quiet() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let help = HelpPerson(place)
        func chat(after held: String?) async throws -> String {
            let message = FirstMessage(text: Confidential(""), language: .dutch, isChat: true)
            return try await OpenConversation(place)(message, place.conversationSeed(), urgency: .u2, after: held)
        }
        let cookie = try await chat(after: nil)
        let person = try #require(try await place.personSession(cookie))
        let (_, sam) = try await desk.enter("sam")
        try await help.claim(person.conversation, by: sam)
        let closedAt = desk.clock.now
        try await help.close(person.conversation, because: .abuse, seen: 0, by: sam, farewell: { _ in Confidential("Dag.") })
        let until = closedAt.adding(seconds: HelpPerson.pause)
        let own = try await ReadOwnConversation(place)(person)
        #expect(own.messages.map(\.text.revealed) == ["Dag."] && own.pausedUntil == until && own.state == .closed)
        await #expect(throws: WorkRefusal.paused(until: until)) {
            try await WriteMessage(place)(Confidential("nog een"), in: person, slip: Confidential("1"))
        }
        await #expect(throws: WorkRefusal.paused(until: until)) { try await chat(after: cookie) }
        let contact = SafeContact(
            number: Confidential("06 00 00 00 01"), times: Confidential("nu"), manner: Confidential(""), voicemail: false)
        await #expect(throws: WorkRefusal.paused(until: until)) { try await ChangeContact(place)(contact, in: person) }
        // To have no call is never refused.
        try await ChangeContact(place)(nil, in: person)
        #expect(try await ReadOwnConversation(place)(person).state == .closed)
        // By that session alone: who comes without it, or with another's, is welcome.
        _ = try await chat(after: nil)
        _ = try await chat(after: "een ander")
        desk.clock.advance(seconds: HelpPerson.pause - 1)
        #expect(try await ReadOwnConversation(place)(person).pausedUntil == until)
        desk.clock.advance(seconds: 1)
        try await WriteMessage(place)(Confidential("nog een"), in: person, slip: Confidential("1"))
        #expect(try await ReadOwnConversation(place)(person).state == .waiting)
        await desk.remove()
    }

    @Test("a colleague who opens it again ends the quiet at once")
    func reopened() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let help = HelpPerson(place)
        let (_, _, person) = try await desk.write("hoi")
        let (_, sam) = try await desk.enter("sam")
        try await help.claim(person.conversation, by: sam)
        try await help.close(person.conversation, because: .abuse, seen: 1, by: sam, farewell: { _ in Confidential("Dag.") })
        let (_, iris) = try await desk.enter("iris")
        try await help.claim(person.conversation, by: iris)
        try await WriteMessage(place)(Confidential("sorry, ik durfde niet"), in: person, slip: Confidential("1"))
        #expect(try await ReadOwnConversation(place)(person).messages.count == 3)
        await desk.remove()
    }
}
