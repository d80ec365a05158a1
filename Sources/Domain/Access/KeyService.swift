/// Gives out the key of a dossier's section to whoever holds a grant, and to nobody before the log knows of it.
/// - Source: security 2.11, 2.12, invariants I2 and I4; 'no log, no key'.
public protocol KeyService<Holder, Key>: Sendable {
    /// The private key of the person or team the grant was made out to.
    associatedtype Holder: Sendable
    associatedtype Key: Sendable

    /// Opens a grant.
    /// - Parameter receipt: proof that this very opening is in the log: of this dossier and this section.
    /// - Throws: `KeyRefusal.unlogged` for a receipt of something else, `.wrong` when the grant is another's, was changed or moved, or the dossier
    ///   was erased.
    func open(
        _ grant: SectionGrant, of dossier: Identifier<Dossier>, with holder: Holder, shred: Sealed<ShredKeyContent>,
        after receipt: LogReceipt
    ) throws(KeyRefusal) -> Key

    /// An opened key as a session keeps it at hand. It lies under the dossier's shred key, so that it opens nothing once that is destroyed.
    /// - Throws: `KeyRefusal.wrong` when the shred key is of another dossier.
    func hold(
        _ key: Key, of dossier: Identifier<Dossier>, shred: Sealed<ShredKeyContent>
    ) throws(KeyRefusal) -> HeldKey

    /// Opens a key that a session has at hand: quicker than a grant, under the same conditions.
    /// - Throws: as for a grant.
    func open(
        _ held: HeldKey, of dossier: Identifier<Dossier>, shred: Sealed<ShredKeyContent>, after receipt: LogReceipt
    ) throws(KeyRefusal) -> Key
}

/// The key of a section in one version, as a session keeps it among its own secrets.
/// - Source: security 2.9.
public struct HeldKey: Sendable, Hashable {
    public let section: Identifier<DossierSection>
    public let version: Int
    public let wrap: Sealed<SectionKeyContent>

    public init(section: Identifier<DossierSection>, version: Int, wrap: Sealed<SectionKeyContent>) {
        self.section = section
        self.version = version
        self.wrap = wrap
    }
}

/// Why nothing was opened. Which part did not fit is never told.
public enum KeyRefusal: Error, Sendable, Hashable {
    /// Too many people are entering at this moment; in a minute it can be tried again.
    case busy
    /// It does not open: another's key, a wrong code or passphrase, or bytes that were changed or moved.
    case wrong
    /// The receipt is about something else.
    case unlogged
    /// A public key or key file that is none.
    case unusable
}

/// Who waits for a slow derivation: people with a code and workers with a passphrase are served in turn.
public enum EntryLane: Int, CaseIterable, Sendable, Hashable {
    case people
    case staff
}
