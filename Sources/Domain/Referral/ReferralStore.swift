/// Where referrals are kept.
public protocol ReferralStore: Sendable {
    /// Keeps a new one with its section, keys and first words; all or nothing.
    /// - Throws: `StoreRefusal.duplicate` when it is there already, `.gone` when the dossier was erased.
    func add(_ referral: Referral, _ section: DossierSection, grants: [SectionGrant], items: [SealedItem]) async throws
    func referral(_ id: Identifier<Referral>) async throws -> Referral?
    func referrals(of dossier: Identifier<Dossier>) async throws -> [Referral]
    /// What teams received and is not over: most urgent first, then by arrival.
    func received(by teams: [Identifier<Team>], limit: Int) async throws -> [Referral]
    /// What teams sent and is not finished: most urgent first, then by arrival. Declined ones stay until the sender is done with them.
    func sent(by teams: [Identifier<Team>], limit: Int) async throws -> [Referral]
    /// Writes a step: the new state and cards, and its words.
    /// - Throws: `StoreRefusal.conflict` when somebody did a step meanwhile or the section has another key; `.gone`.
    func step(_ referral: Referral, from revision: Int64, items: [SealedItem]) async throws
    /// Referrals of a team with a card of this generation or an older one.
    func cards(of team: Identifier<Team>, upTo generation: Int, limit: Int) async throws -> [Referral]
    /// Keeps a letter for a referral that is there already.
    /// - Throws: `StoreRefusal.duplicate`, `.gone`.
    func add(_ letter: Letter) async throws
    func letter(_ locator: [UInt8]) async throws -> Letter?
    /// Counts a try before it is looked at, so that two at once are two.
    /// - Returns: false when somebody tried meanwhile, or it is gone.
    func tries(_ letter: Letter, from tries: Int) async throws -> Bool
    /// Letters that are over.
    func letters(expiredBy now: Instant, limit: Int) async throws -> [Letter]
    /// Ends one: nothing finds it any more.
    func remove(_ locator: [UInt8]) async throws
    /// Questions without a name that ended with a consent, and of which the end was not written because the machine ended at that moment.
    func unended(limit: Int) async throws -> [Referral]
    /// Replaces the cards of one, as long as no step came between.
    func reseal(_ referral: Referral) async throws
}
