import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("A case table on a recorded ground", .tags(.R32, .R62, .R87, .R88))
struct TableExceptionTests {
    let desk: TestWorkplace
    let place: Workplace
    let person: PersonSession
    let sam: WorkerSession
    let home: (team: Team, sessions: [WorkerSession])
    let police: (team: Team, sessions: [WorkerSession])
    let trauma: (team: Team, sessions: [WorkerSession])

    init() async throws {
        desk = try await TestWorkplace.make(people: [
            ("noor", .administrator), ("sam", .helper), ("iris", .helper), ("omar", .privacyOfficer),
        ])
        place = desk.place
        home = try await desk.partner("Veilig Thuis", people: ["vera"], kind: .domesticChildProtection)
        police = try await desk.partner("Politie", people: ["piet"], kind: .police)
        trauma = try await desk.partner("Traumahulp", people: ["tess"])
        person = try await desk.kept("Eerder gezegd.")
        sam = try await desk.enter("sam").session
        try await HelpPerson(place).claim(person.conversation, by: sam)
    }

    private func draft(
        _ kind: CaseTable.Kind = .acute, ground: SharingException.Ground = .acuteDanger, teams: [Team]? = nil,
        purpose: String = "Vannacht een veilige plek.", weeks: Int = 2, silence: (String, Int)? = nil
    ) -> TableExceptionDraft {
        TableExceptionDraft(
            kind: kind, ground: ground, teams: (teams ?? [home.team, police.team]).map(\.id),
            reason: Confidential("Er is geen andere weg."),
            purpose: Confidential(purpose), weeks: weeks, silence: silence.map { (Confidential($0.0), $0.1) })
    }

    private func propose(_ draft: TableExceptionDraft) async throws -> SharingException {
        let id = try await ShareWithoutConsent(place).propose(draft, in: person.conversation, slip: Confidential("s"), by: sam)
        return try #require(try await place.stores.exceptions.exception(id))
    }

    private func agree(_ exception: SharingException, by session: WorkerSession, factor: String? = nil) async throws {
        desk.clock.advance(seconds: 60)
        let code = factor.map { Confidential($0) } ?? TestWorkplace.factor.code(now: desk.clock.now)
        try await ShareWithoutConsent(place).agree(
            exception.id, revision: exception.revision, passphrase: Confidential(TestWorkplace.passphrase), factor: code, by: session)
    }

    /// Both agreed: the table.
    private func opened(_ draft: TableExceptionDraft) async throws -> CaseTable {
        let proposed = try await propose(draft)
        try await agree(proposed, by: try await desk.enter("iris").session)
        return try #require(try await place.stores.tables.tables(of: person.dossier).first)
    }

    private func exception() async throws -> SharingException {
        try #require(try await place.stores.exceptions.exceptions(of: person.dossier).first)
    }

    private func step(_ kind: TableStep.Kind, _ id: Identifier<CaseTable>, by session: WorkerSession, slip: String) async throws {
        var step = TableStep(kind, by: nil)
        step.text = Confidential("Iets")
        (step.day, step.minute, step.way) = (AmsterdamTime(place.now()).day.adding(days: 1), 600, .here)
        let count = try await WorkTables(place).read(id, by: session).count
        try await WorkTables(place).step(step, on: id, seen: count, slip: Confidential(slip), by: session)
    }

    @Test(
        "opens after a second worker agreed, never the same: these teams sit, nothing of the story goes along, the person sees who decided")
    func whole() async throws {
        let vera = home.sessions[0]
        let proposed = try await propose(draft())
        #expect(try await propose(draft()).id == proposed.id)
        #expect(try await place.stores.tables.tables(of: person.dossier).isEmpty)
        #expect(try await WorkTables(place).list(vera).isEmpty)
        await #expect(throws: WorkRefusal.sameWorker) { try await agree(proposed, by: sam) }
        let iris = try await desk.enter("iris").session
        await #expect(throws: WorkRefusal.unknown) { try await agree(proposed, by: iris, factor: "000000") }
        #expect(try await place.stores.tables.tables(of: person.dossier).isEmpty)
        try await agree(proposed, by: iris)
        await #expect(throws: WorkRefusal.taken(by: nil)) { try await agree(proposed, by: iris) }
        let table = try #require(try await place.stores.tables.tables(of: person.dossier).first)
        let seen = try await WorkTables(place).read(table.id, by: vera)
        #expect(seen.kind == .acute && seen.purpose.revealed == "Vannacht een veilige plek." && seen.table.seated.count == 3)
        #expect(seen.decision?.ground == .acuteDanger && seen.decision?.proposer == "Sam" && seen.decision?.second == "Iris")
        #expect(seen.steps.map(\.step.kind) == [.decided] && seen.name(seen.steps[0].worker) == "Iris")
        await #expect(throws: WorkRefusal.notFound) { _ = try await WorkTables(place).read(table.id, by: trauma.sessions[0]) }
        // What was weighed, and what was said, stay closed to the teams.
        for holder in [home.team, police.team].map({ KeyHolder.team($0.id, generation: $0.generation) }) {
            #expect(try await place.stores.sections.grant(person.messages, to: holder) == nil)
            #expect(try await place.stores.sections.grant(proposed.section, to: holder) == nil)
        }
        await #expect(throws: WorkRefusal.notFound) { _ = try await ReadExceptions(place).read(proposed.id, by: vera) }
        #expect(try await ReadExceptions(place).received(vera).isEmpty)
        let own = try #require(try await OwnTables(place).all(person).first)
        #expect(own.decision?.second == "Iris" && own.table.isHeldWithoutYes)
        let told = try #require(try await ReadExceptions(place).own(person).first)
        #expect(told.content.table == .acute && told.teams.map(\.organisationName) == ["Veilig Thuis", "Politie"])
        #expect(try await WhoLooked(place)(person).contains { $0.kind == .tableRead && $0.organisation == "Veilig Thuis" })
        await desk.remove()
    }

    @Test("is only for sorts and teams that the ground reaches, short, and not for whom the person keeps away", .tags(.R39))
    func refused() async throws {
        for wrong in [
            draft(.oneRoof), draft(.actionMeeting, ground: .childInDanger), draft(.zsm, ground: .legalDuty),
            draft(.acute, ground: .legalDuty),
            draft(.acute, ground: .lastingDanger, teams: [home.team]), draft(.childAbuse, ground: .acuteDanger),
            draft(teams: [home.team, trauma.team]),
        ] {
            await #expect(throws: WorkRefusal.outOfOrder) { _ = try await propose(wrong) }
        }
        for wrong in [
            draft(teams: []), draft(teams: [home.team, home.team]), draft(purpose: " "), draft(weeks: 5), draft(weeks: 0),
            draft(silence: ("", 7)), draft(silence: ("x", 60)),
        ] {
            await #expect(throws: WorkRefusal.incomplete) { _ = try await propose(wrong) }
        }
        let iris = try await desk.enter("iris").session
        await #expect(throws: WorkRefusal.taken(by: Confidential("Sam"))) {
            try await ShareWithoutConsent(place).propose(draft(), in: person.conversation, slip: Confidential("i"), by: iris)
        }
        await #expect(throws: WorkRefusal.notFound) {
            try await ShareWithoutConsent(place).propose(draft(), in: person.conversation, slip: Confidential("i"), by: home.sessions[0])
        }
        let proposed = try await propose(draft())
        try await NeverList(place).add(.team(police.team.id), label: Confidential("hij werkt daar"), person)
        await #expect(throws: WorkRefusal.barred) { try await agree(proposed, by: iris) }
        await #expect(throws: WorkRefusal.barred) { _ = try await propose(draft(purpose: "nog een keer")) }
        #expect(try await place.stores.tables.tables(of: person.dossier).isEmpty)
        await desk.remove()
    }

    @Test("does not open when it was taken back meanwhile, or waited longer than a day")
    func meanwhile() async throws {
        let proposed = try await propose(draft())
        try await ShareWithoutConsent(place).refuse(proposed.id, revision: proposed.revision, by: sam)
        let iris = try await desk.enter("iris").session
        await #expect(throws: WorkRefusal.taken(by: nil)) { try await agree(proposed, by: iris) }
        let second = try await propose(draft(purpose: "Opnieuw"))
        desk.clock.advance(seconds: SharingException.patience + 60)
        let later = try await desk.enter("iris").session
        await #expect(throws: WorkRefusal.lapsed) { try await agree(second, by: later) }
        #expect(try await place.stores.tables.tables(of: person.dossier).isEmpty)
        await desk.remove()
    }

    @Test("of which the person is not told is not in their sight, and nothing is agreed for them; it is late until somebody tells")
    func untold() async throws {
        let table = try await opened(draft(silence: ("Hij leest mee.", 2)))
        let vera = home.sessions[0]
        #expect(try await WorkTables(place).read(table.id, by: vera).isTold == false)
        #expect(try await OwnTables(place).all(person).isEmpty)
        #expect(try await ReadStanding(place)(person).tables.isEmpty)
        await #expect(throws: WorkRefusal.notFound) { _ = try await OwnTables(place).read(table.id, person) }
        await #expect(throws: WorkRefusal.notFound) { try await OwnTables(place).stop(table.id, person) }
        #expect(
            try await !WhoLooked(place)(person).contains {
                $0.kind.rawValue.hasPrefix("table.") || $0.kind.rawValue.hasPrefix("exception.")
            })
        await #expect(throws: WorkRefusal.outOfOrder) { try await step(.contact, table.id, by: sam, slip: "c") }
        try await step(.agenda, table.id, by: vera, slip: "a")
        desk.clock.advance(days: 3)
        let later = try await desk.enter("iris").session
        #expect(try await ReadExceptions(place).lines(later).map(\.isLate) == [true])
        try await ShareWithoutConsent(place).tell(exception().id, revision: exception().revision, by: later)
        let own = try #require(try await OwnTables(place).all(person).first)
        #expect(own.sheet.agenda.count == 1 && own.decision?.proposer == "Sam")
        #expect(try await WhoLooked(place)(person).contains { $0.kind == .tableRead && $0.organisation == "Veilig Thuis" })
        try await step(.contact, table.id, by: later, slip: "d")
        await desk.remove()
    }

    @Test("that ended before the person was told can still be read by them, once they are")
    func toldLate() async throws {
        let table = try await opened(draft(silence: ("Hij leest mee.", 2)))
        try await step(.agenda, table.id, by: home.sessions[0], slip: "a")
        let iris = try await desk.enter("iris").session
        try await WorkTables(place).end(table.id, by: iris)
        #expect(try await exception().state == .ended)
        #expect(try await OwnTables(place).all(person).isEmpty)
        try await ShareWithoutConsent(place).tell(exception().id, revision: exception().revision, by: iris)
        #expect(try #require(try await OwnTables(place).all(person).first).sheet.agenda.count == 1)
        await desk.remove()
    }

    @Test(
        "is not ended by the person's button while the ground holds, and is left by whom they keep away, also before they are told",
        .tags(.R39))
    func unseating() async throws {
        let table = try await opened(draft(silence: ("Hij leest mee.", 2)))
        try await NeverList(place).add(.team(police.team.id), label: Confidential("hij werkt daar"), person)
        await #expect(throws: WorkRefusal.notFound) { _ = try await WorkTables(place).read(table.id, by: police.sessions[0]) }
        #expect(try await WorkTables(place).read(table.id, by: home.sessions[0]).table.seated.count == 2)
        let iris = try await desk.enter("iris").session
        try await ShareWithoutConsent(place).tell(exception().id, revision: exception().revision, by: iris)
        await #expect(throws: WorkRefusal.outOfOrder) { try await OwnTables(place).stop(table.id, person) }
        await #expect(throws: WorkRefusal.outOfOrder) { try await OwnTables(place).remove(home.team.id, from: table.id, person) }
        await #expect(throws: WorkRefusal.outOfOrder) { try await WorkTables(place).invite([police.team.id], to: table.id, by: sam) }
        #expect(try await WorkTables(place).read(table.id, by: home.sessions[0]).table.state == .open)
        await desk.remove()
    }

    @Test("becomes an ordinary one with the person's yes: they end it, and the exception is over")
    func yes() async throws {
        let (code, cookie, before) = try await desk.write("words")
        try await HelpPerson(place).claim(before.conversation, by: sam)
        #expect(try await ProveCode(place)(code.digits, before))
        let person = try #require(try await place.personSession(cookie))
        let id = try await ShareWithoutConsent(place).propose(draft(), in: person.conversation, slip: Confidential("y"), by: sam)
        try await agree(
            try #require(try await place.stores.exceptions.exception(id)), by: try await desk.enter("iris").session)
        let table = try #require(try await OwnTables(place).all(person).first)
        #expect(OwnTables(place).needsCode(table))
        let tables = OwnTables(place)
        await #expect(throws: WorkRefusal.codeNeeded) {
            try await tables.agree(table.table.id, revision: table.table.revision, text: Confidential("w"), person)
        }
        for _ in 0..<2 {
            try await tables.agree(
                table.table.id, revision: table.table.revision, text: Confidential("w"), person, code: code.digits)
        }
        let after = try await tables.read(table.table.id, person)
        #expect(after.table.ground == .consent && after.table.seated.count == 3 && after.agreed?.step.text.revealed == "w")
        #expect(try await place.stores.exceptions.exception(id)?.state == .ended)
        #expect(try await WorkTables(place).read(table.table.id, by: police.sessions[0]).decision?.second == "Iris")
        try await tables.stop(table.table.id, person)
        await #expect(throws: WorkRefusal.notFound) { _ = try await WorkTables(place).read(table.table.id, by: home.sessions[0]) }
        await desk.remove()
    }

    @Test("ends with its last week for everybody; and who watches over it sees numbers and names of organisations, and no content")
    func over() async throws {
        let table = try await opened(draft(weeks: 1))
        let omar = try await desk.enter("omar").session
        let line = try #require(try await ReadExceptions(place).lines(omar).first)
        #expect(line.receivers == ["Veilig Thuis", "Politie"] && line.card.ground == .acuteDanger)
        await #expect(throws: WorkRefusal.notFound) { _ = try await WorkTables(place).read(table.id, by: omar) }
        while place.week <= table.endsIn { desk.clock.advance(days: 1) }
        await #expect(throws: WorkRefusal.notFound) { _ = try await WorkTables(place).read(table.id, by: home.sessions[0]) }
        #expect(try await ExpireExceptions(place)() == 1)
        #expect(try await ExpireTables(place)() == 1)
        #expect(try await place.stores.consents.grants(of: table.section).map(\.holder) == [.subject])
        #expect(try await exception().state == .ended)
        // The desk keeps what it weighed.
        let iris = try await desk.enter("iris").session
        #expect(try await ShareWithoutConsent(place).read(exception().id, by: iris).content.reason.revealed == "Er is geen andere weg.")
        await desk.remove()
    }
}
