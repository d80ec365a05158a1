import Crypto
import Domain
import Foundation

/// What a worker's passphrase opens.
public struct WorkerKeyring: Sendable, Unprintable {
    public let keyPair: KeyPair
    public let factor: SecondFactor
}

/// Seals a worker's keys under their passphrase. No hash of it is kept: a passphrase is right when the keys open.
/// - Source: security 2.7.
public struct WorkerKeyrings: Sendable {
    /// The number of the pepper and parameters in use.
    public static let derivation = 1

    private let pepper: SymmetricKey
    private let pool: ScryptPool

    public init(keys: InstanceKeys, pool: ScryptPool) {
        pepper = keys.pepperStaff.key
        self.pool = pool
    }

    /// Keys for a worker who chose a passphrase; also for one who changes it.
    /// - Throws: `KeyRefusal.busy`, `CancellationError`.
    public func seal(
        _ keyPair: KeyPair, _ factor: SecondFactor, passphrase: Confidential<String>, chance: some Chance
    ) async throws -> WorkerKeys {
        let salt = chance.bytes(16)
        let key = try await derive(passphrase, salt)
        let plain = Purpose.staffKeyring.encode(.bytes(keyPair.seed.exposed), .bytes(factor.secret.exposed))
        let wrapped = try Box.seal(plain, under: key, binding: Self.bound(salt, keyPair.publicKey))
        return WorkerKeys(salt: salt, derivation: Self.derivation, publicKey: keyPair.publicKey, wrapped: Sealed(bytes: wrapped))
    }

    /// Opens a worker's keys. For nobody's keys the work is the same, and fails the same.
    /// - Returns: nil when the passphrase is not theirs.
    /// - Throws: `KeyRefusal.busy`, `CancellationError`.
    public func open(_ keys: WorkerKeys?, passphrase: Confidential<String>) async throws -> WorkerKeyring? {
        let keys = keys ?? Self.nobody
        let key = try await derive(passphrase, keys.salt)
        guard keys.derivation == Self.derivation,
            let plain = try? Box.open(keys.wrapped.bytes, under: key, binding: Self.bound(keys.salt, keys.publicKey))
        else { return nil }
        var reader = FieldReader(plain)
        guard reader.isFor(.staffKeyring), let seed = reader.bytes(), let secret = reader.bytes(), reader.isAtEnd,
            let pair = try? KeyPair(seed: Secret(seed)), pair.publicKey == keys.publicKey
        else { return nil }
        return WorkerKeyring(keyPair: pair, factor: SecondFactor(secret: Secret(secret)))
    }

    private func derive(_ passphrase: Confidential<String>, _ salt: [UInt8]) async throws -> SymmetricKey {
        let typed = Array(Passphrase.normal(String(passphrase.revealed.prefix(Passphrase.longest + 1))).utf8)
        let seasoned = HMAC<SHA384>.authenticationCode(for: typed, using: pepper)
        let stretched = try await pool.derive(Secret(Array(seasoned)), salt: salt, count: 64, lane: .staff)
        return stretched.key.derived(for: .staffKey)
    }

    private static func bound(_ salt: [UInt8], _ publicKey: PublicKey) -> [UInt8] {
        Purpose.staffKeyring.encode(.bytes(salt), .bytes(publicKey.bytes))
    }

    private static let nobody = WorkerKeys(
        salt: [UInt8](repeating: 0, count: 16), derivation: derivation, publicKey: PublicKey(bytes: []),
        wrapped: Sealed(bytes: [UInt8](repeating: 0, count: 74 + Box.overhead)))
}
