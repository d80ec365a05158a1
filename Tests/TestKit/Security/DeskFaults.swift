import Domain
import Storage
import StorageSQLite
import Testing

/// One of the four databases under a desk.
public enum DeskFile: String, CaseIterable, Sendable {
    case main, log, shred, session

    fileprivate var role: DatabaseRole {
        switch self {
        case .main: .main
        case .log: .log
        case .shred: .shred
        case .session: .session
        }
    }
}

/// What goes wrong with the disk under a desk, and what is on it.
extension TestWorkplace {
    private func database(_ file: DeskFile) throws -> SQLiteDatabase { try #require(databases[file.role] as? SQLiteDatabase) }

    /// From now on no file of a database grows any more; nothing that fits in what is there already is refused.
    public func fillDisk(_ file: DeskFile) throws { try database(file).limitPages(to: 1) }
    public func emptyDisk(_ file: DeskFile) throws { try database(file).limitPages(to: nil) }
    /// From now on the engine refuses every write.
    public func makeReadOnly(_ file: DeskFile, _ isReadOnly: Bool = true) throws { try database(file).refuseWrites(isReadOnly) }
    /// Where the file of a database stands.
    public func path(_ file: DeskFile) -> String { folder + "/" + SQLiteDatabases.file(file.role) }

    /// Everything that stands in a database, as bytes that are the same when the content is the same.
    public func content(_ file: DeskFile) async throws -> [UInt8] {
        try await databases[file.role].read { session in
            var bytes: [UInt8] = []
            try DatabaseDump.write(file.role, from: session) { bytes += $0 }
            return bytes
        }
    }

    /// Holds a database as another process does that writes, while `body` runs.
    public func withLock<Value: Sendable>(_ file: DeskFile, _ body: () async throws -> Value) async throws -> Value {
        let other = try SQLiteDatabase(path: path(file))
        let gate = Gate()
        let holding = Task {
            defer { gate.isOver() }
            try await other.writeOnce { _ in
                gate.enter()
                throw Gate.Over()
            }
        }
        await gate.isEntered()
        let value: Result<Value, any Error>
        do { value = .success(try await body()) } catch { value = .failure(error) }
        gate.open()
        do { try await holding.value } catch is Gate.Over {}
        await other.close()
        return try value.get()
    }
}
