import Foundation
import GRDB
import Storage

/// A few threads that read.
final class ReadThreads: Sendable {
    private struct Order: Sendable {
        let work: any WaitingWork
        let isInTransaction: Bool
    }

    private let orders = Mailbox<Order>(bound: 16_384)
    private let end = DispatchSemaphore(value: 0)
    private let count: Int

    init(_ pool: DatabasePool, _ files: OpenFiles, count: Int, name: String) {
        self.count = count
        for _ in 0..<count {
            let thread = Thread { [orders, end] in
                while let first = orders.takeOne() { Self.serve(first, orders, pool, files) }
                end.signal()
            }
            thread.name = name
            thread.stackSize = 2 << 20
            thread.start()
        }
    }

    func read<Value: Sendable>(
        inTransaction: Bool, _ body: @escaping @Sendable (any SQLSession) throws -> Value
    ) async throws -> Value {
        try await withUnsafeThrowingContinuation { waiter in
            let work = Waiting(waiter, body)
            if !orders.put(Order(work: work, isInTransaction: inTransaction)) { work.fail(SQLError(.busy)) }
        }
    }

    /// The thread keeps its connection from its first order to its last: taking one anew costs more than most statements.
    private static func serve(_ first: Order, _ orders: Mailbox<Order>, _ pool: DatabasePool, _ files: OpenFiles) {
        do {
            try mappingErrors {
                try pool.unsafeRead { connection in
                    let session = SQLiteSession(connection, KnownStatements())
                    run(first, connection, session, files)
                    while let order = orders.takeOne() { run(order, connection, session, files) }
                }
            }
        } catch {
            // No connection could be opened: whoever asks hears it, and the next one tries anew.
            first.work.fail(error)
        }
    }

    private static func run(_ order: Order, _ connection: Database, _ session: SQLiteSession, _ files: OpenFiles) {
        do {
            guard files.areInPlace else { throw OpenFiles.gone }
            try mappingErrors {
                // A statement alone sees one picture anyhow.
                if order.isInTransaction { try connection.cachedStatement(sql: "BEGIN").execute() }
                defer {
                    if connection.isInsideTransaction { try? connection.cachedStatement(sql: "COMMIT").execute() }
                }
                try order.work.attempt(session)
            }
        } catch { return order.work.fail(error) }
        order.work.succeed()
    }

    func close() {
        orders.close()
        for _ in 0..<count { end.wait() }
    }
}
