public import Domain
import Vault

/// Referrals as workers see them: what their teams received, and what they sent.
/// - Source: product E; R29, R32.
public struct WorkReferrals: Sendable {
    /// One line of a list.
    public struct Line: Sendable {
        public let referral: Referral
        /// Nil when the team's key was changed and its cards not sealed anew yet.
        public let card: ReferralCard?
        public let isLate: Bool
        /// Whether it ended without anybody's word, because the time was over for which the person let that team read.
        public var isLapsed: Bool { referral.state == .failed && referral.intent == .proposal && card?.step != .failed }
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// What the worker's partner teams have to do with, late ones first, then most urgent.
    public func received(_ session: WorkerSession, limit: Int = 500) async throws(WorkRefusal) -> [Line] {
        guard session.may(.receiveReferrals) else { throw .notFound }
        let teams = session.teamKeys.values.filter { [.partner, .outside].contains($0.team.kind) }.map(\.team.id)
        let referrals = try await place.stored { try await place.stores.referrals.received(by: teams, limit: limit) }
        return try await lines(referrals, session) { ($0.to, $0.received) }
    }

    /// What the worker's desks sent and somebody must still look after, late ones first.
    public func sent(_ session: WorkerSession, limit: Int = 500) async throws(WorkRefusal) -> [Line] {
        guard session.may(.helpPeople) else { throw .notFound }
        let desks = session.desks
        let referrals = try await place.stored { try await place.stores.referrals.sent(by: desks, limit: limit) }
        return try await lines(referrals, session) { ($0.from, $0.sent) }
    }

    /// Of one conversation.
    public func sent(for conversation: Identifier<Conversation>, _ session: WorkerSession) async throws(WorkRefusal) -> [Line] {
        let held = try await HelpPerson(place).held(conversation, session)
        let referrals = try await place.stored { try await place.stores.referrals.referrals(of: held.dossier.id) }
        return try await lines(referrals.filter { $0.from == held.team.id }, session) { ($0.from, $0.sent) }
    }

    func lines(
        _ referrals: [Referral], _ session: WorkerSession, _ side: (Referral) -> (Identifier<Team>, Referral.SealedCard)
    ) async throws(WorkRefusal) -> [Line] {
        let now = place.now()
        var lines: [Line] = []
        var outside: [(Referral, ReferralCard)] = []
        for referral in referrals {
            let (team, sealed) = side(referral)
            guard let held = session.teamKeys[team] else { continue }
            guard try await !barred(session, held.team, referral) else { continue }
            let card = try? ReferralCardSeal.open(sealed, of: referral.id, to: team, with: held.keyPair)
            if let card, !ReferralCardSeal.isInside(sealed.card) { outside.append((referral, card)) }
            lines.append(Line(referral: referral, card: card, isLate: card?.isLate(at: now) ?? false))
        }
        await sealInside(outside, session)
        func isFirst(_ line: Line) -> Bool { line.isLate || line.isLapsed }
        return lines.filter(isFirst) + lines.filter { !isFirst($0) }
    }

    // Opened once with the team's private key, it is quick from then on. When it does not succeed it stays as it was. All go at once, so that
    // hundreds that were never looked at are on disk with a few syncs: somebody waits for the list.
    private func sealInside(_ opened: [(Referral, ReferralCard)], _ session: WorkerSession) async {
        await withTaskGroup(of: Void.self) { group in
            for (referral, card) in opened {
                group.addTask { try? await place.stores.referrals.reseal(sealedInside(referral, card, session)) }
            }
        }
    }

    private func sealedInside(_ referral: Referral, _ card: ReferralCard, _ session: WorkerSession) -> Referral {
        var quick = referral
        if let held = session.teamKeys[referral.to],
            let sealed = try? ReferralCardSeal.seal(
                card, of: referral.id, to: referral.to, generation: held.team.generation, with: held.keyPair),
            !ReferralCardSeal.isInside(referral.received.card)
        {
            quick.received = sealed
        } else if let held = session.teamKeys[referral.from],
            let sealed = try? ReferralCardSeal.seal(
                card, of: referral.id, to: referral.from, generation: held.team.generation, with: held.keyPair)
        {
            quick.sent = sealed
        }
        return quick
    }

    private func barred(_ session: WorkerSession, _ team: Team, _ referral: Referral) async throws(WorkRefusal) -> Bool {
        // The desk helps the person in any case; only who receives can be kept away.
        guard team.id == referral.to, !referral.isInward else { return false }
        return try await place.isBarred(session, of: team, from: referral.dossier)
    }

    // MARK: One

    struct Held {
        let referral: Referral
        let team: TeamKey
        let dossier: Dossier
        let side: ReferralStep.Side
        var holder: KeyHolder { .team(team.team.id, generation: team.team.generation) }
        var card: Referral.SealedCard { side == .receiver ? referral.received : referral.sent }
    }

    /// A referral that the worker may open, as it stands in clear: nothing of it is opened, and there is nothing to log.
    /// - Throws: as when it is opened.
    public func outline(_ id: Identifier<Referral>, by session: WorkerSession) async throws(WorkRefusal) -> Referral {
        try await held(id, session).referral
    }

    /// A referral, opened, with an entry in the log. When the receiver opens it for the first time, that is a step.
    /// - Throws: `.notFound` for everybody else, and for a worker whom the person keeps away.
    public func read(_ id: Identifier<Referral>, by session: WorkerSession) async throws(WorkRefusal) -> OpenedReferral {
        var held = try await held(id, session)
        if held.side == .receiver, held.referral.state == .requested {
            try? await self.step(ReferralStep(.seen), on: id, revision: held.referral.revision, by: session)
            held = try await self.held(id, session)
        }
        let receipt = try await log(.referralRead, .read, held, session)
        if let outline = try await takenBack(held) { return outline }
        let (section, key, _) = try await place.open(
            held.referral.section, of: held.dossier.id, for: held.holder, held.team.keyPair, after: receipt)
        let content = try await place.referralContent(section, key)
        var opened = try await place.opened(held.referral, content, for: held.side, due: card(held)?.due)
        if held.side == .receiver, try await isTimeOver(held.referral) { opened.leaveSteps() }
        return opened
    }

    private func isTimeOver(_ referral: Referral) async throws(WorkRefusal) -> Bool {
        guard !referral.isInward, let id = referral.consent else { return false }
        return try await place.stored { try await place.stores.consents.consent(id) }.map { $0.endsIn < place.week } ?? false
    }

    /// Does a step.
    /// - Parameter revision: of the referral as it stood on the worker's screen.
    /// - Throws: `.outOfOrder`, `.incomplete`; `.taken` when somebody did a step since.
    public func step(
        _ step: ReferralStep, on id: Identifier<Referral>, revision: Int64, by session: WorkerSession
    ) async throws(WorkRefusal) {
        let held = try await held(id, session)
        guard held.referral.revision == revision else { throw .taken(by: nil) }
        // Taken back, and the machine ended before the receiver could hear it: it goes no further with it.
        if held.side == .receiver, let id = held.referral.consent,
            let state = try await place.stored({ try await place.stores.consents.consent(id) })?.state,
            state == .withdrawn || held.referral.intent == .proposal
        {
            throw .outOfOrder
        }
        if step.kind == .forward {
            guard let to = step.team, try await others(than: held.referral.to).contains(where: { $0.team == to }) else { throw .incomplete }
        }
        // What an answer or a cancelling is for the sender, is written by a worker of the desk.
        let line = card(held)?.line ?? Confidential("")
        if step.kind == .cancelled, held.side == .sender, !held.referral.isInward, !held.referral.state.isOver {
            try await take(held, session)
        }
        let receipt = try await log(.referralStep, .update, held, session, detail: step.kind.rawValue)
        let (section, key, _) = try await place.open(
            held.referral.section, of: held.dossier.id, for: held.holder, held.team.keyPair, after: receipt)
        let content = held.referral.isInward || step.kind == .looked ? try await place.referralContent(section, key) : ReferralContent()
        let stepped = try await place.stepped(
            held.referral, step, by: held.side, line: line, waitingSince: step.kind == .looked ? content.waitingSince : nil,
            hears: content.senderHears(step.kind))
        try await place.stored {
            let item = try ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
                .item(.referralStep, step.packed)
            try await place.stores.referrals.step(stepped, from: revision, items: [item])
        }
        if stepped.state.isOver, let consent = held.referral.consent, step.kind != .ended { try await end(consent, held, session) }
        place.changes.announce(held.referral.to)
        place.changes.announce(held.referral.from)
    }

    // What the receiver was asked goes from it before it hears that it was taken back.
    private func take(_ held: Held, _ session: WorkerSession) async throws(WorkRefusal) {
        try await place.stored { try await place.stores.sections.take(held.referral.section, from: held.referral.to) }
        _ = try await RenewParts(place)(
            held.dossier.id, as: held.holder, held.team.keyPair, by: session.actor,
            place.readers(session, subject: held.dossier.publicKey), team: held.team.team.id)
    }

    /// What a receiver sees of a question that was taken back: that it was, and nothing of what stood in it. Nil for every other.
    private func takenBack(_ held: Held) async throws(WorkRefusal) -> OpenedReferral? {
        let (referral, holder) = (held.referral, held.holder)
        guard held.side == .receiver, [.cancelled, .failed].contains(referral.state),
            try await place.stored({ try await place.stores.sections.grant(referral.section, to: holder) }) == nil
        else { return nil }
        var outline = try await place.opened(referral, ReferralContent(), for: .receiver, due: nil)
        outline.isTakenBack = true
        if let card = card(held) {
            // Whether the desk or the person took a question back, nobody writes into the list of the receiver.
            let by = card.step == .withdrawn ? nil : outline.sender.organisationName
            outline.steps = [.init(at: card.since, step: ReferralStep(card.step), by: by, organisation: "")]
        }
        return outline
    }

    /// The conversation from which the desk asked, when whoever looks may open it.
    public func conversation(of opened: OpenedReferral, _ session: WorkerSession) async throws(WorkRefusal) -> Identifier<Conversation>? {
        let dossier = opened.referral.dossier
        guard opened.side == .sender || opened.referral.isInward,
            let conversation = try await place.stored({ try await place.stores.conversations.conversation(of: dossier) }),
            session.teamKeys[conversation.team] != nil
        else { return nil }
        return conversation.id
    }

    /// Teams that a receiver may propose to go on. Whom the person keeps away is not told: they say no themselves, or nothing happens.
    public func others(than team: Identifier<Team>) async throws(WorkRefusal) -> [Receiver] {
        try await place.receivers { $0.kind == .partner && $0.id != team }
    }

    // Who does not help may not look either.
    private func end(_ consent: Identifier<Consent>, _ held: Held, _ session: WorkerSession) async throws(WorkRefusal) {
        _ = try await place.logged(
            AuditEntry(
                .consentExpired, .update, at: place.now(), by: session.actor, dossier: held.dossier.id, detail: consent.text,
                team: held.referral.to), place.readers(session, subject: held.dossier.publicKey))
        _ = try await place.stored { try await place.stores.consents.end(consent, as: .expired) }
    }

    private func card(_ held: Held) -> ReferralCard? {
        try? ReferralCardSeal.open(held.card, of: held.referral.id, to: held.team.team.id, with: held.team.keyPair)
    }

    private func held(_ id: Identifier<Referral>, _ session: WorkerSession) async throws(WorkRefusal) -> Held {
        guard session.may(.receiveReferrals) || session.may(.helpPeople),
            let referral = try await place.stored({ try await place.stores.referrals.referral(id) })
        else { throw .notFound }
        let side: ReferralStep.Side
        let team: TeamKey
        if let receiver = session.teamKeys[referral.to], session.may(referral.isInward ? .helpPeople : .receiveReferrals) {
            (side, team) = (.receiver, receiver)
        } else if !referral.isInward, let sender = session.teamKeys[referral.from], session.may(.helpPeople) {
            (side, team) = (.sender, sender)
        } else {
            throw .notFound
        }
        guard let dossier = try await place.stored({ try await place.stores.dossiers.dossier(referral.dossier) }) else { throw .erased }
        guard try await !barred(session, team.team, referral) else { throw .notFound }
        return Held(referral: referral, team: team, dossier: dossier, side: side)
    }

    private func log(
        _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ held: Held, _ session: WorkerSession, detail: String = ""
    ) async throws(WorkRefusal) -> LogReceipt {
        try await place.logged(
            AuditEntry(
                kind, action, at: place.now(), by: session.actor, dossier: held.dossier.id, section: held.referral.section, detail: detail,
                team: held.team.team.id), place.readers(session, subject: held.dossier.publicKey))
    }
}
