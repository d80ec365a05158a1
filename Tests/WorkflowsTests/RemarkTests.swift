import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("What somebody finds not right in who looked")
struct RemarkTests {
    let desk: TestWorkplace
    let place: Workplace
    let code: ReturnCode
    let person: PersonSession
    let noor: WorkerSession

    init() async throws {
        desk = try await testWorkplace()
        place = desk.place
        (code, person) = try await desk.keptWithCode()
        noor = try await desk.enter("noor").session
    }

    private func send(_ text: String = "Wie was dat?", slip: String = "r") async throws {
        try await SendRemark(place)(Confidential(text), to: noor.worker.organisation, slip: Confidential(slip), by: person)
    }

    private func answer(_ text: String?, _ id: Identifier<DossierSection>, slip: String, by session: WorkerSession) async throws {
        try await AnswerRemark(place)(text.map { Confidential($0) }, to: id, slip: Confidential(slip), by: session)
    }

    /// Somebody who watches over the log of another organisation.
    private func officer() async throws -> WorkerSession {
        let (organisation, teams) = try await place.found(partner: "Elders", team: "Team", profile: nil)
        let review = try #require(teams.first { $0.kind == .review })
        let invited = try await place.invite(
            name: "Wout", login: "wout", role: .privacyOfficer, organisation: organisation.id, teams: [review.id])
        let cookie = try await AcceptInvitation(place)(
            invited.text, passphrase: Confidential(TestWorkplace.passphrase), secondFactor: TestWorkplace.factor,
            factor: TestWorkplace.factor.code(now: desk.clock.now))
        try await desk.admitAll(cookie)
        return try #require(try await place.workerSession(cookie))
    }

    @Test("is listed without being opened, is opened with a line in the log, and what was found is read by the person")
    func answered() async throws {
        try await send()
        let line = try #require(try await ReadRemarks(place).list(noor).first)
        #expect(line.number == person.conversation.number && !line.isLookedInto)
        #expect(try await WhoLooked(place)(person).allSatisfy { $0.isPerson || $0.kind != .remarkRead })
        let opened = try await ReadRemarks(place)(line.id, by: noor)
        #expect(opened.text.revealed == "Wie was dat?" && opened.answers.isEmpty)
        #expect(try await WhoLooked(place)(person).contains { !$0.isPerson && $0.kind == .remarkRead && $0.role == noor.worker.role })
        #expect(try await OwnRemarks(place)(person).first?.answers.isEmpty == true)
        desk.clock.advance(days: 1)
        try await answer("Een collega viel in.", line.id, slip: "a", by: noor)
        let own = try #require(try await OwnRemarks(place)(person).first)
        #expect(own.text.revealed == "Wie was dat?" && own.answers.map(\.text.revealed) == ["Een collega viel in."])
        #expect(own.answers.first?.role == noor.worker.role && own.answers.first?.at == place.now())
        #expect(try await ReadRemarks(place).list(noor).map(\.isLookedInto) == [true])
        await desk.remove()
    }

    @Test("gets one answer from two clicks, and a second answer behind the first, also where it was only looked into")
    func added() async throws {
        try await send()
        try await send()
        let lines = try await ReadRemarks(place).list(noor)
        #expect(lines.count == 1)
        let id = try #require(lines.first).id
        try await answer(nil, id, slip: "a", by: noor)
        try await answer(nil, id, slip: "a", by: noor)
        #expect(try await ReadRemarks(place).list(noor).map(\.isLookedInto) == [true])
        let petra = try await desk.enter("noor").session
        async let one: Void = answer("Eerste", id, slip: "b", by: noor)
        async let other: Void = answer("Tweede", id, slip: "c", by: petra)
        _ = try await (one, other)
        let answers = try #require(try await OwnRemarks(place)(person).first).answers.map(\.text.revealed)
        #expect(answers.count == 3 && answers.first == "" && Set(answers) == ["", "Eerste", "Tweede"])
        await #expect(throws: WorkRefusal.empty) { try await answer("  \n", id, slip: "d", by: noor) }
        await #expect(throws: WorkRefusal.incomplete) {
            try await answer(String(repeating: "a", count: AnswerRemark.longest + 1), id, slip: "e", by: noor)
        }
        #expect(try await OwnRemarks(place)(person).first?.answers.count == 3)
        await desk.remove()
    }

    @Test("is there for nobody else: not for another organisation's officer, not for a helper, not for another person")
    func others() async throws {
        try await send()
        let id = try #require(try await ReadRemarks(place).list(noor).first).id
        let wout = try await officer()
        #expect(try await ReadRemarks(place).list(wout).isEmpty)
        let sam = try await desk.enter("sam").session
        for session in [wout, sam] {
            await #expect(throws: WorkRefusal.notFound) { _ = try await ReadRemarks(place)(id, by: session) }
            await #expect(throws: WorkRefusal.notFound) { try await answer("Ik", id, slip: "x", by: session) }
        }
        let stranger = try await desk.kept("other words")
        #expect(try await OwnRemarks(place)(stranger).isEmpty)
        #expect(try await OwnRemarks(place)(person).first?.answers.isEmpty == true)
        // The section of another's dossier is no remark to answer.
        await #expect(throws: WorkRefusal.notFound) { try await answer("Ik", person.messages, slip: "x", by: noor) }
        await desk.remove()
    }

    @Test("is not there for a worker whom the person keeps away by name, and is there for the organisation that is kept away")
    func barred() async throws {
        try await send()
        try await NeverList(place).add(.organisation(noor.worker.organisation), label: Confidential("Zij"), person)
        #expect(try await ReadRemarks(place).list(noor).count == 1)
        try await NeverList(place).add(.person(Confidential("Noor"), at: noor.worker.organisation), label: Confidential("Noor"), person)
        #expect(try await ReadRemarks(place).list(noor).isEmpty)
        await desk.remove()
    }

    @Test("goes with everything when the person erases it, on both sides, and what lay in a copy opens no more")
    func erased() async throws {
        try await send()
        let id = try #require(try await ReadRemarks(place).list(noor).first).id
        try await answer("Gevonden", id, slip: "a", by: noor)
        #expect(try await place.stores.sections.items(id, after: 0, limit: 10).count == 2)
        try await EraseEverything(place)(code.digits, person)
        #expect(try await ReadRemarks(place).list(noor).isEmpty)
        #expect(try await place.stores.sections.items(id, after: 0, limit: 10).isEmpty)
        #expect(try await place.stores.shred.key(for: person.dossier) == nil)
        await #expect(throws: WorkRefusal.notFound) { _ = try await ReadRemarks(place)(id, by: noor) }
        await #expect(throws: WorkRefusal.notFound) { try await answer("Nog iets", id, slip: "b", by: noor) }
        await desk.remove()
    }

    @Test("that ended before the words were there is finished by the second click")
    func torn() async throws {
        try await send()
        let id = try #require(try await ReadRemarks(place).list(noor).first).id
        let words = try #require(try await place.stores.sections.items(id, after: 0, limit: 1).first)
        try await place.stores.sections.remove(words.id)
        #expect(try await ReadRemarks(place).list(noor).isEmpty)
        #expect(try await OwnRemarks(place)(person).isEmpty)
        try await send()
        #expect(try await OwnRemarks(place)(person).map(\.text.revealed) == ["Wie was dat?"])
        #expect(try await ReadRemarks(place)(id, by: noor).text.revealed == "Wie was dat?")
        await desk.remove()
    }

    @Test("of before it could be answered is still read, by who holds the key")
    func before() async throws {
        let review = try desk.team(.review)
        let key = try #require(try await place.stores.teams.team(review.id))
        let fields = [
            Array("remark/v1".utf8), Packed.number(place.now().seconds), Packed.number(41), Array("Van eerder".utf8),
        ]
        try await place.stores.feedback.add(
            try FeedbackSeal.seal(
                Packed.write(fields), id: Identifier(place.chance), to: key.id, generation: key.generation,
                try #require(key.publicKey)))
        #expect(try await ReadRemarks(place).unanswerable(noor).map(\.text.revealed) == ["Van eerder"])
        #expect(try await ReadRemarks(place).unanswerable(try await officer()).isEmpty)
        await desk.remove()
    }
}
