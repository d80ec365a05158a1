import Domain
import TestKit
import Testing

@testable import Storage

@Suite("A consent is kept", .tags(.R62))
struct ConsentContractTests {
    /// A dossier with a part that the person and a second team can open on a consent.
    fileprivate struct Given {
        let samples = StorageSamples()
        let new: NewConversation
        let team: Team
        let part: DossierSection
        let consent: NewConsent

        init(_ stores: Stores) async throws {
            let (organisation, desk) = try await samples.desk(stores)
            _ = organisation
            new = try await samples.opened(stores, to: desk)
            let other = WorkOrganisation(id: samples.id(), name: samples.sealed())
            team = Team(
                id: samples.id(), organisation: other.id, kind: .partner, name: samples.sealed(), generation: 1,
                publicKey: samples.publicKey())
            try await stores.teams.add(other, teams: [team])
            part = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .story, version: 1)
            try await stores.sections.add(part, grants: [samples.grant(part, .subject)])
            consent = Self.consent(samples, new, team, [part])
            try await stores.consents.give(consent)
        }

        static func consent(
            _ samples: StorageSamples, _ new: NewConversation, _ team: Team, _ parts: [DossierSection], volumes: [DossierSection] = [],
            weeks: Int = 26
        ) -> NewConsent {
            let agreement = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .agreement, version: 1)
            let consent = Consent(
                id: samples.id(), dossier: new.dossier.id, team: team.id, agreement: agreement.id, purpose: .help, state: .granted,
                startsIn: Week(number: 2970), endsIn: Week(number: 2970 + weeks), hash: samples.chance.bytes(32))
            let holder = KeyHolder.team(team.id, generation: 1)
            return NewConsent(
                consent: consent, agreement: agreement,
                agreementGrants: [samples.grant(agreement, .subject), samples.grant(agreement, holder)],
                words: [samples.item(in: agreement)], volumes: volumes,
                grants: (parts + volumes).map { part in
                    SectionGrant(
                        section: part.id, version: part.version, holder: holder, ground: consent.ground, wrap: samples.sealed(1200))
                })
        }
    }

    @Test("with its keys and its words, and gives each grant its ground back", arguments: StorageEngine.allCases)
    func kept(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            let consent = given.consent.consent
            #expect(try await stores.consents.consent(consent.id) == consent)
            #expect(try await stores.consents.consents(of: given.new.dossier.id) == [consent])
            let grants = try await stores.consents.grants(of: given.part.id)
            #expect(grants.map(\.ground) == [nil, consent.ground])
            #expect(try await stores.sections.grant(given.part.id, to: .team(given.team.id, generation: 1)) == given.consent.grants[0])
            #expect(try await stores.sections.items(consent.agreement, after: 0, limit: 9) == given.consent.words)
            await #expect(throws: StoreRefusal.self) { try await stores.consents.give(given.consent) }
        }
    }

    @Test(
        "with no key that was sealed to one its team had before: whoever seals anew what that one opened must find all of it",
        arguments: StorageEngine.allCases)
    func keyOfBefore(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            let late = DossierSection(id: given.samples.id(), dossier: given.new.dossier.id, kind: .medical, version: 1)
            func grant(_ generation: Int) -> SectionGrant { given.samples.grant(late, .team(given.team.id, generation: generation)) }
            var next = given.team
            next.generation = 2
            next.publicKey = given.samples.publicKey()
            try await stores.teams.renew(next, wraps: [])
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.sections.add(late, grants: [given.samples.grant(late, .subject), grant(1)])
            }
            #expect(try await !stores.sections.sections(of: given.new.dossier.id).contains { $0.id == late.id })
            let held = try await stores.sections.granted(to: given.team.id, upTo: 1, limit: 9).map(\.section.id)
            #expect(Set(held) == [given.part.id, given.consent.consent.agreement])
            try await stores.sections.add(late, grants: [given.samples.grant(late, .subject), grant(2)])
        }
    }

    @Test("until it ends: then its keys are gone and its parts marked, once", arguments: StorageEngine.allCases)
    func ended(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            let id = given.consent.consent.id
            #expect(try await stores.consents.due(before: Week(number: 2997), limit: 9).map(\.id) == [id])
            #expect(try await stores.consents.due(before: Week(number: 2996), limit: 9).isEmpty)
            #expect(try await stores.consents.end(id, as: .withdrawn))
            #expect(try await !stores.consents.end(id, as: .expired))
            #expect(try await stores.consents.consent(id)?.state == .withdrawn)
            #expect(try await stores.consents.grants(of: given.part.id).map(\.holder) == [.subject])
            #expect(try await stores.sections.sections(of: given.new.dossier.id).filter(\.needsNewKey).map(\.id) == [given.part.id])
            #expect(try await stores.consents.due(before: Week(number: 9999), limit: 9).isEmpty)
            // A key that was being made for it meanwhile is refused; without it the part gets its new key.
            var next = given.part
            next.version = 2
            let stale = SectionGrant(
                section: next.id, version: 2, holder: .team(given.team.id, generation: 1), ground: given.consent.consent.ground,
                wrap: given.samples.sealed(1200))
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.sections.rekey(next, grants: [given.samples.grant(next, .subject), stale], replacing: 1, wrappedKeys: [:])
            }
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.sections.rekey(next, grants: [given.samples.grant(next, .subject)], replacing: 2, wrappedKeys: [:])
            }
            try await stores.sections.rekey(next, grants: [given.samples.grant(next, .subject)], replacing: 1, wrappedKeys: [:])
            #expect(try await stores.sections.sections(of: given.new.dossier.id).allSatisfy { !$0.needsNewKey })
        }
    }

    @Test("until the team gives back a part of it, or all: whole or not at all, and once", arguments: StorageEngine.allCases)
    func givenBack(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            let medical = DossierSection(id: given.samples.id(), dossier: given.new.dossier.id, kind: .medical, version: 1)
            try await stores.sections.add(medical, grants: [given.samples.grant(medical, .subject)])
            let both = Given.consent(given.samples, given.new, given.team, [given.part, medical])
            try await stores.consents.give(both)
            let (id, agreement) = (both.consent.id, both.agreement)
            func words() async throws -> Int { try await stores.sections.count(agreement.id) }
            func readers(_ section: DossierSection) async throws -> [KeyHolder] {
                try await stores.consents.grants(of: section.id).map(\.holder)
            }
            let before = try await words()
            // Words for another key than there is: nothing happened.
            var late = agreement
            late.version = 3
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.consents.giveBack(id, [medical.id], items: [given.samples.item(in: late)])
            }
            // One part that it opens, and one that it does not: nothing happened.
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.consents.giveBack(id, [medical.id, agreement.id], items: [given.samples.item(in: agreement)])
            }
            #expect(try await words() == before)
            #expect(try await readers(medical).count == 2)
            try await stores.consents.giveBack(id, [medical.id], items: [given.samples.item(in: agreement)])
            #expect(try await readers(medical) == [.subject])
            #expect(try await readers(given.part).count == 2)
            #expect(try await words() == before + 1)
            let marked = try await stores.sections.sections(of: given.new.dossier.id).filter(\.needsNewKey).map(\.id)
            #expect(marked == [medical.id])
            // A second press.
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.consents.giveBack(id, [medical.id], items: [given.samples.item(in: agreement)])
            }
            try await stores.consents.giveBack(id, nil, items: [given.samples.item(in: agreement)])
            #expect(try await stores.consents.consent(id)?.state == .expired)
            #expect(try await readers(given.part) == [.subject])
            // What was agreed stays readable for both.
            #expect(try await readers(agreement).count == 2)
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.consents.giveBack(id, nil, items: [given.samples.item(in: agreement)])
            }
            #expect(try await words() == before + 2)
        }
    }

    @Test("in place of the one before; what the new one opens too keeps its key", arguments: StorageEngine.allCases)
    func replaced(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            let medical = DossierSection(id: given.samples.id(), dossier: given.new.dossier.id, kind: .medical, version: 1)
            try await stores.sections.add(medical, grants: [given.samples.grant(medical, .subject)])
            let volume = DossierSection(id: given.samples.id(), dossier: given.new.dossier.id, kind: .medical, version: 1, volume: 2)
            let second = Given.consent(given.samples, given.new, given.team, [given.part], volumes: [volume], weeks: 4)
            try await stores.consents.give(second)
            #expect(try await stores.consents.consents(of: given.new.dossier.id).map(\.state) == [.granted, .replaced])
            #expect(try await stores.sections.sections(of: given.new.dossier.id).allSatisfy { !$0.needsNewKey })
            let third = Given.consent(given.samples, given.new, given.team, [medical])
            try await stores.consents.give(third)
            let marked = try await stores.sections.sections(of: given.new.dossier.id).filter(\.needsNewKey).map(\.id)
            #expect(Set(marked) == [given.part.id, volume.id])
            // A part that has another key by now is not given away with the old one.
            var late = medical
            late.version = 7
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.consents.give(Given.consent(given.samples, given.new, given.team, [late]))
            }
            #expect(try await stores.consents.consent(third.consent.id)?.state == .granted)
        }
    }

    @Test("at most once with a team, also when two are given at the same instant", arguments: StorageEngine.allCases)
    func race(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            let offers = (0..<6).map { _ in Given.consent(given.samples, given.new, given.team, [given.part]) }
            await withTaskGroup(of: Void.self) { group in
                for offer in offers { group.addTask { try? await stores.consents.give(offer) } }
            }
            let all = try await stores.consents.consents(of: given.new.dossier.id)
            let held = all.filter { $0.state == .granted }
            #expect(held.count == 1)
            let grants = try await stores.consents.grants(of: given.part.id).filter { $0.holder != .subject }
            #expect(grants.map { $0.ground?.consent } == held.map(\.id))
        }
    }

    @Test("goes with the dossier, like the marks of whom it must never reach", arguments: StorageEngine.allCases)
    func erased(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            let dossier = given.new.dossier.id
            try await stores.consents.setNever([UInt8](repeating: 7, count: 16), of: dossier, to: true)
            try await stores.consents.setNever([UInt8](repeating: 7, count: 16), of: dossier, to: true)
            try await stores.consents.setNever([UInt8](repeating: 8, count: 16), of: dossier, to: true)
            try await stores.consents.setNever([UInt8](repeating: 8, count: 16), of: dossier, to: false)
            #expect(try await stores.consents.never(of: dossier) == [[UInt8](repeating: 7, count: 16)])
            try await stores.dossiers.erase(dossier)
            #expect(try await stores.consents.consents(of: dossier).isEmpty)
            #expect(try await stores.consents.never(of: dossier).isEmpty)
            await #expect(throws: StoreRefusal.gone) {
                try await stores.consents.setNever([UInt8](repeating: 9, count: 16), of: dossier, to: true)
            }
            await #expect(throws: StoreRefusal.gone) { try await stores.consents.give(given.consent) }
        }
    }
}

@Suite("A referral is kept", .tags(.R29))
struct ReferralContractTests {
    private static func referral(
        _ samples: StorageSamples, _ new: NewConversation, to team: Team, urgency: Urgency = .u2
    ) -> (Referral, DossierSection) {
        let section = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .referral, version: 1)
        let referral = Referral(
            id: samples.id(), dossier: new.dossier.id, section: section.id, from: new.conversation.team, to: team.id, urgency: urgency,
            intent: .proposal, state: .requested, consent: nil, received: .init(card: samples.sealed(300), generation: 1),
            sent: .init(card: samples.sealed(300), generation: 1))
        return (referral, section)
    }

    private static func partner(_ samples: StorageSamples, _ stores: Stores) async throws -> Team {
        let organisation = WorkOrganisation(id: samples.id(), name: samples.sealed())
        let team = Team(
            id: samples.id(), organisation: organisation.id, kind: .partner, name: samples.sealed(), generation: 1,
            publicKey: samples.publicKey())
        try await stores.teams.add(organisation, teams: [team])
        return team
    }

    @Test(
        "without a name rests on the consent with which it ends, until that is written; nothing else does",
        arguments: StorageEngine.allCases)
    func bound(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await ConsentContractTests.Given(stores)
            let (samples, new, id) = (given.samples, given.new, given.consent.consent.id)
            let other = try await Self.partner(samples, stores)
            var ids: [Identifier<Referral>] = []
            for (team, state) in [(given.team, Referral.State.requested), (given.team, .rejected), (other, .requested)] {
                var (referral, section) = Self.referral(samples, new, to: team)
                referral.state = state
                try await stores.referrals.add(referral, section, grants: [samples.grant(section, .subject)], items: [])
                ids.append(referral.id)
            }
            #expect(try await stores.referrals.unended(limit: 9).isEmpty)
            #expect(try await stores.consents.end(id, as: .withdrawn, with: true))
            #expect(try await stores.referrals.unended(limit: 9).map(\.id) == [ids[0]])
            #expect(try await stores.referrals.referrals(of: new.dossier.id).map(\.consent) == [id, nil, nil])
            #expect(try await stores.referrals.referrals(of: new.dossier.id).map(\.revision) == [2, 1, 1])
            // Ended already: nothing is bound a second time.
            let (later, section) = Self.referral(samples, new, to: given.team)
            try await stores.referrals.add(later, section, grants: [samples.grant(section, .subject)], items: [])
            #expect(try await !stores.consents.end(id, as: .expired, with: true))
            var next = try #require(try await stores.referrals.referral(ids[0]))
            next.state = .cancelled
            await #expect(throws: StoreRefusal.conflict) { try await stores.referrals.step(next, from: 1, items: []) }
            try await stores.referrals.step(next, from: 2, items: [])
            #expect(try await stores.referrals.unended(limit: 9).isEmpty)
            #expect(try await stores.referrals.referral(later.id)?.consent == nil)
        }
    }

    @Test("in the order of urgency and arrival, for both sides, until it is over", arguments: StorageEngine.allCases)
    func lists(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, desk) = try await samples.desk(stores)
            let team = try await Self.partner(samples, stores)
            let new = try await samples.opened(stores, to: desk)
            var ids: [Identifier<Referral>] = []
            for urgency in [Urgency.u2, .u1, .u2] {
                let (referral, section) = Self.referral(samples, new, to: team, urgency: urgency)
                try await stores.referrals.add(
                    referral, section, grants: [samples.grant(section, .subject)], items: [samples.item(in: section)])
                ids.append(referral.id)
            }
            #expect(try await stores.referrals.received(by: [team.id], limit: 9).map(\.id) == [ids[1], ids[0], ids[2]])
            #expect(try await stores.referrals.received(by: [team.id], limit: 1).map(\.id) == [ids[1]])
            #expect(try await stores.referrals.received(by: [desk.id], limit: 9).isEmpty)
            #expect(try await stores.referrals.sent(by: [desk.id, team.id], limit: 9).count == 3)
            #expect(try await stores.referrals.referrals(of: new.dossier.id).map(\.id) == ids)
            var next = try #require(try await stores.referrals.referral(ids[1]))
            next.state = .rejected
            let item = samples.item(in: DossierSection(id: next.section, dossier: next.dossier, kind: .referral, version: 1))
            try await stores.referrals.step(next, from: 1, items: [item])
            await #expect(throws: StoreRefusal.conflict) { try await stores.referrals.step(next, from: 1, items: []) }
            #expect(try await stores.referrals.received(by: [team.id], limit: 9).count == 2)
            #expect(try await stores.referrals.sent(by: [desk.id], limit: 9).count == 3)
            next.state = .cancelled
            try await stores.referrals.step(next, from: 2, items: [])
            #expect(try await stores.referrals.sent(by: [desk.id], limit: 9).count == 2)
            #expect(try await stores.sections.items(next.section, after: 0, limit: 9).count == 2)
            // A card sealed anew changes nothing when a step came between.
            next.revision = 1
            next.received = .init(card: samples.sealed(10), generation: 5)
            try await stores.referrals.reseal(next)
            #expect(try await stores.referrals.referral(next.id)?.received.generation == 1)
            #expect(try await stores.referrals.cards(of: team.id, upTo: 1, limit: 9).count == 3)
            #expect(try await stores.referrals.cards(of: team.id, upTo: 0, limit: 9).isEmpty)
            try await stores.dossiers.erase(new.dossier.id)
            #expect(try await stores.referrals.referral(ids[0]) == nil)
            await #expect(throws: StoreRefusal.gone) { try await stores.referrals.step(next, from: 3, items: []) }
        }
    }
}
