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
