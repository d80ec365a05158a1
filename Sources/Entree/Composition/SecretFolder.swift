import Domain
import Foundation
import Vault

/// The folder with the keys of an installation, one file each, readable by its owner alone. Never in the database, never in a backup.
/// - Source: security 2.2.
struct SecretFolder: Sendable {
    let path: String

    /// The keys; new ones when the folder has none and `makes` allows it.
    /// - Throws: `Finding` when a file is missing, has another length, or can be read by others.
    func keys(makes: Bool) throws -> InstanceKeys {
        let files = FileManager.default
        let present = InstanceKeys.files.filter { files.fileExists(atPath: path + "/" + $0.name) }
        if present.isEmpty, makes {
            try write(InstanceKeys.make(OperatingChance()))
        }
        do {
            return try InstanceKeys { name in
                let file = path + "/" + name
                guard let bytes = files.contents(atPath: file) else {
                    throw Finding.found("the key file \(name) is missing in \(path); without it nothing that was kept can be opened")
                }
                let mode = (try? files.attributesOfItem(atPath: file)[.posixPermissions]) as? Int ?? 0
                guard mode & 0o077 == 0 else { throw Finding.found("others can read the key file \(name): chmod 600 \(file)") }
                return Secret([UInt8](bytes))
            }
        } catch is KeyRefusal {
            throw Finding.found("a key file in \(path) has another length than 32 bytes")
        }
    }

    private func write(_ keys: InstanceKeys) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for (name, key) in InstanceKeys.files {
            let made = files.createFile(
                atPath: path + "/" + name, contents: Data(keys[keyPath: key].exposed), attributes: [.posixPermissions: 0o600])
            guard made else { throw Finding.found("the key file \(name) cannot be written in \(path)") }
        }
    }
}
