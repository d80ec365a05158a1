import Domain
import Storage

extension Finding {
    /// What went wrong with a backup, in plain words; nil when it was something else.
    init?(backup error: any Error, _ path: String) {
        switch error {
        case let refusal as FileRefusal: self = .found(refusal.words(path))
        case let refusal as DumpRefusal: self = .found(refusal.words(path))
        case let refusal as BackupRefusal: self = .found(refusal.words(path))
        default: return nil
        }
    }

    init(sealed refusal: SealedFileRefusal, _ path: String) { self = .found("\(path) \(refusal.words)") }
}

extension FileRefusal {
    fileprivate func words(_ path: String) -> String {
        switch self {
        case .exists: "\(path) is there already, and nothing is written over it"
        case .full: "the disk of \(path) is full; nothing was kept"
        case .denied: "nothing can be written to \(path)"
        case .broken: "the disk of \(path) does not answer; nothing was kept"
        }
    }
}

extension SealedFileRefusal {
    fileprivate var words: String {
        switch self {
        case .unreadable: "cannot be read"
        case .foreign: "is no backup of this program"
        case .otherKey: "was sealed to another key, or its beginning is damaged"
        case .damaged: "is damaged or was cut off; nothing of it is used"
        }
    }
}

extension DumpRefusal {
    fileprivate func words(_ path: String) -> String {
        switch self {
        case .foreign, .notKept: "\(path) holds something else than a backup of this program"
        case .damaged: "\(path) is damaged inside; nothing of it is used"
        case .newer(0): "there is nothing here yet to make a backup of"
        case .newer(let version): "a newer version of this program is needed (schema \(version))"
        case .older(let version): "the place has a newer schema (\(version)) than the backup: restore into an empty place"
        case .notEmpty: "there is something in the databases already; a backup goes into an empty place only, and nothing was changed"
        }
    }
}

extension BackupRefusal {
    fileprivate func words(_ path: String) -> String {
        switch self {
        case .interrupted: "the database went away while it was read; no backup was made"
        case .otherPart(let part):
            part == .main
                ? "a file with shred keys is needed too, beside the main one" : "the main file is needed too, beside the shred keys"
        case .keysOlder(let keys, let main):
            """
            the shred keys (\(keys.inAmsterdam)) are older than the main file (\(main.inAmsterdam)): whoever came in between would be lost. \
            Take an older main file, or newer keys
            """
        case .halfDone:
            "it went wrong halfway. What stands in the databases now is half a backup: throw it away, and begin again in an empty place"
        }
    }
}

extension Instant {
    /// `2026-11-21 03:00`, as a clock in Amsterdam shows it.
    var inAmsterdam: String {
        let time = AmsterdamTime(self)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(time.day) \(two(time.minute / 60)):\(two(time.minute % 60))"
    }
}
