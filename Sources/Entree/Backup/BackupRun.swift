import Domain
import Foundation
import Storage
import Vault

/// Makes one backup in a folder.
struct BackupRun {
    let databases: Databases
    let log: SealedAuditLog
    let key: PublicKey
    let folder: BackupFolder
    let now: Instant

    struct Outcome {
        let made: [BackupFolder.File]
        /// What was past its days.
        let removed: [BackupFolder.File]
        /// Whether it stands in the log. A log that takes nothing more is a reason to look, but none to be without a backup.
        let isNoted: Bool
    }

    /// - Throws: `Finding`; then nothing new stands in the folder under a name of a backup.
    func callAsFunction() async throws -> Outcome {
        do {
            try FileManager.default.createDirectory(
                atPath: folder.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw Finding.found("the folder \(folder.path) cannot be made") }
        let lock = try FolderLock(folder.path)
        defer { withExtendedLifetime(lock) {} }
        let today = AmsterdamTime(now).day
        do {
            // What is past its days goes also when no new backup can be made.
            let before = try folder.sweep(today: today)
            let isNoted: Bool
            do {
                try await log.note(.backupMade, Stores(databases), at: now)
                isNoted = true
            } catch { isNoted = false }
            // First what is read first: see `BackupPart.roles`.
            let main = try await file(.main, today)
            let shred = try await file(.shred, today)
            // Keys that are newer than the rest can be put back with it; older ones cannot. So they get their name first.
            try shred.keep(as: folder.path(BackupFolder.File(day: today, part: .shred)))
            try main.keep(as: folder.path(BackupFolder.File(day: today, part: .main)))
            return Outcome(
                made: BackupPart.allCases.map { BackupFolder.File(day: today, part: $0) },
                removed: before + (try folder.sweep(today: today)), isNoted: isNoted)
        } catch {
            throw Finding(backup: error, folder.path) ?? Finding(database: error) ?? error
        }
    }

    private func file(_ part: BackupPart, _ day: CalendarDay) async throws -> NewFile {
        let file = try NewFile(folder.path + "/" + BackupFolder.unfinished + BackupFolder.File(day: day, part: part).name)
        let writer = try SealedFileWriter(file, part: part, to: key)
        try await BackupStream.write(BackupStamp(part: part, madeAt: now), from: databases) { try writer.write($0) }
        try writer.finish()
        return file
    }
}

extension SealedAuditLog {
    /// Notes what an operator did, for every organisation whose people may read it.
    /// - Source: security 3.1, 'backup, restore'.
    func note(_ kind: AuditEntry.Kind, _ stores: Stores, at now: Instant) async throws {
        let scope = OperatingChance().bytes(16)
        var readers = try await stores.teams.teams(of: nil).filter { $0.kind == .review }.compactMap { team in
            team.publicKey.map { AuditReaders(subject: nil, review: (team.id, team.generation, $0), scope: scope) }
        }
        if readers.isEmpty { readers = [AuditReaders(subject: nil, review: nil, scope: scope)] }
        for readers in readers {
            _ = try await append(AuditEntry(kind, .execute, at: now, by: .system, team: readers.review?.team), readableBy: readers)
        }
    }
}
