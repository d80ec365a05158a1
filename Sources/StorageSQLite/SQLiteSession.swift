import GRDB
import Storage

/// One SQLite connection while a closure has it.
final class SQLiteSession: SQLSession {
    let dialect = SQLDialect.sqlite
    private let connection: Database
    private let known: KnownStatements

    init(_ connection: Database, _ known: KnownStatements) {
        self.connection = connection
        self.known = known
    }

    func query(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
        try known.statement(sql, connection).run(arguments)
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try known.statement(sql, connection).run(arguments)
        return connection.changesCount
    }
}

/// Every statement that a connection has seen; kept by the one thread that uses the connection, and let go before it is closed.
final class KnownStatements {
    private var known: [String: PreparedStatement] = [:]

    func statement(_ sql: String, _ connection: Database) throws -> PreparedStatement {
        if let statement = known[sql] { return statement }
        let statement = try PreparedStatement(sql, connection)
        known[sql] = statement
        return statement
    }
}

/// Runs something of SQLite and says in our words what it refused; its own words may hold values.
func mappingErrors<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as DatabaseError { throw SQLError(code: error.extendedResultCode.rawValue) }
}

extension SQLError {
    /// - Parameter code: SQLite's extended result code.
    init(code: Int32) {
        let extended = ResultCode(rawValue: code)
        let kind: Kind =
            switch extended {
            case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: .unique
            case .SQLITE_CONSTRAINT_FOREIGNKEY: .foreignKey
            default:
                switch extended.primaryResultCode {
                case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG: .check
                case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
                case .SQLITE_FULL: .full
                case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM: .connection
                case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
                default: .other
                }
            }
        self.init(kind, code: String(code))
    }
}
