import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("Somebody who is sent to the desk", .tags(.R21, .R22, .R29))
struct InwardTests {
    let desk: TestWorkplace
    let place: Workplace
    let hospital: (team: Team, sessions: [WorkerSession])
    let sam: WorkerSession

    init() async throws {
        desk = try await testWorkplace()
        place = desk.place
        hospital = try await desk.partner("Ziekenhuis", people: ["hugo", "hella"])
        sam = try await desk.enter("sam").session
    }

    private func draft(
        tells: Bool = true, contact: SafeContact? = nil, urgency: Urgency = .u1, line: String = "20-30, Twente, wil praten",
        isMonitored: Bool = false
    ) throws -> InwardDraft {
        InwardDraft(
            urgency: urgency, language: .dutch, line: Confidential(line), need: Confidential("Iemand die luistert"),
            told: ["Wat er is gebeurd", "Wat de arts deed"], agreed: .person, manner: .spoken, tells: tells, contact: contact,
            isMonitored: isMonitored)
    }

    private func send(_ draft: InwardDraft) async throws -> ReturnCode {
        try await ReferInward(place)(draft, place.conversationSeed(), from: hospital.team.id, by: hospital.sessions[0])
    }

    private func come(_ code: ReturnCode) async throws -> PersonSession {
        let cookie = try await EnterCode(place)(code.digits)
        return try #require(try await place.personSession(cookie))
    }

    private func heard() async throws -> [ReferralStep.Kind?] {
        try await InwardReferrals(place).sent(hospital.sessions[0]).map { $0.card?.step }
    }

    private func step(_ kind: ReferralStep.Kind) async throws {
        let line = try #require(try await InwardReferrals(place).received(sam).first)
        try await WorkReferrals(place).step(ReferralStep(kind), on: line.referral.id, revision: line.referral.revision, by: sam)
    }

    @Test("stands with the desk by urgency, and the sender hears received, in progress, arrived and done", .tags(.R81))
    func whole() async throws {
        _ = try await desk.write("Somebody else", contact: nil)
        let code = try await send(try draft(urgency: .u0))
        let row = try #require(try await Inbox(place)(sam).first)
        #expect(row.urgency == .u0 && row.state == .waiting)
        #expect(try await heard() == [.asked])
        let line = try #require(try await InwardReferrals(place).received(sam).first)
        #expect(line.card?.line.revealed == "20-30, Twente, wil praten" && line.referral.owner == .receiver)
        let opened = try await WorkReferrals(place).read(line.referral.id, by: sam)
        #expect(opened.told.count == 2 && opened.question.revealed == "Iemand die luistert" && opened.ground?.agreed == .person)
        #expect(opened.next == [.reaching, .arrived, .unreached] && opened.sender.organisationName == "Ziekenhuis")
        #expect(try await InwardReferrals(place).referral(of: row.id, sam)?.id == line.referral.id)
        #expect(try await heard() == [.seen])
        try await step(.reaching)
        #expect(try await heard() == [.reaching])
        _ = try await come(code)
        #expect(try await heard() == [.arrived])
        try await step(.finished)
        #expect(try await InwardReferrals(place).received(sam).isEmpty)
        await desk.remove()
    }

    @Test("finds the lines, writes, and has a code that only they know; the one that was handed over opens nothing any more", .tags(.R7))
    func code() async throws {
        let code = try await send(try draft())
        let first = try await come(code)
        let own = try #require(first.unprovenCode)
        #expect(own != code)
        #expect(try await InwardReferrals(place).isHanded(first))
        // It cannot be kept.
        try await ChangeCode(place).cancel(first)
        let lines = try await InwardReferrals(place).own(first)
        #expect(lines.map(\.told.count) == [2] && lines.first?.sender.organisationName == "Ziekenhuis")
        #expect(try await ProveCode(place)(own.digits, first))
        await #expect(throws: WorkRefusal.unknown) { try await come(code) }
        let again = try await come(own)
        #expect(again.unprovenCode == nil)
        try await WriteMessage(place)(Confidential("Ik ben er"), in: again, slip: Confidential("x"))
        let conversation = try #require(try await Inbox(place)(sam).first)
        #expect(try await HelpPerson(place).read(conversation.id, by: sam).messages.map(\.text.revealed) == ["Ik ben er"])
        #expect(try await WhoLooked(place)(again).contains { $0.kind == .referralSent && $0.organisation == "Ziekenhuis" })
        await desk.remove()
    }

    @Test("lets the sender hear no more than they want, from the beginning or from any moment", arguments: [true, false])
    func silent(_ tells: Bool) async throws {
        let code = try await send(try draft(tells: tells))
        let line = try #require(try await InwardReferrals(place).received(sam).first)
        _ = try await WorkReferrals(place).read(line.referral.id, by: sam)
        #expect(try await heard() == [.seen])
        let person = try await come(code)
        #expect(try await heard() == [tells ? .arrived : .seen])
        try await InwardReferrals(place).silence(line.referral.id, person)
        #expect(try await heard() == [.silenced])
        try await step(.finished)
        #expect(try await InwardReferrals(place).sent(hospital.sessions[1]).allSatisfy { $0.card?.step == .silenced })
        await desk.remove()
    }

    @Test("throws the lines away: the desk opens them no more, and that they were there stays in the log")
    func discarded() async throws {
        let code = try await send(try draft())
        let line = try #require(try await InwardReferrals(place).received(sam).first)
        _ = try await WorkReferrals(place).read(line.referral.id, by: sam)
        let person = try await come(code)
        try await InwardReferrals(place).discard(line.referral.id, person)
        let opened = try await WorkReferrals(place).read(line.referral.id, by: sam)
        #expect(opened.question.revealed.isEmpty && opened.told.isEmpty && opened.line.revealed.isEmpty)
        #expect(!opened.steps.contains { $0.step.text.revealed.contains("luistert") })
        #expect(try await InwardReferrals(place).received(sam).first?.card?.line.revealed == "")
        #expect(try await WhoLooked(place)(person).contains { $0.kind == .referralRead })
        let other = try await desk.kept("another person")
        await #expect(throws: WorkRefusal.notFound) { try await InwardReferrals(place).discard(line.referral.id, other) }
        await desk.remove()
    }

    @Test("may come after they could not be reached, and is then there; silence raises the alarm at the desk until then")
    func late() async throws {
        let code = try await send(try draft(urgency: .u1))
        #expect(try await InwardReferrals(place).received(sam).map(\.isLate) == [false])
        desk.clock.advance(seconds: 5 * 3600)
        let now = try await desk.enter("iris").session
        #expect(try await InwardReferrals(place).received(now).map(\.isLate) == [true])
        let line = try #require(try await InwardReferrals(place).received(now).first)
        try await WorkReferrals(place).step(ReferralStep(.unreached), on: line.referral.id, revision: 1, by: now)
        #expect(try await InwardReferrals(place).received(now).isEmpty)
        _ = try await come(code)
        #expect(try await InwardReferrals(place).received(now).map(\.referral.state) == [.inProgress])
        await desk.remove()
    }

    @Test("with whom somebody may read along is marked from the beginning: nobody calls, and the desk sees it", .tags(.R41))
    func readAlong() async throws {
        let contact = SafeContact(
            number: Confidential("06 00 00 00 01"), times: Confidential("dinsdag na 10"), manner: Confidential("alleen ik"),
            voicemail: false,
            said: Confidential(""), codeWord: Confidential("appel"), until: nil)
        await #expect(throws: WorkRefusal.readAlong) { _ = try await send(try draft(contact: contact, isMonitored: true)) }
        #expect(try await Inbox(place)(sam).isEmpty)
        let code = try await send(try draft(isMonitored: true))
        let row = try #require(try await Inbox(place)(sam).first)
        #expect(row.isMonitored)
        #expect(try await HelpPerson(place).read(row.id, by: sam).isMonitored)
        #expect(try await ReadOwnConversation(place)(try await come(code)).isMonitored)
        await desk.remove()
    }

    @Test("is taken back by who sent them while nobody is busy with it: nothing is left, and the code opens nothing")
    func takenBack() async throws {
        let code = try await send(try draft())
        let id = try #require(try await InwardReferrals(place).received(sam).first).referral.id
        let other = try await desk.partner("Opvang", people: ["olga"])
        await #expect(throws: WorkRefusal.notFound) { try await TakeInwardBack(place)(id, by: other.sessions[0]) }
        await #expect(throws: WorkRefusal.notFound) { try await TakeInwardBack(place)(id, by: sam) }
        _ = try await WorkReferrals(place).read(id, by: sam)
        try await TakeInwardBack(place)(id, by: hospital.sessions[1])
        await #expect(throws: WorkRefusal.notFound) { try await TakeInwardBack(place)(id, by: hospital.sessions[1]) }
        #expect(try await InwardReferrals(place).received(sam).isEmpty)
        #expect(try await Inbox(place)(sam).isEmpty)
        await #expect(throws: WorkRefusal.unknown) { _ = try await come(code) }
        await desk.remove()
    }

    @Test(
        "is not taken back once the desk is busy with it or the person came in, and which of the two is not said", arguments: [true, false])
    func tooFar(_ tells: Bool) async throws {
        let code = try await send(try draft(tells: tells))
        let id = try #require(try await InwardReferrals(place).received(sam).first).referral.id
        let person = try await come(code)
        await #expect(throws: WorkRefusal.outOfOrder) { try await TakeInwardBack(place)(id, by: hospital.sessions[0]) }
        #expect(try await InwardReferrals(place).own(person).count == 1)
        _ = try await send(try draft(tells: tells, line: "een ander"))
        let second = try #require(try await InwardReferrals(place).received(sam).first { $0.referral.state == .requested })
        _ = try await WorkReferrals(place).read(second.referral.id, by: sam)
        let seen = try #require(try await place.stores.referrals.referral(second.referral.id))
        try await WorkReferrals(place).step(ReferralStep(.reaching), on: seen.id, revision: seen.revision, by: sam)
        await #expect(throws: WorkRefusal.outOfOrder) { try await TakeInwardBack(place)(seen.id, by: hospital.sessions[0]) }
        await desk.remove()
    }

    @Test("is sent once when the form is sent twice, with the same code")
    func twice() async throws {
        let seed = place.conversationSeed()
        let codes = [
            try await ReferInward(place)(try draft(), seed, from: hospital.team.id, by: hospital.sessions[0]),
            try await ReferInward(place)(try draft(), seed, from: hospital.team.id, by: hospital.sessions[0]),
        ]
        #expect(codes[0] == codes[1])
        #expect(try await InwardReferrals(place).received(sam).count == 1)
        #expect(try await Inbox(place)(sam).count == 1)
        _ = try await come(codes[0])
        await desk.remove()
    }

    @Test("may be called when they want that, as they said; the sender keeps no key to anything of it", .tags(.R41))
    func call() async throws {
        let contact = SafeContact(
            number: Confidential("06 0000 0000"), times: Confidential("ochtend"), manner: Confidential("alleen zij"), voicemail: false)
        let code = try await send(try draft(contact: contact))
        let row = try #require(try await Inbox(place)(sam).first)
        #expect(row.call?.times.revealed == "ochtend")
        let seen = try await HelpPerson(place).read(row.id, by: sam, revealingContact: true)
        #expect(seen.contact?.revealed.number == "06 0000 0000")
        let person = try await come(code)
        #expect(try await ReadOwnConversation(place)(person).contact?.number.revealed == "06 0000 0000")
        for section in try await place.stores.sections.sections(of: person.dossier) {
            let holder = KeyHolder.team(hospital.team.id, generation: hospital.team.generation)
            #expect(try await place.stores.sections.grant(section.id, to: holder) == nil)
        }
        let line = try #require(try await InwardReferrals(place).sent(hospital.sessions[0]).first)
        await #expect(throws: WorkRefusal.notFound) { try await WorkReferrals(place).read(line.referral.id, by: hospital.sessions[0]) }
        await desk.remove()
    }

    @Test("is sent by nobody who holds no key of a partner, without words, or when the desk cannot receive")
    func refused() async throws {
        let seed = place.conversationSeed()
        await #expect(throws: WorkRefusal.notFound) { try await ReferInward(place)(try draft(), seed, from: hospital.team.id, by: sam) }
        await #expect(throws: WorkRefusal.empty) { _ = try await send(try draft(line: " ")) }
        #expect(ReferInward(place).senders(sam).isEmpty)
        let other = try await desk.partner("Elders", people: ["ella"])
        await #expect(throws: WorkRefusal.notFound) {
            try await ReferInward(place)(try draft(), seed, from: hospital.team.id, by: other.sessions[0])
        }
        let code = try await send(try draft())
        #expect(try await InwardReferrals(place).sent(other.sessions[0]).isEmpty)
        _ = code
        await desk.remove()
    }
}
