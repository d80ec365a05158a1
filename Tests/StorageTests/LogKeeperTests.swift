import Foundation
import Storage
import StorageSQLite
import TestKit
import Testing

@Suite("SQLite's log, while everybody writes", .timeLimit(.minutes(3)))
struct LogKeeperTests {
    @Test("is brought over into the database and begins anew, with nothing of what was acknowledged lost or doubled")
    func bringsOver() async throws {
        try await withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let path = folder + "/kept.db"
            func size(_ name: String) -> Int {
                ((try? FileManager.default.attributesOfItem(atPath: name))?[.size] as? NSNumber)?.intValue ?? 0
            }
            let database = try SQLiteDatabase(path: path, durability: .mostly)
            _ = try await database.run("CREATE TABLE kept (number INTEGER PRIMARY KEY, words BLOB NOT NULL) STRICT", [])
            let (writers, each, words) = (16, 750, [UInt8](repeating: 7, count: 8000))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<writers {
                    group.addTask {
                        for number in 0..<each {
                            let place = Int64(number * writers + writer)
                            _ = try await database.run("INSERT INTO kept VALUES ($1, $2)", [.integer(place), .blob(words)])
                        }
                    }
                }
                try await group.waitForAll()
            }
            // Some hundred megabytes were written, of which the log may hold sixty-four and what one transaction adds.
            #expect(size(path + "-wal") < 80_000_000)
            #expect(size(path) > 20_000_000)
            let found = try await database.rows("SELECT count(*), sum(number) FROM kept", [])
            let all = Int64(writers * each)
            #expect(found.first?.values == [.integer(all), .integer(all * (all - 1) / 2)])
            await database.close()

            let again = try SQLiteDatabase(path: path)
            #expect(try await again.rows("SELECT count(*) FROM kept", []).first?.values == [.integer(all)])
            await again.close()
        }
    }
}
