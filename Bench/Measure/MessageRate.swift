import Domain
import Foundation
import Storage
import StorageSQLite
import Synchronization
import Workflows

/// How many messages a second are sealed and, with their entry in the log, on disk; beside as many bytes put bare into a table.
///
/// The reference is one row of one column for each message, holding as many bytes as the message and its entry take up in their rows, in one
/// SQLite file with the same settings and the same shared commit.
struct MessageRate: Sendable {
    let writers: Int
    let rounds: Int

    func measure(_ start: DeskStart) async throws -> [String: Double] {
        let both = try await Both.make(start, writers: writers)
        let found = try await writers == 1 ? oneByOne(both) : together(both)
        await both.remove(start)
        return found.merging(["bytes": Double(both.content.count)]) { $1 }
    }

    /// One after another by turns; of the times of each, the median: what else happens on the disk does not count for one of them alone.
    private func oneByOne(_ both: Both) async throws -> [String: Double] {
        let clock = ContinuousClock()
        func time(_ work: () async throws -> Void) async throws -> Double {
            let began = clock.now
            try await work()
            return (clock.now - began).inSeconds
        }
        var ours: [Double] = []
        var bare: [Double] = []
        for _ in 0..<rounds * 50 {
            ours.append(try await time { try await both.message(0) })
            bare.append(try await time { try await both.insert() })
        }
        return ["ratio": bare.median / ours.median, "ours": 1 / ours.median, "bare": 1 / bare.median]
    }

    /// Many at once, for a quarter of a second each by turns; the median of the ratios.
    private func together(_ both: Both) async throws -> [String: Double] {
        var ours: [Rate] = []
        var bare: [Rate] = []
        for _ in 0..<rounds {
            ours.append(try await rate(0.25) { try await both.message($0) })
            bare.append(try await rate(0.25) { _ in try await both.insert() })
        }
        return [
            "ratio": zip(ours, bare).map { $0.perSecond / $1.perSecond }.median, "ours": ours.map(\.perSecond).median,
            "bare": bare.map(\.perSecond).median, "processor": ours.map(\.processor).median, "processorBare": bare.map(\.processor).median,
        ]
    }

    private struct Rate {
        let perSecond: Double
        /// Microseconds of processor time for one.
        let processor: Double
    }

    /// Times a second that the work was done, by so many at once.
    private func rate(_ seconds: Double, _ work: @escaping @Sendable (Int) async throws -> Void) async throws -> Rate {
        let clock = ContinuousClock()
        let spent = Self.processorSeconds
        let began = clock.now
        let end = began + .seconds(seconds)
        let done = try await withThrowingTaskGroup(of: Int.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    var count = 0
                    while clock.now < end {
                        try await work(writer)
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return Rate(
            perSecond: Double(done) / (clock.now - began).inSeconds, processor: (Self.processorSeconds - spent) / Double(done) * 1_000_000)
    }

    private static var processorSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1_000_000 }
    }
}

/// A desk where people write, and a table for the same bytes.
private struct Both: Sendable {
    let desk: InventedDesk
    let people: [PersonSession]
    let bare: SQLiteDatabase
    let content: [UInt8]

    static func make(_ start: DeskStart, writers: Int) async throws -> Both {
        let desk = try await InventedDesk.make(start)
        var people: [PersonSession] = []
        for _ in 0..<writers { people.append(try await desk.person().session) }
        for file in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: start.folder + "/bare.sqlite" + file) }
        let bare = try SQLiteDatabase(path: start.folder + "/bare.sqlite")
        _ = try await bare.run("CREATE TABLE bare (number INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT", [])
        let bytes = try await bytesOfOne(desk)
        let both = Both(desk: desk, people: people, bare: bare, content: (0..<bytes).map { _ in UInt8.random(in: .min ... .max) })
        for _ in 0..<1000 {
            try await both.message(0)
            try await both.insert()
        }
        return both
    }

    func message(_ writer: Int) async throws {
        let form = Confidential(InventedDesk.Chance().bytes(8).map { String($0, radix: 16) }.joined())
        try await WriteMessage(desk.place)(InventedDesk.text(writer), in: people[writer], slip: form)
    }

    func insert() async throws {
        _ = try await bare.run("INSERT INTO bare (content) VALUES ($1)", [.blob(content)])
    }

    func remove(_ start: DeskStart) async {
        await desk.remove(start)
        await bare.close()
    }

    /// Bytes in the row of the newest message and in that of the newest entry of the log.
    private static func bytesOfOne(_ desk: InventedDesk) async throws -> Int {
        func sum(_ database: any SQLDatabase, _ sql: String) async throws -> Int {
            guard case .integer(let bytes) = try await database.rows(sql, []).first?.values.first else {
                throw MeasureRefusal.missing("row")
            }
            return Int(bytes)
        }
        let item = try await sum(
            desk.databases.main,
            """
            SELECT length(id) + length(section) + length(header) + length(commitment) + length(wrapped_key) + length(content) FROM item
            ORDER BY number DESC LIMIT 1
            """)
        let entry = try await sum(
            desk.databases.log,
            """
            SELECT length(leaf_hash) + length(reference) + length(audit_key) + length(salt) + length(payload) FROM audit_leaf
            ORDER BY number DESC LIMIT 1
            """)
        return item + entry
    }
}
