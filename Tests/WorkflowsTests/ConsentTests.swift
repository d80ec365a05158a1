import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

/// A person, the desk, and two organisations to which something may go.
@Suite("Consent", .tags(.R22, .R62))
struct ConsentTests {
    let desk: TestWorkplace
    let place: Workplace
    let person: PersonSession
    let trauma: (team: Team, sessions: [WorkerSession])
    let lawyers: (team: Team, sessions: [WorkerSession])

    init() async throws {
        desk = try await testWorkplace()
        place = desk.place
        trauma = try await desk.partner("Traumahulp", people: ["tess", "tom"])
        lawyers = try await desk.partner("Advocaten", people: ["lena", "leo"])
        person = try await desk.kept()
    }

    private func write(_ text: String, in kind: DossierSection.Kind, seen: Int = 0) async throws {
        try await OwnParts(place).write(Confidential(text), in: kind, seen: seen, slip: Confidential("s" + text), person)
    }

    private func give(
        _ parts: [DossierSection.Kind], to team: Team, _ scope: ConsentTerms.Scope = .all, weeks: Int = 26
    ) async throws -> Consent {
        try await GiveConsent(place)(
            ConsentOffer(team: team.id, parts: parts, scope: scope, purpose: .help, weeks: weeks),
            text: Confidential("words \(parts) \(scope) \(weeks)"), language: .dutch,
            slip: Confidential(place.chance.bytes(8).description), person)
    }

    private func reads(_ kind: DossierSection.Kind, _ consent: Consent, _ worker: WorkerSession) async throws -> [String]? {
        do {
            let part = try await ReadSharedParts(place).read(kind, on: consent.id, by: worker)
            return part.versions.map(\.text.revealed)
        } catch {
            guard error == .notFound else { throw error }
            return nil
        }
    }

    @Test("opens the parts that were chosen for the team that was chosen, and nothing else for anybody")
    func chosen() async throws {
        try await write("my story", in: .story)
        try await write("a medicine", in: .medical)
        let consent = try await give([.story], to: trauma.team)
        let shared = try await ReadSharedParts(place)(consent.id, by: trauma.sessions[1])
        #expect(shared.parts == [.story])
        #expect(shared.terms?.parts == [.story] && shared.terms?.hash == consent.hash)
        #expect(try await reads(.story, consent, trauma.sessions[0]) == ["my story"])
        #expect(try await reads(.medical, consent, trauma.sessions[0]) == nil)
        #expect(try await reads(.story, consent, lawyers.sessions[0]) == nil)
        let (_, sam) = try await desk.enter("sam")
        #expect(try await reads(.story, consent, sam) == nil)
        let (_, noor) = try await desk.enter("noor")
        #expect(try await reads(.story, consent, noor) == nil)
        await desk.remove()
    }

    @Test("'from now on' shows what is written afterwards and nothing of before; whoever saw it goes on seeing it")
    func fromNow() async throws {
        try await write("before", in: .story)
        let all = try await give([.story], to: lawyers.team)
        let later = try await give([.story], to: trauma.team, .fromNow)
        #expect(try await reads(.story, later, trauma.sessions[0]) == [])
        try await write("after", in: .story, seen: 1)
        #expect(try await reads(.story, later, trauma.sessions[0]) == ["after"])
        #expect(try await reads(.story, all, lawyers.sessions[0]) == ["before", "after"])
        #expect(try await OwnParts(place).read(.story, person).versions.map(\.text.revealed) == ["before", "after"])
        await desk.remove()
    }

    @Test("that is withdrawn opens nothing from that moment, also not with what an insider had saved before")
    func withdrawn() async throws {
        try await write("my story", in: .story)
        let consent = try await give([.story], to: trauma.team)
        let other = try await give([.story], to: lawyers.team)
        let section = try #require(
            try await place.stores.sections.sections(of: person.dossier).first { $0.kind == .story })
        let holder = KeyHolder.team(trauma.team.id, generation: trauma.team.generation)
        let saved = try #require(try await place.stores.sections.grant(section.id, to: holder))
        #expect(try await reads(.story, consent, trauma.sessions[0]) == ["my story"])
        try await WithdrawConsent(place)(consent.id, person)
        #expect(try await reads(.story, consent, trauma.sessions[0]) == nil)
        await #expect(throws: WorkRefusal.notFound) { try await ReadSharedParts(place)(consent.id, by: trauma.sessions[0]) }
        // The saved key still opens itself, and nothing that is in the database now.
        try await write("after", in: .story, seen: 1)
        let shred = try #require(try await place.stores.shred.key(for: person.dossier))
        let receipt = try await place.logged(
            AuditEntry(.partRead, .read, at: place.now(), by: .system, dossier: person.dossier, section: section.id), person.readers)
        let team = try #require(trauma.sessions[0].teamKeys[trauma.team.id])
        let key = try place.keys.open(saved, of: person.dossier, with: team.keyPair, shred: shred, after: receipt)
        for item in try await place.stores.sections.items(section.id, after: 0, limit: 9) {
            #expect(throws: KeyRefusal.wrong) { try ItemSealer.open(item, dossier: person.dossier, under: key) }
        }
        #expect(try await place.stores.sections.grant(section.id, to: holder) == nil)
        #expect(try await reads(.story, other, lawyers.sessions[0]) == ["my story", "after"])
        #expect(try await OwnParts(place).read(.story, person).versions.count == 2)
        // A second click is no error.
        try await WithdrawConsent(place)(consent.id, person)
        await desk.remove()
    }

    @Test("that is over opens nothing from the first second of the week after, before anything was cleared away")
    func expired() async throws {
        try await write("my story", in: .story)
        let consent = try await give([.story], to: trauma.team, weeks: 1)
        while place.week <= consent.endsIn {
            #expect(try await place.stores.consents.consent(consent.id)?.holds(in: place.week) == true)
            desk.clock.advance(days: 1)
        }
        await #expect(throws: WorkRefusal.notFound) {
            try await ReadSharedParts(place).read(.story, on: consent.id, by: trauma.sessions[0])
        }
        #expect(try await ExpireConsents(place)() == 1)
        #expect(try await ExpireConsents(place)() == 0)
        let section = try #require(try await place.stores.sections.sections(of: person.dossier).first { $0.kind == .story })
        #expect(section.needsNewKey)
        let (before, _) = (section.version, try await RenewParts(place)(person))
        let after = try #require(try await place.stores.sections.sections(of: person.dossier).first { $0.kind == .story })
        #expect(!after.needsNewKey && after.version == before + 1)
        await desk.remove()
    }

    @Test("with the same team takes the place of the one before, with more or with less")
    func replaced() async throws {
        try await write("my story", in: .story)
        try await write("a medicine", in: .medical)
        let first = try await give([.story, .medical], to: trauma.team)
        let second = try await give([.story], to: trauma.team)
        #expect(try await reads(.story, first, trauma.sessions[0]) == nil)
        #expect(try await reads(.story, second, trauma.sessions[0]) == ["my story"])
        #expect(try await reads(.medical, second, trauma.sessions[0]) == nil)
        let states = try await OwnConsents(place)(person).map(\.consent.state)
        #expect(states == [.granted, .replaced])
        await desk.remove()
    }

    @Test("is refused when somebody may read along, and when the code was not kept; withdrawing never is")
    func refused() async throws {
        let (_, _, loose) = try await desk.write("words")
        await #expect(throws: WorkRefusal.unproven) {
            try await GiveConsent(place)(
                ConsentOffer(team: trauma.team.id, parts: [.story], scope: .all, purpose: .help, weeks: 4), text: Confidential("w"),
                language: .dutch, slip: Confidential("s"), loose)
        }
        let consent = try await give([.story], to: trauma.team)
        await #expect(throws: WorkRefusal.readAlong) {
            let (_, watched, session) = try await desk.write("words", answers: "monitored")
            _ = watched
            try await GiveConsent(place)(
                ConsentOffer(team: trauma.team.id, parts: [.story], scope: .all, purpose: .help, weeks: 4), text: Confidential("w"),
                language: .dutch, slip: Confidential("s"), session, isMonitored: { $0.revealed == "monitored" })
        }
        try await WithdrawConsent(place)(consent.id, person)
        for weeks in [0, -1, 105] {
            await #expect(throws: WorkRefusal.notFound) { try await give([.story], to: trauma.team, weeks: weeks) }
        }
        await #expect(throws: WorkRefusal.empty) { try await give([], to: trauma.team) }
        await #expect(throws: WorkRefusal.empty) { try await give([.notes], to: trauma.team) }
        await desk.remove()
    }

    @Test("goes to nobody on the list of never, and ends for whoever is put on it", .tags(.R39, .R41))
    func never() async throws {
        try await write("my story", in: .story)
        let given = try await give([.story], to: trauma.team)
        let never = NeverList(place)
        try await never.add(.organisation(trauma.team.organisation), label: Confidential("Traumahulp"), person)
        #expect(try await reads(.story, given, trauma.sessions[0]) == nil)
        await #expect(throws: WorkRefusal.barred) { try await give([.story], to: trauma.team) }
        #expect(try await GiveConsent(place).receivers(person.dossier).map(\.team).contains(trauma.team.id) == false)
        let listed = try await never.read(person)
        #expect(listed.map(\.label.revealed) == ["Traumahulp"])
        try await never.remove(try #require(listed.first).id, person)
        #expect(try await never.read(person).isEmpty)
        let again = try await give([.story], to: trauma.team)
        #expect(try await reads(.story, again, trauma.sessions[0]) == ["my story"])
        // One person of the team: by name, however it is typed.
        try await never.add(.person(Confidential(" TESS "), at: trauma.team.organisation), label: Confidential("Tess"), person)
        #expect(try await reads(.story, again, trauma.sessions[0]) == nil)
        #expect(try await reads(.story, again, trauma.sessions[1]) == ["my story"])
        await desk.remove()
    }

    @Test("two writers of one part at once lose nothing, and the second of two who saw the same is told")
    func twoWriters() async throws {
        try await write("one", in: .story)
        await #expect(throws: WorkRefusal.newerMessage) { try await write("two", in: .story, seen: 0) }
        try await write("two", in: .story, seen: 1)
        // The same form a second time.
        try await write("two", in: .story, seen: 1)
        #expect(try await OwnParts(place).read(.story, person).versions.map(\.text.revealed) == ["one", "two"])
        await desk.remove()
    }

    @Test("everything that a team opens stands in what the person sees of who looked, before it is shown")
    func whoLooked() async throws {
        try await write("my story", in: .story)
        let consent = try await give([.story], to: trauma.team)
        let before = try await WhoLooked(place)(person).count
        _ = try await reads(.story, consent, trauma.sessions[0])
        let looked = try await WhoLooked(place)(person)
        #expect(looked.count > before)
        let first = try #require(looked.first)
        #expect(first.kind == .partRead && first.organisation == "Traumahulp" && first.workerName == "Tess" && first.role == .partnerWorker)
        await desk.remove()
    }

    @Test("after somebody left the team, the rest still reads, and the one who left opens nothing that is there now")
    func leaving() async throws {
        try await write("my story", in: .story)
        let consent = try await give([.story], to: trauma.team)
        let other = try await give([.story], to: lawyers.team)
        let gone = try #require(trauma.sessions[0].teamKeys[trauma.team.id])
        try await place.stores.workers.leave(trauma.sessions[0].worker.id)
        let tom = try #require(try await place.again(trauma.sessions[1]))
        try await RenewTeamKey(place).renewWhereSomebodyLeft(tom)
        let renewed = try #require(try await place.again(tom))
        #expect(try await reads(.story, consent, renewed) == ["my story"])
        #expect(try await reads(.story, other, lawyers.sessions[0]) == ["my story"])
        #expect(try await OwnParts(place).read(.story, person).text.revealed == "my story")
        for section in try await place.stores.sections.sections(of: person.dossier) {
            for grant in try await place.stores.consents.grants(of: section.id) {
                let receipt = try await place.logged(
                    AuditEntry(.partRead, .read, at: place.now(), by: .system, dossier: person.dossier, section: section.id),
                    person.readers)
                let shred = try #require(try await place.stores.shred.key(for: person.dossier))
                #expect(throws: KeyRefusal.wrong) {
                    _ = try place.keys.open(grant, of: person.dossier, with: gone.keyPair, shred: shred, after: receipt)
                }
            }
        }
        await desk.remove()
    }
}
