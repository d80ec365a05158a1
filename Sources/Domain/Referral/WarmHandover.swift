/// A team that has room joins the conversation that runs, so that nobody has to tell it anew.
///
/// What is said while it is there stands in a section of its own: its key is for the person, for the desk as long as that is there, and for the
/// team that joined, as long as it runs. What was said before stays where it is.
/// - Source: product E, 'warm handover'; R29, R83; decision 0085.
public struct WarmHandover: Sendable, Hashable {
    public enum State: String, CaseIterable, Sendable, Hashable {
        /// The desk asked the team to come.
        case invited
        /// Somebody of the team is there, and can read nothing. The person sees who it is, and decides.
        case present
        /// The person said yes.
        case joined
        case ended
    }

    /// How many weeks after the week in which it began it is over, whatever anybody does.
    public static let weeks = 1

    public let id: Identifier<WarmHandover>
    public let dossier: Identifier<Dossier>
    public let conversation: Identifier<Conversation>
    public let referral: Identifier<Referral>
    public let desk: Identifier<Team>
    public let receiver: Identifier<Team>
    /// Who of the team came; nil as long as nobody did.
    public var guest: Identifier<SupportWorker>?
    /// Where it is said; nil before the person said yes.
    public var section: Identifier<DossierSection>?
    public var state: State
    /// Whether the desk is still there, and reads what is said.
    public var isDeskThere: Bool
    public let openedIn: Week
    /// Grows by one with every change.
    public var revision: Int64

    public init(
        id: Identifier<WarmHandover>, of referral: Referral, in conversation: Identifier<Conversation>, openedIn week: Week
    ) {
        self.init(
            id: id, dossier: referral.dossier, conversation: conversation, referral: referral.id, desk: referral.from,
            receiver: referral.to, openedIn: week)
    }

    public init(
        id: Identifier<WarmHandover>, dossier: Identifier<Dossier>, conversation: Identifier<Conversation>,
        referral: Identifier<Referral>, desk: Identifier<Team>, receiver: Identifier<Team>, guest: Identifier<SupportWorker>? = nil,
        section: Identifier<DossierSection>? = nil, state: State = .invited, isDeskThere: Bool = true, openedIn: Week, revision: Int64 = 1
    ) {
        self.id = id
        self.dossier = dossier
        self.conversation = conversation
        self.referral = referral
        self.desk = desk
        self.receiver = receiver
        self.guest = guest
        self.section = section
        self.state = state
        self.isDeskThere = isDeskThere
        self.openedIn = openedIn
        self.revision = revision
    }

    /// Whether it runs in a week.
    public func runs(in week: Week) -> Bool { state != .ended && week <= openedIn.adding(Self.weeks) }
    /// Whether the team reads and says something in a week.
    public func isJoined(in week: Week) -> Bool { state == .joined && runs(in: week) }
}

/// What is written when the person lets somebody join.
public struct NewJointTalk: Sendable {
    public let section: DossierSection
    public let grants: [SectionGrant]
    public let items: [SealedItem]

    public init(section: DossierSection, grants: [SectionGrant], items: [SealedItem]) {
        self.section = section
        self.grants = grants
        self.items = items
    }
}

/// Where warm handovers are kept.
public protocol HandoverStore: Sendable {
    /// - Throws: `StoreRefusal.duplicate` when one runs in this conversation already, `.gone` when it was erased.
    func add(_ handover: WarmHandover) async throws
    func handover(_ id: Identifier<WarmHandover>) async throws -> WarmHandover?
    /// All of one conversation, oldest first.
    func handovers(in conversation: Identifier<Conversation>) async throws -> [WarmHandover]
    /// Those that are not over, of teams that were asked to come.
    func running(for teams: [Identifier<Team>], limit: Int) async throws -> [WarmHandover]
    /// Those that are not over and began before a week.
    func due(before week: Week, limit: Int) async throws -> [WarmHandover]
    /// All of one conversation, oldest first, with their pulse, in one unchanging picture: what is counted is what is shown.
    func told(in conversation: Identifier<Conversation>) async throws -> (handovers: [WarmHandover], pulse: Int)
    /// A number that grows with every change and every word in them.
    func pulse(of conversation: Identifier<Conversation>) async throws -> Int
    /// Writes a change. What teams lose, they lose in the same step, and the section is marked for another key.
    /// - Parameters:
    ///   - joining: the section that begins with it.
    ///   - teams: those that may not read it any more.
    /// - Throws: `StoreRefusal.conflict` when somebody changed it meanwhile; `.gone`.
    func change(
        _ handover: WarmHandover, from revision: Int64, joining: NewJointTalk?, taking teams: [Identifier<Team>]
    ) async throws
}
