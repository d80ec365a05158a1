import GRDB
import Storage
import Synchronization

/// A few connections for finding one row or a few by a key, there where it is asked.
///
/// Such rows are found in microseconds; giving the question to another thread and waking up again costs several times as much, and every message
/// asks for some. Nobody waits for one of these connections: when all are in use, or one of them may not read now, a thread of the database does it.
final class ReadersAtHand: Sendable {
    /// How many may be in use at once; more would stand beside more processors than read.
    private static let count = 4

    private let readers: [ReaderAtHand]
    private let files: OpenFiles

    init(path: String, _ configuration: Configuration, _ files: OpenFiles) throws {
        var configuration = configuration
        configuration.readonly = true
        // Whoever would have to wait for another process asks a thread that may.
        configuration.busyMode = .immediateError
        // A statement may be met for the first time within a picture; that each picture ends is seen to here.
        configuration.allowsUnsafeTransactions = true
        self.files = files
        let kept = configuration
        readers = try mappingErrors { try (0..<Self.count).map { _ in try ReaderAtHand(path: path, kept) } }
    }

    /// The rows of one statement.
    /// - Returns: nil when nobody is free to read here.
    /// - Throws: `SQLError`.
    func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow]? {
        try first { hand in try hand.query(sql, arguments) }
    }

    /// What a closure reads of one unchanging picture.
    /// - Returns: nil when nobody is free to read here.
    /// - Throws: `SQLError`; what the closure throws.
    func glance<Value: Sendable>(_ body: @Sendable (any SQLSession) throws -> Value) throws -> Value? {
        try first { hand in try hand.pictured(body) }
    }

    private func first<Value: Sendable>(_ look: @Sendable (Hand) throws -> Value) throws -> Value? {
        for reader in readers {
            if let found = try reader.ifFree(files, look) { return found }
        }
        return nil
    }

    func close() { for reader in readers { reader.close() } }
}

/// One connection. Whoever has it alone may use it, on whatever thread.
private final class ReaderAtHand: Sendable {
    private let open: Mutex<Hand?>

    init(path: String, _ configuration: Configuration) throws {
        open = Mutex(Hand(try DatabaseQueue(path: path, configuration: configuration)))
    }

    /// - Returns: nil when somebody else uses it, or it may not read now.
    func ifFree<Value: Sendable>(_ files: OpenFiles, _ look: @Sendable (Hand) throws -> Value) throws -> Value? {
        let found: Value?? = try open.withLockIfAvailable { hand in
            guard let hand else { return nil }
            guard files.areInPlace else { throw OpenFiles.gone }
            do { return try look(hand) } catch let error as SQLError where error.kind == .busy { return nil }
        }
        return found ?? nil
    }

    func close() { open.withLock { $0 = nil } }
}

/// The statements of one connection at hand.
private final class Hand: SQLSession {
    let dialect = SQLDialect.sqlite
    private let queue: DatabaseQueue
    private var known: [String: PreparedStatement] = [:]

    init(_ queue: DatabaseQueue) { self.queue = queue }

    func query(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] { try statement(sql).run(arguments) }
    /// It only reads: SQLite refuses the rest by itself.
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try statement(sql).run(arguments)
        return 0
    }

    func pictured<Value>(_ body: (any SQLSession) throws -> Value) throws -> Value {
        _ = try query("BEGIN", [])
        // A picture that stayed open would keep the log from being emptied.
        defer { _ = try? query("COMMIT", []) }
        return try body(self)
    }

    private func statement(_ sql: String) throws -> PreparedStatement {
        if let statement = known[sql] { return statement }
        let statement = try queue.unsafeRead { try PreparedStatement(sql, $0) }
        known[sql] = statement
        return statement
    }
}
