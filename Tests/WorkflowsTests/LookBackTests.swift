import Domain
import TestKit
import Testing
import Vault
import Workflows

/// What a shift lead looks back at.
@Suite("Looking back at a shift", .tags(.R3, .R105))
struct LookBackTests {
    private static let people: [(login: String, role: Role)] = [
        ("noor", .administrator), ("sam", .helper), ("iris", .helper), ("lee", .shiftLead),
    ]

    private func with(_ work: (TestWorkplace) async throws -> Void) async throws {
        let desk = try await TestWorkplace.make(people: Self.people)
        try await work(desk)
        await desk.remove()
    }

    /// Somebody whose conversation is drawn, or not.
    private func person(_ desk: TestWorkplace, isDrawn: Bool) async throws -> PersonSession {
        for _ in 0..<600 {
            let (_, _, person) = try await desk.write("een woord")
            if desk.place.fields.isDrawn(person.conversation, oneIn: LookBack.oneIn) == isDrawn { return person }
        }
        throw WorkRefusal.notFound
    }

    private func close(_ desk: TestWorkplace, _ person: PersonSession, by helper: WorkerSession, _ reason: ClosingReason = .helped)
        async throws
    {
        try await HelpPerson(desk.place).claim(person.conversation, by: helper)
        try await HelpPerson(desk.place).close(person.conversation, because: reason, seen: 1, by: helper)
    }

    @Test("opens only closed conversations that were drawn, with the reason in the log, and the person sees it")
    func sample() async throws {
        try await with { desk in
            let place = desk.place
            let look = LookBack(place)
            let (drawn, other) = (try await person(desk, isDrawn: true), try await person(desk, isDrawn: false))
            let (_, sam) = try await desk.enter("sam")
            let (_, lee) = try await desk.enter("lee")
            await #expect(throws: WorkRefusal.notFound) { try await look.read(drawn.conversation, by: lee) }
            for one in [drawn, other] { try await close(desk, one, by: sam) }
            #expect(try await look(lee).sample.map(\.id) == [drawn.conversation])
            await #expect(throws: WorkRefusal.notFound) { try await look.read(other.conversation, by: lee) }
            for nobody in [sam, try await desk.enter("noor").session] {
                await #expect(throws: WorkRefusal.notFound) { try await look(nobody) }
                await #expect(throws: WorkRefusal.notFound) { try await look.read(drawn.conversation, by: nobody) }
            }
            #expect(try await look.read(drawn.conversation, by: lee).messages.map(\.text.revealed) == ["een woord"])
            _ = try await look.read(drawn.conversation, by: lee)
            #expect(try await WhoLooked(place)(drawn).filter { $0.kind == .qualityRead }.count == 2)
            // When the person writes again it is open, and nobody looks it through.
            try await WriteMessage(place)(Confidential("nog iets"), in: drawn, slip: Confidential("1"))
            await #expect(throws: WorkRefusal.notFound) { try await look.read(drawn.conversation, by: lee) }
        }
    }

    @Test("never opens one's own, one of somebody who does not want it, or one of long ago")
    func spared() async throws {
        try await with { desk in
            let place = desk.place
            let look = LookBack(place)
            let (_, sam) = try await desk.enter("sam")
            let (_, lee) = try await desk.enter("lee")
            let (own, spared, old) = (
                try await person(desk, isDrawn: true), try await person(desk, isDrawn: true), try await person(desk, isDrawn: true)
            )
            try await close(desk, own, by: lee)
            try await HelpPerson(place).claim(spared.conversation, by: sam)
            let (_, iris) = try await desk.enter("iris")
            await #expect(throws: WorkRefusal.taken(by: Confidential("Sam"))) {
                try await HelpPerson(place).spare(spared.conversation, by: iris)
            }
            for _ in 0..<2 { try await HelpPerson(place).spare(spared.conversation, by: sam) }
            // It stays so when the person writes, which makes the card anew.
            try await HelpPerson(place).answer(spared.conversation, Confidential("ja"), seen: 1, slip: Confidential("a"), by: sam)
            try await WriteMessage(place)(Confidential("dank"), in: spared, slip: Confidential("b"))
            try await HelpPerson(place).close(spared.conversation, because: .helped, seen: 3, by: sam)
            #expect(try await look(lee).sample.isEmpty)
            for one in [own, spared] {
                await #expect(throws: WorkRefusal.notFound) { try await look.read(one.conversation, by: lee) }
            }
            try await close(desk, old, by: sam)
            #expect(try await look(lee).sample.map(\.id) == [old.conversation])
            desk.clock.advance(days: ClosedConversations.days + 1)
            #expect(try await look(lee).sample.isEmpty)
            await #expect(throws: WorkRefusal.notFound) { try await look.read(old.conversation, by: lee) }
        }
    }

    @Test("draws about one in twenty, and by a key that decides otherwise elsewhere")
    func draw() async throws {
        try await with { desk in
            let ids = (0..<4000).map { _ in Identifier<Conversation>(desk.place.chance) }
            let drawn = ids.filter { desk.place.fields.isDrawn($0, oneIn: LookBack.oneIn) }
            #expect((120...280).contains(drawn.count))
            #expect(ids.allSatisfy { desk.place.fields.isDrawn($0, oneIn: 1) })
        }
    }

    @Test("counts how long people waited in bands, how conversations ended, and what was no request for help")
    func numbers() async throws {
        try await with { desk in
            let place = desk.place
            let (_, sam) = try await desk.enter("sam")
            let (_, lee) = try await desk.enter("lee")
            func chat() async throws -> PersonSession {
                let message = FirstMessage(text: Confidential(""), language: .dutch, isChat: true)
                let cookie = try await OpenConversation(place)(message, place.conversationSeed(), urgency: .u2)
                let session = try #require(try await place.personSession(cookie))
                _ = try await TalkNow(place).stage(session)
                return session
            }
            let taken = try await chat()
            for _ in 0..<5 {
                desk.clock.advance(seconds: 60)
                _ = try await TalkNow(place).stage(taken)
            }
            try await HelpPerson(place).claim(taken.conversation, by: sam)
            let gone = try await chat()
            desk.clock.advance(seconds: 20)
            try await EraseEverything(place).unproven(gone)
            let (_, _, message) = try await desk.write("hallo")
            try await close(desk, message, by: sam, .abuse)
            _ = try await desk.write("ik wacht")
            let waits = try await chat()
            desk.clock.advance(seconds: 50)
            _ = try await TalkNow(place).stage(waits)
            desk.clock.advance(seconds: 50)
            let view = try await LookBack(place)(lee)
            #expect(view.numbers.chats.taken == [.fiveMinutes: 1] && view.numbers.chats.left == [.moment: 1])
            #expect(view.numbers.closed == [.abuse: 1] && view.numbers.inHand == 1)
            // Under the waits of chats stand chats; who left a message is counted apart.
            #expect(view.numbers.waiting == [.fiveMinutes: 1] && view.numbers.besides == 1)
            #expect(view.abuse.map(\.id) == [message.conversation])
            // Whose page closed left by themself, and waits for an answer as who left a message does.
            desk.clock.advance(seconds: DeskFloor.patience + 1)
            let closed = try await LookBack(place)(lee).numbers
            #expect(closed.waiting.isEmpty && closed.besides == 2 && closed.chats.left == [.moment: 1, .fiveMinutes: 1])
            // Eight hours on nothing of it is of this shift.
            desk.clock.advance(seconds: LookBack.hours * 3600 + 1)
            let later = try await LookBack(place)(try await desk.enter("lee").session)
            #expect(later.numbers.chats.taken.isEmpty && later.numbers.closed.isEmpty && later.abuse.count == 1)
        }
    }
}
