public import Domain
import Vault

/// A worker proposes that something goes to a team although the person did not agree, or that some teams sit together; a second worker of the desk,
/// with their passphrase and second factor, agrees or not. Only then the team can read it, and nothing but these words, or the table opens.
/// - Source: domain C2.1, C2.2, C2.4; R62; decisions 0086, 0095.
public struct ShareWithoutConsent: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    // MARK: Proposing

    /// Teams that fit a ground, and those among them that the person keeps away: to these nothing can go here.
    public func receivers(
        in id: Identifier<Conversation>, by session: WorkerSession
    ) async throws(WorkRefusal) -> (open: [Receiver], barred: [Receiver]) {
        let held = try await HelpPerson(place).held(id, session)
        let sorts = SharingException.Ground.allCases.reduce(into: Set<OrganisationKind>()) { $0.formUnion($1.receivers) }
        var (open, barred): ([Receiver], [Receiver]) = ([], [])
        for team in try await place.stored({ try await place.stores.teams.teams(of: nil) })
        where team.kind == .partner && team.publicKey != nil {
            guard let receiver = try await place.receiver(team), let kind = receiver.profile?.kind, sorts.contains(kind) else { continue }
            if try await place.isBarred(team, from: held.dossier.id) { barred.append(receiver) } else { open.append(receiver) }
        }
        return (open.sorted { $0.organisationName < $1.organisationName }, barred.sorted { $0.organisationName < $1.organisationName })
    }

    /// - Parameter slip: what belongs to the form; sent twice it is one proposal.
    /// - Throws: `.incomplete` when words, a reason or a day are missing; `.outOfOrder` when the ground does not reach this sort of
    ///   organisation; `.barred` when the person keeps it away; `.taken` when a colleague has the conversation; `.notFound` for a part that the
    ///   desk may not read itself.
    @discardableResult
    public func propose(
        _ draft: ExceptionDraft, in id: Identifier<Conversation>, slip: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) -> Identifier<SharingException> {
        guard draft.isComplete else { throw .incomplete }
        let held = try await HelpPerson(place).held(id, session)
        try await HelpPerson(place).mustHold(held, session)
        _ = try await receiver(draft.receiver, on: draft.ground, held.dossier.id)
        let name = Identifier<SharingException>(bytes: place.name(of: draft.words, slip: slip).bytes) ?? Identifier(place.chance)
        if try await place.stored({ try await place.stores.exceptions.exception(name) }) != nil { return name }
        var content = ExceptionContent()
        (content.reason, content.words) = (draft.reason, draft.words)
        for part in draft.parts { content.parts.append((part.kind, try await copy(of: part.kind, held, session), part.need)) }
        let now = place.now()
        let card = ExceptionCard(
            ground: draft.ground, proposedAt: now, lookAt: draft.silence.map { Self.day($0.days, after: now) },
            copies: draft.parts.map(\.kind))
        try await keep(content, card, name, to: draft.receiver, weeks: draft.weeks, silence: draft.silence?.reason, held, session)
        return name
    }

    static func day(_ days: Int, after now: Instant) -> Instant { now.adding(seconds: Int64(days) * 86_400) }

    /// Keeps a proposal. Only the desk holds its key.
    func keep(
        _ content: ExceptionContent, _ card: ExceptionCard, _ name: Identifier<SharingException>, to receiver: Identifier<Team>, weeks: Int,
        silence: Confidential<String>?, _ held: HelpPerson.Held, _ session: WorkerSession
    ) async throws(WorkRefusal) {
        let section = DossierSection(id: Identifier(place.chance), dossier: held.dossier.id, kind: .referral, version: 1)
        _ = try await HelpPerson(place).log(
            .exceptionProposed, .create, held, session, section: section.id, detail: card.ground.rawValue)
        try await place.stored {
            let shred = try await place.shredKey(of: held.dossier.id)
            let key = SectionKey.make(for: section)
            let grant = try key.grant(to: held.holder, held.keyPair.publicKey, shred: shred)
            let writer = ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
            var items = [try writer.item(.exception, content.packed)]
            if let silence { items.append(try writer.text(.exceptionSilence, silence)) }
            let exception = SharingException(
                id: name, dossier: held.dossier.id, section: section.id, desk: held.team.id, receiver: receiver,
                proposedBy: session.worker.id, state: .proposed, startsIn: place.week, endsIn: place.week.adding(weeks),
                card: try place.fields.seal(card, of: name))
            do {
                try await place.stores.exceptions.add(exception, section, grants: [grant], items: items)
            } catch StoreRefusal.duplicate {
                // The form was sent a second time.
            }
        }
        place.changes.announce(held.team.id)
    }

    /// Parts that the desk itself may read on consent, and of which a copy can go along. Nothing is opened for it.
    public func parts(
        in id: Identifier<Conversation>, by session: WorkerSession
    ) async throws(WorkRefusal) -> [DossierSection.Kind] {
        let held = try await HelpPerson(place).held(id, session)
        return try await parts(of: held.dossier.id, for: held.team.id, session)
    }

    private func parts(
        of dossier: Identifier<Dossier>, for desk: Identifier<Team>, _ session: WorkerSession
    ) async throws(WorkRefusal) -> [DossierSection.Kind] {
        try await ReadSharedParts(place).standing(of: desk, in: dossier, by: session)?.parts.filter { $0 != .files } ?? []
    }

    /// A part as it stands, when the desk itself may read it on consent.
    private func copy(
        of kind: DossierSection.Kind, _ held: HelpPerson.Held, _ session: WorkerSession
    ) async throws(WorkRefusal) -> Confidential<String> {
        guard kind != .files else { throw .notFound }
        let consents = try await place.stored { try await place.stores.consents.consents(of: held.dossier.id) }
        guard let consent = consents.first(where: { $0.team == held.team.id && $0.holds(in: place.week) }) else { throw .notFound }
        return try await ReadSharedParts(place).read(kind, on: consent.id, by: session).text
    }

    func receiver(
        _ id: Identifier<Team>, on ground: SharingException.Ground, _ dossier: Identifier<Dossier>
    ) async throws(WorkRefusal) -> (team: Team, key: PublicKey) {
        guard let team = try await place.stored({ try await place.stores.teams.team(id) }), team.kind == .partner, let key = team.publicKey,
            let kind = try await place.receiver(team)?.profile?.kind
        else { throw .notFound }
        guard ground.receivers.contains(kind) else { throw .outOfOrder }
        guard try await !place.isBarred(team, from: dossier) else { throw .barred }
        return (team, key)
    }

    // MARK: The second worker

    /// Everything of it, for the desk that proposed it.
    public func read(_ id: Identifier<SharingException>, by session: WorkerSession) async throws(WorkRefusal) -> OpenedException {
        let held = try await held(id, session)
        var opened = try await open(held, session).opened
        opened.mayAgree =
            held.exception.state == .proposed && held.exception.proposedBy != session.worker.id && !opened.isLapsed
        return opened
    }

    /// Agrees, with one's own passphrase and second factor: from then on the team can read it, and the person too when they are told.
    /// - Throws: `.sameWorker` for who proposed it; `.lapsed` when it waited too long; `.unknown` when passphrase or code do not fit; `.barred`
    ///   when the person keeps the team away by now; `.taken` when somebody decided meanwhile; `.incomplete` when a copy would go of a part that
    ///   the desk itself may not read any more.
    public func agree(
        _ id: Identifier<SharingException>, revision: Int64, passphrase: Confidential<String>, factor: Confidential<String>,
        by session: WorkerSession
    ) async throws(WorkRefusal) {
        let held = try await held(id, session)
        let exception = held.exception
        guard exception.proposedBy != nil, exception.proposedBy != session.worker.id else { throw .sameWorker }
        guard exception.state == .proposed, exception.revision == revision else { throw .taken(by: nil) }
        let card = try await place.card(exception)
        guard !card.isLapsed(at: place.now()) else { throw .lapsed }
        guard !exception.isForTable else {
            return try await seat(held, card, passphrase: passphrase, factor: factor, session)
        }
        let (team, teamKey) = try await receiver(exception.receiver, on: card.ground, exception.dossier)
        try await ConfirmWorker(place)(passphrase: passphrase, factor: factor, session)
        // Before the log says 'agreed': where nothing goes, it says that.
        guard try await mayStillRead(card.copies, held, session) else { throw try await notDone(.exceptionAgreed, held, session) }
        // On a card of before it does not stand what goes. That is read first, as a reading, and the log says which of both it became.
        let (opened, section, key) =
            card.namesCopies
            ? try await open(held, session, .exceptionAgreed, .update) : try await open(held, session)
        let copied = opened.content.parts.map(\.kind)
        // Before the card named the copies nobody was asked either what makes one necessary.
        let isOlder = card.copies.isEmpty && opened.content.parts.allSatisfy { !$0.need.isSaid }
        guard isOlder || copied == card.copies, section.id == exception.section,
            try await mayStillRead(isOlder ? copied : [], held, session)
        else { throw try await notDone(.exceptionAgreed, held, session) }
        if !card.namesCopies { _ = try await log(.exceptionAgreed, .update, held, session) }
        var next = exception
        (next.agreedBy, next.state, next.isTold) = (session.worker.id, .shared, card.lookAt == nil)
        let decided = next
        let grants = try await place.stored {
            let shred = try await place.shredKey(of: exception.dossier)
            var grants = [try key.grant(to: .team(team.id, generation: team.generation), teamKey, shred: shred)]
            if decided.isTold { grants.append(try key.grant(to: .subject, held.dossier.publicKey, shred: shred)) }
            return grants
        }
        try await decide(.exceptionAgreed, next, held, session, grants: grants)
        place.changes.announce(team.id)
    }

    // The person took a part back from the desk since it was proposed: then its copy does not go either.
    private func mayStillRead(
        _ copied: [DossierSection.Kind], _ held: Held, _ session: WorkerSession
    ) async throws(WorkRefusal) -> Bool {
        guard !copied.isEmpty else { return true }
        let readable = try await parts(of: held.dossier.id, for: held.team.team.id, session)
        return copied.allSatisfy(readable.contains)
    }

    // Writes that somebody wanted this and it was not done.
    private func notDone(_ kind: AuditEntry.Kind, _ held: Held, _ session: WorkerSession) async throws(WorkRefusal) -> WorkRefusal {
        _ = try await log(kind, .update, held, session, isSuccess: false)
        return .incomplete
    }

    /// Does what the log says already; when a colleague was first, the log says too that it was not done.
    func decide(
        _ kind: AuditEntry.Kind, _ next: SharingException, _ held: Held, _ session: WorkerSession, grants: [SectionGrant] = [],
        opening: NewCaseTable? = nil
    ) async throws(WorkRefusal) {
        do {
            try await change(next, from: held.exception.revision, grants: grants, opening: opening)
        } catch {
            if case .taken = error { _ = try await notDone(kind, held, session) }
            throw error
        }
    }

    /// Does not agree, or takes it back: nothing goes. Whoever proposed it may do that too.
    public func refuse(_ id: Identifier<SharingException>, revision: Int64, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        guard held.exception.state == .proposed, held.exception.revision == revision else { throw .taken(by: nil) }
        let card = try await place.card(held.exception)
        _ = try await log(.exceptionRefused, .update, held, session)
        var next = held.exception
        // What was unsafe to tell may be so still, also when nothing went.
        (next.state, next.isTold) = (.refused, card.lookAt == nil)
        try await decide(.exceptionRefused, next, held, session)
    }

    // MARK: Telling the person

    /// The person is told: they can read everything, and who looked stands in their own list.
    public func tell(_ id: Identifier<SharingException>, revision: Int64, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        guard [.shared, .ended].contains(held.exception.state), !held.exception.isTold, held.exception.revision == revision else {
            throw .taken(by: nil)
        }
        let (opened, _, key) = try await open(held, session, .exceptionTold, .update)
        var (next, card) = (held.exception, opened.card)
        card.lookAt = nil
        next.isTold = true
        let said = card
        next.card = try await place.stored { try place.fields.seal(said, of: id) }
        let grant = try await place.stored {
            return try key.grant(to: .subject, held.dossier.publicKey, shred: try await place.shredKey(of: held.dossier.id))
        }
        try await change(next, from: revision, grants: [grant])
    }

    /// Telling is still unsafe: with what makes it so, and a day on which it is looked at again.
    /// - Throws: `.incomplete` without either.
    public func postpone(
        _ id: Identifier<SharingException>, revision: Int64, reason: Confidential<String>, days: Int, by session: WorkerSession
    ) async throws(WorkRefusal) {
        guard reason.isSaid, (1...SharingException.longestSilence).contains(days) else { throw .incomplete }
        let held = try await held(id, session)
        guard [.shared, .ended].contains(held.exception.state), !held.exception.isTold, held.exception.revision == revision else {
            throw .taken(by: nil)
        }
        let (opened, section, key) = try await open(held, session, .exceptionPostponed, .update)
        var (next, card) = (held.exception, opened.card)
        card.lookAt = place.now().adding(seconds: Int64(days) * 86_400)
        let said = card
        next.card = try await place.stored { try place.fields.seal(said, of: id) }
        let item = try await place.stored {
            try ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id)).text(.exceptionSilence, reason)
        }
        try await change(next, from: revision, items: [item])
    }

    // MARK: Who is who

    struct Held {
        let exception: SharingException
        let team: TeamKey
        let dossier: Dossier
        let readers: AuditReaders
        var holder: KeyHolder { .team(team.team.id, generation: team.team.generation) }
    }

    private func held(_ id: Identifier<SharingException>, _ session: WorkerSession) async throws(WorkRefusal) -> Held {
        guard session.may(.helpPeople), let exception = try await place.stored({ try await place.stores.exceptions.exception(id) }),
            let team = session.teamKeys[exception.desk]
        else { throw .notFound }
        guard let dossier = try await place.stored({ try await place.stores.dossiers.dossier(exception.dossier) }) else { throw .erased }
        return Held(
            exception: exception, team: team, dossier: dossier, readers: place.readers(session, subject: dossier.publicKey))
    }

    func open(
        _ held: Held, _ session: WorkerSession, _ kind: AuditEntry.Kind = .exceptionRead, _ action: AuditEntry.Action = .read
    ) async throws(WorkRefusal) -> (opened: OpenedException, section: DossierSection, key: SectionKey) {
        _ = try await RenewParts(place)(
            held.dossier.id, as: held.holder, held.team.keyPair, by: session.actor, held.readers, team: held.team.team.id)
        let receipt = try await log(kind, action, held, session)
        return try await place.opened(held.exception, for: held.holder, held.team.keyPair, after: receipt)
    }

    private func log(
        _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ held: Held, _ session: WorkerSession, isSuccess: Bool = true
    ) async throws(WorkRefusal) -> LogReceipt {
        try await place.logged(
            AuditEntry(
                kind, action, at: place.now(), by: session.actor, dossier: held.dossier.id, section: held.exception.section,
                team: held.team.team.id, isSuccess: isSuccess), held.readers)
    }

    func change(
        _ next: SharingException, from revision: Int64, grants: [SectionGrant] = [], items: [SealedItem] = [], opening: NewCaseTable? = nil
    ) async throws(WorkRefusal) {
        try await place.stored {
            try await place.stores.exceptions.change(
                next, from: revision, grants: grants, items: items, takesKey: false, opening: opening)
        }
        place.changes.announce(next.desk)
        if let conversation = try await place.stored({ try await place.stores.conversations.conversation(of: next.dossier) }) {
            place.changes.tell([conversation.id])
        }
    }
}

/// A worker shows once more that it is really them: passphrase and second factor, before something that two must do.
/// - Source: security 2.7; ASVS 7.5.3.
public struct ConfirmWorker: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Throws: `.unknown` when they do not fit; `.busy`.
    public func callAsFunction(
        passphrase: Confidential<String>, factor: Confidential<String>, _ session: WorkerSession
    ) async throws(WorkRefusal) {
        let id = session.worker.id
        let opened = try await place.stored { try await place.passphrases.open(session.worker.keys, passphrase: passphrase) }
        guard let opened, let step = opened.factor.step(matching: factor.revealed, at: place.now()),
            try await place.stored({ try await place.stores.workers.useFactor(id, step: step) })
        else { throw .unknown }
    }
}
