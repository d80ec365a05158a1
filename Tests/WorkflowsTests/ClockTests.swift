import Domain
import TestKit
import Testing
import Vault
import Workflows

/// The clock of a machine is wrong now and then: far ahead, far behind, and back again.
@Suite("When the clock jumps", .tags(.R7))
struct ClockTests {
    private static let year: Int64 = 366 * 86_400

    @Test("forward, sessions end and stay ended when it comes back; a code opens as before")
    func forward() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (code, cookie, session) = try await desk.write("blijf hier")
        #expect(try await ProveCode(place)(code.digits, session))
        let (worker, _) = try await desk.enter("sam")
        desk.clock.advance(seconds: Self.year)
        #expect(try await place.personSession(cookie) == nil)
        #expect(try await place.workerSession(worker) == nil)
        desk.clock.advance(seconds: -Self.year)
        #expect(try await place.personSession(cookie) == nil)
        #expect(try await place.workerSession(worker) == nil)
        let again = try #require(try await place.personSession(try await EnterCode(place)(code.digits)))
        #expect(try await ReadOwnConversation(place)(again).messages.count == 1)
        #expect(try await desk.enter("sam").session.worker.state == .active)
        await desk.remove()
    }

    @Test("back, nobody's session lasts longer for it, and everybody can come in again")
    func back() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (code, cookie, _) = try await desk.write("blijf hier")
        let (worker, _) = try await desk.enter("sam")
        desk.clock.advance(seconds: -Self.year)
        #expect(try await place.personSession(cookie) == nil)
        #expect(try await place.workerSession(worker) == nil)
        let (other, session) = try await (EnterCode(place)(code.digits), desk.write("ook nu"))
        #expect(try await place.personSession(other) != nil && session.session.unprovenCode != nil)
        desk.clock.advance(seconds: Self.year)
        #expect(try await place.personSession(cookie) == nil)
        #expect(try await place.personSession(other) == nil)
        await desk.remove()
    }

    @Test("by a little, forth and back, everybody stays in", arguments: [-50, -1, 1, 50, 300])
    func little(_ seconds: Int64) async throws {
        let desk = try await testWorkplace()
        let (_, cookie, _) = try await desk.write("even")
        let (worker, _) = try await desk.enter("sam")
        for step in [seconds, -seconds, seconds] {
            desk.clock.advance(seconds: step)
            #expect(try await desk.place.workerSession(worker) != nil)
            // A minute at the desk passed since the person wrote.
            #expect(try await desk.place.personSession(cookie) != nil)
        }
        await desk.remove()
    }

    @Test("a code of the second factor that was used is not taken again, and neither is an earlier one")
    func secondFactor() async throws {
        let desk = try await testWorkplace()
        func enter(_ factor: Confidential<String>) async throws {
            _ = try await EnterWork(desk.place)(
                login: Confidential("sam"), passphrase: Confidential(TestWorkplace.passphrase), factor: factor)
        }
        desk.clock.advance(seconds: 300)
        let earlier = TestWorkplace.factor.code(now: desk.clock.now)
        desk.clock.advance(seconds: 300)
        let used = TestWorkplace.factor.code(now: desk.clock.now)
        try await enter(used)
        await #expect(throws: WorkRefusal.unknown) { try await enter(used) }
        // The clock goes back to where the earlier code was the right one.
        desk.clock.advance(seconds: -300)
        await #expect(throws: WorkRefusal.unknown) { try await enter(earlier) }
        desk.clock.advance(seconds: 300)
        await #expect(throws: WorkRefusal.unknown) { try await enter(used) }
        desk.clock.advance(seconds: 60)
        try await enter(TestWorkplace.factor.code(now: desk.clock.now))
        await desk.remove()
    }

    @Test("an invitation opens for three days by the clock, and not any more once it was used or its worker left")
    func invitations() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        func accept(_ code: InvitationCode) async throws {
            _ = try await AcceptInvitation(place)(
                code.text, passphrase: Confidential(TestWorkplace.passphrase), secondFactor: TestWorkplace.factor,
                factor: TestWorkplace.factor.code(now: desk.clock.now))
        }
        let code = try await place.invite(
            name: "Bo", login: "bo", role: .helper, organisation: desk.organisation.id, teams: [try desk.team(.desk).id])
        desk.clock.advance(days: 3)
        await #expect(throws: WorkRefusal.invitationGone) { try await accept(code) }
        desk.clock.advance(seconds: Self.year)
        await #expect(throws: WorkRefusal.invitationGone) { try await accept(code) }
        // What was swept away when the clock was ahead is not there when it comes back.
        _ = try await ExpireDossiers(place)()
        desk.clock.advance(seconds: -Self.year - 3 * 86_400)
        await #expect(throws: WorkRefusal.invitationGone) { try await accept(code) }
        let other = try await place.invite(
            name: "Bo", login: "bo2", role: .helper, organisation: desk.organisation.id, teams: [try desk.team(.desk).id])
        try await accept(other)
        await #expect(throws: WorkRefusal.invitationGone) { try await accept(other) }
        await desk.remove()
    }

    @Test("tickets of forms are good for two hours of the clock, and never for one that is yet to come")
    func tickets() {
        let tickets = SealedFormTickets()
        let now = SmallLandscape.noon
        let ticket = tickets.seal([1], purpose: "x", at: now)
        for seconds in [Self.year, -Self.year, 7201, -61] {
            #expect(throws: FormTicketRefusal.expired) { try tickets.open(ticket, purpose: "x", at: now.adding(seconds: seconds)) }
        }
        for edge in [Int64.min / 2, Int64.max / 2] {
            #expect(throws: FormTicketRefusal.self) { try tickets.open(ticket, purpose: "x", at: Instant(seconds: edge)) }
        }
    }

    @Test("nothing ends or shows a wrong order, at any jump, a hundred times over")
    func anyJump() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        var mutator = Mutator(801)
        var people: [(code: ReturnCode, written: [String])] = []
        for number in 0..<Fuzz.count(100) {
            desk.clock.advance(seconds: Int64(mutator.number(-3 * 86_400..<3 * 86_400)))
            let text = "bericht \(number)"
            if people.isEmpty || mutator.number(0..<3) == 0 {
                let (code, _, session) = try await desk.write(text)
                #expect(try await ProveCode(place)(code.digits, session))
                people.append((code, [text]))
            } else {
                let which = mutator.number(0..<people.count)
                let session = try #require(try await place.personSession(try await EnterCode(place)(people[which].code.digits)))
                try await WriteMessage(place)(Confidential(text), in: session, slip: Confidential("\(number)"))
                people[which].written.append(text)
                // In the order in which they came, whatever the clock said.
                #expect(try await ReadOwnConversation(place)(session).messages.map(\.text.revealed) == people[which].written)
            }
        }
        #expect(try await AuditVerifier(place.stores.audit, key: place.log.verifierKey).verify().finding == nil)
        await desk.remove()
    }

    @Test("nothing is ended for a day: what was erased by a clock that stood ahead comes back by no correction")
    func retention() {
        let start = SmallLandscape.noon
        var pace = RetentionPace(start, passed: 0, newestVisit: Week(start))
        var passed: Int64 = 0
        var ahead: Int64 = 0
        // In how many of the next hours something may end, while the clock goes wrong by so much in each.
        func hours(_ count: Int, drift: Int64 = 0) -> Int {
            var trusted = 0
            for _ in 0..<count {
                passed += 3600
                ahead += drift
                if pace.trusts(start.adding(seconds: passed + ahead), passed: passed) { trusted += 1 }
            }
            return trusted
        }
        #expect(hours(100) == 100)
        for jump: Int64 in [Self.year, -Self.year, 7200] {
            ahead += jump
            #expect(hours(24) == 0)
            #expect(hours(48) == 48)
        }
        // The clock was wrong already when the program started.
        let week = Week(start)
        let starts: [(Week?, Bool)] = [(nil, true), (week.adding(-2), true), (week.adding(-3), false), (week.adding(40), true)]
        for (newest, isTrusted) in starts {
            var other = RetentionPace(start, passed: 0, newestVisit: newest)
            let (first, nextDay) = (other.trusts(start, passed: 0), other.trusts(start.adding(seconds: 86_400), passed: 86_400))
            #expect(first == isTrusted && nextDay)
        }
        // A clock that is a little off is put right every hour, and nothing stands still for it.
        #expect(hours(48, drift: 30) == 48)
    }
}
