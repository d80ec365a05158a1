import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("A letter for an organisation without an account", .tags(.R21, .R28, .R29))
struct LetterTests {
    let desk: TestWorkplace
    let place: Workplace
    let person: PersonSession
    let code: ReturnCode
    let sam: WorkerSession

    init() async throws {
        desk = try await testWorkplace()
        place = desk.place
        (code, person) = try await desk.keptWithCode()
        sam = try await desk.enter("sam").session
        try await HelpPerson(place).claim(person.conversation, by: sam)
    }

    private func send(_ slip: String = "one", kind: OrganisationKind = .shelter) async throws -> (
        referral: Identifier<Referral>, halves: LetterHalves
    ) {
        let draft = ReferralDraft(
            to: Identifier(place.chance), urgency: .u2, line: Confidential("30-40, Twente"), question: Confidential("Is er plaats?"),
            told: ["Wat er is gebeurd"])
        return try await SendLetter(place)(
            to: "Opvang Zonder", OrganisationProfile(kind: kind, entry: "zonder"), draft, in: person.conversation,
            slip: Confidential(slip), by: sam)
    }

    private func open(_ halves: LetterHalves, _ digits: String? = nil) async throws -> WorkerSession {
        let (cookie, _) = try await OpenLetter(place)(
            letters: halves.letters.text, digits: digits.map { Confidential($0) } ?? halves.digits)
        return try #require(try await place.workerSession(cookie))
    }

    private func wrong(_ halves: LetterHalves) -> String { halves.digits.revealed == "00000000" ? "00000001" : "00000000" }

    private func step(_ kind: ReferralStep.Kind, _ id: Identifier<Referral>, by session: WorkerSession, text: String = "") async throws {
        let revision = try #require(try await place.stores.referrals.referral(id)).revision
        let planned = kind == .planned ? place.now().adding(seconds: 86_400) : nil
        try await WorkReferrals(place).step(
            ReferralStep(kind, text: Confidential(text), planned: planned), on: id, revision: revision, by: session)
    }

    @Test("opens that referral with both halves, and answers with the same steps until help has begun")
    func whole() async throws {
        try await OwnParts(place).write(Confidential("Noem me K."), in: .contact, seen: 0, slip: Confidential("c"), person)
        let (id, halves) = try await send()
        let reader = try await open(halves)
        #expect(try await WorkReferrals(place).received(reader).map(\.referral.id) == [id])
        let opened = try await WorkReferrals(place).read(id, by: reader)
        #expect(opened.question.revealed == "Is er plaats?" && opened.told == ["Wat er is gebeurd"])
        try await step(.question, id, by: reader, text: "Welke taal?")
        try await step(.answered, id, by: sam, text: "Nederlands")
        try await step(.accepted, id, by: reader)
        let team = try #require(try await place.stores.referrals.referral(id)).to
        #expect(try await GiveConsent(place).receivers(person.dossier).contains { $0.team == team })
        let consent = try await GiveConsent(place)(
            ConsentOffer(team: team, parts: [.contact], scope: .all, purpose: .help, weeks: 4), text: Confidential("words"),
            language: .dutch, slip: Confidential("x"), person)
        let revision = try #require(try await place.stores.referrals.referral(id)).revision
        try await OwnReferrals(place).share(id, revision: revision, on: consent, person)
        #expect(try await ReadSharedParts(place).read(.contact, on: consent.id, by: reader).text.revealed == "Noem me K.")
        try await step(.planned, id, by: reader)
        try await step(.begun, id, by: reader)
        #expect(try await WorkReferrals(place).read(id, by: sam).referral.state == .inProgress)
        // It is another entry each time, and the person sees who looked.
        let again = try await open(halves)
        #expect(try await WorkReferrals(place).received(again).count == 1)
        #expect(try await WhoLooked(place)(person).contains { $0.kind == .partRead && $0.organisation == "Opvang Zonder" })
        try await WithdrawConsent(place)(consent.id, person)
        await #expect(throws: WorkRefusal.notFound) { try await ReadSharedParts(place).read(.contact, on: consent.id, by: again) }
        await desk.remove()
    }

    @Test("is for one person: nobody else can choose whoever got it, and it opens nothing but that")
    func one() async throws {
        let (id, halves) = try await send()
        let team = try #require(try await place.stores.referrals.referral(id)).to
        let other = try await desk.kept("other words")
        #expect(try await !GiveConsent(place).receivers(other.dossier).contains { $0.team == team })
        #expect(try await !SendReferral(place).receivers(other).contains { $0.team == team })
        await #expect(throws: WorkRefusal.nobodyReceives) {
            try await SendReferral(place)(
                ReferralDraft(to: team, urgency: .u2, line: Confidential("x"), question: Confidential("y"), told: []),
                slip: Confidential("s"), by: other)
        }
        let reader = try await open(halves)
        #expect(ReferInward(place).senders(reader).isEmpty)
        let (otherID, _) = try await send("two")
        await #expect(throws: WorkRefusal.notFound) { try await WorkReferrals(place).read(otherID, by: reader) }
        await #expect(throws: WorkRefusal.notFound) { try await HelpPerson(place).read(person.conversation, by: reader) }
        await desk.remove()
    }

    @Test("waits after wrong digits, longer each time, and ends after five; the right ones open nothing then")
    func wrongDigits() async throws {
        let (_, halves) = try await send()
        await #expect(throws: WorkRefusal.unknown) { try await open(halves, wrong(halves)) }
        let until = place.now().adding(seconds: 30)
        await #expect(throws: WorkRefusal.paused(until: until)) { try await open(halves) }
        desk.clock.advance(seconds: 31)
        _ = try await open(halves)
        // Right digits in between begin the count anew.
        for tries in 1...Letter.mostTries {
            await #expect(throws: WorkRefusal.unknown) { try await open(halves, wrong(halves)) }
            desk.clock.advance(seconds: Letter.wait(after: tries) + 1)
        }
        await #expect(throws: WorkRefusal.unknown) { try await open(halves) }
        await desk.remove()
    }

    @Test("ends by its time, and whoever was in is out")
    func over() async throws {
        let (id, halves) = try await send()
        desk.clock.advance(days: 27)
        let (cookie, _) = try await OpenLetter(place)(letters: halves.letters.text, digits: halves.digits)
        desk.clock.advance(days: 2)
        await #expect(throws: WorkRefusal.unknown) { try await open(halves) }
        _ = try await ExpireDossiers(place)()
        #expect(try await place.workerSession(cookie) == nil)
        #expect(try await place.stores.referrals.referral(id)?.state == .requested)
        // Nothing can be given to whoever could not open it.
        let team = try #require(try await place.stores.referrals.referral(id)).to
        #expect(try await !GiveConsent(place).receivers(person.dossier).contains { $0.team == team })
        await desk.remove()
    }

    @Test("is opened by neither half alone, nor by what was never sent; nothing of either is kept")
    func halves() async throws {
        let (_, halves) = try await send()
        let (_, other) = try await send("two")
        await #expect(throws: WorkRefusal.unknown) { try await open(halves, "") }
        await #expect(throws: WorkRefusal.unknown) { try await open(halves, other.digits.revealed) }
        await #expect(throws: WorkRefusal.unknown) {
            _ = try await OpenLetter(place)(letters: InvitationCode(place.chance).text, digits: halves.digits)
        }
        let kept = try await desk.content(.main)
        for text in [halves.letters.text.revealed, halves.letters.text.revealed.filter { $0 != "-" }, halves.digits.revealed] {
            #expect(!kept.contains(Array(text.utf8)))
        }
        await desk.remove()
    }

    @Test("asks the person for the code once more when it goes to an organisation that can go on without them", .tags(.R62))
    func needsCode() async throws {
        let (id, _) = try await send(kind: .police)
        let team = try #require(try await place.stores.referrals.referral(id)).to
        #expect(try await GiveConsent(place).receivers(person.dossier).first { $0.team == team }?.needsCode == true)
        await desk.remove()
    }

    @Test("does not go to an organisation that the person keeps away under the same name in the directory", .tags(.R41))
    func barred() async throws {
        let shelter = try await desk.partner("Opvang", people: ["olga"], kind: .shelter, entry: "zonder")
        try await NeverList(place).add(
            .organisation(shelter.sessions[0].worker.organisation), label: Confidential("Opvang"), person)
        await #expect(throws: WorkRefusal.barred) { _ = try await send() }
        await desk.remove()
    }
}
