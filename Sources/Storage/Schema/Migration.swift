/// The four databases, apart from each other because they are kept, copied and thrown away differently.
public enum DatabaseRole: String, CaseIterable, Sendable, Hashable {
    /// Dossiers, conversations, people; everything sealed.
    case main
    /// Who did what; grows only.
    case log
    /// The keys without which nothing of a dossier opens; short backups.
    case shred
    /// Who is in now; never in a backup.
    case session
}

/// A table as it is after a migration: what a dump writes, and what the tests hold the database against.
public struct TableShape: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case integer, text, blob
    }
    public struct Column: Sendable, Hashable {
        public let name: String
        public let kind: Kind
        public let isOptional: Bool

        static func integer(_ name: String) -> Column { Column(name: name, kind: .integer, isOptional: false) }
        static func text(_ name: String) -> Column { Column(name: name, kind: .text, isOptional: false) }
        static func blob(_ name: String) -> Column { Column(name: name, kind: .blob, isOptional: false) }
        static func optional(_ column: Column) -> Column { Column(name: column.name, kind: column.kind, isOptional: true) }
    }

    public let name: String
    /// The columns by which rows are told apart; rows are dumped in their order.
    public let key: [String]
    public let columns: [Column]
    /// Whether the engine counts the first column of the key.
    public let isCounted: Bool
    /// A counter beside the table, and the column that was filled from it.
    let counter: Counter?

    struct Counter: Sendable, Hashable {
        let name: String
        let column: String
    }

    init(_ name: String, key: [String], isCounted: Bool = false, counter: Counter? = nil, _ columns: [Column]) {
        self.name = name
        self.key = key
        self.isCounted = isCounted
        self.counter = counter
        self.columns = columns
    }

    /// The same with more columns.
    func with(_ more: [Column]) -> TableShape {
        TableShape(name, key: key, isCounted: isCounted, counter: counter, columns + more)
    }
}

/// One step of a schema. Never edited once released; a change is a new step.
public struct Migration: Sendable {
    public struct Statement: Sendable {
        let dialect: SQLDialect?
        let sql: String

        /// For both engines, with the words of `SQLDialect.expand`.
        public static func both(_ sql: String) -> Statement { Statement(dialect: nil, sql: sql) }
        public static func only(_ dialect: SQLDialect, _ sql: String) -> Statement { Statement(dialect: dialect, sql: sql) }
    }

    public let version: Int
    let statements: [Statement]
    /// All tables after this step; what a table refers to stands before it.
    public let tables: [TableShape]

    public init(version: Int, tables: [TableShape], _ statements: [Statement]) {
        self.version = version
        self.tables = tables
        self.statements = statements
    }
}

/// The steps of one role, from the first.
public struct Schema: Sendable {
    public let role: DatabaseRole
    public let migrations: [Migration]

    public init(role: DatabaseRole, migrations: [Migration]) {
        self.role = role
        self.migrations = migrations
    }

    /// The schema this program knows.
    public static func known(_ role: DatabaseRole) -> Schema {
        switch role {
        case .main: Schema(role: .main, migrations: MainSchema.migrations)
        case .log: Schema(role: .log, migrations: LogSchema.migrations)
        case .shred: Schema(role: .shred, migrations: ShredSchema.migrations)
        case .session: Schema(role: .session, migrations: SessionSchema.migrations)
        }
    }

    public var newest: Int { migrations.last?.version ?? 0 }
    func migration(_ version: Int) -> Migration? { migrations.first { $0.version == version } }
}
