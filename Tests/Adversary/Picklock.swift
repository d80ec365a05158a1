import Crypto
import Foundation
import Vault

/// The bare cryptography, written once more: nothing of the product stands between a key and what it may open.
/// - Source: security 2.4.
enum Picklock {
    /// AES-256-GCM with the nonce in front.
    static func box(_ sealed: [UInt8], _ key: [UInt8], bound: [UInt8]) -> [UInt8]? {
        guard sealed.count >= 28, key.count == 32, let box = try? AES.GCM.SealedBox(combined: sealed) else { return nil }
        return (try? AES.GCM.open(box, using: SymmetricKey(data: key), authenticating: bound)).map { [UInt8]($0) }
    }

    /// A piece of a file, of which the nonce follows from its place.
    static func piece(_ sealed: [UInt8], _ key: [UInt8], number: Int, isLast: Bool, bound: [UInt8]) -> [UInt8]? {
        guard key.count == 39, sealed.count > 16, let number = UInt32(exactly: number) else { return nil }
        let counter = withUnsafeBytes(of: number.bigEndian) { [UInt8]($0) }
        guard let nonce = try? AES.GCM.Nonce(data: Array(key.suffix(7)) + counter + [isLast ? 1 : 0]),
            let box = try? AES.GCM.SealedBox(nonce: nonce, ciphertext: sealed.dropLast(16), tag: sealed.suffix(16))
        else { return nil }
        return (try? AES.GCM.open(box, using: SymmetricKey(data: Array(key.prefix(32))), authenticating: bound)).map { [UInt8]($0) }
    }

    /// What was sealed to a public key: one byte of suite, 1,120 of the encapsulated key, the rest.
    static func envelope(_ sealed: [UInt8], _ seed: XWingMLKEM768X25519.PrivateKey, info: [UInt8], bound: [UInt8]) -> [UInt8]? {
        guard sealed.count >= 1137, sealed[0] == 1,
            var recipient = try? HPKE.Recipient(
                privateKey: seed, ciphersuite: .XWingMLKEM768X25519_SHA256_AES_GCM_256, info: Data(info),
                encapsulatedKey: Data(sealed[1..<1121]))
        else { return nil }
        return (try? recipient.open(sealed[1121...], authenticating: bound)).map { [UInt8]($0) }
    }

    static func privateKey(_ seed: [UInt8]) -> XWingMLKEM768X25519.PrivateKey? {
        guard seed.count == 32 else { return nil }
        return try? XWingMLKEM768X25519.PrivateKey(seedRepresentation: seed, publicKey: nil)
    }

    static func derived(_ key: [UInt8], _ purpose: Purpose) -> [UInt8] {
        HKDF<SHA256>.expand(
            pseudoRandomKey: SymmetricKey(data: key), info: Array(purpose.rawValue.utf8), outputByteCount: 32
        ).withUnsafeBytes { [UInt8]($0) }
    }

    static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// What stands in padding, with its length in front.
    static func unpadded(_ padded: [UInt8]) -> [UInt8] {
        guard padded.count >= 4 else { return padded }
        let count = padded.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        return count <= padded.count - 4 ? Array(padded[4..<4 + count]) : padded
    }

    /// The fields of packed bytes, and the fields of each field that is packed itself.
    static func fields(_ bytes: [UInt8], depth: Int = 4) -> [[UInt8]] {
        var (fields, rest): ([[UInt8]], ArraySlice<UInt8>) = ([], bytes[...])
        while rest.count >= 4 {
            let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            guard rest.count - 4 >= length else { return [] }
            fields.append(Array(rest.dropFirst(4).prefix(length)))
            rest = rest.dropFirst(4 + length)
        }
        guard rest.isEmpty, depth > 0 else { return rest.isEmpty ? fields : [] }
        return fields + fields.flatMap { Self.fields($0, depth: depth - 1) }
    }
}

extension [UInt8] {
    var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
