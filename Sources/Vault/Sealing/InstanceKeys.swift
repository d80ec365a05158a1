import Crypto
import Domain
import Foundation

/// The keys of one installation: outside the database and its backups, each in a file of its own.
/// - Source: security 2.2.
public struct InstanceKeys: Sendable, Unprintable {
    /// Without it nobody can guess codes at a stolen database.
    public var pepperCode: Secret
    /// Without it nobody can guess passphrases at a stolen database.
    public var pepperStaff: Secret
    /// The salt of all return codes; a code comes without a name, so it cannot have one of its own.
    public var saltCode: Secret
    /// Seals the keys in the shred store.
    public var shredKey: Secret
    /// Seals names, and finds logins and invitations.
    public var fieldKey: Secret
    /// Makes the pseudonyms of dossiers in the log.
    public var logReferenceKey: Secret
    /// Signs the heads of the log.
    public var logSigningSeed: Secret

    /// Each key with the name of its file.
    public static let files: [(name: String, key: any WritableKeyPath<InstanceKeys, Secret> & Sendable)] = [
        ("pepper-code", \.pepperCode), ("pepper-staff", \.pepperStaff), ("salt-code", \.saltCode), ("shred", \.shredKey),
        ("fields", \.fieldKey), ("log-reference", \.logReferenceKey), ("log-signing", \.logSigningSeed),
    ]

    /// New keys, by chance.
    public static func make(_ chance: some Chance) -> InstanceKeys {
        let seven = files.map { _ in Secret(chance.bytes(32)) }
        return InstanceKeys(seven)
    }

    /// Keys as they were kept.
    /// - Parameter read: the 32 bytes of a file.
    /// - Throws: what `read` throws, or `KeyRefusal.unusable` when a key has another length.
    public init(read: (_ name: String) throws -> Secret) throws {
        let seven = try Self.files.map { try read($0.name) }
        guard seven.allSatisfy({ $0.exposed.count == 32 }) else { throw KeyRefusal.unusable }
        self.init(seven)
    }

    private init(_ seven: [Secret]) {
        pepperCode = seven[0]
        pepperStaff = seven[1]
        saltCode = seven[2]
        shredKey = seven[3]
        fieldKey = seven[4]
        logReferenceKey = seven[5]
        logSigningSeed = seven[6]
    }
}
