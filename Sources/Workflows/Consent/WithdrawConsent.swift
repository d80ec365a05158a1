public import Domain
public import Vault

/// A consent, with what was agreed.
public struct AgreedConsent: Sendable {
    public let consent: Consent
    public let receiver: Receiver
    /// What was agreed; nil when the words cannot be opened.
    public let terms: ConsentTerms?
    public let holds: Bool
    /// Whether it ended before its time, and the person did not do that: the team does not help any more.
    public let isStopped: Bool
    /// What the team gave back of it, oldest first.
    public let returns: [Return]

    /// Something that the team gave back, and when.
    public struct Return: Sendable {
        public let at: Instant
        public let what: SharingReturn
    }

    /// What the team may not read any more because it gave it back.
    public var returned: Set<DossierSection.Kind> { Set(returns.compactMap(\.what.part)) }
}

/// Takes back what a team may see. From the first moment it opens nothing any more; then every part that it could see gets another key.
/// - Source: security 2.6; GDPR art. 7(3); invariants I2, I3.
public struct WithdrawConsent: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Parameter endsQuestions: false where the person did not stop with the team: what they asked there without a name goes on.
    /// - Throws: `.notFound` for a consent of somebody else. One that had ended already is no error.
    public func callAsFunction(
        _ id: Identifier<Consent>, endsQuestions: Bool = true, _ session: PersonSession
    ) async throws(WorkRefusal) {
        guard let consent = try await place.stored({ try await place.stores.consents.consent(id) }), consent.dossier == session.dossier
        else { throw .notFound }
        _ = try await place.logged(
            AuditEntry(
                .consentWithdrawn, .update, at: place.now(), by: .subject, dossier: session.dossier, section: consent.agreement,
                detail: consent.id.text, team: consent.team), session.readers)
        _ = try await place.stored { try await place.stores.consents.end(id, as: .withdrawn, with: endsQuestions) }
        try await RenewParts(place)(session)
        try await OwnReferrals(place).withdrawn(consent, session)
        if endsQuestions { try await OwnReferrals(place).takeBackNameless(askedOf: consent.team, session) }
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
            let words = try await place.agreement(of: consent, for: .subject, session.keyPair, after: receipt)
            agreed.append(
                AgreedConsent(
                    consent: consent, receiver: receiver, terms: words?.terms, holds: consent.holds(in: place.week),
                    isStopped: consent.state == .expired && place.week <= consent.endsIn, returns: words?.returns ?? []))
        }
        return agreed
    }
}

extension Workplace {
    /// What was agreed, when it is what the keys are bound to, and what the team gave back of it since.
    func agreement(
        of consent: Consent, for holder: KeyHolder, _ keyPair: KeyPair, after receipt: LogReceipt
    ) async throws(WorkRefusal) -> (terms: ConsentTerms, returns: [AgreedConsent.Return])? {
        guard let (section, key, _) = try? await open(consent.agreement, of: consent.dossier, for: holder, keyPair, after: receipt)
        else { return nil }
        let items = try await stored { try await stores.sections.items(section.id, after: 0, limit: 100) }
        let read = items.compactMap { item -> (kind: ItemKind, at: Instant, content: [UInt8])? in
            guard let opened = try? ItemSealer.open(item, dossier: consent.dossier, under: key),
                let fields = Packed.read(opened.content.revealed), fields.count == 2
            else { return nil }
            return (opened.kind, Instant(seconds: Packed.number(fields[0])), fields[1])
        }
        guard let first = read.first, let terms = ConsentTerms(first.content), terms.hash == consent.hash else { return nil }
        let returns = read.dropFirst().filter { $0.kind == .agreementReturn }.compactMap { item in
            SharingReturn(packed: item.content).map { AgreedConsent.Return(at: item.at, what: $0) }
        }
        return (terms, returns)
    }
}

/// Ends consents whose time is over. A team opens nothing on them from the first moment of the week after, whether this has run or not. What was
/// asked of that team without a name ends with it, and the desk hears that.
/// - Source: security 2.5.6; decision 0102.
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
            guard try await place.stored({ try await place.stores.consents.end(consent.id, as: .expired, with: true) }) else { continue }
            try await endNameless(consent, key)
        }
        try await finish()
        return due.count
    }

    // The machine ended between the keys and the question, and the person has not come since. One that they stopped a moment ago is theirs to
    // write a line with; whoever of the two comes second finds it ended.
    private func finish() async throws(WorkRefusal) {
        for referral in try await place.stored({ try await place.stores.referrals.unended(limit: 1000) }) {
            guard let id = referral.consent, let consent = try await place.stored({ try await place.stores.consents.consent(id) })
            else { continue }
            let key = try await place.stored { try await place.stores.dossiers.dossier(consent.dossier) }?.publicKey
            try await endNameless(consent, key)
        }
    }

    private func endNameless(_ consent: Consent, _ key: PublicKey?) async throws(WorkRefusal) {
        for referral in try await place.stored({ try await place.stores.referrals.referrals(of: consent.dossier) })
        where referral.to == consent.team && referral.consent == consent.id {
            try await place.anew { () async throws(WorkRefusal) in
                guard let now = try await place.stored({ try await place.stores.referrals.referral(referral.id) }),
                    let next = consent.state == .withdrawn ? now.stopped : now.lapsed
                else { return }
                try await end(next, from: now.revision, key)
            }
        }
    }

    // The program holds no key to what was said there: the desk's own card stays as it was, and its state says the rest.
    private func end(_ referral: Referral, from revision: Int64, _ key: PublicKey?) async throws(WorkRefusal) {
        _ = try await place.logged(
            AuditEntry(
                .referralStep, .update, at: place.now(), by: .system, dossier: referral.dossier, section: referral.section,
                detail: ReferralStep.Kind.cancelled.rawValue, team: referral.to),
            AuditReaders(subject: key, review: nil, scope: referral.id.bytes))
        try await place.stored { try await place.stores.sections.take(referral.section, from: referral.to) }
        var ended = referral
        ended.received = try await place.sealed(
            ReferralCard(since: place.now(), due: nil, step: .cancelled, line: Confidential("")), of: referral.id, to: referral.to)
        let next = ended
        try await place.stored { try await place.stores.referrals.step(next, from: revision, items: []) }
        place.changes.announce(referral.to)
        place.changes.announce(referral.from)
    }
}
