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
        /// Name, and how the person may be reached without harm.
        case contact
        case story
        case medical
        case mental
        case safety
        case police
        case files
        /// To whom nothing may ever go; the person's own.
        case never
        /// What the person and one team agreed: the words of a consent.
        case agreement
        /// What is said about one referral, by everybody who has to do with it.
        case referral
        /// What is said at a case table, by everybody who sits at it.
        case table

        /// What a person writes and shares as a whole, in the order in which it is shown.
        public static let parts: [Kind] = [.contact, .story, .medical, .mental, .safety, .police, .files]
    }

    public let id: Identifier<DossierSection>
    public let dossier: Identifier<Dossier>
    public let kind: Kind
    /// Grows by one with every new key; starts at 1.
    public var version: Int
    /// A part goes on in its next volume when somebody may see what is written from now on and not what was there. Starts at 1.
    public let volume: Int
    /// Whether somebody may have its key who should not any more: the next holder who comes gives it another.
    public var needsNewKey: Bool

    public init(
        id: Identifier<DossierSection>, dossier: Identifier<Dossier>, kind: Kind, version: Int, volume: Int = 1, needsNewKey: Bool = false
    ) {
        self.id = id
        self.dossier = dossier
        self.kind = kind
        self.version = version
        self.volume = volume
        self.needsNewKey = needsNewKey
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
    /// The consent on which a team holds it; nil for the person, and for a team with whom the person writes or agreed something.
    public let ground: ConsentGround?
    public let wrap: Sealed<SectionKeyContent>

    public init(
        section: Identifier<DossierSection>, version: Int, holder: KeyHolder, ground: ConsentGround? = nil,
        wrap: Sealed<SectionKeyContent>
    ) {
        self.section = section
        self.version = version
        self.holder = holder
        self.ground = ground
        self.wrap = wrap
    }
}

/// The consent that a grant is bound to: moved to another, or with other words, it does not open.
/// - Source: security 2.5.
public struct ConsentGround: Sendable, Hashable {
    public let consent: Identifier<Consent>
    /// SHA-256 of everything that was agreed.
    public let hash: [UInt8]

    public init(consent: Identifier<Consent>, hash: [UInt8]) {
        self.consent = consent
        self.hash = hash
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
