/// Several organisations around one person: they agree who does what and when, and one of them watches over the whole.
///
/// Nobody sits at it before the person said yes to everybody by name, or two workers of the desk decided on a recorded ground. What is said at it
/// stands sealed in a part of the dossier of its own, whose key the person and the teams at the table hold. What a team may read of the rest of the
/// dossier is another agreement.
/// - Source: R15, R32, R83, R85-R89; product, case table; security 2.4-2.6; decisions 0092, 0095.
public struct CaseTable: Sendable, Hashable {
    /// What sort of meeting it is. It stands sealed: in clear it would tell what happened.
    public enum Kind: String, CaseIterable, Sendable, Hashable {
        /// Actieoverleg: after the first report.
        case actionMeeting = "action_meeting"
        /// Together on the spot, after acute violence.
        case acute
        /// Suspected punishable child abuse.
        case childAbuse = "child_abuse"
        /// With the prosecution, after somebody was arrested.
        case zsm
        /// Everything under one roof: one visit with several disciplines.
        case oneRoof = "one_roof"

        /// On what it can be held without the person's yes. A sort that plans help has no such ground.
        /// - Source: domain C2.2, R87, R88; decision 0095; to be checked by a lawyer.
        public var grounds: Set<SharingException.Ground> {
            switch self {
            case .acute: [.acuteDanger, .childInDanger]
            case .childAbuse: [.childInDanger]
            case .actionMeeting, .zsm, .oneRoof: []
            }
        }
    }

    /// On what ground it is held.
    public enum Ground: String, CaseIterable, Sendable, Hashable {
        /// The person said yes, on their own page.
        case consent
        /// Two workers of the desk decided it, on a ground that stands with the exception.
        case recorded
    }

    public enum State: String, CaseIterable, Sendable, Hashable {
        /// The person has not answered. Nobody but the desk knows of it.
        case proposed
        case open
        /// The person said not now.
        case refused
        case ended
    }

    /// A team's place at the table.
    public struct Seat: Sendable, Hashable {
        public enum State: String, CaseIterable, Sendable, Hashable {
            /// The person has not answered yet; the team knows nothing.
            case asked
            case seated
            /// The person said not now to this team.
            case refused
            /// The team stepped back.
            case left
            /// The person took it back, or takes back what the team could read.
            case removed
        }
        public let team: Identifier<Team>
        public var state: State
        /// What the team's list shows; nil as long as it is not seated.
        public var card: SealedCard?

        public init(team: Identifier<Team>, state: State, card: SealedCard? = nil) {
            self.team = team
            self.state = state
            self.card = card
        }
    }

    public struct SealedCard: Sendable, Hashable {
        public let card: Sealed<CaseTableCard>
        public let generation: Int

        public init(card: Sealed<CaseTableCard>, generation: Int) {
            self.card = card
            self.generation = generation
        }
    }

    /// The shortest and longest time for which somebody can say yes, in weeks.
    public static let weeks = 1...52
    /// Teams besides the desk.
    public static let mostTeams = 8

    public let id: Identifier<CaseTable>
    public let dossier: Identifier<Dossier>
    /// Where everything that is said at it stands.
    public let section: Identifier<DossierSection>
    /// The desk that opened it. It stays as long as the table stays.
    public let opener: Identifier<Team>
    /// The team that watches over the whole; never nobody.
    public var director: Identifier<Team>
    /// What was held on a recorded ground stands on consent from the person's yes on.
    public var ground: Ground
    public var state: State
    /// The last week in which it holds.
    public let endsIn: Week
    /// Grows with every step.
    public var revision: Int64
    /// The desk's first.
    public var seats: [Seat]

    public init(
        id: Identifier<CaseTable>, dossier: Identifier<Dossier>, section: Identifier<DossierSection>, opener: Identifier<Team>,
        director: Identifier<Team>, ground: Ground, state: State, endsIn: Week, revision: Int64 = 1, seats: [Seat]
    ) {
        self.id = id
        self.dossier = dossier
        self.section = section
        self.opener = opener
        self.director = director
        self.ground = ground
        self.state = state
        self.endsIn = endsIn
        self.revision = revision
        self.seats = seats
    }

    /// Teams that hold its key.
    public var seated: [Identifier<Team>] { isOver ? [] : seats.filter { $0.state == .seated }.map(\.team) }
    /// Teams about which the person has not answered.
    public var asked: [Identifier<Team>] { isOver ? [] : seats.filter { $0.state == .asked }.map(\.team) }
    /// Teams to which the person can say yes now: who is asked, or who sits there already without their yes.
    public var answerable: [Identifier<Team>] { isHeldWithoutYes ? seated.filter { $0 != opener } : asked }
    public var isOver: Bool { state == .refused || state == .ended }
    /// Whether the teams sit there although the person did not say yes: then the person cannot end it, and it ends by itself.
    public var isHeldWithoutYes: Bool { ground == .recorded && state == .open }

    /// Whether a team may open it in a week.
    public func admits(_ team: Identifier<Team>, in week: Week) -> Bool {
        week <= endsIn && seated.contains(team) && (state == .open || team == opener)
    }

    /// The table after a team lost its place. When it was the desk, the table is over; when it watched over the whole, the desk does from now on.
    public func without(_ team: Identifier<Team>, as state: Seat.State) -> CaseTable {
        var next = self
        if team == opener { next.state = .ended }
        if director == team { next.director = opener }
        for index in next.seats.indices where next.seats[index].team == team {
            next.seats[index].state = state
            next.seats[index].card = nil
        }
        return next
    }

    /// How two people name it over the telephone: six digits that say nothing.
    public var handle: String {
        let number = id.bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } % 1_000_000
        let digits = String(number)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
}

/// What the list of a team shows of a table, without who it is about.
public struct CaseTableCard: Sendable, Equatable {
    public let kind: CaseTable.Kind
    /// The earliest day of what this team must look after; for who watches over the whole, of everything.
    public let due: CalendarDay?
    /// Actions that are open, of which this team's.
    public let open: Int
    public let own: Int
    public let isDirector: Bool
    /// This team was asked to watch over the whole, and has not answered.
    public let isAsked: Bool

    public init(kind: CaseTable.Kind, due: CalendarDay?, open: Int, own: Int, isDirector: Bool, isAsked: Bool) {
        self.kind = kind
        self.due = due
        self.open = open
        self.own = own
        self.isDirector = isDirector
        self.isAsked = isAsked
    }

    /// Whether a day passed on which something should have been done.
    public func isLate(on today: CalendarDay) -> Bool { due.map { $0 < today } ?? false }
}

/// Where case tables are kept. Who has no place at a table any more holds no key to it from that moment.
public protocol CaseTableStore: Sendable {
    /// Keeps a new one with its section, keys and first words; all or nothing.
    /// - Throws: `StoreRefusal.duplicate` when it is there already, or another waits for the same person's answer; `.gone` when the dossier was
    ///   erased.
    func propose(_ table: CaseTable, _ section: DossierSection, grants: [SectionGrant], items: [SealedItem]) async throws
    func table(_ id: Identifier<CaseTable>) async throws -> CaseTable?
    /// Oldest first.
    func tables(of dossier: Identifier<Dossier>) async throws -> [CaseTable]
    /// Tables at which one of these teams sits, and those that ended for it and that nobody of it has seen yet; newest first.
    func tables(with teams: [Identifier<Team>], limit: Int) async throws -> [CaseTable]
    /// Writes a step: states, seats, cards, keys for who sits down, and words. Who does not sit at it any more loses the key in the same step,
    /// and the section is marked for another.
    /// - Throws: `StoreRefusal.conflict` when somebody did a step meanwhile or the section has another key; `.gone`.
    func step(_ table: CaseTable, from revision: Int64, grants: [SectionGrant], items: [SealedItem]) async throws
    /// Somebody of a team has seen that it is over for them: it leaves their list.
    func seen(_ id: Identifier<CaseTable>, by team: Identifier<Team>) async throws
    /// Replaces cards, as long as no step came between.
    func reseal(_ table: CaseTable) async throws
    /// Tables that are not over, and whose last week lies before one.
    func tablesDue(before week: Week, limit: Int) async throws -> [CaseTable]
}
