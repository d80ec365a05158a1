import Crypto
import Domain
import Foundation

/// Finds a person's dossier by their return code, and opens their key with it.
///
/// A code that was never given, one that was erased and one that is no longer kept are the same to us: the same work, the same answer.
/// - Source: security 2.3; invariant I6.
public struct CodeKeys: Sendable {
    /// The number of the pepper and parameters in use.
    public static let derivation = 1

    /// What comes out of a code.
    public struct Derived: Sendable, Unprintable {
        /// Where the dossier is found; 16 bytes.
        public let locator: [UInt8]
        let key: SymmetricKey
    }

    private let pepper: SymmetricKey
    private let salt: [UInt8]
    private let pool: ScryptPool

    public init(keys: InstanceKeys, pool: ScryptPool) {
        pepper = keys.pepperCode.key
        salt = keys.saltCode.exposed
        self.pool = pool
    }

    /// Derives locator and key from a code; takes about a third of a second.
    /// - Throws: `KeyRefusal.busy`, `CancellationError`.
    public func derive(_ code: ReturnCode, lane: EntryLane = .people) async throws -> Derived {
        let seasoned = HMAC<SHA384>.authenticationCode(for: Array(Purpose.code.rawValue.utf8) + code.secret.exposed, using: pepper)
        let stretched = try await pool.derive(Secret(Array(seasoned)), salt: salt, count: 64, lane: lane)
        return Derived(
            locator: expanded(stretched, .codeLocator, count: 16).wrappable, key: expanded(stretched, .codeKey, count: 32))
    }

    private func expanded(_ secret: Secret, _ purpose: Purpose, count: Int) -> SymmetricKey {
        HKDF<SHA256>.expand(pseudoRandomKey: secret.exposed, info: Array(purpose.rawValue.utf8), outputByteCount: count)
    }

    /// The person's key, sealed under their code.
    public func seal(
        _ pair: KeyPair, _ derived: Derived, dossier: Identifier<Dossier>, version: Int
    ) throws(KeyRefusal) -> Sealed<ReturnKey> {
        Sealed(bytes: try Box.seal(pair.seed.exposed, under: derived.key, binding: Self.bound(dossier, version)))
    }

    /// Opens what was found at the locator. Without a row it opens one that nobody has: the work is the same, and fails the same.
    public func open(_ row: ReturnKey?, _ derived: Derived) -> (dossier: Identifier<Dossier>, keyPair: KeyPair)? {
        let row = row ?? Self.nobody
        guard row.derivation == Self.derivation,
            let seed = try? Box.open(row.wrappedSeed.bytes, under: derived.key, binding: Self.bound(row.dossier, row.version)),
            let pair = try? KeyPair(seed: Secret(seed))
        else { return nil }
        return (row.dossier, pair)
    }

    private static func bound(_ dossier: Identifier<Dossier>, _ version: Int) -> [UInt8] {
        Purpose.returnKey.encode(.id(dossier), .number(version))
    }

    private static let nobody = ReturnKey(
        locator: [UInt8](repeating: 0, count: 16), dossier: Identifier(NoChance()), version: 1, derivation: derivation,
        wrappedSeed: Sealed(bytes: [UInt8](repeating: 0, count: 32 + Box.overhead)))

    private struct NoChance: Chance {
        func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
    }
}
