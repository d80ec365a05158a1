import Domain
import TestKit
import Testing
import Workflows

@Suite("Two devices with one code", .tags(.R7))
struct TwoDevicesTests {
    private struct Both {
        let desk: TestWorkplace
        let code: ReturnCode
        let cookies: [String]

        func session(_ device: Int) async throws -> PersonSession? { try await desk.place.personSession(cookies[device]) }
        func write(_ text: String, on device: Int) async throws {
            try await WriteMessage(desk.place)(
                Confidential(text), in: try #require(try await session(device)), slip: Confidential(text))
        }
        func read(on device: Int) async throws -> [String] {
            try await ReadOwnConversation(desk.place)(try #require(try await session(device))).messages.map(\.text.revealed)
        }
    }

    private func both(isChat: Bool = false) async throws -> Both {
        let desk = try await testWorkplace()
        let seed = desk.place.conversationSeed()
        let message = FirstMessage(text: Confidential("eerst"), language: .dutch, isChat: isChat)
        let first = try await OpenConversation(desk.place)(message, seed, urgency: .u2)
        if !isChat {
            let session = try #require(try await desk.place.personSession(first))
            #expect(try await ProveCode(desk.place)(seed.code.digits, session))
        }
        return Both(desk: desk, code: seed.code, cookies: [first, try await EnterCode(desk.place)(seed.code.digits)])
    }

    @Test("both see and hear at once what is written on either, and what is written on both at the same instant")
    func live() async throws {
        let both = try await both()
        let place = both.desk.place
        let conversation = try #require(try await both.session(0)).conversation
        var heard = [place.changes.changes(of: conversation), place.changes.changes(of: conversation)].map { $0.makeAsyncIterator() }
        try await both.write("van het ene", on: 0)
        try await both.write("van het andere", on: 1)
        for device in 0...1 {
            #expect(await heard[device].next() != nil)
            #expect(try await both.read(on: device) == ["eerst", "van het ene", "van het andere"])
        }
        for round in 0..<10 {
            async let one: Void = both.write("a\(round)", on: 0)
            async let other: Void = both.write("b\(round)", on: 1)
            _ = try await (one, other)
        }
        let all = try await both.read(on: 0)
        let others = try await both.read(on: 1)
        #expect(all.count == 23 && Set(all).count == 23 && others == all)
        await both.desk.remove()
    }

    @Test("who leaves on one is still in on the other, and comes back with the code", arguments: [false, true])
    func exit(_ isChat: Bool) async throws {
        let both = try await both(isChat: isChat)
        await both.desk.place.endSession(both.cookies[0])
        #expect(try await both.session(0) == nil)
        try await both.write("nog hier", on: 1)
        #expect(try await both.read(on: 1).last == "nog hier")
        #expect(try await both.desk.place.personSession(EnterCode(both.desk.place)(both.code.digits)) != nil)
        await both.desk.remove()
    }

    @Test("when the code is changed on one, the other is out, also when somebody else sits there, and the open page hears it")
    func changed() async throws {
        let both = try await both()
        let place = both.desk.place
        let mine = try #require(try await both.session(0))
        let other = try #require(try await both.session(1))
        let new = try await ChangeCode(place)(both.code.digits, mine)
        // Until the new one is kept, nothing changes for either.
        try await both.write("nog steeds", on: 1)
        var heard = place.changes.changes(of: mine.conversation).makeAsyncIterator()
        #expect(try await ProveCode(place)(new.digits, try #require(try await both.session(0))))
        #expect(await heard.next() != nil)
        #expect(try await !place.lasts(other.listening))
        #expect(try await both.session(1) == nil)
        #expect(try await place.lasts(try #require(try await both.session(0)).listening))
        try await both.write("ik ben er nog", on: 0)
        await #expect(throws: WorkRefusal.unknown) { try await EnterCode(place)(both.code.digits) }
        let back = try #require(try await place.personSession(EnterCode(place)(new.digits)))
        #expect(try await ReadOwnConversation(place)(back).messages.last?.text.revealed == "ik ben er nog")
        await both.desk.remove()
    }

    @Test("when both take another code at the same instant, one of them has it, and the other is out")
    func bothChange() async throws {
        for _ in 0..<5 {
            let both = try await both()
            let place = both.desk.place
            var codes: [ReturnCode] = []
            for device in 0...1 {
                codes.append(try await ChangeCode(place)(both.code.digits, try #require(try await both.session(device))))
            }
            let sessions = [try #require(try await both.session(0)), try #require(try await both.session(1))]
            let shown = codes.map(\.digits)
            async let one = try? ProveCode(place)(shown[0], sessions[0])
            async let other = try? ProveCode(place)(shown[1], sessions[1])
            let kept = [await one == true, await other == true]
            #expect(kept[0] != kept[1])
            for device in 0...1 {
                let isIn = try await both.session(device) != nil
                #expect(isIn == kept[device])
                let opened = try? await EnterCode(place)(codes[device].digits)
                #expect((opened != nil) == kept[device])
            }
            await both.desk.remove()
        }
    }

    @Test("when everything is erased on one, the other says that it is gone")
    func erased() async throws {
        let both = try await both()
        try await EraseEverything(both.desk.place)(both.code.digits, try #require(try await both.session(0)))
        let other = try #require(try await both.session(1))
        await #expect(throws: WorkRefusal.erased) { try await ReadOwnConversation(both.desk.place)(other) }
        await both.desk.remove()
    }
}

@Suite("An hour of silence", .tags(.R5))
struct SilenceOfAnHourTests {
    @Test(
        "on both sides loses nothing: the chat goes on where it was, and the helper finds it and the answer in the making after entering anew"
    )
    func both() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (entered, sam) = try await desk.enter("sam")
        let message = FirstMessage(text: Confidential(""), language: .dutch, isChat: true)
        let cookie = try await OpenConversation(place)(message, place.conversationSeed(), urgency: .u2)
        let person = try #require(try await place.personSession(cookie))
        try await WriteMessage(place)(Confidential("ik ben er"), in: person, slip: Confidential("1"))
        try await HelpPerson(place).claim(person.conversation, by: sam)
        try await HelpPerson(place).answer(person.conversation, Confidential("ik ook"), seen: 1, slip: Confidential("2"), by: sam)
        try await HelpPerson(place).keepDraft(person.conversation, Confidential("neem de t"), by: sam)
        // Both pages stand open; neither is touched.
        for _ in 0..<180 {
            desk.clock.advance(seconds: 20)
            #expect(try await place.personSession(cookie, renews: false) != nil)
            #expect(try await TalkNow(place).stage(person) == .talking)
        }
        #expect(try await place.workerSession(entered) == nil)
        let (_, back) = try await desk.enter("sam")
        let row = try #require(try await Inbox(place)(back).first)
        #expect(row.isYours && row.chat == .here)
        let view = try await HelpPerson(place).read(person.conversation, by: back)
        #expect(view.draft?.text.revealed == "neem de t" && view.messages.count == 2)
        try await HelpPerson(place).answer(person.conversation, Confidential("neem de tijd"), seen: 2, slip: Confidential("3"), by: back)
        let mine = try #require(try await place.personSession(cookie))
        try await WriteMessage(place)(Confidential("dank je"), in: mine, slip: Confidential("4"))
        #expect(
            try await ReadOwnConversation(place)(mine).messages.map(\.text.revealed) == ["ik ben er", "ik ook", "neem de tijd", "dank je"])
        #expect(try await Inbox(place)(back).first?.state == .waiting)
        await desk.remove()
    }
}
