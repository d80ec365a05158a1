import GRDB
import GRDBSQLite
import Storage

/// A statement of one connection, prepared once. Values go straight to SQLite and come straight from it: most of what is written is one short
/// row, and anything between would cost more than the row.
final class PreparedStatement {
    private let statement: GRDB.Statement
    private let handle: OpaquePointer
    /// SQLite gives `$2` the place in which it first appears, not the second: which parameter, counted from 0, stands in each place.
    private let places: [Int]

    init(_ sql: String, _ connection: Database) throws {
        let statement = try mappingErrors { try connection.makeStatement(sql: sql) }
        let handle = statement.sqliteStatement
        places = (0..<sqlite3_bind_parameter_count(handle)).map { place in
            let name = sqlite3_bind_parameter_name(handle, place + 1).flatMap { Int(String(cString: $0 + 1)) }
            return (name ?? Int(place) + 1) - 1
        }
        self.statement = statement
        self.handle = handle
    }

    /// - Returns: the rows that it gives.
    /// - Throws: `SQLError`.
    @discardableResult
    func run(_ arguments: [SQLValue]) throws -> [SQLRow] {
        defer {
            // What was bound may not stay behind in memory.
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (place, parameter) in places.enumerated() where parameter < arguments.count {
            try check(arguments[parameter].bind(to: handle, at: Int32(place) + 1), against: SQLITE_OK)
        }
        var rows: [SQLRow] = []
        var code = sqlite3_step(handle)
        while code == SQLITE_ROW {
            rows.append(SQLRow(values: (0..<sqlite3_column_count(handle)).map { value($0) }))
            code = sqlite3_step(handle)
        }
        try check(code, against: SQLITE_DONE)
        return rows
    }

    private func check(_ code: Int32, against good: Int32) throws {
        if code != good { throw SQLError(code: sqlite3_extended_errcode(sqlite3_db_handle(handle))) }
    }

    // MARK: the row on which it stands

    private func value(_ column: Int32) -> SQLValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(handle, column))
        case SQLITE_TEXT: .text(String(decoding: bytes(sqlite3_column_text(handle, column), column), as: UTF8.self))
        case SQLITE_BLOB: .blob(Array(bytes(sqlite3_column_blob(handle, column), column)))
        // No column holds a fraction; it comes out as what no column may be.
        default: .null
        }
    }

    private func bytes(_ start: UnsafeRawPointer?, _ column: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
    }
}

extension SQLValue {
    /// SQLite makes a copy of its own.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    fileprivate func bind(to handle: OpaquePointer, at place: Int32) -> Int32 {
        switch self {
        case .null: sqlite3_bind_null(handle, place)
        case .integer(let number): sqlite3_bind_int64(handle, place, number)
        case .text(let text): sqlite3_bind_text(handle, place, text, Int32(clamping: text.utf8.count), Self.copied)
        // Without a byte there is no address, and without an address SQLite takes it for nothing at all.
        case .blob(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(handle, place, 0)
        case .blob(let bytes): sqlite3_bind_blob64(handle, place, bytes, UInt64(bytes.count), Self.copied)
        }
    }
}
