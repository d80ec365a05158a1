public import Domain
import Vault

/// A team that wants to join the person's conversation: seeing who it is, saying yes or not now, saying something, and ending it.
/// - Source: product E; R22, R62; decision 0085.
public struct OwnHandovers: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// The one that runs, and everything that was said in those that are over; oldest first.
    public func talks(_ session: PersonSession) async throws(WorkRefusal) -> [JointTalk] {
        let all = try await place.stored { try await place.stores.handovers.handovers(in: session.conversation) }
        guard !all.isEmpty else { return [] }
        try await RenewParts(place)(session)
        var talks: [JointTalk] = []
        for handover in all where handover.runs(in: place.week) || handover.section != nil {
            guard handover.section != nil else {
                talks.append(try await place.outline(handover))
                continue
            }
            let (section, key) = try await open(handover, .handoverRead, .read, session)
            talks.append(try await place.talk(handover, section, key))
        }
        return talks
    }

    /// Lets whoever came read and write along, from now on, or with what was said before.
    /// - Parameters:
    ///   - guest: who stood on the page when the person decided.
    ///   - text: the words that stood there.
    ///   - code: the code once more, for a team that may go on without the person; nil for others.
    /// - Throws: `.taken` when somebody else came meanwhile; `.outOfOrder` when nobody is there; `.readAlong`, `.barred`, `.codeNeeded` and what
    ///   belongs to a code as for a consent.
    public func agree(
        _ id: Identifier<WarmHandover>, guest: Identifier<SupportWorker>, withBefore: Bool, text: Confidential<String>,
        code: Confidential<String>? = nil, isMonitored: Bool = false, _ session: PersonSession
    ) async throws(WorkRefusal) {
        let handover = try await own(id, session)
        if handover.isJoined(in: place.week), handover.guest == guest { return }
        guard handover.state == .present, handover.runs(in: place.week) else { throw .outOfOrder }
        guard handover.guest == guest else { throw .taken(by: nil) }
        let conversation = try await ReadOwnConversation(place)(session)
        guard !isMonitored, !conversation.isMonitored else { throw .readAlong }
        let (desk, receiver) = try await teams(handover, guest)
        if try await place.receiver(receiver)?.needsCode ?? true {
            guard let code else { throw .codeNeeded }
            _ = try await EnterCode(place).confirms(code, session)
        }
        let before = withBefore ? conversation.messages.map { (author: $0.author, at: $0.at, text: $0.text) } : []
        let agreement = JointAgreement(withBefore: withBefore, text: text, before: before)
        let section = DossierSection(id: Identifier(place.chance), dossier: handover.dossier, kind: .referral, version: 1)
        _ = try await place.logged(
            AuditEntry(
                .handoverAgreed, .create, at: place.now(), by: .subject, dossier: handover.dossier, section: section.id,
                detail: handover.id.text, team: handover.receiver, conversation: handover.conversation), session.readers)
        let joining = try await place.stored {
            let shred = try await place.shredKey(of: handover.dossier)
            let key = SectionKey.make(for: section)
            var grants = [try key.grant(to: .subject, session.keyPair.publicKey, shred: shred)]
            for team in [desk, receiver] {
                guard let publicKey = team.publicKey else { throw WorkRefusal.nobodyReceives }
                grants.append(try key.grant(to: .team(team.id, generation: team.generation), publicKey, shred: shred))
            }
            let item = try ItemWriter(place: place, section: section, key: key).item(.handover, agreement.packed)
            return NewJointTalk(section: section, grants: grants, items: [item])
        }
        var next = handover
        (next.state, next.section) = (.joined, section.id)
        try await place.changeHandover(next, from: handover.revision, joining: joining)
        try await OwnReferrals(place).met(handover.referral, session)
    }

    /// Ends it, whether somebody joined or not. From that moment the team reads nothing.
    public func end(_ id: Identifier<WarmHandover>, _ session: PersonSession) async throws(WorkRefusal) {
        // Somebody may come or leave at that moment: it is ended all the same.
        let isDone = try await place.anew { () async throws(WorkRefusal) in
            let handover = try await own(id, session)
            guard handover.state != .ended else { return }
            _ = try await place.logged(
                AuditEntry(
                    .handoverEnded, .update, at: place.now(), by: .subject, dossier: handover.dossier, section: handover.section,
                    detail: handover.id.text, team: handover.receiver, conversation: handover.conversation), session.readers)
            var next = handover
            next.state = .ended
            try await place.changeHandover(next, from: handover.revision, taking: [handover.receiver])
            try await RenewParts(place)(session)
        }
        if !isDone { throw .taken(by: nil) }
    }

    /// Ends what runs with teams that the person keeps away by now.
    func endWhatIsBarred(_ session: PersonSession) async throws(WorkRefusal) {
        for handover in try await place.stored({ try await place.stores.handovers.handovers(in: session.conversation) })
        where handover.state != .ended {
            guard let team = try await place.stored({ try await place.stores.teams.team(handover.receiver) }) else { continue }
            var isBarred = try await place.isBarred(team, from: session.dossier)
            if !isBarred, let guest = handover.guest { isBarred = try await isKeptAway(guest, session.dossier) }
            if isBarred { try await end(handover.id, session) }
        }
    }

    /// Ends what runs with a team whose question was taken back: it reads and says nothing there any more.
    func end(on referral: Identifier<Referral>, _ session: PersonSession) async throws(WorkRefusal) {
        for handover in try await place.stored({ try await place.stores.handovers.handovers(in: session.conversation) })
        where handover.referral == referral && handover.state != .ended {
            try await end(handover.id, session)
        }
    }

    /// - Throws: `.outOfOrder` when it ended: what was typed goes nowhere else then.
    public func say(
        _ text: Confidential<String>, in id: Identifier<WarmHandover>, slip: Confidential<String>, _ session: PersonSession
    ) async throws(WorkRefusal) {
        guard text.isSaid else { throw .empty }
        let handover = try await own(id, session)
        guard handover.isJoined(in: place.week) else { throw .outOfOrder }
        try await RenewParts(place)(session)
        try await place.sayJointly(text, .messageFromPerson, in: handover, as: .subject, slip: slip) {
            () async throws(WorkRefusal) in try await open(handover, .handoverSaid, .create, session)
        }
    }

    private func teams(
        _ handover: WarmHandover, _ guest: Identifier<SupportWorker>
    ) async throws(WorkRefusal) -> (desk: Team, receiver: Team) {
        guard let desk = try await place.stored({ try await place.stores.teams.team(handover.desk) }),
            let receiver = try await place.stored({ try await place.stores.teams.team(handover.receiver) })
        else { throw .notFound }
        guard try await !place.isBarred(receiver, from: handover.dossier), try await !isKeptAway(guest, handover.dossier) else {
            throw .barred
        }
        guard try await place.stored({ try await place.stores.referrals.referral(handover.referral) })?.state.isOver == false else {
            throw .outOfOrder
        }
        return (desk, receiver)
    }

    private func isKeptAway(_ id: Identifier<SupportWorker>, _ dossier: Identifier<Dossier>) async throws(WorkRefusal) -> Bool {
        guard let worker = try await place.stored({ try await place.stores.workers.worker(id) }) else { return true }
        let mark = place.fields.mark(.person(Confidential(place.name(worker)), at: worker.organisation), of: dossier)
        return try await place.stored { try await place.stores.consents.never(of: dossier) }.contains(mark)
    }

    private func own(_ id: Identifier<WarmHandover>, _ session: PersonSession) async throws(WorkRefusal) -> WarmHandover {
        guard let handover = try await place.stored({ try await place.stores.handovers.handover(id) }), handover.dossier == session.dossier
        else { throw .notFound }
        return handover
    }

    private func open(
        _ handover: WarmHandover, _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ session: PersonSession
    ) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey) {
        guard let section = handover.section else { throw .outOfOrder }
        let receipt = try await place.logged(
            AuditEntry(
                kind, action, at: place.now(), by: .subject, dossier: handover.dossier, section: section, detail: handover.id.text,
                conversation: handover.conversation), session.readers)
        let (opened, key, _) = try await place.open(section, of: handover.dossier, for: .subject, session.keyPair, after: receipt)
        return (opened, key)
    }
}

/// Ends joint talks whose time is over and that nobody ended: the team that came loses its key, and what was said gets another.
public struct ExpireHandovers: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Returns: how many ended.
    public func callAsFunction() async throws(WorkRefusal) -> Int {
        let first = place.week.adding(-WarmHandover.weeks)
        let due = try await place.stored { try await place.stores.handovers.due(before: first, limit: 1000) }
        for handover in due {
            let key = try await place.stored { try await place.stores.dossiers.dossier(handover.dossier) }?.publicKey
            _ = try await place.logged(
                AuditEntry(
                    .handoverEnded, .update, at: place.now(), by: .system, dossier: handover.dossier, section: handover.section,
                    detail: handover.id.text, team: handover.receiver, conversation: handover.conversation),
                AuditReaders(subject: key, review: nil, scope: handover.id.bytes))
            var over = handover
            over.state = .ended
            do {
                try await place.changeHandover(over, from: handover.revision, taking: [handover.receiver])
            } catch {
                // Somebody changed it at this moment: it comes by again.
                guard case .taken = error else { throw error }
            }
        }
        return due.count
    }
}
