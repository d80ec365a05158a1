import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("What a team gives back", .tags(.R22, .R62))
struct GiveBackTests {
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
        lawyers = try await desk.partner("Advocaten", people: ["lena"])
        person = try await desk.kept()
        sam = try await desk.enter("sam").session
        try await HelpPerson(place).claim(person.conversation, by: sam)
        for part in [DossierSection.Kind.story, .medical] {
            try await OwnParts(place).write(Confidential("\(part) one"), in: part, seen: 0, slip: Confidential("\(part)"), person)
        }
    }

    private func give(_ team: Team? = nil, _ parts: [DossierSection.Kind] = [.story, .medical]) async throws -> Consent {
        try await GiveConsent(place)(
            ConsentOffer(team: (team ?? trauma.team).id, parts: parts, scope: .all, purpose: .help, weeks: 4),
            text: Confidential("words"), language: .dutch, slip: Confidential(place.chance.bytes(8).description), person)
    }

    private func reads(_ part: DossierSection.Kind, _ consent: Consent, _ worker: WorkerSession) async -> String? {
        try? await ReadSharedParts(place).read(part, on: consent.id, by: worker).text.revealed
    }

    private func section(_ part: DossierSection.Kind) async throws -> DossierSection {
        try #require(try await place.stores.sections.sections(of: person.dossier).first { $0.kind == part })
    }

    @Test("is one part: nobody of the team opens it any more, also not what is written later; the rest and everybody else go on")
    func onePart() async throws {
        let (ours, theirs) = (try await give(), try await give(lawyers.team))
        #expect(await reads(.medical, ours, trauma.sessions[0]) == "medical one")
        try await GiveBack(place)(SharingReturn(.medical, reason: .notNeeded), on: ours.id, by: trauma.sessions[0])
        for worker in trauma.sessions {
            #expect(await reads(.medical, ours, worker) == nil)
            #expect(await reads(.story, ours, worker) == "story one")
        }
        // At once, without the person coming by.
        let medical = try await section(.medical)
        #expect(medical.version == 2 && !medical.needsNewKey)
        #expect(try await section(.story).version == 1)
        try await OwnParts(place).write(Confidential("later"), in: .medical, seen: 1, slip: Confidential("l"), person)
        #expect(await reads(.medical, ours, trauma.sessions[0]) == nil)
        #expect(await reads(.medical, theirs, lawyers.sessions[0]) == "later")
        #expect(try await ReadSharedParts(place)(ours.id, by: trauma.sessions[0]).parts == [.story])
        // The person reads what, why and when, and chooses anew if they like.
        let agreed = try #require(try await OwnConsents(place)(person).first { $0.consent.id == ours.id })
        #expect(agreed.holds && agreed.returns.map(\.what) == [SharingReturn(.medical, reason: .notNeeded)])
        #expect(agreed.terms?.parts == [.story, .medical])
        #expect(try await OwnConsents(place)(person).first { $0.consent.id == theirs.id }?.returns.isEmpty == true)
        let again = try await give()
        #expect(await reads(.medical, again, trauma.sessions[0]) == "later")
        await desk.remove()
    }

    @Test("is everything: the agreement ends, and with the last part it does so too", arguments: [true, false])
    func everything(_ atOnce: Bool) async throws {
        let given = try await give()
        let what = atOnce ? [SharingReturn(nil, reason: .notForUs)] : [SharingReturn(.story), SharingReturn(.medical, reason: .conflict)]
        for one in what { try await GiveBack(place)(one, on: given.id, by: trauma.sessions[0]) }
        #expect(try await place.stores.consents.consent(given.id)?.state == .expired)
        #expect(try await TeamShares(place)(trauma.sessions[0]).isEmpty)
        for part in [DossierSection.Kind.story, .medical] {
            #expect(await reads(part, given, trauma.sessions[1]) == nil)
            #expect(try await section(part).version == 2)
            #expect(try await place.stores.consents.grants(of: try await section(part).id).map(\.holder) == [.subject])
        }
        let agreed = try #require(try await OwnConsents(place)(person).first)
        #expect(!agreed.holds && agreed.returns.map(\.what) == what && agreed.words?.revealed == "words")
        await desk.remove()
    }

    @Test("is theirs alone to give: not another team's, another organisation's, the desk's or an administrator's, nor after it ended")
    func others() async throws {
        let given = try await give()
        let back = SharingReturn(.story)
        for worker in [lawyers.sessions[0], sam, try await desk.enter("noor").session] {
            await #expect(throws: WorkRefusal.notFound) { try await GiveBack(place)(back, on: given.id, by: worker) }
        }
        // A part that was never given, and an agreement that is none.
        for (part, id) in [(DossierSection.Kind.police, given.id), (.story, Identifier(place.chance))] {
            await #expect(throws: WorkRefusal.notFound) { try await GiveBack(place)(SharingReturn(part), on: id, by: trauma.sessions[0]) }
        }
        try await NeverList(place).add(
            .person(Confidential("Tess"), at: trauma.team.organisation), label: Confidential("Tess"), person)
        await #expect(throws: WorkRefusal.notFound) { try await GiveBack(place)(back, on: given.id, by: trauma.sessions[0]) }
        #expect(await reads(.story, given, trauma.sessions[1]) == "story one")
        try await WithdrawConsent(place)(given.id, person)
        await #expect(throws: WorkRefusal.notFound) { try await GiveBack(place)(back, on: given.id, by: trauma.sessions[1]) }
        let short = try await give()
        desk.clock.advance(days: 7 * 5)
        let tom = try await desk.enter("tom").session
        await #expect(throws: WorkRefusal.notFound) { try await GiveBack(place)(back, on: short.id, by: tom) }
        #expect(try await OwnConsents(place)(person).allSatisfy(\.returns.isEmpty))
        await desk.remove()
    }

    @Test("by two at the same instant, or twice by one, is said once")
    func twice() async throws {
        let given = try await give()
        let refusals = await withTaskGroup(of: WorkRefusal?.self) { group in
            for worker in trauma.sessions {
                group.addTask {
                    do throws(WorkRefusal) {
                        try await GiveBack(place)(SharingReturn(.story), on: given.id, by: worker)
                        return nil
                    } catch { return error }
                }
            }
            return await group.reduce(into: [WorkRefusal?]()) { $0.append($1) }
        }
        #expect(refusals.count { $0 == nil } == 1, "\(refusals)")
        await #expect(throws: WorkRefusal.notFound) {
            try await GiveBack(place)(SharingReturn(.story), on: given.id, by: trauma.sessions[0])
        }
        #expect(try await OwnConsents(place)(person).first?.returns.count == 1)
        #expect(await reads(.medical, given, trauma.sessions[1]) == "medical one")
        await desk.remove()
    }

    @Test("on a referral stands there for the desk and the person, without which part; help goes on, and ends as it did")
    func onReferral() async throws {
        let draft = ReferralDraft(
            to: trauma.team.id, urgency: .u2, line: Confidential("30-40"), question: Confidential("Is er plaats?"), told: [])
        let id = try await SendReferral(place)(draft, in: person.conversation, slip: Confidential("a"), by: sam)
        try await WorkReferrals(place).step(ReferralStep(.accepted), on: id, revision: 1, by: trauma.sessions[0])
        let given = try await give()
        try await OwnReferrals(place).share(id, revision: 2, on: given, person)
        let due = try await WorkReferrals(place).sent(sam).first?.card?.due
        desk.clock.advance(seconds: 600)
        try await GiveBack(place)(SharingReturn(.medical), on: given.id, by: trauma.sessions[0])
        let seen = try #require(try await WorkReferrals(place).read(id, by: sam).last(.returned))
        #expect(seen.by == "Tess" && seen.organisation == "Traumahulp" && seen.step == ReferralStep(.returned))
        #expect(try await OwnReferrals(place).read(id, person).last(.returned)?.by == "Tess")
        // No clock begins anew, and a page that stood open still holds.
        #expect(try await WorkReferrals(place).sent(sam).first?.card?.due == due)
        try await GiveBack(place)(SharingReturn(nil), on: given.id, by: trauma.sessions[1])
        try await WorkReferrals(place).step(ReferralStep(.begun), on: id, revision: 3, by: trauma.sessions[0])
        // Nobody says it by itself.
        await #expect(throws: WorkRefusal.outOfOrder) {
            try await WorkReferrals(place).step(ReferralStep(.returned), on: id, revision: 4, by: trauma.sessions[0])
        }
        try await OwnReferrals(place).cancel(id, revision: 4, person)
        #expect(try await place.stores.referrals.referral(id)?.state == .cancelled)
        await desk.remove()
    }

    @Test("stands once in what the person sees of who looked, with the part; and with whoever watches over the team")
    func logged() async throws {
        let given = try await give()
        try await GiveBack(place)(SharingReturn(.medical, reason: .notNeeded), on: given.id, by: trauma.sessions[0])
        let mine = try await WhoLooked(place)(person).filter { $0.kind == .consentReturned }
        #expect(mine.count == 1 && mine.first?.part == .medical && mine.first?.organisation == "Traumahulp")
        // Nothing of the part was opened for it.
        #expect(try await WhoLooked(place)(person).allSatisfy { $0.isPerson || $0.kind != .partRead })
        let entries = try await place.log.entries(of: person.dossier, openedBy: person.keyPair, limit: .max).map(\.entry)
        let entry = try #require(entries.first { $0.kind == .consentReturned })
        #expect(entry.detail == "medical:not_needed" && entry.team == trauma.team.id && entry.isSuccess)
        await desk.remove()
    }
}
