import Domain
import Foundation
import Storage
import Vault

/// Which two files are put back.
///
/// The keys are always the newest there are, also when an older file is named: a key that is not among the newest was destroyed, and what it
/// opened stays erased.
/// - Source: security 2.10.
struct BackupChoice {
    let main: String
    let shred: String

    /// - Parameter places: files, and folders of which the newest is taken.
    /// - Throws: `Finding`.
    init(_ places: [String], with pair: KeyPair) throws {
        var mains: [String] = []
        var spareMains: [String] = []
        var shreds: [String] = []
        for place in places {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else {
                throw Finding.usage("\(place) is not there")
            }
            let folder = BackupFolder(path: isFolder.boolValue ? place : URL(fileURLWithPath: place).deletingLastPathComponent().path)
            if isFolder.boolValue {
                spareMains += try folder.files(.main).prefix(1).map(folder.path)
            } else if try Self.stamp(place, pair).part == .main {
                mains.append(place)
            } else {
                shreds.append(place)
            }
            shreds += try folder.files(.shred).prefix(1).map(folder.path)
        }
        guard mains.count <= 1, let main = try mains.first ?? Self.newest(spareMains, pair) else {
            throw Finding.usage(mains.isEmpty ? "there is no main file of a backup" : "one main file at a time")
        }
        guard let shred = try Self.newest(shreds, pair) else {
            throw Finding.found("there is no file with shred keys; without it nothing of a dossier opens")
        }
        self.main = main
        self.shred = shred
    }

    private static func newest(_ paths: [String], _ pair: KeyPair) throws -> String? {
        try paths.map { (path: $0, at: try stamp($0, pair).madeAt) }.max { $0.at < $1.at }?.path
    }

    private static func stamp(_ path: String, _ pair: KeyPair) throws -> BackupStamp {
        do {
            return try BackupStream.stamp(SealedFileReader.source(path, with: pair)())
        } catch {
            throw Finding(backup: error, path) ?? error
        }
    }
}
