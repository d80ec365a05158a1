import Foundation
import GRDB
import GRDBSQLite
import Storage
import Synchronization

/// Brings what stands in the write-ahead log over into the database, beside whoever writes.
///
/// Left to SQLite, the write that makes the log long enough does it before it comes back, and everybody behind it waits for megabytes. Here a
/// thread with a connection of its own copies them while others write on; what came meanwhile is little, and the writer brings that over itself,
/// so that the log can begin anew.
final class LogKeeper: Sendable {
    /// Pages in the log from which it is brought over. Pages of the indexes are written again and again: the more lie in the log, the fewer go into
    /// the database.
    static let enough: Int32 = 4000
    /// Pages from which the writer does it alone, because nobody else came to it.
    private static let tooMany: Int32 = 4 * enough

    private let pages = Atomic<Int32>(0)
    private let isAtWork = Atomic(false)
    private let orders = Mailbox<Void>(bound: 1)
    private let end = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - pool: whose writer tells how long the log is.
    ///   - connection: on which the log is brought over.
    ///   - done: asks the writer for `finish`.
    init(_ pool: DatabasePool, _ connection: DatabaseQueue, name: String, done: @escaping @Sendable () -> Void) {
        let thread = Thread { [self] in
            while orders.takeOne() != nil {
                connection.inDatabase { _ = try? $0.checkpoint(.passive) }
                done()
            }
            try? connection.close()
            end.signal()
        }
        thread.name = name
        pool.writeWithoutTransaction { listen(to: $0) }
        thread.start()
    }

    private func listen(to writer: Database) {
        let hear: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafePointer<CChar>?, Int32) -> Int32 = {
            keeper, _, _, pages in
            if let keeper { Unmanaged<LogKeeper>.fromOpaque(keeper).takeUnretainedValue().pages.store(pages, ordering: .relaxed) }
            return SQLITE_OK
        }
        sqlite3_wal_hook(writer.sqliteConnection, hear, Unmanaged.passUnretained(self).toOpaque())
    }

    /// After a write of the writer, whose waiters know of it: has the log brought over when it is long.
    func look(_ writer: Database) {
        let pages = pages.load(ordering: .relaxed)
        guard pages >= Self.enough else { return }
        if !isAtWork.exchange(true, ordering: .relaxed) {
            if !orders.put(()) { isAtWork.store(false, ordering: .relaxed) }
        } else if pages >= Self.tooMany {
            bringOver(writer)
        }
    }

    /// By the writer, when the keeper did most of it.
    func finish(_ writer: Database) {
        bringOver(writer)
        isAtWork.store(false, ordering: .relaxed)
    }

    // Whoever reads an older picture stays in it, and the rest is brought over the next time.
    private func bringOver(_ writer: Database) {
        _ = try? writer.checkpoint(.passive)
        pages.store(0, ordering: .relaxed)
    }

    func close() {
        orders.close()
        end.wait()
    }
}
