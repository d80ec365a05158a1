import Domain

/// What helpers wrote for themselves, in a database.
extension SQLWorkerStore {
    func add(_ phrase: SealedOwnPhrase, atMost most: Int) async throws {
        let lock = database.dialect.expand("SELECT id FROM support_worker WHERE id = $1 AND state = 'active'{LOCK}")
        try await database.write { session in
            // Held until the end, so that of two pages that add at the same instant the second sees what the first added.
            guard try session.exists(lock, [.id(phrase.worker)]) else { throw StoreRefusal.gone }
            let present = try session.query("SELECT id FROM own_phrase WHERE worker = $1", [.id(phrase.worker)])
            guard present.count < most else { throw StoreRefusal.full }
            try session.execute(
                "INSERT INTO own_phrase (id, worker, content) VALUES ($1, $2, $3)",
                [.id(phrase.id), .id(phrase.worker), .blob(phrase.content.bytes)])
        }
    }

    func phrases(of worker: Identifier<SupportWorker>) async throws -> [SealedOwnPhrase] {
        try await database.all("SELECT id, worker, content FROM own_phrase WHERE worker = $1 ORDER BY id", [.id(worker)]) { row in
            SealedOwnPhrase(id: try row.identifier(), worker: try row.identifier(), content: try row.sealed())
        }
    }

    func remove(_ phrase: Identifier<SealedOwnPhrase>, of worker: Identifier<SupportWorker>) async throws {
        try await database.run("DELETE FROM own_phrase WHERE id = $1 AND worker = $2", [.id(phrase), .id(worker)])
    }
}
