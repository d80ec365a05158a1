/// Why a dump was not read.
public enum DumpRefusal: Error, Sendable, Hashable {
    /// It is no dump, or not of this kind of database.
    case foreign
    /// It ends too early, goes on too long, or says what cannot be.
    case damaged
    /// A newer program wrote it.
    case newer(version: Int)
    /// The database has a newer schema than the dump: a dump goes into a new database, and is brought up to date there.
    case older(version: Int)
    /// There is something in the database; nothing is put beside it or over it.
    case notEmpty
    /// This kind of database is in no dump: who is in now, is out after a restore.
    case notKept
}

/// Writes a whole database to a stream, and back, on whichever engine: what was saved from SQLite goes into PostgreSQL, and the other way.
///
/// A dump holds what the database holds: sealed content and names that say nothing. It is sealed once more by whoever keeps it.
///
/// The form: `entree-dump` and a 1, the role, the schema's version; then each table with its columns and rows, in an order in which what a
/// row refers to comes before it, closed by how many there were. Numbers stand most significant byte first.
public enum DatabaseDump {
    static let mark = Array("entree-dump\u{1}".utf8)
    /// Rows asked for at once.
    private static let page = 64

    /// Writes everything in one unchanging picture: call it within `SQLDatabase.read`.
    /// - Parameter sink: takes pieces of at most 64 KiB.
    /// - Throws: `DumpRefusal.notKept`, `.newer`; `SQLError`; what `sink` throws.
    public static func write(_ role: DatabaseRole, from session: any SQLSession, to sink: ([UInt8]) throws -> Void) throws {
        try withoutActuallyEscaping(sink) { sink in
            try write(.known(role), from: session, DumpWriter(sink))
        }
    }

    static func write(_ schema: Schema, from session: any SQLSession, _ writer: DumpWriter) throws {
        guard schema.role != .session else { throw DumpRefusal.notKept }
        let version = try Migrator.version(session)
        guard version > 0, let migration = schema.migration(version) else { throw DumpRefusal.newer(version: version) }
        try writer.bytes(mark)
        try writer.name(schema.role.rawValue)
        try writer.number(UInt32(version))
        for table in migration.tables { try write(table, from: session, writer) }
        try writer.mark(.end)
        try writer.flush()
    }

    private static func write(_ table: TableShape, from session: any SQLSession, _ writer: DumpWriter) throws {
        try writer.mark(.table)
        try writer.name(table.name)
        try writer.mark(UInt8(table.columns.count))
        for column in table.columns { try writer.name(column.name) }
        let places = table.key.compactMap { key in table.columns.firstIndex { $0.name == key } }
        var count: UInt64 = 0
        var last: [SQLValue]?
        while true {
            let rows = try session.query(table.pageText(isFirst: last == nil, limit: page), last ?? [])
            for row in rows {
                try writer.mark(.row)
                for value in row.values { try writer.value(value) }
            }
            count += UInt64(rows.count)
            guard rows.count == page, let row = rows.last else { break }
            last = places.map { row.values[$0] }
        }
        try writer.mark(.tableEnd)
        try writer.number(count)
    }

    /// Fills an empty database, and brings it to the newest schema: call it within `SQLDatabase.writeOnce`, so that all of it is kept or none.
    /// - Parameter source: gives the next piece, of any size; nil at the end.
    /// - Throws: `DumpRefusal`; `SchemaRefusal`; `SQLError` when a row is not what the schema allows; what `source` throws.
    public static func read(_ role: DatabaseRole, into session: any SQLSession, from source: () throws -> [UInt8]?) throws {
        try withoutActuallyEscaping(source) { source in
            let reader = DumpReader(source)
            try read(.known(role), into: session, reader)
            guard try reader.isAtEnd() else { throw DumpRefusal.damaged }
        }
    }

    static func read(_ schema: Schema, into session: any SQLSession, _ reader: DumpReader) throws {
        var tables: [TableShape] = []
        try walk(schema, reader) { migration in
            tables = migration.tables
            let found = try Migrator(schema).migrate(session, to: migration.version)
            guard found <= migration.version else { throw DumpRefusal.older(version: found) }
            try requireEmpty(tables, session)
        } row: { table, values in
            try session.execute(table.insertText, values)
        }
        try Counters.advance(tables, session)
        try Migrator(schema).migrate(session, to: schema.newest)
    }

    /// Whether a dump can be put here, as far as can be said before it is read.
    /// - Throws: `DumpRefusal.notEmpty`; `SchemaRefusal.newer`; `SQLError`.
    static func requireEmpty(_ schema: Schema, _ session: any SQLSession) throws {
        let version = try Migrator.version(session)
        guard version <= schema.newest else { throw SchemaRefusal.newer(found: version, known: schema.newest) }
        try requireEmpty(schema.migration(version)?.tables ?? [], session)
    }

    private static func requireEmpty(_ tables: [TableShape], _ session: any SQLSession) throws {
        for table in tables where try session.exists("SELECT 1 FROM \(table.name) LIMIT 1", []) { throw DumpRefusal.notEmpty }
    }

    /// Reads one dump from its first byte to its last.
    /// - Parameters:
    ///   - begin: is told the schema in which the rows stand, before the first of them.
    ///   - row: is told every row.
    /// - Throws: `DumpRefusal`; what the closures and the source throw.
    static func walk(
        _ schema: Schema, _ reader: DumpReader, begin: (Migration) throws -> Void, row: (TableShape, [SQLValue]) throws -> Void
    ) throws {
        guard schema.role != .session else { throw DumpRefusal.notKept }
        guard try reader.bytes(mark.count) == mark, try reader.name() == schema.role.rawValue else { throw DumpRefusal.foreign }
        let version = Int(try reader.number(UInt32.self))
        guard version <= schema.newest else { throw DumpRefusal.newer(version: version) }
        guard let migration = schema.migration(version) else { throw DumpRefusal.damaged }
        try begin(migration)
        for table in migration.tables { try walk(table, reader, row) }
        guard try reader.byte() == DumpMark.end.rawValue else { throw DumpRefusal.damaged }
    }

    private static func walk(_ table: TableShape, _ reader: DumpReader, _ row: (TableShape, [SQLValue]) throws -> Void) throws {
        guard try reader.byte() == DumpMark.table.rawValue, try reader.name() == table.name,
            try Int(reader.byte()) == table.columns.count
        else { throw DumpRefusal.damaged }
        for column in table.columns where try reader.name() != column.name { throw DumpRefusal.damaged }
        var count: UInt64 = 0
        var last: Int64?
        while true {
            switch DumpMark(rawValue: try reader.byte()) {
            case .row:
                let values = try table.columns.map { try reader.value($0) }
                // What the engine counts grows from row to row: anything else was changed, and would come back in another order.
                if table.isCounted, case .integer(let number)? = values.first {
                    if let last, number <= last { throw DumpRefusal.damaged }
                    last = number
                }
                try row(table, values)
                count += 1
            case .tableEnd:
                guard try reader.number(UInt64.self) == count else { throw DumpRefusal.damaged }
                return
            default: throw DumpRefusal.damaged
            }
        }
    }
}

/// What the engine counts by itself goes on after the rows that were put in by hand.
private enum Counters {
    static func advance(_ tables: [TableShape], _ session: any SQLSession) throws {
        // SQLite looks at the rows.
        guard session.dialect == .postgresql else { return }
        for table in tables {
            if table.isCounted, let column = table.key.first {
                _ = try session.query(
                    """
                    SELECT setval(pg_get_serial_sequence('\(table.name)', '\(column)'),
                        (SELECT COALESCE(MAX(\(column)), 0) + 1 FROM \(table.name)), false)
                    """, [])
            }
            if let counter = table.counter {
                _ = try session.query(
                    "SELECT setval('\(counter.name)', (SELECT COALESCE(MAX(\(counter.column)), 0) + 1 FROM \(table.name)), false)", [])
            }
        }
    }
}

extension TableShape {
    private var list: String { columns.map(\.name).joined(separator: ", ") }

    fileprivate var insertText: String {
        "INSERT INTO \(name) (\(list)) VALUES (\((1...columns.count).map { "$\($0)" }.joined(separator: ", ")))"
    }

    /// The first rows, or those after the key given as parameters.
    fileprivate func pageText(isFirst: Bool, limit: Int) -> String {
        let keys = key.joined(separator: ", ")
        let places = (1...key.count).map { "$\($0)" }.joined(separator: ", ")
        let after = isFirst ? "" : " WHERE (\(keys)) > (\(places))"
        return "SELECT \(list) FROM \(name)\(after) ORDER BY \(keys) LIMIT \(limit)"
    }
}
