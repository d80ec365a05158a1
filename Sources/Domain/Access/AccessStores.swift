/// Where workers and invitations are kept.
public protocol WorkerStore: Sendable {
    /// Adds an invited worker with their places in teams.
    /// - Throws: `StoreRefusal.duplicate` when the login is taken.
    func invite(_ worker: SupportWorker, _ invitation: Invitation, teams: [Identifier<Team>]) async throws
    func invitation(_ locator: [UInt8]) async throws -> Invitation?
    /// The invited worker becomes active with these keys; the invitation is used up.
    /// - Throws: `StoreRefusal.gone` when the invitation was used or withdrawn.
    func accept(_ locator: [UInt8], keys: WorkerKeys) async throws
    /// Invites somebody anew who lost their invitation or their passphrase. Their old keys and invitation open nothing any more; they keep their
    /// places in teams, wait to be let in again, and teams whose key they held need a new one.
    /// - Throws: `StoreRefusal.gone` when they left or never were.
    func reinvite(_ invitation: Invitation) async throws
    func worker(login: [UInt8]) async throws -> SupportWorker?
    func worker(_ id: Identifier<SupportWorker>) async throws -> SupportWorker?
    func workers(of organisation: Identifier<WorkOrganisation>) async throws -> [SupportWorker]
    /// A worker with what decides on what they may open, all as it is at one moment; nil when there is no such worker.
    func standing(of id: Identifier<SupportWorker>) async throws -> WorkerStanding?
    /// Ends access: the worker has left, their places, wraps, keys and invitations are gone, their claims are free, their teams need new keys.
    func leave(_ id: Identifier<SupportWorker>) async throws
    /// Notes that a code of the second factor was used.
    /// - Returns: false when that code or a later one was used before.
    func useFactor(_ id: Identifier<SupportWorker>, step: Int64) async throws -> Bool
    /// Keeps a text that a worker wrote for themself.
    /// - Throws: `StoreRefusal.duplicate` when it is there already; `.full` when they have as many as may be; `.gone` when they left.
    func add(_ phrase: SealedOwnPhrase, atMost most: Int) async throws
    /// A worker's own texts, in the order in which they were written.
    func phrases(of worker: Identifier<SupportWorker>) async throws -> [SealedOwnPhrase]
    /// Takes away a text of this worker; nothing happens when they have none of that name.
    func remove(_ phrase: Identifier<SealedOwnPhrase>, of worker: Identifier<SupportWorker>) async throws
    /// Removes invitations that were not used until this moment.
    func sweepInvitations(at now: Instant) async throws
}

/// A worker with their places, as they are at one moment: it is asked with every request of a worker.
public struct WorkerStanding: Sendable {
    public let worker: SupportWorker
    /// Their places, each with its team.
    public let places: [(membership: TeamMembership, team: Team)]
    /// The team of their organisation that reads its log; nil when there is none.
    public let review: Team?
    /// What was said of what they can do.
    public let profiles: [DeskProfile]

    public init(
        _ worker: SupportWorker, places: [(membership: TeamMembership, team: Team)], review: Team?, profiles: [DeskProfile]
    ) {
        self.worker = worker
        self.places = places
        self.review = review
        self.profiles = profiles
    }
}

/// Where organisations, teams and places in them are kept.
public protocol TeamStore: PartnerStore {
    func add(_ organisation: WorkOrganisation, teams: [Team]) async throws
    func organisation(_ id: Identifier<WorkOrganisation>) async throws -> WorkOrganisation?
    func organisations() async throws -> [WorkOrganisation]
    func team(_ id: Identifier<Team>) async throws -> Team?
    /// All teams, or those of one organisation.
    func teams(of organisation: Identifier<WorkOrganisation>?) async throws -> [Team]
    func members(of team: Identifier<Team>) async throws -> [TeamMembership]
    func memberships(of worker: Identifier<SupportWorker>) async throws -> [TeamMembership]
    /// Gives a waiting member the team's present key.
    /// - Throws: `StoreRefusal.conflict` when the team has another generation by now, `.gone` when they are no member.
    func admit(_ membership: TeamMembership) async throws
    /// Gives a member who holds the team's present key that key sealed anew.
    /// - Throws: `StoreRefusal.conflict` when the team has another generation by now, or they do not hold it any more.
    func replace(_ membership: TeamMembership) async throws
    /// Gives the team its next key, sealed to the members named; others lose theirs until they are admitted. `needsNewKey` stays as given.
    /// - Throws: `StoreRefusal.conflict` when the generation is not the one before, or, with every key but the first, when one of those named
    ///   does not hold the present one any more.
    func renew(_ team: Team, wraps: [TeamMembership]) async throws
}

/// One entry of somebody, as it is kept: a hash of what the browser holds, and a blob that only the browser's token opens.
/// - Source: security 2.8.
public struct SessionRecord: Sendable, Hashable {
    /// SHA-256 of the token.
    public let hash: [UInt8]
    public var blob: Sealed<SessionContent>
    /// Hours since 1970 after which it may be swept away.
    public var sweptAfter: Int64

    public init(hash: [UInt8], blob: Sealed<SessionContent>, sweptAfter: Int64) {
        self.hash = hash
        self.blob = blob
        self.sweptAfter = sweptAfter
    }
}

/// What is sealed in a session.
public enum SessionContent {}

/// Where sessions are kept; never in a backup.
public protocol SessionStore: Sendable {
    func put(_ record: SessionRecord) async throws
    func record(_ hash: [UInt8]) async throws -> SessionRecord?
    /// Replaces the blob of a session that is still there.
    func update(_ record: SessionRecord) async throws
    func remove(_ hash: [UInt8]) async throws
    func sweep(before hour: Int64) async throws
}

/// What somebody said about the site afterwards, sealed to whoever may read it, tied to nobody.
/// - Source: R112.
public struct SealedFeedback: Sendable, Hashable {
    public let id: Identifier<SealedFeedback>
    public let team: Identifier<Team>
    public let generation: Int
    public let content: Sealed<FeedbackContent>

    public init(id: Identifier<SealedFeedback>, team: Identifier<Team>, generation: Int, content: Sealed<FeedbackContent>) {
        self.id = id
        self.team = team
        self.generation = generation
        self.content = content
    }
}

/// What is sealed in feedback.
public enum FeedbackContent {}

/// Where feedback is kept, in no order that tells when it came.
public protocol FeedbackStore: Sendable {
    func add(_ feedback: SealedFeedback) async throws
    /// By id, which is random.
    func all(for team: Identifier<Team>, limit: Int) async throws -> [SealedFeedback]
    /// Replaces content that was sealed to an older key of the team.
    func replace(_ feedback: [SealedFeedback]) async throws
}
