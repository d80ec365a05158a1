import Crypto
import Domain
import Foundation

/// Seals something long, piece by piece, to a key that is not here: a backup for the key in the safe.
///
/// A header with the file's own key, sealed to the public key; then pieces of 64 KiB, each numbered, the last one marked. What was cut off,
/// doubled or reordered does not open.
/// - Source: security 2.4 'Files', 2.10; Hoang, Reyhanitabar, Rogaway, Vizár, 'Online authenticated-encryption and its nonce-reuse misuse-resistance' (STREAM).
public struct StreamSealer: Sendable, Unprintable {
    /// Bytes of plain text in one piece.
    public static let piece = 65_536
    /// Comes before everything else.
    public let header: [UInt8]
    private var chunks: StreamChunks
    private var held: [UInt8] = []

    /// - Parameter label: what it is; it opens under the same label only.
    /// - Throws: `KeyRefusal.unusable` when the public key is none.
    public init(to publicKey: PublicKey, label: String) throws(KeyRefusal) {
        let key = Secret.make()
        let prefix = Array(Secret.make().exposed.prefix(StreamChunks.prefix))
        let envelope = try Envelope.seal(
            key.exposed, to: publicKey, info: Purpose.backup.encode(), binding: Purpose.backup.encode(.text(label)))
        header = Purpose.backup.encode(.bytes(envelope), .bytes(prefix))
        chunks = StreamChunks(key: key.key, prefix: prefix, header: header, label: label)
    }

    /// Takes more plain text, and gives the pieces that are full.
    /// - Throws: `KeyRefusal.unusable` after 256 TiB.
    public mutating func write(_ bytes: some Collection<UInt8>) throws(KeyRefusal) -> [UInt8] {
        held += bytes
        var sealed: [UInt8] = []
        var start = 0
        // A full piece waits for its successor: only then is it known not to be the last.
        while held.count - start > Self.piece {
            sealed += try chunks.seal(Array(held[start..<start + Self.piece]), isLast: false)
            start += Self.piece
        }
        held.removeFirst(start)
        return sealed
    }

    /// The last piece. Without it nothing of the file counts as whole.
    public mutating func finish() throws(KeyRefusal) -> [UInt8] {
        defer { held = [] }
        return try chunks.seal(held, isLast: true)
    }
}

/// Opens what `StreamSealer` sealed, piece by piece. Nothing of it is to be used before `finish` answered.
public struct StreamOpener: Sendable, Unprintable {
    private static let sealedPiece = StreamSealer.piece + 16
    /// Bytes of every header.
    public static let headerCount =
        2 + Purpose.backup.rawValue.utf8.count + 2 + Envelope.overhead + 32 + 2 + StreamChunks.prefix
    private let pair: KeyPair
    private let label: String
    private var chunks: StreamChunks?
    private var held: [UInt8] = []

    public init(with pair: KeyPair, label: String) {
        self.pair = pair
        self.label = label
    }

    /// Takes more of the file, and gives the plain text of the pieces that are there.
    /// - Throws: `KeyRefusal.wrong` when it is not to this key or label, or was changed.
    public mutating func write(_ bytes: some Collection<UInt8>) throws(KeyRefusal) -> [UInt8] {
        held += bytes
        var start = 0
        if chunks == nil {
            guard held.count >= Self.headerCount else { return [] }
            chunks = try begin(Array(held.prefix(Self.headerCount)))
            start = Self.headerCount
        }
        var plain: [UInt8] = []
        while held.count - start > Self.sealedPiece {
            plain += try opened(held[start..<start + Self.sealedPiece], isLast: false)
            start += Self.sealedPiece
        }
        held.removeFirst(start)
        return plain
    }

    /// The plain text of the last piece.
    /// - Throws: `KeyRefusal.wrong` when the file was cut off, or has something behind its end.
    public mutating func finish() throws(KeyRefusal) -> [UInt8] {
        defer { held = [] }
        return try opened(held[...], isLast: true)
    }

    private mutating func opened(_ sealed: ArraySlice<UInt8>, isLast: Bool) throws(KeyRefusal) -> [UInt8] {
        guard var present = chunks else { throw .wrong }
        defer { chunks = present }
        return try present.open(sealed, isLast: isLast)
    }

    private func begin(_ header: [UInt8]) throws(KeyRefusal) -> StreamChunks {
        var reader = FieldReader(header)
        guard reader.isFor(.backup), let envelope = reader.bytes(), let prefix = reader.bytes(), reader.isAtEnd,
            prefix.count == StreamChunks.prefix
        else { throw .wrong }
        let key = try Envelope.open(envelope, with: pair, info: Purpose.backup.encode(), binding: Purpose.backup.encode(.text(label)))
        return StreamChunks(key: Secret(key).key, prefix: prefix, header: header, label: label)
    }
}

/// One piece after another under one key: the nonce is a random prefix, the piece's number, and whether it is the last.
private struct StreamChunks: Sendable {
    static let prefix = 7
    private let key: SymmetricKey
    private let prefix: [UInt8]
    private let bound: [UInt8]
    private var number: UInt64 = 0

    init(key: SymmetricKey, prefix: [UInt8], header: [UInt8], label: String) {
        self.key = key
        self.prefix = prefix
        bound = Purpose.backup.encode(.text(label), .bytes(Array(SHA256.hash(data: header))))
    }

    mutating func seal(_ plain: [UInt8], isLast: Bool) throws(KeyRefusal) -> [UInt8] {
        let nonce = try nextNonce(isLast)
        do {
            let box = try AES.GCM.seal(plain, using: key, nonce: nonce, authenticating: bound)
            return [UInt8](box.ciphertext) + box.tag
        } catch { throw .unusable }
    }

    mutating func open(_ sealed: ArraySlice<UInt8>, isLast: Bool) throws(KeyRefusal) -> [UInt8] {
        guard sealed.count >= 16 else { throw .wrong }
        let nonce = try nextNonce(isLast)
        do {
            let box = try AES.GCM.SealedBox(nonce: nonce, ciphertext: sealed.dropLast(16), tag: sealed.suffix(16))
            return [UInt8](try AES.GCM.open(box, using: key, authenticating: bound))
        } catch { throw .wrong }
    }

    private mutating func nextNonce(_ isLast: Bool) throws(KeyRefusal) -> AES.GCM.Nonce {
        guard number <= UInt64(UInt32.max) else { throw .unusable }
        let counter = withUnsafeBytes(of: UInt32(number).bigEndian) { [UInt8]($0) }
        number += 1
        do {
            return try AES.GCM.Nonce(data: prefix + counter + [isLast ? 1 : 0])
        } catch { throw .unusable }
    }
}
