/// One connection, while a closure has it. Synchronous on purpose: it runs on a thread that may block.
public protocol SQLSession: AnyObject {
    var dialect: SQLDialect { get }
    /// The rows that one statement gives. Parameters are written `$1`, `$2`, …
    /// - Throws: `SQLError`.
    func query(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow]
    /// - Returns: how many rows were changed by the statement itself.
    /// - Throws: `SQLError`.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int
}

extension SQLSession {
    /// The first row, if any.
    func first(_ sql: String, _ arguments: [SQLValue]) throws -> SQLRow? { try query(sql, arguments).first }
    /// A statement in which the words of the dialect stand in braces; used where it runs seldom.
    @discardableResult
    func define(_ sql: String) throws -> Int { try execute(dialect.expand(sql), []) }
}

/// A database, reached from asynchronous code; closures run on threads of its own, never on those of the language. What finds one row or a few by a
/// key may be done where it is asked.
///
/// When `write` comes back, the change is on disk. A closure given to `write` may run more than once, of which one counts: it does nothing
/// but speak with its session. Nothing of a closure that throws is kept.
public protocol SQLDatabase: Sendable {
    var dialect: SQLDialect { get }
    /// Reads one unchanging picture of the database.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value
    func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value
    /// Like `write`, in a transaction shared with nobody and never repeated; for what reads a file meanwhile or changes the schema.
    func writeOnce<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value
    /// One statement that reads.
    func rows(_ sql: String, _ arguments: [SQLValue]) async throws -> [SQLRow]
    /// The rows of a statement that finds them by a key, few enough to be read at once where they are asked for: a hundred at most.
    func few(_ sql: String, _ arguments: [SQLValue]) async throws -> [SQLRow]
    /// Reads a few things by their keys, in one unchanging picture, where they are asked for: a hundred rows at most. The closure may run twice.
    func glance<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value
    /// One statement that writes, with as few round trips as there can be. It is never repeated after its outcome became unknown.
    /// - Returns: how many rows were changed.
    func run(_ sql: String, _ arguments: [SQLValue]) async throws -> Int
    /// Takes deleted bytes out of the files of the database as far as the engine can.
    ///
    /// On SQLite the write-ahead log is emptied into the database, in which deleted bytes are overwritten; while somebody reads an older
    /// picture that waits, and is done later without being asked again. On PostgreSQL deleted rows stay in its files until its own vacuum
    /// and write-ahead log have passed them by: there it does nothing, and destroying the shred key is what makes them unreadable.
    func scrub() async throws
    /// Ends all threads and connections. What waits is done first.
    func close() async
}

extension SQLDatabase {
    public func few(_ sql: String, _ arguments: [SQLValue]) async throws -> [SQLRow] { try await rows(sql, arguments) }
    public func glance<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        try await read(body)
    }
}

/// The two engines, and the words in which they differ.
public enum SQLDialect: Sendable, Hashable {
    case sqlite
    case postgresql

    /// The statement in the words of this engine.
    ///
    /// Braces hold what differs: types (`{BLOB}`, `{INTEGER}`, `{SERIAL}`), the end of a table (`{STRICT}`, `{BY_KEY}`), `{UNLOGGED}`, row
    /// locks (`{LOCK}`, `{LOCK_SECTION}`, `{LOCK_TURN}`, `{LOCK_TABLE}`, `{SHARE}`), and `{ARRIVAL}`: the next place in the order of arrival.
    public func expand(_ sql: String) -> String {
        guard sql.contains("{") else { return sql }
        var out = ""
        var rest = sql[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            out += rest[..<open]
            let token = String(rest[rest.index(after: open)..<close])
            out += words[token] ?? "{\(token)}"
            rest = rest[rest.index(after: close)...]
        }
        return out + rest
    }

    private var words: [String: String] {
        switch self {
        case .sqlite: Self.sqliteWords
        case .postgresql: Self.postgresqlWords
        }
    }

    private static let sqliteWords = [
        "BLOB": "BLOB", "INTEGER": "INTEGER", "SERIAL": "INTEGER PRIMARY KEY", "STRICT": "STRICT", "BY_KEY": "STRICT, WITHOUT ROWID",
        "UNLOGGED": "", "LOCK": "", "LOCK_SECTION": "", "LOCK_TURN": "", "LOCK_TABLE": "", "SHARE": "",
        // One writer at a time: nobody else can take the same place.
        "ARRIVAL": "(SELECT COALESCE(MAX(arrival), 0) + 1 FROM conversation)",
        "REFERRAL_ARRIVAL": "(SELECT COALESCE(MAX(arrival), 0) + 1 FROM referral)",
    ]
    private static let postgresqlWords = [
        "BLOB": "BYTEA", "INTEGER": "BIGINT", "SERIAL": "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", "STRICT": "", "BY_KEY": "",
        "UNLOGGED": "UNLOGGED", "LOCK": " FOR UPDATE", "LOCK_SECTION": " FOR NO KEY UPDATE OF s", "LOCK_TURN": " FOR SHARE OF c",
        "LOCK_TABLE": " FOR UPDATE OF t",
        "SHARE": " FOR SHARE",
        "ARRIVAL": "nextval('conversation_arrival')", "REFERRAL_ARRIVAL": "nextval('referral_arrival')",
    ]

    /// `($2, $3, $4)`, for `IN`: parameters from a place on. There are only as many texts as powers of two: `padded` fills the rest.
    static func list(from place: Int, count: Int) -> String {
        "(" + (place..<place + count).map { "$\($0)" }.joined(separator: ", ") + ")"
    }

    /// The values and its last one again, up to the next power of two.
    static func padded(_ values: [SQLValue]) -> [SQLValue] {
        guard let last = values.last else { return [] }
        var size = 1
        while size < values.count { size *= 2 }
        return values + Array(repeating: last, count: size - values.count)
    }
}
