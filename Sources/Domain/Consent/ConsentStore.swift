/// Everything that is written when a person agrees.
public struct NewConsent: Sendable {
    public let consent: Consent
    /// The section with the words, its keys for the person and the team, and the words.
    public let agreement: DossierSection
    public let agreementGrants: [SectionGrant]
    public let words: [SealedItem]
    /// Parts that go on in a new volume, with everybody who may see it.
    public let volumes: [DossierSection]
    /// Keys that are given: of parts that are there, and of the new volumes.
    public let grants: [SectionGrant]

    public init(
        consent: Consent, agreement: DossierSection, agreementGrants: [SectionGrant], words: [SealedItem], volumes: [DossierSection],
        grants: [SectionGrant]
    ) {
        self.consent = consent
        self.agreement = agreement
        self.agreementGrants = agreementGrants
        self.words = words
        self.volumes = volumes
        self.grants = grants
    }
}

/// Where consents are kept. What a team may not see any more, it holds no key to from that moment.
public protocol ConsentStore: Sendable {
    /// Keeps a consent with its keys, in place of the one that this team had; all or nothing.
    /// - Throws: `StoreRefusal.duplicate` when it is there already, `.conflict` when a part has another key or volume by now, `.gone` when the
    ///   dossier was erased.
    func give(_ new: NewConsent) async throws
    func consent(_ id: Identifier<Consent>) async throws -> Consent?
    /// All of a dossier, those that hold first, newest first.
    func consents(of dossier: Identifier<Dossier>) async throws -> [Consent]
    /// Consents of teams that hold, newest first.
    func held(by teams: [Identifier<Team>], limit: Int) async throws -> [Consent]
    /// Ends one: its keys are gone at once, and every part that they opened is marked for a new key.
    /// - Parameter questions: whether what is asked of that team without a name ends with it. In the same step those questions rest on this
    ///   consent, so that whoever finishes it later knows which were asked before, and steps at that instant are not done.
    /// - Returns: false when it had ended already.
    func end(_ id: Identifier<Consent>, as state: Consent.State, with questions: Bool) async throws -> Bool
    /// Takes the keys of some sections that a consent opened, marks those for another key, and keeps what was said with it; or ends the
    /// consent with all its keys, as `Consent.State.expired`. All or nothing.
    /// - Parameter sections: of which the keys go; nil for everything, which ends it.
    /// - Throws: `StoreRefusal.conflict` when it does not hold any more, opens one of them no more, or one with words has another key by now.
    func giveBack(_ id: Identifier<Consent>, _ sections: [Identifier<DossierSection>]?, items: [SealedItem]) async throws
    /// Consents that hold, and whose last week lies before one.
    func due(before week: Week, limit: Int) async throws -> [Consent]
    /// Every grant of the section's present key.
    func grants(of section: Identifier<DossierSection>) async throws -> [SectionGrant]
    /// Marks of those to whom nothing of a dossier may go: keyed hashes of 16 bytes.
    func never(of dossier: Identifier<Dossier>) async throws -> Set<[UInt8]>
    /// Adds a mark or takes it away.
    func setNever(_ mark: [UInt8], of dossier: Identifier<Dossier>, to isOn: Bool) async throws
}

extension ConsentStore {
    /// Ends one, and what is asked of that team without a name goes on.
    public func end(_ id: Identifier<Consent>, as state: Consent.State) async throws -> Bool { try await end(id, as: state, with: false) }
}
