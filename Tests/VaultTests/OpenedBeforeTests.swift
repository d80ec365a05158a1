import Crypto
import Domain
import TestKit
import Testing

@testable import Vault

@Suite("What a key opened before", .tags(.R7))
struct OpenedBeforeTests {
    private let sealed: SealedDossier
    private let kept = OpenedBefore()
    private let keeping: KeyPair

    init() throws {
        sealed = try SealedDossier()
        keeping = try KeyPair(seed: sealed.teamKey.seed, knownBy: sealed.teamKey.publicKey, keeping: kept)
    }

    private func opensItem(_ key: SectionKey) throws -> Bool {
        let item = try sealed.item("hallo")
        return try ItemSealer.open(item, dossier: sealed.dossier, under: key).content.revealed == Array("hallo".utf8)
    }

    @Test("opens again the same, and is kept once")
    func again() throws {
        for _ in 0..<3 { #expect(try opensItem(try sealed.open(sealed.forTeam, with: keeping))) }
        #expect(kept.count == 1)
        // The key comes anew with each request; what it opened before is found by it.
        let next = try KeyPair(seed: sealed.teamKey.seed, knownBy: sealed.teamKey.publicKey, keeping: kept)
        #expect(try opensItem(try sealed.open(sealed.forTeam, with: next)))
        #expect(kept.count == 1)
    }

    @Test("stays closed for everybody else")
    func others() throws {
        _ = try sealed.open(sealed.forTeam, with: keeping)
        let stranger = try KeyPair.make()
        let other = try KeyPair(seed: stranger.seed, knownBy: stranger.publicKey, keeping: kept)
        #expect(throws: KeyRefusal.wrong) { try sealed.open(sealed.forTeam, with: other) }
        #expect(throws: KeyRefusal.wrong) { try sealed.open(sealed.forPerson, with: keeping) }
        #expect(kept.count == 1)
    }

    @Test("is given to nobody before the log knows, and to nobody without the dossier's own key")
    func conditions() throws {
        _ = try sealed.open(sealed.forTeam, with: keeping)
        let other = try SealedDossier(2)
        #expect(throws: KeyRefusal.unlogged) {
            try sealed.service.open(
                sealed.forTeam, of: sealed.dossier, with: keeping, shred: sealed.sealedShred, after: other.receipt)
        }
        #expect(throws: KeyRefusal.wrong) {
            try sealed.service.open(
                sealed.forTeam, of: sealed.dossier, with: keeping, shred: other.sealedShred, after: sealed.receipt)
        }
        // Whoever holds the team's key and what is in memory has nothing without the dossier's key: it lies under both.
        let names = try #require(kept.everything.first)
        #expect(throws: KeyRefusal.wrong) {
            try Box.open(names.sealed, under: try #require(keeping.before).key, binding: Array(names.name))
        }
    }

    @Test("holds nothing in clear")
    func sealedInMemory() throws {
        let key = try sealed.open(sealed.forTeam, with: keeping)
        for one in kept.everything { #expect(!one.sealed.contains(key.key.wrappable)) }
    }

    @Test("changed or moved by a bit opens nothing")
    func changed() throws {
        _ = try sealed.open(sealed.forTeam, with: keeping)
        let grant = sealed.forTeam
        for bit in stride(from: 0, to: grant.wrap.bytes.count * 8, by: 997) {
            let flipped = SectionGrant(
                section: grant.section, version: grant.version, holder: grant.holder, wrap: Sealed(bytes: grant.wrap.bytes.flipped(bit)))
            #expect(throws: KeyRefusal.wrong) { try sealed.open(flipped, with: keeping) }
        }
        let moved = SectionGrant(section: grant.section, version: 2, holder: grant.holder, wrap: grant.wrap)
        #expect(throws: KeyRefusal.wrong) { try sealed.open(moved, with: keeping) }
    }

    @Test("is forgotten in the order in which it was used, when there is much")
    func bounded() {
        func name(_ number: Int) -> SHA256Digest { SHA256.hash(data: Array(String(number).utf8)) }
        for number in 0..<OpenedBefore.most { kept.keep([1], as: name(number)) }
        #expect(kept.sealed(name(0)) != nil)
        kept.keep([2], as: name(-1))
        #expect(kept.count <= OpenedBefore.most)
        #expect(kept.sealed(name(0)) != nil && kept.sealed(name(-1)) == [2] && kept.sealed(name(1)) == nil)
    }

    @Test("of a team is its key and those before it, for whoever holds the place")
    func teams() throws {
        let chance = CountedChance(7)
        let worker = try KeyPair.make()
        let (team, member) = (Identifier<Team>(chance), Identifier<SupportWorker>(chance))
        let keys = [try KeyPair.make(), try KeyPair.make()]
        let place = try TeamSeal.seal(keys[0], older: [keys[1]], of: team, generation: 2, to: member, worker.publicKey)
        let mine = try KeyPair(seed: worker.seed, knownBy: worker.publicKey, keeping: kept)
        for _ in 0..<2 {
            let opened = try TeamSeal.openAll(place, with: mine)
            #expect(opened.map(\.publicKey) == keys.map(\.publicKey))
            #expect(opened.map(\.seed.exposed) == keys.map(\.seed.exposed))
        }
        #expect(kept.count == 1)
    }
}

extension [UInt8] {
    fileprivate func contains(_ part: [UInt8]) -> Bool {
        !part.isEmpty && indices.contains { self[$0...].starts(with: part) }
    }
}
