import Domain
import Storage
import StoragePostgreSQL
import StorageSQLite
import Workflows

extension Finding {
    /// What a database refused, in plain words; nil when it was something else. The address is never in it, and no word of the server.
    init?(database error: any Error) {
        switch error {
        case let refusal as SchemaRefusal: self = .found(refusal.words)
        case PostgreSQLRefusal.address: self = .usage("--database is no address; write postgres://user@host/name")
        case let refusal as PostgreSQLRefusal: self = .found(refusal.words)
        case let refusal as SQLiteRefusal: self = .found(refusal.words)
        case let error as SQLError: self = .found(error.words)
        case StoreRefusal.unavailable, WorkRefusal.storeUnavailable, WorkRefusal.logUnavailable:
            self = .found("the database does not answer, or not in time")
        case StoreRefusal.full: self = .found("the disk of the database is full")
        default: return nil
        }
    }
}

extension SchemaRefusal {
    fileprivate var words: String {
        switch self {
        case .newer(let found, let known):
            "the database was made by a newer version of this program (schema \(found), this one knows \(known)): use that version"
        case .unknown(let version): "there is no schema \(version)"
        }
    }
}

extension PostgreSQLRefusal {
    fileprivate var words: String {
        switch self {
        case .address: "--database is no address"
        case .notDurable(let setting):
            "PostgreSQL does not wait for the disk: '\(setting)' is off there, so that what it acknowledges may be lost. Turn it on"
        case .schemas:
            """
            this user may not make the schemas in PostgreSQL: give it CREATE on the database, or make entree, entree_log, entree_shred and \
            entree_session for it
            """
        }
    }
}

extension SQLiteRefusal {
    fileprivate var words: String {
        switch self {
        case .folder: "the data folder cannot be made, or is not ours alone"
        case .setting(let name): "SQLite does not take the setting '\(name)', on which durability or erasing rests"
        }
    }
}

extension SQLError {
    fileprivate var words: String {
        switch (kind, code) {
        case (.connection, _):
            "the database cannot be reached: is it running, is the address right, and may this user enter it?"
        case (_, "42501"), (_, "3F000"): "this user may not make or use tables in the schemas of PostgreSQL"
        case (.busy, _), (.serialization, _): "the database is held by somebody else; try again"
        case (.full, _): "the disk of the database is full"
        case (.damaged, _): "the database is damaged, or its disk does not answer"
        default: "the database refuses (code \(code))"
        }
    }
}
