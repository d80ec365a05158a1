import Crypto
public import Domain
import Foundation

/// The key of one file: made for it alone, and kept in the sealed item that says what the file is. When the part gets another key, that item's
/// key is sealed anew and the pieces stay.
/// - Source: security 2.4, 'Files'; decision 0072.
public struct FileKey: Sendable, Unprintable {
    private static let prefixCount = 7
    public let file: Identifier<DossierFile>
    private let key: SymmetricKey
    /// In front of the number in each nonce.
    private let prefix: [UInt8]
    private let bound: [UInt8]

    /// A new key, by chance.
    public static func make(
        for file: Identifier<DossierFile>, in section: Identifier<DossierSection>, of dossier: Identifier<Dossier>
    ) -> FileKey {
        FileKey(
            file: file, key: SymmetricKey(size: .bits256), prefix: Array(Secret.make().exposed.prefix(prefixCount)), section: section,
            dossier: dossier)
    }

    /// As it was kept.
    /// - Throws: `KeyRefusal.unusable` when it has another length.
    public init(
        _ kept: Secret, of file: Identifier<DossierFile>, in section: Identifier<DossierSection>, of dossier: Identifier<Dossier>
    ) throws(KeyRefusal) {
        let bytes = kept.exposed
        guard bytes.count == 32 + Self.prefixCount, let key = SymmetricKey(unwrapped: Array(bytes.prefix(32))) else { throw .unusable }
        self.init(file: file, key: key, prefix: Array(bytes.suffix(Self.prefixCount)), section: section, dossier: dossier)
    }

    private init(
        file: Identifier<DossierFile>, key: SymmetricKey, prefix: [UInt8], section: Identifier<DossierSection>,
        dossier: Identifier<Dossier>
    ) {
        self.file = file
        self.key = key
        self.prefix = prefix
        bound = Purpose.filePiece.encode(.id(dossier), .id(section), .id(file))
    }

    /// What is kept of it, sealed.
    public var kept: Secret { Secret(key.wrappable + prefix) }

    fileprivate func seal(_ plain: [UInt8], number: Int, isLast: Bool) throws(KeyRefusal) -> Sealed<FilePieceContent> {
        let nonce = try nonce(number, isLast)
        do {
            let box = try AES.GCM.seal(plain, using: key, nonce: nonce, authenticating: bound)
            return Sealed(bytes: [UInt8](box.ciphertext) + box.tag)
        } catch { throw .unusable }
    }

    /// The plain text of one piece of a file that is so long.
    /// - Parameter number: from 0.
    /// - Throws: `KeyRefusal.wrong` for a piece that was changed, of another place or file, or of a file of another length.
    public func open(_ piece: Sealed<FilePieceContent>, number: Int, size: Int) throws(KeyRefusal) -> [UInt8] {
        let count = DossierFile.pieces(for: size)
        guard piece.bytes.count == DossierFile.piece + 16, (0..<count).contains(number) else { throw .wrong }
        let nonce = try nonce(number, number == count - 1)
        do {
            let box = try AES.GCM.SealedBox(nonce: nonce, ciphertext: piece.bytes.dropLast(16), tag: piece.bytes.suffix(16))
            let plain = [UInt8](try AES.GCM.open(box, using: key, authenticating: bound))
            return number == count - 1 ? Array(plain.prefix(size - number * DossierFile.piece)) : plain
        } catch { throw .wrong }
    }

    private func nonce(_ number: Int, _ isLast: Bool) throws(KeyRefusal) -> AES.GCM.Nonce {
        guard let number = UInt32(exactly: number) else { throw .wrong }
        let counter = withUnsafeBytes(of: number.bigEndian) { [UInt8]($0) }
        do {
            return try AES.GCM.Nonce(data: prefix + counter + [isLast ? 1 : 0])
        } catch { throw .unusable }
    }
}

/// Seals a file as it comes in, in pieces of one length. Each is bound to dossier, volume of the part, file, its number, and whether it is the
/// last: what is missing, doubled, moved or another's does not open.
/// - Source: security 2.4; test C6.
public struct FileSealer: Sendable, Unprintable {
    /// What came in, when it is whole.
    public struct Whole: Sendable {
        public let size: Int
        public let pieces: Int
        /// SHA-256 of what is kept, in hexadecimal.
        /// - Source: security 3.6.
        public let hash: String
    }
    private let key: FileKey
    private var held: [UInt8] = []
    private var number = 0
    private var size = 0
    private var hash = SHA256()

    public init(_ key: FileKey) { self.key = key }

    /// Takes more plain text, and gives the pieces that are full.
    public mutating func write(_ bytes: [UInt8]) throws(KeyRefusal) -> [Sealed<FilePieceContent>] {
        hash.update(data: bytes)
        size += bytes.count
        held += bytes
        var sealed: [Sealed<FilePieceContent>] = []
        var start = 0
        // A full piece waits for its successor: only then is it known not to be the last.
        while held.count - start > DossierFile.piece {
            sealed.append(try key.seal(Array(held[start..<start + DossierFile.piece]), number: number, isLast: false))
            number += 1
            start += DossierFile.piece
        }
        if start > 0 { held.removeFirst(start) }
        return sealed
    }

    /// The last piece, filled up, and what came in.
    public mutating func finish() throws(KeyRefusal) -> (piece: Sealed<FilePieceContent>, whole: Whole) {
        let filled = held + [UInt8](repeating: 0, count: DossierFile.piece - held.count)
        held = []
        let piece = try key.seal(filled, number: number, isLast: true)
        return (piece, Whole(size: size, pieces: number + 1, hash: Digest.hexadecimal(hash.finalize())))
    }
}
