/// Something of somebody's goes to a team although they did not agree: a worker's own recorded exception, which a second one must agree with.
///
/// Nothing but the words that both saw goes, to the one team that is named, until a week; or some teams sit down at one table, and nothing of the
/// story goes along. The person is told, unless that is unsafe; then it is looked at again on a day.
/// - Source: domain C2.1, C2.2, C2.4; R62; decisions 0086, 0095.
public struct SharingException: Sendable, Hashable {
    public enum State: String, CaseIterable, Sendable, Hashable {
        /// Waits for a second worker; after a day it lapses.
        case proposed
        /// The second worker agreed: the team may read it, or the teams sit at the table.
        case shared
        /// The second worker did not agree, or it was taken back.
        case refused
        /// Its time is over, or the person keeps the team away by now, or the table is over, or the person said yes to it.
        case ended
    }

    /// On what it rests. A closed list; what is not in it is no ground.
    /// - Source: domain C2.2, C2.4, C2.6; Wmo 2015 art. 5.2.6, Jeugdwet art. 7.1.4.1; to be checked by a lawyer.
    public enum Ground: String, CaseIterable, Sendable, Hashable {
        /// Somebody's life is in danger now, and there is no other way.
        case acuteDanger = "acute_danger"
        /// A child is in danger.
        case childInDanger = "child"
        /// Violence at home goes on, or is likely to, and help cannot stop it in time.
        case lastingDanger = "lasting_danger"
        /// A law says that it must be told.
        case legalDuty = "duty"

        /// To what sorts of organisation something may go on this ground.
        public var receivers: Set<OrganisationKind> {
            switch self {
            case .acuteDanger: [.police, .emergency, .domesticChildProtection]
            case .childInDanger: [.domesticChildProtection, .youthProtection, .police]
            case .lastingDanger: [.domesticChildProtection]
            case .legalDuty: [.police, .domesticChildProtection, .youthProtection]
            }
        }
    }

    /// For how many weeks at most the team may read it.
    public static let longestWeeks = 13
    /// For how many weeks at most teams may sit together on it.
    public static let longestTableWeeks = 4
    /// Seconds after which a proposal lapses.
    public static let patience: Int64 = 86_400
    /// Days within which it is looked at again whether the person can be told.
    public static let longestSilence = 28

    public let id: Identifier<SharingException>
    public let dossier: Identifier<Dossier>
    /// What goes, for whoever holds a key: the desk, the team once it is agreed, the person once they are told.
    public let section: Identifier<DossierSection>
    public let desk: Identifier<Team>
    /// The team that may read it; the desk itself where it is for a table.
    public let receiver: Identifier<Team>
    /// The table that stands on it, once a second worker agreed.
    public var table: Identifier<CaseTable>?
    public let proposedBy: Identifier<SupportWorker>?
    public var agreedBy: Identifier<SupportWorker>?
    public var state: State
    public let startsIn: Week
    /// The last week in which the team may read it.
    public let endsIn: Week
    public var isTold: Bool
    public var card: Sealed<ExceptionCard>
    /// Grows by one with every change.
    public var revision: Int64

    public init(
        id: Identifier<SharingException>, dossier: Identifier<Dossier>, section: Identifier<DossierSection>, desk: Identifier<Team>,
        receiver: Identifier<Team>, table: Identifier<CaseTable>? = nil, proposedBy: Identifier<SupportWorker>?,
        agreedBy: Identifier<SupportWorker>? = nil, state: State,
        startsIn: Week, endsIn: Week, isTold: Bool = false, card: Sealed<ExceptionCard>, revision: Int64 = 1
    ) {
        self.id = id
        self.dossier = dossier
        self.section = section
        self.desk = desk
        self.receiver = receiver
        self.table = table
        self.proposedBy = proposedBy
        self.agreedBy = agreedBy
        self.state = state
        self.startsIn = startsIn
        self.endsIn = endsIn
        self.isTold = isTold
        self.card = card
        self.revision = revision
    }

    /// Whether some teams sit down on it, in the place of one that reads something.
    public var isForTable: Bool { receiver == desk }
    /// Whether it ended before its time: the person keeps the team away, and whoever is in danger may need another one.
    public func isCutShort(in week: Week) -> Bool { state == .ended && !isForTable && week <= endsIn }
    /// Whether what the log says about it is kept from the person for now. Of what was refused nobody tells them later: where it was unsafe to
    /// tell, they see it once the longest silence is over.
    public func isHidden(in week: Week) -> Bool {
        !isTold && (state != .refused || week < startsIn.adding(Self.longestSilence / 7 + 1))
    }
    /// Whether the team may read it in a week.
    public func holds(in week: Week) -> Bool { state == .shared && week <= endsIn }
}

/// What a shift lead and a privacy officer see of an exception: on what it rests and when, and nothing of what was shared.
public struct ExceptionCard: Sendable, Equatable {
    public let ground: SharingException.Ground
    public let proposedAt: Instant
    /// When it is looked at again whether the person can be told; nil when they are told at once, or were.
    public var lookAt: Instant?
    /// Who sits at the table besides the desk; empty where it is for no table.
    public let teams: [Identifier<Team>]
    /// Parts of which a copy would go along.
    public let copies: [DossierSection.Kind]
    /// Whether it says of which parts; on a card of before that stands with the words alone.
    public let namesCopies: Bool

    public init(
        ground: SharingException.Ground, proposedAt: Instant, lookAt: Instant?, teams: [Identifier<Team>] = [],
        copies: [DossierSection.Kind] = [], namesCopies: Bool = true
    ) {
        self.ground = ground
        self.proposedAt = proposedAt
        self.lookAt = lookAt
        self.teams = teams
        self.copies = copies
        self.namesCopies = namesCopies
    }

    /// Whether a proposal was left too long.
    public func isLapsed(at now: Instant) -> Bool { proposedAt.adding(seconds: SharingException.patience) < now }
    /// Whether somebody should have looked again whether the person can be told.
    public func isLate(at now: Instant) -> Bool { lookAt.map { $0 < now } ?? false }
}

/// A table that opens in the step in which a second worker agrees.
public struct NewCaseTable: Sendable {
    public let table: CaseTable
    public let section: DossierSection
    public let grants: [SectionGrant]
    public let items: [SealedItem]

    public init(table: CaseTable, section: DossierSection, grants: [SectionGrant], items: [SealedItem]) {
        self.table = table
        self.section = section
        self.grants = grants
        self.items = items
    }
}

/// Where exceptions are kept. One on which a table stands ends in the step in which the table is over, or the person says yes to it.
public protocol ExceptionStore: Sendable {
    /// - Throws: `StoreRefusal.duplicate` when it is there already, `.gone` when the dossier was erased.
    func add(_ exception: SharingException, _ section: DossierSection, grants: [SectionGrant], items: [SealedItem]) async throws
    func exception(_ id: Identifier<SharingException>) async throws -> SharingException?
    func exceptions(of dossier: Identifier<Dossier>) async throws -> [SharingException]
    /// Newest first by week.
    func exceptions(from desks: [Identifier<Team>], limit: Int) async throws -> [SharingException]
    /// What teams may read.
    func shared(with teams: [Identifier<Team>], limit: Int) async throws -> [SharingException]
    /// Those whose last week lies before one, and that were not ended.
    func due(before week: Week, limit: Int) async throws -> [SharingException]
    /// Writes a change, with keys that are given and words that are added, or the receiver's key taken, or a table opened; all or nothing.
    /// - Throws: `StoreRefusal.conflict` when somebody changed it meanwhile, or the section has another key; `.gone`.
    func change(
        _ exception: SharingException, from revision: Int64, grants: [SectionGrant], items: [SealedItem], takesKey: Bool,
        opening: NewCaseTable?
    ) async throws
}
