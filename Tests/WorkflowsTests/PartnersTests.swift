import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("An organisation that comes in by itself", .tags(.R21, .R62, .R72))
struct PartnersTests {
    let desk: TestWorkplace
    let place: Workplace
    let noor: WorkerSession

    init() async throws {
        desk = try await testWorkplace()
        place = desk.place
        noor = try await desk.enter("noor").session
    }

    private func details(_ login: String = "bea", kind: OrganisationKind = .shelter) -> JoinAsPartner.Details {
        JoinAsPartner.Details(
            organisation: "Opvang", profile: OrganisationProfile(kind: kind), team: "Intake", name: login, login: login)
    }

    private func join(_ code: InvitationCode, _ details: JoinAsPartner.Details? = nil) async throws -> WorkerSession {
        let proposal = AcceptInvitation.Proposal(place)
        let cookie = try await JoinAsPartner(place)(
            code.text, details ?? self.details(), passphrase: Confidential(TestWorkplace.passphrase), proposal: proposal,
            factor: proposal.factor.code(now: desk.clock.now))
        return try #require(try await place.workerSession(cookie))
    }

    private func colleague(_ login: String, of administrator: WorkerSession) async throws -> (cookie: String, session: WorkerSession) {
        let teams = try await place.stores.teams.teams(of: administrator.worker.organisation).filter { $0.kind == .partner }
        let code = try await People(place).invite(
            name: login, login: login, role: .partnerWorker, teams: teams.map(\.id), by: administrator)
        let cookie = try await AcceptInvitation(place)(
            code.text, passphrase: Confidential(TestWorkplace.passphrase), secondFactor: TestWorkplace.factor,
            factor: TestWorkplace.factor.code(now: desk.clock.now))
        return (cookie, try #require(try await place.workerSession(cookie)))
    }

    private func entry() async throws -> Partners.Entry { try #require(try await Partners(place).list(for: noor).first) }

    private func receives(_ person: PersonSession) async throws -> Bool {
        try await SendReferral(place).receivers(person).contains { $0.organisationName == "Opvang" }
    }

    /// With two holders.
    private func whole() async throws -> (administrator: WorkerSession, one: WorkerSession, other: WorkerSession) {
        let administrator = try await join(try await Partners(place).invite(Confidential("Opvang"), by: noor))
        let one = try await colleague("cas", of: administrator)
        let other = try await colleague("dina", of: administrator)
        try await desk.admitAll(one.cookie)
        return (administrator, one.session, try #require(try await place.workerSession(other.cookie)))
    }

    private func vouch() async throws {
        let entry = try await entry()
        try await Partners(place).vouch(
            for: entry.team, comparing: try #require(entry.fingerprint), with: Confidential("Cas, intake"), by: noor)
    }

    @Test("says what it is, invites its people, and receives after somebody of the desk heard the digits of its key", .tags(.R9))
    func comesIn() async throws {
        let person = try await desk.kept()
        let code = try await Partners(place).invite(Confidential("Opvang"), by: noor)
        #expect(try await Partners(place).invited(by: noor).map(\.name) == ["Opvang"])
        let invited = try await JoinAsPartner(place).invited(code.text)
        #expect(invited.host == "Invented desk" && invited.meant == "Opvang")
        let administrator = try await join(code)
        #expect(administrator.worker.role == .administrator && administrator.holdsKey(of: .review))
        #expect(try await Partners(place).invited(by: noor).isEmpty)
        #expect(try await entry().standing == .noKey)
        let one = try await colleague("cas", of: administrator)
        #expect(try await entry().standing == .unvouched)
        #expect(try await !receives(person))
        let other = try await colleague("dina", of: administrator)
        try await desk.admitAll(one.cookie)
        _ = other
        #expect(try await !receives(person))
        try await vouch()
        let entry = try await entry()
        #expect(entry.standing == .good && entry.holders == 2)
        #expect(entry.vouched?.with == "Cas, intake" && entry.vouched?.by == "Noor" && entry.vouched?.at == desk.clock.now)
        #expect(try await receives(person))
        // Its own administrator sees the same digits, and asks nobody.
        let own = try #require(try await Partners(place).list(for: administrator).first)
        #expect(own.fingerprint == entry.fingerprint)
        #expect(try await !Partners(place).asks(administrator))
        await #expect(throws: WorkRefusal.notFound) { try await Partners(place).invite(Confidential("x"), by: administrator) }
        await desk.remove()
    }

    @Test("comes in once: a code that was used, taken back, is over, or is for something else opens nothing")
    func refused() async throws {
        let code = try await Partners(place).invite(Confidential("Opvang"), by: noor)
        _ = try await join(code)
        await #expect(throws: WorkRefusal.invitationGone) { _ = try await join(code, details("dirk")) }
        let taken = try await Partners(place).invite(Confidential("Elders"), by: noor)
        let open = try #require(try await Partners(place).invited(by: noor).first)
        try await Partners(place).withdraw(open.id, by: noor)
        await #expect(throws: WorkRefusal.invitationGone) { _ = try await join(taken, details("dirk")) }
        let old = try await Partners(place).invite(Confidential("Later"), by: noor)
        desk.clock.advance(days: 15)
        await #expect(throws: WorkRefusal.invitationGone) { _ = try await join(old, details("dirk")) }
        let again = try await desk.enter("noor").session
        let worker = try await People(place).invite(name: "Eef", login: "eef", role: .helper, teams: [], by: again)
        await #expect(throws: WorkRefusal.invitationGone) { _ = try await join(worker, details("dirk")) }
        let organisation = try await Partners(place).invite(Confidential("Nog een"), by: again)
        await #expect(throws: WorkRefusal.invitationGone) { _ = try await AcceptInvitation(place).invited(organisation.text) }
        await #expect(throws: WorkRefusal.loginTaken) { _ = try await join(organisation, details("sam")) }
        await #expect(throws: WorkRefusal.incomplete) { _ = try await join(organisation, details("")) }
        let sam = try await desk.enter("sam").session
        await #expect(throws: WorkRefusal.notFound) { _ = try await Partners(place).invite(Confidential("x"), by: sam) }
        // What was refused has not used it up.
        _ = try await join(organisation, details("dirk"))
        await desk.remove()
    }

    @Test("that has another key than the one that was heard receives nothing new, and old digits are not vouched for")
    func changed() async throws {
        let person = try await desk.kept()
        let house = try await whole()
        try await vouch()
        let before = try await entry()
        try await People(place).end(house.other.worker.id, by: house.administrator)
        let one = try #require(try await place.again(house.one))
        try await RenewTeamKey(place).renewWhereSomebodyLeft(one)
        let after = try await entry()
        #expect(after.standing == .changed && after.fingerprint != before.fingerprint)
        #expect(try await !receives(person))
        await #expect(throws: WorkRefusal.taken(by: nil)) {
            try await Partners(place).vouch(
                for: before.team, comparing: try #require(before.fingerprint), with: Confidential("x"), by: noor)
        }
        await #expect(throws: WorkRefusal.empty) {
            try await Partners(place).vouch(
                for: before.team, comparing: try #require(after.fingerprint), with: Confidential(" "), by: noor)
        }
        try await vouch()
        #expect(try await entry().standing == .alone)
        #expect(try await receives(person))
        await desk.remove()
    }

    @Test("with one holder shows red at once, and after seven days receives nothing new until there are two", .tags(.R9))
    func alone() async throws {
        let person = try await desk.kept()
        let administrator = try await join(try await Partners(place).invite(Confidential("Opvang"), by: noor))
        let one = try await colleague("cas", of: administrator)
        try await vouch()
        #expect(try await entry().standing == .alone)
        _ = try await ExpireDossiers(place)()
        #expect(try await receives(person))
        desk.clock.advance(days: 8)
        _ = try await ExpireDossiers(place)()
        let late = try await desk.enter("noor").session
        #expect(try await Partners(place).list(for: late).first?.standing == .closed)
        let again = try await desk.kept("again")
        #expect(try await !receives(again))
        await #expect(throws: WorkRefusal.nobodyReceives) {
            try await SendReferral(place)(
                ReferralDraft(
                    to: one.session.teams[0].id, urgency: .u2, line: Confidential("x"), question: Confidential("y"), told: []),
                slip: Confidential("s"), by: again)
        }
        let cas = try #require(
            try await place.workerSession(
                try await EnterWork(place)(
                    login: Confidential("cas"), passphrase: Confidential(TestWorkplace.passphrase),
                    factor: TestWorkplace.factor.code(now: desk.clock.now))))
        let second = try await place.invite(
            name: "Dina", login: "dina", role: .partnerWorker, organisation: cas.worker.organisation, teams: cas.teams.map(\.id))
        _ = try await AcceptInvitation(place)(
            second.text, passphrase: Confidential(TestWorkplace.passphrase), secondFactor: TestWorkplace.factor,
            factor: TestWorkplace.factor.code(now: desk.clock.now))
        let waiting = try #require(try await People(place).teams(for: cas).first?.waiting.first)
        try await RenewTeamKey(place).admit(waiting.id, to: cas.teams[0].id, by: cas)
        _ = try await ExpireDossiers(place)()
        #expect(try await receives(again))
        await desk.remove()
    }

    @Test("is named by nobody else: a team of another desk's asking is not there, and a team from the machine needs no word")
    func others() async throws {
        _ = try await whole()
        let trauma = try await desk.partner("Traumahulp", people: ["tess", "tom"])
        let person = try await desk.kept()
        #expect(try await SendReferral(place).receivers(person).map(\.team) == [trauma.team.id])
        let entry = try await entry()
        #expect(try await Partners(place).list(for: noor).count == 1)
        let (organisation, teams) = try await place.found(organisation: "Another", desk: "Another desk")
        _ = teams
        let code = try await place.invite(name: "Kim", login: "kim", role: .administrator, organisation: organisation.id, teams: [])
        let cookie = try await AcceptInvitation(place)(
            code.text, passphrase: Confidential(TestWorkplace.passphrase), secondFactor: TestWorkplace.factor,
            factor: TestWorkplace.factor.code(now: desk.clock.now))
        let kim = try #require(try await place.workerSession(cookie))
        #expect(try await Partners(place).list(for: kim).isEmpty)
        await #expect(throws: WorkRefusal.notFound) {
            try await Partners(place).vouch(
                for: entry.team, comparing: try #require(entry.fingerprint), with: Confidential("x"), by: kim)
        }
        await desk.remove()
    }
}
