import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

/// A number that somebody leaves, and everything that may become of it.
@Suite("Being called back", .tags(.R4, .R41))
struct CallBackTests {
    private static func contact(_ number: String = "06 00 00 00 01", until: Instant? = nil) -> SafeContact {
        SafeContact(
            number: Confidential(number), times: Confidential("dinsdag na 10"), manner: Confidential("alleen ik"), voicemail: false,
            said: Confidential("over de fiets"), codeWord: Confidential("appel"), until: until)
    }

    /// Somebody asked to be called, and Sam took it.
    private static func asked(_ desk: TestWorkplace, until: Instant? = nil) async throws -> (person: PersonSession, sam: WorkerSession) {
        let (_, _, person) = try await desk.write("bel mij", contact: contact(until: until))
        let (_, sam) = try await desk.enter("sam")
        try await HelpPerson(desk.place).claim(person.conversation, by: sam)
        return (person, sam)
    }

    private static func row(_ desk: TestWorkplace, _ person: PersonSession, _ worker: WorkerSession) async throws -> Inbox.Row {
        try #require(try await Inbox(desk.place)(worker).first { $0.id == person.conversation })
    }

    private static func kept(_ desk: TestWorkplace, _ person: PersonSession) async throws -> Int {
        let section = try #require(try await desk.place.stores.conversations.conversation(person.conversation)).messages
        return try await desk.place.stores.sections.items(section, after: 0, limit: 100).count
    }

    @Test("stands in the list with the safe times, and the number is shown after it was asked for")
    func listed() async throws {
        let desk = try await testWorkplace()
        let (person, sam) = try await Self.asked(desk)
        let row = try await Self.row(desk, person, sam)
        #expect(row.call?.times.revealed == "dinsdag na 10" && row.call.map { desk.clock.now < $0.until } == true)
        let view = try await HelpPerson(desk.place).read(person.conversation, by: sam)
        let rule = try #require(view.contact?.revealed)
        #expect(view.wantsCall && rule.number == nil && rule.codeWord == "appel" && rule.said == "over de fiets")
        let shown = try await HelpPerson(desk.place).read(person.conversation, by: sam, revealingContact: true)
        #expect(shown.contact?.revealed.number == "06 00 00 00 01")
        await desk.remove()
    }

    @Test("is possible without a word, and not without a number or a word")
    func wordless() async throws {
        let desk = try await testWorkplace()
        let (_, _, person) = try await desk.write("", contact: Self.contact())
        let own = try await ReadOwnConversation(desk.place)(person)
        #expect(own.messages.isEmpty && own.wantsCall && own.contact?.codeWord.revealed == "appel")
        await #expect(throws: WorkRefusal.empty) { try await desk.write(" ") }
        await desk.remove()
    }

    @Test("ends by itself: from then on nobody sees the number, and it is gone when either side opens the conversation")
    func over() async throws {
        let desk = try await testWorkplace()
        for opensAsPerson in [true, false] {
            let (person, sam) = try await Self.asked(desk, until: desk.clock.now.adding(seconds: 600))
            let before = try await Self.kept(desk, person)
            desk.clock.advance(seconds: 599 - 60)
            #expect(try await Self.row(desk, person, sam).call != nil)
            #expect(try await ReadOwnConversation(desk.place)(person).contact != nil)
            desk.clock.advance(seconds: 61)
            #expect(try await Self.row(desk, person, sam).call == nil)
            if opensAsPerson {
                let own = try await ReadOwnConversation(desk.place)(person)
                #expect(own.contact == nil && !own.wantsCall)
            } else {
                let view = try await HelpPerson(desk.place).read(person.conversation, by: sam, revealingContact: true)
                #expect(view.contact == nil && !view.wantsCall)
            }
            #expect(try await Self.kept(desk, person) == before - 1)
        }
        await desk.remove()
    }

    @Test("lasts half a year at most, whatever was chosen, also for what was left before there was an end")
    func longest() throws {
        let given = Instant(seconds: 1_795_000_000)
        let far = try #require(SafeContact(packed: Self.contact(until: Instant(seconds: .max)).packed, given: given))
        #expect(far.until == given.adding(seconds: SafeContact.longest))
        let old = Packed.write([Array("06".utf8), Array("altijd".utf8), Array("mijn zus".utf8), [1]])
        let read = try #require(SafeContact(packed: old, given: given))
        #expect(read.number.revealed == "06" && read.manner.revealed == "mijn zus" && read.voicemail && read.codeWord.revealed.isEmpty)
        #expect(read.until == given.adding(seconds: SafeContact.longest))
        #expect(SafeContact(packed: ContactMark.stop.packed, given: given) == nil && ContactMark(packed: old) == nil)
    }

    @Test("ends with the day that was chosen, by the clock of Amsterdam")
    func periods() throws {
        let evening = try #require(Instant("2026-11-21T23:30:00+01:00"))
        #expect(CallPeriod.today.end(from: evening) == Instant("2026-11-22T00:00:00+01:00"))
        #expect(CallPeriod.threeDays.end(from: evening) == Instant("2026-11-25T00:00:00+01:00"))
        #expect(CallPeriod.week.end(from: evening) == Instant("2026-11-29T00:00:00+01:00"))
        #expect(CallPeriod.untilChanged.end(from: evening) == nil)
    }

    @Test("is asked for later too, by who waits in a chat, without losing a word or the place")
    func inChat() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let message = FirstMessage(text: Confidential(""), language: .dutch, isChat: true)
        let cookie = try await OpenConversation(place)(message, place.conversationSeed(), urgency: .u2)
        let person = try #require(try await place.personSession(cookie))
        try await WriteMessage(place)(Confidential("ik wacht"), in: person, slip: Confidential("1"))
        let before = try #require(try await place.stores.conversations.conversation(person.conversation))
        let (_, sam) = try await desk.enter("sam")
        let since = try await Self.row(desk, person, sam).waitingSince
        desk.clock.advance(seconds: 300)
        try await ChangeContact(place)(Self.contact(), in: person)
        let after = try #require(try await place.stores.conversations.conversation(person.conversation))
        #expect(after.arrival == before.arrival && after.state == .waiting)
        let row = try await Self.row(desk, person, sam)
        #expect(row.call != nil && row.waitingSince == since && row.chat != nil)
        #expect(try await ReadOwnConversation(place)(person).messages.map(\.text.revealed) == ["ik wacht"])
        try await ChangeContact(place)(nil, in: person)
        #expect(try await Self.row(desk, person, sam).call == nil)
        await desk.remove()
    }

    @Test("brings an answered conversation back to the list, and stays wanted when the person writes on")
    func afterAnswer() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (_, _, person) = try await desk.write("hoi")
        let (_, sam) = try await desk.enter("sam")
        try await HelpPerson(place).claim(person.conversation, by: sam)
        try await HelpPerson(place).answer(person.conversation, Confidential("dag"), seen: 1, slip: Confidential("a"), by: sam)
        try await ChangeContact(place)(Self.contact(), in: person)
        #expect(try await Self.row(desk, person, sam).state == .waiting)
        try await HelpPerson(place).answer(person.conversation, Confidential("goed"), seen: 2, slip: Confidential("b"), by: sam)
        try await WriteMessage(place)(Confidential("ja?"), in: person, slip: Confidential("2"))
        #expect(try await Self.row(desk, person, sam).call != nil)
        await desk.remove()
    }

    @Test("is written down once, whatever is pressed twice, and changes the list by how it went", arguments: CallOutcome.allCases)
    func outcomes(_ outcome: CallOutcome) async throws {
        let desk = try await testWorkplace()
        let (person, sam) = try await Self.asked(desk)
        let help = HelpPerson(desk.place)
        for _ in 0..<2 {
            try await help.called(
                person.conversation, outcome, note: Confidential("Gebeld."), seen: 1, slip: Confidential("s"), by: sam)
        }
        let view = try await help.read(person.conversation, by: sam)
        #expect(view.notes.map(\.text.revealed) == ["Gebeld."] && view.lastCall?.outcome == outcome)
        let row = try await Self.row(desk, person, sam)
        #expect((row.call != nil) == (outcome == .notReached))
        #expect((row.state == .answered) == (outcome == .spoken))
        let own = try await ReadOwnConversation(desk.place)(person)
        #expect(own.wantsCall == (outcome == .notReached) && (own.contact == nil) == (outcome == .stop))
        // Who writes on afterwards does not ask for a call again by that.
        if outcome == .spoken {
            try await WriteMessage(desk.place)(Confidential("dank"), in: person, slip: Confidential("3"))
            #expect(try await Self.row(desk, person, sam).call == nil)
        }
        await desk.remove()
    }

    @Test("is written down only by who has the conversation")
    func wrongPerson() async throws {
        let desk = try await testWorkplace()
        let (person, _) = try await Self.asked(desk)
        let (_, iris) = try await desk.enter("iris")
        await #expect(throws: WorkRefusal.taken(by: Confidential("Sam"))) {
            try await HelpPerson(desk.place).called(
                person.conversation, .spoken, note: Confidential("n"), seen: 1, slip: Confidential("s"), by: iris)
        }
        let (_, noor) = try await desk.enter("noor")
        await #expect(throws: WorkRefusal.notFound) {
            try await HelpPerson(desk.place).called(
                person.conversation, .spoken, note: Confidential("n"), seen: 1, slip: Confidential("s"), by: noor)
        }
        await #expect(throws: WorkRefusal.notFound) { try await HelpPerson(desk.place).markMonitored(person.conversation, by: noor) }
        await desk.remove()
    }

    @Test("is not closed away")
    func notClosedAway() async throws {
        let desk = try await testWorkplace()
        let (person, sam) = try await Self.asked(desk)
        let help = HelpPerson(desk.place)
        await #expect(throws: WorkRefusal.callWaits) { try await help.close(person.conversation, because: .helped, seen: 1, by: sam) }
        try await help.called(person.conversation, .spoken, note: Confidential("n"), seen: 1, slip: Confidential("s"), by: sam)
        try await help.close(person.conversation, because: .helped, seen: 1, by: sam)
        await desk.remove()
    }
}

/// 'Somebody reads along', said or seen during a talk.
@Suite("When somebody reads along", .tags(.R39, .R41))
struct ReadAlongSwitchTests {
    private static let contact = SafeContact(
        number: Confidential("06 00 00 00 01"), times: Confidential("nu"), manner: Confidential(""), voicemail: true)

    @Test("the number goes from both sides at once, no call is possible, and it comes back only with a reason")
    func switched() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let help = HelpPerson(place)
        let (_, _, person) = try await desk.write("hij kijkt", contact: Self.contact)
        let (_, sam) = try await desk.enter("sam")
        let (_, iris) = try await desk.enter("iris")
        try await help.claim(person.conversation, by: sam)
        // Anybody of the team may say so, and say it twice.
        try await help.markMonitored(person.conversation, by: iris)
        try await help.markMonitored(person.conversation, by: sam)
        let view = try await help.read(person.conversation, by: sam, revealingContact: true)
        #expect(view.isMonitored && view.isMarkedMonitored && view.contact == nil && !view.wantsCall)
        let row = try #require(try await Inbox(place)(sam).first)
        #expect(row.isMonitored && row.call == nil)
        let own = try await ReadOwnConversation(place)(person)
        #expect(own.contact == nil && !own.wantsCall && own.isMonitored)
        await #expect(throws: WorkRefusal.readAlong) { try await ChangeContact(place)(Self.contact, in: person) }
        await #expect(throws: WorkRefusal.readAlong) {
            try await help.called(person.conversation, .spoken, note: Confidential("n"), seen: 1, slip: Confidential("s"), by: sam)
        }
        // It stands when the person's next turn makes a new card.
        try await help.answer(person.conversation, Confidential("goed"), seen: 1, slip: Confidential("a"), by: sam)
        try await WriteMessage(place)(Confidential("ja"), in: person, slip: Confidential("2"))
        #expect(try await Inbox(place)(sam).first?.isMonitored == true)

        await #expect(throws: WorkRefusal.empty) { try await help.liftMonitored(person.conversation, why: Confidential(" "), by: sam) }
        await #expect(throws: WorkRefusal.taken(by: Confidential("Sam"))) {
            try await help.liftMonitored(person.conversation, why: Confidential("zij zegt het"), by: iris)
        }
        try await help.liftMonitored(person.conversation, why: Confidential("zij zegt het"), by: sam)
        let after = try await help.read(person.conversation, by: sam)
        #expect(!after.isMonitored && after.contact != nil && after.notes.map(\.text.revealed) == ["zij zegt het"])
        await desk.remove()
    }

    @Test("what the person answered stands, and what they said before a chat is not lost with their first turn")
    func said() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let help = HelpPerson(place)
        let (_, sam) = try await desk.enter("sam")
        let (_, _, first) = try await desk.write("stil", answers: "who:monitored")
        try await help.claim(first.conversation, by: sam)
        try await help.markMonitored(first.conversation, by: sam)
        await #expect(throws: WorkRefusal.readAlong) {
            try await help.liftMonitored(first.conversation, why: Confidential("w"), isSaid: { $0.revealed.contains("monitored") }, by: sam)
        }
        let message = FirstMessage(text: Confidential(""), language: .dutch, isMonitored: true, isChat: true)
        let cookie = try await OpenConversation(place)(message, place.conversationSeed(), urgency: .u2)
        let person = try #require(try await place.personSession(cookie))
        try await help.claim(person.conversation, by: sam)
        try await help.answer(person.conversation, Confidential("hallo"), seen: 0, slip: Confidential("a"), by: sam)
        try await WriteMessage(place)(Confidential("hoi"), in: person, slip: Confidential("1"))
        #expect(try await Inbox(place)(sam).first { $0.id == person.conversation }?.isMonitored == true)
        await #expect(throws: WorkRefusal.readAlong) { try await ChangeContact(place)(Self.contact, in: person) }
        await desk.remove()
    }
}
