import Domain
import TestKit
import Testing

@testable import Storage

@Suite("What is shared without consent is kept", .tags(.R62))
struct ExceptionContractTests {
    /// A dossier with a proposal: for a team that would read something, or for a table.
    private struct Given {
        let samples: StorageSamples
        let new: NewConversation
        let desk: Team
        let other: Team
        let proposer: SupportWorker
        let second: SupportWorker
        let section: DossierSection
        let exception: SharingException

        /// - Parameter seed: another one for another dossier in the same stores.
        init(_ stores: Stores, forTable: Bool = false, seed: UInt64 = 1) async throws {
            samples = StorageSamples(seed)
            let (organisation, desk) = try await samples.desk(stores)
            self.desk = desk
            proposer = try await samples.colleague(stores, organisation, teams: [desk])
            second = try await samples.colleague(stores, organisation, teams: [desk])
            new = try await samples.opened(stores, to: desk)
            let away = WorkOrganisation(id: samples.id(), name: samples.sealed())
            other = Team(
                id: samples.id(), organisation: away.id, kind: .partner, name: samples.sealed(), generation: 1,
                publicKey: samples.publicKey())
            try await stores.teams.add(away, teams: [other])
            section = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .referral, version: 1)
            exception = SharingException(
                id: samples.id(), dossier: new.dossier.id, section: section.id, desk: desk.id, receiver: forTable ? desk.id : other.id,
                proposedBy: proposer.id, state: .proposed, startsIn: Week(number: 2970), endsIn: Week(number: 2972),
                card: samples.sealed())
            try await stores.exceptions.add(exception, section, grants: [grant(desk)], items: [samples.item(in: section)])
        }

        func grant(_ team: Team, _ of: DossierSection? = nil) -> SectionGrant {
            samples.grant(of ?? section, .team(team.id, generation: 1))
        }

        var agreed: SharingException {
            var next = exception
            (next.agreedBy, next.state) = (second.id, .shared)
            return next
        }

        func table() -> NewCaseTable {
            let section = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .table, version: 1)
            let table = CaseTable(
                id: samples.id(), dossier: new.dossier.id, section: section.id, opener: desk.id, director: desk.id, ground: .recorded,
                state: .open, endsIn: exception.endsIn,
                seats: [desk, other].map { .init(team: $0.id, state: .seated, card: .init(card: samples.sealed(), generation: 1)) })
            return NewCaseTable(
                table: table, section: section,
                grants: [samples.grant(section, .subject), grant(desk, section), grant(other, section)],
                items: [samples.item(in: section)])
        }

        /// A second worker agreed to a table.
        func seated(_ stores: Stores) async throws -> CaseTable {
            let new = table()
            var next = agreed
            next.table = new.table.id
            try await stores.exceptions.change(next, from: 1, grants: [], items: [], takesKey: false, opening: new)
            return new.table
        }
    }

    @Test("with its section, once; read by its desk and its dossier, and by the team once it is shared", arguments: StorageEngine.allCases)
    func kept(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            let exception = given.exception
            #expect(try await stores.exceptions.exception(exception.id) == exception)
            #expect(try await stores.exceptions.exceptions(of: exception.dossier) == [exception])
            #expect(try await stores.exceptions.exceptions(from: [given.desk.id], limit: 9) == [exception])
            #expect(try await stores.exceptions.exceptions(from: [given.other.id], limit: 9).isEmpty)
            #expect(try await stores.exceptions.shared(with: [given.other.id], limit: 9).isEmpty)
            let again = DossierSection(id: given.samples.id(), dossier: exception.dossier, kind: .referral, version: 1)
            await #expect(throws: StoreRefusal.duplicate) {
                try await stores.exceptions.add(exception, again, grants: [], items: [])
            }
            #expect(try await stores.sections.sections(of: exception.dossier).count == 2)
            try await stores.exceptions.change(
                given.agreed, from: 1, grants: [given.grant(given.other)], items: [], takesKey: false, opening: nil)
            let shared = try await stores.exceptions.shared(with: [given.other.id], limit: 9)
            #expect(shared.map(\.agreedBy) == [given.second.id] && shared.map(\.revision) == [2])
            #expect(try await stores.exceptions.shared(with: [given.desk.id], limit: 9).isEmpty)
        }
    }

    @Test(
        "and changed by one of two; a key for another version, or a torn change, leaves nothing half behind",
        arguments: StorageEngine.allCases)
    func changed(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            var wrong = given.section
            wrong.version = 9
            let late = wrong
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.exceptions.change(
                    given.agreed, from: 1, grants: [given.grant(given.other, late)], items: [], takesKey: false, opening: nil)
            }
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.exceptions.change(
                    given.agreed, from: 1, grants: [], items: [given.samples.item(in: late)], takesKey: false, opening: nil)
            }
            #expect(try await stores.exceptions.exception(given.exception.id) == given.exception)
            try await stores.exceptions.change(
                given.agreed, from: 1, grants: [given.grant(given.other)], items: [], takesKey: false, opening: nil)
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.exceptions.change(given.agreed, from: 1, grants: [], items: [], takesKey: false, opening: nil)
            }
            #expect(try await stores.exceptions.due(before: Week(number: 2972), limit: 9).isEmpty)
            var ended = try #require(try await stores.exceptions.due(before: Week(number: 2973), limit: 9).first)
            ended.state = .ended
            try await stores.exceptions.change(ended, from: 2, grants: [], items: [], takesKey: true, opening: nil)
            #expect(try await stores.consents.grants(of: given.section.id).map(\.holder) == [.team(given.desk.id, generation: 1)])
            #expect(try await stores.sections.sections(of: given.exception.dossier).filter(\.needsNewKey).map(\.id) == [given.section.id])
            try await stores.dossiers.erase(given.exception.dossier)
            #expect(try await stores.exceptions.exception(given.exception.id) == nil)
            await #expect(throws: StoreRefusal.gone) {
                try await stores.exceptions.change(ended, from: 3, grants: [], items: [], takesKey: false, opening: nil)
            }
        }
    }

    @Test("with the table that opens on it in the same step, or neither", .tags(.R32), arguments: StorageEngine.allCases)
    func table(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores, forTable: true)
            let first = try await given.seated(stores)
            #expect(try await stores.exceptions.exception(given.exception.id)?.table == first.id)
            #expect(try await stores.tables.tables(of: first.dossier) == [first])
            #expect(try await stores.tables.tables(with: [given.other.id], limit: 9) == [first])
            // A second one who agrees at the same instant seats nobody.
            await #expect(throws: StoreRefusal.conflict) { _ = try await given.seated(stores) }
            #expect(try await stores.tables.tables(of: first.dossier) == [first])
            #expect(try await stores.sections.sections(of: first.dossier).count == 3)
        }
    }

    @Test("until the table is over, or the person says yes to it: in the same step", .tags(.R32), arguments: StorageEngine.allCases)
    func tableEnds(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            for (seed, isYes) in [(UInt64(1), true), (2, false)] {
                let given = try await Given(stores, forTable: true, seed: seed)
                var table = try await given.seated(stores)
                try await stores.tables.step(table, from: 1, grants: [], items: [])
                #expect(try await stores.exceptions.exception(given.exception.id)?.state == .shared)
                if isYes { table.ground = .consent } else { table.state = .ended }
                let next = table
                try await stores.tables.step(next, from: 2, grants: [], items: [])
                let kept = try #require(try await stores.tables.table(table.id))
                #expect(kept.ground == next.ground && kept.state == next.state)
                let exception = try #require(try await stores.exceptions.exception(given.exception.id))
                #expect(exception.state == .ended && exception.revision == 3)
                let holders = try await stores.consents.grants(of: table.section).map(\.holder)
                #expect(holders.contains(.team(given.other.id, generation: 1)) == isYes && holders.contains(.subject))
            }
        }
    }

    @Test(
        "and what the person takes back from a team leaves it at a table that stands on no yes of theirs", arguments: StorageEngine.allCases
    )
    func withdrawn(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores, forTable: true)
            let table = try await given.seated(stores)
            let agreement = DossierSection(id: given.samples.id(), dossier: table.dossier, kind: .agreement, version: 1)
            let consent = Consent(
                id: given.samples.id(), dossier: table.dossier, team: given.other.id, agreement: agreement.id, purpose: .help,
                state: .granted, startsIn: Week(number: 2970), endsIn: Week(number: 2980), hash: given.samples.chance.bytes(32))
            try await stores.consents.give(
                NewConsent(consent: consent, agreement: agreement, agreementGrants: [], words: [], volumes: [], grants: []))
            #expect(try await stores.consents.end(consent.id, as: .withdrawn))
            #expect(try #require(try await stores.tables.table(table.id)).seated.contains(given.other.id))
        }
    }
}
