import Domain
import Foundation
import Storage
import StoragePostgreSQL
import StorageSQLite
import Testing

/// Where a contract is tried.
public enum StorageEngine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case memory, sqlite, postgresql

    /// Those with a database under them.
    public static let databases: [StorageEngine] = [.sqlite, .postgresql]

    public var testDescription: String { rawValue }

    /// New and empty stores while `body` runs.
    public func withStores(_ body: (Stores) async throws -> Void) async throws {
        if self == .memory { return try await body(.memory()) }
        try await withDatabases { databases in
            try await databases.migrate()
            try await body(Stores(databases))
        }
    }

    /// New and empty stores and the databases under them, while `body` runs.
    public func withStoresAndDatabases(_ body: (Stores, Databases) async throws -> Void) async throws {
        try await withDatabases { databases in
            try await databases.migrate()
            try await body(Stores(databases), databases)
        }
    }

    /// New and empty databases without any table, while `body` runs.
    public func withDatabases(_ body: (Databases) async throws -> Void) async throws {
        switch self {
        case .memory, .sqlite:
            try await withTemporaryFolder { folder in try await Self.using(try SQLiteDatabases.open(folder: folder), body) }
        case .postgresql:
            let url = try PostgresServer.shared().database()
            try await Self.using(try PostgreSQLDatabases.open(url: url, connections: 4), body)
        }
    }

    /// Two programs on the same new databases, as with two machines on one PostgreSQL, or a command beside the running site.
    public func withTwoNodes(_ body: (Databases, Databases) async throws -> Void) async throws {
        switch self {
        case .memory, .sqlite:
            try await withTemporaryFolder { folder in
                try await Self.using(try SQLiteDatabases.open(folder: folder)) { one in
                    try await one.migrate()
                    try await Self.using(try SQLiteDatabases.open(folder: folder)) { other in try await body(one, other) }
                }
            }
        case .postgresql:
            let url = try PostgresServer.shared().database()
            try await Self.using(try PostgreSQLDatabases.open(url: url, connections: 4)) { one in
                try await one.migrate()
                try await Self.using(try PostgreSQLDatabases.open(url: url, connections: 4)) { other in try await body(one, other) }
            }
        }
    }

    private static func using(_ databases: Databases, _ body: (Databases) async throws -> Void) async throws {
        do { try await body(databases) } catch {
            await databases.close()
            throw error
        }
        await databases.close()
    }
}

/// A folder that is not there before, and not after.
public func withTemporaryFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/entree-storage-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}
