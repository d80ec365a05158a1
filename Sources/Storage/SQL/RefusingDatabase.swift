import Domain

/// A database as the stores use it: what it does not do comes out as `StoreRefusal` where there is a word for it.
struct RefusingDatabase: Sendable {
    private let database: any SQLDatabase

    init(_ database: any SQLDatabase) { self.database = database }

    var dialect: SQLDialect { database.dialect }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        do { return try await database.read(body) } catch let error as SQLError { throw Self.refusal(error) }
    }
    func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        do { return try await database.write(body) } catch let error as SQLError { throw Self.refusal(error) }
    }
    func glance<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        do { return try await database.glance(body) } catch let error as SQLError { throw Self.refusal(error) }
    }
    func rows(_ sql: String, _ arguments: [SQLValue]) async throws -> [SQLRow] {
        do { return try await database.rows(sql, arguments) } catch let error as SQLError { throw Self.refusal(error) }
    }
    private func few(_ sql: String, _ arguments: [SQLValue]) async throws -> [SQLRow] {
        do { return try await database.few(sql, arguments) } catch let error as SQLError { throw Self.refusal(error) }
    }
    @discardableResult
    func run(_ sql: String, _ arguments: [SQLValue]) async throws -> Int {
        do { return try await database.run(sql, arguments) } catch let error as SQLError { throw Self.refusal(error) }
    }
    func scrub() async throws {
        do { try await database.scrub() } catch let error as SQLError { throw Self.refusal(error) }
    }

    /// The first row of a statement that finds it by a key, read as `Value`; nil when there is none.
    func first<Value>(_ sql: String, _ arguments: [SQLValue], _ read: (inout RowReader) throws -> Value) async throws -> Value? {
        guard let row = try await few(sql, arguments).first else { return nil }
        var reader = RowReader(row)
        return try read(&reader)
    }
    /// All rows, each read as `Value`.
    func all<Value>(_ sql: String, _ arguments: [SQLValue], _ read: (inout RowReader) throws -> Value) async throws -> [Value] {
        try Self.each(try await rows(sql, arguments), read)
    }
    /// All rows of a statement that finds them by a key, a hundred at most.
    func few<Value>(_ sql: String, _ arguments: [SQLValue], _ read: (inout RowReader) throws -> Value) async throws -> [Value] {
        try Self.each(try await few(sql, arguments), read)
    }

    fileprivate static func each<Value>(_ rows: [SQLRow], _ read: (inout RowReader) throws -> Value) throws -> [Value] {
        try rows.map { row in
            var reader = RowReader(row)
            return try read(&reader)
        }
    }

    /// What the database refused, in the words of the stores. What is an error of the program stays an `SQLError`.
    private static func refusal(_ error: SQLError) -> any Error {
        switch error.kind {
        case .unique: StoreRefusal.duplicate
        case .foreignKey: StoreRefusal.gone
        case .full: StoreRefusal.full
        case .busy, .serialization, .connection, .damaged: StoreRefusal.unavailable
        case .check, .unreadable, .other: error
        }
    }
}

extension SQLSession {
    /// The first row, read as `Value`; nil when there is none.
    func first<Value>(_ sql: String, _ arguments: [SQLValue], _ read: (inout RowReader) throws -> Value) throws -> Value? {
        guard let row = try first(sql, arguments) else { return nil }
        var reader = RowReader(row)
        return try read(&reader)
    }
    /// All rows, each read as `Value`.
    func all<Value>(_ sql: String, _ arguments: [SQLValue], _ read: (inout RowReader) throws -> Value) throws -> [Value] {
        try RefusingDatabase.each(try query(sql, arguments), read)
    }
    /// Whether the statement gives a row.
    func exists(_ sql: String, _ arguments: [SQLValue]) throws -> Bool { try !query(sql, arguments).isEmpty }
}
