import Domain
import TestKit
import Testing

@testable import Vault

@Suite("A file sealed in pieces (C6)", .tags(.R7))
struct FileSealingTests {
    private let chance = CountedChance(7)
    private let dossier: Identifier<Dossier>
    private let section: Identifier<DossierSection>

    init() {
        dossier = Identifier(chance)
        section = Identifier(chance)
    }

    private func key(_ file: Identifier<DossierFile>? = nil) -> FileKey {
        FileKey.make(for: file ?? Identifier(chance), in: section, of: dossier)
    }

    private func sealed(
        _ content: [UInt8], _ key: FileKey, step: Int = 50_000
    ) throws -> (pieces: [Sealed<FilePieceContent>], whole: FileSealer.Whole) {
        var sealer = FileSealer(key)
        var pieces: [Sealed<FilePieceContent>] = []
        for start in stride(from: 0, to: content.count, by: step) {
            pieces += try sealer.write(Array(content[start..<min(start + step, content.count)]))
        }
        let last = try sealer.finish()
        return (pieces + [last.piece], last.whole)
    }

    private func open(_ pieces: [Sealed<FilePieceContent>], size: Int, _ key: FileKey) throws(KeyRefusal) -> [UInt8] {
        guard pieces.count == DossierFile.pieces(for: size) else { throw .wrong }
        var plain: [UInt8] = []
        for (number, piece) in pieces.enumerated() { plain += try key.open(piece, number: number, size: size) }
        return plain
    }

    private static func content(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 167 >> 3) } }

    @Test("opens again, and every piece has one length", arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, DossierFile.largest])
    func opens(_ count: Int) throws {
        let content = count > 1_000_000 ? [UInt8](repeating: 7, count: count) : Self.content(count)
        let key = key()
        let (pieces, whole) = try sealed(content, key, step: count > 1_000_000 ? 1_000_000 : 50_000)
        #expect(whole.size == count && whole.pieces == pieces.count && whole.hash == Digest.sha256(content))
        #expect(pieces.allSatisfy { $0.bytes.count == 65_552 } && Set(pieces).count == pieces.count)
        let kept = try FileKey(key.kept, of: key.file, in: section, of: dossier)
        #expect(try open(pieces, size: count, kept) == content)
    }

    @Test("does not open with a piece that is missing, doubled, swapped, changed, of another file or of another length")
    func pieces() throws {
        let key = key()
        let content = Self.content(300_000)
        let (pieces, _) = try sealed(content, key)
        let (others, _) = try sealed(content, self.key())
        #expect(pieces.count == 5)
        for one in 0..<5 {
            for other in 0..<5 where one != other {
                #expect(throws: KeyRefusal.wrong) { _ = try key.open(pieces[one], number: other, size: content.count) }
            }
            #expect(throws: KeyRefusal.wrong) { _ = try key.open(others[one], number: one, size: content.count) }
            for bit in [0, 77, 524_287, 524_300] {
                var bytes = pieces[one].bytes
                bytes[bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(throws: KeyRefusal.wrong) { _ = try key.open(Sealed(bytes: bytes), number: one, size: content.count) }
            }
            #expect(throws: KeyRefusal.wrong) {
                _ = try key.open(Sealed(bytes: Array(pieces[one].bytes.dropLast())), number: one, size: content.count)
            }
        }
        // Shorter or longer than it is: the last piece is not the last, or another is.
        #expect(throws: KeyRefusal.wrong) { _ = try key.open(pieces[3], number: 3, size: 4 * 65_536) }
        #expect(throws: KeyRefusal.wrong) { _ = try key.open(pieces[4], number: 4, size: 6 * 65_536) }
        #expect(throws: KeyRefusal.wrong) { _ = try key.open(pieces[0], number: 7, size: content.count) }
    }

    @Test("belongs to one dossier, one volume of a part and one name")
    func bound() throws {
        let key = key()
        let (pieces, whole) = try sealed(Self.content(10), key)
        let places: [(Identifier<DossierFile>, Identifier<DossierSection>, Identifier<Dossier>)] = [
            (Identifier(chance), section, dossier), (key.file, Identifier(chance), dossier), (key.file, section, Identifier(chance)),
        ]
        for (file, section, dossier) in places {
            let moved = try FileKey(key.kept, of: file, in: section, of: dossier)
            #expect(throws: KeyRefusal.wrong) { _ = try moved.open(pieces[0], number: 0, size: whole.size) }
        }
        #expect(throws: KeyRefusal.unusable) { _ = try FileKey(Secret([1, 2, 3]), of: key.file, in: section, of: dossier) }
        #expect("\(key)" == "[key]")
    }
}
