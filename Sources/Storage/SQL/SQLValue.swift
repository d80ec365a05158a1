/// One value of a row or of a parameter: what SQLite and PostgreSQL have in common.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

extension SQLValue {
    static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }
    static func flag(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }
    static func blob(_ value: [UInt8]?) -> SQLValue { value.map { .blob($0) } ?? .null }
}

/// One row of an answer; its values stand in the order in which the statement names them.
public struct SQLRow: Sendable {
    public let values: [SQLValue]
    public init(values: [SQLValue]) { self.values = values }
}

/// Why a database did not do what was asked. It holds no text of the database, because that may hold values.
public struct SQLError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable {
        case unique
        case foreignKey = "foreign_key"
        /// A value that the schema refuses, or a change of what may not change.
        case check
        /// Too many wait, or somebody else holds the database.
        case busy
        /// Two transactions were in each other's way; the same again may succeed.
        case serialization
        case full
        /// The server cannot be reached, or went away.
        case connection
        /// The file is damaged, or the disk does not answer.
        case damaged
        /// A row is not what the schema says.
        case unreadable
        case other
    }

    public let kind: Kind
    /// SQLite's extended result code or PostgreSQL's SQLSTATE.
    public let code: String

    public init(_ kind: Kind, code: String = "") {
        self.kind = kind
        self.code = code
    }

    public var description: String { "SQLError(\(kind.rawValue) \(code))" }
}
