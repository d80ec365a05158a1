import Domain
import Vault

/// A new dossier with its keys, before any of it is kept. The person's own key is here as long as it takes, and then only under the code.
/// - Source: security 2.3-2.5.
struct Founded: Sendable {
    let dossier: Dossier
    let keyPair: KeyPair
    let shred: ShredKey
    let section: DossierSection
    let key: SectionKey
    let grants: [SectionGrant]
    let returnKey: ReturnKey
    let derived: CodeKeys.Derived
}

extension Workplace {
    /// Makes a dossier for the code of a form, with one section that the person and a team can open.
    func found(_ seed: ConversationSeed, sharedWith team: Team, _ teamKey: PublicKey) async throws(WorkRefusal) -> Founded {
        let derived = try await stored { try await codes.derive(seed.code) }
        let keyPair = try await stored { try KeyPair.make() }
        let shred = try await shredKey(seed)
        let section = DossierSection(id: Identifier(chance), dossier: seed.dossier, kind: .messages, version: 1)
        let key = SectionKey.make(for: section)
        let holders: [(KeyHolder, PublicKey)] = [
            (.subject, keyPair.publicKey), (.team(team.id, generation: team.generation), teamKey),
        ]
        let grants = try await stored { try holders.map { holder, to in try key.grant(to: holder, to, shred: shred) } }
        let returnKey = try await stored {
            ReturnKey(
                locator: derived.locator, dossier: seed.dossier, version: 1, derivation: CodeKeys.derivation,
                wrappedSeed: try codes.seal(keyPair, derived, dossier: seed.dossier, version: 1))
        }
        return Founded(
            dossier: Dossier(id: seed.dossier, publicKey: keyPair.publicKey, keeping: .unproven, openedIn: week, visitedIn: week),
            keyPair: keyPair, shred: shred, section: section, key: key, grants: grants, returnKey: returnKey, derived: derived)
    }

    // After a failure half-way the key may be there already; then that one is used.
    private func shredKey(_ seed: ConversationSeed) async throws(WorkRefusal) -> ShredKey {
        let made = ShredKey.make(for: seed.dossier)
        return try await stored {
            do {
                try await stores.shred.put(try made.sealed(instance), for: seed.dossier)
                return made
            } catch StoreRefusal.duplicate {
                guard let kept = try await stores.shred.key(for: seed.dossier) else { throw WorkRefusal.storeUnavailable }
                return try ShredKey(kept, of: seed.dossier, keys: instance)
            }
        }
    }
}
