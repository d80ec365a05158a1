import Domain
import Foundation
import Storage

/// A folder with backups. Names of files say the day and the part, and nothing else: `2026-11-21-main.sealed`.
struct BackupFolder {
    struct File: Hashable {
        let day: CalendarDay
        let part: BackupPart

        var name: String { "\(day)-\(part.rawValue).sealed" }

        init(day: CalendarDay, part: BackupPart) {
            self.day = day
            self.part = part
        }

        /// - Returns: nil for a file of somebody else.
        init?(name: String) {
            guard let day = CalendarDay(String(name.prefix(10))),
                let part = BackupPart.allCases.first(where: { name == File(day: day, part: $0).name })
            else { return nil }
            self.init(day: day, part: part)
        }
    }

    /// Temporary names; what has one is half a file.
    static let unfinished = ".unfinished-"
    let path: String

    func path(_ file: File) -> String { path + "/" + file.name }

    /// All files of backups, newest first.
    /// - Throws: `Finding` when the folder cannot be read.
    func files(_ part: BackupPart? = nil) throws -> [File] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw Finding.usage("the folder \(path) cannot be read")
        }
        return names.compactMap { File(name: $0) }.filter { part == nil || $0.part == part }.sorted { $0.day > $1.day }
    }

    /// Removes what is past its days, and half files of before. The newest of each part stays, however old: a backup that fails for weeks
    /// does not eat the last one that succeeded.
    /// - Returns: what was removed.
    @discardableResult
    func sweep(today: CalendarDay) throws -> [File] {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] where name.hasPrefix(Self.unfinished) {
            unlink(path + "/" + name)
        }
        let past = try BackupPart.allCases.flatMap { part in
            try files(part).dropFirst().filter { today.number - $0.day.number >= part.days }
        }
        return past.filter { unlink(path($0)) == 0 }
    }

    /// What an operator should know about it.
    func troubles(now: Instant) -> [String] {
        let today = AmsterdamTime(now).day
        guard let files = try? files() else { return ["The folder of the backups cannot be read."] }
        var troubles: [String] = []
        for part in BackupPart.allCases {
            let words = part == .main ? "backup" : "copy of the shred keys"
            guard let newest = files.first(where: { $0.part == part }) else {
                troubles.append("There is no \(words) in the folder of the backups.")
                continue
            }
            // By its name, and by when it was written: a copy of an old file looks new, and yesterday may be two days ago.
            let written = (try? FileManager.default.attributesOfItem(atPath: path(newest))[.modificationDate]) as? Date
            let seconds = written.map { now.seconds - Int64($0.timeIntervalSince1970) } ?? .max
            if today.number - newest.day.number > 1 || seconds > 86_400 {
                troubles.append("The newest \(words) is older than a day: it is of \(newest.day).")
            }
            if let old = files.last(where: { $0.part == part }), today.number - old.day.number > part.days {
                troubles.append(
                    "A \(words) is older than \(part.days) days (\(old.day)): what people erased since can still be opened with it. Remove it."
                )
            }
        }
        return troubles
    }
}

/// One backup at a time in a folder; ends with the program in any case.
final class FolderLock {
    private let descriptor: Int32

    /// - Throws: `Finding` when somebody else has it.
    init(_ path: String) throws {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Finding.usage("the folder \(path) cannot be opened") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw Finding.found("another backup is being made in \(path)") }
    }

    deinit { close(descriptor) }
}
