import Domain
import TestKit
import Testing

@testable import Vault

@Suite("A backup sealed for the key in the safe", .tags(.R7))
struct StreamTests {
    private let pair: KeyPair
    init() throws { pair = try KeyPair.make() }

    /// Header and pieces of what was sealed.
    private func sealed(_ content: [UInt8], step: Int = 50_000) throws -> (header: [UInt8], pieces: [[UInt8]]) {
        var sealer = try StreamSealer(to: pair.publicKey, label: "main")
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: content.count, by: step) {
            bytes += try sealer.write(content[start..<min(start + step, content.count)])
        }
        bytes += try sealer.finish()
        let size = StreamSealer.piece + 16
        return (sealer.header, stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) })
    }

    private func open(_ bytes: [UInt8], label: String = "main", with other: KeyPair? = nil, step: Int = 70_001) throws(KeyRefusal)
        -> [UInt8]
    {
        var opener = StreamOpener(with: other ?? pair, label: label)
        var plain: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: step) { plain += try opener.write(bytes[start..<min(start + step, bytes.count)]) }
        return try plain + opener.finish()
    }

    @Test("opens again, in whatever pieces it was written and is read", arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])
    func opens(_ count: Int) throws {
        let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 >> 3) }
        for step in [1_000_000, 65_536, 9973] {
            let (header, pieces) = try sealed(content, step: step)
            #expect(header.count == StreamOpener.headerCount)
            #expect(pieces.count == max(1, (count + 65_535) / 65_536))
            #expect(try open(header + pieces.flatMap { $0 }, step: step) == content)
        }
    }

    @Test("does not open when a piece is missing, doubled, elsewhere or cut")
    func pieces() throws {
        let (header, pieces) = try sealed((0..<300_000).map { UInt8(truncatingIfNeeded: $0) })
        #expect(pieces.count == 5)
        var wrong: [[[UInt8]]] = [[], Array(pieces.dropLast()), Array(pieces.dropFirst()), pieces + [pieces[4]], pieces + [[0]]]
        for place in pieces.indices {
            wrong.append(Array(pieces[..<place] + pieces[(place + 1)...]))
            wrong.append(Array(pieces[...place] + pieces[place...]))
            if place + 1 < pieces.count {
                var swapped = pieces
                swapped.swapAt(place, place + 1)
                wrong.append(swapped)
            }
            var cut = pieces
            cut[place].removeLast()
            wrong.append(cut)
            for bit in [0, 77, 500_000, 524_400] {
                var flipped = pieces
                flipped[place] = flipped[place].flipped(bit)
                wrong.append(flipped)
            }
        }
        for one in wrong { #expect(throws: KeyRefusal.wrong) { try open(header + one.flatMap { $0 }) } }
    }

    @Test("does not open for another key, under another label, or with a changed header")
    func elsewhere() throws {
        let (header, pieces) = try sealed(Array("tabel".utf8))
        let body = pieces.flatMap { $0 }
        let stranger = try KeyPair.make()
        #expect(throws: KeyRefusal.wrong) { try open(header + body, with: stranger) }
        #expect(throws: KeyRefusal.wrong) { try open(header + body, label: "log") }
        #expect(throws: KeyRefusal.wrong) { try open(body) }
        #expect(throws: KeyRefusal.wrong) { try open([]) }
        #expect(throws: KeyRefusal.wrong) { try open(header) }
        for bit in stride(from: 0, to: header.count * 8, by: 131) {
            #expect(throws: KeyRefusal.wrong) { try open(header.flipped(bit) + body) }
        }
        let other = try sealed(Array("tabel".utf8))
        #expect(throws: KeyRefusal.wrong) { try open(header + other.pieces.flatMap { $0 }) }
        #expect(throws: KeyRefusal.unusable) { try StreamSealer(to: PublicKey(bytes: [1]), label: "main") }
    }
}
