public import Domain
import Vault

/// What a team is asked, before it knows whom it is about.
public struct ReferralDraft: Sendable {
    public let to: Identifier<Team>
    public let urgency: Urgency
    /// What stands in the receiver's list: no name, no place smaller than a region.
    public let line: Confidential<String>
    public let question: Confidential<String>
    /// What need not be asked again.
    public let told: [String]

    public init(
        to: Identifier<Team>, urgency: Urgency, line: Confidential<String>, question: Confidential<String>, told: [String]
    ) {
        self.to = to
        self.urgency = urgency
        self.line = line
        self.question = question
        self.told = told
    }
}

/// Asks a team whether it can help somebody, without saying who it is. The desk that helps the person stays the sender, also when the person
/// asks alone: somebody always watches over the silence.
/// - Source: R21, R28, R33; product E.
public struct SendReferral: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Teams that can be asked: with a key, taking on people, and not kept away by the person.
    public func receivers(_ dossier: Identifier<Dossier>) async throws(WorkRefusal) -> [Receiver] {
        try await GiveConsent(place).receivers(dossier, of: [.partner])
    }

    /// By the helper who has the conversation.
    /// - Parameter slip: what belongs to the form; sent twice it is one referral.
    /// - Throws: `.barred`, `.empty`, `.nobodyReceives`, `.taken` when a colleague has the conversation.
    @discardableResult
    public func callAsFunction(
        _ draft: ReferralDraft, in conversation: Identifier<Conversation>, slip: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) -> Identifier<Referral> {
        let help = HelpPerson(place)
        let held = try await help.held(conversation, session)
        try await help.mustHold(held, session)
        return try await send(
            draft, slip, held.dossier, from: held.team, author: .worker(session.worker.id), by: session.actor,
            place.readers(session, subject: held.dossier.publicKey))
    }

    /// By the person.
    @discardableResult
    public func callAsFunction(
        _ draft: ReferralDraft, slip: Confidential<String>, by session: PersonSession
    ) async throws(WorkRefusal) -> Identifier<Referral> {
        guard let dossier = try await place.stored({ try await place.stores.dossiers.dossier(session.dossier) }),
            let desk = try await place.stored({ try await place.stores.teams.team(session.team) })
        else { throw .erased }
        return try await send(draft, slip, dossier, from: desk, author: .subject, by: .subject, session.readers)
    }

    private func send(
        _ draft: ReferralDraft, _ slip: Confidential<String>, _ dossier: Dossier, from: Team, author: ItemAuthor,
        by actor: AuditEntry.Actor, _ readers: AuditReaders
    ) async throws(WorkRefusal) -> Identifier<Referral> {
        guard draft.line.isSaid, draft.question.isSaid else { throw .empty }
        guard let to = try await place.stored({ try await place.stores.teams.team(draft.to) }),
            [.partner, .outside].contains(to.kind), to.publicKey != nil
        else { throw .nobodyReceives }
        // A letter is for one person.
        if to.kind == .outside {
            let there = try await place.stored { try await place.stores.referrals.cards(of: to.id, upTo: to.generation, limit: 10) }
            guard there.allSatisfy({ $0.dossier == dossier.id }) else { throw .nobodyReceives }
        }
        // Such a line stands outside: whoever tells something there, tells it themselves.
        // - Source: R63; domain 0.5.
        guard try await place.receiver(to)?.profile?.kind != .anonymousTipline else { throw .nobodyReceives }
        guard try await place.isOpen(to) else { throw .nobodyReceives }
        guard try await !place.isBarred(to, from: dossier.id) else { throw .barred }
        let id = Identifier<Referral>(bytes: place.name(of: draft.question, slip: slip).bytes) ?? Identifier(place.chance)
        if try await place.stored({ try await place.stores.referrals.referral(id) }) != nil { return id }
        let section = DossierSection(id: Identifier(place.chance), dossier: dossier.id, kind: .referral, version: 1)
        _ = try await place.logged(
            AuditEntry(
                .referralSent, .create, at: place.now(), by: actor, dossier: dossier.id, section: section.id, detail: to.id.text,
                team: from.id), readers)
        let referral = try await referral(id, draft, dossier, section, from: from, to: to)
        try await place.stored {
            let shred = try await place.shredKey(of: dossier.id)
            let key = SectionKey.make(for: section)
            var grants = [try key.grant(to: .subject, dossier.publicKey, shred: shred)]
            for team in [from, to] {
                guard let publicKey = team.publicKey else { throw WorkRefusal.nobodyReceives }
                grants.append(try key.grant(to: .team(team.id, generation: team.generation), publicKey, shred: shred))
            }
            let writer = ItemWriter(place: place, section: section, key: key, author: author)
            let words = Packed.write([draft.line, draft.question].map { Array($0.revealed.utf8) } + draft.told.map { Array($0.utf8) })
            let items = [
                try writer.item(.referral, words),
                try writer.item(.referralStep, ReferralStep(.asked, text: draft.question).packed),
            ]
            do {
                try await place.stores.referrals.add(referral, section, grants: grants, items: items)
            } catch StoreRefusal.duplicate {
                // The form was sent a second time.
            }
        }
        place.changes.announce(to.id)
        place.changes.announce(from.id)
        return id
    }

    private func referral(
        _ id: Identifier<Referral>, _ draft: ReferralDraft, _ dossier: Dossier, _ section: DossierSection, from: Team, to: Team
    ) async throws(WorkRefusal) -> Referral {
        let step = ReferralStep(.asked, text: draft.question)
        let card = ReferralCard(
            since: place.now(), due: ReferralClock.due(after: step, at: place.now(), draft.urgency), step: .asked, line: draft.line)
        return Referral(
            id: id, dossier: dossier.id, section: section.id, from: from.id, to: to.id, urgency: draft.urgency, intent: .proposal,
            state: .requested, consent: nil, received: try await place.sealed(card, of: id, to: to.id),
            sent: try await place.sealed(card, of: id, to: from.id))
    }
}
