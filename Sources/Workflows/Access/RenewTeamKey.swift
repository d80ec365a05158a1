public import Domain
import Vault

/// Gives teams their keys: the first when their first member enters, a new one when somebody left. With a new team key every section that
/// the team holds gets a new key too, so that whoever left opens nothing that is written from then on.
/// - Source: security 2.6, 2.7; invariant I3.
public struct RenewTeamKey: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Teams without any key get one, held by whoever comes first.
    func startTeams(of session: WorkerSession) async throws(WorkRefusal) {
        for var team in session.teams where team.generation == 0 {
            let keyPair = try await place.stored { try KeyPair.make() }
            team.generation = 1
            team.publicKey = keyPair.publicKey
            try await renew(team, keyPair, for: [(session.worker.id, session.keyPair.publicKey)], by: session)
        }
    }

    /// Admits somebody who waits: a holder seals the team's key to them.
    /// - Parameter compared: the fingerprint that stood on the holder's screen; a key that was changed since is not let in.
    /// - Throws: `.notFound` unless the session holds the team's key and the person waits for it.
    public func admit(
        _ worker: Identifier<SupportWorker>, to team: Identifier<Team>, comparing compared: [String]? = nil,
        by session: WorkerSession
    ) async throws(WorkRefusal) {
        guard session.may(.holdTeamKeys), let held = session.teamKeys[team],
            let member = try await place.stored({ try await place.stores.workers.worker(worker) }), member.state == .active,
            let key = member.keys?.publicKey, compared == nil || compared == KeyFingerprint(key).groups
        else { throw .notFound }
        _ = try await place.logged(
            AuditEntry(.memberAdmitted, .update, at: place.now(), by: session.actor, team: team),
            try await place.readersAnew(session, subject: nil))
        try await place.stored {
            try await place.stores.teams.admit(
                try TeamSeal.seal(held.keyPair, older: held.older, of: team, generation: held.team.generation, to: worker, key))
        }
    }

    /// Changes the keys of every team of the session that somebody left. Runs in the first request of a remaining holder.
    public func renewWhereSomebodyLeft(_ session: WorkerSession) async throws(WorkRefusal) {
        for held in session.teamKeys.values where held.team.needsNewKey {
            try await renew(held, by: session)
        }
    }

    private func renew(_ held: TeamKey, by session: WorkerSession) async throws(WorkRefusal) {
        let (old, oldKey) = (held.team, held.keyPair)
        let next = try await place.stored { try KeyPair.make() }
        var team = old
        team.generation += 1
        team.publicKey = next.publicKey
        // Until every section has its new key the team stays marked, so that a crash half-way is taken up again.
        var holders: [(Identifier<SupportWorker>, PublicKey)] = []
        for member in try await place.stored({ try await place.stores.teams.members(of: old.id) }) where member.wrap != nil {
            guard let worker = try await place.stored({ try await place.stores.workers.worker(member.worker) }), worker.state == .active,
                let key = worker.keys?.publicKey
            else { continue }
            holders.append((worker.id, key))
        }
        try await rekeySections(of: old, oldKey, to: team, next, by: session)
        try await resealCards(of: old, oldKey, to: team, next.publicKey)
        team.needsNewKey = false
        let older = team.kind == .review ? [oldKey] + held.older : []
        try await renew(team, next, older: older, for: holders, by: session)
    }

    private func renew(
        _ team: Team, _ keyPair: KeyPair, older: [KeyPair] = [], for holders: [(Identifier<SupportWorker>, PublicKey)],
        by session: WorkerSession
    ) async throws(WorkRefusal) {
        // Logged with the fingerprint, so that a key that was swapped shows.
        _ = try await place.logged(
            AuditEntry(
                .teamKeyMade, .create, at: place.now(), by: session.actor, detail: Digest.sha256(keyPair.publicKey.bytes), team: team.id),
            try await place.readersAnew(session, subject: nil))
        do {
            try await place.stores.teams.renew(
                team,
                wraps: try holders.map { worker, key in
                    try TeamSeal.seal(keyPair, older: older, of: team.id, generation: team.generation, to: worker, key)
                })
        } catch StoreRefusal.conflict {
            // A colleague did it at the same moment; theirs counts.
        } catch {
            throw .storeUnavailable
        }
    }

    private func resealCards(of old: Team, _ oldKey: KeyPair, to team: Team, _ key: PublicKey) async throws(WorkRefusal) {
        let open = try await place.stored { try await place.stores.conversations.queue(of: [old.id], limit: 10_000) }
        let closed = try await place.stored { try await place.stores.conversations.closed(of: [old.id], limit: 10_000) }
        for conversation in open + closed {
            guard conversation.cardGeneration == old.generation,
                let card = try? CaseCardSeal.open(
                    conversation.card, of: conversation.id, to: old.id, generation: old.generation, with: oldKey)
            else { continue }
            try await place.stored {
                let sealed = try CaseCardSeal.seal(card, of: conversation.id, to: team.id, generation: team.generation, key)
                try await place.stores.conversations.add(
                    [], to: conversation.id, ConversationChange(card: sealed, cardGeneration: team.generation))
            }
        }
        try await resealReferrals(of: old, oldKey, to: team, key)
        try await resealTables(of: old, oldKey, to: team, key)
        for sealed in try await place.stored({ try await place.stores.feedback.all(for: old.id, limit: 100_000) }) {
            guard sealed.generation == old.generation, let content = try? FeedbackSeal.open(sealed, with: oldKey) else { continue }
            try await place.stored {
                try await place.stores.feedback.replace([
                    try FeedbackSeal.seal(content.revealed, id: sealed.id, to: team.id, generation: team.generation, key)
                ])
            }
        }
    }

    private func resealReferrals(of old: Team, _ oldKey: KeyPair, to team: Team, _ key: PublicKey) async throws(WorkRefusal) {
        func resealed(_ card: Referral.SealedCard, of id: Identifier<Referral>) throws -> Referral.SealedCard {
            guard let opened = try? ReferralCardSeal.open(card, of: id, to: old.id, with: oldKey) else { return card }
            return try ReferralCardSeal.seal(opened, of: id, to: team.id, generation: team.generation, key)
        }
        let referrals = try await place.stored {
            try await place.stores.referrals.cards(of: old.id, upTo: old.generation, limit: 100_000)
        }
        for var referral in referrals {
            try await place.stored {
                if referral.to == old.id { referral.received = try resealed(referral.received, of: referral.id) }
                if referral.from == old.id { referral.sent = try resealed(referral.sent, of: referral.id) }
                try await place.stores.referrals.reseal(referral)
            }
        }
    }

    private func resealTables(of old: Team, _ oldKey: KeyPair, to team: Team, _ key: PublicKey) async throws(WorkRefusal) {
        for var table in try await place.stored({ try await place.stores.tables.tables(with: [old.id], limit: 10_000) }) {
            guard let index = table.seats.firstIndex(where: { $0.team == old.id }), let sealed = table.seats[index].card,
                let card = try? CaseTableCardSeal.open(sealed, of: table.id, to: old.id, with: oldKey)
            else { continue }
            try await place.stored {
                table.seats[index].card = try CaseTableCardSeal.seal(
                    card, of: table.id, to: team.id, generation: team.generation, key)
                try await place.stores.tables.reseal(table)
            }
        }
    }

    private func rekeySections(
        of old: Team, _ oldKey: KeyPair, to team: Team, _ next: KeyPair, by session: WorkerSession
    ) async throws(WorkRefusal) {
        while true {
            let granted = try await place.stored {
                try await place.stores.sections.granted(to: old.id, upTo: old.generation, limit: 100)
            }
            guard !granted.isEmpty else { return }
            for (section, grant) in granted { try await rekey(section, grant, oldKey, to: team, next.publicKey, by: session) }
        }
    }

    private func rekey(
        _ section: DossierSection, _ grant: SectionGrant, _ oldKey: KeyPair, to team: Team, _ key: PublicKey, by session: WorkerSession
    ) async throws(WorkRefusal) {
        guard let dossier = try await place.stored({ try await place.stores.dossiers.dossier(section.dossier) }) else { return }
        let receipt = try await place.logged(
            AuditEntry(.keysRotated, .update, at: place.now(), by: session.actor, dossier: dossier.id, section: section.id, team: team.id),
            try await place.readersAnew(session, subject: dossier.publicKey))
        try await place.stored {
            guard let sealed = try await place.stores.shred.key(for: dossier.id) else { throw WorkRefusal.erased }
            let shred = try ShredKey(sealed, of: dossier.id, keys: place.instance)
            let present = try place.keys.open(grant, of: dossier.id, with: oldKey, shred: sealed, after: receipt)
            try await RekeySection(place: place).unlessChanged(
                section, from: present, of: dossier, shred, renewed: .init(team: team.id, generation: team.generation, publicKey: key))
        }
    }
}
