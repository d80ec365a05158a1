import Foundation
import Storage

/// The four databases as files in one folder.
public enum SQLiteDatabases {
    /// The file of a database.
    public static func file(_ role: DatabaseRole) -> String {
        switch role {
        case .main: "entree.sqlite"
        case .log: "log.sqlite"
        case .shred: "shred.sqlite"
        case .session: "session.sqlite"
        }
    }

    /// Opens the four files, or makes them; the folder is open to nobody else. The schema is left as it is: see `Databases.migrate`.
    /// - Throws: `SQLiteRefusal` when the folder cannot be made or closed to others, or a setting does not take; `SQLError`.
    public static func open(folder: String) throws -> Databases {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
        } catch { throw SQLiteRefusal.folder }
        func database(
            _ role: DatabaseRole, _ durability: SQLiteDatabase.Durability = .everything, readers: Int = 4
        ) throws -> SQLiteDatabase {
            try SQLiteDatabase(path: "\(folder)/\(file(role))", durability: durability, readers: readers)
        }
        // Of keys and sessions one row is read at a time: one thread does them one after another sooner than four wake up.
        return Databases(
            main: try database(.main), log: try database(.log), shred: try database(.shred, readers: 1),
            session: try database(.session, .mostly, readers: 1))
    }
}
