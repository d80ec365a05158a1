import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("A referral", .tags(.R21, .R29))
struct ReferralTests {
    let desk: TestWorkplace
    let place: Workplace
    let person: PersonSession
    let sam: WorkerSession
    let trauma: (team: Team, sessions: [WorkerSession])

    init() async throws {
        desk = try await testWorkplace()
        place = desk.place
        trauma = try await desk.partner("Traumahulp", people: ["tess", "tom"])
        person = try await desk.kept()
        sam = try await desk.enter("sam").session
        try await HelpPerson(place).claim(person.conversation, by: sam)
    }

    private func ask(_ slip: String = "one", urgency: Urgency = .u2) async throws -> Identifier<Referral> {
        let draft = ReferralDraft(
            to: trauma.team.id, urgency: urgency, line: Confidential("30-40, Twente, traumabehandeling"),
            question: Confidential("Is er plaats?"), told: ["Wat er is gebeurd", "Bij wie al hulp was"])
        return try await SendReferral(place)(draft, in: person.conversation, slip: Confidential(slip), by: sam)
    }

    private func step(
        _ kind: ReferralStep.Kind, _ id: Identifier<Referral>, by session: WorkerSession, text: String = "",
        decline: ReferralStep.Decline? = nil, outcome: ReferralStep.Outcome? = nil, planned: Instant? = nil,
        toward: Identifier<Team>? = nil
    ) async throws {
        let revision = try #require(try await place.stores.referrals.referral(id)).revision
        try await WorkReferrals(place).step(
            ReferralStep(kind, text: Confidential(text), decline: decline, outcome: outcome, planned: planned, team: toward), on: id,
            revision: revision, by: session)
    }

    private func consent(_ parts: [DossierSection.Kind] = [.contact], weeks: Int = 26) async throws -> Consent {
        try await GiveConsent(place)(
            ConsentOffer(team: trauma.team.id, parts: parts, scope: .all, purpose: .help, weeks: weeks), text: Confidential("words"),
            language: .dutch, slip: Confidential(place.chance.bytes(8).description), person)
    }

    private func share(_ id: Identifier<Referral>, weeks: Int = 26) async throws -> Consent {
        let given = try await consent(weeks: weeks)
        let revision = try #require(try await place.stores.referrals.referral(id)).revision
        try await OwnReferrals(place).share(id, revision: revision, on: given, person)
        return given
    }

    @Test("goes from the question without identity to help that has begun and ended; each side sees it at each step", .tags(.R17, .R19))
    func whole() async throws {
        try await OwnParts(place).write(Confidential("Call me K."), in: .contact, seen: 0, slip: Confidential("c"), person)
        let id = try await ask()
        let lines = try await WorkReferrals(place).received(trauma.sessions[0])
        #expect(lines.map(\.card?.line.revealed) == ["30-40, Twente, traumabehandeling"])
        let opened = try await WorkReferrals(place).read(id, by: trauma.sessions[0])
        #expect(opened.referral.state == .received && opened.told.count == 2 && opened.side == .receiver)
        #expect(opened.next == [.question, .accepted, .declined])
        try await step(.question, id, by: trauma.sessions[0], text: "Welke taal?")
        #expect(try await WorkReferrals(place).read(id, by: sam).next == [.answered, .cancelled])
        try await step(.answered, id, by: sam, text: "Nederlands")
        try await step(.accepted, id, by: trauma.sessions[1])
        #expect(try await OwnReferrals(place).read(id, person).referral.owner == .person)
        await #expect(throws: WorkRefusal.outOfOrder) {
            try await step(.planned, id, by: trauma.sessions[0], planned: place.now().adding(seconds: 86_400))
        }
        let given = try await share(id)
        #expect(try await ReadSharedParts(place).read(.contact, on: given.id, by: trauma.sessions[0]).text.revealed == "Call me K.")
        try await step(.planned, id, by: trauma.sessions[0], planned: place.now().adding(seconds: 86_400))
        try await step(.missed, id, by: trauma.sessions[0])
        try await step(.planned, id, by: trauma.sessions[0], planned: place.now().adding(seconds: 2 * 86_400))
        try await step(.begun, id, by: trauma.sessions[0])
        #expect(try await OwnReferrals(place).read(id, person).referral.state == .inProgress)
        try await step(.ended, id, by: trauma.sessions[0], outcome: .helped)
        let own = try await OwnReferrals(place).read(id, person)
        #expect(own.referral.state == .completed && own.referral.owner == .nobody)
        #expect(
            own.steps.map(\.step.kind) == [
                .asked, .seen, .question, .answered, .accepted, .shared, .planned, .missed, .planned, .begun, .ended,
            ])
        #expect(own.last(.ended)?.organisation == "Traumahulp")
        #expect(try await WorkReferrals(place).received(trauma.sessions[0]).isEmpty)
        #expect(try await WorkReferrals(place).sent(sam).isEmpty)
        await desk.remove()
    }

    @Test("that is declined stays with the desk, with the reason, and the receiver may not look any more")
    func declined() async throws {
        let id = try await ask()
        await #expect(throws: WorkRefusal.incomplete) { try await step(.declined, id, by: trauma.sessions[0]) }
        try await step(.accepted, id, by: trauma.sessions[0])
        let given = try await share(id)
        try await step(.declined, id, by: trauma.sessions[0], text: "Toch vol", decline: .noRoom)
        await #expect(throws: WorkRefusal.notFound) { try await ReadSharedParts(place)(given.id, by: trauma.sessions[0]) }
        let line = try #require(try await WorkReferrals(place).sent(sam).first)
        #expect(line.referral.state == .rejected && line.referral.owner == .sender)
        let opened = try await WorkReferrals(place).read(id, by: sam)
        #expect(opened.last(.declined)?.step.decline == .noRoom && opened.last(.declined)?.step.text.revealed == "Toch vol")
        #expect(try await WorkReferrals(place).received(trauma.sessions[0]).isEmpty)
        await desk.remove()
    }

    @Test("is answered by the person as well as by the desk; a question after something was shared goes back to where it stood")
    func answered() async throws {
        let id = try await ask()
        try await step(.question, id, by: trauma.sessions[0], text: "Welke taal?")
        let revision = try #require(try await place.stores.referrals.referral(id)).revision
        await #expect(throws: WorkRefusal.empty) { try await OwnReferrals(place).answer(id, revision: revision, Confidential(" "), person) }
        try await OwnReferrals(place).answer(id, revision: revision, Confidential("Nederlands"), person)
        await #expect(throws: WorkRefusal.outOfOrder) {
            try await OwnReferrals(place).answer(id, revision: revision + 1, Confidential("Nog eens"), person)
        }
        #expect(try await WorkReferrals(place).read(id, by: sam).last(.answered)?.step.text.revealed == "Nederlands")
        try await step(.accepted, id, by: trauma.sessions[0])
        _ = try await share(id)
        try await step(.question, id, by: trauma.sessions[0], text: "Welke dag?")
        try await step(.answered, id, by: sam, text: "Dinsdag")
        let referral = try #require(try await place.stores.referrals.referral(id))
        #expect(referral.state == .accepted && referral.intent == .order)
        let other = try await desk.kept("other words")
        await #expect(throws: WorkRefusal.notFound) { try await OwnReferrals(place).answer(id, revision: 1, Confidential("x"), other) }
        await desk.remove()
    }

    @Test("to whom it may go on without the person, asks for the code once more; so does a partner that never said what it is", .tags(.R62))
    func codeNeeded() async throws {
        let (code, cookie, before) = try await desk.write("words")
        #expect(try await ProveCode(place)(code.digits, before))
        let person = try #require(try await place.personSession(cookie))
        func give(_ team: Team, _ code: Confidential<String>?) async throws -> Consent {
            try await GiveConsent(place)(
                ConsentOffer(team: team.id, parts: [.contact], scope: .all, purpose: .help, weeks: 26), text: Confidential("words"),
                language: .dutch, slip: Confidential(place.chance.bytes(8).description), person, code: code)
        }
        let stranger = try await desk.write("other").code.digits
        for (name, kind) in [("P", OrganisationKind.police), ("V", .domesticChildProtection), ("R", .youthProtection), ("?", nil)] {
            let (team, _) = try await desk.partner(name, people: ["worker" + name.lowercased()], kind: kind)
            await #expect(throws: WorkRefusal.codeNeeded) { try await give(team, nil) }
            await #expect(throws: WorkRefusal.unknown) { try await give(team, stranger) }
            #expect(try await place.stores.consents.consents(of: person.dossier).allSatisfy { $0.team != team.id })
            #expect(try await give(team, code.digits).state == .granted)
        }
        #expect(try await give(trauma.team, nil).state == .granted)
        await desk.remove()
    }

    @Test(
        "is passed on only when the person wants it: then a nameless question goes there, and nothing that was shared",
        .tags(.R22, .R32, .R62))
    func forward() async throws {
        let lawyers = try await desk.partner("Advocaten", people: ["lena"], kind: .legal)
        let id = try await ask()
        try await step(.accepted, id, by: trauma.sessions[0])
        // Who does not know the person cannot say who should go on.
        await #expect(throws: WorkRefusal.outOfOrder) {
            try await step(.forward, id, by: trauma.sessions[0], text: "Zij weten meer.", toward: lawyers.team.id)
        }
        try await OwnParts(place).write(Confidential("Ik heet K."), in: .contact, seen: 0, slip: Confidential("c"), person)
        _ = try await share(id)
        for team in [nil, trauma.team.id, desk.teams[0].id] {
            await #expect(throws: WorkRefusal.incomplete) {
                try await step(.forward, id, by: trauma.sessions[0], text: "Zij weten meer.", toward: team)
            }
        }
        try await step(.forward, id, by: trauma.sessions[0], text: "Zij weten meer.", toward: lawyers.team.id)
        #expect(try await WorkReferrals(place).received(lawyers.sessions[0]).isEmpty)
        let seen = try await WorkReferrals(place).read(id, by: sam)
        #expect(seen.openForward?.toward?.organisationName == "Advocaten" && seen.referral.state == .accepted)
        let own = try await OwnReferrals(place).read(id, person)
        #expect(own.openForward?.step.wordsForPerson?.revealed == "Zij weten meer.")
        let revision = own.referral.revision
        await #expect(throws: WorkRefusal.notFound) {
            try await OwnReferrals(place).agreeToForward(id, revision: revision, slip: Confidential("f"), try await desk.kept("other"))
        }
        try await OwnReferrals(place).agreeToForward(id, revision: revision, slip: Confidential("f"), person)
        await #expect(throws: WorkRefusal.outOfOrder) {
            try await OwnReferrals(place).agreeToForward(id, revision: revision + 1, slip: Confidential("f"), person)
        }
        let next = try #require(try await WorkReferrals(place).received(lawyers.sessions[0]).first?.referral)
        #expect(next.intent == .proposal && next.consent == nil && next.from == desk.teams[0].id)
        let there = try await WorkReferrals(place).read(next.id, by: lawyers.sessions[0])
        #expect(there.question.revealed == "Is er plaats?" && there.told.count == 2)
        #expect(there.steps.allSatisfy { !$0.step.text.revealed.contains("Zij weten meer.") })
        // A second proposal that the person does not want, and one to whom they keep away.
        try await step(.forward, id, by: trauma.sessions[0], text: "Toch.", toward: lawyers.team.id)
        try await OwnReferrals(place).refuseForward(id, revision: revision + 2, person)
        #expect(try await OwnReferrals(place).read(id, person).openForward == nil)
        try await NeverList(place).add(.team(lawyers.team.id), label: Confidential("L"), person)
        try await step(.forward, id, by: trauma.sessions[0], text: "Nog eens.", toward: lawyers.team.id)
        await #expect(throws: WorkRefusal.barred) {
            try await OwnReferrals(place).agreeToForward(id, revision: revision + 4, slip: Confidential("g"), person)
        }
        #expect(try await place.stores.referrals.referrals(of: person.dossier).count == 2)
        await desk.remove()
    }

    @Test(
        "on a waiting list is looked after by the desk at 4, 14 and 26 weeks; what the desk found is told to the person", .tags(.R96, .R97))
    func waiting() async throws {
        let id = try await ask()
        try await step(.accepted, id, by: trauma.sessions[0])
        _ = try await share(id, weeks: 52)
        try await step(.waitlisted, id, by: trauma.sessions[0], planned: place.now().adding(seconds: 40 * 7 * 86_400))
        let since = try #require(try await WorkReferrals(place).read(id, by: sam).waitingSince)
        var before: Int64 = 0
        for weeks in [Int64(4), 14, 26] {
            let due = try await WorkReferrals(place).read(id, by: try await desk.enter("sam").session).due
            #expect(due == since.adding(seconds: weeks * 7 * 86_400))
            #expect(try await WorkReferrals(place).sent(sam).first?.isLate == false)
            desk.clock.advance(seconds: (weeks - before) * 7 * 86_400 + 1)
            let worker = try await desk.enter("sam").session
            #expect(try await WorkReferrals(place).sent(worker).first?.isLate == true)
            await #expect(throws: WorkRefusal.outOfOrder) { try await step(.looked, id, by: trauma.sessions[0], text: "x") }
            try await step(.looked, id, by: worker, text: "Nergens eerder plek.")
            #expect(try await WorkReferrals(place).sent(worker).first?.isLate == false)
            before = weeks
        }
        let opened = try await WorkReferrals(place).read(id, by: try await desk.enter("sam").session)
        #expect(opened.waitingSince == since)
        #expect(opened.last(.looked)?.step.wordsForPerson?.revealed == "Nergens eerder plek.")
        await desk.remove()
    }

    @Test("on a waiting list raises the alarm at half a year also when what was shared for half a year is over by then", .tags(.R96))
    func waitingPastConsent() async throws {
        let id = try await ask()
        try await step(.accepted, id, by: trauma.sessions[0])
        _ = try await share(id, weeks: 26)
        desk.clock.advance(days: 8)
        let tess = try await desk.enter("tess").session
        try await step(.waitlisted, id, by: tess, planned: place.now().adding(seconds: 40 * 7 * 86_400))
        for weeks in [4, 10] {
            desk.clock.advance(seconds: Int64(weeks) * 7 * 86_400 + 1)
            try await step(.looked, id, by: try await desk.enter("sam").session, text: "Nog geen plek.")
        }
        desk.clock.advance(seconds: 12 * 7 * 86_400 + 1)
        #expect(try await ExpireConsents(place)() == 1)
        let late = try await desk.enter("sam").session
        #expect(try await WorkReferrals(place).sent(late).first { $0.referral.id == id }?.isLate == true)
        try await step(.looked, id, by: late, text: "De tijd is om.")
        await desk.remove()
    }

    @Test("goes to no line that stands outside", .tags(.R63))
    func outside() async throws {
        let line = try await desk.partner("Lijn", people: ["mia"], kind: .anonymousTipline)
        #expect(try await SendReferral(place).receivers(person.dossier).allSatisfy { $0.team != line.team.id })
        await #expect(throws: WorkRefusal.nobodyReceives) {
            try await SendReferral(place)(
                ReferralDraft(to: line.team.id, urgency: .u2, line: Confidential("x"), question: Confidential("x"), told: []),
                in: person.conversation, slip: Confidential("x"), by: sam)
        }
        await desk.remove()
    }

    @Test("is taken back when the person withdraws; the receiver hears it, opens nothing, and cannot go on")
    func withdrawn() async throws {
        let id = try await ask()
        try await step(.accepted, id, by: trauma.sessions[0])
        let given = try await share(id)
        try await WithdrawConsent(place)(given.id, person)
        let referral = try #require(try await place.stores.referrals.referral(id))
        #expect(referral.state == .cancelled)
        #expect(try await WorkReferrals(place).read(id, by: trauma.sessions[0]).steps.last?.step.kind == .withdrawn)
        await #expect(throws: WorkRefusal.outOfOrder) { try await step(.begun, id, by: trauma.sessions[0]) }
        await desk.remove()
    }

    @Test(
        "that was taken back when the machine ended at that moment goes no further, and is finished when the person comes by", .tags(.R62))
    func halfWay() async throws {
        try await OwnParts(place).write(Confidential("K."), in: .contact, seen: 0, slip: Confidential("c"), person)
        let id = try await ask()
        try await step(.accepted, id, by: trauma.sessions[0])
        let given = try await share(id)
        // The first step of withdrawing, and nothing after it.
        _ = try await place.stores.consents.end(given.id, as: .withdrawn)
        #expect(try await place.stores.referrals.referral(id)?.state == .accepted)
        #expect(try await place.stores.sections.sections(of: person.dossier).contains { $0.needsNewKey })
        await #expect(throws: WorkRefusal.outOfOrder) { try await step(.begun, id, by: trauma.sessions[0]) }
        await #expect(throws: WorkRefusal.notFound) { try await ReadSharedParts(place)(given.id, by: trauma.sessions[0]) }
        for _ in 0..<2 { try await FinishWithdrawing(place)(person) }
        #expect(try await place.stores.referrals.referral(id)?.state == .cancelled)
        #expect(try await place.stores.sections.sections(of: person.dossier).allSatisfy { !$0.needsNewKey })
        let steps = try await OwnReferrals(place).read(id, person).steps.map(\.step.kind)
        #expect(steps.filter { $0 == .withdrawn }.count == 1)
        #expect(try await OwnParts(place).read(.contact, person).text.revealed == "K.")
        await desk.remove()
    }

    @Test("with silence is late for the desk, by urgency, and for nobody else; the person is never hurried", .tags(.R101))
    func late() async throws {
        let urgent = try await ask("urgent", urgency: .u1)
        let calm = try await ask("calm", urgency: .u3)
        #expect(urgent != calm)
        desk.clock.advance(seconds: 4 * 3600 + 1)
        let lines = try await WorkReferrals(place).sent(sam)
        #expect(lines.map(\.isLate) == [true, false] && lines.first?.referral.id == urgent)
        #expect(try await OwnReferrals(place).all(person).allSatisfy { $0.due == nil })
        await desk.remove()
    }

    @Test("two workers who do a step at the same instant: one did it, the other is told")
    func race() async throws {
        let id = try await ask()
        _ = try await WorkReferrals(place).read(id, by: trauma.sessions[0])
        let revision = try #require(try await place.stores.referrals.referral(id)).revision
        let outcomes = await withTaskGroup(of: Result<Void, WorkRefusal>.self) { group in
            for worker in trauma.sessions {
                group.addTask {
                    do {
                        try await WorkReferrals(place).step(ReferralStep(.accepted), on: id, revision: revision, by: worker)
                        return .success(())
                    } catch let refusal as WorkRefusal {
                        return .failure(refusal)
                    } catch {
                        return .failure(.storeUnavailable)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { if case .success = $0 { true } else { false } }.count == 1)
        #expect(outcomes.contains { if case .failure(.taken(nil)) = $0 { true } else { false } })
        await desk.remove()
    }

    @Test("sent twice on one form is one; to somebody whom the person keeps away it is not sent", .tags(.R39))
    func sending() async throws {
        #expect(try await ask() == ask())
        #expect(try await WorkReferrals(place).received(trauma.sessions[0]).count == 1)
        try await NeverList(place).add(.team(trauma.team.id), label: Confidential("T"), person)
        await #expect(throws: WorkRefusal.barred) { try await ask("other") }
        // What was asked before is not theirs any more either.
        #expect(try await WorkReferrals(place).received(trauma.sessions[0]).isEmpty)
        await desk.remove()
    }

    @Test("does not exist for another organisation, for an administrator, and for the receiver's colleagues without the key")
    func others() async throws {
        let id = try await ask()
        let lawyers = try await desk.partner("Advocaten", people: ["lena"])
        let noor = try await desk.enter("noor").session
        for stranger in [lawyers.sessions[0], noor] {
            await #expect(throws: WorkRefusal.notFound) { try await WorkReferrals(place).read(id, by: stranger) }
            await #expect(throws: WorkRefusal.notFound) {
                try await WorkReferrals(place).step(ReferralStep(.accepted), on: id, revision: 1, by: stranger)
            }
        }
        let other = try await desk.kept("other words")
        await #expect(throws: WorkRefusal.notFound) { try await OwnReferrals(place).read(id, other) }
        await #expect(throws: WorkRefusal.notFound) { try await OwnReferrals(place).cancel(id, revision: 1, other) }
        await desk.remove()
    }

    @Test("is in the lists after the keys of either team were changed")
    func renewed() async throws {
        let id = try await ask()
        _ = try await WorkReferrals(place).received(trauma.sessions[0])
        try await place.stores.workers.leave(trauma.sessions[1].worker.id)
        let tess = try #require(try await place.again(trauma.sessions[0]))
        try await RenewTeamKey(place).renewWhereSomebodyLeft(tess)
        let renewed = try #require(try await place.again(tess))
        #expect(try await WorkReferrals(place).received(renewed).first?.card?.line.revealed == "30-40, Twente, traumabehandeling")
        #expect(try await WorkReferrals(place).read(id, by: renewed).question.revealed == "Is er plaats?")
        await desk.remove()
    }
}
