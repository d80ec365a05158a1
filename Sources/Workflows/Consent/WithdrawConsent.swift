public import Domain
public import Vault

/// A consent, with what was agreed.
public struct AgreedConsent: Sendable {
    public let consent: Consent
    public let receiver: Receiver
    /// What was agreed; nil when the words cannot be opened.
    public let terms: ConsentTerms?
    public let holds: Bool
}

/// Takes back what a team may see. From the first moment it opens nothing any more; then every part that it could see gets another key.
/// - Source: security 2.6; GDPR art. 7(3); invariants I2, I3.
public struct WithdrawConsent: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Throws: `.notFound` for a consent of somebody else. One that had ended already is no error.
    public func callAsFunction(_ id: Identifier<Consent>, _ session: PersonSession) async throws(WorkRefusal) {
        guard let consent = try await place.stored({ try await place.stores.consents.consent(id) }), consent.dossier == session.dossier
        else { throw .notFound }
        _ = try await place.logged(
            AuditEntry(
                .consentWithdrawn, .update, at: place.now(), by: .subject, dossier: session.dossier, section: consent.agreement,
                detail: consent.id.text, team: consent.team), session.readers)
        _ = try await place.stored { try await place.stores.consents.end(id, as: .withdrawn) }
        try await RenewParts(place)(session)
        try await OwnReferrals(place).withdrawn(consent, session)
    }
}

/// What a person agreed with whom.
public struct OwnConsents: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Those that hold first.
    public func callAsFunction(_ session: PersonSession) async throws(WorkRefusal) -> [AgreedConsent] {
        var agreed: [AgreedConsent] = []
        for consent in try await place.stored({ try await place.stores.consents.consents(of: session.dossier) }) {
            guard let team = try await place.stored({ try await place.stores.teams.team(consent.team) }),
                let receiver = try await place.receiver(team)
            else { continue }
            let receipt = try await place.logged(
                AuditEntry(.partRead, .read, at: place.now(), by: .subject, dossier: session.dossier, section: consent.agreement),
                session.readers)
            let terms = try await place.terms(of: consent, for: .subject, session.keyPair, after: receipt)
            agreed.append(AgreedConsent(consent: consent, receiver: receiver, terms: terms, holds: consent.holds(in: place.week)))
        }
        return agreed
    }
}

extension Workplace {
    /// What was agreed, when it is what the keys are bound to.
    func terms(
        of consent: Consent, for holder: KeyHolder, _ keyPair: KeyPair, after receipt: LogReceipt
    ) async throws(WorkRefusal) -> ConsentTerms? {
        guard let (section, key, _) = try? await open(consent.agreement, of: consent.dossier, for: holder, keyPair, after: receipt),
            let item = try await stored({ try await stores.sections.items(section.id, after: 0, limit: 1) }).first,
            let opened = try? ItemSealer.open(item, dossier: consent.dossier, under: key),
            let fields = Packed.read(opened.content.revealed), fields.count == 2, let terms = ConsentTerms(fields[1]),
            terms.hash == consent.hash
        else { return nil }
        return terms
    }
}

/// Ends consents whose time is over. A team opens nothing on them from the first moment of the week after, whether this has run or not.
/// - Source: security 2.5.6.
public struct ExpireConsents: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Returns: how many ended.
    public func callAsFunction() async throws(WorkRefusal) -> Int {
        let due = try await place.stored { try await place.stores.consents.due(before: place.week, limit: 1000) }
        for consent in due {
            let key = try await place.stored { try await place.stores.dossiers.dossier(consent.dossier) }?.publicKey
            _ = try await place.logged(
                AuditEntry(
                    .consentExpired, .update, at: place.now(), by: .system, dossier: consent.dossier, section: consent.agreement,
                    team: consent.team), AuditReaders(subject: key, review: nil, scope: consent.id.bytes))
            _ = try await place.stored { try await place.stores.consents.end(consent.id, as: .expired) }
        }
        return due.count
    }
}
