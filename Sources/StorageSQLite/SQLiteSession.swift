import Foundation
import GRDB
import Storage

/// One SQLite connection while a closure has it, with the order of parameters of every statement it has seen.
final class SQLiteSession: SQLSession {
    let dialect = SQLDialect.sqlite
    private let connection: Database
    private let orders: ParameterOrders

    init(_ connection: Database, _ orders: ParameterOrders) {
        self.connection = connection
        self.orders = orders
    }

    func query(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
        try mappingErrors {
            let statement = try connection.cachedStatement(sql: sql)
            let cursor = try Row.fetchCursor(statement, arguments: bind(sql, arguments))
            let columns = 0..<statement.columnCount
            var rows: [SQLRow] = []
            while let row = try cursor.next() {
                rows.append(SQLRow(values: columns.map { SQLValue(row[$0] as DatabaseValue) }))
            }
            return rows
        }
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try mappingErrors {
            try connection.cachedStatement(sql: sql).execute(arguments: bind(sql, arguments))
            return connection.changesCount
        }
    }

    private func bind(_ sql: String, _ arguments: [SQLValue]) -> StatementArguments {
        StatementArguments(
            orders.order(of: sql).map { place in place < arguments.count ? arguments[place].databaseValue : DatabaseValue.null })
    }
}

/// SQLite gives `$2` the place in which it first appears, not the second; here the places are known once per statement.
///
/// Used by one connection at a time, and kept with it.
final class ParameterOrders {
    private var known: [String: [Int]] = [:]

    /// Which parameters, counted from 0, in the order in which SQLite numbers them.
    func order(of sql: String) -> [Int] {
        if let order = known[sql] { return order }
        var order: [Int] = []
        var number: Int?
        func end() {
            if let place = number, place > 0, !order.contains(place - 1) { order.append(place - 1) }
            number = nil
        }
        for letter in sql.utf8 {
            if letter == UInt8(ascii: "$") {
                end()
                number = 0
            } else if let digits = number, (48...57).contains(letter) {
                number = digits * 10 + Int(letter - 48)
            } else {
                end()
            }
        }
        end()
        known[sql] = order
        return order
    }
}

extension SQLValue {
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        // No column holds one; it comes out as what no column may be.
        case .double: self = .null
        case .string(let text): self = .text(text)
        case .blob(let bytes): self = .blob([UInt8](bytes))
        }
    }

    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }
}

/// Runs something of SQLite and says in our words what it refused; its own words may hold values.
func mappingErrors<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as DatabaseError { throw SQLError(error) }
}

extension SQLError {
    init(_ error: DatabaseError) {
        let kind: Kind =
            switch error.extendedResultCode {
            case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: .unique
            case .SQLITE_CONSTRAINT_FOREIGNKEY: .foreignKey
            default:
                switch error.resultCode {
                case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG: .check
                case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
                case .SQLITE_FULL: .full
                case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM: .connection
                case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
                default: .other
                }
            }
        self.init(kind, code: String(error.extendedResultCode.rawValue))
    }
}
