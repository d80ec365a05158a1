import Domain
import TestKit
import Testing

@testable import Storage

/// A dump that somebody changed is refused whole, or is what it says and nothing else.
@Suite("A dump that was changed", .timeLimit(.minutes(Fuzz.patience)))
struct DumpFuzzTests {
    private static func dump(_ role: DatabaseRole, _ databases: Databases) async throws -> [UInt8] {
        try await databases[role].read { session in
            var bytes: [UInt8] = []
            try DatabaseDump.write(role, from: session) { bytes += $0 }
            return bytes
        }
    }

    /// What was read, as it would be written again.
    private struct Undone: Error {
        let dump: [UInt8]
    }

    /// Reads it in pieces into an empty database, and takes it out again.
    private static func again(_ role: DatabaseRole, _ bytes: [UInt8], _ databases: Databases, pieces: Int) async throws -> [UInt8] {
        do {
            try await databases[role].writeOnce { session in
                var rest = bytes[...]
                try DatabaseDump.read(role, into: session) {
                    guard !rest.isEmpty else { return nil }
                    let piece = Array(rest.prefix(pieces))
                    rest = rest.dropFirst(piece.count)
                    return piece
                }
                var dump: [UInt8] = []
                try DatabaseDump.write(role, from: session) { dump += $0 }
                throw Undone(dump: dump)
            }
        } catch let undone as Undone { return undone.dump }
        return []
    }

    private static func isEmpty(_ role: DatabaseRole, _ databases: Databases) async throws -> Bool {
        try await databases[role].read { session in try Migrator.version(session) == 0 }
    }

    @Test("leaves an empty database empty when it is refused, and reads back to the letter when it is not")
    func changed() async throws {
        var example: [DatabaseRole: [UInt8]] = [:]
        try await StorageEngine.sqlite.withStoresAndDatabases { stores, databases in
            let samples = StorageSamples(601)
            let (organisation, team) = try await samples.desk(stores)
            _ = try await samples.colleague(stores, organisation, teams: [team])
            _ = try await samples.opened(stores, to: team, items: 2)
            try await stores.shred.put(samples.sealed(), for: samples.id())
            for role in [DatabaseRole.main, .shred] { example[role] = try await Self.dump(role, databases) }
        }
        let examples = example
        try await StorageEngine.sqlite.withDatabases { databases in
            var mutator = Mutator(601)
            var accepted = 0
            for number in 0..<Fuzz.count(1000) {
                let role: DatabaseRole = number % 3 == 0 ? .shred : .main
                let good = examples[role] ?? []
                let sent = number < 2 ? good : mutator.bytes(near: good, or: examples[.shred] ?? [])
                do {
                    let again = try await Self.again(role, sent, databases, pieces: mutator.pick([1 << 16, 100, 7]))
                    #expect(again == sent, "case \(number)")
                    accepted += 1
                } catch {
                    #expect(number >= 2 && (error is DumpRefusal || error is SchemaRefusal || error is SQLError), "\(error)")
                }
                let isEmpty = try await Self.isEmpty(role, databases)
                #expect(isEmpty, "case \(number)")
            }
            #expect(accepted >= 2)
        }
    }

    @Test("is not believed in what it announces: nothing is made ready for bytes that do not come")
    func promises() throws {
        var mutator = Mutator(602)
        for _ in 0..<Fuzz.count(4000) {
            let sent = mutator.bytes(upTo: 60)
            var given = 0
            var pieces = sent[...]
            let reader = DumpReader {
                guard !pieces.isEmpty else { return nil }
                let piece = Array(pieces.prefix(mutator.number(1..<20)))
                pieces = pieces.dropFirst(piece.count)
                given += piece.count
                return piece
            }
            do {
                while try !reader.isAtEnd() {
                    let column = mutator.pick([
                        TableShape.Column.integer("a"), .text("b"), .blob("c"), .optional(.blob("d")), .optional(.text("e")),
                    ])
                    switch try reader.value(column) {
                    case .null: #expect(column.isOptional)
                    case .integer: #expect(column.kind == .integer)
                    case .text(let text): #expect(column.kind == .text && text.utf8.count <= sent.count)
                    case .blob(let blob): #expect(column.kind == .blob && blob.count <= sent.count)
                    }
                }
            } catch { #expect(error is DumpRefusal) }
            #expect(given <= sent.count)
        }
    }
}
