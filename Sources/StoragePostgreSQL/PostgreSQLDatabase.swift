import Foundation
import Storage
import Synchronization

/// One schema of a PostgreSQL server, reached by a few threads that each have a connection of their own.
public final class PostgreSQLDatabase: SQLDatabase {
    private enum Manner: Sendable {
        /// A transaction that sees one picture and changes nothing.
        case picture
        /// A transaction that may be repeated.
        case transaction
        /// A transaction that may not.
        case once
        /// One statement that reads, which commits itself.
        case reading
        /// One statement that writes, which commits itself.
        case writing
    }
    private struct Order: Sendable {
        let work: any WaitingWork
        let manner: Manner
    }

    public let dialect = SQLDialect.postgresql
    private let orders = Mailbox<Order>(bound: 16_384)
    private let connected = Connected()
    private let end = DispatchSemaphore(value: 0)
    private let count: Int

    /// Connects when the first work comes.
    /// - Parameter settings: what every connection sets, as `name TO value`.
    init(url: String, settings: [String], connections: Int, name: String) {
        count = connections
        for _ in 0..<connections {
            let thread = Thread { [orders, connected, end] in
                let desk = Desk(url: url, settings: settings, connected: connected)
                while let order = orders.takeOne() {
                    desk.serve(order)
                    // Whoever waited while nobody could be reached need not find out again, one after the other.
                    guard desk.isCutOff, connected.count.load(ordering: .relaxed) == 0 else { continue }
                    for waiting in orders.takeAll(upTo: .max, patience: .nanoseconds(0)) ?? [] {
                        waiting.work.fail(SQLError(.connection, code: "08001"))
                    }
                }
                end.signal()
            }
            thread.name = name
            thread.stackSize = 2 << 20
            thread.start()
        }
    }

    private func give<Value: Sendable>(
        _ manner: Manner, _ body: @escaping @Sendable (any SQLSession) throws -> Value
    ) async throws -> Value {
        try await withUnsafeThrowingContinuation { waiter in
            let work = Waiting(waiter, body)
            if !orders.put(Order(work: work, manner: manner)) { work.fail(SQLError(.busy)) }
        }
    }

    public func read<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        try await give(.picture, body)
    }
    public func write<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        try await give(.transaction, body)
    }
    public func writeOnce<Value: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> Value) async throws -> Value {
        try await give(.once, body)
    }
    public func rows(_ sql: String, _ arguments: [SQLValue]) async throws -> [SQLRow] {
        try await give(.reading) { session in try session.query(sql, arguments) }
    }
    public func run(_ sql: String, _ arguments: [SQLValue]) async throws -> Int {
        try await give(.writing) { session in try session.execute(sql, arguments) }
    }
    /// Does nothing: the server takes deleted rows out of its files in its own time.
    public func scrub() async throws {}

    public func close() async {
        await withCheckedContinuation { waiter in
            let thread = Thread { [self] in
                orders.close()
                for _ in 0..<count { end.wait() }
                waiter.resume()
            }
            thread.start()
        }
    }

    /// How many of the threads have a connection that worked when it was last used.
    private final class Connected: Sendable {
        let count = Atomic(0)
    }

    /// One thread with its connection.
    private final class Desk {
        private let url: String
        private let settings: [String]
        private let connected: Connected
        private var held: PostgreSQLConnection?
        /// Whether the last attempt to connect failed.
        private(set) var isCutOff = false

        init(url: String, settings: [String], connected: Connected) {
            self.url = url
            self.settings = settings
            self.connected = connected
        }

        func serve(_ order: Order) {
            do { try serve(order, attempts: 5) } catch { return order.work.fail(error) }
            order.work.succeed()
        }

        /// The living connection, or a new one.
        private func connection() throws -> PostgreSQLConnection {
            if let held, held.isAlive { return held }
            if held != nil { connected.count.subtract(1, ordering: .relaxed) }
            held = nil
            isCutOff = true
            let made = try PostgreSQLConnection(url, settings: settings)
            isCutOff = false
            connected.count.add(1, ordering: .relaxed)
            held = made
            return made
        }

        private func serve(_ order: Order, attempts: Int) throws {
            let connection = try connection()
            var isRepeatable = false
            do {
                switch order.manner {
                case .reading:
                    isRepeatable = true
                    try order.work.attempt(connection)
                case .writing:
                    try order.work.attempt(connection)
                case .picture, .transaction, .once:
                    // As long as it has not begun, nothing has happened.
                    isRepeatable = true
                    try connection.command(Self.beginning(order.manner))
                    isRepeatable = order.manner != .once
                    try order.work.attempt(connection)
                    // Whether it was kept is unknown when the server goes away now.
                    isRepeatable = order.manner == .picture
                    try connection.commit()
                }
            } catch {
                if connection.isInTransaction { try? connection.command("ROLLBACK") }
                guard attempts > 1, let error = error as? SQLError else { throw error }
                let isWorthIt = error.kind == .serialization && order.manner != .once || error.kind == .connection && isRepeatable
                guard isWorthIt else { throw error }
                try serve(order, attempts: error.kind == .connection ? 1 : attempts - 1)
            }
        }

        private static func beginning(_ manner: Manner) -> String {
            switch manner {
            case .picture: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case .transaction, .once, .reading, .writing: "BEGIN"
            }
        }
    }
}
