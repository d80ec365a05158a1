import Crypto
import Domain

/// The key of one section of a dossier in one version.
/// - Source: security 2.4.
public struct SectionKey: Sendable, Unprintable {
    public let section: Identifier<DossierSection>
    public let version: Int
    let key: SymmetricKey

    /// A new key, by chance.
    public static func make(for section: DossierSection) -> SectionKey {
        SectionKey(section: section.id, version: section.version, key: SymmetricKey(size: .bits256))
    }
}

/// The key without which no grant of a dossier opens. When it is destroyed, the dossier is unreadable everywhere.
/// - Source: security 2.4, 2.10.
public struct ShredKey: Sendable, Unprintable {
    public let dossier: Identifier<Dossier>
    let key: SymmetricKey

    /// A new key, by chance.
    public static func make(for dossier: Identifier<Dossier>) -> ShredKey { ShredKey(dossier: dossier, key: SymmetricKey(size: .bits256)) }

    private init(dossier: Identifier<Dossier>, key: SymmetricKey) {
        self.dossier = dossier
        self.key = key
    }

    /// Opens what the shred store keeps.
    /// - Throws: `KeyRefusal.wrong` when it is of another dossier or installation.
    public init(_ sealed: Sealed<ShredKeyContent>, of dossier: Identifier<Dossier>, keys: InstanceKeys) throws(KeyRefusal) {
        let bytes = try Box.open(sealed.bytes, under: keys.shredKey.key, binding: Purpose.shred.encode(.id(dossier)))
        guard let key = SymmetricKey(unwrapped: bytes) else { throw .wrong }
        self.init(dossier: dossier, key: key)
    }

    /// What the shred store keeps.
    public func sealed(_ keys: InstanceKeys) throws(KeyRefusal) -> Sealed<ShredKeyContent> {
        Sealed(bytes: try Box.seal(key.wrappable, under: keys.shredKey.key, binding: Purpose.shred.encode(.id(dossier))))
    }
}

extension SectionKey {
    /// Gives the key to the person or to a team.
    /// - Parameter ground: the consent on which a team gets it.
    /// - Throws: `KeyRefusal.unusable` when the public key is none.
    public func grant(
        to holder: KeyHolder, _ publicKey: PublicKey, on ground: ConsentGround? = nil, shred: ShredKey
    ) throws(KeyRefusal) -> SectionGrant {
        let context = GrantContext(dossier: shred.dossier, section: section, version: version, holder: holder, ground: ground)
        let envelope = try Envelope.seal(key.wrappable, to: publicKey, info: Purpose.grant.encode(), binding: context.bound(.section))
        let shredded = try Box.seal(envelope, under: shred.key, binding: context.bound(.grantShred))
        return SectionGrant(section: section, version: version, holder: holder, ground: ground, wrap: Sealed(bytes: shredded))
    }
}

/// What a grant is bound to: moved anywhere else, it does not open.
struct GrantContext {
    let dossier: Identifier<Dossier>
    let section: Identifier<DossierSection>
    let version: Int
    let holder: KeyHolder
    let ground: ConsentGround?

    func bound(_ purpose: Purpose) -> [UInt8] {
        switch (holder, ground) {
        case (.subject, _): purpose.encode(.id(dossier), .id(section), .number(version), .text("subject"))
        case (.team(let team, let generation), nil):
            purpose.encode(.id(dossier), .id(section), .number(version), .text("team"), .id(team), .number(generation))
        case (.team(let team, let generation), let ground?):
            purpose.encode(
                .id(dossier), .id(section), .number(version), .text("consent"), .id(team), .number(generation), .id(ground.consent),
                .bytes(ground.hash))
        }
    }
}

/// Opens grants: the only way to the key of a section, and only with proof that the log knows.
public struct SealedKeyService: KeyService {
    private let keys: InstanceKeys

    public init(keys: InstanceKeys) { self.keys = keys }

    public func open(
        _ grant: SectionGrant, of dossier: Identifier<Dossier>, with holder: KeyPair, shred: Sealed<ShredKeyContent>,
        after receipt: LogReceipt
    ) throws(KeyRefusal) -> SectionKey {
        guard receipt.dossier == dossier, receipt.section == grant.section else { throw .unlogged }
        let shred = try ShredKey(shred, of: dossier, keys: keys)
        let context = GrantContext(
            dossier: dossier, section: grant.section, version: grant.version, holder: grant.holder, ground: grant.ground)
        let envelope = try Box.open(grant.wrap.bytes, under: shred.key, binding: context.bound(.grantShred))
        let bound = context.bound(.section)
        let bytes = try holder.reopening(envelope, bound: bound, under: shred.key) { () throws(KeyRefusal) in
            try Envelope.open(envelope, with: holder, info: Purpose.grant.encode(), binding: bound)
        }
        guard let key = SymmetricKey(unwrapped: bytes) else { throw .wrong }
        return SectionKey(section: grant.section, version: grant.version, key: key)
    }

    public func hold(
        _ key: SectionKey, of dossier: Identifier<Dossier>, shred: Sealed<ShredKeyContent>
    ) throws(KeyRefusal) -> HeldKey {
        let shred = try ShredKey(shred, of: dossier, keys: keys)
        let wrap = try Box.seal(key.key.wrappable, under: shred.key, binding: Self.bound(dossier, key.section, key.version))
        return HeldKey(section: key.section, version: key.version, wrap: Sealed(bytes: wrap))
    }

    public func open(
        _ held: HeldKey, of dossier: Identifier<Dossier>, shred: Sealed<ShredKeyContent>, after receipt: LogReceipt
    ) throws(KeyRefusal) -> SectionKey {
        guard receipt.dossier == dossier, receipt.section == held.section else { throw .unlogged }
        let shred = try ShredKey(shred, of: dossier, keys: keys)
        let bytes = try Box.open(held.wrap.bytes, under: shred.key, binding: Self.bound(dossier, held.section, held.version))
        guard let key = SymmetricKey(unwrapped: bytes) else { throw .wrong }
        return SectionKey(section: held.section, version: held.version, key: key)
    }

    private static func bound(_ dossier: Identifier<Dossier>, _ section: Identifier<DossierSection>, _ version: Int) -> [UInt8] {
        Purpose.heldKey.encode(.id(dossier), .id(section), .number(version))
    }
}
