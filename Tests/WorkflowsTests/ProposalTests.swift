import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("Words that a helper proposes for a part", .tags(.R22))
struct ProposalTests {
    let desk: TestWorkplace
    let place: Workplace
    let person: PersonSession
    let sam: WorkerSession
    let id: Identifier<Conversation>

    init() async throws {
        desk = try await testWorkplace()
        place = desk.place
        person = try await desk.kept("Ik slaap slecht.")
        sam = try await desk.enter("sam").session
        id = person.conversation
        try await HelpPerson(place).claim(id, by: sam)
    }

    private func draft(_ text: String, _ part: DossierSection.Kind = .mental, messages: Int = 0) -> ProposalDraft {
        ProposalDraft(part: part, text: Confidential(text), messages: messages)
    }

    private func propose(_ text: String, _ part: DossierSection.Kind = .mental, slip: String = "a") async throws {
        try await ProposePart(place)(draft(text, part), in: id, slip: Confidential(slip), by: sam)
    }

    private func parts(_ kind: DossierSection.Kind = .mental) async throws -> [String] {
        try await OwnParts(place).read(kind, person).versions.map(\.text.revealed)
    }

    private func write(_ text: String, seen: Int) async throws {
        try await OwnParts(place).write(Confidential(text), in: .mental, seen: seen, slip: Confidential("w" + text), person)
    }

    @Test("stand in no part before the person said yes to exactly these words; sent twice they are one proposal")
    func asked() async throws {
        try await propose("Slaapt slecht.")
        try await propose("Slaapt slecht.")
        let open = try await OwnProposals(place).open(person)
        #expect(open.map(\.text.revealed) == ["Slaapt slecht."] && open.first?.part == .mental)
        #expect(try await parts().isEmpty)
        let first = try #require(open.first)
        try await OwnProposals(place).keep(
            first.id, Confidential("Slaapt slecht."), asShown: true, seen: 0, slip: Confidential("k"), person)
        #expect(try await parts() == ["Slaapt slecht."])
        #expect(try await OwnProposals(place).open(person).isEmpty)
        #expect(try await HelpPerson(place).read(id, by: sam).proposals.map(\.answer) == [.kept])
        // Of two presses the first counts.
        await #expect(throws: WorkRefusal.notFound) { try await OwnProposals(place).decline(first.id, person) }
        let kinds = try await WhoLooked(place)(person).map(\.kind)
        #expect(kinds.contains(.proposalMade) && kinds.contains(.proposalAnswered))
        await desk.remove()
    }

    @Test("can be changed, or refused, and the helper hears only that")
    func changed() async throws {
        try await propose("Een", slip: "1")
        try await propose("Twee", slip: "2")
        let open = try await OwnProposals(place).open(person)
        try await OwnProposals(place).keep(open[0].id, Confidential("Anders"), asShown: false, seen: 0, slip: Confidential("k"), person)
        try await OwnProposals(place).decline(open[1].id, person)
        #expect(try await parts() == ["Anders"])
        let seen = try await HelpPerson(place).read(id, by: sam).proposals
        #expect(seen.map(\.answer) == [.changed, .declined] && !seen.contains { $0.text.revealed.contains("Anders") })
        await desk.remove()
    }

    @Test("for a part that was written in meanwhile are not kept over it: both stay")
    func moved() async throws {
        try await propose("Voorstel")
        try await write("Zelf geschreven", seen: 0)
        let open = try #require(try await OwnProposals(place).open(person).first)
        #expect(open.seen == 0)
        await #expect(throws: WorkRefusal.newerMessage) {
            try await OwnProposals(place).keep(open.id, Confidential("Voorstel"), asShown: true, seen: 0, slip: Confidential("k"), person)
        }
        #expect(try await parts() == ["Zelf geschreven"])
        #expect(try await OwnProposals(place).open(person).count == 1)
        try await OwnProposals(place).keep(
            open.id, Confidential("Zelf geschreven\n\nVoorstel"), asShown: true, seen: 1, slip: Confidential("k2"), person)
        #expect(try await parts() == ["Zelf geschreven", "Zelf geschreven\n\nVoorstel"])
        await desk.remove()
    }

    @Test("are refused by somebody who does not have the conversation, when somebody may read along, and of a child what happened")
    func refused() async throws {
        let iris = try await desk.enter("iris").session
        await #expect(throws: WorkRefusal.taken(by: Confidential("Sam"))) {
            try await ProposePart(place)(draft("x"), in: id, slip: Confidential("i"), by: iris)
        }
        let noor = try await desk.enter("noor").session
        await #expect(throws: WorkRefusal.notFound) { try await ProposePart(place)(draft("x"), in: id, slip: Confidential("n"), by: noor) }
        await #expect(throws: WorkRefusal.empty) { try await propose("  ") }
        await #expect(throws: WorkRefusal.notFound) { try await propose("x", .never) }
        await #expect(throws: WorkRefusal.notFound) { try await propose("x", .files) }
        let (_, _, child) = try await desk.write("hoi", answers: "a child")
        try await HelpPerson(place).claim(child.conversation, by: sam)
        await #expect(throws: WorkRefusal.outOfOrder) {
            try await ProposePart(place)(
                draft("x", .story), in: child.conversation, slip: Confidential("c"), by: sam, say: { _ in AnswersSay(isYoung: true) })
        }
        await #expect(throws: WorkRefusal.readAlong) {
            try await ProposePart(place)(
                draft("x"), in: child.conversation, slip: Confidential("c"), by: sam, say: { _ in AnswersSay(isMonitored: true) })
        }
        try await HelpPerson(place).markMonitored(id, by: sam)
        await #expect(throws: WorkRefusal.readAlong) { try await propose("x", slip: "m") }
        #expect(try await OwnProposals(place).open(person).isEmpty)
        await desk.remove()
    }
}

@Suite("What is written on somebody's word over the telephone", .tags(.R22, .R4))
struct SpokenPartTests {
    private func call(_ desk: TestWorkplace, _ sam: WorkerSession) async throws -> (PersonSession, Identifier<Conversation>) {
        let seed = desk.place.conversationSeed()
        let call = PhoneCall(
            told: Confidential("Je belde."), note: Confidential(""), answers: nil, isMonitored: false, language: .dutch)
        let id = try await KeepPhoneCall(desk.place)(call, seed, urgency: .u2, by: sam)
        let cookie = try await EnterCode(desk.place)(seed.code.digits)
        let person = try #require(try await desk.place.personSession(cookie))
        return (person, id)
    }

    private func speak(
        _ place: Workplace, _ text: String, _ id: Identifier<Conversation>, by sam: WorkerSession, hasAgreed: Bool = true
    ) async throws {
        try await ProposePart(place).spoken(
            ProposalDraft(part: .safety, text: Confidential(text)), in: id, hasAgreed: hasAgreed, slip: Confidential("s"), by: sam)
    }

    @Test("stands in the part at once, with a key for the person alone, behind what was there; and it can be changed on return")
    func spoken() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let sam = try await desk.enter("sam").session
        let (person, id) = try await call(desk, sam)
        await #expect(throws: WorkRefusal.incomplete) { try await speak(place, "Bel niet thuis.", id, by: sam, hasAgreed: false) }
        try await OwnParts(place).write(Confidential("Eerst"), in: .safety, seen: 0, slip: Confidential("p"), person)
        try await speak(place, "Bel niet thuis.", id, by: sam)
        try await speak(place, "Bel niet thuis.", id, by: sam)
        let part = try await OwnParts(place).read(.safety, person)
        #expect(part.versions.map(\.text.revealed) == ["Eerst", "Bel niet thuis."] && part.versions.map(\.isSpoken) == [false, true])
        #expect(part.text.revealed == "Eerst\n\nBel niet thuis.")
        let holder = KeyHolder.team(try desk.team(.desk).id, generation: 1)
        for section in try await place.stores.sections.sections(of: person.dossier) where section.kind == .safety {
            #expect(try await place.stores.sections.grant(section.id, to: holder) == nil)
        }
        let waiting = try #require(try await OwnProposals(place).open(person).first)
        #expect(waiting.isSpoken)
        try await OwnProposals(place).keep(
            waiting.id, Confidential("Bel nooit thuis."), asShown: false, seen: 2, slip: Confidential("k"), person)
        #expect(try await OwnParts(place).read(.safety, person).text.revealed == "Bel nooit thuis.")
        #expect(try await WhoLooked(place)(person).contains { $0.kind == .partSpoken && $0.part == .safety })
        await desk.remove()
    }

    @Test("is read by whoever may read the part, and by nobody to whom that was taken back")
    func readers() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let trauma = try await desk.partner("Traumahulp", people: ["tess", "tom"])
        let lawyers = try await desk.partner("Advocaten", people: ["lena", "leo"])
        let sam = try await desk.enter("sam").session
        let (person, id) = try await call(desk, sam)
        try await place.stores.dossiers.keep(person.dossier, .byCode, visitedIn: place.week)
        try await OwnParts(place).write(Confidential("Eerst"), in: .safety, seen: 0, slip: Confidential("p"), person)
        var consents: [Consent] = []
        for team in [trauma.team, lawyers.team] {
            consents.append(
                try await GiveConsent(place)(
                    ConsentOffer(team: team.id, parts: [.safety], scope: .all, purpose: .help, weeks: 4), text: Confidential("w"),
                    language: .dutch, slip: Confidential(team.id.text), person))
        }
        try await WithdrawConsent(place)(consents[1].id, person)
        try await speak(place, "Erbij", id, by: sam)
        let read = try await ReadSharedParts(place).read(.safety, on: consents[0].id, by: trauma.sessions[0])
        #expect(read.text.revealed == "Eerst\n\nErbij")
        let last = try #require(try await place.stores.sections.sections(of: person.dossier).last { $0.kind == .safety })
        #expect(try await place.stores.consents.grants(of: last.id).count == 2)
        await desk.remove()
    }

    @Test("is not possible when nobody spoke with the person: in a chat or a message they have the words before them")
    func onlySpoken() async throws {
        let desk = try await testWorkplace()
        let person = try await desk.kept()
        let sam = try await desk.enter("sam").session
        try await HelpPerson(desk.place).claim(person.conversation, by: sam)
        await #expect(throws: WorkRefusal.outOfOrder) { try await speak(desk.place, "x", person.conversation, by: sam) }
        #expect(try await OwnParts(desk.place).written(person).isEmpty)
        await desk.remove()
    }
}
