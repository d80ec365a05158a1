import Domain

/// Letters for organisations without an account, in memory.
extension MemoryRecords {
    public func add(_ letter: Letter) async throws {
        try write { state in
            try refuse(.duplicate, when: state.letters[letter.locator] != nil)
            try refuse(.gone, when: state.referrals[letter.referral] == nil || state.workers[letter.worker] == nil)
            state.letters[letter.locator] = letter
        }
    }

    public func letter(_ locator: [UInt8]) async throws -> Letter? { read { $0.letters[locator] } }

    public func tries(_ letter: Letter, from tries: Int) async throws -> Bool {
        write { state in
            guard state.letters[letter.locator]?.tries == tries else { return false }
            state.letters[letter.locator]?.tries = letter.tries
            state.letters[letter.locator]?.waitsUntil = letter.waitsUntil
            return true
        }
    }

    public func letters(expiredBy now: Instant, limit: Int) async throws -> [Letter] {
        read { state in
            Array(state.letters.values.filter { $0.expiresAt <= now }.sorted { $0.expiresAt < $1.expiresAt }.prefix(limit))
        }
    }

    public func remove(_ locator: [UInt8]) async throws { write { $0.letters[locator] = nil } }
}
