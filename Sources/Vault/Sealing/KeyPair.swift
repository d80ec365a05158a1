import Crypto
import Domain
import Foundation

/// The private key of a person, a worker or a team, with the public key that belongs to it.
///
/// X-Wing: it stays closed as long as either X25519 or ML-KEM-768 does, so that what is stolen today is not read by a machine of later.
/// - Source: security 0.3, 2.1; draft-connolly-cfrg-xwing-kem.
public struct KeyPair: Sendable, Unprintable {
    /// 32 bytes from which both keys come.
    public let seed: Secret
    public let publicKey: PublicKey
    // Making it costs more than most of what is done with a session, so it is made when something is opened.
    private let made: XWingMLKEM768X25519.PrivateKey?
    /// What it opened before, and the key under which that lies; nil for a pair that remembers nothing.
    let before: (kept: OpenedBefore, key: SymmetricKey)?

    /// - Throws: `KeyRefusal.unusable` unless the seed has 32 bytes.
    public init(seed: Secret) throws(KeyRefusal) {
        let key = try Self.privateKey(seed)
        self.seed = seed
        made = key
        publicKey = PublicKey(bytes: [UInt8](key.publicKey.rawRepresentation))
        before = nil
    }

    /// A pair whose public key was kept beside the seed, sealed with it.
    /// - Parameter kept: where it keeps what it opens, so that it need not open the same twice; nil to keep nothing.
    /// - Throws: `KeyRefusal.unusable` unless the seed has 32 bytes.
    public init(seed: Secret, knownBy publicKey: PublicKey, keeping kept: OpenedBefore? = nil) throws(KeyRefusal) {
        guard seed.exposed.count == 32 else { throw .unusable }
        self.seed = seed
        self.publicKey = publicKey
        made = nil
        before = kept.map { ($0, seed.key.derived(for: .openedBefore)) }
    }

    func privateKey() throws(KeyRefusal) -> XWingMLKEM768X25519.PrivateKey {
        if let made { return made }
        return try Self.privateKey(seed)
    }

    private static func privateKey(_ seed: Secret) throws(KeyRefusal) -> XWingMLKEM768X25519.PrivateKey {
        guard seed.exposed.count == 32, let key = try? XWingMLKEM768X25519.PrivateKey(seedRepresentation: seed.exposed, publicKey: nil)
        else { throw .unusable }
        return key
    }

    /// A new pair, by chance.
    public static func make() throws(KeyRefusal) -> KeyPair { try KeyPair(seed: .make()) }
}

/// Something sealed to a public key: the number of the suite, the encapsulated key, the ciphertext.
/// - Source: security 2.4, 'Suite ids'; RFC 9180 base mode.
enum Envelope {
    /// X-Wing, HKDF-SHA256, AES-256-GCM, as of draft-connolly-cfrg-xwing-kem-06.
    static let suite: UInt8 = 1
    static let encapsulated = 1120
    /// What sealing adds to the length.
    static let overhead = 1 + encapsulated + 16

    static func seal(_ plain: [UInt8], to key: PublicKey, info: [UInt8], binding bound: [UInt8]) throws(KeyRefusal) -> [UInt8] {
        do {
            let key = try XWingMLKEM768X25519.PublicKey(rawRepresentation: key.bytes)
            var sender = try HPKE.Sender(recipientKey: key, ciphersuite: .XWingMLKEM768X25519_SHA256_AES_GCM_256, info: Data(info))
            let sealed = try sender.seal(plain, authenticating: bound)
            return [suite] + sender.encapsulatedKey + sealed
        } catch { throw .unusable }
    }

    static func open(_ sealed: [UInt8], with pair: KeyPair, info: [UInt8], binding bound: [UInt8]) throws(KeyRefusal) -> [UInt8] {
        guard sealed.count >= overhead, sealed[0] == suite else { throw .wrong }
        do {
            var recipient = try HPKE.Recipient(
                privateKey: pair.privateKey(), ciphersuite: .XWingMLKEM768X25519_SHA256_AES_GCM_256, info: Data(info),
                encapsulatedKey: Data(sealed[1..<1 + encapsulated]))
            return [UInt8](try recipient.open(sealed[(1 + encapsulated)...], authenticating: bound))
        } catch { throw .wrong }
    }
}
