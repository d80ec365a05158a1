import Domain

/// Puts a backup back into empty databases, on whichever engine.
///
/// What was erased stays erased: a dossier whose key is not among the newest keys is not put back, however old the rest is.
/// - Source: security 2.10; test D5.
public struct Restoration: Sendable {
    /// Opens a stream from its first byte, as often as it is asked.
    public typealias Source = @Sendable () throws -> (() throws -> [UInt8]?)

    /// What came of it.
    public struct Report: Sendable, Hashable {
        /// Dossiers that can be opened again.
        public let kept: Int
        /// Dossiers that stood in the file and were erased since; nothing of them is in the databases.
        public let erased: Int
    }

    private let main: Source
    private let shred: Source
    /// What the two files hold.
    public let contents: (main: BackupContents, shred: BackupContents)

    /// Reads both files to their end, and puts nothing anywhere yet.
    /// - Throws: `DumpRefusal`; `BackupRefusal.otherPart`, `.keysOlder`; what the sources throw.
    public init(main: @escaping Source, shred: @escaping Source) throws {
        let contents = (main: try BackupStream.contents(main()), shred: try BackupStream.contents(shred()))
        guard contents.main.stamp.part == .main else { throw BackupRefusal.otherPart(contents.main.stamp.part) }
        guard contents.shred.stamp.part == .shred else { throw BackupRefusal.otherPart(contents.shred.stamp.part) }
        guard contents.shred.stamp.madeAt >= contents.main.stamp.madeAt else {
            throw BackupRefusal.keysOlder(keys: contents.shred.stamp.madeAt, main: contents.main.stamp.madeAt)
        }
        self.main = main
        self.shred = shred
        self.contents = contents
    }

    /// - Throws: `DumpRefusal.notEmpty` when anything stands there, and then nothing was changed; `SchemaRefusal`; `BackupRefusal.halfDone`.
    public func put(into databases: Databases) async throws -> Report {
        for role in BackupPart.allCases.flatMap(\.roles) {
            try await databases[role].read { session in try DatabaseDump.requireEmpty(.known(role), session) }
        }
        try await fill(.shred, of: databases, from: shred)
        do {
            try await fill(.log, of: databases, from: main)
            // Dossiers come last and all at once: as long as they are not there, nobody takes the place for an installation.
            let keys = contents.shred.keys
            let (kept, erased) = try await fill(.main, of: databases, from: main) { session in
                try DossierRows.keepOnly(keys, session)
            }
            try await ShredRows.keepOnly(kept, databases.shred)
            for role in BackupPart.allCases.flatMap(\.roles) { try await databases[role].scrub() }
            return Report(kept: kept.count, erased: erased)
        } catch {
            throw BackupRefusal.halfDone
        }
    }

    private func fill(_ role: DatabaseRole, of databases: Databases, from open: @escaping Source) async throws {
        try await fill(role, of: databases, from: open) { _ in }
    }

    private func fill<Value: Sendable>(
        _ role: DatabaseRole, of databases: Databases, from open: @escaping Source,
        afterwards: @escaping @Sendable (any SQLSession) throws -> Value
    ) async throws -> Value {
        try await databases[role].writeOnce { session in
            let reader = DumpReader(try open())
            try BackupStream.skip(to: role, reader)
            try DatabaseDump.read(.known(role), into: session, reader)
            return try afterwards(session)
        }
    }
}

extension DossierRows {
    /// Removes dossiers of which there is no key any more, with all that is in them.
    /// - Returns: which stayed, and how many did not.
    fileprivate static func keepOnly(
        _ keys: Set<Identifier<Dossier>>, _ session: any SQLSession
    ) throws -> (kept: Set<Identifier<Dossier>>, erased: Int) {
        var kept: Set<Identifier<Dossier>> = []
        var erased = 0
        for row in try session.query("SELECT id FROM dossier", []) {
            var reader = RowReader(row)
            let dossier: Identifier<Dossier> = try reader.identifier()
            if keys.contains(dossier) {
                kept.insert(dossier)
            } else {
                erased += try session.execute("DELETE FROM dossier WHERE id = $1", [.id(dossier)])
            }
        }
        return (kept, erased)
    }
}

/// Rows of keys.
private enum ShredRows {
    /// Removes keys of dossiers that are not there: those that were opened after the dossiers were copied.
    static func keepOnly(_ dossiers: Set<Identifier<Dossier>>, _ database: any SQLDatabase) async throws {
        try await database.write { session in
            for row in try session.query("SELECT dossier FROM shred_key", []) {
                var reader = RowReader(row)
                let dossier: Identifier<Dossier> = try reader.identifier()
                if !dossiers.contains(dossier) { try session.execute("DELETE FROM shred_key WHERE dossier = $1", [.id(dossier)]) }
            }
        }
    }
}
