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
        self.files = files
        let kept = configuration
        readers = try mappingErrors { try (0..<Self.count).map { _ in try ReaderAtHand(path: path, kept) } }
    }

    /// - Returns: nil when nobody is free to read here.
    /// - Throws: `SQLError`.
    func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow]? {
        for reader in readers {
            if let found = try reader.rowsIfFree(sql, arguments, files) { return found }
        }
        return nil
    }

    func close() { for reader in readers { reader.close() } }
}

/// One connection. Whoever has it alone may use it, on whatever thread.
private final class ReaderAtHand: Sendable {
    private struct Open {
        let queue: DatabaseQueue
        var known: [String: PreparedStatement] = [:]

        mutating func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
            if let statement = known[sql] { return try statement.run(arguments) }
            let statement = try queue.unsafeRead { try PreparedStatement(sql, $0) }
            known[sql] = statement
            return try statement.run(arguments)
        }
    }
    private let open: Mutex<Open?>

    init(path: String, _ configuration: Configuration) throws {
        open = Mutex(Open(queue: try DatabaseQueue(path: path, configuration: configuration)))
    }

    /// - Returns: nil when somebody else uses it, or it may not read now.
    func rowsIfFree(_ sql: String, _ arguments: [SQLValue], _ files: OpenFiles) throws -> [SQLRow]? {
        let found: [SQLRow]?? = try open.withLockIfAvailable { open in
            guard open != nil else { return nil }
            guard files.areInPlace else { throw OpenFiles.gone }
            do { return try open?.rows(sql, arguments) } catch let error as SQLError where error.kind == .busy { return nil }
        }
        return found ?? nil
    }

    func close() { open.withLock { $0 = nil } }
}
