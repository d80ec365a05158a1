public import Domain
import Synchronization

/// One file of a backup before it is sealed: its stamp, then the dumps of its databases.
public enum BackupStream {
    private static let mark = Array("entree-backup\u{1}".utf8)

    /// - Parameter sink: takes pieces of at most 64 KiB.
    /// - Throws: `DumpRefusal.newer` for a database that was never made; `BackupRefusal.interrupted`; `SQLError`; what `sink` throws.
    public static func write(
        _ stamp: BackupStamp, from databases: Databases, to sink: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws {
        let start = DumpWriter(sink)
        try start.bytes(mark)
        try start.name(stamp.part.rawValue)
        try start.number(stamp.madeAt.seconds)
        try start.flush()
        for role in stamp.part.roles {
            let isBegun = Atomic(false)
            try await databases[role].read { session in
                // A reading that was cut off may be tried again by the engine; but what went into the stream is in the stream.
                guard !isBegun.exchange(true, ordering: .relaxed) else { throw BackupRefusal.interrupted }
                try DatabaseDump.write(role, from: session, to: sink)
            }
        }
    }

    /// The stamp alone, from the first piece.
    /// - Throws: `DumpRefusal.foreign`, `.damaged`; what `source` throws.
    public static func stamp(_ source: () throws -> [UInt8]?) throws -> BackupStamp {
        try withoutActuallyEscaping(source) { source in try stamp(DumpReader(source)) }
    }

    static func stamp(_ reader: DumpReader) throws -> BackupStamp {
        guard try reader.bytes(mark.count) == mark, let part = BackupPart(rawValue: try reader.name()) else { throw DumpRefusal.foreign }
        return BackupStamp(part: part, madeAt: Instant(seconds: try reader.number()))
    }

    /// Reads a whole stream without putting it anywhere: whether every byte of it is as it should be, and what it holds.
    /// - Throws: `DumpRefusal`; what `source` throws.
    public static func contents(_ source: () throws -> [UInt8]?) throws -> BackupContents {
        try withoutActuallyEscaping(source) { source in
            let reader = DumpReader(source)
            var contents = BackupContents(stamp: try stamp(reader))
            for role in contents.stamp.part.roles {
                try DatabaseDump.walk(.known(role), reader) { _ in
                } row: { table, values in
                    try contents.note(table, values)
                }
            }
            guard try reader.isAtEnd() else { throw DumpRefusal.damaged }
            return contents
        }
    }

    /// Goes by the databases that come before one.
    static func skip(to role: DatabaseRole, _ reader: DumpReader) throws {
        for other in try stamp(reader).part.roles.prefix(while: { $0 != role }) {
            try DatabaseDump.walk(.known(other), reader, begin: { _ in }, row: { _, _ in })
        }
    }
}

/// What is in a file of a backup, as far as it must be known before anything of it is put back.
public struct BackupContents: Sendable {
    public let stamp: BackupStamp
    /// Rows of each table.
    public private(set) var rows: [String: Int] = [:]
    /// Of which dossiers there is a key.
    public private(set) var keys: Set<Identifier<Dossier>> = []
    /// One of the keys, to see whether the installation's own key opens it.
    public private(set) var anyKey: (dossier: Identifier<Dossier>, key: Sealed<ShredKeyContent>)?
    /// The newest head of the log.
    public private(set) var head: AuditHead?

    init(stamp: BackupStamp) { self.stamp = stamp }

    mutating func note(_ table: TableShape, _ values: [SQLValue]) throws {
        rows[table.name, default: 0] += 1
        guard ["shred_key", "audit_head"].contains(table.name) else { return }
        // By name: a later schema may have more columns, and a key that was overlooked would cost a dossier.
        var named: [String: SQLValue] = [:]
        for (column, value) in zip(table.columns, values) { named[column.name] = value }
        switch (table.name, named["dossier"], named["wrapped_key"], named["size"], named["root"], named["note"]) {
        case ("shred_key", .blob(let bytes), .blob(let key), _, _, _):
            guard let dossier = Identifier<Dossier>(bytes: bytes) else { throw DumpRefusal.damaged }
            keys.insert(dossier)
            anyKey = (dossier, Sealed(bytes: key))
        case ("audit_head", _, _, .integer(let size), .blob(let root), .text(let note)):
            head = AuditHead(size: size, root: root, note: note)
        default: throw DumpRefusal.damaged
        }
    }
}
