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
        _ = try await ExpireConsents(place)()
        _ = try await ExpireTables(place)()
        _ = try await ExpireHandovers(place)()
        try await WatchTeams(place)()
        try await EndLetters(place)()
        _ = try await ExpireExceptions(place)()
        try await place.stored {
            try await place.stores.sessions.sweep(before: place.now().seconds / 3600)
            try await place.stores.files.sweep(before: place.now().seconds / 3600)
            try await place.stores.workers.sweepInvitations(at: place.now())
            try await place.stores.teams.sweepOrganisationInvitations(at: place.now())
            try await place.stores.roster.sweep(endedBefore: place.now().adding(seconds: -PlanRoster.kept))
        }
        return due.count
    }
}

/// Says when the clock may be trusted to end something. What was erased because a clock stood a year ahead comes back by no correction.
public struct RetentionPace: Sendable {
    /// Seconds by which the clock may differ from what really passed since it was last looked at.
    static let tolerance: Int64 = 3600
    /// Seconds for which nothing ends after a jump, so that somebody can set it right.
    static let pause: Int64 = 86_400
    /// Weeks without any visit, after which a start of the program is held for a clock that stands ahead.
    static let quietWeeks = 2
    private var seen: (now: Instant, passed: Int64)
    private var pausedUntil: Int64 = 0

    /// - Parameters:
    ///   - passed: seconds by a clock that nobody can set.
    ///   - newestVisit: when somebody was last here, as far as the database knows.
    public init(_ now: Instant, passed: Int64, newestVisit: Week?) {
        seen = (now, passed)
        if let newestVisit, newestVisit.adding(Self.quietWeeks) < Week(now) { pausedUntil = passed + Self.pause }
    }

    /// Whether something may end now: the clock went on as fast as time did, for a day.
    public mutating func trusts(_ now: Instant, passed: Int64) -> Bool {
        let drift = (now.seconds - seen.now.seconds) - (passed - seen.passed)
        seen = (now, passed)
        if abs(drift) > Self.tolerance { pausedUntil = passed + Self.pause }
        return passed >= pausedUntil
    }
}
