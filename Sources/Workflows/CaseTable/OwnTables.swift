public import Domain
import Vault

/// Case tables as the person sees them: who sits there, what each may read, what happens next; saying yes or not now, and stopping it.
/// - Source: R22, R62, R83; security 2.5, 2.6; GDPR art. 7.
public struct OwnTables: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Those that are not over first.
    public func all(_ session: PersonSession) async throws(WorkRefusal) -> [OpenedTable] {
        var opened: [OpenedTable] = []
        for table in try await place.shownTables(of: session.dossier) {
            opened.append(try await read(table, session))
        }
        return opened.filter { !$0.table.isOver } + opened.filter { $0.table.isOver }
    }

    /// - Throws: `.notFound` for a table of somebody else.
    public func read(_ id: Identifier<CaseTable>, _ session: PersonSession) async throws(WorkRefusal) -> OpenedTable {
        try await read(try await own(id, session), session)
    }

    /// Whether the code is asked for once more, because somebody of those who are asked may go on without the person.
    public func needsCode(_ opened: OpenedTable) -> Bool {
        opened.table.answerable.contains { opened.teams[$0]?.needsCode ?? true }
    }

    /// The person says yes to everybody who is asked, by name; or to those who sit there already without it. From then on it stands on their yes alone,
    /// and they can end it.
    /// - Parameters:
    ///   - revision: of the table as it stood on the screen.
    ///   - text: the words that stood there.
    ///   - code: the code once more, where `needsCode` says so.
    ///   - isMonitored: whether the answers that went along say that somebody may read along.
    /// - Throws: `.readAlong`, `.unproven`, `.codeNeeded`, `.unknown`, `.barred` as for a consent; `.taken` when something changed since;
    ///   `.outOfOrder` when nobody is asked any more.
    public func agree(
        _ id: Identifier<CaseTable>, revision: Int64, text: Confidential<String>, _ session: PersonSession,
        code: Confidential<String>? = nil, isMonitored: (Confidential<String>) -> Bool = { _ in false }
    ) async throws(WorkRefusal) {
        let opened = try await read(id, session)
        let table = opened.table
        guard !table.answerable.isEmpty, place.week <= table.endsIn else {
            // A second press of the same yes.
            if table.state == .open, opened.agreed?.step.text.revealed == text.revealed { return }
            throw .outOfOrder
        }
        guard table.revision == revision else { throw .taken(by: nil) }
        let own = try await ReadOwnConversation(place)(session)
        guard !own.isMonitored, own.answers.map(isMonitored) != true else { throw .readAlong }
        guard try await place.stored({ try await place.stores.dossiers.dossier(session.dossier) })?.keeping == .byCode else {
            throw .unproven
        }
        for id in table.answerable {
            guard let team = try await place.stored({ try await place.stores.teams.team(id) }) else { throw .notFound }
            guard try await !place.isBarred(team, from: table.dossier) else { throw .barred }
        }
        if needsCode(opened) {
            guard let code else { throw .codeNeeded }
            _ = try await EnterCode(place).confirms(code, session)
        }
        try await RenewParts(place)(session)
        try await seat(table, text, session)
    }

    private func seat(_ table: CaseTable, _ text: Confidential<String>, _ session: PersonSession) async throws(WorkRefusal) {
        var next = table
        (next.state, next.ground) = (.open, .consent)
        for index in next.seats.indices where next.seats[index].state == .asked { next.seats[index].state = .seated }
        let (section, key) = try await open(table, .tableAgreed, .create, session, detail: Digest.sha256(Array(text.revealed.utf8)))
        var step = TableStep(.agreed, by: nil)
        step.text = text
        try await write(step, next, from: table.revision, section, key) { shred in
            var grants: [SectionGrant] = []
            for id in table.asked {
                guard let team = try await place.stores.teams.team(id), let publicKey = team.publicKey else {
                    throw WorkRefusal.nobodyReceives
                }
                grants.append(try key.grant(to: .team(id, generation: team.generation), publicKey, shred: shred))
            }
            return grants
        }
    }

    /// 'Not now', to everybody who is asked. Who was not asked before the person answered, never hears of it.
    public func refuse(_ id: Identifier<CaseTable>, _ session: PersonSession) async throws(WorkRefusal) {
        try await again(id, session) { table in
            guard !table.asked.isEmpty else { return nil }
            var next = table
            if table.state == .proposed { next.state = .refused }
            for index in next.seats.indices where next.seats[index].state == .asked { next.seats[index].state = .refused }
            return (next, TableStep(.refused, by: nil), .tableRefused)
        }
    }

    /// Takes one team from the table. It opens nothing of it from that moment, and the others go on.
    /// - Throws: `.outOfOrder` as long as it is held on a recorded ground.
    public func remove(
        _ team: Identifier<Team>, from id: Identifier<CaseTable>, _ session: PersonSession
    ) async throws(WorkRefusal) {
        guard try await !own(id, session).isHeldWithoutYes else { throw .outOfOrder }
        try await unseat(team, from: id, session)
    }

    private func unseat(
        _ team: Identifier<Team>, from id: Identifier<CaseTable>, _ session: PersonSession
    ) async throws(WorkRefusal) {
        try await again(id, session) { table in
            guard table.seated.contains(team) || table.asked.contains(team) else { return nil }
            var step = TableStep(team == table.opener ? .ended : .left, by: nil)
            step.team = team
            return (table.without(team, as: .removed), step, .tableLeft)
        }
        try await RenewParts(place)(session)
    }

    /// Stops it: nobody opens anything of it from that moment. What a team may read besides stays as the person chose.
    /// - Throws: `.outOfOrder` as long as it is held on a recorded ground.
    public func stop(_ id: Identifier<CaseTable>, _ session: PersonSession) async throws(WorkRefusal) {
        guard try await !own(id, session).isHeldWithoutYes else { throw .outOfOrder }
        try await again(id, session) { table in
            guard !table.isOver else { return nil }
            var next = table
            next.state = .ended
            return (next, TableStep(.ended, by: nil), .tableEnded)
        }
        try await RenewParts(place)(session)
    }

    /// Whom the person keeps away, sits at no table of theirs, also not on a recorded ground.
    func removeBarred(_ session: PersonSession) async throws(WorkRefusal) {
        for table in try await place.stored({ try await place.stores.tables.tables(of: session.dossier) }) {
            for id in table.seated + table.asked {
                guard let team = try await place.stored({ try await place.stores.teams.team(id) }),
                    try await place.isBarred(team, from: session.dossier)
                else { continue }
                try await unseat(id, from: table.id, session)
            }
        }
    }

    // MARK: One

    private func own(_ id: Identifier<CaseTable>, _ session: PersonSession) async throws(WorkRefusal) -> CaseTable {
        let table = try await any(id, session)
        guard try await place.shownTables(of: session.dossier).contains(where: { $0.id == id }) else { throw .notFound }
        return table
    }

    /// Also one of which the person is not told yet.
    private func any(_ id: Identifier<CaseTable>, _ session: PersonSession) async throws(WorkRefusal) -> CaseTable {
        guard let table = try await place.stored({ try await place.stores.tables.table(id) }), table.dossier == session.dossier
        else { throw .notFound }
        return table
    }

    private func read(_ table: CaseTable, _ session: PersonSession) async throws(WorkRefusal) -> OpenedTable {
        let (section, key) = try await open(table, .tableRead, .read, session)
        return try await place.opened(table, try await place.tableContent(table, section, key), for: nil)
    }

    private func open(
        _ table: CaseTable, _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ session: PersonSession, detail: String = ""
    ) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey) {
        let receipt = try await place.logged(
            AuditEntry(
                kind, action, at: place.now(), by: .subject, dossier: table.dossier, section: table.section, detail: detail,
                team: table.opener), session.readers)
        let (section, key, _) = try await place.open(table.section, of: table.dossier, for: .subject, session.keyPair, after: receipt)
        return (section, key)
    }

    /// What the person takes back goes through, whatever a team does at the same instant: it is tried on what stands there then.
    private func again(
        _ id: Identifier<CaseTable>, _ session: PersonSession,
        _ change: (CaseTable) -> (table: CaseTable, step: TableStep, kind: AuditEntry.Kind)?
    ) async throws(WorkRefusal) {
        let isDone = try await place.anew(most: 8) { () async throws(WorkRefusal) in
            let table = try await any(id, session)
            guard let (next, step, kind) = change(table) else { return }
            let (section, key) = try await open(table, kind, .update, session)
            try await write(step, next, from: table.revision, section, key) { _ in [] }
        }
        if !isDone { throw .storeUnavailable }
    }

    private func write(
        _ step: TableStep, _ table: CaseTable, from revision: Int64, _ section: DossierSection, _ key: SectionKey,
        grants: (ShredKey) async throws -> [SectionGrant]
    ) async throws(WorkRefusal) {
        var content = try await place.tableContent(table, section, key)
        content.steps.append(.init(at: place.now(), step: step, worker: nil))
        let next = try await place.withCards(table, content)
        try await place.stored {
            let shred = try await place.shredKey(of: table.dossier)
            let item = try ItemWriter(place: place, section: section, key: key).item(.tableStep, step.packed)
            try await place.stores.tables.step(next, from: revision, grants: try await grants(shred), items: [item])
        }
        place.announce(next)
    }
}
