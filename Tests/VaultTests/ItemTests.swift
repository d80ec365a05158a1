import Domain
import TestKit
import Testing

@testable import Vault

@Suite("What somebody said, sealed", .tags(.R7))
struct ItemTests {
    private let sealed: SealedDossier
    init() throws { sealed = try SealedDossier() }

    @Test("opens again with all that was said of it", arguments: [0, 1, 251, 252, 253, 1020, 1021, 65_532, 65_533, 200_000])
    func opens(_ count: Int) throws {
        let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 131) }
        let author = ItemAuthor.worker(Identifier(CountedChance(3)))
        let item = try ItemSealer.seal(
            content, as: .messageFromHelper, by: author, in: Week(number: 2961), id: Identifier(CountedChance(4)), dossier: sealed.dossier,
            under: sealed.key)
        let opened = try ItemSealer.open(item, dossier: sealed.dossier, under: sealed.key)
        #expect(opened.content.revealed == content)
        #expect(opened.kind == .messageFromHelper && opened.author == author && opened.week == Week(number: 2961) && opened.id == item.id)
    }

    @Test("has one of few lengths")
    func lengths() {
        #expect(
            [0, 252, 253, 1020, 1021, 4092, 4093, 16_381, 65_533].map(Padding.size) == [
                256, 256, 1024, 1024, 4096, 4096, 16_384, 65_536, 131_072,
            ])
        #expect(Padding.unpad([0, 0, 0, 5, 1]) == nil)
        #expect(Padding.unpad([255, 255, 255, 255]) == nil)
        #expect(Padding.unpad([]) == nil)
    }

    @Test("does not open with any one bit changed anywhere, a hundred thousand times")
    func flips() throws {
        let item = try sealed.item("Ik durf het niemand te vertellen.")
        var generator = SeededChance(21)
        var opened = 0
        for _ in 0..<90_000 {
            let bit = Int.random(in: 0..<1 << 20, using: &generator)
            let changed: SealedItem =
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: item.changed(header: item.header.flipped(bit))
                case 1: item.changed(commitment: item.commitment.flipped(bit))
                case 2: item.changed(wrappedKey: item.wrappedKey.flipped(bit))
                default: item.changed(content: item.content.bytes.flipped(bit))
                }
            if (try? ItemSealer.open(changed, dossier: sealed.dossier, under: sealed.key)) != nil { opened += 1 }
        }
        for _ in 0..<9000 {
            let changed = Sealed<ShredKeyContent>(bytes: sealed.sealedShred.bytes.flipped(Int.random(in: 0..<1 << 20, using: &generator)))
            if (try? ShredKey(changed, of: sealed.dossier, keys: sealed.instance)) != nil { opened += 1 }
        }
        for _ in 0..<1000 {
            let bytes = sealed.forPerson.wrap.bytes.flipped(Int.random(in: 0..<1 << 20, using: &generator))
            let changed = SectionGrant(
                section: sealed.section.id, version: 1, holder: .subject, wrap: Sealed(bytes: bytes))
            if (try? sealed.open(changed, with: sealed.person)) != nil { opened += 1 }
        }
        #expect(opened == 0)
        #expect(try sealed.text(item) == "Ik durf het niemand te vertellen.")
    }

    @Test("does not open when something was cut off or put behind")
    func lengthsChanged() throws {
        let item = try sealed.item("x")
        let changed = [
            item.changed(header: item.header.dropLast()), item.changed(header: item.header + [0]), item.changed(header: []),
            item.changed(commitment: []), item.changed(commitment: item.commitment + [0]), item.changed(wrappedKey: []),
            item.changed(wrappedKey: item.wrappedKey + [0]), item.changed(content: []), item.changed(content: item.content.bytes + [0]),
            item.changed(content: item.content.bytes.dropLast()),
        ]
        for one in changed { #expect(throws: KeyRefusal.wrong) { try ItemSealer.open(one, dossier: sealed.dossier, under: sealed.key) } }
    }

    @Test("does not open in another dossier, section, version or place, nor under another key")
    func moved() throws {
        let other = try SealedDossier(2)
        let item = try sealed.item("hier")
        let elsewhere = try other.item("daar", CountedChance(10))
        #expect(throws: KeyRefusal.wrong) { try ItemSealer.open(item, dossier: other.dossier, under: sealed.key) }
        #expect(throws: KeyRefusal.wrong) { try ItemSealer.open(item, dossier: sealed.dossier, under: other.key) }
        let sameName = SectionKey(section: sealed.section.id, version: 1, key: other.key.key)
        let newer = SectionKey(section: sealed.section.id, version: 2, key: sealed.key.key)
        #expect(throws: KeyRefusal.wrong) { try ItemSealer.open(item, dossier: sealed.dossier, under: sameName) }
        #expect(throws: KeyRefusal.wrong) { try ItemSealer.open(item, dossier: sealed.dossier, under: newer) }
        #expect(throws: KeyRefusal.wrong) { try ItemSealer.open(item.changed(version: 2), dossier: sealed.dossier, under: newer) }
        let changed = [
            item.changed(id: elsewhere.id), item.changed(section: other.section.id), item.changed(version: 2),
            item.changed(header: elsewhere.header), item.changed(commitment: elsewhere.commitment),
            item.changed(wrappedKey: elsewhere.wrappedKey), item.changed(content: elsewhere.content.bytes),
            item.changed(header: elsewhere.header, commitment: elsewhere.commitment),
            item.changed(header: elsewhere.header, commitment: elsewhere.commitment, wrappedKey: elsewhere.wrappedKey),
            item.changed(commitment: elsewhere.commitment, wrappedKey: elsewhere.wrappedKey, content: elsewhere.content.bytes),
        ]
        for one in changed { #expect(throws: KeyRefusal.wrong) { try ItemSealer.open(one, dossier: sealed.dossier, under: sealed.key) } }
    }

    @Test("opens under the section's next key after its key was wrapped anew, and no longer under the old one")
    func rewrapped() throws {
        let item = try sealed.item("van vorige week")
        var section = sealed.section
        section.version = 2
        let next = SectionKey.make(for: section)
        let renewed = try ItemSealer.rewrap(item, from: sealed.key, to: next)
        #expect(renewed.content == item.content && renewed.header == item.header && renewed.version == 2)
        #expect(try ItemSealer.open(renewed, dossier: sealed.dossier, under: next).content.revealed == Array("van vorige week".utf8))
        #expect(throws: KeyRefusal.wrong) { try ItemSealer.open(renewed, dossier: sealed.dossier, under: sealed.key) }
        #expect(throws: KeyRefusal.wrong) { try ItemSealer.rewrap(item, from: next, to: sealed.key) }
        #expect(throws: KeyRefusal.wrong) { try ItemSealer.rewrap(item, from: sealed.key, to: SealedDossier(2).key) }
        #expect(throws: KeyRefusal.wrong) {
            try ItemSealer.rewrap(item.changed(commitment: item.commitment.flipped(3)), from: sealed.key, to: next)
        }
    }

    @Test("never comes out the same twice: no nonce, key or ciphertext repeats in ten thousand times and more")
    func neverTheSame() throws {
        var seen: Set<[UInt8]> = []
        let id = Identifier<SealedItem>(CountedChance(1))
        for _ in 0..<Fuzz.draws(10_000) {
            let item = try ItemSealer.seal(
                [1], as: .note, by: .subject, in: Week(number: 1), id: id, dossier: sealed.dossier, under: sealed.key)
            // The same header under the same key gives the same commitment, so that one shows a key that came twice.
            let parts = [item.commitment, Array(item.content.bytes.prefix(12)), Array(item.wrappedKey.prefix(12))]
            for part in parts { #expect(seen.insert(part).inserted) }
        }
    }

    @Test("shows nothing of itself in the bytes that are stored")
    func hidden() throws {
        let item = try sealed.item("KANARIE-8f3a91c7d2e64b05")
        let canary = Array("KANARIE".utf8)
        for bytes in [item.header, item.commitment, item.wrappedKey, item.content.bytes] {
            #expect(!bytes.indices.contains { bytes[$0...].starts(with: canary) })
        }
        #expect(try sealed.item("a").content.bytes.count == sealed.item(String(repeating: "b", count: 250)).content.bytes.count)
    }

    @Test("is refused calmly when its header is anything at all, twenty thousand times")
    func garbage() throws {
        var generator = SeededChance(8)
        let header = try sealed.item("x").header
        for _ in 0..<20_000 {
            var bytes = header
            for _ in 0..<Int.random(in: 1..<6, using: &generator) {
                switch Int.random(in: 0..<4, using: &generator) {
                case 0 where !bytes.isEmpty: bytes.remove(at: Int.random(in: 0..<bytes.count, using: &generator))
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: Int.random(in: 0...bytes.count, using: &generator))
                case 2 where !bytes.isEmpty:
                    bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
                default: bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
                }
            }
            if let read = ItemHeader(bytes) { #expect(read.encoded == bytes) }
        }
    }
}

@Suite("Fields that are authenticated")
struct FieldTests {
    @Test("can be told apart again, however they are cut")
    func apart() {
        #expect(Purpose.grant.encode(.text("ab"), .text("c")) != Purpose.grant.encode(.text("a"), .text("bc")))
        #expect(Purpose.grant.encode(.text("ab")) != Purpose.grant.encode(.text("ab"), .text("")))
        #expect(Purpose.team.encode(.text("ab")) != Purpose.grant.encode(.text("ab")))
        let long = [UInt8](repeating: 7, count: 70_000)
        #expect(Purpose.grant.encode(.bytes(long)) != Purpose.grant.encode(.bytes(long + [7])))
        #expect(Purpose.grant.encode(.bytes(long)).count == 2 + 8 + 2 + 32)
        #expect(Set(Purpose.allCases.map(\.rawValue)).count == Purpose.allCases.count)
    }

    @Test("read back what was written")
    func readBack() {
        let id = Identifier<Dossier>(CountedChance(2))
        var reader = FieldReader(Purpose.grant.encode(.text("één"), .number(-5), .id(id), .bytes([1, 2])))
        #expect(reader.isFor(.grant) && reader.text() == "één" && reader.number() == -5 && reader.id() == id && reader.bytes() == [1, 2])
        #expect(reader.isAtEnd && reader.bytes() == nil)
        var hashed = FieldReader(Purpose.grant.encode(.bytes([UInt8](repeating: 0, count: 65_535))))
        #expect(hashed.isFor(.grant) && hashed.bytes() == nil)
    }

    @Test("are nil, and nothing worse, when they are anything at all")
    func garbage() {
        var generator = SeededChance(4)
        for _ in 0..<20_000 {
            var reader = FieldReader(
                (0..<Int.random(in: 0..<40, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) })
            _ = reader.isFor(.item)
            _ = reader.number()
            _ = reader.text()
            _ = reader.id(Dossier.self)
            _ = reader.bytes()
        }
    }
}
