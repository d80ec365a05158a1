import Domain
import TestKit
import Testing

@Suite("A letter is kept")
struct LetterContractTests {
    @Test("until it is removed, with every try counted once", arguments: StorageEngine.allCases)
    func kept(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (organisation, team) = try await samples.desk(stores)
            let worker = try await samples.colleague(stores, organisation, teams: [team])
            let new = try await samples.opened(stores, to: team)
            let section = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .referral, version: 1)
            let card = Referral.SealedCard(card: samples.sealed(), generation: 1)
            let referral = Referral(
                id: samples.id(), dossier: new.dossier.id, section: section.id, from: team.id, to: team.id, urgency: .u2, intent: .proposal,
                state: .requested, consent: nil, received: card, sent: card)
            var letter = Letter(
                locator: samples.chance.bytes(16), worker: worker.id, referral: referral.id, expiresAt: Instant(seconds: 100))
            await #expect(throws: StoreRefusal.gone) { try await stores.referrals.add(letter) }
            try await stores.referrals.add(referral, section, grants: [samples.grant(section, .subject)], items: [])
            try await stores.referrals.add(letter)
            #expect(try await stores.referrals.letter(letter.locator) == letter)
            (letter.tries, letter.waitsUntil) = (1, Instant(seconds: 30))
            #expect(try await stores.referrals.tries(letter, from: 0))
            #expect(try await !stores.referrals.tries(letter, from: 0))
            #expect(try await stores.referrals.letter(letter.locator) == letter)
            #expect(try await stores.referrals.letters(expiredBy: Instant(seconds: 99), limit: 9).isEmpty)
            #expect(try await stores.referrals.letters(expiredBy: Instant(seconds: 100), limit: 9) == [letter])
            try await stores.referrals.remove(letter.locator)
            #expect(try await stores.referrals.letter(letter.locator) == nil)
            #expect(try await !stores.referrals.tries(letter, from: 1))
        }
    }
}
