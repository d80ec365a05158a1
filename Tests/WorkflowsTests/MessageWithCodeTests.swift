import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("A message with a code", .serialized)
struct MessageWithCodeTests {
    @Test("is read and answered by a helper, and read again on another device with the six words", .tags(.R7, .R17))
    func wholeWay() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (code, _, _) = try await desk.write("Ik wil iets vertellen. 😀 مرحبا")
        let (_, sam) = try await desk.enter("sam")
        let row = try #require(try await Inbox(place)(sam).first)
        #expect(row.state == .waiting)
        #expect(row.waitingSince != nil)
        try await HelpPerson(place).claim(row.id, by: sam)
        let view = try await HelpPerson(place).read(row.id, by: sam)
        #expect(view.messages.map(\.text.revealed) == ["Ik wil iets vertellen. 😀 مرحبا"])
        try await HelpPerson(place).answer(row.id, Confidential("Goed dat je schrijft."), seen: 1, slip: Confidential("a"), by: sam)
        let words = code.words(place.words).revealed.joined(separator: "  ").uppercased()
        let cookie = try await EnterCode(place)(Confidential(words))
        let session = try #require(try await place.personSession(cookie))
        let own = try await ReadOwnConversation(place)(session)
        #expect(own.messages.map(\.text.revealed).last == "Goed dat je schrijft.")
        #expect(own.state == .answered)
        try await WriteMessage(place)(Confidential("Dank je."), in: session, slip: Confidential("b"))
        #expect(try await Inbox(place)(sam).first?.state == .waiting)
        #expect(try await HelpPerson(place).read(row.id, by: sam).messages.count == 3)
        await desk.remove()
    }

    @Test("goes on after an answer as the person's turn, and each message has one entry in the log")
    func oneEntryEach() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (_, _, session) = try await desk.write("eerst")
        let (_, sam) = try await desk.enter("sam")
        let id = try #require(try await Inbox(place)(sam).first?.id)
        try await WriteMessage(place)(Confidential("nog iets"), in: session, slip: Confidential("a"))
        try await HelpPerson(place).claim(id, by: sam)
        try await HelpPerson(place).answer(id, Confidential("antwoord"), seen: 2, slip: Confidential("b"), by: sam)
        try await WriteMessage(place)(Confidential("dank je"), in: session, slip: Confidential("c"))
        try await WriteMessage(place)(Confidential("dank je"), in: session, slip: Confidential("c"))
        #expect(try await Inbox(place)(sam).first?.state == .waiting)
        #expect(
            try await ReadOwnConversation(place)(session).messages.map(\.text.revealed) == ["eerst", "nog iets", "antwoord", "dank je"])
        let entries = try await WhoLooked(place)(session).filter { $0.kind == .messageAdded && $0.isPerson }
        // The second click is an event too.
        #expect(entries.count == 3)
        await desk.remove()
    }

    @Test("that was sent twice on one form is one conversation with one message")
    func secondClick() async throws {
        let desk = try await testWorkplace()
        let seed = desk.place.conversationSeed()
        let message = FirstMessage(text: Confidential("twee keer"), language: try #require(LanguageTag("nl")))
        async let one = OpenConversation(desk.place)(message, seed, urgency: .u2)
        async let two = OpenConversation(desk.place)(message, seed, urgency: .u2)
        for cookie in [try await one, try await two] {
            let session = try #require(try await desk.place.personSession(cookie))
            #expect(try await ReadOwnConversation(desk.place)(session).messages.count == 1)
        }
        let (_, sam) = try await desk.enter("sam")
        #expect(try await Inbox(desk.place)(sam).count == 1)
        await desk.remove()
    }

    @Test("that was sent twice and changed in between keeps both texts")
    func secondClickWithOtherWords() async throws {
        let desk = try await testWorkplace()
        let seed = desk.place.conversationSeed()
        let language = try #require(LanguageTag("nl"))
        _ = try await OpenConversation(desk.place)(FirstMessage(text: Confidential("eerst"), language: language), seed, urgency: .u2)
        let cookie = try await OpenConversation(desk.place)(
            FirstMessage(text: Confidential("later"), language: language), seed, urgency: .u2)
        let session = try #require(try await desk.place.personSession(cookie))
        #expect(try await ReadOwnConversation(desk.place)(session).messages.map(\.text.revealed) == ["eerst", "later"])
        await desk.remove()
    }

    @Test("opens with no other code, and says the same for a code that was never given and one that was erased")
    func unknownCodes() async throws {
        let desk = try await testWorkplace()
        let (code, _, session) = try await desk.write("weg ermee")
        await #expect(throws: WorkRefusal.unknown) { try await EnterCode(desk.place)(ReturnCode(CountedChance(99)).digits) }
        try await EraseEverything(desk.place)(code.digits, session)
        await #expect(throws: WorkRefusal.unknown) { try await EnterCode(desk.place)(code.digits) }
        await desk.remove()
    }

    @Test("that is erased is gone for the helper who has it open, and for the person's other device")
    func erased() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (code, cookie, session) = try await desk.write("niet bewaren")
        let (_, sam) = try await desk.enter("sam")
        let id = try #require(try await Inbox(place)(sam).first?.id)
        try await HelpPerson(place).claim(id, by: sam)
        try await EraseEverything(place)(code.digits, session)
        await #expect(throws: WorkRefusal.self) {
            try await HelpPerson(place).answer(id, Confidential("antwoord"), seen: 1, slip: Confidential("x"), by: sam)
        }
        await #expect(throws: WorkRefusal.self) { try await HelpPerson(place).read(id, by: sam) }
        #expect(try await place.personSession(cookie) == nil)
        #expect(try await Inbox(place)(sam).isEmpty)
        await desk.remove()
    }

    @Test("cannot be erased with somebody else's code, not even by who has the session")
    func erasedByAnother() async throws {
        let desk = try await testWorkplace()
        let (_, _, session) = try await desk.write("van mij")
        let (other, _, _) = try await desk.write("van een ander")
        await #expect(throws: WorkRefusal.unknown) { try await EraseEverything(desk.place)(other.digits, session) }
        #expect(try await ReadOwnConversation(desk.place)(session).messages.count == 1)
        await desk.remove()
    }

    @Test("opens with the old code until the new one was shown to be kept, and then only with the new one")
    func changedCode() async throws {
        let desk = try await testWorkplace()
        let (old, cookie, first) = try await desk.write("andere code")
        let new = try await ChangeCode(desk.place)(old.digits, first)
        await #expect(throws: WorkRefusal.unknown) { try await EnterCode(desk.place)(new.digits) }
        _ = try await EnterCode(desk.place)(old.digits)
        let session = try #require(try await desk.place.personSession(cookie))
        #expect(try await ProveCode(desk.place)(Confidential(String(new.digits.revealed.suffix(4))), session))
        await #expect(throws: WorkRefusal.unknown) { try await EnterCode(desk.place)(old.digits) }
        #expect(try await desk.place.personSession(EnterCode(desk.place)(new.digits)) != nil)
        await desk.remove()
    }

    @Test("keeps the code of whoever was first when two devices change it, and of whoever thinks better of it")
    func changedTwice() async throws {
        let desk = try await testWorkplace()
        let (old, cookie, first) = try await desk.write("twee apparaten")
        let other = try await EnterCode(desk.place)(old.digits)
        _ = try await ChangeCode(desk.place)(old.digits, first)
        let changing = try #require(try await desk.place.personSession(cookie))
        try await ChangeCode(desk.place).cancel(changing)
        _ = try await EnterCode(desk.place)(old.digits)
        let one = try await ChangeCode(desk.place)(old.digits, first)
        let two = try await ChangeCode(desk.place)(old.digits, try #require(try await desk.place.personSession(other)))
        let here = try #require(try await desk.place.personSession(cookie))
        let there = try #require(try await desk.place.personSession(other))
        #expect(try await ProveCode(desk.place)(one.digits, here))
        await #expect(throws: WorkRefusal.taken(by: nil)) { try await ProveCode(desk.place)(two.digits, there) }
        #expect(try await desk.place.personSession(other)?.unprovenCode == nil)
        _ = try await EnterCode(desk.place)(one.digits)
        await #expect(throws: WorkRefusal.unknown) { try await EnterCode(desk.place)(two.digits) }
        await desk.remove()
    }

    @Test("takes the number away when the person chooses to be answered only here", .tags(.R41))
    func contactChanged() async throws {
        let desk = try await testWorkplace()
        let (_, _, session) = try await desk.write("bel me niet meer")
        func contact() async throws -> SafeContact? { try await ReadOwnConversation(desk.place)(session).contact }
        let section = try #require(try await desk.place.stores.conversations.conversation(session.conversation)).messages
        func kept() async throws -> Int { try await desk.place.stores.sections.items(section, after: 0, limit: 100).count }
        let before = try await kept()
        for number in ["06 00 00 00 01", "06 00 00 00 02"] {
            let contact = SafeContact(
                number: Confidential(number), times: Confidential("dinsdag"), manner: Confidential(""), voicemail: false)
            try await ChangeContact(desk.place)(contact, in: session)
        }
        #expect(try await contact()?.number.revealed == "06 00 00 00 02")
        #expect(try await kept() == before + 1)
        try await ChangeContact(desk.place)(nil, in: session)
        #expect(try await contact() == nil)
        #expect(try await kept() == before)
        await desk.remove()
    }

    @Test("counts as kept when the last four digits or the last word are typed, and not before")
    func provenCode() async throws {
        let desk = try await testWorkplace()
        let (code, cookie, session) = try await desk.write("bewaar mij")
        #expect(session.unprovenCode != nil)
        #expect(try await !ProveCode(desk.place)(Confidential("0000 of zo"), session))
        #expect(try await ProveCode(desk.place)(Confidential(String(code.digits.revealed.suffix(4))), session))
        #expect(try await desk.place.personSession(cookie)?.unprovenCode == nil)
        await desk.remove()
    }

    @Test("lets nobody in after fifteen quiet minutes, or an hour in any case")
    func sessionEnds() async throws {
        let desk = try await testWorkplace()
        let (_, cookie, _) = try await desk.write("even weg")
        desk.clock.advance(seconds: 14 * 60)
        #expect(try await desk.place.personSession(cookie) != nil)
        desk.clock.advance(seconds: 16 * 60)
        #expect(try await desk.place.personSession(cookie) == nil)
        let (_, second, _) = try await desk.write("lang bezig")
        for _ in 0..<6 {
            desk.clock.advance(seconds: 9 * 60)
            #expect(try await desk.place.personSession(second) != nil)
        }
        desk.clock.advance(seconds: 9 * 60)
        #expect(try await desk.place.personSession(second) == nil)
        await desk.remove()
    }

    @Test("goes after thirty days when it was not kept, and stays a year when it was", .tags(.R7))
    func retention() async throws {
        let desk = try await testWorkplace()
        let (kept, _, session) = try await desk.write("bewaard")
        let (unkept, _, _) = try await desk.write("niet bewaard")
        #expect(try await ProveCode(desk.place)(kept.digits, session))
        desk.clock.advance(days: 29)
        #expect(try await ExpireDossiers(desk.place)() == 0)
        desk.clock.advance(days: 14)
        #expect(try await ExpireDossiers(desk.place)() == 1)
        await #expect(throws: WorkRefusal.unknown) { try await EnterCode(desk.place)(unkept.digits) }
        desk.clock.advance(days: 320)
        #expect(try await ExpireDossiers(desk.place)() == 0)
        desk.clock.advance(days: 20)
        #expect(try await ExpireDossiers(desk.place)() == 1)
        await #expect(throws: WorkRefusal.unknown) { try await EnterCode(desk.place)(kept.digits) }
        await desk.remove()
    }

    @Test("shows the person who looked, with role and organisation")
    func whoLooked() async throws {
        let desk = try await testWorkplace()
        let (_, _, session) = try await desk.write("wie kijkt")
        let (_, iris) = try await desk.enter("iris")
        let id = try #require(try await Inbox(desk.place)(iris).first?.id)
        _ = try await HelpPerson(desk.place).read(id, by: iris)
        let entries = try await WhoLooked(desk.place)(session)
        let seen = entries.first { $0.kind == .sectionRead }
        #expect(seen?.organisation == "Invented desk")
        #expect(seen?.role == .helper)
        let (_, _, other) = try await desk.write("een ander")
        #expect(try await WhoLooked(desk.place)(other).allSatisfy(\.isPerson))
        await desk.remove()
    }

    @Test("shows the person every entry of the log that is about them and no other, also when there are very many (L4)")
    func everyEntry() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (_, _, session) = try await desk.write("wie kijkt het vaakst")
        let (_, _, other) = try await desk.write("van een ander")
        let (_, sam) = try await desk.enter("sam")
        let rows = try await Inbox(place)(sam)
        let id = try #require(rows.first { $0.id == session.conversation }?.id)
        _ = try await HelpPerson(place).read(id, by: sam)
        // An hour of drafts that are kept while somebody types.
        for number in 0..<300 { try await HelpPerson(place).keepDraft(id, Confidential("half \(number)"), by: sam) }
        let shown = try await WhoLooked(place)(session)
        let history = try await place.log.history(of: session.dossier, openedBy: session.keyPair, limit: .max)
        #expect(history.isComplete && shown.count == history.entries.count && shown.count > 300)
        #expect(shown.contains { $0.kind == .sectionRead && $0.at == shown.last?.at.adding(seconds: 60) })
        #expect(shown.last?.kind == .dossierOpened)
        #expect(try await WhoLooked(place)(other).map(\.kind) == [.dossierOpened])
        let theirs = try await place.log.history(of: session.dossier, openedBy: other.keyPair, limit: .max)
        #expect(theirs.entries.isEmpty && !theirs.isComplete)
        await desk.remove()
    }
}
