import Crypto
import Domain
import Foundation

/// With which key a log signs, for whoever checks it: the name of the log and an Ed25519 key.
/// - Source: C2SP signed-note, 'verifier keys'.
public struct LogVerifierKey: Sendable, Hashable {
    public let origin: String
    let publicKey: [UInt8]

    init(origin: String, publicKey: [UInt8]) {
        self.origin = origin
        self.publicKey = publicKey
    }

    /// With what the heads of an installation's log are checked.
    /// - Throws: `KeyRefusal.unusable` for a name or signing key that is none.
    public init(_ origin: String, keys: InstanceKeys) throws(KeyRefusal) {
        self = try LogSigner(seed: keys.logSigningSeed, origin: origin).key
    }

    /// Reads `origin+fingerprint+key`.
    /// - Returns: nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, Self.isName(parts[0]), let key = Data(base64Encoded: String(parts[2])), key.count == 33, key.first == 1
        else { return nil }
        self.init(origin: String(parts[0]), publicKey: [UInt8](key.dropFirst()))
        guard self.text == text else { return nil }
    }

    /// As it is handed to whoever checks.
    public var text: String { "\(origin)+\(Hexadecimal.encode(fingerprint))+\(Data([1] + publicKey).base64EncodedString())" }

    /// Four bytes that say which key signed.
    var fingerprint: [UInt8] { Array(SHA256.hash(data: Array(origin.utf8) + [10, 1] + publicKey).prefix(4)) }

    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.count <= 200 && text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "+") }
    }
}

/// How long the log is and what it holds, as one signed note.
/// - Source: C2SP tlog-checkpoint, signed-note.
public struct Checkpoint: Sendable, Hashable {
    public let origin: String
    public let size: Int64
    public let root: [UInt8]

    init(origin: String, size: Int64, root: [UInt8]) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    var text: String { "\(origin)\n\(size)\n\(Data(root).base64EncodedString())\n" }

    /// Reads a note that this key signed. Signatures of others may stand beside it.
    /// - Returns: nil for anything else.
    public init?(note: String, signedBy key: LogVerifierKey) {
        guard note.utf8.count <= 10_000, let end = note.range(of: "\n\n") else { return nil }
        let text = String(note[..<end.lowerBound]) + "\n"
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 4, lines[0] == key.origin, let size = Int64(lines[1]), size >= 0, String(size) == lines[1],
            let root = Data(base64Encoded: String(lines[2])), root.count == 32
        else { return nil }
        self.init(origin: key.origin, size: size, root: [UInt8](root))
        guard self.text == text, Self.isSigned(text, by: key, in: note[end.upperBound...]) else { return nil }
    }

    private static func isSigned(_ text: String, by key: LogVerifierKey, in signatures: Substring) -> Bool {
        guard signatures.hasSuffix("\n"), let verifier = try? Curve25519.Signing.PublicKey(rawRepresentation: key.publicKey) else {
            return false
        }
        let start = "— \(key.origin) "
        return signatures.split(separator: "\n").contains { line in
            // Only one way of writing is good: bits that nobody reads could be changed else.
            guard line.hasPrefix(start), let blob = Data(base64Encoded: String(line.dropFirst(start.count))), blob.count == 68,
                blob.base64EncodedString() == line.dropFirst(start.count), Array(blob.prefix(4)) == key.fingerprint
            else { return false }
            return verifier.isValidSignature(blob.dropFirst(4), for: Array(text.utf8))
        }
    }
}

/// Signs the heads of one log.
/// - Source: security 3.3.
struct LogSigner: Sendable {
    let key: LogVerifierKey
    private let privateKey: Curve25519.Signing.PrivateKey

    /// - Throws: `KeyRefusal.unusable` for a seed that is none, or a name that does not fit into a note.
    init(seed: Secret, origin: String) throws(KeyRefusal) {
        guard LogVerifierKey.isName(origin), let made = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed.exposed)
        else { throw .unusable }
        privateKey = made
        key = LogVerifierKey(origin: origin, publicKey: [UInt8](made.publicKey.rawRepresentation))
    }

    func head(size: Int64, root: [UInt8]) throws(KeyRefusal) -> AuditHead {
        let text = Checkpoint(origin: key.origin, size: size, root: root).text
        guard let signature = try? privateKey.signature(for: Array(text.utf8)) else { throw .unusable }
        let line = "— \(key.origin) \((Data(key.fingerprint) + signature).base64EncodedString())\n"
        return AuditHead(size: size, root: root, note: "\(text)\n\(line)")
    }
}

enum Hexadecimal {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
