public import Domain
import Vault

/// What people let a worker's teams read, also where nobody was referred. Nothing is opened to make this list.
/// - Source: R22, R62; security 2.5.
public struct TeamShares: Sendable {
    /// One person, without anything that says who it is.
    public struct Share: Sendable {
        public let consent: Consent
        public let teamName: String
        /// The referral on which it was given; nil when there is none.
        public let referral: Identifier<Referral>?
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Newest first. What was withdrawn, has ended or is kept away from this worker is not there.
    public func callAsFunction(_ session: WorkerSession, limit: Int = 500) async throws(WorkRefusal) -> [Share] {
        guard session.may(.followReferrals) else { throw .notFound }
        let teams = session.teamKeys.values.map(\.team).filter { [.partner, .desk, .outside].contains($0.kind) }
        var shares: [Share] = []
        for consent in try await place.stored({ try await place.stores.consents.held(by: teams.map(\.id), limit: limit) }) {
            guard consent.holds(in: place.week), let team = teams.first(where: { $0.id == consent.team }),
                try await !place.isBarred(session, of: team, from: consent.dossier)
            else { continue }
            let referrals = try await place.stored { try await place.stores.referrals.referrals(of: consent.dossier) }
            shares.append(
                Share(
                    consent: consent, teamName: place.name(team),
                    referral: referrals.first { $0.consent == consent.id && $0.to == consent.team }?.id))
        }
        return shares
    }
}

extension Consent {
    /// How two people name it over the telephone: six digits that say nothing.
    public var handle: String {
        let number = id.bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } % 1_000_000
        let digits = String(number)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
}
