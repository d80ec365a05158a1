import Storage
import Synchronization

/// Writes down what a desk does on its databases, and how often it derives slowly, so that two ways can be shown to be the same work
/// without a clock, which would tell more of the machine than of the program.
public final class WorkLedger: Sendable {
    private let lines = Mutex<[String]>([])

    public init() {}

    /// What was done since it was asked last, in order.
    public func taken() -> [String] {
        lines.withLock { lines in
            defer { lines = [] }
            return lines
        }
    }

    func note(_ line: String) { lines.withLock { $0.append(line) } }

    /// For whoever times slow derivations: each is one look at the beginning and one at the end.
    var clock: LedgerClock { LedgerClock(ledger: self) }

    func databases(over all: Databases) -> Databases {
        Databases(
            main: LedgerDatabase(all.main, "main", self), log: LedgerDatabase(all.log, "log", self),
            shred: LedgerDatabase(all.shred, "shred", self), session: LedgerDatabase(all.session, "session", self))
    }
}

struct LedgerClock: Clock {
    let ledger: WorkLedger
    var now: ContinuousClock.Instant {
        ledger.note("derivation")
        return ContinuousClock().now
    }
    var minimumResolution: Duration { ContinuousClock().minimumResolution }
    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try await ContinuousClock().sleep(until: deadline, tolerance: tolerance)
    }
}

private struct LedgerDatabase: SQLDatabase {
    private let database: any SQLDatabase
    private let name: String
    private let ledger: WorkLedger

    init(_ database: any SQLDatabase, _ name: String, _ ledger: WorkLedger) {
        self.database = database
        self.name = name
        self.ledger = ledger
    }

    var dialect: SQLDialect { database.dialect }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        note("read")
        return try await database.read { try body(LedgerSession($0, self)) }
    }
    func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        note("write")
        return try await database.write { try body(LedgerSession($0, self)) }
    }
    func writeOnce<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        note("write once")
        return try await database.writeOnce { try body(LedgerSession($0, self)) }
    }
    func rows(_ sql: String, _ arguments: [SQLValue]) async throws -> [SQLRow] {
        let rows = try await database.rows(sql, arguments)
        note("\(rows.count) rows of \(sql)")
        return rows
    }
    func run(_ sql: String, _ arguments: [SQLValue]) async throws -> Int {
        let count = try await database.run(sql, arguments)
        note("\(count) rows by \(sql)")
        return count
    }
    func scrub() async throws {
        note("scrub")
        try await database.scrub()
    }
    func close() async { await database.close() }

    func note(_ line: String) { ledger.note("\(name): \(line)") }
}

private final class LedgerSession: SQLSession {
    private let session: any SQLSession
    private let database: LedgerDatabase

    init(_ session: any SQLSession, _ database: LedgerDatabase) {
        self.session = session
        self.database = database
    }

    var dialect: SQLDialect { session.dialect }
    func query(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
        let rows = try session.query(sql, arguments)
        database.note("\(rows.count) rows of \(sql)")
        return rows
    }
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        let count = try session.execute(sql, arguments)
        database.note("\(count) rows by \(sql)")
        return count
    }
}
