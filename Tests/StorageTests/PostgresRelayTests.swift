import Domain
import Storage
import StoragePostgreSQL
import TestKit
import Testing

@Suite("What nodes tell each other by way of PostgreSQL")
struct PostgresRelayTests {
    @Test("reaches every node in order, comes back after the server went away, and says that something may have been missed")
    func relay() async throws {
        let server = try PostgresServer()
        defer { server.remove() }
        let url = try server.database()
        let databases = try PostgreSQLDatabases.open(url: url, connections: 2)
        try await databases.migrate()
        let nodes = [PostgreSQLRelay(url: url, databases: databases), PostgreSQLRelay(url: url, databases: databases)]
        var heard = nodes.map { $0.incoming.makeAsyncIterator() }
        for place in heard.indices { #expect(await heard[place].next() == .mayHaveMissed) }
        for number in 0..<200 { try await nodes[number % 2].send("word\(number)") }
        for place in heard.indices {
            for number in 0..<200 { #expect(await heard[place].next() == .words("word\(number)")) }
        }
        server.crash()
        await #expect(throws: (any Error).self) { try await nodes[0].send("lost") }
        try server.start()
        for place in heard.indices { #expect(await heard[place].next() == .mayHaveMissed) }
        try await nodes[1].send(String(repeating: "x", count: 7000))
        for place in heard.indices { #expect(await heard[place].next() == .words(String(repeating: "x", count: 7000))) }
        for node in nodes { await node.close() }
        for place in heard.indices { #expect(await heard[place].next() == nil) }
        await databases.close()
    }
}
