public import Domain
import Vault

/// A team gives back a part of what somebody lets it read, or all of it. It has no key to that from the first moment; then the parts get another one,
/// as when the person withdraws. The person reads it with what they agreed, and whoever sent them there sees that it was done.
/// - Source: GDPR art. 5(1)(c); security 2.6; invariants I2, I3; decision 0109.
public struct GiveBack: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Throws: `.notFound` for another's team, without a consent that holds, and for a part that the team holds no key of; `.taken` when a
    ///   colleague gave it back at this moment.
    public func callAsFunction(
        _ given: SharingReturn, on id: Identifier<Consent>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        let (consent, held, dossier) = try await ReadSharedParts(place).held(id, session)
        let holder = KeyHolder.team(held.team.id, generation: held.team.generation)
        let readers = place.readers(session, subject: dossier.publicKey)
        // What somebody else lost before gets its key first: the keys that are opened here are those of now.
        _ = try await RenewParts(place)(dossier.id, as: holder, held.keyPair, by: session.actor, readers, team: held.team.id)
        let (going, stays) = try await parts(given.part, of: consent, for: holder)
        guard !going.isEmpty || given.part == nil else { throw .notFound }
        let receipt = try await place.logged(
            AuditEntry(
                .consentReturned, .update, at: place.now(), by: session.actor, dossier: dossier.id, section: consent.agreement,
                detail: given.detail, team: held.team.id), readers)
        let (agreement, key, _) = try await place.open(consent.agreement, of: dossier.id, for: holder, held.keyPair, after: receipt)
        var items = [
            try await place.stored {
                try ItemWriter(place: place, section: agreement, key: key, author: .worker(session.worker.id))
                    .item(.agreementReturn, given.packed)
            }
        ]
        items += try await steps(on: consent, holder, held, session, readers)
        var keys: [(section: DossierSection, key: SectionKey)] = []
        for section in going { keys.append(try await open(section, of: dossier, holder, held, session, readers)) }
        let (words, taken) = (items, given.part == nil || stays.isEmpty ? nil : going.map(\.id))
        try await place.stored { try await place.stores.consents.giveBack(id, taken, items: words) }
        try await renew(keys, of: dossier)
        place.changes.announce(held.team.id)
    }

    /// Sections of which the key goes, and those that the team keeps on this consent.
    private func parts(
        _ part: DossierSection.Kind?, of consent: Consent, for holder: KeyHolder
    ) async throws(WorkRefusal) -> (going: [DossierSection], stays: [DossierSection]) {
        var (going, stays): ([DossierSection], [DossierSection]) = ([], [])
        for section in try await place.stored({ try await place.stores.sections.sections(of: consent.dossier) }) {
            guard try await place.stored({ try await place.stores.sections.grant(section.id, to: holder) })?.ground == consent.ground
            else { continue }
            if part == nil || section.kind == part { going.append(section) } else { stays.append(section) }
        }
        return (going, stays)
    }

    /// The same line in each referral that rests on it and runs, for the desk and the person.
    private func steps(
        on consent: Consent, _ holder: KeyHolder, _ held: TeamKey, _ session: WorkerSession, _ readers: AuditReaders
    ) async throws(WorkRefusal) -> [SealedItem] {
        var items: [SealedItem] = []
        for referral in try await place.stored({ try await place.stores.referrals.referrals(of: consent.dossier) })
        where referral.consent == consent.id && referral.to == consent.team && !referral.state.isOver {
            let receipt = try await place.logged(
                AuditEntry(
                    .referralStep, .update, at: place.now(), by: session.actor, dossier: consent.dossier, section: referral.section,
                    detail: ReferralStep.Kind.returned.rawValue, team: held.team.id), readers)
            let (section, key, _) = try await place.open(
                referral.section, of: consent.dossier, for: holder, held.keyPair, after: receipt)
            items.append(
                try await place.stored {
                    try ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
                        .item(.referralStep, ReferralStep(.returned).packed)
                })
            place.changes.announce(referral.from)
        }
        return items
    }

    // Opened while the team may, and only to be given to those who stay.
    private func open(
        _ section: DossierSection, of dossier: Dossier, _ holder: KeyHolder, _ held: TeamKey, _ session: WorkerSession,
        _ readers: AuditReaders
    ) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey) {
        let receipt = try await place.logged(
            AuditEntry(
                .keysRotated, .update, at: place.now(), by: session.actor, dossier: dossier.id, section: section.id, team: held.team.id),
            readers)
        let (opened, key, _) = try await place.open(section.id, of: dossier.id, for: holder, held.keyPair, after: receipt)
        return (opened, key)
    }

    // Whatever goes wrong from here on, the team has no key, and the parts are marked: the next holder who comes gives them another.
    private func renew(_ keys: [(section: DossierSection, key: SectionKey)], of dossier: Dossier) async throws(WorkRefusal) {
        try await place.stored {
            let shred = try await place.shredKey(of: dossier.id)
            for (section, key) in keys { try await RekeySection(place: place).unlessChanged(section, from: key, of: dossier, shred) }
        }
    }
}

extension SharingReturn {
    /// What stands in the log: which part, and why.
    fileprivate var detail: String { [part?.rawValue ?? "all", reason?.rawValue ?? ""].joined(separator: ":") }

    var packed: [UInt8] { Packed.write([[1], Array((part?.rawValue ?? "").utf8), Array((reason?.rawValue ?? "").utf8)]) }

    init?(packed bytes: [UInt8]) {
        guard let fields = Packed.read(bytes), fields.count == 3, fields[0] == [1] else { return nil }
        let part = DossierSection.Kind(rawValue: Packed.text(fields[1]))
        guard fields[1].isEmpty || part != nil else { return nil }
        self.init(part, reason: Reason(rawValue: Packed.text(fields[2])))
    }
}
