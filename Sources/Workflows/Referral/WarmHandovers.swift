public import Domain
import Vault

/// A team with room joins a conversation: the desk asks it to come, somebody of it comes and waits, and the person decides.
/// - Source: product E, 'warm handover'; decision 0085.
public struct WarmHandovers: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    // MARK: The desk

    /// Teams that have room for this person, and can be asked to come.
    public func invitable(in id: Identifier<Conversation>, by session: WorkerSession) async throws(WorkRefusal) -> [(
        referral: Identifier<Referral>, receiver: Receiver
    )] {
        let held = try await HelpPerson(place).held(id, session)
        var invitable: [(referral: Identifier<Referral>, receiver: Receiver)] = []
        for referral in try await place.stored({ try await place.stores.referrals.referrals(of: held.dossier.id) })
        where referral.state == .accepted && referral.from == held.team.id {
            guard let team = try await place.stored({ try await place.stores.teams.team(referral.to) }),
                try await !place.isBarred(team, from: held.dossier.id), let receiver = try await place.receiver(team)
            else { continue }
            invitable.append((referral.id, receiver))
        }
        return invitable
    }

    /// The one that runs in a conversation, or the last one in which something was said; nil when there is none, or the desk was not there.
    public func talk(in view: HelperView, by session: WorkerSession) async throws(WorkRefusal) -> JointTalk? {
        guard let handover = view.handovers.last(where: { $0.runs(in: place.week) || $0.section != nil }) else { return nil }
        let held = try await HelpPerson(place).held(view.conversation.id, session)
        guard handover.isDeskThere, let section = handover.section else { return try await place.outline(handover) }
        try await renew(held.dossier, held.holder, held.keyPair, held.readers, session, held.team.id)
        let receipt = try await log(.handoverRead, .read, handover, held.team.id, held.readers, session, section: section)
        let (opened, key, _) = try await place.open(section, of: held.dossier.id, for: held.holder, held.keyPair, after: receipt)
        return try await place.talk(handover, opened, key)
    }

    /// The one in which somebody joined and the desk is there; nil when there is none. Nothing is opened for it.
    public func joined(
        in id: Identifier<Conversation>, by session: WorkerSession
    ) async throws(WorkRefusal) -> Identifier<WarmHandover>? {
        _ = try await HelpPerson(place).held(id, session)
        let all = try await place.stored { try await place.stores.handovers.handovers(in: id) }
        return all.last { $0.isJoined(in: place.week) && $0.isDeskThere }?.id
    }

    /// Asks a team that has room to come.
    /// - Throws: `.taken` when a colleague has the conversation, or somebody was asked already; `.outOfOrder` when the team has no room (any
    ///   more); `.barred` when the person keeps it away; `.readAlong` when somebody may read along.
    public func invite(
        _ id: Identifier<Referral>, in conversation: Identifier<Conversation>, by session: WorkerSession,
        say: (Confidential<String>) -> AnswersSay = { _ in .init() }
    ) async throws(WorkRefusal) {
        let held = try await HelpPerson(place).held(conversation, session)
        try await HelpPerson(place).mustHold(held, session)
        guard let referral = try await place.stored({ try await place.stores.referrals.referral(id) }), referral.dossier == held.dossier.id,
            referral.from == held.team.id
        else { throw .notFound }
        guard referral.state == .accepted, held.conversation.state != .closed else { throw .outOfOrder }
        guard let team = try await place.stored({ try await place.stores.teams.team(referral.to) }), team.publicKey != nil,
            try await !place.isBarred(team, from: held.dossier.id)
        else { throw .barred }
        let receipt = try await HelpPerson(place).log(.handoverInvited, .execute, held, session, detail: referral.to.text)
        let (_, _, present) = try await HelpPerson(place).messages(held, after: receipt)
        let isMonitored = present.isMonitored || present.answers.map { say($0).isMonitored } ?? false
        guard !isMonitored, session.card(held.conversation)?.isMonitored != true else { throw .readAlong }
        for old in try await place.stored({ try await place.stores.handovers.handovers(in: conversation) })
        where old.state != .ended && !old.runs(in: place.week) {
            // Its time is over, and nobody ended it.
            var over = old
            over.state = .ended
            try await place.changeHandover(over, from: old.revision, taking: [old.receiver])
        }
        let handover = WarmHandover(id: Identifier(place.chance), of: referral, in: conversation, openedIn: place.week)
        try await place.stored { try await place.stores.handovers.add(handover) }
        place.changes.announce(referral.to)
        place.changes.announce(held.conversation)
    }

    // MARK: The team that was asked

    /// What runs for the worker's partner teams.
    public func received(_ session: WorkerSession) async throws(WorkRefusal) -> [JointTalk] {
        guard session.may(.receiveReferrals) else { throw .notFound }
        let teams = session.teamKeys.values.filter { $0.team.kind == .partner }.map(\.team.id)
        var talks: [JointTalk] = []
        for handover in try await place.stored({ try await place.stores.handovers.running(for: teams, limit: 100) }) {
            guard (try? await held(handover.id, session)) != nil else { continue }
            talks.append(try await place.outline(handover))
        }
        return talks
    }

    /// Somebody of the team comes. They read nothing before the person says yes.
    /// - Throws: `.taken` when a colleague came first.
    public func come(_ id: Identifier<WarmHandover>, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        guard held.side == .guest else { throw .notFound }
        guard held.handover.guest != session.worker.id else { return }
        guard held.handover.state == .invited else {
            throw .taken(by: try await place.outline(held.handover).guestName.map { Confidential($0) })
        }
        _ = try await log(.handoverCame, .execute, held.handover, held.team.team.id, held.readers, session)
        var next = held.handover
        (next.guest, next.state) = (session.worker.id, .present)
        try await place.changeHandover(next, from: held.handover.revision)
    }

    /// As the one who came reads it: nothing before the person said yes, and nothing after it ended.
    /// - Throws: `.notFound` for everybody else.
    public func read(_ id: Identifier<WarmHandover>, by session: WorkerSession) async throws(WorkRefusal) -> JointTalk {
        let held = try await held(id, session)
        guard held.handover.isJoined(in: place.week), held.side == .desk || held.handover.guest == session.worker.id,
            held.handover.section != nil
        else { return try await place.outline(held.handover) }
        let (section, key) = try await open(held, .handoverRead, .read, session)
        return try await place.talk(held.handover, section, key)
    }

    /// How it stands, for a page that stands open. Nothing is opened for it.
    /// - Throws: `.notFound` when it is over, or not the worker's.
    public func standing(
        _ id: Identifier<WarmHandover>, for session: WorkerSession
    ) async throws(WorkRefusal) -> (conversation: Identifier<Conversation>, pulse: Int) {
        let handover = try await held(id, session).handover
        return (handover.conversation, try await place.pulse(of: handover.conversation))
    }

    // MARK: Both

    /// - Parameter slip: what belongs to the form; sent twice it is said once.
    /// - Throws: `.outOfOrder` when the person did not say yes, or it ended.
    public func say(
        _ text: Confidential<String>, in id: Identifier<WarmHandover>, slip: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        guard text.isSaid else { throw .empty }
        let held = try await held(id, session)
        guard held.handover.isJoined(in: place.week), held.side == .desk || held.handover.guest == session.worker.id else {
            throw .outOfOrder
        }
        try await place.sayJointly(text, .messageFromHelper, in: held.handover, as: .worker(session.worker.id), slip: slip) {
            () async throws(WorkRefusal) in try await open(held, .handoverSaid, .create, session)
        }
    }

    /// The desk leaves, and what is said from then on is not for it; or whoever came leaves, and it is over. Before the person said yes it is
    /// over in any case.
    public func leave(_ id: Identifier<WarmHandover>, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        var next = held.handover
        guard held.side == .desk, held.handover.isJoined(in: place.week) else {
            guard held.side == .desk || held.handover.guest == nil || held.handover.guest == session.worker.id else { throw .notFound }
            _ = try await log(.handoverEnded, .update, held.handover, held.team.team.id, held.readers, session)
            next.state = .ended
            return try await place.changeHandover(next, from: held.handover.revision, taking: [held.handover.receiver])
        }
        let (section, key) = try await open(held, .handoverLeft, .update, session)
        next.isDeskThere = false
        try await place.changeHandover(next, from: held.handover.revision, taking: [held.handover.desk])
        try await place.stored {
            let shred = try await place.shredKey(of: held.dossier.id)
            try await RekeySection(place: place).unlessChanged(section, from: key, of: held.dossier, shred)
        }
    }

    // MARK: Who is who

    enum Side { case desk, guest }

    struct Held {
        let handover: WarmHandover
        let side: Side
        let team: TeamKey
        let dossier: Dossier
        let readers: AuditReaders
        var holder: KeyHolder { .team(team.team.id, generation: team.team.generation) }
    }

    /// A handover that runs, for somebody who has to do with it. To others it does not exist.
    private func held(_ id: Identifier<WarmHandover>, _ session: WorkerSession) async throws(WorkRefusal) -> Held {
        guard let handover = try await place.stored({ try await place.stores.handovers.handover(id) }), handover.runs(in: place.week)
        else { throw .notFound }
        let side: Side
        let team: TeamKey
        if session.may(.receiveReferrals), let receiver = session.teamKeys[handover.receiver] {
            (side, team) = (.guest, receiver)
        } else if session.may(.helpPeople), handover.isDeskThere, let desk = session.teamKeys[handover.desk] {
            (side, team) = (.desk, desk)
        } else {
            throw .notFound
        }
        guard let dossier = try await place.stored({ try await place.stores.dossiers.dossier(handover.dossier) }) else { throw .erased }
        if side == .guest {
            // What was taken back or ended there is over here too.
            guard try await place.stored({ try await place.stores.referrals.referral(handover.referral) })?.state.isOver == false,
                try await !place.isBarred(session, of: team.team, from: dossier.id)
            else { throw .notFound }
        }
        return Held(
            handover: handover, side: side, team: team, dossier: dossier,
            readers: place.readers(session, subject: dossier.publicKey))
    }

    private func open(
        _ held: Held, _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ session: WorkerSession
    ) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey) {
        guard let section = held.handover.section else { throw .outOfOrder }
        try await renew(held.dossier, held.holder, held.team.keyPair, held.readers, session, held.team.team.id)
        let receipt = try await log(kind, action, held.handover, held.team.team.id, held.readers, session, section: section)
        let (opened, key, _) = try await place.open(
            section, of: held.dossier.id, for: held.holder, held.team.keyPair, after: receipt)
        return (opened, key)
    }

    /// Whoever comes first after somebody was taken away gives what is said its new key.
    private func renew(
        _ dossier: Dossier, _ holder: KeyHolder, _ keyPair: KeyPair, _ readers: AuditReaders, _ session: WorkerSession,
        _ team: Identifier<Team>
    ) async throws(WorkRefusal) {
        _ = try await RenewParts(place)(dossier.id, as: holder, keyPair, by: session.actor, readers, team: team)
    }

    private func log(
        _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ handover: WarmHandover, _ team: Identifier<Team>, _ readers: AuditReaders,
        _ session: WorkerSession, section: Identifier<DossierSection>? = nil
    ) async throws(WorkRefusal) -> LogReceipt {
        try await place.logged(
            AuditEntry(
                kind, action, at: place.now(), by: session.actor, dossier: handover.dossier, section: section, detail: handover.id.text,
                team: team, conversation: handover.conversation), readers)
    }
}
