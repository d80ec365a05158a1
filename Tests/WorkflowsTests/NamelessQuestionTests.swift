import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("A question without a name, when reading is over", .tags(.R29, .R62))
struct NamelessQuestionTests {
    let desk: TestWorkplace
    let place: Workplace
    let person: PersonSession
    let sam: WorkerSession
    let trauma: (team: Team, sessions: [WorkerSession])
    let other: (team: Team, sessions: [WorkerSession])

    init() async throws {
        desk = try await testWorkplace()
        place = desk.place
        trauma = try await desk.partner("Traumahulp", people: ["tess"])
        other = try await desk.partner("Opvang", people: ["olga"])
        person = try await desk.kept()
        sam = try await desk.enter("sam").session
        try await HelpPerson(place).claim(person.conversation, by: sam)
        try await OwnParts(place).write(Confidential("Noem me K."), in: .contact, seen: 0, slip: Confidential("c"), person)
    }

    private func ask(_ team: Team? = nil) async throws -> Identifier<Referral> {
        let draft = ReferralDraft(
            to: (team ?? trauma.team).id, urgency: .u2, line: Confidential("30-40, Twente"), question: Confidential("Is er plaats?"),
            told: ["Wat er is gebeurd"])
        return try await SendReferral(place)(
            draft, in: person.conversation, slip: Confidential(place.chance.bytes(8).description), by: sam)
    }

    private func give(_ team: Team? = nil, _ part: DossierSection.Kind = .contact, weeks: Int = 4) async throws -> Consent {
        try await GiveConsent(place)(
            ConsentOffer(team: (team ?? trauma.team).id, parts: [part], scope: .all, purpose: .help, weeks: weeks),
            text: Confidential("words"), language: .dutch, slip: Confidential(place.chance.bytes(8).description), person)
    }

    private func referral(_ id: Identifier<Referral>) async throws -> Referral {
        try #require(try await place.stores.referrals.referral(id))
    }

    private func key(_ id: Identifier<Referral>, _ team: Team) async throws -> SectionGrant? {
        try await place.stores.sections.grant(try await referral(id).section, to: .team(team.id, generation: team.generation))
    }

    @Test(
        "ends with it when the person stops: the team has no key to it, reads that it was taken back, and not that it was the same person")
    func withdrawn() async throws {
        let (asked, elsewhere) = (try await ask(), try await ask(other.team))
        let given = try await give()
        _ = try await WorkReferrals(place).read(asked, by: trauma.sessions[0])
        try await WithdrawConsent(place)(given.id, person)
        #expect(try await referral(asked).state == .cancelled)
        #expect(try await key(asked, trauma.team) == nil)
        let seen = try await WorkReferrals(place).read(asked, by: trauma.sessions[0])
        #expect(seen.isTakenBack && seen.question.revealed.isEmpty && seen.steps.map(\.step.kind) == [.cancelled])
        #expect(try await WorkReferrals(place).received(trauma.sessions[0]).isEmpty)
        // What the desk and the person know of it stays theirs, and whom else was asked is still asked.
        #expect(try await WorkReferrals(place).read(asked, by: sam).last(.cancelled)?.by == nil)
        #expect(try await OwnReferrals(place).read(asked, person).question.revealed == "Is er plaats?")
        #expect(try await referral(elsewhere).state == .requested)
        #expect(try await key(elsewhere, other.team) != nil)
        await desk.remove()
    }

    @Test("that is asked after it was over is another question, and goes on")
    func askedAfter() async throws {
        try await WithdrawConsent(place)(try await give().id, person)
        let again = try await ask()
        try await FinishWithdrawing(place)(person)
        _ = try await ExpireConsents(place)()
        #expect(try await referral(again).state == .requested)
        await desk.remove()
    }

    @Test("ends when the time is over, with no word of anybody: the desk has it in front of its list, and asks anew from there")
    func lapsed() async throws {
        let (asked, elsewhere) = (try await ask(), try await ask(other.team))
        _ = try await give()
        let revision = try await referral(asked).revision
        try await WorkReferrals(place).step(ReferralStep(.accepted), on: asked, revision: revision, by: trauma.sessions[0])
        desk.clock.advance(days: 7 * 5)
        #expect(try await ExpireConsents(place)() == 1)
        #expect(try await ExpireConsents(place)() == 0)
        #expect(try await key(asked, trauma.team) == nil)
        let tess = try await desk.enter("tess").session
        #expect(try await WorkReferrals(place).received(tess).isEmpty)
        #expect(try await WorkReferrals(place).read(asked, by: tess).isTakenBack)
        // Who had the page open since before reads that something happened meanwhile.
        await #expect(throws: WorkRefusal.taken(by: nil)) {
            try await WorkReferrals(place).step(ReferralStep(.declined, decline: .noRoom), on: asked, revision: revision + 1, by: tess)
        }
        let sam = try await desk.enter("sam").session
        let line = try #require(try await WorkReferrals(place).sent(sam).first)
        #expect(line.referral.id == asked && line.isLapsed && line.referral.owner == .sender)
        #expect(line.card?.line.revealed == "30-40, Twente")
        #expect(try await WorkReferrals(place).read(asked, by: sam).isLapsed)
        #expect(try await OwnReferrals(place).read(asked, person).isLapsed)
        #expect(try await !referral(elsewhere).state.isOver)
        // The person reads with who looked that it was the site.
        #expect(try await WhoLooked(place)(person).contains { $0.kind == .referralStep && !$0.isPerson && $0.role == nil })
        await desk.remove()
    }

    @Test(
        "is ended when the machine ended between the keys and the question: by who stopped it when they come, else within the hour",
        arguments: [true, false])
    func halfWay(_ comesBack: Bool) async throws {
        let (asked, elsewhere) = (try await ask(), try await ask(other.team))
        let given = try await give()
        let revision = try await referral(asked).revision
        // As far as it came, and no further.
        #expect(try await place.stores.consents.end(given.id, as: .withdrawn, with: true))
        let afterwards = try await ask()
        #expect(try await !referral(asked).state.isOver)
        // Whoever had the question open goes no further with it, nor who opens it now.
        await #expect(throws: WorkRefusal.taken(by: nil)) {
            try await WorkReferrals(place).step(ReferralStep(.accepted), on: asked, revision: revision, by: trauma.sessions[0])
        }
        await #expect(throws: WorkRefusal.outOfOrder) {
            try await WorkReferrals(place).step(ReferralStep(.accepted), on: asked, revision: revision + 1, by: trauma.sessions[0])
        }
        if comesBack { try await FinishWithdrawing(place)(person) } else { _ = try await ExpireConsents(place)() }
        #expect(try await referral(asked).state == .cancelled)
        #expect(try await key(asked, trauma.team) == nil)
        let seen = try await WorkReferrals(place).read(asked, by: trauma.sessions[0])
        #expect(seen.isTakenBack && seen.steps.map(\.step.kind) == [.cancelled])
        #expect(try await (OwnReferrals(place).read(asked, person).last(.cancelled) != nil) == comesBack)
        // What was asked since, and elsewhere, goes on.
        for id in [afterwards, elsewhere] { #expect(try await referral(id).state == .requested) }
        _ = try await ExpireConsents(place)()
        try await FinishWithdrawing(place)(person)
        for id in [afterwards, elsewhere] { #expect(try await referral(id).state == .requested) }
        // Agreeing anew brings nothing of it back.
        _ = try await give()
        #expect(try await referral(asked).state == .cancelled)
        await desk.remove()
    }

    @Test("that the hour's work left half-way when the time was over is with the desk an hour later")
    func halfWayOver() async throws {
        let asked = try await ask()
        let given = try await give()
        desk.clock.advance(days: 7 * 5)
        #expect(try await place.stores.consents.end(given.id, as: .expired, with: true))
        #expect(try await ExpireConsents(place)() == 0)
        let ended = try await referral(asked)
        #expect(ended.state == .failed && ended.owner == .sender)
        #expect(try await key(asked, trauma.team) == nil)
        let sam = try await desk.enter("sam").session
        #expect(try await WorkReferrals(place).sent(sam).first?.isLapsed == true)
        await desk.remove()
    }

    @Test("with which something was shared by now goes on when the time is over: whoever helps says how it ended")
    func shared() async throws {
        let asked = try await ask()
        try await WorkReferrals(place).step(ReferralStep(.accepted), on: asked, revision: 1, by: trauma.sessions[0])
        let given = try await give()
        try await OwnReferrals(place).share(asked, revision: 2, on: given, person)
        desk.clock.advance(days: 7 * 5)
        #expect(try await ExpireConsents(place)() == 1)
        #expect(try await referral(asked).state == .accepted)
        let tess = try await desk.enter("tess").session
        await #expect(throws: WorkRefusal.notFound) { try await ReadSharedParts(place)(given.id, by: tess) }
        // No word of the person: what was asked and what they answered is not for a team whose time is over. The desk and they still read it.
        let left = try await WorkReferrals(place).read(asked, by: tess)
        #expect(left.isTimeOver && left.question.revealed.isEmpty && left.last(.accepted)?.by == "Tess")
        #expect(left.steps.allSatisfy(\.step.text.revealed.isEmpty) && left.told == ["Wat er is gebeurd"])
        let helper = try await desk.enter("sam").session
        #expect(try await WorkReferrals(place).read(asked, by: helper).question.revealed == "Is er plaats?")
        #expect(try await OwnReferrals(place).read(asked, person).question.revealed == "Is er plaats?")
        try await WorkReferrals(place).step(ReferralStep(.begun), on: asked, revision: 3, by: tess)
        await desk.remove()
    }

    @Test("that was shared rests on what was agreed last, and stops with that")
    func replaced() async throws {
        let asked = try await ask()
        try await WorkReferrals(place).step(ReferralStep(.accepted), on: asked, revision: 1, by: trauma.sessions[0])
        try await OwnReferrals(place).share(asked, revision: 2, on: try await give(), person)
        try await OwnParts(place).write(Confidential("Een pil"), in: .medical, seen: 0, slip: Confidential("m"), person)
        let later = try await give(part: .medical)
        #expect(try await referral(asked).consent == later.id)
        let read = try await ReadSharedParts(place).read(.medical, on: later.id, by: trauma.sessions[0])
        #expect(read.text.revealed == "Een pil")
        try await WithdrawConsent(place)(later.id, person)
        #expect(try await referral(asked).state == .cancelled)
        #expect(try await WorkReferrals(place).read(asked, by: trauma.sessions[0]).steps.map(\.step.kind) == [.withdrawn])
        await desk.remove()
    }

    private func give(part: DossierSection.Kind) async throws -> Consent { try await give(nil, part) }
}
