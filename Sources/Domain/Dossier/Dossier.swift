/// All that one person entrusted to this site, under keys that only that person and the teams they chose can reach.
///
/// What stands here in clear is all that stands in clear: see `docs/threat-model.md`.
/// - Source: security 2.4, 2.9.
public struct Dossier: Sendable, Hashable {
    /// How long it stays.
    public enum Keeping: String, CaseIterable, Sendable, Hashable {
        /// The person has not shown that they have the code.
        case unproven
        /// The person has the code, and can come back.
        case byCode = "by_code"
    }

    public let id: Identifier<Dossier>
    /// The key under which the person's own wraps are sealed; anyone may seal to it, only the code opens.
    public let publicKey: PublicKey
    public var keeping: Keeping
    public let openedIn: Week
    /// The last week in which the person came back, or a helper answered.
    public var visitedIn: Week

    public init(id: Identifier<Dossier>, publicKey: PublicKey, keeping: Keeping, openedIn: Week, visitedIn: Week) {
        self.id = id
        self.publicKey = publicKey
        self.keeping = keeping
        self.openedIn = openedIn
        self.visitedIn = visitedIn
    }
}

/// A key to which anyone can seal: X-Wing, 1216 bytes.
/// - Source: security 2.1; draft-connolly-cfrg-xwing-kem.
public struct PublicKey: Sendable, Hashable {
    public let bytes: [UInt8]
    public init(bytes: [UInt8]) { self.bytes = bytes }
}

/// One part of a dossier: what is shared or kept apart as a whole, under a key of its own.
/// - Source: security 2.4.
public struct DossierSection: Sendable, Hashable {
    public enum Kind: String, CaseIterable, Sendable, Hashable {
        /// A conversation between the person and one team.
        case messages
        /// What the team notes for itself about a conversation; the person holds no key to it.
        case notes
    }

    public let id: Identifier<DossierSection>
    public let dossier: Identifier<Dossier>
    public let kind: Kind
    /// Grows by one with every new key; starts at 1.
    public var version: Int

    public init(id: Identifier<DossierSection>, dossier: Identifier<Dossier>, kind: Kind, version: Int) {
        self.id = id
        self.dossier = dossier
        self.kind = kind
        self.version = version
    }
}

/// Who holds a key to a section: the person, or a team in one generation of its key.
public enum KeyHolder: Sendable, Hashable {
    case subject
    case team(Identifier<Team>, generation: Int)
}

/// The key of a section in one version, sealed to one holder, and once more under the dossier's shred key.
/// - Source: security 2.4.
public struct SectionGrant: Sendable, Hashable {
    public let section: Identifier<DossierSection>
    public let version: Int
    public let holder: KeyHolder
    public let wrap: Sealed<SectionKeyContent>

    public init(section: Identifier<DossierSection>, version: Int, holder: KeyHolder, wrap: Sealed<SectionKeyContent>) {
        self.section = section
        self.version = version
        self.holder = holder
        self.wrap = wrap
    }
}

/// What is sealed in a `SectionGrant`.
public enum SectionKeyContent {}
/// What is sealed in a `SealedItem`.
public enum ItemContent {}

/// One thing that was said or noted, sealed under a key of its own that is wrapped under the section's key.
/// - Source: security 2.4.
public struct SealedItem: Sendable, Hashable {
    public let id: Identifier<SealedItem>
    public let section: Identifier<DossierSection>
    /// The version of the section's key under which the item's key is wrapped now.
    public var version: Int
    /// What is bound to the content and authenticated with it: ids, kind, first version, week, size class.
    public let header: [UInt8]
    /// HMAC under the item's key: one ciphertext cannot be opened to two texts.
    public let commitment: [UInt8]
    /// The item's key under the section's key.
    public var wrappedKey: [UInt8]
    public let content: Sealed<ItemContent>

    public init(
        id: Identifier<SealedItem>, section: Identifier<DossierSection>, version: Int, header: [UInt8], commitment: [UInt8],
        wrappedKey: [UInt8], content: Sealed<ItemContent>
    ) {
        self.id = id
        self.section = section
        self.version = version
        self.header = header
        self.commitment = commitment
        self.wrappedKey = wrappedKey
        self.content = content
    }
}
