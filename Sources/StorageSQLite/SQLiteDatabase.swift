import Foundation
import GRDB
import Storage

/// Why a SQLite database was not opened.
public enum SQLiteRefusal: Error, Sendable, Hashable {
    /// The folder or file cannot be made or is not ours.
    case folder
    /// A setting on which durability or erasing rests did not take.
    case setting(String)
}

/// One SQLite file. Written by one thread that syncs for many at once, read by a few others.
public final class SQLiteDatabase: SQLDatabase {
    /// What is lost when the machine loses power.
    public enum Durability: String, Sendable {
        /// Nothing that was acknowledged.
        case everything = "FULL"
        /// Perhaps the last moments; for what nobody misses.
        case mostly = "NORMAL"

        /// What SQLite answers when it is asked.
        fileprivate var level: Int { self == .everything ? 2 : 1 }
    }

    public let dialect = SQLDialect.sqlite
    private let pool: DatabasePool
    private let writer: GroupCommit
    private let readers: ReadThreads
    private let atHand: ReadersAtHand

    /// Opens the file, or makes it, readable by nobody else.
    /// - Throws: `SQLiteRefusal`; `SQLError`.
    public init(path: String, durability: Durability = .everything, readers count: Int = 4) throws {
        try Self.makeFile(path)
        let name = URL(fileURLWithPath: path).lastPathComponent
        pool = try mappingErrors {
            let pool = try DatabasePool(path: path, configuration: Self.configuration(readers: count))
            // Opening a pool sets NORMAL after everything else; so it is set, and asked for, once it is open.
            try pool.writeWithoutTransaction { connection in
                try connection.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
                try Self.check(connection, durability)
            }
            return pool
        }
        let files = OpenFiles(path: path)
        writer = GroupCommit(pool, files, name: "write \(name)")
        readers = ReadThreads(pool, files, count: count, name: "read \(name)")
        atHand = try ReadersAtHand(path: path, Self.configuration(readers: 1), files)
    }

    private static func makeFile(_ path: String) throws {
        let files = FileManager.default
        let rights: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        // The log beside it gets the same rights.
        guard files.fileExists(atPath: path) || files.createFile(atPath: path, contents: nil, attributes: rights) else {
            throw SQLiteRefusal.folder
        }
        do { try files.setAttributes(rights, ofItemAtPath: path) } catch { throw SQLiteRefusal.folder }
    }

    /// For how many seconds a write waits for another process that writes.
    static let patience = 5

    private static func configuration(readers: Int) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(TimeInterval(patience))
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { connection in
            // Pages of the indexes are written again and again: the more of them lie in the log, the fewer go into the database.
            let settings = [
                "wal_autocheckpoint = 4000", "secure_delete = ON", "temp_store = MEMORY", "trusted_schema = OFF", "cell_size_check = ON",
            ]
            for setting in settings {
                try connection.execute(sql: "PRAGMA \(setting)")
            }
        }
        return configuration
    }

    private static func check(_ connection: Database, _ durability: Durability) throws {
        let wanted = ["synchronous": durability.level, "secure_delete": 1, "temp_store": 2, "foreign_keys": 1]
        for (name, value) in wanted where try Int.fetchOne(connection, sql: "PRAGMA \(name)") != value {
            throw SQLiteRefusal.setting(name)
        }
        guard try String.fetchOne(connection, sql: "PRAGMA journal_mode") == "wal" else { throw SQLiteRefusal.setting("journal_mode") }
    }

    public func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        try await readers.read(inTransaction: true, body)
    }
    public func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        try await writer.write(sharing: true, body)
    }
    public func writeOnce<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        try await writer.write(sharing: false, body)
    }
    public func rows(_ sql: String, _ arguments: [SQLValue]) async throws -> [SQLRow] {
        try await readers.read(inTransaction: false) { session in try session.query(sql, arguments) }
    }
    public func few(_ sql: String, _ arguments: [SQLValue]) async throws -> [SQLRow] {
        if let found = try atHand.rows(sql, arguments) { return found }
        return try await rows(sql, arguments)
    }
    public func glance<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        if let found = try atHand.glance(body) { return found }
        return try await read(body)
    }
    public func run(_ sql: String, _ arguments: [SQLValue]) async throws -> Int {
        try await writer.write(sharing: true) { session in try session.execute(sql, arguments) }
    }
    public func scrub() async throws { try await writer.scrub() }

    public func close() async {
        await withCheckedContinuation { waiter in
            let thread = Thread { [self] in
                atHand.close()
                readers.close()
                writer.close()
                try? pool.close()
                waiter.resume()
            }
            thread.start()
        }
    }

    /// For tests: the file may not grow beyond so many pages of 4,096 bytes; nil lets it grow.
    package func limitPages(to count: Int?) throws {
        try mappingErrors {
            try pool.writeWithoutTransaction { connection in
                // As a row: the pragma answers with what it became.
                _ = try Int.fetchOne(connection, sql: "PRAGMA max_page_count = \(count ?? 1_073_741_823)")
            }
        }
    }

    /// For tests: the engine refuses every write, as on a disk that became read-only.
    package func refuseWrites(_ isRefused: Bool) throws {
        try mappingErrors {
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = \(isRefused ? 1 : 0)") }
        }
    }

    /// For tests and the doctor: what a setting of the connection that writes is.
    package func setting(_ name: String) throws -> String? {
        try mappingErrors { try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA \(name)") } }
    }
}
