public import Domain
import Vault

/// What a team may see of a dossier, on consent.
public struct SharedDossier: Sendable {
    public let consent: Consent
    /// What was agreed; nil when the words cannot be opened.
    public let terms: ConsentTerms?
    /// Parts in which something stands for this team.
    public let parts: [DossierSection.Kind]

    /// The words that were agreed; nil when they cannot be opened.
    public var words: Confidential<String>? { terms?.text }
}

/// Opens parts of a dossier for a team to which the person gave them. Everything is asked anew at each opening: the consent, its last week, and
/// whether the person keeps this worker away.
/// - Source: security 2.5, 3.1; invariants I2, I4.
public struct ReadSharedParts: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Throws: `.notFound` without a consent that holds, for another's team, and for a worker whom the person keeps away.
    public func callAsFunction(_ id: Identifier<Consent>, by session: WorkerSession) async throws(WorkRefusal) -> SharedDossier {
        let (consent, held, dossier) = try await held(id, session)
        let receipt = try await log(.agreementRead, consent, held, dossier, consent.agreement, session)
        let holder = KeyHolder.team(held.team.id, generation: held.team.generation)
        let terms = try await place.agreement(of: consent, for: holder, held.keyPair, after: receipt)?.terms
        return SharedDossier(consent: consent, terms: terms, parts: try await parts(of: consent, for: holder))
    }

    /// What a consent lets a team read, told by the keys alone: the words that were agreed stay closed, and there is nothing to log.
    /// - Throws: as when it is opened.
    public func outline(_ id: Identifier<Consent>, by session: WorkerSession) async throws(WorkRefusal) -> SharedDossier {
        let (consent, held, _) = try await held(id, session)
        let parts = try await parts(of: consent, for: .team(held.team.id, generation: held.team.generation))
        return SharedDossier(consent: consent, terms: nil, parts: parts)
    }

    /// What a team of the worker holds of a dossier on consent, told by the keys alone: nothing is opened, and there is nothing to log.
    /// - Returns: nil without a consent that holds, and for a worker whom the person keeps away.
    public func standing(
        of team: Identifier<Team>, in dossier: Identifier<Dossier>, by session: WorkerSession
    ) async throws(WorkRefusal) -> (consent: Identifier<Consent>, parts: [DossierSection.Kind])? {
        let consents = try await place.stored { try await place.stores.consents.consents(of: dossier) }
        guard let id = consents.first(where: { $0.team == team && $0.holds(in: place.week) })?.id else { return nil }
        do {
            let (consent, held, _) = try await held(id, session)
            let parts = try await parts(of: consent, for: .team(held.team.id, generation: held.team.generation))
            return (id, parts)
        } catch {
            guard error == .notFound else { throw error }
            return nil
        }
    }

    /// Parts in which something stands that the holder can open on a consent, in the order in which parts are shown.
    private func parts(of consent: Consent, for holder: KeyHolder) async throws(WorkRefusal) -> [DossierSection.Kind] {
        let sections = try await place.stored { try await place.stores.sections.sections(of: consent.dossier) }
        var parts: Set<DossierSection.Kind> = []
        for section in sections where DossierSection.Kind.parts.contains(section.kind) && !parts.contains(section.kind) {
            guard try await place.stored({ try await place.stores.sections.grant(section.id, to: holder) })?.ground == consent.ground,
                try await !place.stored({ try await place.stores.sections.items(section.id, after: 0, limit: 1) }).isEmpty
            else { continue }
            parts.insert(section.kind)
        }
        return DossierSection.Kind.parts.filter(parts.contains)
    }

    /// One part, with an entry in the log for each volume of it.
    /// - Parameter reason: what it is opened for; nil where that follows from a referral.
    public func read(
        _ kind: DossierSection.Kind, on id: Identifier<Consent>, for reason: OpeningReason? = nil, by session: WorkerSession
    ) async throws(WorkRefusal) -> OpenedPart {
        guard DossierSection.Kind.parts.contains(kind) else { throw .notFound }
        let (consent, held, dossier) = try await held(id, session)
        let holder = KeyHolder.team(held.team.id, generation: held.team.generation)
        // Whoever comes first after somebody was taken away gives the parts their new keys.
        let readers = place.readers(session, subject: dossier.publicKey)
        _ = try await RenewParts(place)(dossier.id, as: holder, held.keyPair, by: session.actor, readers, team: held.team.id)
        var part = OpenedPart(kind: kind, versions: [])
        var isThere = false
        for section in try await place.stored({ try await place.stores.sections.sections(of: dossier.id) }) where section.kind == kind {
            guard try await place.stored({ try await place.stores.sections.grant(section.id, to: holder) })?.ground == consent.ground
            else { continue }
            isThere = true
            let detail = ([kind.rawValue] + (reason.map { [$0.rawValue] } ?? [])).joined(separator: ":")
            let receipt = try await log(.partRead, consent, held, dossier, section.id, session, detail: detail)
            let (opened, key, _) = try await place.open(section.id, of: dossier.id, for: holder, held.keyPair, after: receipt)
            part = try await place.adding(opened, key, to: part)
        }
        guard isThere else { throw .notFound }
        return part
    }

    /// One file, with an entry in the log of its own before its first byte. While it goes out it is asked again and again whether it may.
    /// - Throws: `.notFound` as for a part, and for a file of a volume that the team does not hold.
    public func file(
        _ file: Identifier<SealedItem>, on id: Identifier<Consent>, by session: WorkerSession
    ) async throws(WorkRefusal) -> OutgoingFile {
        let (consent, held, dossier) = try await held(id, session)
        let holder = KeyHolder.team(held.team.id, generation: held.team.generation)
        let readers = place.readers(session, subject: dossier.publicKey)
        _ = try await RenewParts(place)(dossier.id, as: holder, held.keyPair, by: session.actor, readers, team: held.team.id)
        guard let section = try await place.volume(holding: file, of: dossier.id),
            try await place.stored({ try await place.stores.sections.grant(section.id, to: holder) })?.ground == consent.ground
        else { throw .notFound }
        let receipt = try await log(.fileOpened, consent, held, dossier, section.id, session)
        let (opened, key, _) = try await place.open(section.id, of: dossier.id, for: holder, held.keyPair, after: receipt)
        guard let found = try await place.files(in: opened, key).first(where: { $0.id == file }) else { throw .notFound }
        return OutgoingFile(file: found, place: place) { () async throws(WorkRefusal) in _ = try await self.held(id, session) }
    }

    func held(
        _ id: Identifier<Consent>, _ session: WorkerSession
    ) async throws(WorkRefusal) -> (consent: Consent, held: TeamKey, dossier: Dossier) {
        guard session.may(.receiveReferrals) || session.may(.helpPeople),
            let consent = try await place.stored({ try await place.stores.consents.consent(id) }), consent.holds(in: place.week),
            let held = session.teamKeys[consent.team]
        else { throw .notFound }
        guard let dossier = try await place.stored({ try await place.stores.dossiers.dossier(consent.dossier) }) else { throw .erased }
        guard try await !place.isBarred(session, of: held.team, from: dossier.id) else { throw .notFound }
        return (consent, held, dossier)
    }

    private func log(
        _ kind: AuditEntry.Kind, _ consent: Consent, _ held: TeamKey, _ dossier: Dossier, _ section: Identifier<DossierSection>,
        _ session: WorkerSession, detail: String = ""
    ) async throws(WorkRefusal) -> LogReceipt {
        try await place.logged(
            AuditEntry(
                kind, .read, at: place.now(), by: session.actor, dossier: dossier.id, section: section, detail: detail, team: held.team.id),
            place.readers(session, subject: dossier.publicKey))
    }
}
