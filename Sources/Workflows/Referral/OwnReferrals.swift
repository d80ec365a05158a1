public import Domain
import Vault

/// Where things stand, for the person: whom was asked, what happened, what happens next.
/// - Source: R29, R83; product D, E.
public struct OwnReferrals: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Whom was asked, oldest first. What came along with somebody who was sent here stands apart: ``InwardReferrals``.
    public func all(_ session: PersonSession) async throws(WorkRefusal) -> [OpenedReferral] {
        var opened: [OpenedReferral] = []
        for referral in try await place.stored({ try await place.stores.referrals.referrals(of: session.dossier) }) where !referral.isInward
        {
            opened.append(try await read(referral, session))
        }
        return opened
    }

    /// - Throws: `.notFound` for a referral of somebody else.
    public func read(_ id: Identifier<Referral>, _ session: PersonSession) async throws(WorkRefusal) -> OpenedReferral {
        try await read(try await own(id, session), session)
    }

    /// Shares what was agreed with a team that has room; from then on it knows whom it is about.
    /// - Parameter consent: given to this very team.
    public func share(
        _ id: Identifier<Referral>, revision: Int64, on consent: Consent, _ session: PersonSession
    ) async throws(WorkRefusal) {
        let referral = try await own(id, session)
        guard consent.team == referral.to, consent.dossier == referral.dossier, consent.holds(in: place.week) else { throw .notFound }
        try await step(ReferralStep(.shared), on: referral, revision: revision, consent: consent.id, session)
    }

    /// Answers what the receiver asked back, without a name as long as nothing is shared.
    /// - Throws: `.outOfOrder` when the desk answered meanwhile, `.empty` without words, `.taken` when something else happened since.
    public func answer(
        _ id: Identifier<Referral>, revision: Int64, _ text: Confidential<String>, _ session: PersonSession
    ) async throws(WorkRefusal) {
        guard text.isSaid else { throw .empty }
        let referral = try await own(id, session)
        guard referral.state == .onHold else { throw .outOfOrder }
        try await step(ReferralStep(.answered, text: text, isForPerson: true), on: referral, revision: revision, session)
    }

    /// Lets the team that was proposed be asked whether it has room: the nameless question of before goes there, and nothing that was shared
    /// or said since. What that team may read is another agreement.
    /// - Throws: `.outOfOrder` when nothing is proposed any more, `.barred` when the person keeps that team away.
    /// - Source: R22, R62; product E, 'forward only with new consent'.
    public func agreeToForward(
        _ id: Identifier<Referral>, revision: Int64, slip: Confidential<String>, _ session: PersonSession
    ) async throws(WorkRefusal) {
        let opened = try await read(id, session)
        guard let team = opened.openForward?.step.team else { throw .outOfOrder }
        guard opened.referral.revision == revision else { throw .taken(by: nil) }
        try await SendReferral(place)(
            ReferralDraft(
                to: team, urgency: opened.referral.urgency, line: opened.line, question: opened.question, told: opened.told),
            slip: slip, by: session)
        try await step(ReferralStep(.forwardAgreed, team: team), on: opened.referral, revision: revision, session)
    }

    public func refuseForward(_ id: Identifier<Referral>, revision: Int64, _ session: PersonSession) async throws(WorkRefusal) {
        let opened = try await read(id, session)
        guard let team = opened.openForward?.step.team else { throw .outOfOrder }
        try await step(ReferralStep(.forwardRefused, team: team), on: opened.referral, revision: revision, session)
    }

    /// Takes a question back.
    public func cancel(_ id: Identifier<Referral>, revision: Int64, _ session: PersonSession) async throws(WorkRefusal) {
        let referral = try await own(id, session)
        if let consent = referral.consent, referral.intent != .proposal { return try await WithdrawConsent(place)(consent, session) }
        guard referral.revision == revision else { throw .taken(by: nil) }
        try await takeBack(referral, .cancelled, session)
    }

    /// Takes back what was asked of teams that the person keeps away by now, and every key they had of it.
    func endWhatIsBarred(_ session: PersonSession) async throws(WorkRefusal) {
        let own = try await place.stored { try await place.stores.conversations.conversation(session.conversation) }?.team
        for referral in try await place.stored({ try await place.stores.referrals.referrals(of: session.dossier) }) {
            for id in [referral.to, referral.from] where id != own {
                guard let team = try await place.stored({ try await place.stores.teams.team(id) }),
                    try await place.isBarred(team, from: session.dossier)
                else { continue }
                if id == referral.to, !referral.isInward, !referral.state.isOver {
                    try await again(referral.id, session) { ($0.state.isOver ? nil : .cancelled) }
                }
                try await place.stored { try await place.stores.sections.take(referral.section, from: id) }
            }
        }
        try await RenewParts(place)(session)
    }

    // First the key, then the step: whoever asked back what they may not read any more, cannot read that either.
    private func takeBack(
        _ referral: Referral, _ kind: ReferralStep.Kind, _ session: PersonSession
    ) async throws(WorkRefusal) {
        try await place.stored { try await place.stores.sections.take(referral.section, from: referral.to) }
        try await OwnHandovers(place).end(on: referral.id, session)
        try await RenewParts(place)(session)
        try await step(ReferralStep(kind), on: referral, revision: referral.revision, session)
    }

    /// A step that somebody does at the same instant is tried again after.
    private func again(
        _ id: Identifier<Referral>, _ session: PersonSession, _ kind: (Referral) -> ReferralStep.Kind?
    ) async throws(WorkRefusal) {
        try await place.anew { () async throws(WorkRefusal) in
            let referral = try await own(id, session)
            guard let kind = kind(referral) else { return }
            try await takeBack(referral, kind, session)
        }
    }

    /// The receiver hears that it may not look any more, and loses what it was asked as well.
    func withdrawn(_ consent: Consent, _ session: PersonSession) async throws(WorkRefusal) {
        for referral in try await running(with: consent.team, session) where referral.consent == consent.id {
            // What was asked without a name ends as a question that was taken back: not more than that is told there.
            try await again(referral.id, session) { now in
                guard now.consent == consent.id, !now.state.isOver else { return nil }
                return now.intent == .proposal ? .cancelled : .withdrawn
            }
        }
    }

    /// Whoever stops with a team stops with all of it: what was asked there without a name is taken back too. The receiver reads only that the
    /// question was taken back, and not whose it was.
    /// - Source: decision 0102.
    func takeBackNameless(askedOf team: Identifier<Team>, _ session: PersonSession) async throws(WorkRefusal) {
        for referral in try await running(with: team, session) where referral.consent == nil {
            try await again(referral.id, session) { ($0.consent == nil && !$0.state.isOver ? .cancelled : nil) }
        }
    }

    /// What is shared with a team rests on what was agreed last: the agreement of before has no key any more, and taking it back would end nothing.
    func rest(on consent: Consent, _ session: PersonSession) async throws(WorkRefusal) {
        for referral in try await running(with: consent.team, session) where referral.intent != .proposal && referral.consent != consent.id
        {
            try await place.anew { () async throws(WorkRefusal) in
                var next = try await own(referral.id, session)
                guard next.consent != consent.id, !next.state.isOver else { return }
                next.consent = consent.id
                let moved = next
                try await place.stored { try await place.stores.referrals.step(moved, from: moved.revision, items: []) }
            }
        }
    }

    private func running(with team: Identifier<Team>, _ session: PersonSession) async throws(WorkRefusal) -> [Referral] {
        try await place.stored { try await place.stores.referrals.referrals(of: session.dossier) }
            .filter { $0.to == team && !$0.isInward && !$0.state.isOver }
    }

    /// The first contact was there. A step that somebody does at the same instant is tried again after.
    func met(_ id: Identifier<Referral>, _ session: PersonSession) async throws(WorkRefusal) {
        try await place.anew { () async throws(WorkRefusal) in
            let referral = try await own(id, session)
            guard [.accepted, .inProgress].contains(referral.state) else { return }
            try await step(ReferralStep(.met), on: referral, revision: referral.revision, session)
        }
    }

    private func own(_ id: Identifier<Referral>, _ session: PersonSession) async throws(WorkRefusal) -> Referral {
        guard let referral = try await place.stored({ try await place.stores.referrals.referral(id) }), referral.dossier == session.dossier
        else { throw .notFound }
        return referral
    }

    private func read(_ referral: Referral, _ session: PersonSession) async throws(WorkRefusal) -> OpenedReferral {
        let (section, key) = try await open(referral, .referralRead, .read, session)
        return try await place.opened(referral, try await place.referralContent(section, key), for: .person, due: nil)
    }

    func step(
        _ step: ReferralStep, on referral: Referral, revision: Int64, consent: Identifier<Consent>? = nil,
        line: Confidential<String>? = nil, _ session: PersonSession
    ) async throws(WorkRefusal) {
        guard referral.revision == revision else { throw .taken(by: nil) }
        let (section, key) = try await open(referral, .referralStep, .update, session, detail: step.kind.rawValue)
        let content = try await place.referralContent(section, key)
        let next = try await place.stepped(
            referral, step, by: .person, consent: consent, line: line ?? content.line, hears: content.senderHears(step.kind))
        try await place.stored {
            let item = try ItemWriter(place: place, section: section, key: key).item(.referralStep, step.packed)
            try await place.stores.referrals.step(next, from: revision, items: [item])
        }
        place.changes.announce(referral.to)
        place.changes.announce(referral.from)
    }

    func open(
        _ referral: Referral, _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ session: PersonSession, detail: String = ""
    ) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey) {
        let receipt = try await place.logged(
            AuditEntry(
                kind, action, at: place.now(), by: .subject, dossier: referral.dossier, section: referral.section, detail: detail,
                team: referral.to), session.readers)
        let (opened, key, _) = try await place.open(
            referral.section, of: referral.dossier, for: .subject, session.keyPair, after: receipt)
        return (opened, key)
    }
}
