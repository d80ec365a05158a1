/// An organisation that is asked to take part. Who has the code may say what it is and become its first administrator, once.
/// - Source: security 2.7; product, 'Organisations'.
public struct OrganisationInvitation: Sendable, Hashable {
    public let id: Identifier<OrganisationInvitation>
    /// Keyed hash of the code, 16 bytes.
    public let locator: [UInt8]
    /// Who asks.
    public let organisation: Identifier<WorkOrganisation>
    /// For whom it is meant, for the list of who asked.
    public let meant: Sealed<WorkerName>
    public let expiresAt: Instant

    public init(
        id: Identifier<OrganisationInvitation>, locator: [UInt8], organisation: Identifier<WorkOrganisation>, meant: Sealed<WorkerName>,
        expiresAt: Instant
    ) {
        self.id = id
        self.locator = locator
        self.organisation = organisation
        self.meant = meant
        self.expiresAt = expiresAt
    }
}

/// Whether somebody spoke with a team that came in by itself, and heard from them the digits of its key; and since when it has one holder or none.
///
/// A team that was made at the machine needs nobody's word, and has no row.
/// - Source: security 2.7, 'Decided for version 1', T11; decision 0090.
public struct TeamVouching: Sendable, Hashable {
    /// Seconds after which a team with fewer than two holders receives nothing new.
    public static let longestAlone: Int64 = 7 * 86_400

    public let team: Identifier<Team>
    /// Whose word it needs.
    public let organisation: Identifier<WorkOrganisation>
    /// SHA-256 of the key that was read out; nil when nobody spoke with them yet.
    public var keyHash: [UInt8]?
    /// With whom, by whom and when.
    public var words: Sealed<WorkerName>?
    public var aloneSince: Instant?

    public init(
        team: Identifier<Team>, organisation: Identifier<WorkOrganisation>, keyHash: [UInt8]? = nil, words: Sealed<WorkerName>? = nil,
        aloneSince: Instant? = nil
    ) {
        self.team = team
        self.organisation = organisation
        self.keyHash = keyHash
        self.words = words
        self.aloneSince = aloneSince
    }

    /// Whether it was alone too long.
    public func isAloneTooLong(at now: Instant) -> Bool { aloneSince.map { now.seconds - $0.seconds > Self.longestAlone } ?? false }
}

/// Everything that is written when an organisation comes in.
public struct NewPartner: Sendable {
    public let organisation: WorkOrganisation
    public let teams: [Team]
    /// Its first administrator, with keys.
    public let worker: SupportWorker
    /// Teams in which they have a place.
    public let places: [Identifier<Team>]
    /// Teams that need somebody's word.
    public let vouchings: [TeamVouching]

    public init(
        organisation: WorkOrganisation, teams: [Team], worker: SupportWorker, places: [Identifier<Team>], vouchings: [TeamVouching]
    ) {
        self.organisation = organisation
        self.teams = teams
        self.worker = worker
        self.places = places
        self.vouchings = vouchings
    }
}

/// Where invitations of organisations are kept, and who vouched for which team.
public protocol PartnerStore: Sendable {
    /// - Throws: `StoreRefusal.duplicate`.
    func invite(_ invitation: OrganisationInvitation) async throws
    func organisationInvitation(_ locator: [UInt8]) async throws -> OrganisationInvitation?
    /// Those that an organisation sent, by id.
    func organisationInvitations(of organisation: Identifier<WorkOrganisation>) async throws -> [OrganisationInvitation]
    /// Takes one back; nothing happens when it is another organisation's.
    func withdraw(_ id: Identifier<OrganisationInvitation>, of organisation: Identifier<WorkOrganisation>) async throws
    /// The organisation is there, and the invitation used up; all or nothing.
    /// - Throws: `StoreRefusal.gone` when it was used or taken back, `.duplicate` when the login name is taken.
    func join(_ locator: [UInt8], _ new: NewPartner) async throws
    /// Of all teams, by team.
    func vouchings() async throws -> [TeamVouching]
    /// Somebody heard these digits.
    /// - Throws: `StoreRefusal.gone` when the team needs nobody's word.
    func vouch(_ team: Identifier<Team>, keyHash: [UInt8], words: Sealed<WorkerName>) async throws
    /// Since when a team has fewer than two holders; nil when it has two.
    func setAlone(_ team: Identifier<Team>, since: Instant?, else organisation: Identifier<WorkOrganisation>) async throws
    func sweepOrganisationInvitations(at now: Instant) async throws
}
