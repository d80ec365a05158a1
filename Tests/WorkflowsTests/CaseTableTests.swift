import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("A case table", .tags(.R22, .R32, .R86))
struct CaseTableTests {
    let desk: TestWorkplace
    let place: Workplace
    let person: PersonSession
    let sam: WorkerSession
    let trauma: (team: Team, sessions: [WorkerSession])
    let lawyers: (team: Team, sessions: [WorkerSession])

    init() async throws {
        desk = try await testWorkplace()
        place = desk.place
        trauma = try await desk.partner("Traumahulp", people: ["tess", "tom"])
        lawyers = try await desk.partner("Advocaten", people: ["lena"], kind: .legal)
        person = try await desk.kept()
        sam = try await desk.enter("sam").session
        try await HelpPerson(place).claim(person.conversation, by: sam)
    }

    private var today: CalendarDay { AmsterdamTime(place.now()).day }

    private func propose(_ teams: [Identifier<Team>]? = nil, slip: String = "one") async throws -> Identifier<CaseTable> {
        try await ProposeTable(place)(
            TableDraft(
                kind: .actionMeeting, purpose: Confidential("Samen afspreken wie wat doet"),
                teams: teams ?? [trauma.team.id, lawyers.team.id],
                weeks: 12), in: person.conversation, slip: Confidential(slip), by: sam)
    }

    private func agree(_ id: Identifier<CaseTable>) async throws {
        let opened = try await OwnTables(place).read(id, person)
        try await OwnTables(place).agree(id, revision: opened.table.revision, text: Confidential("words of the page"), person)
    }

    private func open() async throws -> Identifier<CaseTable> {
        let id = try await propose()
        try await agree(id)
        return id
    }

    private func step(
        _ kind: TableStep.Kind, _ id: Identifier<CaseTable>, by session: WorkerSession, seen: Int? = nil, slip: String = "s",
        _ fill: (inout TableStep) -> Void = { _ in }
    ) async throws {
        var step = TableStep(kind, by: nil)
        fill(&step)
        let count = if let seen { seen } else { try await WorkTables(place).read(id, by: session).count }
        try await WorkTables(place).step(step, on: id, seen: count, slip: Confidential(slip), by: session)
    }

    private func act(_ id: Identifier<CaseTable>, _ text: String, for team: Team, in days: Int = 3, slip: String) async throws {
        try await step(.action, id, by: sam, slip: slip) {
            $0.text = Confidential(text)
            $0.team = team.id
            $0.day = today.adding(days: days)
        }
    }

    @Test(
        "is known to the desk alone before the person said yes; after it everybody who was named sits there, and nobody else",
        .tags(.R33, .R73, .R85))
    func consent() async throws {
        let id = try await propose()
        #expect(try await WorkTables(place).list(trauma.sessions[0]).isEmpty)
        await #expect(throws: WorkRefusal.notFound) { try await WorkTables(place).read(id, by: trauma.sessions[0]) }
        let own = try await OwnTables(place).read(id, person)
        #expect(own.kind == .actionMeeting && own.table.asked == [trauma.team.id, lawyers.team.id] && own.table.state == .proposed)
        // A second press is the same proposal, and another waits until this one is answered.
        #expect(try await propose() == id)
        await #expect(throws: WorkRefusal.outOfOrder) { try await propose(slip: "two") }
        try await agree(id)
        try await agree(id)
        let opened = try await WorkTables(place).read(id, by: trauma.sessions[0])
        #expect(opened.table.state == .open && opened.table.seated.count == 3 && opened.team == trauma.team.id)
        #expect(opened.agreed?.step.text.revealed == "words of the page" && opened.table.director == opened.table.opener)
        #expect(try await WorkTables(place).list(lawyers.sessions[0]).map(\.card?.kind) == [.actionMeeting])
        let outside = try await desk.partner("Opvang", people: ["olga"], kind: .shelter)
        await #expect(throws: WorkRefusal.notFound) { try await WorkTables(place).read(id, by: outside.sessions[0]) }
        #expect(try await WorkTables(place).list(outside.sessions[0]).isEmpty)
        let other = try await desk.kept("other words")
        await #expect(throws: WorkRefusal.notFound) { try await OwnTables(place).read(id, other) }
        await #expect(throws: WorkRefusal.notFound) { try await OwnTables(place).stop(id, other) }
        await desk.remove()
    }

    @Test("gives nobody a part of the story that the person did not give that team")
    func parts() async throws {
        try await OwnParts(place).write(Confidential("Call me K."), in: .contact, seen: 0, slip: Confidential("c"), person)
        let consent = try await GiveConsent(place)(
            ConsentOffer(team: trauma.team.id, parts: [.contact], scope: .all, purpose: .help, weeks: 26), text: Confidential("words"),
            language: .dutch, slip: Confidential("g"), person)
        let id = try await open()
        #expect(try await ReadSharedParts(place).read(.contact, on: consent.id, by: trauma.sessions[0]).text.revealed == "Call me K.")
        await #expect(throws: WorkRefusal.notFound) {
            try await ReadSharedParts(place).read(.contact, on: consent.id, by: lawyers.sessions[0])
        }
        // What is taken back from a team takes it from the table in the same step, with its key, and the others go on.
        let section = try #require(try await place.stores.tables.table(id)).section
        let before = try await place.stores.consents.grants(of: section).count
        try await WithdrawConsent(place)(consent.id, person)
        await #expect(throws: WorkRefusal.notFound) { try await WorkTables(place).read(id, by: trauma.sessions[0]) }
        let grants = try await place.stores.consents.grants(of: section)
        #expect(grants.count == before - 1 && grants.allSatisfy { $0.version == 2 })
        #expect(try await WorkTables(place).read(id, by: lawyers.sessions[0]).table.seated.count == 2)
        let told = try await WorkTables(place).list(trauma.sessions[1])
        #expect(told.map(\.isOver) == [true] && told.allSatisfy { $0.card == nil })
        try await WorkTables(place).seen(id, by: trauma.sessions[1])
        #expect(try await WorkTables(place).list(trauma.sessions[0]).isEmpty)
        #expect(try await WorkTables(place).list(lawyers.sessions[0]).count == 1)
        await desk.remove()
    }

    @Test("is not now, with one press; nobody else ever hears that it was asked")
    func refused() async throws {
        let id = try await propose()
        try await OwnTables(place).refuse(id, person)
        try await OwnTables(place).refuse(id, person)
        #expect(try await OwnTables(place).read(id, person).table.state == .refused)
        #expect(try await WorkTables(place).list(trauma.sessions[0]).isEmpty)
        #expect(try await WorkTables(place).list(sam).map(\.isOver) == [true])
        await #expect(throws: WorkRefusal.outOfOrder) { try await agree(id) }
        // It can be asked another time.
        #expect(try await propose(slip: "later") != id)
        await desk.remove()
    }

    @Test("is stopped by the person at once: nobody opens anything of it, also with a key that was kept")
    func stopped() async throws {
        let id = try await open()
        try await act(id, "Aangifte voorbereiden", for: lawyers.team, slip: "a")
        let section = try #require(try await place.stores.tables.table(id)).section
        try await OwnTables(place).stop(id, person)
        for session in [sam, trauma.sessions[0], lawyers.sessions[0]] {
            await #expect(throws: WorkRefusal.notFound) { try await WorkTables(place).read(id, by: session) }
            #expect(try await WorkTables(place).list(session).map(\.isOver) == [true])
        }
        let grants = try await place.stores.consents.grants(of: section)
        #expect(grants.map(\.holder) == [.subject] && grants.first?.version == 2)
        // The person reads it still.
        #expect(try await OwnTables(place).read(id, person).sheet.actions.map(\.text.revealed) == ["Aangifte voorbereiden"])
        await desk.remove()
    }

    @Test("is stopped whatever is written at the same instant: after it nobody opens it, and no key of a team is left", arguments: 0..<3)
    func stoppedAtOnce(_ round: Int) async throws {
        let id = try await open()
        let (place, person) = (place, person)
        let section = try #require(try await place.stores.tables.table(id)).section
        let seen = try await WorkTables(place).read(id, by: sam).count
        await withTaskGroup(of: Void.self) { group in
            for (index, session) in [sam, trauma.sessions[0], trauma.sessions[1], lawyers.sessions[0]].enumerated() {
                group.addTask {
                    var step = TableStep(.agenda, by: nil)
                    step.text = Confidential("Punt \(index)")
                    try? await WorkTables(place).step(step, on: id, seen: seen, slip: Confidential("r\(index)"), by: session)
                }
            }
            group.addTask { try? await OwnTables(place).stop(id, person) }
        }
        #expect(try #require(try await place.stores.tables.table(id)).state == .ended)
        for session in [sam, trauma.sessions[0], lawyers.sessions[0]] {
            await #expect(throws: WorkRefusal.notFound) { try await WorkTables(place).read(id, by: session) }
        }
        _ = try await RenewParts(place)(person)
        let grants = try await place.stores.consents.grants(of: section)
        #expect(grants.map(\.holder) == [.subject] && grants.allSatisfy { $0.version == 2 })
        await desk.remove()
    }

    @Test("asks for the code before the police sits there, waits for who may be read along with, and for who has no code yet", .tags(.R62))
    func care() async throws {
        let police = try await desk.partner("Politie", people: ["piet"], kind: .police)
        let (code, cookie, before) = try await desk.write("words")
        try await HelpPerson(place).claim(before.conversation, by: sam)
        let id = try await ProposeTable(place)(
            TableDraft(kind: .zsm, purpose: Confidential("Samen"), teams: [police.team.id], weeks: 4), in: before.conversation,
            slip: Confidential("p"), by: sam)
        func agree(_ session: PersonSession, _ code: Confidential<String>? = nil, monitored: Bool = false) async throws {
            let revision = try await OwnTables(place).read(id, session).table.revision
            try await OwnTables(place).agree(
                id, revision: revision, text: Confidential("w"), session, code: code, isMonitored: { _ in monitored })
        }
        await #expect(throws: WorkRefusal.unproven) { try await agree(before) }
        #expect(try await ProveCode(place)(code.digits, before))
        let person = try #require(try await place.personSession(cookie))
        await #expect(throws: WorkRefusal.codeNeeded) { try await agree(person) }
        let stranger = try await desk.write("other").code.digits
        await #expect(throws: WorkRefusal.unknown) { try await agree(person, stranger) }
        try await HelpPerson(place).markMonitored(person.conversation, by: sam)
        await #expect(throws: WorkRefusal.readAlong) { try await agree(person, code.digits) }
        #expect(try await WorkTables(place).list(police.sessions[0]).isEmpty)
        await desk.remove()
    }

    @Test("never seats whom the person keeps away; who is kept away later loses the place", .tags(.R39))
    func barred() async throws {
        try await NeverList(place).add(.organisation(lawyers.team.organisation), label: Confidential("them"), person)
        await #expect(throws: WorkRefusal.barred) { try await propose() }
        let id = try await propose([trauma.team.id])
        try await agree(id)
        try await NeverList(place).add(.team(trauma.team.id), label: Confidential("them too"), person)
        await #expect(throws: WorkRefusal.notFound) { try await WorkTables(place).read(id, by: trauma.sessions[0]) }
        #expect(try #require(try await place.stores.tables.table(id)).seated == [try desk.team(.desk).id])
        await desk.remove()
    }

    @Test("takes another team only after a new yes; who was asked and refused never hears it")
    func invited() async throws {
        let id = try await propose([trauma.team.id])
        try await agree(id)
        await #expect(throws: WorkRefusal.notFound) {
            try await WorkTables(place).invite([lawyers.team.id], to: id, by: trauma.sessions[0])
        }
        try await WorkTables(place).invite([lawyers.team.id], to: id, by: sam)
        #expect(try await WorkTables(place).list(lawyers.sessions[0]).isEmpty)
        try await OwnTables(place).refuse(id, person)
        #expect(try await OwnTables(place).read(id, person).table.state == .open)
        try await WorkTables(place).invite([lawyers.team.id], to: id, by: sam)
        try await agree(id)
        #expect(try await WorkTables(place).read(id, by: lawyers.sessions[0]).table.seated.count == 3)
        await desk.remove()
    }

    @Test("ends when its time is over: from the first moment of the week after nobody opens it")
    func expired() async throws {
        let id = try await open()
        desk.clock.advance(days: 12 * 7 + 8)
        let tess = try await desk.enter("tess").session
        await #expect(throws: WorkRefusal.notFound) { try await WorkTables(place).read(id, by: tess) }
        #expect(try await ExpireTables(place)() == 1)
        #expect(try await ExpireTables(place)() == 0)
        #expect(try #require(try await place.stores.tables.table(id)).state == .ended)
        let section = try #require(try await place.stores.tables.table(id)).section
        #expect(try await place.stores.consents.grants(of: section).map(\.holder) == [.subject])
        await desk.remove()
    }

    @Test("is left by a team, which opens nothing of it any more; what it would do falls to who watches over the whole")
    func left() async throws {
        let id = try await open()
        try await act(id, "Een plek zoeken", for: trauma.team, slip: "a")
        try await WorkTables(place).leave(id, by: trauma.sessions[0])
        await #expect(throws: WorkRefusal.notFound) { try await WorkTables(place).read(id, by: trauma.sessions[1]) }
        await #expect(throws: WorkRefusal.outOfOrder) { try await WorkTables(place).leave(id, by: sam) }
        let opened = try await WorkTables(place).read(id, by: lawyers.sessions[0])
        let section = try #require(try await place.stores.tables.table(id)).section
        // Who came next gave it another key.
        #expect(try await place.stores.consents.grants(of: section).allSatisfy { $0.version == 2 })
        #expect(opened.sheet.owner(of: opened.sheet.actions[0]) == opened.table.director)
        await desk.remove()
    }

    @Test("keeps working when somebody leaves a team that sits there, and its key is changed")
    func newTeamKey() async throws {
        let id = try await open()
        try await act(id, "Een plek zoeken", for: try desk.team(.desk), slip: "a")
        let iris = try await desk.enter("iris").session
        let noor = try await desk.enter("noor").session
        try await People(place).end(iris.worker.id, by: noor)
        let before = try await desk.enter("sam").session
        try await RenewTeamKey(place).renewWhereSomebodyLeft(before)
        let again = try await desk.enter("sam").session
        #expect(try await WorkTables(place).list(again).map(\.card?.own) == [1])
        #expect(try await WorkTables(place).read(id, by: again).sheet.actions.count == 1)
        await desk.remove()
    }

    // MARK: What is done at it

    @Test("holds actions with a team and a day; one that is late stands on top for who watches over the whole", .tags(.R54))
    func actions() async throws {
        let id = try await open()
        try await act(id, "Een plek zoeken", for: trauma.team, in: 2, slip: "a")
        try await act(id, "Een plek zoeken", for: trauma.team, in: 2, slip: "a")
        try await act(id, "Toevoeging aanvragen", for: lawyers.team, in: 9, slip: "b")
        #expect(try await WorkTables(place).read(id, by: sam).sheet.actions.count == 2)
        await #expect(throws: WorkRefusal.incomplete) { try await act(id, "Te laat", for: lawyers.team, in: -1, slip: "c") }
        await #expect(throws: WorkRefusal.incomplete) { try await act(id, " ", for: lawyers.team, slip: "c") }
        // Another team's action is theirs.
        await #expect(throws: WorkRefusal.notFound) { try await step(.taken, id, by: lawyers.sessions[0]) { $0.action = 1 } }
        try await step(.taken, id, by: trauma.sessions[1], slip: "t") { $0.action = 1 }
        let taken = try await WorkTables(place).read(id, by: lawyers.sessions[0])
        #expect(taken.name(taken.sheet.action(1)?.worker) == "Tom")
        desk.clock.advance(days: 3)
        let later = try await desk.enter("sam").session
        let line = try #require(try await WorkTables(place).list(later).first)
        #expect(line.isLate && line.card?.open == 2 && line.card?.isDirector == true)
        let tess = try await desk.enter("tess").session
        #expect(try await WorkTables(place).list(tess).map(\.isLate) == [true])
        let lena = try await desk.enter("lena").session
        #expect(try await WorkTables(place).list(lena).map(\.isLate) == [false])
        await #expect(throws: WorkRefusal.incomplete) { try await step(.notPossible, id, by: tess) { $0.action = 1 } }
        try await step(.notPossible, id, by: tess, slip: "n") {
            $0.action = 1
            $0.obstacle = .noRoom
            $0.text = Confidential("Alles vol")
        }
        #expect(try await WorkTables(place).read(id, by: later).sheet.action(1)?.state == .notPossible(.noRoom))
        #expect(try await WorkTables(place).list(later).map(\.isLate) == [false])
        await desk.remove()
    }

    @Test("passes an action to another team that sits there, by whose it is or who watches over the whole; it stands with who did it")
    func passed() async throws {
        let id = try await open()
        try await act(id, "Een plek zoeken", for: trauma.team, slip: "a")
        try await step(.taken, id, by: trauma.sessions[0], slip: "t") { $0.action = 1 }
        func pass(to team: Identifier<Team>?, by session: WorkerSession, slip: String, seen: Int? = nil) async throws {
            try await step(.passed, id, by: session, seen: seen, slip: slip) {
                $0.action = 1
                $0.team = team
            }
        }
        await #expect(throws: WorkRefusal.notFound) { try await pass(to: lawyers.team.id, by: lawyers.sessions[0], slip: "p") }
        await #expect(throws: WorkRefusal.incomplete) { try await pass(to: trauma.team.id, by: trauma.sessions[0], slip: "p") }
        await #expect(throws: WorkRefusal.incomplete) { try await pass(to: nil, by: trauma.sessions[0], slip: "p") }
        let outside = try await desk.partner("Opvang", people: ["olga"], kind: .shelter)
        await #expect(throws: WorkRefusal.incomplete) { try await pass(to: outside.team.id, by: trauma.sessions[0], slip: "p") }
        let seen = try await WorkTables(place).read(id, by: sam).count
        for _ in 0..<2 { try await pass(to: lawyers.team.id, by: trauma.sessions[0], slip: "p", seen: seen) }
        let opened = try await WorkTables(place).read(id, by: sam)
        let action = try #require(opened.sheet.action(1))
        #expect(opened.sheet.owner(of: action) == lawyers.team.id && action.worker == nil && action.state == .open)
        let last = try #require(opened.steps.last)
        #expect(last.step.kind == .passed && opened.name(last.worker) == "Tess" && last.step.by == trauma.team.id)
        #expect(try await WorkTables(place).list(lawyers.sessions[0]).map(\.card?.own) == [1])
        // Who had it, has it no more; who watches over the whole can pass it on.
        await #expect(throws: WorkRefusal.notFound) { try await step(.done, id, by: trauma.sessions[0]) { $0.action = 1 } }
        try await pass(to: trauma.team.id, by: sam, slip: "q")
        #expect(try await WorkTables(place).list(trauma.sessions[0]).map(\.card?.own) == [1])
        await desk.remove()
    }

    @Test("opens a place on several days, with who is there when, in a plan under one roof alone; the person sees it", .tags(.R15, .R83))
    func walkIn() async throws {
        func open(_ kind: CaseTable.Kind, slip: String) async throws -> Identifier<CaseTable> {
            let id = try await ProposeTable(place)(
                TableDraft(kind: kind, purpose: Confidential("Alles op 1 plek"), teams: [trauma.team.id, lawyers.team.id], weeks: 12),
                in: person.conversation, slip: Confidential(slip), by: sam)
            try await agree(id)
            return id
        }
        func days(_ id: Identifier<CaseTable>, _ days: [(Int, Int, Int, Team)], by session: WorkerSession, slip: String) async throws {
            try await step(.walkIn, id, by: session, slip: slip) {
                $0.text = Confidential("Het huis aan het plein")
                $0.entries = days.map {
                    TableStep.Entry(
                        on: today.adding(days: $0.0), from: $0.1, to: $0.2, room: Confidential(""), team: $0.3.id,
                        what: Confidential("Vragen stellen"))
                }
            }
        }
        let other = try await open(.actionMeeting, slip: "x")
        await #expect(throws: WorkRefusal.outOfOrder) { try await days(other, [(1, 540, 600, trauma.team)], by: sam, slip: "w") }
        let id = try await open(.oneRoof, slip: "y")
        await #expect(throws: WorkRefusal.notFound) {
            try await days(id, [(1, 540, 600, trauma.team)], by: trauma.sessions[0], slip: "w")
        }
        for wrong in [[(-1, 540, 600, trauma.team)], [(1, 600, 540, trauma.team)], []] {
            await #expect(throws: WorkRefusal.incomplete) { try await days(id, wrong, by: sam, slip: "w") }
        }
        // Several teams can be there at once.
        try await days(
            id, [(3, 540, 660, lawyers.team), (1, 600, 720, lawyers.team), (1, 540, 660, trauma.team)], by: sam, slip: "v")
        let walkIn = try #require(try await OwnTables(place).read(id, person).sheet.walkIn)
        #expect(walkIn.entries.map(\.from) == [540, 600, 540] && walkIn.entries.map(\.team).first == trauma.team.id)
        #expect(walkIn.entries.map(\.day) == [1, 1, 3].map { today.adding(days: $0) })
        #expect(walkIn.coming(from: today.adding(days: 2)).count == 1 && walkIn.coming(from: today.adding(days: 4)).isEmpty)
        try await step(.walkInCancelled, id, by: sam, slip: "c")
        #expect(try await OwnTables(place).read(id, person).sheet.walkIn == nil)
        await desk.remove()
    }

    @Test("gives one outcome when two act on the same thing at one instant, and the second hears it; others are not in their way")
    func twoAtOnce() async throws {
        let id = try await open()
        try await act(id, "Een plek zoeken", for: trauma.team, slip: "a")
        let seen = try await WorkTables(place).read(id, by: sam).count
        try await step(.agenda, id, by: lawyers.sessions[0], slip: "l") { $0.text = Confidential("Kosten") }
        try await step(.done, id, by: trauma.sessions[0], seen: seen, slip: "d") { $0.action = 1 }
        // The same press once more is the same step.
        try await step(.done, id, by: trauma.sessions[0], seen: seen, slip: "d") { $0.action = 1 }
        await #expect(throws: WorkRefusal.taken(by: Confidential(trauma.sessions[0].worker.id.text))) {
            try await step(.notPossible, id, by: trauma.sessions[1], seen: seen, slip: "n") {
                $0.action = 1
                $0.obstacle = .other
            }
        }
        let place = place
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for (index, session) in [sam, trauma.sessions[0], trauma.sessions[1], lawyers.sessions[0]].enumerated() {
                group.addTask {
                    var step = TableStep(.agenda, by: nil)
                    step.text = Confidential("Punt \(index)")
                    let done: Void? = try? await WorkTables(place).step(
                        step, on: id, seen: seen, slip: Confidential("p\(index)"), by: session)
                    return done != nil
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.allSatisfy { $0 })
        let opened = try await WorkTables(place).read(id, by: sam)
        #expect(opened.sheet.agenda.count == 5 && opened.sheet.action(1)?.state == .done)
        await desk.remove()
    }

    @Test(
        "always has somebody who watches over the whole: it is passed on with the receiver's yes, and comes back when they go", .tags(.R32))
    func director() async throws {
        let id = try await open()
        await #expect(throws: WorkRefusal.notFound) {
            try await step(.directorAsked, id, by: trauma.sessions[0]) { $0.team = lawyers.team.id }
        }
        await #expect(throws: WorkRefusal.outOfOrder) { try await step(.directorAgreed, id, by: trauma.sessions[0]) }
        try await step(.directorAsked, id, by: sam, slip: "q") { $0.team = trauma.team.id }
        #expect(try #require(try await place.stores.tables.table(id)).director == (try desk.team(.desk).id))
        #expect(try await WorkTables(place).list(trauma.sessions[0]).map(\.card?.isAsked) == [true])
        await #expect(throws: WorkRefusal.outOfOrder) { try await step(.directorAgreed, id, by: lawyers.sessions[0]) }
        try await step(.directorAgreed, id, by: trauma.sessions[0], slip: "y")
        #expect(try #require(try await place.stores.tables.table(id)).director == trauma.team.id)
        #expect(try await WorkTables(place).list(trauma.sessions[0]).map(\.card?.isDirector) == [true])
        try await WorkTables(place).leave(id, by: trauma.sessions[0])
        #expect(try #require(try await place.stores.tables.table(id)).director == (try desk.team(.desk).id))
        await desk.remove()
    }

    @Test("plans one visit in which nobody is in two rooms at once, and says when the person hears somebody next", .tags(.R13, .R15, .R83))
    func visit() async throws {
        let id = try await open()
        func plan(_ entries: [(Int, Int, Team)], by session: WorkerSession, slip: String) async throws {
            try await step(.plan, id, by: session, slip: slip) {
                $0.day = today.adding(days: 5)
                $0.text = Confidential("Het huis aan het plein")
                $0.minute = 540
                $0.until = 1020
                $0.entries = entries.map {
                    TableStep.Entry(from: $0.0, to: $0.1, room: Confidential("2"), team: $0.2.id, what: Confidential("Praten"))
                }
            }
        }
        await #expect(throws: WorkRefusal.overlaps) {
            try await plan([(600, 660, trauma.team), (630, 690, lawyers.team)], by: sam, slip: "o")
        }
        await #expect(throws: WorkRefusal.notFound) { try await plan([(600, 660, trauma.team)], by: trauma.sessions[0], slip: "o") }
        try await plan([(660, 690, lawyers.team), (600, 660, trauma.team)], by: sam, slip: "p")
        let visit = try #require(try await OwnTables(place).read(id, person).sheet.visit)
        #expect(visit.entries.map(\.from) == [600, 660] && visit.walkIn?.to == 1020)
        try await step(.contact, id, by: sam, slip: "k") {
            $0.day = today.adding(days: 1)
            $0.minute = 600
            $0.way = .here
        }
        #expect(try await OwnTables(place).read(id, person).sheet.contact?.way == .here)
        // Nobody calls whom did not say that they may.
        await #expect(throws: WorkRefusal.readAlong) {
            try await step(.contact, id, by: sam, slip: "b") {
                $0.day = today.adding(days: 1)
                $0.minute = 600
                $0.way = .call
            }
        }
        await desk.remove()
    }

    @Test("stands in what the person sees of who looked: everybody who opened it")
    func looked() async throws {
        let id = try await open()
        _ = try await WorkTables(place).read(id, by: lawyers.sessions[0])
        let entries = try await WhoLooked(place)(person)
        #expect(entries.contains { $0.kind == .tableRead && $0.organisation == "Advocaten" && $0.workerName == "Lena" })
        #expect(entries.contains { $0.kind == .tableAgreed && $0.isPerson })
        await desk.remove()
    }
}
