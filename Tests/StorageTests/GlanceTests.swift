import Dispatch
import Storage
import TestKit
import Testing

@Suite("A glance at a few rows")
struct GlanceTests {
    private static let count = "SELECT count(*) FROM organisation"

    private static func number(_ session: any SQLSession) throws -> Int64 {
        guard case .integer(let number)? = try session.query(count, []).first?.values.first else { throw SQLError(.unreadable) }
        return number
    }

    @Test("sees one unchanging picture, whatever is written meanwhile, and the next one sees that")
    func picture() async throws {
        for engine in StorageEngine.databases {
            try await engine.withStoresAndDatabases { stores, databases in
                let samples = StorageSamples(801)
                let (began, begins) = AsyncStream.makeStream(of: Void.self)
                let written = DispatchSemaphore(value: 0)
                async let seen = databases.main.glance { session in
                    let first = try Self.number(session)
                    begins.yield()
                    guard written.wait(timeout: .now() + 60) == .success else { throw SQLError(.other) }
                    return (first, try Self.number(session))
                }
                for await _ in began { break }
                _ = try await samples.desk(stores)
                written.signal()
                let (first, second) = try await seen
                #expect(first == 0 && second == 0, "\(engine)")
                #expect(try await databases.main.glance { try Self.number($0) } == 1)
            }
        }
    }

    @Test("that ends in the middle keeps nothing open: what is written then is seen, and the log can be emptied")
    func torn() async throws {
        struct Torn: Error {}
        for engine in StorageEngine.databases {
            try await engine.withStoresAndDatabases { stores, databases in
                let samples = StorageSamples(802)
                for wanted in 1...9 {
                    await #expect(throws: Torn.self) {
                        try await databases.main.glance { session -> Int64 in
                            _ = try Self.number(session)
                            throw Torn()
                        }
                    }
                    _ = try await samples.desk(stores)
                    #expect(try await databases.main.glance { try Self.number($0) } == Int64(wanted))
                }
                try await databases.main.scrub()
                #expect(try await databases.main.glance { try Self.number($0) } == 9)
            }
        }
    }

    @Test("is had by more at once than there are connections for it")
    func crowd() async throws {
        for engine in StorageEngine.databases {
            try await engine.withStoresAndDatabases { stores, databases in
                _ = try await StorageSamples(803).desk(stores)
                let found = try await withThrowingTaskGroup(of: Int64.self) { group in
                    for _ in 0..<200 { group.addTask { try await databases.main.glance { try Self.number($0) } } }
                    return try await group.reduce(0) { $0 + $1 }
                }
                #expect(found == 200)
            }
        }
    }
}
