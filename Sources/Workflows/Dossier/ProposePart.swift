public import Domain
import Vault

/// Writes with the person: words for a part are proposed in the conversation, or written on the person's word over the telephone.
/// - Source: R22; product D; domain C2.5; decision 0084.
public struct ProposePart: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    private var help: HelpPerson { HelpPerson(place) }

    /// Shows the person words for a part. Nothing stands in the part until they said yes.
    /// - Parameters:
    ///   - slip: what belongs to the form; sent twice it is one proposal.
    ///   - say: what the person's answers to the questions say.
    /// - Throws: `.empty`; `.readAlong` when somebody may read along; `.outOfOrder` for what is not asked of a child; `.taken` when a colleague
    ///   has the conversation.
    public func callAsFunction(
        _ draft: ProposalDraft, in id: Identifier<Conversation>, slip: Confidential<String>, by session: WorkerSession,
        say: (Confidential<String>) -> AnswersSay = { _ in .init() }
    ) async throws(WorkRefusal) {
        try check(draft)
        guard let begun = try await begin(draft, in: id, slip, session) else { return }
        let (held, section, key, present, name) = (begun.held, begun.section, begun.key, begun.present, begun.name)
        try check(draft, present, session.card(held.conversation), say)
        let seen = try await count(draft.part, held)
        let item = try await place.stored {
            try ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
                .item(.proposal, PartProposal.packed(draft, seen: seen), id: name)
        }
        try await help.commit(ConversationChange(week: place.week), to: id, adding: [item])
        place.changes.announce(held.conversation)
    }

    /// Writes in a part what the person said over the telephone, after it was read out and they said yes. The helper holds no key to what stood
    /// there: it goes in a volume of its own behind it, with a key for the person and for whoever may read the part, and for nobody else.
    /// - Parameter hasAgreed: whether the helper read it out and the person said yes.
    /// - Throws: `.incomplete` without that; `.outOfOrder` when nobody spoke with the person, or for what is not asked of a child; the rest as
    ///   for a proposal.
    public func spoken(
        _ draft: ProposalDraft, in id: Identifier<Conversation>, hasAgreed: Bool, slip: Confidential<String>, by session: WorkerSession,
        say: (Confidential<String>) -> AnswersSay = { _ in .init() }
    ) async throws(WorkRefusal) {
        try check(draft)
        guard hasAgreed else { throw .incomplete }
        guard let begun = try await begin(draft, in: id, slip, session) else { return }
        let (held, section, key, present, name) = (begun.held, begun.section, begun.key, begun.present, begun.name)
        let card = session.card(held.conversation)
        try check(draft, present, card, say)
        guard card?.isPhone == true || present.lastCall?.outcome == .spoken else { throw .outOfOrder }
        let seen = try await count(draft.part, held)
        try await AddToPart(place: place)(draft, name: place.name(of: draft.text, slip: slip), held, session)
        let items = try await place.stored {
            let writer = ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
            return [
                try writer.item(.proposal, PartProposal.packed(draft, seen: seen), id: name),
                try writer.item(.proposalAnswer, ProposalAnswer(.spoken, to: name).packed),
            ]
        }
        try await help.commit(ConversationChange(week: place.week), to: id, adding: items)
        place.changes.announce(held.conversation)
    }

    private struct Begun {
        let held: HelpPerson.Held
        let section: DossierSection
        let key: SectionKey
        let present: OpenedSection
        let name: Identifier<SealedItem>
    }

    /// - Returns: nil when this form was sent before.
    private func begin(
        _ draft: ProposalDraft, in id: Identifier<Conversation>, _ slip: Confidential<String>, _ session: WorkerSession
    ) async throws(WorkRefusal) -> Begun? {
        let held = try await help.held(id, session)
        try await help.mustHold(held, session)
        let receipt = try await help.log(.proposalMade, .create, held, session, detail: draft.part.rawValue)
        let (section, key, present) = try await help.messages(held, after: receipt)
        let name = place.name(of: Confidential(draft.part.rawValue + "\n" + draft.text.revealed), slip: slip)
        guard !present.proposals.contains(where: { $0.id == name }) else { return nil }
        return Begun(held: held, section: section, key: key, present: present, name: name)
    }

    private func check(_ draft: ProposalDraft) throws(WorkRefusal) {
        guard draft.text.isSaid, draft.text.revealed.utf8.count <= ProposalDraft.longest else { throw .empty }
        guard ProposalDraft.parts.contains(draft.part) else { throw .notFound }
    }

    private func check(
        _ draft: ProposalDraft, _ present: OpenedSection, _ card: CaseCard?, _ say: (Confidential<String>) -> AnswersSay
    ) throws(WorkRefusal) {
        let said = present.answers.map(say) ?? AnswersSay()
        guard !present.isMonitored, card?.isMonitored != true, !said.isMonitored else { throw .readAlong }
        guard !said.isYoung || !ProposalDraft.notOfChildren.contains(draft.part) else { throw .outOfOrder }
    }

    /// How often a part was written in. Nothing is opened to know it.
    private func count(_ part: DossierSection.Kind, _ held: HelpPerson.Held) async throws(WorkRefusal) -> Int {
        var count = 0
        for section in try await place.stored({ try await place.stores.sections.sections(of: held.dossier.id) }) where section.kind == part
        {
            count += try await place.stored { try await place.stores.sections.count(section.id) }
        }
        return count
    }
}

/// Writes behind what stands in a part, without a key to it.
struct AddToPart: Sendable {
    let place: Workplace

    func callAsFunction(
        _ draft: ProposalDraft, name: Identifier<SealedItem>, _ held: HelpPerson.Held, _ session: WorkerSession
    ) async throws(WorkRefusal) {
        for _ in 0..<5 {
            let volumes = try await volumes(draft.part, held.dossier)
            for volume in volumes {
                // Written before the line broke: that is what was meant.
                let items = try await place.stored { try await place.stores.sections.items(volume.id, after: 0, limit: 10_000) }
                if items.contains(where: { $0.id == name }) { return }
            }
            let next = DossierSection(
                id: Identifier(place.chance), dossier: held.dossier.id, kind: draft.part, version: 1,
                volume: (volumes.last?.volume ?? 0) + 1)
            if try await write(draft, name, in: next, after: volumes.last, held, session) { return }
        }
        throw .taken(by: nil)
    }

    private func volumes(_ part: DossierSection.Kind, _ dossier: Dossier) async throws(WorkRefusal) -> [DossierSection] {
        try await place.stored { try await place.stores.sections.sections(of: dossier.id) }.filter { $0.kind == part }
    }

    /// - Returns: false when somebody began that volume at the same instant.
    private func write(
        _ draft: ProposalDraft, _ name: Identifier<SealedItem>, in section: DossierSection, after former: DossierSection?,
        _ held: HelpPerson.Held, _ session: WorkerSession
    ) async throws(WorkRefusal) -> Bool {
        _ = try await HelpPerson(place).log(.partSpoken, .create, held, session, section: section.id, detail: draft.part.rawValue)
        return try await place.stored {
            let shred = try await place.shredKey(of: held.dossier.id)
            let key = SectionKey.make(for: section)
            let grants = try await grants(key, former, held.dossier, shred)
            do {
                try await place.stores.sections.add(section, grants: grants)
            } catch StoreRefusal.duplicate {
                return false
            }
            var (opened, present) = (section, key)
            // Whom the person took away meanwhile gets no key to what is written here.
            if try await isOutdated(grants) { (opened, present) = try await renewed(section, key, held.dossier, shred) }
            let item = try ItemWriter(place: place, section: opened, key: present, author: .worker(session.worker.id))
                .text(.partAdded, draft.text, id: name)
            try await place.stores.conversations.add([item], to: held.conversation.id, ConversationChange())
            return true
        }
    }

    /// The person, and everybody who may read the volume before.
    private func grants(_ key: SectionKey, _ former: DossierSection?, _ dossier: Dossier, _ shred: ShredKey) async throws -> [SectionGrant]
    {
        var grants = [try key.grant(to: .subject, dossier.publicKey, shred: shred)]
        guard let former else { return grants }
        for grant in try await place.stores.consents.grants(of: former.id) {
            guard case .team(let id, _) = grant.holder, let ground = grant.ground,
                let consent = try await place.stores.consents.consent(ground.consent), consent.holds(in: place.week),
                let team = try await place.stores.teams.team(id), let publicKey = team.publicKey
            else { continue }
            grants.append(try key.grant(to: .team(id, generation: team.generation), publicKey, on: ground, shred: shred))
        }
        return grants
    }

    private func isOutdated(_ grants: [SectionGrant]) async throws -> Bool {
        for ground in grants.compactMap(\.ground) {
            guard let consent = try await place.stores.consents.consent(ground.consent), consent.holds(in: place.week) else { return true }
        }
        return false
    }

    private func renewed(
        _ section: DossierSection, _ key: SectionKey, _ dossier: Dossier, _ shred: ShredKey
    ) async throws -> (DossierSection, SectionKey) {
        let next = try await RekeySection(place: place)(section, from: key, of: dossier, shred)
        return (next.section, next.key)
    }
}
