import Domain
import Synchronization
import TestKit
import Testing
import Vault

@testable import Workflows

/// Stores of consents and sections that fail at one step, counted over both.
private final class FailingStores: ConsentStore, SectionStore {
    private let consents: any ConsentStore
    private let sections: any SectionStore
    private let left: Mutex<Int>

    /// - Parameter step: the change that fails, from 0.
    init(_ stores: Stores, at step: Int) {
        consents = stores.consents
        sections = stores.sections
        left = Mutex(step)
    }

    private func change() throws {
        let isNow = left.withLock { left in
            defer { left -= 1 }
            return left == 0
        }
        if isNow { throw StoreRefusal.unavailable }
    }

    func give(_ new: NewConsent) async throws { try await consents.give(new) }
    func consent(_ id: Identifier<Consent>) async throws -> Consent? { try await consents.consent(id) }
    func consents(of dossier: Identifier<Dossier>) async throws -> [Consent] { try await consents.consents(of: dossier) }
    func end(_ id: Identifier<Consent>, as state: Consent.State, with questions: Bool) async throws -> Bool {
        try change()
        return try await consents.end(id, as: state, with: questions)
    }
    func giveBack(_ id: Identifier<Consent>, _ sections: [Identifier<DossierSection>]?, items: [SealedItem]) async throws {
        try change()
        try await consents.giveBack(id, sections, items: items)
    }
    func held(by teams: [Identifier<Team>], limit: Int) async throws -> [Consent] { try await consents.held(by: teams, limit: limit) }
    func due(before week: Week, limit: Int) async throws -> [Consent] { try await consents.due(before: week, limit: limit) }
    func grants(of section: Identifier<DossierSection>) async throws -> [SectionGrant] { try await consents.grants(of: section) }
    func never(of dossier: Identifier<Dossier>) async throws -> Set<[UInt8]> { try await consents.never(of: dossier) }
    func setNever(_ mark: [UInt8], of dossier: Identifier<Dossier>, to isOn: Bool) async throws {
        try await consents.setNever(mark, of: dossier, to: isOn)
    }

    func add(_ section: DossierSection, grants: [SectionGrant]) async throws { try await sections.add(section, grants: grants) }
    func sections(of dossier: Identifier<Dossier>) async throws -> [DossierSection] { try await sections.sections(of: dossier) }
    func grant(_ section: Identifier<DossierSection>, to holder: KeyHolder) async throws -> SectionGrant? {
        try await sections.grant(section, to: holder)
    }
    func items(_ section: Identifier<DossierSection>, after: Int, limit: Int) async throws -> [SealedItem] {
        try await sections.items(section, after: after, limit: limit)
    }
    func headers(
        of dossier: Identifier<Dossier>, in kind: DossierSection.Kind, limit: Int
    ) async throws -> [(section: Identifier<DossierSection>, header: [UInt8])] {
        try await sections.headers(of: dossier, in: kind, limit: limit)
    }
    func opening(
        _ section: Identifier<DossierSection>, to holder: KeyHolder, limit: Int
    ) async throws -> (grant: SectionGrant, items: [SealedItem])? {
        try await sections.opening(section, to: holder, limit: limit)
    }
    func count(_ section: Identifier<DossierSection>) async throws -> Int { try await sections.count(section) }
    func granted(
        to team: Identifier<Team>, upTo generation: Int, limit: Int
    ) async throws -> [(section: DossierSection, grant: SectionGrant)] {
        try await sections.granted(to: team, upTo: generation, limit: limit)
    }
    func rekey(
        _ section: DossierSection, grants: [SectionGrant], replacing seen: Int, wrappedKeys: [Identifier<SealedItem>: [UInt8]]
    ) async throws {
        try change()
        try await sections.rekey(section, grants: grants, replacing: seen, wrappedKeys: wrappedKeys)
    }
    func take(_ section: Identifier<DossierSection>, from team: Identifier<Team>) async throws {
        try change()
        try await sections.take(section, from: team)
    }
    func remove(_ item: Identifier<SealedItem>) async throws { try await sections.remove(item) }
}

extension Workplace {
    /// The same place on stores that fail at one step of changing who may see what.
    func failing(at step: Int) -> Workplace {
        let failing = FailingStores(stores, at: step)
        var stores = stores
        (stores.sections, stores.consents) = (failing, failing)
        return Workplace(
            stores: stores, instance: instance, codes: codes, passphrases: passphrases, keys: keys, log: log, chance: chance, now: now,
            words: words, commonPassphrases: commonPassphrases)
    }
}

@Suite("Withdrawing that fails half-way (A5)", .tags(.R22, .R62))
struct ConsentFaultTests {
    @Test("leaves what was, or what was asked for: nothing is lost, and a team whose consent ended opens nothing", arguments: 0..<3)
    func faults(_ step: Int) async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let trauma = try await desk.partner("Traumahulp", people: ["tess"])
        let lawyers = try await desk.partner("Advocaten", people: ["lena"])
        let person = try await desk.kept()
        let parts: [DossierSection.Kind] = [.story, .medical]
        for part in parts {
            try await OwnParts(place).write(Confidential("\(part)"), in: part, seen: 0, slip: Confidential("\(part)"), person)
        }
        func give(_ team: Team) async throws -> Consent {
            try await GiveConsent(place)(
                ConsentOffer(team: team.id, parts: parts, scope: .all, purpose: .help, weeks: 26), text: Confidential("words"),
                language: .dutch, slip: Confidential(team.id.text), person)
        }
        func reads(_ part: DossierSection.Kind, _ consent: Consent, _ worker: WorkerSession) async -> String? {
            try? await ReadSharedParts(place).read(part, on: consent.id, by: worker).text.revealed
        }
        let (withdrawn, kept) = (try await give(trauma.team), try await give(lawyers.team))
        // Ending the consent, the new key of the first part, and that of the second.
        await #expect(throws: WorkRefusal.storeUnavailable) { try await WithdrawConsent(place.failing(at: step))(withdrawn.id, person) }
        for part in parts {
            #expect(await reads(part, withdrawn, trauma.sessions[0]) == (step == 0 ? "\(part)" : nil))
            #expect(await reads(part, kept, lawyers.sessions[0]) == "\(part)")
            #expect(try await OwnParts(place).read(part, person).text.revealed == "\(part)")
        }
        // Pressed again, or when anybody who holds the parts comes by, it is brought to its end.
        try await WithdrawConsent(place)(withdrawn.id, person)
        #expect(try await place.stores.sections.sections(of: person.dossier).allSatisfy { !$0.needsNewKey })
        for part in parts {
            #expect(await reads(part, withdrawn, trauma.sessions[0]) == nil)
            #expect(await reads(part, kept, lawyers.sessions[0]) == "\(part)")
        }
        await desk.remove()
    }

    @Test(
        "by the team itself: it has what it had and nothing was said, or it opens nothing more of it; the rest comes with who comes by",
        arguments: 0..<2)
    func givingBack(_ step: Int) async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let trauma = try await desk.partner("Traumahulp", people: ["tess"])
        let person = try await desk.kept()
        try await OwnParts(place).write(Confidential("Het verhaal"), in: .story, seen: 0, slip: Confidential("s"), person)
        let consent = try await GiveConsent(place)(
            ConsentOffer(team: trauma.team.id, parts: [.story], scope: .all, purpose: .help, weeks: 26), text: Confidential("words"),
            language: .dutch, slip: Confidential("c"), person)
        let story = try #require(try await place.stores.sections.sections(of: person.dossier).first { $0.kind == .story })
        // Taking the keys, and the new key of the part.
        await #expect(throws: WorkRefusal.storeUnavailable) {
            try await GiveBack(place.failing(at: step))(SharingReturn(.story), on: consent.id, by: trauma.sessions[0])
        }
        let read = try? await ReadSharedParts(place).read(.story, on: consent.id, by: trauma.sessions[0]).text.revealed
        #expect(read == (step == 0 ? "Het verhaal" : nil))
        #expect(try await OwnConsents(place)(person).first?.returns.count == step)
        let marked = try await place.stores.sections.sections(of: person.dossier).filter(\.needsNewKey).map(\.id)
        #expect(marked == (step == 0 ? [] : [story.id]))
        try await FinishWithdrawing(place)(person)
        let after = try #require(try await place.stores.sections.sections(of: person.dossier).first { $0.kind == .story })
        #expect(!after.needsNewKey && after.version == (step == 0 ? 1 : 2))
        #expect(try await OwnParts(place).read(.story, person).text.revealed == "Het verhaal")
        await desk.remove()
    }
}
