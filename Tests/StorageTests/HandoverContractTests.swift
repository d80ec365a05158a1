import Domain
import TestKit
import Testing

@testable import Storage

@Suite("A warm handover is kept", .tags(.R29))
struct HandoverContractTests {
    private struct Given {
        let samples = StorageSamples()
        let new: NewConversation
        let worker: SupportWorker
        let other: Team
        let referral: Referral
        var handover: WarmHandover {
            WarmHandover(id: samples.id(), of: referral, in: new.conversation.id, openedIn: Week(number: 2970))
        }

        init(_ stores: Stores) async throws {
            let (organisation, desk) = try await samples.desk(stores)
            worker = try await samples.colleague(stores, organisation, teams: [desk])
            new = try await samples.opened(stores, to: desk)
            let away = WorkOrganisation(id: samples.id(), name: samples.sealed())
            other = Team(
                id: samples.id(), organisation: away.id, kind: .partner, name: samples.sealed(), generation: 1,
                publicKey: samples.publicKey())
            try await stores.teams.add(away, teams: [other])
            let section = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .referral, version: 1)
            let card = Referral.SealedCard(card: samples.sealed(), generation: 1)
            referral = Referral(
                id: samples.id(), dossier: new.dossier.id, section: section.id, from: desk.id, to: other.id, urgency: .u2,
                intent: .proposal, state: .accepted, consent: nil, received: card, sent: card)
            try await stores.referrals.add(referral, section, grants: [samples.grant(section, .subject)], items: [])
        }

        func joint() -> (section: DossierSection, talk: NewJointTalk) {
            let section = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .referral, version: 1)
            let holders: [KeyHolder] = [.subject, .team(referral.from, generation: 1), .team(other.id, generation: 1)]
            return (
                section,
                NewJointTalk(section: section, grants: holders.map { samples.grant(section, $0) }, items: [samples.item(in: section)])
            )
        }
    }

    @Test("once in a conversation, with its section, and changed by whoever saw it as it is", arguments: StorageEngine.databases)
    func whole(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            let handover = given.handover
            try await stores.handovers.add(handover)
            #expect(try await stores.handovers.handover(handover.id) == handover)
            await #expect(throws: StoreRefusal.duplicate) { try await stores.handovers.add(given.handover) }
            #expect(try await stores.handovers.running(for: [given.other.id], limit: 9) == [handover])
            #expect(try await stores.handovers.running(for: [given.referral.from], limit: 9).isEmpty)
            #expect(try await stores.handovers.due(before: handover.openedIn, limit: 9).isEmpty)
            #expect(try await stores.handovers.due(before: handover.openedIn.adding(1), limit: 9) == [handover])
            #expect(try await stores.handovers.pulse(of: handover.conversation) == 1)
            var joined = handover
            let (section, talk) = given.joint()
            (joined.state, joined.guest, joined.section) = (.joined, given.worker.id, section.id)
            try await stores.handovers.change(joined, from: 1, joining: talk, taking: [])
            joined.revision = 2
            #expect(try await stores.handovers.handovers(in: handover.conversation) == [joined])
            #expect(try await stores.handovers.pulse(of: handover.conversation) == 3)
            let told = try await stores.handovers.told(in: handover.conversation)
            #expect(told.handovers == [joined] && told.pulse == 3)
            let own = try await stores.sections.count(given.new.section.id)
            #expect(try await stores.conversations.progress(of: handover.conversation)?.count == own + 3)
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.handovers.change(joined, from: 1, joining: given.joint().talk, taking: [])
            }
            #expect(try await stores.sections.sections(of: handover.dossier).count == 3)
            var ended = joined
            ended.state = .ended
            try await stores.handovers.change(ended, from: 2, joining: nil, taking: [given.other.id])
            #expect(try await stores.sections.grant(section.id, to: .team(given.other.id, generation: 1)) == nil)
            #expect(try await stores.sections.grant(section.id, to: .team(given.referral.from, generation: 1)) != nil)
            #expect(try await stores.sections.sections(of: handover.dossier).first { $0.id == section.id }?.needsNewKey == true)
            #expect(try await stores.handovers.running(for: [given.other.id], limit: 9).isEmpty)
            // The next one may begin, and everything goes with the dossier.
            try await stores.handovers.add(given.handover)
            try await stores.dossiers.erase(handover.dossier)
            #expect(try await stores.handovers.handovers(in: handover.conversation).isEmpty)
            await #expect(throws: StoreRefusal.gone) { try await stores.handovers.change(ended, from: 3, joining: nil, taking: []) }
            await #expect(throws: StoreRefusal.gone) { try await stores.handovers.add(given.handover) }
        }
    }
}
