import Domain
public import Vault

/// Sees to it that every node has the keys of form tickets for this hour and the next.
/// - Source: security 6.5.
public struct ShareFormKeys: Sendable {
    let place: Workplace
    let keyring: FormKeyring

    public init(_ place: Workplace, _ keyring: FormKeyring) {
        self.place = place
        self.keyring = keyring
    }

    /// - Throws: `.storeUnavailable`; forms then are good on this node until it stops.
    public func callAsFunction() async throws(WorkRefusal) {
        let hour = place.now().seconds / 3600
        try await place.stored {
            // The hours before this one too, as far as they are kept: this node may have just begun.
            for one in hour - FormKeyring.hours...hour + 1 where !keyring.has(one) {
                var sealed = try await kept(one)
                if sealed == nil, one >= hour { sealed = try await make(one) }
                if let sealed { try keyring.take(sealed, of: one, at: place.now()) }
            }
        }
    }

    private func kept(_ hour: Int64) async throws -> [UInt8]? {
        try await place.stores.sessions.record(keyring.locator(of: hour))?.blob.bytes
    }

    // Of two nodes that make one at the same instant, the first one's counts.
    private func make(_ hour: Int64) async throws -> [UInt8]? {
        let made = Sealed<SessionContent>(bytes: try keyring.make(for: hour))
        do {
            try await place.stores.sessions.put(
                SessionRecord(hash: keyring.locator(of: hour), blob: made, sweptAfter: hour + FormKeyring.hours))
            return made.bytes
        } catch StoreRefusal.duplicate {
            return try await kept(hour)
        }
    }
}
