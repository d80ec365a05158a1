/// Why a schema was not brought to where it should be.
public enum SchemaRefusal: Error, Sendable, Hashable {
    /// A newer program made this database; an older one would harm it.
    case newer(found: Int, known: Int)
    /// There is no step to this version.
    case unknown(Int)
}

/// Brings a database from any earlier version to a later one, step by step, with the rows in it, all or nothing.
public struct Migrator: Sendable {
    private let schema: Schema

    public init(_ schema: Schema) { self.schema = schema }

    /// The version of the database; 0 when it is new.
    /// - Throws: `SQLError`.
    public static func version(_ session: any SQLSession) throws -> Int {
        guard try hasVersions(session), let row = try session.first("SELECT version FROM schema_version", []) else { return 0 }
        var reader = RowReader(row)
        return try reader.number()
    }

    private static func hasVersions(_ session: any SQLSession) throws -> Bool {
        let sql =
            switch session.dialect {
            case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'"
            case .postgresql:
                "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_version'"
            }
        return try !session.query(sql, []).isEmpty
    }

    /// - Parameter target: the version to reach; the newest one unless said otherwise.
    /// - Returns: the version that was found.
    /// - Throws: `SchemaRefusal`; `SQLError`.
    @discardableResult
    public func migrate(_ database: any SQLDatabase, to target: Int? = nil) async throws -> Int {
        try await database.writeOnce { session in try migrate(session, to: target ?? schema.newest) }
    }

    /// - Throws: `SchemaRefusal`; `SQLError`.
    @discardableResult
    func migrate(_ session: any SQLSession, to target: Int) throws -> Int {
        // Two nodes may start at once.
        if session.dialect == .postgresql { _ = try session.query("SELECT CAST(pg_advisory_xact_lock(7261) AS TEXT)", []) }
        let found = try Self.version(session)
        guard found <= schema.newest else { throw SchemaRefusal.newer(found: found, known: schema.newest) }
        guard target == 0 || schema.migration(target) != nil else { throw SchemaRefusal.unknown(target) }
        if found == 0, target > 0, try !Self.hasVersions(session) {
            try session.define("CREATE TABLE schema_version (version {INTEGER} NOT NULL) {STRICT}")
            try session.execute("INSERT INTO schema_version (version) VALUES ($1)", [.integer(0)])
        }
        for migration in schema.migrations where migration.version > found && migration.version <= target {
            for statement in migration.statements where statement.dialect == nil || statement.dialect == session.dialect {
                try session.define(statement.sql)
            }
            try session.execute("UPDATE schema_version SET version = $1", [.integer(migration.version)])
        }
        return found
    }
}
