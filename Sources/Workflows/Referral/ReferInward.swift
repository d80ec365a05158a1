public import Domain
import Vault

/// What somebody who works with a person hands to the desk, with that person's word on it.
public struct InwardDraft: Sendable {
    public let urgency: Urgency
    public let language: LanguageTag
    /// What stands in the desk's list, and in the sender's own.
    public let line: Confidential<String>
    /// What is needed.
    public let need: Confidential<String>
    /// What the person agreed to tell, so that nobody asks it again.
    public let told: [String]
    public let agreed: InwardGround.Agreed
    public let manner: InwardGround.Manner
    /// Whether the person lets the sender hear that they came.
    public let tells: Bool
    /// How the desk may call; nil when the person comes with the code.
    public let contact: SafeContact?
    /// Whether somebody may read along with the person: then nobody calls, and nothing goes outward.
    public let isMonitored: Bool

    public init(
        urgency: Urgency, language: LanguageTag, line: Confidential<String>, need: Confidential<String>, told: [String],
        agreed: InwardGround.Agreed, manner: InwardGround.Manner, tells: Bool, contact: SafeContact? = nil, isMonitored: Bool = false
    ) {
        self.urgency = urgency
        self.language = language
        self.line = line
        self.need = need
        self.told = told
        self.agreed = agreed
        self.manner = manner
        self.tells = tells
        self.contact = contact
        self.isMonitored = isMonitored
    }

    var ground: InwardGround { InwardGround(agreed: agreed, manner: manner, tells: tells, mayCall: contact != nil) }
}

/// Sends somebody to the desk, with their own yes: a conversation waits for them there, and a code is handed to them that opens it once.
///
/// The sender keeps no key: from then on they see a line of their own and how it stands, never what is said.
/// - Source: R21, R22, R29; product E, 'into the entry'; decision 0088.
public struct ReferInward: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Teams in whose name a worker may do so, by name.
    public func senders(_ session: WorkerSession) -> [(team: Identifier<Team>, name: String)] {
        guard session.may(.receiveReferrals) else { return [] }
        return session.teamKeys.values.filter { $0.team.kind == .partner }.map { ($0.team.id, place.name($0.team)) }.sorted { $0.1 < $1.1 }
    }

    /// - Parameter seed: what belongs to the form: the code. Sent twice, it is one conversation with the same code.
    /// - Returns: the code that is handed to the person. It cannot be given again.
    /// - Throws: `.notFound` for who holds no key of that team; `.empty` without words; `.readAlong` when somebody may read along
    ///   and the desk would call; `.nobodyReceives` when no desk can receive.
    public func callAsFunction(
        _ draft: InwardDraft, _ seed: ConversationSeed, from team: Identifier<Team>, by session: WorkerSession
    ) async throws(WorkRefusal) -> ReturnCode {
        guard session.may(.receiveReferrals), let from = session.teamKeys[team]?.team, from.kind == .partner else { throw .notFound }
        guard draft.line.isSaid, draft.need.isSaid else { throw .empty }
        guard draft.contact == nil || !draft.isMonitored else { throw .readAlong }
        guard let desk = try await place.receivingTeam()?.team, let deskKey = desk.publicKey else { throw .nobodyReceives }
        let founded = try await place.found(seed, sharedWith: desk, deskKey)
        let readers = place.readers(session, subject: founded.dossier.publicKey)
        _ = try await place.logged(
            AuditEntry(
                .referralSent, .create, at: place.now(), by: session.actor, dossier: seed.dossier, section: founded.section.id,
                detail: desk.id.text, team: from.id), readers)
        try await open(draft, founded, desk, deskKey, session)
        try await add(draft, seed, from: from, to: desk, by: session)
        place.changes.announce(desk.id)
        return seed.code
    }

    private func open(
        _ draft: InwardDraft, _ founded: Founded, _ desk: Team, _ deskKey: PublicKey, _ session: WorkerSession
    ) async throws(WorkRefusal) {
        let writer = ItemWriter(place: place, section: founded.section, key: founded.key, author: .worker(session.worker.id))
        let id = Identifier<Conversation>(place.chance)
        let card = CaseCard(waitingSince: place.now(), isMonitored: draft.isMonitored, call: draft.contact?.wish(at: place.now()))
        try await place.stored {
            var items = try draft.contact.map { [try writer.item(.contact, $0.packed)] } ?? []
            if draft.isMonitored { items.append(try writer.item(.contact, ContactMark.monitored.packed)) }
            let kept = items
            let conversation = Conversation(
                id: id, dossier: founded.dossier.id, messages: founded.section.id, team: desk.id, language: draft.language,
                urgency: draft.urgency, state: .waiting,
                card: try CaseCardSeal.seal(card, of: id, to: desk.id, generation: desk.generation, deskKey),
                cardGeneration: desk.generation)
            do {
                try await place.stores.conversations.open(
                    NewConversation(
                        dossier: founded.dossier, returnKey: founded.returnKey, section: founded.section, grants: founded.grants,
                        items: kept, conversation: conversation))
            } catch StoreRefusal.duplicate {
                // The form was sent a second time.
            }
        }
    }

    // The desk and the person can open it. The sender cannot: what they wrote they know, and what follows is not theirs.
    private func add(
        _ draft: InwardDraft, _ seed: ConversationSeed, from: Team, to desk: Team, by session: WorkerSession
    ) async throws(WorkRefusal) {
        guard try await place.stored({ try await place.stores.referrals.referrals(of: seed.dossier) }).isEmpty else { return }
        let id = Identifier<Referral>(bytes: place.name(of: draft.need, slip: seed.code.digits).bytes) ?? Identifier(place.chance)
        let section = DossierSection(id: Identifier(place.chance), dossier: seed.dossier, kind: .referral, version: 1)
        let step = ReferralStep(.asked, text: draft.need)
        let card = ReferralCard(
            since: place.now(), due: ReferralClock.due(after: step, at: place.now(), draft.urgency), step: .asked, line: draft.line)
        let referral = Referral(
            id: id, dossier: seed.dossier, section: section.id, from: from.id, to: desk.id, urgency: draft.urgency, intent: .plan,
            state: .requested, consent: nil, received: try await place.sealed(card, of: id, to: desk.id),
            sent: try await place.sealed(card.forSender, of: id, to: from.id))
        try await place.stored {
            guard let dossier = try await place.stores.dossiers.dossier(seed.dossier), let publicKey = desk.publicKey else {
                throw WorkRefusal.erased
            }
            let shred = try await place.shredKey(of: dossier.id)
            let key = SectionKey.make(for: section)
            let writer = ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
            let words = Packed.write([draft.line, draft.need].map { Array($0.revealed.utf8) } + draft.told.map { Array($0.utf8) })
            let items = [
                try writer.item(.referralGround, draft.ground.packed), try writer.item(.referral, words),
                try writer.item(.referralStep, step.packed),
            ]
            do {
                try await place.stores.referrals.add(
                    referral, section,
                    grants: [
                        try key.grant(to: .subject, dossier.publicKey, shred: shred),
                        try key.grant(to: .team(desk.id, generation: desk.generation), publicKey, shred: shred),
                    ], items: items)
            } catch StoreRefusal.duplicate {
                // The form was sent a second time.
            }
        }
    }
}

/// Whoever sent somebody to the desk takes it back, as long as nobody there is busy with it and the person did not come: everything that was made for
/// it is erased, and the code that was handed over opens nothing.
/// - Source: R22, R29; decision 0096.
public struct TakeInwardBack: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Throws: `.notFound` for another team; `.outOfOrder` when the desk is busy with it, or the person is there: which of the two is not said.
    public func callAsFunction(_ id: Identifier<Referral>, by session: WorkerSession) async throws(WorkRefusal) {
        guard session.may(.receiveReferrals), let referral = try await place.stored({ try await place.stores.referrals.referral(id) }),
            referral.isInward, let from = session.teamKeys[referral.from]?.team, from.kind == .partner
        else { throw .notFound }
        guard [.requested, .received, .cancelled].contains(referral.state) else { throw .outOfOrder }
        let dossier = try await untouched(referral)
        _ = try await place.logged(
            AuditEntry(.erased, .delete, at: place.now(), by: session.actor, dossier: dossier.id, team: from.id),
            place.readers(session, subject: dossier.publicKey))
        if referral.state != .cancelled {
            var next = referral
            next.state = .cancelled
            let cancelled = next
            do {
                try await place.stores.referrals.step(cancelled, from: referral.revision, items: [])
            } catch StoreRefusal.conflict {
                throw .outOfOrder
            } catch {
                throw .storeUnavailable
            }
        }
        // Somebody who came in between finds what was theirs.
        _ = try await untouched(referral)
        let conversation = try await place.stored { try await place.stores.conversations.conversation(of: dossier.id) }
        try await place.shred(dossier.id)
        place.changes.announce(referral.to)
        if let conversation { place.changes.tell([conversation.id]) }
    }

    /// The dossier, when nobody came in with the code.
    private func untouched(_ referral: Referral) async throws(WorkRefusal) -> Dossier {
        guard let dossier = try await place.stored({ try await place.stores.dossiers.dossier(referral.dossier) }) else { throw .notFound }
        guard dossier.keeping == .unproven else { throw .outOfOrder }
        return dossier
    }
}

extension ReferralCard {
    /// Without until when the other side has time: how busy the desk is with somebody is not the sender's.
    var forSender: ReferralCard { ReferralCard(since: since, due: nil, step: step, line: line) }
}

extension InwardGround {
    var packed: [UInt8] {
        Packed.write([Array(agreed.rawValue.utf8), Array(manner.rawValue.utf8), [tells ? 1 : 0], [mayCall ? 1 : 0]])
    }

    init?(packed bytes: [UInt8]) {
        guard let fields = Packed.read(bytes), fields.count == 4, let agreed = Agreed(rawValue: Packed.text(fields[0])),
            let manner = Manner(rawValue: Packed.text(fields[1]))
        else { return nil }
        self.init(agreed: agreed, manner: manner, tells: fields[2] == [1], mayCall: fields[3] == [1])
    }
}
