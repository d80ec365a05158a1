import Domain
import TestKit
import Testing

@testable import Vault

@Suite("A key that was given to somebody", .tags(.R7))
struct GrantTests {
    private let sealed: SealedDossier
    init() throws { sealed = try SealedDossier() }

    @Test("opens for the person and for the team")
    func opens() throws {
        let item = try sealed.item("hallo")
        for key in [try sealed.open(sealed.forPerson, with: sealed.person), try sealed.open(sealed.forTeam, with: sealed.teamKey)] {
            #expect(try ItemSealer.open(item, dossier: sealed.dossier, under: key).content.revealed == Array("hallo".utf8))
        }
    }

    @Test("opens for nobody else")
    func nobodyElse() throws {
        let stranger = try KeyPair.make()
        for grant in [sealed.forPerson, sealed.forTeam] {
            #expect(throws: KeyRefusal.wrong) { try sealed.open(grant, with: stranger) }
        }
        #expect(throws: KeyRefusal.wrong) { try sealed.open(sealed.forPerson, with: sealed.teamKey) }
    }

    @Test("is not opened before the log knows of exactly this opening")
    func afterTheLog() throws {
        let other = try SealedDossier(2)
        let receipts = [
            LogReceipt(index: 0, dossier: nil, section: nil), LogReceipt(index: 0, dossier: sealed.dossier, section: nil),
            LogReceipt(index: 0, dossier: sealed.dossier, section: other.section.id),
            LogReceipt(index: 0, dossier: other.dossier, section: sealed.section.id), other.receipt,
        ]
        for receipt in receipts {
            #expect(throws: KeyRefusal.unlogged) {
                try sealed.service.open(
                    sealed.forPerson, of: sealed.dossier, with: sealed.person, shred: sealed.sealedShred, after: receipt)
            }
        }
    }

    @Test("and that a session has at hand opens the same, under the same conditions")
    func atHand() throws {
        let held = try sealed.service.hold(sealed.key, of: sealed.dossier, shred: sealed.sealedShred)
        func open(_ held: HeldKey, _ from: SealedDossier, after receipt: LogReceipt) throws(KeyRefusal) -> SectionKey {
            try sealed.service.open(held, of: from.dossier, shred: from.sealedShred, after: receipt)
        }
        let item = try sealed.item("hallo")
        let key = try open(held, sealed, after: sealed.receipt)
        #expect(try ItemSealer.open(item, dossier: sealed.dossier, under: key).content.revealed == Array("hallo".utf8))
        let other = try SealedDossier(2)
        #expect(throws: KeyRefusal.unlogged) { try open(held, sealed, after: other.receipt) }
        #expect(throws: KeyRefusal.unlogged) {
            try open(held, sealed, after: LogReceipt(index: 0, dossier: sealed.dossier, section: other.section.id))
        }
        for (section, version) in [(sealed.section.id, 2), (other.section.id, 1)] {
            let moved = HeldKey(section: section, version: version, wrap: held.wrap)
            #expect(throws: KeyRefusal.wrong) {
                try open(moved, sealed, after: LogReceipt(index: 0, dossier: sealed.dossier, section: section))
            }
        }
        for bit in [0, 100, held.wrap.bytes.count * 8 - 1] {
            let changed = HeldKey(section: held.section, version: held.version, wrap: Sealed(bytes: held.wrap.bytes.flipped(bit)))
            #expect(throws: KeyRefusal.wrong) { try open(changed, sealed, after: sealed.receipt) }
        }
        // When the dossier's shred key was destroyed, no other opens it.
        #expect(throws: KeyRefusal.wrong) {
            try sealed.service.open(
                held, of: sealed.dossier, shred: try ShredKey.make(for: sealed.dossier).sealed(sealed.instance), after: sealed.receipt)
        }
    }

    @Test("does not open when it was moved to another dossier, section, version or holder: every combination")
    func swaps() throws {
        let other = try SealedDossier(2)
        let dossiers = [sealed.dossier, other.dossier]
        let sections = [sealed.section.id, other.section.id]
        let holders: [KeyHolder] = [
            .subject, .team(sealed.team, generation: 3), .team(sealed.team, generation: 4), .team(other.team, generation: 3),
        ]
        var opened = 0
        for (wrap, rightHolder) in [(sealed.forPerson.wrap, KeyHolder.subject), (sealed.forTeam.wrap, .team(sealed.team, generation: 3))] {
            for dossier in dossiers {
                for section in sections {
                    for version in [0, 1, 2] {
                        for holder in holders {
                            for pair in [sealed.person, sealed.teamKey, other.person] {
                                for shred in [sealed.sealedShred, other.sealedShred] {
                                    let grant = SectionGrant(section: section, version: version, holder: holder, wrap: wrap)
                                    let receipt = LogReceipt(index: 0, dossier: dossier, section: section)
                                    let key = try? sealed.service.open(grant, of: dossier, with: pair, shred: shred, after: receipt)
                                    guard key != nil else { continue }
                                    opened += 1
                                    #expect(dossier == sealed.dossier && section == sealed.section.id && version == 1)
                                    #expect(holder == rightHolder)
                                }
                            }
                        }
                    }
                }
            }
        }
        #expect(opened == 2)
    }

    @Test("opens nothing any more when the dossier's shred key is gone, even for who holds everything else")
    func shredded() throws {
        let fresh = try ShredKey.make(for: sealed.dossier).sealed(sealed.instance)
        #expect(throws: KeyRefusal.wrong) {
            try sealed.service.open(sealed.forPerson, of: sealed.dossier, with: sealed.person, shred: fresh, after: sealed.receipt)
        }
        #expect(throws: KeyRefusal.wrong) {
            try sealed.service.open(
                sealed.forPerson, of: sealed.dossier, with: sealed.person, shred: Sealed(bytes: []), after: sealed.receipt)
        }
        let elsewhere = InstanceKeys.make(CountedChance(99))
        #expect(throws: KeyRefusal.wrong) { try ShredKey(sealed.sealedShred, of: sealed.dossier, keys: elsewhere) }
    }

    @Test("of a team opens for the worker it was given to, in that team and generation alone")
    func teams() throws {
        let chance = CountedChance(30)
        let (worker, colleague) = (try KeyPair.make(), try KeyPair.make())
        let id = Identifier<SupportWorker>(chance)
        let place = try TeamSeal.seal(sealed.teamKey, of: sealed.team, generation: 3, to: id, worker.publicKey)
        #expect(try TeamSeal.open(place, with: worker).publicKey == sealed.teamKey.publicKey)
        #expect(throws: KeyRefusal.wrong) { try TeamSeal.open(place, with: colleague) }
        let moved = [
            TeamMembership(team: Identifier(chance), worker: id, generation: 3, wrap: place.wrap),
            TeamMembership(team: place.team, worker: Identifier(chance), generation: 3, wrap: place.wrap),
            TeamMembership(team: place.team, worker: id, generation: 4, wrap: place.wrap),
            TeamMembership(team: place.team, worker: id, generation: 3, wrap: nil),
        ]
        for one in moved { #expect(throws: KeyRefusal.wrong) { try TeamSeal.open(one, with: worker) } }
    }

    @Test("is refused when the public key is none")
    func noKey() {
        #expect(throws: KeyRefusal.unusable) { try sealed.key.grant(to: .subject, PublicKey(bytes: []), shred: sealed.shred) }
        #expect(throws: KeyRefusal.unusable) {
            try sealed.key.grant(to: .subject, PublicKey(bytes: [UInt8](repeating: 0xFF, count: 1216)), shred: sealed.shred)
        }
        #expect(throws: KeyRefusal.unusable) { try KeyPair(seed: Secret([1, 2, 3])) }
    }
}

@Suite("What a team finds")
struct TeamContentTests {
    private let chance = CountedChance(12)

    @Test("on a card in the queue is what was put there, for that conversation and generation alone", .tags(.R5))
    func cards() throws {
        let key = try KeyPair.make()
        let (conversation, team) = (Identifier<Conversation>(chance), Identifier<Team>(chance))
        let card = CaseCard(waitingSince: Instant(seconds: 1_795_000_000), isMonitored: true)
        let sealed = try CaseCardSeal.seal(card, of: conversation, to: team, generation: 2, key.publicKey)
        let plain = try CaseCardSeal.seal(
            CaseCard(waitingSince: Instant(seconds: 1), isMonitored: false), of: conversation, to: team, generation: 2, key.publicKey)
        #expect(sealed.bytes.count == plain.bytes.count)
        #expect(try CaseCardSeal.open(sealed, of: conversation, to: team, generation: 2, with: key) == card)
        for reason in ClosingReason.allCases {
            var closed = card
            closed.takenFrom = Identifier(chance)
            closed.closing = .init(at: Instant(seconds: 1_795_000_100), by: Identifier(chance), reason: reason)
            let sealed = try CaseCardSeal.seal(closed, of: conversation, to: team, generation: 2, key.publicKey)
            #expect(sealed.bytes.count == plain.bytes.count)
            #expect(try CaseCardSeal.open(sealed, of: conversation, to: team, generation: 2, with: key) == closed)
        }
        #expect(throws: KeyRefusal.wrong) {
            try CaseCardSeal.open(sealed, of: Identifier(chance), to: team, generation: 2, with: key)
        }
        #expect(throws: KeyRefusal.wrong) { try CaseCardSeal.open(sealed, of: conversation, to: team, generation: 3, with: key) }
        #expect(throws: KeyRefusal.wrong) {
            try CaseCardSeal.open(sealed, of: conversation, to: team, generation: 2, with: KeyPair.make())
        }
    }

    @Test("in feedback is what somebody said, and nothing tells who", .tags(.R112))
    func feedback() throws {
        let key = try KeyPair.make()
        let team = Identifier<Team>(chance)
        let one = try FeedbackSeal.seal(Array("goed".utf8), id: Identifier(chance), to: team, generation: 1, key.publicKey)
        let other = try FeedbackSeal.seal(Array("ik miste iets".utf8), id: Identifier(chance), to: team, generation: 1, key.publicKey)
        #expect(one.content.bytes.count == other.content.bytes.count)
        #expect(try FeedbackSeal.open(one, with: key).revealed == Array("goed".utf8))
        let moved = SealedFeedback(id: other.id, team: team, generation: 1, content: one.content)
        #expect(throws: KeyRefusal.wrong) { try FeedbackSeal.open(moved, with: key) }
    }

    @Test("as names are those of their owner, and are found by login in any case")
    func names() throws {
        let fields = FieldSeal(keys: InstanceKeys.make(chance))
        let (one, other) = (Identifier<SupportWorker>(chance), Identifier<SupportWorker>(chance))
        let name = try fields.seal(Confidential("Fenna de Groot"), of: one)
        #expect(try fields.open(name, of: one).revealed == "Fenna de Groot")
        #expect(throws: KeyRefusal.wrong) { try fields.open(name, of: other) }
        #expect(fields.locator(login: Confidential(" Fenna ")) == fields.locator(login: Confidential("fenna")))
        #expect(fields.locator(login: Confidential("fenna")) != fields.locator(login: Confidential("fenna2")))
        #expect(fields.locator(login: Confidential("fenna")).count == 16)
        let elsewhere = FieldSeal(keys: InstanceKeys.make(chance))
        #expect(fields.locator(login: Confidential("fenna")) != elsewhere.locator(login: Confidential("fenna")))
        let code = InvitationCode(chance)
        let typed = code.text.revealed.lowercased().replacing("0", with: "o").replacing("1", with: "l").replacing("-", with: " ")
        #expect(InvitationCode(typed) == code)
        #expect(fields.locator(invitation: code) != fields.locator(invitation: InvitationCode(chance)))
        for bad in ["", "ABCDE", code.text.revealed + "A", String(repeating: "U", count: 25), String(repeating: "é", count: 25)] {
            #expect(InvitationCode(bad) == nil)
        }
    }
}
