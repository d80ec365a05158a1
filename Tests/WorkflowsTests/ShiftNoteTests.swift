import Domain
import TestKit
import Testing
import Vault
import Workflows

/// A note that was left when a shift changed, and who sees in the list that it waits.
@Suite("A note at a change of shift", .tags(.R11))
struct ShiftNoteTests {
    /// A conversation that Sam has.
    private struct Shift {
        let desk: TestWorkplace
        let id: Identifier<Conversation>
        let person: PersonSession
        let sam: WorkerSession
        let iris: WorkerSession
        var help: HelpPerson { HelpPerson(desk.place) }

        init() async throws {
            desk = try await TestWorkplace.make(
                people: [("noor", .administrator), ("sam", .helper), ("iris", .helper), ("lee", .shiftLead)])
            (_, _, person) = try await desk.write("hoi")
            id = person.conversation
            (_, sam) = try await desk.enter("sam")
            (_, iris) = try await desk.enter("iris")
            try await help.claim(id, by: sam)
        }

        func handOver(_ note: String = "Ze wil vanavond nog iets horen.") async throws {
            try await help.handOver(id, note: Confidential(note), by: sam)
        }

        /// Whether somebody's list says that a note waits.
        func waits(for session: WorkerSession) async throws -> Bool { try await Inbox(desk.place)(session).contains(where: \.hasNote) }
    }

    @Test("stands in the list of the whole team until whoever takes it has seen it, and then in nobody's")
    func seen() async throws {
        let shift = try await Shift()
        let (_, lee) = try await shift.desk.enter("lee")
        #expect(try await !shift.waits(for: shift.iris))
        try await shift.handOver()
        for one in [shift.iris, lee, shift.sam] { #expect(try await shift.waits(for: one)) }
        // Who looks through the list without taking it uses nothing up.
        _ = try await shift.help.read(shift.id, by: lee)
        try await shift.help.haveSeenNote(shift.id, by: lee)
        #expect(try await shift.waits(for: shift.iris))
        try await shift.help.claim(shift.id, by: shift.iris)
        #expect(try await shift.waits(for: shift.iris))
        #expect(try await !shift.waits(for: lee))
        try await shift.help.haveSeenNote(shift.id, by: lee)
        #expect(try await shift.waits(for: shift.iris))
        try await shift.help.haveSeenNote(shift.id, by: shift.iris)
        let revision = try await shift.desk.place.stores.conversations.conversation(shift.id)?.revision
        try await shift.help.haveSeenNote(shift.id, by: shift.iris)
        for one in [shift.iris, lee, shift.sam] { #expect(try await !shift.waits(for: one)) }
        #expect(try await shift.desk.place.stores.conversations.conversation(shift.id)?.revision == revision)
        // Given back without a word, there is nothing to say.
        try await shift.help.handOver(shift.id, note: Confidential("  "), by: shift.iris)
        #expect(try await !shift.waits(for: lee))
        await shift.desk.remove()
    }

    @Test("stays while the person writes and changes how they may be called, whose side makes the card anew")
    func remade() async throws {
        let shift = try await Shift()
        let place = shift.desk.place
        try await shift.help.answer(shift.id, Confidential("dag"), seen: 1, slip: Confidential("a"), by: shift.sam)
        try await shift.handOver()
        let before = try await place.stores.conversations.conversation(shift.id)?.card
        try await WriteMessage(place)(Confidential("ben je er nog"), in: shift.person, slip: Confidential("b"))
        let contact = SafeContact(
            number: Confidential("06 00 00 00 01"), times: Confidential("nu"), manner: Confidential(""), voicemail: false)
        try await ChangeContact(place)(contact, in: shift.person)
        #expect(try await place.stores.conversations.conversation(shift.id)?.card != before)
        let row = try #require(try await Inbox(place)(shift.iris).first)
        #expect(row.hasNote && row.state == .waiting && row.call != nil)
        await shift.desk.remove()
    }

    @Test("is told to no other organisation, and goes with everything when the person erases it")
    func others() async throws {
        let shift = try await Shift()
        let place = shift.desk.place
        try await shift.handOver()
        let (organisation, teams) = try await place.found(organisation: "Other", desk: "Other team")
        let code = try await place.invite(
            name: "Bo", login: "bo", role: .helper, organisation: organisation.id, teams: [try #require(teams.first).id])
        let cookie = try await AcceptInvitation(place)(
            code.text, passphrase: Confidential(TestWorkplace.passphrase), secondFactor: TestWorkplace.factor,
            factor: TestWorkplace.factor.code(now: shift.desk.clock.now))
        let bo = try #require(try await place.workerSession(cookie))
        #expect(try await Inbox(place)(bo).isEmpty)
        await #expect(throws: WorkRefusal.notFound) { try await shift.help.haveSeenNote(shift.id, by: bo) }
        #expect(try await shift.waits(for: shift.iris))
        try await EraseEverything(place).unproven(shift.person)
        #expect(try await !shift.waits(for: shift.iris))
        await shift.desk.remove()
    }

    @Test("waits on when the conversation went back with another note, or to another, in the moment in which it was seen")
    func crossing() async throws {
        let shift = try await Shift()
        let (place, id, iris, sam) = (shift.desk.place, shift.id, shift.iris, shift.sam)
        try await shift.handOver()
        try await shift.help.claim(id, by: iris)
        let back = place.with(rivals: [
            {
                try await HelpPerson(place).handOver(id, note: Confidential("Ik moet weg."), by: iris)
            }
        ])
        try await HelpPerson(back).haveSeenNote(id, by: iris)
        #expect(try await shift.waits(for: sam))
        try await shift.help.claim(id, by: iris)
        let over = place.with(rivals: [
            {
                try await HelpPerson(place).takeOver(id, from: iris.worker.id, note: Confidential("dienst"), by: sam)
            }
        ])
        try await HelpPerson(over).haveSeenNote(id, by: iris)
        #expect(try await shift.waits(for: sam))
        #expect(try await !shift.waits(for: iris))
        await shift.desk.remove()
    }
}
