import Foundation
import Storage
import StorageSQLite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One row of a copy, by the names of its columns.
struct Row: Sendable {
    let values: [String: SQLValue]

    func bytes(_ column: String) -> [UInt8] { if case .blob(let bytes)? = values[column] { bytes } else { [] } }
    func number(_ column: String) -> Int { if case .integer(let number)? = values[column] { Int(number) } else { 0 } }
    func text(_ column: String) -> String { if case .text(let text)? = values[column] { text } else { "" } }
}

/// The files of an installation as they lay there at one moment: every row, and every byte.
struct Copy: Sendable {
    private let tables: [String: [Row]]
    /// The files of the dossiers and what SQLite kept beside them, as they are on the disk.
    let raw: [Data]

    subscript(table: String) -> [Row] { tables[table] ?? [] }

    /// - Parameter folder: is only read; the rows are read from another copy of it.
    /// - Throws: when there is no folder, or a table cannot be read.
    init(of folder: String) async throws {
        let files = FileManager.default
        raw = try files.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("entree.sqlite") }.sorted()
            .map { try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)) }
        var template = Array((files.temporaryDirectory.path + "/entree-copy-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        let place = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { try? files.removeItem(atPath: place) }
        try files.copyItem(atPath: folder, toPath: place + "/data")
        let databases = try SQLiteDatabases.open(folder: place + "/data")
        var tables: [String: [Row]] = [:]
        for role in DatabaseRole.allCases {
            // By the schema itself: a table that is new is read too.
            for shape in Schema.known(role).migrations.last?.tables ?? [] {
                let columns = shape.columns.map(\.name)
                let rows = try await databases[role].rows("SELECT \(columns.joined(separator: ", ")) FROM \(shape.name)", [])
                tables[shape.name] = rows.map { Row(values: Dictionary(uniqueKeysWithValues: zip(columns, $0.values))) }
            }
        }
        self.tables = tables
        await databases.close()
    }
}
