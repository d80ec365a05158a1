import CPostgres
import Foundation
import Storage

/// One connection, used by the thread that made it and by nobody else.
final class PostgreSQLConnection: SQLSession {
    let dialect = SQLDialect.postgresql
    let connection: OpaquePointer
    private var prepared: [String: String] = [:]

    /// - Parameter url: as libpq takes it.
    /// - Throws: `SQLError` of kind `connection`.
    init(_ url: String, settings: [String]) throws {
        connection = try Self.connect(url)
        // The server's notices may hold values; nobody reads them.
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        for setting in settings { try command("SET \(setting)") }
    }

    deinit { PQfinish(connection) }

    /// Whether libpq can take it apart. What is wrong with it is not asked: the answer would repeat the password.
    static func isAddress(_ url: String) -> Bool {
        guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") else { return false }
        guard let parts = PQconninfoParse(url, nil) else { return false }
        PQconninfoFree(parts)
        return true
    }

    private static func connect(_ url: String) throws -> OpaquePointer {
        let parameters = [
            // The address may say otherwise. A network that swallows everything is noticed within seconds, not after a quarter of an hour.
            ("tcp_user_timeout", "10000"), ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "3"),
            ("dbname", url), ("connect_timeout", "5"), ("client_encoding", "UTF8"), ("application_name", "entree"),
            ("fallback_application_name", "entree"),
        ]
        let made = withCStrings(parameters.map(\.0)) { names in
            withCStrings(parameters.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
        }
        guard let made else { throw SQLError(.connection, code: "memory") }
        guard PQstatus(made) == CONNECTION_OK else {
            PQfinish(made)
            throw SQLError(.connection, code: "08001")
        }
        return made
    }

    /// Whether the server still is there. A connection on which something comes in unasked has been ended.
    var isAlive: Bool {
        guard PQstatus(connection) == CONNECTION_OK, PQtransactionStatus(connection) == PQTRANS_IDLE else { return false }
        var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        if poll(&descriptor, 1, 0) == 0 { return true }
        return PQconsumeInput(connection) == 1 && PQstatus(connection) == CONNECTION_OK && PQisBusy(connection) == 0
            && poll(&descriptor, 1, 0) == 0
    }

    var isInTransaction: Bool { PQtransactionStatus(connection) == PQTRANS_INTRANS || PQtransactionStatus(connection) == PQTRANS_INERROR }

    // MARK: Statements

    func query(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] { try run(sql, arguments, Self.rows) }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try run(sql, arguments) { result in PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0 }
    }

    /// Ends the transaction, and throws unless the server has kept it: a transaction in which something failed is quietly rolled back.
    func commit() throws {
        let result = PQexec(connection, "COMMIT")
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw error(result) }
        guard let status = PQcmdStatus(result), String(cString: status) == "COMMIT" else { throw SQLError(.other, code: "25P02") }
    }

    /// A command without parameters and without rows.
    func command(_ sql: String) throws {
        let result = PQexec(connection, sql)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw error(result) }
    }

    private func run<Value>(_ sql: String, _ arguments: [SQLValue], _ read: (OpaquePointer) throws -> Value) throws -> Value {
        let name = try prepare(sql)
        let result = PostgreSQLParameters(arguments).withPointers { count, values, lengths, formats in
            PQexecPrepared(connection, name, count, values, lengths, formats, 1)
        }
        defer { PQclear(result) }
        guard let result else { throw error(nil) }
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK: return try read(result)
        default: throw error(result)
        }
    }

    private func prepare(_ sql: String) throws -> String {
        if let name = prepared[sql] { return name }
        if prepared.count >= 512 {
            try command("DEALLOCATE ALL")
            prepared.removeAll()
        }
        let name = "s\(prepared.count)"
        let result = PQprepare(connection, name, sql, 0, nil)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw error(result) }
        prepared[sql] = name
        return name
    }

    private func error(_ result: OpaquePointer?) -> SQLError {
        let field = result.flatMap { PQresultErrorField($0, Int32(UInt8(ascii: "C"))) }
        guard let field, PQstatus(connection) == CONNECTION_OK else {
            return SQLError(.connection, code: field.map { String(cString: $0) } ?? "08006")
        }
        return SQLError(sqlState: String(cString: field))
    }

    // MARK: Answers

    private static func rows(_ result: OpaquePointer) throws -> [SQLRow] {
        let columns = 0..<PQnfields(result)
        let types = columns.map { PQftype(result, $0) }
        return try (0..<PQntuples(result)).map { row in
            SQLRow(values: try columns.map { column in try value(result, row, column, types[Int(column)]) })
        }
    }

    /// One value of an answer in the server's binary form.
    private static func value(_ result: OpaquePointer, _ row: Int32, _ column: Int32, _ type: Oid) throws -> SQLValue {
        if PQgetisnull(result, row, column) == 1 { return .null }
        guard let start = PQgetvalue(result, row, column) else { throw SQLError(.unreadable) }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        switch type {
        case PostgreSQLType.bytea: return .blob([UInt8](bytes))
        case PostgreSQLType.int8:
            guard bytes.count == 8 else { throw SQLError(.unreadable) }
            return .integer(Int64(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) }))
        case PostgreSQLType.int4:
            guard bytes.count == 4 else { throw SQLError(.unreadable) }
            return .integer(Int64(Int32(bitPattern: bytes.reduce(0) { $0 << 8 | UInt32($1) })))
        case PostgreSQLType.bool: return .integer(bytes.first == 0 ? 0 : 1)
        case PostgreSQLType.text, PostgreSQLType.varchar, PostgreSQLType.name: return .text(String(decoding: bytes, as: UTF8.self))
        default: throw SQLError(.unreadable)
        }
    }
}

/// Object identifiers of the server's own types; they never change.
enum PostgreSQLType {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let name: Oid = 19
    static let int8: Oid = 20
    static let int4: Oid = 23
    static let text: Oid = 25
    static let varchar: Oid = 1043
}

extension SQLError {
    /// - Source: PostgreSQL manual, appendix A.
    init(sqlState: String) {
        let kind: Kind =
            switch sqlState {
            case "23505": .unique
            case "23503": .foreignKey
            case "40001", "40P01": .serialization
            // The lock or the statement took too long.
            case "55P03", "57014": .busy
            case "53100": .full
            default:
                switch sqlState.prefix(2) {
                case "22", "23": .check
                case "08", "53", "57": .connection
                case "58", "XX": .damaged
                // A server that only reads is not the one to write to.
                case "25": sqlState == "25006" ? .connection : .other
                default: .other
                }
            }
        self.init(kind, code: sqlState)
    }
}
