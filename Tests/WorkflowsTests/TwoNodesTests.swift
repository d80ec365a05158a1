import Domain
import Storage
import TestKit
import Testing
import Vault

@Suite("Two programs on one database", .serialized)
struct TwoNodesTests {
    private static let each = 40

    private func log(_ databases: Databases, _ keys: InstanceKeys, seed: UInt64) throws -> SealedAuditLog {
        try SealedAuditLog(store: Stores(databases).audit, keys: keys, origin: "entree", chance: CountedChance(seed))
    }

    @Test(
        "write one log of who did what: neither is shut out, nothing is lost or doubled, and it is whole",
        arguments: [StorageEngine.postgresql])
    func oneLog(_ engine: StorageEngine) async throws {
        try await engine.withTwoNodes { one, other in
            let writers = 48
            let keys = InstanceKeys.make(CountedChance(5))
            let nodes = [try log(one, keys, seed: 6), try log(other, keys, seed: 7)]
            let person = try KeyPair.make().publicKey
            let dossiers = (0..<5).map { Identifier<Dossier>(CountedChance(UInt64($0) + 100)) }
            let places = try await withThrowingTaskGroup(of: [Int64].self) { group in
                for writer in 0..<writers {
                    group.addTask {
                        var places: [Int64] = []
                        for number in 0..<Self.each {
                            let entry = AuditEntry(
                                .sectionRead, .read, at: SmallLandscape.noon, by: .subject, dossier: dossiers[(writer + number) % 5])
                            let readers = AuditReaders(subject: person, review: nil, scope: [UInt8(writer)])
                            places.append(try await nodes[writer % 2].append(entry, readableBy: readers).index)
                        }
                        return places
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let size = Int64(writers * Self.each)
            #expect(places.sorted() == Array(0..<size))
            let report = try await AuditVerifier(Stores(one).audit, key: nodes[0].verifierKey).verify()
            #expect(report.size == size)
            #expect(report.finding == nil)
        }
    }
}
