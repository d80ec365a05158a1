import Domain
import Vault

/// Brings to its end what was taken back and stopped half-way, because the machine ended at that very moment. The team opened nothing since the
/// first moment; what was left are the new keys of the parts, and that the team hears it.
/// - Source: security 2.6; invariants I2, I3.
public struct FinishWithdrawing: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Does nothing, and opens nothing, where everything was finished.
    public func callAsFunction(_ session: PersonSession) async throws(WorkRefusal) {
        let sections = try await place.stored { try await place.stores.sections.sections(of: session.dossier) }
        if sections.contains(where: \.needsNewKey) { try await RenewParts(place)(session) }
        for referral in try await place.stored({ try await place.stores.referrals.referrals(of: session.dossier) })
        where !referral.state.isOver {
            guard let id = referral.consent, let consent = try await place.stored({ try await place.stores.consents.consent(id) })
            else { continue }
            if consent.state == .withdrawn { try await OwnReferrals(place).withdrawn(consent, session) }
            guard consent.state == .replaced,
                let newest = try await place.stored({ try await place.stores.consents.consents(of: session.dossier) })
                    .first(where: { $0.team == consent.team && $0.state == .granted })
            else { continue }
            try await OwnReferrals(place).rest(on: newest, session)
        }
    }
}
