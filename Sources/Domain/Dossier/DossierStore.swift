/// Where dossiers and the ways into them are kept.
public protocol DossierStore: Sendable {
    func dossier(_ id: Identifier<Dossier>) async throws -> Dossier?
    /// The key that belongs to a locator. One statement, whether it is there or not.
    func returnKey(_ locator: [UInt8]) async throws -> ReturnKey?
    /// Puts a new key in the place of the old one.
    /// - Throws: `StoreRefusal.gone` when the old one is not there, `.duplicate` when the new locator is taken.
    func replace(_ locator: [UInt8], with key: ReturnKey) async throws
    /// Notes that the person has the code, or came back. A visit never makes the last one earlier: the clock may have stood wrong.
    /// - Throws: `StoreRefusal.gone`.
    func keep(_ id: Identifier<Dossier>, _ keeping: Dossier.Keeping, visitedIn week: Week) async throws
    /// Removes the dossier and everything in it: keys, sections, grants, items, conversations. It is no error when it is gone already.
    func erase(_ id: Identifier<Dossier>) async throws
    /// Dossiers that nobody kept and were last touched before one week, or that were kept and last visited before another.
    func expired(unprovenBefore: Week, keptBefore: Week, limit: Int) async throws -> [Identifier<Dossier>]
    /// The week of the newest visit to any dossier; nil when there is none.
    func newestVisit() async throws -> Week?
}

/// Where the parts of dossiers are kept, sealed.
public protocol SectionStore: Sendable {
    /// - Throws: `StoreRefusal.duplicate`, or `.gone` when the dossier was erased.
    func add(_ section: DossierSection, grants: [SectionGrant]) async throws
    func sections(of dossier: Identifier<Dossier>) async throws -> [DossierSection]
    /// The grant of the section's present version to a holder; nil when they have none.
    func grant(_ section: Identifier<DossierSection>, to holder: KeyHolder) async throws -> SectionGrant?
    /// Items in the order in which they were added. `after` counts items to skip from the start.
    func items(_ section: Identifier<DossierSection>, after: Int, limit: Int) async throws -> [SealedItem]
    /// What items of all sections of one kind say of themselves, in the order in which they were added; nothing of what is sealed in them.
    /// - Parameter limit: items at most, the oldest.
    func headers(
        of dossier: Identifier<Dossier>, in kind: DossierSection.Kind, limit: Int
    ) async throws -> [(section: Identifier<DossierSection>, header: [UInt8])]
    /// The grant of the section's present version to a holder, and its first items; nil when they have none.
    /// - Parameter limit: items at most; a hundred or less.
    func opening(
        _ section: Identifier<DossierSection>, to holder: KeyHolder, limit: Int
    ) async throws -> (grant: SectionGrant, items: [SealedItem])?
    /// How many items there are.
    func count(_ section: Identifier<DossierSection>) async throws -> Int
    /// Sections of which a team holds a key of this generation or an older one, with that key, in a stable order.
    func granted(to team: Identifier<Team>, upTo generation: Int, limit: Int) async throws -> [(
        section: DossierSection, grant: SectionGrant
    )]
    /// Gives a section its next key: new grants in place of all old ones, and every item's key wrapped anew.
    /// - Parameter seen: how many grants of the old key there were, when it was decided who gets the new one.
    /// - Throws: `StoreRefusal.conflict` when the version is not the one before, or items or grants came or went since.
    func rekey(
        _ section: DossierSection, grants: [SectionGrant], replacing seen: Int, wrappedKeys: [Identifier<SealedItem>: [UInt8]]
    ) async throws
    /// Takes the key of a section from a team, and marks the section for another. Whoever has none, loses none.
    func take(_ section: Identifier<DossierSection>, from team: Identifier<Team>) async throws
    /// Removes one item; used for drafts.
    func remove(_ item: Identifier<SealedItem>) async throws
}

/// Where the key is kept without which nothing of a dossier opens; apart from everything else, with short backups.
/// - Source: security 2.10.
public protocol ShredStore: Sendable {
    /// - Throws: `StoreRefusal.duplicate`.
    func put(_ key: Sealed<ShredKeyContent>, for dossier: Identifier<Dossier>) async throws
    func key(for dossier: Identifier<Dossier>) async throws -> Sealed<ShredKeyContent>?
    /// Makes everything of the dossier unreadable, here and in every copy of the rest.
    func destroy(_ dossier: Identifier<Dossier>) async throws
}

/// What is sealed in the shred store.
public enum ShredKeyContent {}
