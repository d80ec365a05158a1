import Domain
import Foundation
import Vault

/// The folder with the keys of an installation, one file each, readable by its owner alone. Never in the database, never in a backup.
/// - Source: security 2.2.
struct SecretFolder: Sendable {
    let path: String

    /// The keys; new ones when the folder has none and `makes` allows it. A start that was cut short while it named them is finished.
    /// - Throws: `Finding` when a file is missing, has another length, or can be read by others.
    func keys(makes: Bool) throws -> InstanceKeys {
        if makes { try make() }
        return try alone { try present(orNew: makes) }
    }

    private func present(orNew makes: Bool) throws -> InstanceKeys {
        let files = FileManager.default
        let hasAny = InstanceKeys.files.contains { files.fileExists(atPath: path + "/" + $0.name) }
        if hasAny { finish() } else if makes { try write(InstanceKeys.make(OperatingChance())) }
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

    // Two starts at one instant take turns, so that both go on with the keys that the first of them made.
    private func alone<Result>(_ work: () throws -> Result) rethrows -> Result {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return try work() }
        defer { close(folder) }
        while flock(folder, LOCK_EX) != 0, errno == EINTR {}
        return try work()
    }

    private func make() throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw unwritable
        }
    }

    private var unwritable: Finding { .found("the key files cannot be written in \(path)") }

    private func unfinished(_ name: String) -> String { path + "/.unfinished-" + name }

    // Nothing is sealed before all keys are on disk, and none has its name before all are: a first start that was cut short is begun again.
    private func write(_ keys: InstanceKeys) throws {
        do {
            let made = try InstanceKeys.files.map { name, key in
                unlink(unfinished(name))
                let file = try NewFile(unfinished(name))
                try file.write(keys[keyPath: key].exposed)
                try file.sync()
                return (file: file, name: name)
            }
            for (file, name) in made { try file.keep(as: path + "/" + name) }
        } catch {
            throw unwritable
        }
    }

    // Some have their names, so the others were whole as well when the start was cut short.
    private func finish() {
        for (name, _) in InstanceKeys.files where !FileManager.default.fileExists(atPath: path + "/" + name) {
            rename(unfinished(name), path + "/" + name)
        }
    }
}
