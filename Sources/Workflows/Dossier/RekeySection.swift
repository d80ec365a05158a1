import Domain
import Vault

/// Gives a section its next key: to everybody who may still see it, and to nobody else. What is in it is not touched; only its keys are sealed
/// anew, so that whoever kept the old one opens nothing with it.
/// - Source: security 2.6.
struct RekeySection: Sendable {
    let place: Workplace

    /// - Parameters:
    ///   - present: its key of now.
    /// - Returns: the section with its new key.
    /// - Throws: `StoreRefusal.conflict` when somebody wrote, or was given a key, or lost one, at this very moment: then nothing changed.
    @discardableResult
    func callAsFunction(
        _ section: DossierSection, from present: SectionKey, of dossier: Dossier, _ shred: ShredKey
    ) async throws -> (section: DossierSection, key: SectionKey) {
        let grants = try await place.stores.consents.grants(of: section.id)
        var next = section
        next.version += 1
        let key = SectionKey.make(for: next)
        var given: [SectionGrant] = []
        for grant in grants {
            guard let (holder, publicKey) = try await holder(grant, dossier), !given.contains(where: { $0.holder == holder })
            else { continue }
            given.append(try key.grant(to: holder, publicKey, on: grant.ground, shred: shred))
        }
        try await place.stores.sections.rekey(
            next, grants: given, replacing: grants.count, wrappedKeys: try await wrapped(section, from: present, to: key))
        return (next, key)
    }

    /// The same, and nothing when somebody wrote, was given a key, or lost one at this very moment: the section stays marked, and comes by again
    /// with the next holder.
    /// - Returns: whether it has another key now.
    @discardableResult
    func unlessChanged(
        _ section: DossierSection, from present: SectionKey, of dossier: Dossier, _ shred: ShredKey
    ) async throws -> Bool {
        do {
            try await self(section, from: present, of: dossier, shred)
            return true
        } catch StoreRefusal.conflict {
            return false
        }
    }

    /// Who gets the new key in the place of an old grant; nil when they may not see it any more.
    private func holder(
        _ grant: SectionGrant, _ dossier: Dossier
    ) async throws -> (KeyHolder, PublicKey)? {
        guard case .team(let id, _) = grant.holder else { return (.subject, dossier.publicKey) }
        if let ground = grant.ground {
            guard let consent = try await place.stores.consents.consent(ground.consent), consent.holds(in: place.week) else { return nil }
        }
        guard let team = try await place.stores.teams.team(id), let key = team.publicKey else { return nil }
        return (.team(id, generation: team.generation), key)
    }

    private func wrapped(
        _ section: DossierSection, from present: SectionKey, to next: SectionKey
    ) async throws -> [Identifier<SealedItem>: [UInt8]] {
        var wrapped: [Identifier<SealedItem>: [UInt8]] = [:]
        var after = 0
        while true {
            let items = try await place.stores.sections.items(section.id, after: after, limit: 500)
            for item in items {
                // Somebody gave it another key meanwhile.
                guard item.version == section.version else { throw StoreRefusal.conflict }
                wrapped[item.id] = try ItemSealer.rewrap(item, from: present, to: next).wrappedKey
            }
            guard items.count == 500 else { return wrapped }
            after += 500
        }
    }
}

/// Gives every part a new key from which somebody was taken away: when the person withdraws, and else when they or another holder come.
/// - Source: security 2.6, 'pending rotation'; invariant I3.
public struct RenewParts: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Returns: how many parts got another key.
    @discardableResult
    public func callAsFunction(_ session: PersonSession) async throws(WorkRefusal) -> Int {
        try await callAsFunction(session.dossier, as: .subject, session.keyPair, by: .subject, session.readers, team: nil)
    }

    /// - Parameter holder: whose key opens the parts that are renewed; parts that they do not hold wait for another.
    func callAsFunction(
        _ id: Identifier<Dossier>, as holder: KeyHolder, _ keyPair: KeyPair, by actor: AuditEntry.Actor, _ readers: AuditReaders,
        team: Identifier<Team>?
    ) async throws(WorkRefusal) -> Int {
        let sections = try await place.stored { try await place.stores.sections.sections(of: id) }.filter(\.needsNewKey)
        guard !sections.isEmpty, let dossier = try await place.stored({ try await place.stores.dossiers.dossier(id) }) else { return 0 }
        var renewed = 0
        for section in sections {
            guard try await place.stored({ try await place.stores.sections.grant(section.id, to: holder) }) != nil else { continue }
            let receipt = try await place.logged(
                AuditEntry(.keysRotated, .update, at: place.now(), by: actor, dossier: id, section: section.id, team: team), readers)
            renewed += try await place.stored {
                let shred = try await place.shredKey(of: id)
                let (opened, key, _) = try await place.open(section.id, of: id, for: holder, keyPair, after: receipt)
                return try await RekeySection(place: place).unlessChanged(opened, from: key, of: dossier, shred) ? 1 : 0
            }
        }
        return renewed
    }
}
