public import Domain
import Vault

/// Ends what nobody comes back for: unkept after 30 days, kept by code twelve months after the last visit.
/// - Source: security, 'Retention' of version 1; GDPR art. 5; C11.
public struct ExpireDossiers: Sendable {
    /// Whole weeks, because no finer time stands in clear: at least 30 days, at least a year.
    public static let unprovenWeeks = 5
    public static let keptWeeks = 53
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Returns: how many ended.
    public func callAsFunction() async throws(WorkRefusal) -> Int {
        let week = place.week
        let due = try await place.stored {
            try await place.stores.dossiers.expired(
                unprovenBefore: week.adding(-Self.unprovenWeeks), keptBefore: week.adding(-Self.keptWeeks), limit: 500)
        }
        for dossier in due {
            let key = try await place.stored { try await place.stores.dossiers.dossier(dossier) }?.publicKey
            _ = try await place.logged(
                AuditEntry(.expired, .delete, at: place.now(), by: .system, dossier: dossier),
                AuditReaders(subject: key, review: nil, scope: dossier.bytes))
            try await place.shred(dossier)
        }
        try await place.stored { try await place.stores.sessions.sweep(before: place.now().seconds / 3600) }
        return due.count
    }
}
