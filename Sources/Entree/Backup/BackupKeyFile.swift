import Domain
import Foundation
import Vault

/// The two files of a backup key, as text that can be printed and typed in again: the public half makes backups, the private half opens them.
enum BackupKeyFile {
    private static let publicMark = "entree backup public key 1"
    private static let privateMark = "entree backup private key 1"

    /// Sixteen letters and digits by which both halves are recognised.
    static func fingerprint(_ key: PublicKey) -> String {
        let hash = Digest.sha256(Data(key.bytes)).prefix(16)
        return stride(from: 0, to: 16, by: 4).map { hash.dropFirst($0).prefix(4) }.joined(separator: " ")
    }

    static func publicText(_ pair: KeyPair) -> String { text(publicMark, pair.publicKey.bytes, pair.publicKey) }
    static func privateText(_ pair: KeyPair) -> String { text(privateMark, pair.seed.exposed, pair.publicKey) }

    private static func text(_ mark: String, _ bytes: [UInt8], _ key: PublicKey) -> String {
        "\(mark)\n\(Data(bytes).base64EncodedString())\n\(fingerprint(key))\n"
    }

    /// The public half.
    /// - Throws: `Finding`.
    static func publicKey(_ path: String) throws -> PublicKey {
        let key = PublicKey(
            bytes: try content(path, publicMark, otherwise: privateMark, "that is the private half; backups are made with the public one"))
        guard (try? StreamSealer(to: key, label: "")) != nil else { throw damaged(path) }
        try check(path, key)
        return key
    }

    /// The private half.
    /// - Throws: `Finding`, also when others can read it.
    static func pair(_ path: String) throws -> KeyPair {
        let bytes = try content(path, privateMark, otherwise: publicMark, "that is the public half; a backup opens with the private one")
        let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]) as? Int ?? 0
        guard mode & 0o077 == 0 else { throw Finding.found("others can read the private key: chmod 600 \(path)") }
        guard let pair = try? KeyPair(seed: Secret(bytes)) else { throw damaged(path) }
        try check(path, pair.publicKey)
        return pair
    }

    private static func content(_ path: String, _ mark: String, otherwise other: String, _ hint: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else { throw Finding.usage("the key file \(path) cannot be read") }
        let lines = lines(data)
        if lines.first == other { throw Finding.usage("\(path): \(hint)") }
        guard lines.first == mark else { throw Finding.usage("\(path) is no key file of 'entree backup keygen'") }
        guard lines.count == 3, let bytes = Data(base64Encoded: lines[1]) else { throw damaged(path) }
        return [UInt8](bytes)
    }

    // Whoever types a key from paper may mistype it; the last line finds that out.
    private static func check(_ path: String, _ key: PublicKey) throws {
        let lines = FileManager.default.contents(atPath: path).map(lines) ?? []
        guard lines.count == 3, lines[2] == fingerprint(key) else { throw damaged(path) }
    }

    private static func lines(_ data: Data) -> [String] {
        String(decoding: data.prefix(10_000), as: UTF8.self).split(whereSeparator: \.isNewline).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
    }

    private static func damaged(_ path: String) -> Finding { .found("the key file \(path) is damaged or was mistyped") }
}
