public import Domain
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
                if one >= hour { try await make(one) }
                guard let kept = try await place.stores.sessions.record(keyring.locator(of: one)) else { continue }
                try keyring.take(kept.blob.bytes, of: one, at: place.now())
            }
        }
    }

    // Of two nodes that make one at the same instant, the first one's counts.
    private func make(_ hour: Int64) async throws {
        let locator = keyring.locator(of: hour)
        guard try await place.stores.sessions.record(locator) == nil else { return }
        do {
            try await place.stores.sessions.put(
                SessionRecord(hash: locator, blob: Sealed(bytes: try keyring.make(for: hour)), sweptAfter: hour + FormKeyring.hours))
        } catch StoreRefusal.duplicate {
            // Another node was first.
        }
    }
}
