import Domain
import TestKit
import Testing

@testable import Vault

/// Two of each thing that something sealed is bound to. Whatever is not exactly where it was put does not open.
@Suite("Something sealed that was moved (C5)", .tags(.R7))
struct SwapTests {
    private let chance = CountedChance(400)

    @Test("of an item's parts opens nothing when any one is of another dossier, section, version, item, writer, kind, week or text")
    func items() throws {
        let (one, two) = (try SealedDossier(), try SealedDossier(2))
        let names = [Identifier<SealedItem>(chance), Identifier<SealedItem>(chance)]
        let writers: [ItemAuthor] = [.subject, .worker(Identifier(chance))]
        var items: [SealedItem] = []
        var keys: [SectionKey] = []
        for (sealed, version) in [(one, 1), (one, 2), (two, 1)] {
            let key = SectionKey(section: sealed.section.id, version: version, key: sealed.key.key)
            keys.append(key)
            for (name, writer, kind, week) in [
                (names[0], writers[0], ItemKind.messageFromPerson, 2900), (names[1], writers[0], .messageFromPerson, 2900),
                (names[0], writers[1], .messageFromPerson, 2900), (names[0], writers[0], .note, 2900),
                (names[0], writers[0], .messageFromPerson, 2901),
            ] {
                items.append(
                    try ItemSealer.seal(
                        [1, 2, 3], as: kind, by: writer, in: Week(number: week), id: name, dossier: sealed.dossier, under: key))
            }
        }
        var opened = 0
        // Every way to put parts of two of them together, read in every dossier and under every key.
        for (place, item) in items.enumerated() {
            for other in items.indices {
                for parts in 0..<128 {
                    let made = item.mixed(with: items[other], parts)
                    for (number, key) in keys.enumerated() {
                        for dossier in [one.dossier, two.dossier] {
                            guard let read = try? ItemSealer.open(made, dossier: dossier, under: key) else { continue }
                            opened += 1
                            let isWhole = made == item && number == place / 5 || made == items[other] && number == other / 5
                            #expect(isWhole && read.content.revealed == [1, 2, 3], "\(place) \(other) \(parts)")
                        }
                    }
                }
            }
        }
        #expect(opened > 0)
    }

    @Test("to a worker, a team, a conversation or a person opens for no other, and in no other place or generation")
    func envelopes() throws {
        let pairs = [try KeyPair.make(), try KeyPair.make()]
        let workers = [Identifier<SupportWorker>(chance), Identifier<SupportWorker>(chance)]
        let teams = [Identifier<Team>(chance), Identifier<Team>(chance)]
        let conversations = [Identifier<Conversation>(chance), Identifier<Conversation>(chance)]
        let said = [Identifier<SealedFeedback>(chance), Identifier<SealedFeedback>(chance)]
        let place = try TeamSeal.seal(pairs[0], of: teams[0], generation: 1, to: workers[0], pairs[0].publicKey)
        let card = try CaseCardSeal.seal(
            CaseCard(waitingSince: Instant(seconds: 5), isMonitored: true), of: conversations[0], to: teams[0], generation: 1,
            pairs[0].publicKey)
        let feedback = try FeedbackSeal.seal([1], id: said[0], to: teams[0], generation: 1, pairs[0].publicKey)
        for pair in 0...1 {
            for team in 0...1 {
                for generation in [0, 1, 2] {
                    for which in 0...1 {
                        let isRight = pair == 0 && team == 0 && generation == 1 && which == 0
                        let moved = TeamMembership(team: teams[team], worker: workers[which], generation: generation, wrap: place.wrap)
                        #expect(((try? TeamSeal.open(moved, with: pairs[pair])) != nil) == isRight)
                        let shown = try? CaseCardSeal.open(
                            card, of: conversations[which], to: teams[team], generation: generation, with: pairs[pair])
                        #expect((shown != nil) == isRight)
                        let read = try? FeedbackSeal.open(
                            SealedFeedback(id: said[which], team: teams[team], generation: generation, content: feedback.content),
                            with: pairs[pair])
                        #expect((read != nil) == isRight)
                    }
                }
            }
        }
    }

    @Test("of a consent opens on no other consent, with no other words, and not without one")
    func consents() throws {
        let sealed = try SealedDossier()
        let grounds: [ConsentGround?] =
            [nil]
            + (0..<2).flatMap { _ in
                let id = Identifier<Consent>(chance)
                return [ConsentGround(consent: id, hash: chance.bytes(32)), ConsentGround(consent: id, hash: chance.bytes(32))]
            }
        let holder = KeyHolder.team(sealed.team, generation: 3)
        for given in grounds {
            let grant = try sealed.key.grant(to: holder, sealed.teamKey.publicKey, on: given, shred: sealed.shred)
            for claimed in grounds {
                let moved = SectionGrant(
                    section: grant.section, version: grant.version, holder: holder, ground: claimed, wrap: grant.wrap)
                #expect(((try? sealed.open(moved, with: sealed.teamKey)) != nil) == (given == claimed))
            }
        }
    }

    @Test("of a referral's card opens for no other referral, team or generation, sealed from outside or inside")
    func referralCards() throws {
        let pairs = [try KeyPair.make(), try KeyPair.make()]
        let teams = [Identifier<Team>(chance), Identifier<Team>(chance)]
        let referrals = [Identifier<Referral>(chance), Identifier<Referral>(chance)]
        let card = ReferralCard(since: Instant(seconds: 5), due: Instant(seconds: 9), step: .asked, line: Confidential("30-40, Twente"))
        let sealed = [
            try ReferralCardSeal.seal(card, of: referrals[0], to: teams[0], generation: 1, pairs[0].publicKey),
            try ReferralCardSeal.seal(card, of: referrals[0], to: teams[0], generation: 1, with: pairs[0]),
        ]
        for one in sealed {
            for pair in 0...1 {
                for team in 0...1 {
                    for referral in 0...1 {
                        for generation in [0, 1, 2] {
                            let moved = Referral.SealedCard(card: one.card, generation: generation)
                            let read = try? ReferralCardSeal.open(moved, of: referrals[referral], to: teams[team], with: pairs[pair])
                            let isRight = pair == 0 && team == 0 && referral == 0 && generation == 1
                            #expect((read == card) == isRight && (read != nil) == isRight)
                        }
                    }
                }
            }
        }
    }

    @Test("of one kind opens as no other kind: every sealed thing in the place of every other")
    func kinds() async throws {
        let all = try await EverySeal().all
        for seal in all {
            for other in all where other.name != seal.name {
                #expect(await !seal.opens(other.sealed), "\(other.name) opened as \(seal.name)")
            }
        }
    }

    @Test("behind a code, a passphrase, a token or a name opens with no other, and in no other installation")
    func doors() async throws {
        let pool = ScryptPool(slots: 1, cost: 16, clock: ContinuousClock())
        let installations = [InstanceKeys.make(chance), InstanceKeys.make(chance)]
        let code = ReturnCode(chance)
        let pair = try KeyPair.make()
        let dossiers = [Identifier<Dossier>(chance), Identifier<Dossier>(chance)]
        let codes = CodeKeys(keys: installations[0], pool: pool)
        let wrapped = try codes.seal(pair, try await codes.derive(code), dossier: dossiers[0], version: 1)
        let secret = Confidential("seven green boats in a row")
        let kept = try await WorkerKeyrings(keys: installations[0], pool: pool).seal(
            pair, SecondFactor(chance), passphrase: secret, chance: chance)
        let shred = ShredKey.make(for: dossiers[0])
        let sealedShred = try shred.sealed(installations[0])
        for installation in 0...1 {
            let here = CodeKeys(keys: installations[installation], pool: pool)
            for (number, typed) in [code, ReturnCode(chance)].enumerated() {
                let derived = try await here.derive(typed)
                for dossier in 0...1 {
                    for version in 1...2 {
                        let row = ReturnKey(
                            locator: derived.locator, dossier: dossiers[dossier], version: version, derivation: CodeKeys.derivation,
                            wrappedSeed: wrapped)
                        #expect((here.open(row, derived) != nil) == (installation == 0 && number == 0 && dossier == 0 && version == 1))
                    }
                }
            }
            for (number, passphrase) in [secret, Confidential("seven green boats in a rox")].enumerated() {
                let opened = try await WorkerKeyrings(keys: installations[installation], pool: pool).open(kept, passphrase: passphrase)
                #expect((opened != nil) == (installation == 0 && number == 0))
            }
            for dossier in 0...1 {
                let opened = try? ShredKey(sealedShred, of: dossiers[dossier], keys: installations[installation])
                #expect((opened != nil) == (installation == 0 && dossier == 0))
            }
        }
    }
}

extension SealedItem {
    /// An item with those parts of another of which the bit is set.
    fileprivate func mixed(with other: SealedItem, _ parts: Int) -> SealedItem {
        func has(_ bit: Int) -> Bool { parts >> bit & 1 == 1 }
        return changed(
            id: has(0) ? other.id : nil, section: has(1) ? other.section : nil, version: has(2) ? other.version : nil,
            header: has(3) ? other.header : nil, commitment: has(4) ? other.commitment : nil,
            wrappedKey: has(5) ? other.wrappedKey : nil, content: has(6) ? other.content.bytes : nil)
    }
}
