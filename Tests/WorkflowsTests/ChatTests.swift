import Domain
import TestKit
import Testing
import Workflows

@Suite("A chat", .tags(.R5))
struct ChatTests {
    /// Somebody begins to talk, without a word.
    private func begin(_ desk: TestWorkplace, _ seed: ConversationSeed? = nil) async throws -> (cookie: String, session: PersonSession) {
        let message = FirstMessage(text: Confidential(""), language: .dutch, isChat: true)
        let cookie = try await OpenConversation(desk.place)(message, seed ?? desk.place.conversationSeed(), urgency: .u2)
        return (cookie, try #require(try await desk.place.personSession(cookie)))
    }
    private func place(_ desk: TestWorkplace, _ session: PersonSession) async throws -> Int? {
        guard case .waiting(let standing) = try await TalkNow(desk.place).stage(session) else { return nil }
        return standing?.place
    }

    @Test("is offered while a helper is at the desk, and not to nobody")
    func open() async throws {
        let desk = try await testWorkplace()
        let team = try desk.team(.desk).id
        #expect(!TalkNow(desk.place).isOpen(team))
        let (_, sam) = try await desk.enter("sam")
        desk.place.atDesk(sam)
        #expect(TalkNow(desk.place).isOpen(team))
        desk.clock.advance(seconds: DeskFloor.patience + 1)
        #expect(!TalkNow(desk.place).isOpen(team))
        await desk.remove()
    }

    @Test("begins with one press, and pressed twice is one conversation without a word in it")
    func begun() async throws {
        let desk = try await testWorkplace()
        let seed = desk.place.conversationSeed()
        let (_, one) = try await begin(desk, seed)
        let (_, other) = try await begin(desk, seed)
        #expect(one.conversation == other.conversation && one.isChat && other.isChat)
        #expect(try await ReadOwnConversation(desk.place)(one).messages.isEmpty)
        let (_, sam) = try await desk.enter("sam")
        #expect(try await Inbox(desk.place)(sam).map(\.id) == [one.conversation])
        await desk.remove()
    }

    @Test("shows everybody their place, and those behind move up when somebody is taken or goes")
    func places() async throws {
        let desk = try await testWorkplace()
        let (_, sam) = try await desk.enter("sam")
        desk.place.atDesk(sam)
        var people: [PersonSession] = []
        for _ in 0..<4 { people.append(try await begin(desk).session) }
        for person in people { _ = try await place(desk, person) }
        for (number, person) in people.enumerated() { #expect(try await place(desk, person) == number) }
        try await HelpPerson(desk.place).claim(people[0].conversation, by: sam)
        #expect(try await TalkNow(desk.place).stage(people[0]) == .talking)
        #expect(try await place(desk, people[3]) == 2)
        try await EraseEverything(desk.place).unproven(people[1])
        #expect(try await place(desk, people[3]) == 1)
        await desk.remove()
    }

    @Test("loses the place of who is gone, and of nobody who stays")
    func gone() async throws {
        let desk = try await testWorkplace()
        let (_, sam) = try await desk.enter("sam")
        let (_, first) = try await begin(desk)
        let (_, second) = try await begin(desk)
        #expect(try await place(desk, first) == 0)
        #expect(try await place(desk, second) == 1)
        desk.clock.advance(seconds: DeskFloor.patience - 5)
        desk.place.atDesk(sam)
        #expect(try await place(desk, second) == 1)
        desk.clock.advance(seconds: 10)
        #expect(try await place(desk, second) == 0)
        // Who comes back has their old place again: the order of arrival stands in the store.
        #expect(try await place(desk, first) == 0)
        #expect(try await place(desk, second) == 1)
        await desk.remove()
    }

    @Test("that is thrown away leaves no trace, and the helper is told")
    func noTrace() async throws {
        let desk = try await testWorkplace()
        let (_, sam) = try await desk.enter("sam")
        let (cookie, session) = try await begin(desk)
        try await HelpPerson(desk.place).claim(session.conversation, by: sam)
        try await EraseEverything(desk.place).unproven(session)
        #expect(try await desk.place.personSession(cookie) == nil)
        await #expect(throws: WorkRefusal.self) {
            try await HelpPerson(desk.place).answer(
                session.conversation, Confidential("ben je er nog?"), seen: 0, slip: Confidential("1"), by: sam)
        }
        #expect(try await desk.place.stores.dossiers.dossier(session.dossier) == nil)
        await desk.remove()
    }

    @Test("that is kept is a conversation like any other, found again with its code")
    func kept() async throws {
        let desk = try await testWorkplace()
        let (_, sam) = try await desk.enter("sam")
        let (cookie, session) = try await begin(desk)
        try await WriteMessage(desk.place)(Confidential("hallo"), in: session, slip: Confidential("1"))
        try await HelpPerson(desk.place).claim(session.conversation, by: sam)
        let code = try #require(session.unprovenCode)
        #expect(try await ProveCode(desk.place)(code.digits, session))
        #expect(try await desk.place.personSession(cookie)?.isChat == false)
        let back = try #require(try await desk.place.personSession(EnterCode(desk.place)(code.digits)))
        #expect(try await ReadOwnConversation(desk.place)(back).messages.map(\.text.revealed) == ["hallo"])
        await desk.remove()
    }

    @Test("bears a silence of an hour and a half, and an open page alone does not keep it for ever")
    func silence() async throws {
        let desk = try await testWorkplace()
        let (cookie, _) = try await begin(desk)
        desk.clock.advance(seconds: 90 * 60)
        #expect(try await desk.place.personSession(cookie, renews: false) != nil)
        desk.clock.advance(seconds: 31 * 60)
        #expect(try await desk.place.personSession(cookie, renews: false) == nil)
        await desk.remove()
    }

    @Test("that the helper ended says so, and its length counts for those who wait after")
    func ended() async throws {
        let desk = try await testWorkplace()
        let (_, sam) = try await desk.enter("sam")
        for _ in 0..<QueuePace.fewest {
            let (_, session) = try await begin(desk)
            try await HelpPerson(desk.place).claim(session.conversation, by: sam)
            desk.clock.advance(seconds: 540)
            try await HelpPerson(desk.place).close(session.conversation, because: .helped, seen: 0, by: sam)
            #expect(try await TalkNow(desk.place).stage(session) == .ended)
        }
        desk.place.atDesk(sam)
        for _ in 0..<DeskProfile.usual { try await HelpPerson(desk.place).claim(try await begin(desk).session.conversation, by: sam) }
        let (_, next) = try await begin(desk)
        guard case .waiting(let standing) = try await TalkNow(desk.place).stage(next) else {
            Issue.record("does not wait")
            return
        }
        #expect(standing?.place == 0 && standing?.wait == .atMost(minutes: 5))
        await desk.remove()
    }
}
