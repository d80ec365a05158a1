import Storage

/// Why a PostgreSQL server is not used.
public enum PostgreSQLRefusal: Error, Sendable, Hashable {
    /// It is no address: `postgres://user@host/name` is one.
    case address
    /// The server does not wait for the disk: what it acknowledges may be lost.
    case notDurable(setting: String)
    /// The schemas are not there, and may not be made.
    case schemas
}

/// The four databases as schemas of one PostgreSQL database.
public enum PostgreSQLDatabases {
    /// The schema of a database.
    public static func schema(_ role: DatabaseRole) -> String {
        switch role {
        case .main: "entree"
        case .log: "entree_log"
        case .shred: "entree_shred"
        case .session: "entree_session"
        }
    }

    /// Opens the four schemas, or makes them. The tables are left as they are: see `Databases.migrate`.
    /// - Parameter url: as libpq takes it: `postgres://user@host/name`.
    /// - Parameter connections: to the schema of dossiers; the others have fewer.
    /// - Throws: `PostgreSQLRefusal`; `SQLError` of kind `connection` when the server cannot be reached.
    public static func open(url: String, connections: Int = 8) throws -> Databases {
        try prepare(url)
        func database(_ role: DatabaseRole, _ connections: Int) -> PostgreSQLDatabase {
            PostgreSQLDatabase(url: url, settings: settings(role), connections: max(1, connections), name: "database \(role.rawValue)")
        }
        return Databases(
            main: database(.main, connections), log: database(.log, connections / 2), shred: database(.shred, connections / 4),
            session: database(.session, connections / 2))
    }

    private static func settings(_ role: DatabaseRole) -> [String] {
        [
            "search_path TO \(schema(role))", "synchronous_commit TO \(role == .session ? "off" : "on")", "lock_timeout TO 5000",
            "idle_in_transaction_session_timeout TO 600000", "bytea_output TO hex", "jit TO off",
        ]
    }

    private static func prepare(_ url: String) throws {
        guard PostgreSQLConnection.isAddress(url) else { throw PostgreSQLRefusal.address }
        let connection = try PostgreSQLConnection(url, settings: [])
        for setting in ["fsync", "full_page_writes"] {
            let rows = try connection.query("SELECT current_setting($1)", [.text(setting)])
            guard rows.first?.values == [.text("on")] else { throw PostgreSQLRefusal.notDurable(setting: setting) }
        }
        for role in DatabaseRole.allCases {
            let known = try connection.query("SELECT nspname FROM pg_namespace WHERE nspname = $1", [.text(schema(role))])
            guard known.isEmpty else { continue }
            do { try connection.command("CREATE SCHEMA IF NOT EXISTS \(schema(role))") } catch let error as SQLError {
                // Another node may have made it meanwhile.
                guard error.kind == .unique else { throw PostgreSQLRefusal.schemas }
            }
        }
    }
}
