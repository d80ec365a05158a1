/// Someone who works for an organisation and enters with a passphrase and a second factor.
/// - Source: security 2.7, 'Languages of the roles'.
public struct SupportWorker: Sendable, Hashable {
    public enum State: String, CaseIterable, Sendable, Hashable {
        /// Invited; has no keys yet.
        case invited
        case active
        /// May not enter any more. What they did stays in the log.
        case left
    }

    public let id: Identifier<SupportWorker>
    public let organisation: Identifier<WorkOrganisation>
    public var role: Role
    public var state: State
    /// Name and whatever else the organisation needs to recognise them, sealed with a key that is not in the database.
    public var name: Sealed<WorkerName>
    /// How they are found at entry: a keyed hash of their login name, 16 bytes.
    public let login: [UInt8]
    /// Their keys; nil as long as they are only invited.
    public var keys: WorkerKeys?
    /// Refuses a code of the second factor that was used before.
    public var lastFactorStep: Int64

    public init(
        id: Identifier<SupportWorker>, organisation: Identifier<WorkOrganisation>, role: Role, state: State, name: Sealed<WorkerName>,
        login: [UInt8], keys: WorkerKeys? = nil, lastFactorStep: Int64 = 0
    ) {
        self.id = id
        self.organisation = organisation
        self.role = role
        self.state = state
        self.name = name
        self.login = login
        self.keys = keys
        self.lastFactorStep = lastFactorStep
    }
}

/// What is sealed as a worker's or organisation's name.
public enum WorkerName {}

/// What the site keeps of a worker's keys: they open with the passphrase only.
public struct WorkerKeys: Sendable, Hashable {
    /// Random, 16 bytes.
    public let salt: [UInt8]
    /// Which pepper and parameters were used.
    public let derivation: Int
    public let publicKey: PublicKey
    /// Private key and second factor, under the key that comes from the passphrase.
    public let wrapped: Sealed<WorkerKeys>

    public init(salt: [UInt8], derivation: Int, publicKey: PublicKey, wrapped: Sealed<WorkerKeys>) {
        self.salt = salt
        self.derivation = derivation
        self.publicKey = publicKey
        self.wrapped = wrapped
    }
}

/// What someone is for. What each may do stands in `Permission`.
public enum Role: String, CaseIterable, Sendable, Hashable {
    case helper
    case shiftLead = "shift_lead"
    case partnerWorker = "partner_worker"
    case coordinator
    case landscapeEditor = "landscape_editor"
    case analyst
    case administrator
    case privacyOfficer = "privacy_officer"
    case expertReviewer = "expert_reviewer"
}

/// One thing that a role may or may not do.
public enum Permission: String, CaseIterable, Sendable, Hashable {
    /// Take, read and answer conversations of one's own teams.
    case helpPeople = "help_people"
    /// Admit members to a team whose key one holds.
    case holdTeamKeys = "hold_team_keys"
    /// Invite people, give roles, end access; sees no content.
    case managePeople = "manage_people"
    /// Read who of the own organisation opened what.
    case readAccessLog = "read_access_log"
    /// Read what people said about the site afterwards.
    case readFeedback = "read_feedback"
    /// See when one is at the desk oneself.
    case seeShifts = "see_shifts"
    /// See how busy the desks are now: numbers, no content and no names.
    case seeBoard = "see_board"
    /// Look back at a shift: numbers, the sample of closed conversations that was announced, and what was no request for help.
    case leadShift = "lead_shift"
    /// Plan who is at the desk when, and say what each can do there; sees no content.
    case planShifts = "plan_shifts"
    /// Take on people who were referred to one's own teams, and say how it goes.
    case receiveReferrals = "receive_referrals"
    /// Open referrals that one's own teams sent or received.
    case followReferrals = "follow_referrals"
    /// Sit at case tables of one's own teams.
    case sitAtTables = "sit_at_tables"
    /// Propose a case table to a person whom one helps.
    case openTables = "open_tables"
}

extension Role {
    /// Closed until opened: what is not named here is refused.
    public var permissions: Set<Permission> { Self.named[self] ?? [] }

    // Asked several times with every request of a worker.
    private static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.allowed) })

    private var allowed: Set<Permission> {
        switch self {
        case .helper: [.helpPeople, .followReferrals, .holdTeamKeys, .seeShifts, .seeBoard, .sitAtTables, .openTables]
        case .shiftLead:
            [
                .helpPeople, .followReferrals, .holdTeamKeys, .readFeedback, .seeShifts, .planShifts, .seeBoard, .leadShift, .sitAtTables,
                .openTables,
            ]
        case .administrator: [.managePeople, .readAccessLog, .holdTeamKeys, .seeShifts, .planShifts]
        case .privacyOfficer: [.readAccessLog, .holdTeamKeys]
        case .analyst: [.readFeedback, .holdTeamKeys]
        case .partnerWorker: [.receiveReferrals, .followReferrals, .holdTeamKeys, .sitAtTables]
        // Who leads tables knows the person, as a helper does.
        case .coordinator: [.helpPeople, .followReferrals, .holdTeamKeys, .seeShifts, .seeBoard, .sitAtTables, .openTables]
        case .landscapeEditor, .expertReviewer: []
        }
    }
}

/// An organisation whose people work with the site.
public struct WorkOrganisation: Sendable, Hashable {
    public let id: Identifier<WorkOrganisation>
    public let name: Sealed<WorkerName>
    /// Sealed like the name: which sort of organisation somebody was referred to tells what happened to them. Nil for those that were made
    /// before it was asked.
    public let profile: Sealed<OrganisationProfile>?

    public init(id: Identifier<WorkOrganisation>, name: Sealed<WorkerName>, profile: Sealed<OrganisationProfile>? = nil) {
        self.id = id
        self.name = name
        self.profile = profile
    }
}

/// What sort of organisation it is, and what the directory says of it. What it must or may do with what somebody shares follows from the sort,
/// never from how it is called.
/// - Source: R62; domain C2, C3; decision 0080.
public struct OrganisationProfile: Sendable, Hashable {
    public let kind: OrganisationKind
    /// The id of the organisation in the directory; nil for one that does not stand in it.
    public let entry: String?

    /// Whether what it reads can go on without the person: an inquiry, or a report. Before that it is asked once more whether it is really them.
    /// - Source: domain 0.3, C2.2, C3.
    public var actsByItself: Bool { [.police, .emergency, .domesticChildProtection, .youthProtection].contains(kind) }

    public init(kind: OrganisationKind, entry: String? = nil) {
        self.kind = kind
        self.entry = entry
    }
}

/// A group of people in one organisation with one task. Keys are given to teams, never to persons.
/// - Source: security 2.7.
public struct Team: Sendable, Hashable {
    public enum Kind: String, CaseIterable, Sendable, Hashable {
        /// Answers people.
        case desk
        /// Reads the organisation's own access log; sees no content.
        case review
        /// Reads what people said about the site afterwards.
        case insight
        /// Takes on people who are referred to it.
        case partner
        /// An organisation without an account, for one referral that reached it as a letter.
        case outside
    }

    public let id: Identifier<Team>
    public let organisation: Identifier<WorkOrganisation>
    public let kind: Kind
    public let name: Sealed<WorkerName>
    /// The generation of its key; 0 as long as it has none.
    public var generation: Int
    /// The public key of that generation.
    public var publicKey: PublicKey?
    /// Somebody left, and the keys were not changed since.
    public var needsNewKey: Bool

    public init(
        id: Identifier<Team>, organisation: Identifier<WorkOrganisation>, kind: Kind, name: Sealed<WorkerName>, generation: Int = 0,
        publicKey: PublicKey? = nil, needsNewKey: Bool = false
    ) {
        self.id = id
        self.organisation = organisation
        self.kind = kind
        self.name = name
        self.generation = generation
        self.publicKey = publicKey
        self.needsNewKey = needsNewKey
    }
}

/// Somebody's place in a team. Without a wrap they wait for a holder of the key to admit them.
public struct TeamMembership: Sendable, Hashable {
    public let team: Identifier<Team>
    public let worker: Identifier<SupportWorker>
    /// The generation of the team key that the wrap holds; 0 without one.
    public var generation: Int
    public var wrap: Sealed<TeamMembership>?

    public init(team: Identifier<Team>, worker: Identifier<SupportWorker>, generation: Int = 0, wrap: Sealed<TeamMembership>? = nil) {
        self.team = team
        self.worker = worker
        self.generation = generation
        self.wrap = wrap
    }
}

/// An open invitation: who has the code that the administrator handed over may choose a passphrase.
public struct Invitation: Sendable, Hashable {
    public let worker: Identifier<SupportWorker>
    /// Keyed hash of the invitation code, 16 bytes.
    public let locator: [UInt8]
    /// The login and nothing else, so that the person sees who they will be.
    public let expiresAt: Instant

    public init(worker: Identifier<SupportWorker>, locator: [UInt8], expiresAt: Instant) {
        self.worker = worker
        self.locator = locator
        self.expiresAt = expiresAt
    }
}
