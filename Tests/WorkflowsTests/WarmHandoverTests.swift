import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("A warm handover", .tags(.R29, .R22))
struct WarmHandoverTests {
    let desk: TestWorkplace
    let place: Workplace
    let person: PersonSession
    let sam: WorkerSession
    let trauma: (team: Team, sessions: [WorkerSession])
    let others: (team: Team, sessions: [WorkerSession])
    let id: Identifier<Conversation>
    private var tess: WorkerSession { trauma.sessions[0] }

    init() async throws {
        desk = try await testWorkplace()
        place = desk.place
        trauma = try await desk.partner("Traumahulp", people: ["tess", "tom"])
        others = try await desk.partner("Anderen", people: ["otto"])
        person = try await desk.kept("Eerder gezegd.")
        sam = try await desk.enter("sam").session
        id = person.conversation
        try await HelpPerson(place).claim(id, by: sam)
    }

    /// Asked, and there is room.
    private func room() async throws -> Identifier<Referral> {
        let referral = try await SendReferral(place)(
            ReferralDraft(
                to: trauma.team.id, urgency: .u2, line: Confidential("vrouw"), question: Confidential("is er plek?"), told: []), in: id,
            slip: Confidential("r"), by: sam)
        let revision = try #require(try await place.stores.referrals.referral(referral)).revision
        try await WorkReferrals(place).step(ReferralStep(.accepted), on: referral, revision: revision, by: tess)
        return referral
    }

    private func present() async throws -> WarmHandover {
        try await WarmHandovers(place).invite(try await room(), in: id, by: sam)
        let waiting = try #require(try await WarmHandovers(place).received(tess).first)
        try await WarmHandovers(place).come(waiting.handover.id, by: tess)
        return try #require(try await place.stores.handovers.handover(waiting.handover.id))
    }

    private func joined(withBefore: Bool = false) async throws -> WarmHandover {
        let handover = try await present()
        try await OwnHandovers(place).agree(
            handover.id, guest: tess.worker.id, withBefore: withBefore, text: Confidential("words"), person)
        return try #require(try await place.stores.handovers.handover(handover.id))
    }

    /// What the desk's page shows of it.
    private func shown(to worker: WorkerSession) async throws -> JointTalk? {
        try await WarmHandovers(place).talk(in: try await HelpPerson(place).read(id, by: worker), by: worker)
    }

    private func reads(_ handover: WarmHandover, _ worker: WorkerSession) async throws -> [String]? {
        do {
            return try await WarmHandovers(place).read(handover.id, by: worker).lines.map(\.text.revealed)
        } catch {
            guard error == .notFound else { throw error }
            return nil
        }
    }

    private func say(_ text: String, _ handover: WarmHandover) async throws {
        try await OwnHandovers(place).say(Confidential(text), in: handover.id, slip: Confidential("p" + text), person)
    }

    private func say(_ text: String, _ handover: WarmHandover, by worker: WorkerSession) async throws {
        try await WarmHandovers(place).say(Confidential(text), in: handover.id, slip: Confidential("w" + text), by: worker)
    }

    @Test("lets nobody read anything before the person says yes; then from that moment, on all three sides")
    func fromNow() async throws {
        let waiting = try await present()
        #expect(waiting.state == .present && waiting.section == nil)
        #expect(try await reads(waiting, tess) == [])
        await #expect(throws: WorkRefusal.outOfOrder) { try await say("te vroeg", waiting, by: tess) }
        let seen = try #require(try await OwnHandovers(place).talks(person).last)
        #expect(seen.guestName == "Tess" && seen.guest.organisationName == "Traumahulp" && !seen.isJoined)
        try await OwnHandovers(place).agree(waiting.id, guest: tess.worker.id, withBefore: false, text: Confidential("words"), person)
        let handover = try #require(try await place.stores.handovers.handover(waiting.id))
        try await say("Hoi Tess", handover)
        try await say("Dag, ik ben Tess", handover, by: tess)
        try await say("Ik ben er ook nog", handover, by: sam)
        try await say("Hoi Tess", handover)
        let all = ["Hoi Tess", "Dag, ik ben Tess", "Ik ben er ook nog"]
        #expect(try await reads(handover, tess) == all)
        #expect(try await shown(to: sam)?.lines.map(\.text.revealed) == all)
        #expect(try await OwnHandovers(place).talks(person).last?.lines.map(\.voice) == [.person, .guest, .desk])
        // What was said before stays with the person and the desk.
        let grant = try await place.stores.sections.grant(
            person.messages, to: .team(trauma.team.id, generation: trauma.team.generation))
        #expect(grant == nil)
        let referral = try #require(try await OwnReferrals(place).all(person).first)
        #expect(referral.steps.last?.step.kind == .met && referral.referral.state == .accepted)
        let kinds = Set(try await WhoLooked(place)(person).map(\.kind))
        #expect(kinds.isSuperset(of: [.handoverInvited, .handoverCame, .handoverAgreed, .handoverRead, .handoverSaid]))
        await desk.remove()
    }

    @Test("shows what was said before only when the person chose that, and nothing else of the conversation")
    func withBefore() async throws {
        let handover = try await joined(withBefore: true)
        let talk = try await WarmHandovers(place).read(handover.id, by: tess)
        #expect(talk.lines.map(\.text.revealed) == ["Eerder gezegd."] && talk.lines.allSatisfy(\.isBefore) && talk.withBefore)
        await desk.remove()
    }

    @Test("ends the moment the person says so: whoever came reads nothing more, also not with a key that was saved")
    func ended() async throws {
        let handover = try await joined()
        try await say("geheim", handover)
        let section = try #require(handover.section)
        let holder = KeyHolder.team(trauma.team.id, generation: trauma.team.generation)
        let saved = try #require(try await place.stores.sections.grant(section, to: holder))
        try await OwnHandovers(place).end(handover.id, person)
        try await OwnHandovers(place).end(handover.id, person)
        #expect(try await reads(handover, tess) == nil)
        #expect(try await place.stores.sections.grant(section, to: holder) == nil)
        await #expect(throws: WorkRefusal.outOfOrder) { try await say("naar wie?", handover) }
        let shred = try #require(try await place.stores.shred.key(for: person.dossier))
        let receipt = try await place.logged(
            AuditEntry(.handoverRead, .read, at: place.now(), by: .system, dossier: person.dossier, section: section), person.readers)
        let team = try #require(tess.teamKeys[trauma.team.id])
        let key = try place.keys.open(saved, of: person.dossier, with: team.keyPair, shred: shred, after: receipt)
        for item in try await place.stores.sections.items(section, after: 0, limit: 9) {
            #expect(throws: KeyRefusal.wrong) { try ItemSealer.open(item, dossier: person.dossier, under: key) }
        }
        #expect(try await OwnHandovers(place).talks(person).last?.lines.count == 1)
        #expect(try await shown(to: sam)?.lines.count == 1)
        await desk.remove()
    }

    @Test("goes on without the desk when that leaves: it reads nothing of it any more, and a colleague neither")
    func deskLeaves() async throws {
        let handover = try await joined()
        try await say("met z'n drieën", handover)
        try await WarmHandovers(place).leave(handover.id, by: sam)
        try await say("met z'n tweeën", handover)
        try await say("ja", handover, by: tess)
        #expect(try await reads(handover, tess) == ["met z'n drieën", "met z'n tweeën", "ja"])
        let left = try #require(try await shown(to: sam))
        #expect(left.lines.isEmpty && !left.handover.isDeskThere)
        await #expect(throws: WorkRefusal.notFound) { try await say("nog iets", handover, by: sam) }
        let section = try #require(handover.section)
        let team = try desk.team(.desk)
        #expect(try await place.stores.sections.grant(section, to: .team(team.id, generation: 1)) == nil)
        try await WarmHandovers(place).leave(handover.id, by: tess)
        #expect(try await reads(handover, tess) == nil)
        #expect(try await OwnHandovers(place).talks(person).last?.runs == false)
        await desk.remove()
    }

    @Test("is for the one who came: not for a colleague, another organisation, whoever the person keeps away, or after a week")
    func nobodyElse() async throws {
        let handover = try await joined()
        try await say("voor Tess", handover)
        #expect(try await reads(handover, trauma.sessions[1]) == [])
        await #expect(throws: WorkRefusal.outOfOrder) { try await say("ik ook", handover, by: trauma.sessions[1]) }
        await #expect(throws: WorkRefusal.taken(by: Confidential("Tess"))) {
            try await WarmHandovers(place).come(handover.id, by: trauma.sessions[1])
        }
        #expect(try await reads(handover, others.sessions[0]) == nil)
        #expect(try await WarmHandovers(place).received(others.sessions[0]).isEmpty)
        let later = try await reads(handover, tess)
        #expect(later == ["voor Tess"])
        desk.clock.advance(days: 15)
        #expect(try await reads(handover, tess) == nil)
        await desk.remove()
    }

    @Test("ends when the person keeps the team away, or the referral is over")
    func keptAway() async throws {
        let handover = try await joined()
        try await NeverList(place).add(.team(trauma.team.id), label: Confidential("niet zij"), person)
        #expect(try await place.stores.handovers.handover(handover.id)?.state == .ended)
        #expect(try await reads(handover, tess) == nil)
        await desk.remove()
    }

    @Test("is refused without room, by who does not have the conversation, twice at once, and when somebody may read along")
    func refused() async throws {
        let referral = try await room()
        let iris = try await desk.enter("iris").session
        await #expect(throws: WorkRefusal.taken(by: Confidential("Sam"))) {
            try await WarmHandovers(place).invite(referral, in: id, by: iris)
        }
        try await WarmHandovers(place).invite(referral, in: id, by: sam)
        await #expect(throws: WorkRefusal.taken(by: nil)) { try await WarmHandovers(place).invite(referral, in: id, by: sam) }
        let handover = try #require(try await WarmHandovers(place).received(tess).first?.handover)
        await #expect(throws: WorkRefusal.outOfOrder) {
            try await OwnHandovers(place).agree(handover.id, guest: tess.worker.id, withBefore: false, text: Confidential("w"), person)
        }
        try await WarmHandovers(place).come(handover.id, by: tess)
        await #expect(throws: WorkRefusal.taken(by: nil)) {
            try await OwnHandovers(place).agree(
                handover.id, guest: trauma.sessions[1].worker.id, withBefore: false, text: Confidential("w"), person)
        }
        try await HelpPerson(place).markMonitored(id, by: sam)
        await #expect(throws: WorkRefusal.readAlong) {
            try await OwnHandovers(place).agree(handover.id, guest: tess.worker.id, withBefore: false, text: Confidential("w"), person)
        }
        try await WarmHandovers(place).leave(handover.id, by: sam)
        await #expect(throws: WorkRefusal.readAlong) { try await WarmHandovers(place).invite(referral, in: id, by: sam) }
        let stranger = try await desk.kept("iemand anders")
        await #expect(throws: WorkRefusal.notFound) { try await OwnHandovers(place).end(handover.id, stranger) }
        await desk.remove()
    }

    @Test("leaves with everything else when the person erases it")
    func erased() async throws {
        let handover = try await joined()
        try await place.shred(person.dossier)
        #expect(try await place.stores.handovers.handover(handover.id) == nil)
        #expect(try await reads(handover, tess) == nil)
        await desk.remove()
    }

    @Test("keeps its words for those who stay when somebody leaves a team")
    func teamKey() async throws {
        let handover = try await joined()
        try await say("blijft", handover)
        let noor = try await desk.enter("noor").session
        let iris = try #require(try await place.stores.workers.workers(of: desk.organisation.id).first { place.name($0) == "Iris" })
        try await People(place).end(iris.id, by: noor)
        let sam = try await desk.enter("sam").session
        try await RenewTeamKey(place).renewWhereSomebodyLeft(sam)
        let again = try #require(try await place.again(sam))
        #expect(try await shown(to: again)?.lines.map(\.text.revealed) == ["blijft"])
        #expect(try await reads(handover, tess) == ["blijft"])
        await desk.remove()
    }
}
