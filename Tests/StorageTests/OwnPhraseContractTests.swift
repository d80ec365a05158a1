import Domain
import TestKit
import Testing

@Suite("Own phrases are kept", .tags(.R45))
struct OwnPhraseContractTests {
    @Test("for who works here, up to a number, and taken away by nobody else", arguments: StorageEngine.allCases)
    func kept(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples(51)
            let (organisation, team) = try await samples.desk(stores)
            let workers = stores.workers
            func worker() async throws -> SupportWorker {
                let worker = samples.worker(of: organisation)
                let invitation = samples.invitation(of: worker)
                try await workers.invite(worker, invitation, teams: [team.id])
                try await workers.accept(invitation.locator, keys: samples.keys())
                return worker
            }
            let (sam, iris) = (try await worker(), try await worker())
            let invited = try await samples.colleague(stores, organisation, teams: [team])
            func phrase(_ worker: SupportWorker) -> SealedOwnPhrase {
                SealedOwnPhrase(id: samples.id(), worker: worker.id, content: samples.sealed(700))
            }
            let first = phrase(sam)
            try await workers.add(first, atMost: 2)
            await #expect(throws: StoreRefusal.duplicate) { try await workers.add(first, atMost: 2) }
            try await workers.add(phrase(sam), atMost: 2)
            await #expect(throws: StoreRefusal.full) { try await workers.add(phrase(sam), atMost: 2) }
            let theirs = phrase(iris)
            try await workers.add(theirs, atMost: 2)
            await #expect(throws: StoreRefusal.gone) { try await workers.add(phrase(invited), atMost: 2) }
            let both = try await workers.phrases(of: sam.id)
            #expect(both.contains(first) && both.count == 2)
            try await workers.remove(first.id, of: iris.id)
            #expect(try await workers.phrases(of: sam.id).count == 2)
            try await workers.remove(first.id, of: sam.id)
            #expect(try await !workers.phrases(of: sam.id).contains(first))
            try await workers.leave(sam.id)
            #expect(try await workers.phrases(of: sam.id).isEmpty)
            try await workers.reinvite(samples.invitation(of: iris))
            #expect(try await workers.phrases(of: iris.id).isEmpty)
        }
    }
}
