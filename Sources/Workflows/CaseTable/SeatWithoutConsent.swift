public import Domain
import Vault

/// What a worker proposes: some teams sit together although the person did not say yes.
public struct TableExceptionDraft: Sendable {
    public let kind: CaseTable.Kind
    public let ground: SharingException.Ground
    /// Who sits there besides the desk.
    public let teams: [Identifier<Team>]
    /// What the worker weighed. The teams do not read it.
    public let reason: Confidential<String>
    /// What it is for: the teams read it, and the person once they are told. No part of the story goes along.
    public let purpose: Confidential<String>
    public let weeks: Int
    /// What makes telling the person unsafe, and in how many days that is looked at again; nil when they are told at once.
    public let silence: (reason: Confidential<String>, days: Int)?

    public init(
        kind: CaseTable.Kind, ground: SharingException.Ground, teams: [Identifier<Team>], reason: Confidential<String>,
        purpose: Confidential<String>, weeks: Int, silence: (reason: Confidential<String>, days: Int)?
    ) {
        self.kind = kind
        self.ground = ground
        self.teams = teams
        self.reason = reason
        self.purpose = purpose
        self.weeks = weeks
        self.silence = silence
    }

    var isComplete: Bool {
        guard reason.isSaid, purpose.isSaid, (1...SharingException.longestTableWeeks).contains(weeks),
            (1...CaseTable.mostTeams).contains(Set(teams).count), Set(teams).count == teams.count,
            reason.revealed.utf8.count + purpose.revealed.utf8.count <= ExceptionDraft.longest
        else { return false }
        guard let silence else { return true }
        return silence.reason.isSaid && (1...SharingException.longestSilence).contains(silence.days)
    }
}

extension ShareWithoutConsent {
    /// Proposes that some teams sit together on a recorded ground. Nobody else hears of it before a second worker agreed.
    /// - Parameter slip: what belongs to the form; sent twice it is one proposal.
    /// - Throws: `.incomplete` when words, a reason, a day or teams are missing; `.outOfOrder` when the ground does not fit the sort of table or
    ///   does not reach one of the teams; `.barred` when the person keeps one away; `.taken` when a colleague has the conversation.
    /// - Source: domain C2.2; R87, R88; decision 0095.
    @discardableResult
    public func propose(
        _ draft: TableExceptionDraft, in id: Identifier<Conversation>, slip: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) -> Identifier<SharingException> {
        guard session.may(.openTables) else { throw .notFound }
        guard draft.isComplete else { throw .incomplete }
        guard draft.kind.grounds.contains(draft.ground) else { throw .outOfOrder }
        let held = try await HelpPerson(place).held(id, session)
        try await HelpPerson(place).mustHold(held, session)
        for team in draft.teams { _ = try await receiver(team, on: draft.ground, held.dossier.id) }
        let name = Identifier<SharingException>(bytes: place.name(of: draft.purpose, slip: slip).bytes) ?? Identifier(place.chance)
        if try await place.stored({ try await place.stores.exceptions.exception(name) }) != nil { return name }
        var content = ExceptionContent()
        (content.reason, content.words, content.table) = (draft.reason, draft.purpose, draft.kind)
        let now = place.now()
        let card = ExceptionCard(
            ground: draft.ground, proposedAt: now, lookAt: draft.silence.map { Self.day($0.days, after: now) }, teams: draft.teams)
        try await keep(content, card, name, to: held.team.id, weeks: draft.weeks, silence: draft.silence?.reason, held, session)
        return name
    }

    /// The second worker agrees: the teams sit down in the same step.
    func seat(
        _ held: Held, _ card: ExceptionCard, passphrase: Confidential<String>, factor: Confidential<String>, _ session: WorkerSession
    ) async throws(WorkRefusal) {
        let exception = held.exception
        guard session.may(.openTables), place.week <= exception.endsIn else { throw .lapsed }
        var teams: [(team: Team, key: PublicKey)] = []
        for id in card.teams { teams.append(try await receiver(id, on: card.ground, exception.dossier)) }
        try await ConfirmWorker(place)(passphrase: passphrase, factor: factor, session)
        let (opened, _, key) = try await open(held, session, .exceptionAgreed, .update)
        guard let kind = opened.content.table, kind.grounds.contains(card.ground), !teams.isEmpty else { throw .outOfOrder }
        let new = try await table(kind, opened.content.words, held, teams, session)
        var next = exception
        (next.agreedBy, next.state, next.isTold, next.table) = (session.worker.id, .shared, card.lookAt == nil, new.table.id)
        let decided = next
        let grants = try await place.stored {
            guard decided.isTold else { return [SectionGrant]() }
            return [try key.grant(to: .subject, held.dossier.publicKey, shred: try await place.shredKey(of: held.dossier.id))]
        }
        try await decide(.exceptionAgreed, next, held, session, grants: grants, opening: new)
        place.announce(new.table)
    }

    private func table(
        _ kind: CaseTable.Kind, _ purpose: Confidential<String>, _ held: Held, _ teams: [(team: Team, key: PublicKey)],
        _ session: WorkerSession
    ) async throws(WorkRefusal) -> NewCaseTable {
        let (desk, dossier) = (held.team.team.id, held.dossier)
        let section = DossierSection(id: Identifier(place.chance), dossier: dossier.id, kind: .table, version: 1)
        let bare = CaseTable(
            id: Identifier(place.chance), dossier: dossier.id, section: section.id, opener: desk, director: desk, ground: .recorded,
            state: .open, endsIn: held.exception.endsIn,
            seats: [.init(team: desk, state: .seated)] + teams.map { .init(team: $0.team.id, state: .seated) })
        let step = TableStep(.decided, by: desk)
        var content = TableContent(kind: kind, purpose: purpose, sheet: TableSheet(bare))
        content.steps = [.init(at: place.now(), step: step, worker: session.worker.id)]
        let table = try await place.withCards(bare, content)
        return try await place.stored {
            let shred = try await place.shredKey(of: dossier.id)
            let key = SectionKey.make(for: section)
            // The person's key is made now: when the table is over, no team holds one from which it could be made. It is shown once they are told.
            var grants = [
                try key.grant(to: .subject, dossier.publicKey, shred: shred),
                try key.grant(to: held.holder, held.team.keyPair.publicKey, shred: shred),
            ]
            for (team, publicKey) in teams {
                grants.append(try key.grant(to: .team(team.id, generation: team.generation), publicKey, shred: shred))
            }
            let writer = ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
            let items = [
                try writer.item(.table, TableContent.words(kind, purpose)), try writer.item(.tableStep, step.packed),
            ]
            return NewCaseTable(table: table, section: section, grants: grants, items: items)
        }
    }
}
