public import Domain

/// One of the two files of a backup. They are kept apart and for different times: destroying the second makes the first unreadable.
/// - Source: security 2.10.
public enum BackupPart: String, CaseIterable, Sendable, Hashable {
    /// Everything people entrusted, and the log of who did what.
    case main
    /// The keys without which nothing of a dossier opens.
    case shred

    /// The databases in it, in the order in which they are read.
    ///
    /// First dossiers, then the log, then the keys: so the log knows of everything that is in the dossiers, and no dossier is without its key
    /// unless it was erased meanwhile.
    public var roles: [DatabaseRole] {
        switch self {
        case .main: [.main, .log]
        case .shred: [.shred]
        }
    }

    /// For how many days a file of it is kept. After `shred`'s days nothing opens of what was erased; after `main`'s nothing of it is there.
    public var days: Int {
        switch self {
        case .main: 35
        case .shred: 7
        }
    }
}

/// What a file of a backup says of itself, sealed with the rest.
public struct BackupStamp: Sendable, Hashable {
    public let part: BackupPart
    /// When it was begun. Both files of one backup say the same.
    public let madeAt: Instant

    public init(part: BackupPart, madeAt: Instant) {
        self.part = part
        self.madeAt = madeAt
    }
}

/// Why a backup was not made or not put back, where the reason is not in one dump.
public enum BackupRefusal: Error, Sendable, Hashable {
    /// The database went away while it was read; half a backup is none.
    case interrupted
    /// It is the other of the two files.
    case otherPart(BackupPart)
    /// The keys are older than the dossiers: the newest of these would be without a key, and lost.
    case keysOlder(keys: Instant, main: Instant)
    /// It went wrong when something stood in the databases already. They are not to be used; an empty place must be made again.
    case halfDone
}
