public import Domain
import Vault

/// Case tables as workers see them: those at which their teams sit. Everything is asked anew at each opening: the place, the last week, and
/// whether the person keeps this worker away.
/// - Source: R32, R85-R89; security 2.5; invariants I2, I4.
public struct WorkTables: Sendable {
    /// One line of a list.
    public struct Line: Sendable {
        public let table: CaseTable
        public let team: Identifier<Team>
        /// Nil when it is over for the team, or when its key was changed and the card not sealed anew yet.
        public let card: CaseTableCard?
        public let isLate: Bool
        /// Whether the team opens nothing of it any more.
        public let isOver: Bool
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Those with something late first.
    public func list(_ session: WorkerSession, limit: Int = 200) async throws(WorkRefusal) -> [Line] {
        guard session.may(.sitAtTables) else { throw .notFound }
        let teams = Array(session.teamKeys.keys)
        let today = AmsterdamTime(place.now()).day
        var lines: [Line] = []
        for table in try await place.stored({ try await place.stores.tables.tables(with: teams, limit: limit) }) {
            guard let team = Self.team(of: session, at: table), let held = session.teamKeys[team],
                try await !isBarred(session, held.team, table)
            else { continue }
            let isOver = !table.admits(team, in: place.week)
            let sealed = isOver ? nil : table.seats.first { $0.team == team }?.card
            let card = sealed.flatMap { try? CaseTableCardSeal.open($0, of: table.id, to: team, with: held.keyPair) }
            lines.append(
                Line(table: table, team: team, card: card, isLate: card?.isLate(on: today) ?? false, isOver: isOver))
        }
        let running = lines.filter { !$0.isOver }
        return running.filter(\.isLate) + running.filter { !$0.isLate } + lines.filter(\.isOver)
    }

    /// Of one conversation, for the desk that proposed it.
    public func tables(for conversation: Identifier<Conversation>, _ session: WorkerSession) async throws(WorkRefusal) -> [CaseTable] {
        let held = try await HelpPerson(place).held(conversation, session)
        return try await place.stored { try await place.stores.tables.tables(of: held.dossier.id) }.filter { $0.opener == held.team.id }
    }

    /// For which of their teams a worker sits at it: who watches over the whole before the desk, and the desk before others.
    private static func team(of session: WorkerSession, at table: CaseTable) -> Identifier<Team>? {
        let own = table.seats.filter { [.seated, .removed].contains($0.state) && session.teamKeys[$0.team] != nil }
        let seated = own.filter { $0.state == .seated }.map(\.team)
        if seated.contains(table.director) { return table.director }
        if seated.contains(table.opener) { return table.opener }
        return seated.first ?? own.first?.team
    }

    // MARK: One

    struct Held {
        let table: CaseTable
        let team: TeamKey
        let dossier: Dossier
        var holder: KeyHolder { .team(team.team.id, generation: team.team.generation) }
    }

    /// A table, opened, with an entry in the log.
    /// - Throws: `.notFound` for everybody who does not sit there now, and for a worker whom the person keeps away.
    public func read(_ id: Identifier<CaseTable>, by session: WorkerSession) async throws(WorkRefusal) -> OpenedTable {
        let held = try await held(id, session)
        let (section, key) = try await open(held, .tableRead, .read, session)
        return try await place.opened(held.table, try await place.tableContent(held.table, section, key), for: held.team.team.id)
    }

    /// Does a step for one's team. Of two who do something with the same thing at one instant, one outcome holds, and the other hears who was first.
    /// - Parameters:
    ///   - seen: how many things were said when the worker decided.
    ///   - slip: what belongs to the form; sent twice it is one step.
    /// - Throws: `.taken` when somebody changed the same thing since; `.incomplete`, `.outOfOrder`, `.overlaps`; `.readAlong` when the person may
    ///   not be called.
    public func step(
        _ draft: TableStep, on id: Identifier<CaseTable>, seen: Int, slip: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        for _ in 0..<8 {
            let held = try await held(id, session)
            let step = draft.done(for: held.team.team.id)
            let (section, key) = try await open(held, .tableStep, .update, session, detail: step.kind.rawValue)
            var content = try await place.tableContent(held.table, section, key)
            if try isDone(step, seen, content, session) { return }
            try allow(step, content.sheet)
            // Walking in belongs to what is planned under one roof.
            guard step.kind != .walkIn || content.kind == .oneRoof else { throw .outOfOrder }
            try await mayTell(step, held)
            if step.way == .call { try await mayCall(held, session) }
            content.steps.append(.init(at: place.now(), step: step, worker: session.worker.id))
            var next = held.table
            if step.kind == .directorAgreed { next.director = held.team.team.id }
            if try await isWritten(step, next, content, section, key, slip, session) { return }
        }
        throw .storeUnavailable
    }

    /// Whether this very step was done already, as by a second press.
    private func isDone(
        _ step: TableStep, _ seen: Int, _ content: TableContent, _ session: WorkerSession
    ) throws(WorkRefusal) -> Bool {
        guard let subject = step.subject, let last = content.steps.dropFirst(max(0, seen)).last(where: { $0.step.subject == subject })
        else { return false }
        if last.worker == session.worker.id, last.step == step { return true }
        throw .taken(by: last.worker.map { Confidential($0.text) })
    }

    private func allow(_ step: TableStep, _ sheet: TableSheet) throws(WorkRefusal) {
        do {
            try sheet.allows(step, on: AmsterdamTime(place.now()).day)
        } catch {
            switch error {
            case .incomplete: throw .incomplete
            case .overlaps: throw .overlaps
            case .notYours: throw .notFound
            case .outOfOrder: throw .outOfOrder
            }
        }
    }

    /// What is meant for the person is not agreed as long as they do not know of the table.
    private func mayTell(_ step: TableStep, _ held: Held) async throws(WorkRefusal) {
        guard [.plan, .walkIn, .contact].contains(step.kind), held.table.ground == .recorded else { return }
        guard try await !place.untold(of: held.dossier.id).contains(held.table.section) else { throw .outOfOrder }
    }

    private func isWritten(
        _ step: TableStep, _ table: CaseTable, _ content: TableContent, _ section: DossierSection, _ key: SectionKey,
        _ slip: Confidential<String>, _ session: WorkerSession
    ) async throws(WorkRefusal) -> Bool {
        let next = try await place.withCards(table, content)
        let words = [step.kind.rawValue, step.text.revealed, step.team?.text ?? "", step.day?.description ?? ""]
        let name = Confidential(words.joined(separator: "\n"))
        let isWritten = try await place.stored {
            let item = try ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
                .item(.tableStep, step.packed, id: place.name(of: name, slip: slip))
            do {
                try await place.stores.tables.step(next, from: table.revision, grants: [], items: [item])
            } catch StoreRefusal.duplicate {
                // The form was sent a second time.
            } catch StoreRefusal.conflict {
                return false
            }
            return true
        }
        if isWritten { place.announce(next) }
        return isWritten
    }

    /// Somebody may be called only as they said themselves, and never when somebody may read along.
    private func mayCall(_ held: Held, _ session: WorkerSession) async throws(WorkRefusal) {
        guard let conversation = try await place.stored({ try await place.stores.conversations.conversation(of: held.dossier.id) }),
            session.teamKeys[conversation.team] != nil
        else { throw .readAlong }
        let opened = try await HelpPerson(place).read(conversation.id, by: session)
        guard opened.contact != nil, !opened.isMonitored else { throw .readAlong }
    }

    // MARK: Places

    /// Asks the person whether more teams may sit there.
    /// - Throws: `.outOfOrder` when the table is not open, or the person said no yes to it as a whole; `.barred`, `.nobodyReceives`, `.taken` when something changed meanwhile.
    public func invite(_ teams: [Identifier<Team>], to id: Identifier<CaseTable>, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        guard session.may(.openTables), held.team.team.id == held.table.opener else { throw .notFound }
        guard held.table.state == .open, !held.table.isHeldWithoutYes, !teams.isEmpty else { throw .outOfOrder }
        var next = held.table
        for team in teams {
            if let index = next.seats.firstIndex(where: { $0.team == team }) {
                guard ![.seated, .asked].contains(next.seats[index].state) else { continue }
                next.seats[index].state = .asked
            } else {
                next.seats.append(.init(team: team, state: .asked))
            }
            try await canSit(team, held)
        }
        guard next.seats.count <= CaseTable.mostTeams + 1 else { throw .incomplete }
        try await write(TableStep(.invited, by: held.team.team.id), next, held, session)
    }

    private func canSit(_ id: Identifier<Team>, _ held: Held) async throws(WorkRefusal) {
        guard let team = try await place.stored({ try await place.stores.teams.team(id) }), [.partner, .desk].contains(team.kind),
            team.publicKey != nil, try await place.receiver(team)?.profile?.kind != .anonymousTipline
        else { throw .nobodyReceives }
        guard try await !place.isBarred(team, from: held.dossier.id) else { throw .barred }
    }

    /// A team steps back. From that moment it opens nothing of it; what it would do falls to who watches over the whole.
    /// - Throws: `.outOfOrder` for the desk, which ends the table instead.
    public func leave(_ id: Identifier<CaseTable>, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        guard held.team.team.id != held.table.opener else { throw .outOfOrder }
        try await write(
            TableStep(.left, by: held.team.team.id), held.table.without(held.team.team.id, as: .left), held, session, as: .tableLeft)
    }

    /// Ends it for everybody.
    public func end(_ id: Identifier<CaseTable>, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        guard session.may(.openTables), held.team.team.id == held.table.opener else { throw .notFound }
        var next = held.table
        next.state = .ended
        try await write(TableStep(.ended, by: held.team.team.id), next, held, session, as: .tableEnded)
    }

    /// Takes a table that is over from the team's list.
    public func seen(_ id: Identifier<CaseTable>, by session: WorkerSession) async throws(WorkRefusal) {
        guard session.may(.sitAtTables), let table = try await place.stored({ try await place.stores.tables.table(id) }) else {
            throw .notFound
        }
        for seat in table.seats where session.teamKeys[seat.team] != nil {
            try await place.stored { try await place.stores.tables.seen(id, by: seat.team) }
        }
    }

    private func write(
        _ step: TableStep, _ table: CaseTable, _ held: Held, _ session: WorkerSession, as kind: AuditEntry.Kind = .tableStep
    ) async throws(WorkRefusal) {
        let (section, key) = try await open(held, kind, .update, session, detail: step.kind.rawValue)
        var content = try await place.tableContent(table, section, key)
        content.steps.append(.init(at: place.now(), step: step, worker: session.worker.id))
        let next = try await place.withCards(table, content)
        try await place.stored {
            let item = try ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
                .item(.tableStep, step.packed)
            try await place.stores.tables.step(next, from: held.table.revision, grants: [], items: [item])
        }
        place.announce(next)
    }

    private func held(_ id: Identifier<CaseTable>, _ session: WorkerSession) async throws(WorkRefusal) -> Held {
        guard session.may(.sitAtTables), let table = try await place.stored({ try await place.stores.tables.table(id) }),
            let team = Self.team(of: session, at: table), table.admits(team, in: place.week), let key = session.teamKeys[team]
        else { throw .notFound }
        guard let dossier = try await place.stored({ try await place.stores.dossiers.dossier(table.dossier) }) else { throw .erased }
        guard try await !isBarred(session, key.team, table) else { throw .notFound }
        return Held(table: table, team: key, dossier: dossier)
    }

    // The desk helps the person in any case; of others a worker can be kept away.
    private func isBarred(_ session: WorkerSession, _ team: Team, _ table: CaseTable) async throws(WorkRefusal) -> Bool {
        guard team.id != table.opener else { return false }
        return try await place.isBarred(session, of: team, from: table.dossier)
    }

    private func open(
        _ held: Held, _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ session: WorkerSession, detail: String = ""
    ) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey) {
        let readers = place.readers(session, subject: held.dossier.publicKey)
        // Whoever comes first after somebody lost their place gives the table its new key; nothing is written under the old one.
        _ = try await RenewParts(place)(
            held.dossier.id, as: held.holder, held.team.keyPair, by: session.actor, readers, team: held.team.team.id)
        let receipt = try await place.logged(
            AuditEntry(
                kind, action, at: place.now(), by: session.actor, dossier: held.dossier.id, section: held.table.section, detail: detail,
                team: held.team.team.id), readers)
        let (section, key, _) = try await place.open(
            held.table.section, of: held.dossier.id, for: held.holder, held.team.keyPair, after: receipt)
        return (section, key)
    }
}

extension TableStep {
    /// The step as a team does it.
    fileprivate func done(for team: Identifier<Team>) -> TableStep {
        var step = TableStep(kind, by: team)
        step.text = text
        step.action = action
        step.team = self.team
        step.day = day
        step.minute = minute
        step.until = until
        step.obstacle = obstacle
        step.track = track
        step.progress = progress
        step.way = way
        step.entries = entries
        return step
    }
}
