import Domain
import TestKit

@testable import Vault

/// An invented dossier with one section, granted to the person and to a team, as tests take it apart.
struct SealedDossier {
    let instance = InstanceKeys.make(CountedChance(5))
    let person: KeyPair
    let teamKey: KeyPair
    let team: Identifier<Team>
    let dossier: Identifier<Dossier>
    let section: DossierSection
    let shred: ShredKey
    let sealedShred: Sealed<ShredKeyContent>
    let key: SectionKey
    let service: SealedKeyService
    let forPerson: SectionGrant
    let forTeam: SectionGrant

    init(_ seed: UInt64 = 1) throws {
        let chance = CountedChance(seed)
        person = try KeyPair(seed: Secret(chance.bytes(32)))
        teamKey = try KeyPair(seed: Secret(chance.bytes(32)))
        team = Identifier(chance)
        dossier = Identifier(chance)
        section = DossierSection(id: Identifier(chance), dossier: dossier, kind: .messages, version: 1)
        shred = ShredKey.make(for: dossier)
        sealedShred = try shred.sealed(instance)
        key = SectionKey.make(for: section)
        service = SealedKeyService(keys: instance)
        forPerson = try key.grant(to: .subject, person.publicKey, shred: shred)
        forTeam = try key.grant(to: .team(team, generation: 3), teamKey.publicKey, shred: shred)
    }

    var receipt: LogReceipt { LogReceipt(index: 0, dossier: dossier, section: section.id) }

    func open(_ grant: SectionGrant, with pair: KeyPair) throws(KeyRefusal) -> SectionKey {
        try service.open(grant, of: dossier, with: pair, shred: sealedShred, after: receipt)
    }

    func item(_ text: String, _ chance: CountedChance = CountedChance(9)) throws -> SealedItem {
        try ItemSealer.seal(
            Array(text.utf8), as: .messageFromPerson, by: .subject, in: Week(number: 2900), id: Identifier(chance), dossier: dossier,
            under: key)
    }

    func text(_ item: SealedItem) throws -> String {
        String(decoding: try ItemSealer.open(item, dossier: dossier, under: key).content.revealed, as: UTF8.self)
    }
}

extension SealedItem {
    /// The same item with something of it changed.
    func changed(
        id: Identifier<SealedItem>? = nil, section: Identifier<DossierSection>? = nil, version: Int? = nil, header: [UInt8]? = nil,
        commitment: [UInt8]? = nil, wrappedKey: [UInt8]? = nil, content: [UInt8]? = nil
    ) -> SealedItem {
        SealedItem(
            id: id ?? self.id, section: section ?? self.section, version: version ?? self.version, header: header ?? self.header,
            commitment: commitment ?? self.commitment, wrappedKey: wrappedKey ?? self.wrappedKey,
            content: Sealed(bytes: content ?? self.content.bytes))
    }
}

extension [UInt8] {
    /// With one bit the other way.
    func flipped(_ bit: Int) -> [UInt8] {
        var bytes = self
        bytes[bit / 8 % count] ^= 1 << UInt8(bit % 8)
        return bytes
    }
}
