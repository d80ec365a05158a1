/// What stands on a case table after all that was said: actions, how far each thing is, who watches over it, one visit, and when the person
/// hears somebody next.
/// - Source: R15, R32, R83, R86.
public struct TableSheet: Sendable {
    /// Somebody will do something before a day is over.
    public struct Action: Sendable, Equatable {
        public enum State: Sendable, Equatable {
            case open
            case done
            case notPossible(TableStep.Obstacle)
        }
        /// Counted from 1.
        public let number: Int
        public let text: Confidential<String>
        public internal(set) var team: Identifier<Team>
        /// By then it is done.
        public let day: CalendarDay
        public internal(set) var state = State.open
        /// Who does it; nil as long as nobody of the team took it.
        public internal(set) var worker: Identifier<SupportWorker>?
        /// What was said at the end.
        public internal(set) var outcome = Confidential("")
        /// How often something was done with it: what somebody sees and what there is by now are told apart by it.
        public internal(set) var changes = 0

        public func isLate(on today: CalendarDay) -> Bool { state == .open && day < today }
    }

    /// How far one thing is.
    public struct Standing: Sendable, Equatable {
        public let progress: TableStep.Progress
        public let day: CalendarDay?
        public let text: Confidential<String>
        public let by: Identifier<Team>?
    }

    /// One visit.
    public struct Visit: Sendable, Equatable {
        public let day: CalendarDay
        /// Where it is.
        public let place: Confidential<String>
        /// From when until when somebody can walk in as well; nil when that is not so.
        public let walkIn: (from: Int, to: Int)?
        /// In the order of the day.
        public let entries: [TableStep.Entry]

        public static func == (one: Visit, other: Visit) -> Bool {
            one.day == other.day && one.place == other.place && one.entries == other.entries && one.walkIn?.from == other.walkIn?.from
                && one.walkIn?.to == other.walkIn?.to
        }
    }

    /// Days on which the person can walk in at one place, without a time of their own.
    public struct WalkIn: Sendable, Equatable {
        public let place: Confidential<String>
        /// By day and hour; several teams can be there at once.
        public let entries: [TableStep.Entry]

        /// What is not over yet.
        public func coming(from today: CalendarDay) -> [TableStep.Entry] { entries.filter { $0.day ?? today >= today } }
    }

    /// When the person hears or sees somebody next.
    public struct Contact: Sendable, Equatable {
        public let day: CalendarDay
        public let minute: Int
        public let way: TableStep.Way
        public let by: Identifier<Team>?
        public let text: Confidential<String>
    }

    public let table: CaseTable
    public private(set) var agenda: [(text: Confidential<String>, by: Identifier<Team>?)] = []
    public private(set) var actions: [Action] = []
    /// The team that was asked to watch over the whole, and has not answered.
    public private(set) var directorAsked: Identifier<Team>?
    public private(set) var tracks: [TableStep.Track: Standing] = [:]
    public private(set) var visit: Visit?
    public private(set) var walkIn: WalkIn?
    public private(set) var contact: Contact?

    public init(_ table: CaseTable) { self.table = table }

    /// Whose an action is by now: what somebody would do who does not sit there any more, falls to who watches over the whole.
    public func owner(of action: Action) -> Identifier<Team> { table.seated.contains(action.team) ? action.team : table.director }

    public var open: [Action] { actions.filter { $0.state == .open } }

    public func action(_ number: Int?) -> Action? { actions.first { $0.number == number } }

    public mutating func apply(_ step: TableStep, by worker: Identifier<SupportWorker>?) {
        switch step.kind {
        case .agenda: agenda.append((step.text, step.by))
        case .action: add(step)
        case .taken, .passed, .done, .notPossible: change(step, by: worker)
        case .directorAsked: directorAsked = step.team
        case .directorAgreed, .directorRefused: directorAsked = nil
        case .track: stand(step)
        case .plan: plan(step)
        case .planCancelled: visit = nil
        case .walkIn: open(step)
        case .walkInCancelled: walkIn = nil
        case .contact: meet(step)
        case .proposed, .agreed, .decided, .refused, .invited, .left, .ended: break
        }
    }

    private mutating func add(_ step: TableStep) {
        guard let team = step.team, let day = step.day else { return }
        actions.append(Action(number: actions.count + 1, text: step.text, team: team, day: day))
    }

    private mutating func change(_ step: TableStep, by worker: Identifier<SupportWorker>?) {
        guard let index = actions.firstIndex(where: { $0.number == step.action }) else { return }
        actions[index].changes += 1
        if step.kind == .taken { actions[index].worker = worker }
        if step.kind == .passed, let team = step.team {
            // Whoever took it was of the team before.
            (actions[index].team, actions[index].worker) = (team, nil)
        }
        if step.kind == .done { actions[index].state = .done }
        if step.kind == .notPossible { actions[index].state = .notPossible(step.obstacle ?? .other) }
        if [.done, .notPossible].contains(step.kind) { actions[index].outcome = step.text }
    }

    private mutating func stand(_ step: TableStep) {
        guard let track = step.track, let progress = step.progress else { return }
        tracks[track] = Standing(progress: progress, day: step.day, text: step.text, by: step.by)
    }

    private mutating func plan(_ step: TableStep) {
        guard let day = step.day else { return }
        let walkIn = step.minute.flatMap { from in step.until.map { (from, $0) } }
        visit = Visit(day: day, place: step.text, walkIn: walkIn, entries: step.entries.sorted { $0.from < $1.from })
    }

    private mutating func open(_ step: TableStep) {
        let entries = step.entries.sorted { ($0.day?.number ?? 0, $0.from, $0.to) < ($1.day?.number ?? 0, $1.from, $1.to) }
        walkIn = WalkIn(place: step.text, entries: entries)
    }

    private mutating func meet(_ step: TableStep) {
        guard let day = step.day, let minute = step.minute, let way = step.way else { return }
        contact = Contact(day: day, minute: minute, way: way, by: step.by, text: step.text)
    }

    /// What the list of a team shows: who watches over the whole sees the day of everything, others of what is theirs.
    public func card(for team: Identifier<Team>, kind: CaseTable.Kind) -> CaseTableCard {
        let own = open.filter { owner(of: $0) == team }
        let watched = table.director == team ? open : own
        return CaseTableCard(
            kind: kind, due: watched.map(\.day).min(), open: open.count, own: own.count, isDirector: table.director == team,
            isAsked: directorAsked == team)
    }
}

/// Why a step at a table was not done.
public enum TableRefusal: Error, Sendable, Hashable {
    /// Words, a day, a reason or a team are missing, or the day is over.
    case incomplete
    /// Another team has to do it.
    case notYours
    /// It does not follow on how things stand.
    case outOfOrder
    /// Somebody cannot be in two rooms at once.
    case overlaps
}

extension TableSheet {
    /// Whether a team may do a step now.
    /// - Throws: `TableRefusal`.
    public func allows(_ step: TableStep, on today: CalendarDay) throws(TableRefusal) {
        guard let team = step.by, table.state == .open, table.seated.contains(team) else { throw .notYours }
        guard step.text.revealed.utf8.count <= Self.longest else { throw .incomplete }
        switch step.kind {
        case .agenda: guard step.text.isWritten else { throw .incomplete }
        case .action:
            guard step.text.isWritten, let day = step.day, day >= today, let owner = step.team, table.seated.contains(owner) else {
                throw .incomplete
            }
        case .taken, .passed, .done, .notPossible: try allowsChange(step, by: team)
        case .directorAsked: try allowsAsking(step, by: team)
        case .directorAgreed, .directorRefused: guard directorAsked == team else { throw .outOfOrder }
        case .track: guard step.track != nil, step.progress != nil else { throw .incomplete }
        case .plan: try allowsPlan(step, by: team, on: today)
        case .planCancelled: guard visit != nil, leads(team) else { throw .outOfOrder }
        case .walkIn: try allowsWalkIn(step, by: team, on: today)
        case .walkInCancelled: guard walkIn != nil, leads(team) else { throw .outOfOrder }
        case .contact:
            guard leads(team) else { throw .notYours }
            guard let day = step.day, day >= today, step.minute != nil, let way = step.way else { throw .incomplete }
            // Only the desk knows whether somebody may be called.
            guard way != .call || team == table.opener else { throw .notYours }
        case .proposed, .agreed, .decided, .refused, .invited, .left, .ended: throw .outOfOrder
        }
    }

    /// Bytes of what is written with one step.
    public static let longest = 2000

    /// The desk, and who watches over the whole.
    public func leads(_ team: Identifier<Team>) -> Bool { team == table.opener || team == table.director }

    private func allowsChange(_ step: TableStep, by team: Identifier<Team>) throws(TableRefusal) {
        guard let action = action(step.action), action.state == .open else { throw .outOfOrder }
        guard owner(of: action) == team || step.kind != .taken && table.director == team else { throw .notYours }
        guard step.kind != .notPossible || step.obstacle != nil else { throw .incomplete }
        guard step.kind == .passed else { return }
        guard let next = step.team, next != owner(of: action), table.seated.contains(next) else { throw .incomplete }
    }

    private func allowsAsking(_ step: TableStep, by team: Identifier<Team>) throws(TableRefusal) {
        guard table.director == team else { throw .notYours }
        guard let asked = step.team, asked != team, table.seated.contains(asked) else { throw .incomplete }
    }

    private func allowsPlan(_ step: TableStep, by team: Identifier<Team>, on today: CalendarDay) throws(TableRefusal) {
        guard leads(team) else { throw .notYours }
        guard let day = step.day, day >= today, step.text.isWritten, (1...TableStep.mostEntries).contains(step.entries.count),
            (step.minute == nil) == (step.until == nil), step.minute ?? 0 < step.until ?? 1
        else { throw .incomplete }
        try allowEntries(step)
        let ordered = step.entries.sorted { $0.from < $1.from }
        for (one, next) in zip(ordered, ordered.dropFirst()) where next.from < one.to { throw .overlaps }
    }

    private func allowsWalkIn(_ step: TableStep, by team: Identifier<Team>, on today: CalendarDay) throws(TableRefusal) {
        guard leads(team) else { throw .notYours }
        guard step.text.isWritten, (1...TableStep.mostWalkIns).contains(step.entries.count) else { throw .incomplete }
        try allowEntries(step)
        for entry in step.entries {
            guard let day = entry.day, day >= today else { throw .incomplete }
        }
    }

    private func allowEntries(_ step: TableStep) throws(TableRefusal) {
        for entry in step.entries {
            guard (0..<1440).contains(entry.from), entry.from < entry.to, entry.to <= 1440, table.seated.contains(entry.team),
                entry.what.isWritten, entry.room.revealed.utf8.count <= 200, entry.what.revealed.utf8.count <= 400
            else { throw .incomplete }
        }
    }
}

extension Confidential<String> {
    fileprivate var isWritten: Bool { revealed.contains { !$0.isWhitespace } }
}
