import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("What people let a team read", .tags(.R22, .R62))
struct TeamSharesTests {
    let desk: TestWorkplace
    let place: Workplace
    let person: PersonSession
    let trauma: (team: Team, sessions: [WorkerSession])

    init() async throws {
        desk = try await testWorkplace()
        place = desk.place
        trauma = try await desk.partner("Traumahulp", people: ["tess", "tom"])
        person = try await desk.kept()
        try await OwnParts(place).write(Confidential("Noem me K."), in: .contact, seen: 0, slip: Confidential("c"), person)
        try await OwnParts(place).write(Confidential("Het verhaal"), in: .story, seen: 0, slip: Confidential("s"), person)
    }

    private func give(_ team: Identifier<Team>? = nil, weeks: Int = 4) async throws -> Consent {
        try await GiveConsent(place)(
            ConsentOffer(team: team ?? trauma.team.id, parts: [.contact], scope: .all, purpose: .help, weeks: weeks),
            text: Confidential("words"), language: .dutch, slip: Confidential(place.chance.bytes(8).description), person)
    }

    @Test("stands in a list without a referral, and what is withdrawn or over is gone from it")
    func list() async throws {
        #expect(try await TeamShares(place)(trauma.sessions[0]).isEmpty)
        let given = try await give()
        let shares = try await TeamShares(place)(trauma.sessions[1])
        #expect(shares.map(\.consent.id) == [given.id] && shares.first?.referral == nil)
        #expect(shares.first?.teamName == "Team of Traumahulp")
        let other = try await desk.partner("Elders", people: ["ella"])
        #expect(try await TeamShares(place)(other.sessions[0]).isEmpty)
        let sam = try await desk.enter("sam").session
        #expect(try await TeamShares(place)(sam).isEmpty)
        try await WithdrawConsent(place)(given.id, person)
        #expect(try await TeamShares(place)(trauma.sessions[0]).isEmpty)
        _ = try await give(weeks: 1)
        desk.clock.advance(days: 15)
        #expect(try await TeamShares(place)(trauma.sessions[0]).isEmpty)
        await desk.remove()
    }

    @Test("also of a desk, when they let it read more than their messages")
    func atTheDesk() async throws {
        let sam = try await desk.enter("sam").session
        let given = try await give(try desk.team(.desk).id)
        #expect(try await TeamShares(place)(sam).map(\.consent.id) == [given.id])
        #expect(try await ReadSharedParts(place).read(.contact, on: given.id, for: .help, by: sam).text.revealed == "Noem me K.")
        let noor = try await desk.enter("noor").session
        await #expect(throws: WorkRefusal.notFound) { try await TeamShares(place)(noor) }
        await desk.remove()
    }

    @Test("is accounted for to whoever watches over the team: which part, on whose yes, until when, what for, and nothing of what it says")
    func accounted() async throws {
        let sam = try await desk.enter("sam").session
        let given = try await give(try desk.team(.desk).id)
        _ = try await ReadSharedParts(place).read(.contact, on: given.id, for: .help, by: sam)
        let noor = try await desk.enter("noor").session
        func row() async throws -> ReadAccessLog.Row? { try await ReadAccessLog(place)(noor).rows.first { $0.kind == .partRead } }
        let opened = try #require(try await row())
        #expect(opened.worker == "Sam" && opened.part == .contact && opened.reason == .help)
        #expect(opened.consent?.id == given.id && opened.consent?.state == .granted && opened.consent?.endsIn == given.endsIn)
        // What others opened of the same person is for those who watch over them.
        let theirs = try await give()
        _ = try await ReadSharedParts(place).read(.contact, on: theirs.id, for: .talk, by: trauma.sessions[0])
        #expect(try await ReadAccessLog(place)(noor).rows.count { $0.kind == .partRead } == 1)
        try await WithdrawConsent(place)(given.id, person)
        #expect(try await row()?.consent?.state == .withdrawn)
        await desk.remove()
    }

    @Test("is found by the number that came with 'this is not right', and by no number before; nobody else's is shown")
    func found() async throws {
        let team = try desk.team(.desk)
        let sam = try await desk.enter("sam").session
        let given = try await give(team.id)
        _ = try await ReadSharedParts(place).read(.contact, on: given.id, for: .help, by: sam)
        let other = try await desk.kept("Van een ander.")
        try await OwnParts(place).write(Confidential("Noem me L."), in: .contact, seen: 0, slip: Confidential("o"), other)
        let theirs = try await GiveConsent(place)(
            ConsentOffer(team: team.id, parts: [.contact], scope: .all, purpose: .help, weeks: 4), text: Confidential("words"),
            language: .dutch, slip: Confidential("o"), other)
        _ = try await ReadSharedParts(place).read(.contact, on: theirs.id, for: .help, by: sam)
        let noor = try await desk.enter("noor").session
        func numbers() async throws -> [Int?] {
            try await ReadAccessLog(place)(noor).rows.filter { $0.kind == .partRead }.map(\.number)
        }
        #expect(try await numbers() == [nil, nil])
        try await SendRemark(place)(Confidential("Wie is dit?"), to: team.organisation, slip: Confidential("r"), by: person)
        #expect(try await ReadRemarks(place).list(noor).map(\.number) == [person.conversation.number])
        #expect(try await numbers() == [nil, person.conversation.number])
        await desk.remove()
    }

    @Test("is opened with what it is for, and the person reads that beside who it was")
    func reason() async throws {
        let given = try await give()
        _ = try await ReadSharedParts(place).read(.contact, on: given.id, for: .standIn, by: trauma.sessions[0])
        let entry = try #require(try await WhoLooked(place)(person).first { $0.kind == .partRead && !$0.isPerson })
        #expect(entry.reason == .standIn && entry.part == .contact && entry.organisation == "Traumahulp")
        _ = try await ReadSharedParts(place).read(.contact, on: given.id, by: trauma.sessions[0])
        let newest = try #require(try await WhoLooked(place)(person).first { $0.kind == .partRead && !$0.isPerson })
        #expect(newest.reason == nil && newest.part == .contact)
        await desk.remove()
    }

    @Test("whose words are looked at stands with who looked as that, and not as a question that was asked")
    func wordsRead() async throws {
        let given = try await give()
        _ = try await ReadSharedParts(place)(given.id, by: trauma.sessions[0])
        let kinds = try await WhoLooked(place)(person).filter { !$0.isPerson }.map(\.kind)
        #expect(kinds.contains(.agreementRead) && !kinds.contains(.referralRead))
        await desk.remove()
    }

    @Test("is not there for a worker whom the person keeps away")
    func barred() async throws {
        _ = try await give()
        try await NeverList(place).add(
            .person(Confidential("Tess"), at: trauma.sessions[0].worker.organisation), label: Confidential("Tess"), person)
        #expect(try await TeamShares(place)(trauma.sessions[0]).isEmpty)
        #expect(try await TeamShares(place)(trauma.sessions[1]).count == 1)
        await desk.remove()
    }
}
