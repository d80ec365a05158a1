import Foundation
import Storage
import Synchronization

/// Whether the files of a database still stand where they were opened.
///
/// SQLite goes on in a file that somebody took away or put another in the place of: what it acknowledges then is lost with the process, and
/// what it reads is nobody's database any more. For the log that would be an opening that nobody ever finds.
final class OpenFiles: Sendable {
    static let gone = SQLError(.connection, code: "moved")

    private struct Identity: Equatable {
        let device: UInt64
        let number: UInt64
    }
    // In the letters of the operating system: they are asked for with every statement.
    private let path: ContiguousArray<CChar>
    private let logPath: ContiguousArray<CChar>
    private let database: Identity?
    /// It is made with the first transaction, and stays as long as the database is open.
    private let writeAheadLog = Mutex<Identity?>(nil)

    init(path: String) {
        self.path = path.utf8CString
        logPath = (path + "-wal").utf8CString
        database = Self.identity(self.path)
    }

    var areInPlace: Bool {
        guard let database, Self.identity(path) == database else { return false }
        let found = Self.identity(logPath)
        return writeAheadLog.withLock { known in
            if known == nil { known = found }
            return known == found
        }
    }

    private static func identity(_ path: ContiguousArray<CChar>) -> Identity? {
        var found = stat()
        guard path.withUnsafeBufferPointer({ $0.baseAddress.map { stat($0, &found) } }) == 0 else { return nil }
        return Identity(device: UInt64(found.st_dev), number: UInt64(found.st_ino))
    }
}
