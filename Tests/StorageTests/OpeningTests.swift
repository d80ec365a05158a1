import Foundation
import Storage
import StorageSQLite
import Testing

@Suite("Databases in a folder")
struct OpeningTests {
    @Test("are made in the schema of this program, and stay so when opened again")
    func opened() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/entree-opening-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for _ in 0..<2 {
            let databases = try SQLiteDatabases.open(folder: folder)
            try await databases.migrate()
            let versions = try await databases.versions()
            #expect(versions.allSatisfy { $0.value == Schema.known($0.key).newest })
            #expect(versions.count == DatabaseRole.allCases.count)
            await databases.close()
        }
    }
}
