public import Domain
import Vault

/// A case table as the desk proposes it to the person.
public struct TableDraft: Sendable {
    public let kind: CaseTable.Kind
    /// What it is for, in words for the person.
    public let purpose: Confidential<String>
    /// Who would sit there besides the desk.
    public let teams: [Identifier<Team>]
    public let weeks: Int

    public init(kind: CaseTable.Kind, purpose: Confidential<String>, teams: [Identifier<Team>], weeks: Int) {
        self.kind = kind
        self.purpose = purpose
        self.teams = teams
        self.weeks = weeks
    }
}

/// Proposes to a person that some teams sit together. Nobody but the desk hears of it before the person said yes on their own page.
/// - Source: R16, R22, R62, R85-R89.
public struct ProposeTable: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Parameter slip: what belongs to the form; sent twice it is one proposal.
    /// - Throws: `.empty` without words or teams, `.barred` for a team that the person keeps away, `.outOfOrder` while the person was not asked
    ///   yet about another, `.taken` when a colleague has the conversation.
    @discardableResult
    public func callAsFunction(
        _ draft: TableDraft, in conversation: Identifier<Conversation>, slip: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) -> Identifier<CaseTable> {
        guard session.may(.openTables) else { throw .notFound }
        guard draft.purpose.isSaid, !draft.teams.isEmpty else { throw .empty }
        guard CaseTable.weeks.contains(draft.weeks), Set(draft.teams).count <= CaseTable.mostTeams else { throw .incomplete }
        let held = try await HelpPerson(place).held(conversation, session)
        try await HelpPerson(place).mustHold(held, session)
        let id = Identifier<CaseTable>(bytes: place.name(of: draft.purpose, slip: slip).bytes) ?? Identifier(place.chance)
        if try await place.stored({ try await place.stores.tables.table(id) }) != nil { return id }
        let asked = try await place.stored { try await place.stores.tables.tables(of: held.dossier.id) }
        guard !asked.contains(where: { $0.state == .proposed && place.week <= $0.endsIn }) else { throw .outOfOrder }
        // Nobody can answer what is over: it makes room.
        for old in asked where old.state == .proposed { try await ExpireTables(place).end(old) }
        try await canSit(draft.teams, with: held)
        let section = DossierSection(id: Identifier(place.chance), dossier: held.dossier.id, kind: .table, version: 1)
        _ = try await place.logged(
            AuditEntry(
                .tableProposed, .create, at: place.now(), by: session.actor, dossier: held.dossier.id, section: section.id,
                team: held.team.id, conversation: conversation), held.readers)
        try await keep(draft, id, section, held, session)
        place.changes.announce(held.team.id)
        return id
    }

    func canSit(_ teams: [Identifier<Team>], with held: HelpPerson.Held) async throws(WorkRefusal) {
        for id in teams {
            guard id != held.team.id, let team = try await place.stored({ try await place.stores.teams.team(id) }),
                [.partner, .desk].contains(team.kind), team.publicKey != nil,
                try await place.receiver(team)?.profile?.kind != .anonymousTipline
            else { throw .nobodyReceives }
            guard try await !place.isBarred(team, from: held.dossier.id) else { throw .barred }
        }
    }

    private func keep(
        _ draft: TableDraft, _ id: Identifier<CaseTable>, _ section: DossierSection, _ held: HelpPerson.Held, _ session: WorkerSession
    ) async throws(WorkRefusal) {
        var seats = [CaseTable.Seat(team: held.team.id, state: .seated)]
        for team in draft.teams where !seats.contains(where: { $0.team == team }) { seats.append(.init(team: team, state: .asked)) }
        let bare = CaseTable(
            id: id, dossier: held.dossier.id, section: section.id, opener: held.team.id, director: held.team.id, ground: .consent,
            state: .proposed, endsIn: place.week.adding(draft.weeks), seats: seats)
        let content = TableContent(kind: draft.kind, purpose: draft.purpose, sheet: TableSheet(bare))
        let table = try await place.withCards(bare, content)
        try await place.stored {
            guard let desk = held.team.publicKey else { throw WorkRefusal.erased }
            let shred = try await place.shredKey(of: held.dossier.id)
            let key = SectionKey.make(for: section)
            let grants = [
                try key.grant(to: .subject, held.dossier.publicKey, shred: shred), try key.grant(to: held.holder, desk, shred: shred),
            ]
            let writer = ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
            let items = [
                try writer.item(.table, TableContent.words(draft.kind, draft.purpose)),
                try writer.item(.tableStep, TableStep(.proposed, by: held.team.id).packed),
            ]
            do {
                try await place.stores.tables.propose(table, section, grants: grants, items: items)
            } catch StoreRefusal.duplicate {
                // The form came a second time, or a colleague asked at the same instant.
                guard try await place.stores.tables.table(id) != nil else { throw WorkRefusal.outOfOrder }
            }
        }
    }
}

/// Ends case tables whose time is over. Nobody opens anything at them from the first moment of the week after, whether this has run or not.
public struct ExpireTables: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Returns: how many ended.
    public func callAsFunction() async throws(WorkRefusal) -> Int {
        let due = try await place.stored { try await place.stores.tables.tablesDue(before: place.week, limit: 1000) }
        for table in due { try await end(table) }
        return due.count
    }

    func end(_ table: CaseTable) async throws(WorkRefusal) {
        let key = try await place.stored { try await place.stores.dossiers.dossier(table.dossier) }?.publicKey
        _ = try await place.logged(
            AuditEntry(
                .tableEnded, .update, at: place.now(), by: .system, dossier: table.dossier, section: table.section, team: table.opener),
            AuditReaders(subject: key, review: nil, scope: table.id.bytes))
        var next = table
        next.state = .ended
        for index in next.seats.indices { next.seats[index].card = nil }
        let ended = next
        do {
            try await place.stores.tables.step(ended, from: table.revision, grants: [], items: [])
        } catch StoreRefusal.conflict, StoreRefusal.gone {
            // Something else ended it, or it comes by again.
        } catch {
            throw .storeUnavailable
        }
        place.announce(ended)
    }
}
