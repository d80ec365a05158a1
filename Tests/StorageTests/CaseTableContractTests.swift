import Domain
import TestKit
import Testing

@testable import Storage

@Suite("A case table is kept", .tags(.R32))
struct CaseTableContractTests {
    /// A dossier with an open table: the desk and two other teams.
    private struct Set {
        let samples = StorageSamples()
        let new: NewConversation
        let desk: Team
        let teams: [Team]
        let section: DossierSection
        let table: CaseTable

        init(_ stores: Stores) async throws {
            desk = try await samples.desk(stores).team
            new = try await samples.opened(stores, to: desk)
            var made: [Team] = []
            for _ in 0..<2 {
                let organisation = WorkOrganisation(id: samples.id(), name: samples.sealed())
                let team = Team(
                    id: samples.id(), organisation: organisation.id, kind: .partner, name: samples.sealed(), generation: 1,
                    publicKey: samples.publicKey())
                try await stores.teams.add(organisation, teams: [team])
                made.append(team)
            }
            teams = made
            section = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .table, version: 1)
            table = CaseTable(
                id: samples.id(), dossier: new.dossier.id, section: section.id, opener: desk.id, director: desk.id, ground: .consent,
                state: .proposed, endsIn: Week(number: 2980),
                seats: [.init(team: desk.id, state: .seated, card: .init(card: samples.sealed(), generation: 1))]
                    + made.map { .init(team: $0.id, state: .asked) })
            try await stores.tables.propose(table, section, grants: [grant(.subject), grant(desk)], items: [samples.item(in: section)])
        }

        func grant(_ holder: KeyHolder) -> SectionGrant { samples.grant(section, holder) }
        func grant(_ team: Team) -> SectionGrant { grant(.team(team.id, generation: 1)) }

        /// The person said yes.
        func opened(_ stores: Stores) async throws -> CaseTable {
            var open = table
            open.state = .open
            for index in open.seats.indices {
                open.seats[index].state = .seated
                open.seats[index].card = .init(card: samples.sealed(), generation: 1)
            }
            try await stores.tables.step(open, from: 1, grants: teams.map { grant($0) }, items: [samples.item(in: section)])
            return try #require(try await stores.tables.table(table.id))
        }
    }

    @Test("with its seats in their order, one question at a time, and to nobody who is only asked", arguments: StorageEngine.allCases)
    func kept(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let set = try await Set(stores)
            #expect(try await stores.tables.table(set.table.id) == set.table)
            #expect(try await stores.tables.tables(of: set.new.dossier.id) == [set.table])
            #expect(try await stores.tables.tables(with: [set.desk.id], limit: 9) == [set.table])
            #expect(try await stores.tables.tables(with: set.teams.map(\.id), limit: 9).isEmpty)
            #expect(try await stores.tables.tables(with: [], limit: 9).isEmpty)
            let second = CaseTable(
                id: set.samples.id(), dossier: set.new.dossier.id, section: set.samples.id(), opener: set.desk.id, director: set.desk.id,
                ground: .consent, state: .proposed, endsIn: Week(number: 2980), seats: [.init(team: set.desk.id, state: .seated)])
            let other = DossierSection(id: second.section, dossier: set.new.dossier.id, kind: .table, version: 1)
            await #expect(throws: StoreRefusal.duplicate) { try await stores.tables.propose(second, other, grants: [], items: []) }
            #expect(try await stores.sections.sections(of: set.new.dossier.id).count == 2)
        }
    }

    @Test("step by step, one of two at one instant; who sits down gets the key", arguments: StorageEngine.allCases)
    func steps(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let set = try await Set(stores)
            let open = try await set.opened(stores)
            #expect(open.revision == 2 && open.state == .open && open.seated.count == 3)
            #expect(try await stores.consents.grants(of: set.section.id).count == 4)
            #expect(try await stores.tables.tables(with: [set.teams[1].id], limit: 9) == [open])
            await #expect(throws: StoreRefusal.conflict) { try await stores.tables.step(open, from: 1, grants: [], items: []) }
            var wrong = set.samples.item(in: set.section)
            wrong.version = 9
            let late = wrong
            await #expect(throws: StoreRefusal.conflict) { try await stores.tables.step(open, from: 2, grants: [], items: [late]) }
            #expect(try await stores.tables.table(set.table.id)?.revision == 2)
            var resealed = open
            resealed.seats[1].card = .init(card: set.samples.sealed(), generation: 2)
            try await stores.tables.reseal(resealed)
            #expect(try await stores.tables.table(set.table.id) == resealed)
        }
    }

    @Test("until somebody leaves: their key goes in the same step, and the section waits for another", arguments: StorageEngine.allCases)
    func left(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let set = try await Set(stores)
            var open = try await set.opened(stores)
            open.director = set.teams[0].id
            try await stores.tables.step(open, from: 2, grants: [], items: [])
            let present = try #require(try await stores.tables.table(set.table.id))
            try await stores.tables.step(present.without(set.teams[0].id, as: .removed), from: 3, grants: [], items: [])
            let after = try #require(try await stores.tables.table(set.table.id))
            #expect(after.director == set.desk.id && after.seated == [set.desk.id, set.teams[1].id])
            let holders = try await stores.consents.grants(of: set.section.id).map(\.holder)
            #expect(holders.count == 3 && !holders.contains(.team(set.teams[0].id, generation: 1)))
            #expect(try await stores.sections.sections(of: set.new.dossier.id).filter(\.needsNewKey).map(\.id) == [set.section.id])
            // It stands in their list until somebody saw it.
            #expect(try await stores.tables.tables(with: [set.teams[0].id], limit: 9).count == 1)
            try await stores.tables.seen(set.table.id, by: set.teams[1].id)
            try await stores.tables.seen(set.table.id, by: set.teams[0].id)
            #expect(try await stores.tables.tables(with: [set.teams[0].id], limit: 9).isEmpty)
            #expect(try await stores.tables.tables(with: [set.teams[1].id], limit: 9).count == 1)
        }
    }

    @Test("until what a team could read is taken back: it loses its place in the same step", arguments: StorageEngine.allCases)
    func withdrawn(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let set = try await Set(stores)
            _ = try await set.opened(stores)
            func consent(_ team: Team) async throws -> Identifier<Consent> {
                let agreement = DossierSection(id: set.samples.id(), dossier: set.new.dossier.id, kind: .agreement, version: 1)
                let consent = Consent(
                    id: set.samples.id(), dossier: set.new.dossier.id, team: team.id, agreement: agreement.id, purpose: .help,
                    state: .granted, startsIn: Week(number: 2970), endsIn: Week(number: 2980), hash: set.samples.chance.bytes(32))
                try await stores.consents.give(
                    NewConsent(consent: consent, agreement: agreement, agreementGrants: [], words: [], volumes: [], grants: []))
                return consent.id
            }
            // Time that is over takes nobody from a table: that has a time of its own.
            #expect(try await stores.consents.end(try await consent(set.teams[0]), as: .expired))
            #expect(try #require(try await stores.tables.table(set.table.id)).seated.count == 3)
            #expect(try await stores.consents.end(try await consent(set.teams[0]), as: .withdrawn))
            let after = try #require(try await stores.tables.table(set.table.id))
            #expect(after.seated == [set.desk.id, set.teams[1].id] && after.revision == 3)
            #expect(try await stores.consents.grants(of: set.section.id).count == 3)
            // Without the desk there is no table.
            #expect(try await stores.consents.end(try await consent(set.desk), as: .withdrawn))
            #expect(try #require(try await stores.tables.table(set.table.id)).state == .ended)
            #expect(try await stores.consents.grants(of: set.section.id).map(\.holder) == [.subject])
        }
    }

    @Test("until its time is over or the dossier goes", arguments: StorageEngine.allCases)
    func over(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let set = try await Set(stores)
            _ = try await set.opened(stores)
            #expect(try await stores.tables.tablesDue(before: Week(number: 2980), limit: 9).isEmpty)
            let due = try #require(try await stores.tables.tablesDue(before: Week(number: 2981), limit: 9).first)
            var ended = due
            ended.state = .ended
            try await stores.tables.step(ended, from: due.revision, grants: [], items: [])
            #expect(try await stores.tables.tablesDue(before: Week(number: 9999), limit: 9).isEmpty)
            #expect(try await stores.consents.grants(of: set.section.id).map(\.holder) == [.subject])
            try await stores.dossiers.erase(set.new.dossier.id)
            #expect(try await stores.tables.table(set.table.id) == nil)
            await #expect(throws: StoreRefusal.gone) { try await stores.tables.step(ended, from: 3, grants: [], items: []) }
        }
    }
}
