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
                let known = ParameterOrders()
                while let order = orders.takeOne() { Self.run(order, pool, files, known) }
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
        try await withCheckedThrowingContinuation { waiter in
            let work = Waiting(waiter, body)
            if !orders.put(Order(work: work, isInTransaction: inTransaction)) { work.fail(SQLError(.busy)) }
        }
    }

    private static func run(_ order: Order, _ pool: DatabasePool, _ files: OpenFiles, _ known: ParameterOrders) {
        do {
            guard files.areInPlace else { throw OpenFiles.gone }
            // A statement alone sees one picture anyhow.
            try mappingErrors {
                try pool.unsafeRead { connection in
                    if order.isInTransaction { try connection.cachedStatement(sql: "BEGIN").execute() }
                    defer {
                        if connection.isInsideTransaction { try? connection.cachedStatement(sql: "COMMIT").execute() }
                    }
                    try order.work.attempt(SQLiteSession(connection, known))
                }
            }
        } catch { return order.work.fail(error) }
        order.work.succeed()
    }

    func close() {
        orders.close()
        for _ in 0..<count { end.wait() }
    }
}
