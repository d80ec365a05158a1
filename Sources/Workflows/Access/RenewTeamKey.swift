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

    /// Changes the keys of every team of the session that somebody left, and brings to its end what was begun. Runs in the first request of a
    /// remaining holder.
    ///
    /// The team gets its next key first, and its holders keep the one of before until nothing is left that it opens. So whoever comes meanwhile,
    /// or after the machine ended half-way, goes on with the same key, and nothing is ever sealed to one that nobody has (decision 0055).
    public func renewWhereSomebodyLeft(_ session: WorkerSession) async throws(WorkRefusal) {
        var session = session
        let left = session.teamKeys.values.filter(\.team.needsNewKey)
        for held in left { try await makeNext(held, by: session) }
        if !left.isEmpty {
            guard let renewed = try await place.again(session) else { return }
            session = renewed
        }
        for held in session.teamKeys.values where !held.older.isEmpty {
            try await handOn(held, by: session)
        }
    }

    private func makeNext(_ held: TeamKey, by session: WorkerSession) async throws(WorkRefusal) {
        let next = try await place.stored { try KeyPair.make() }
        var team = held.team
        team.generation += 1
        team.publicKey = next.publicKey
        team.needsNewKey = false
        try await renew(team, next, older: [held.keyPair] + held.older, for: try await holders(of: team.id), by: session)
    }

    private func holders(of team: Identifier<Team>) async throws(WorkRefusal) -> [(Identifier<SupportWorker>, PublicKey)] {
        var holders: [(Identifier<SupportWorker>, PublicKey)] = []
        for member in try await place.stored({ try await place.stores.teams.members(of: team) }) where member.wrap != nil {
            guard let worker = try await place.stored({ try await place.stores.workers.worker(member.worker) }), worker.state == .active,
                let key = worker.keys?.publicKey
            else { continue }
            holders.append((worker.id, key))
        }
        return holders
    }

    /// Gives the present key to everything that one of before opens still; then a team that reads no log forgets those.
    private func handOn(_ held: TeamKey, by session: WorkerSession) async throws(WorkRefusal) {
        let isDone = try await rekeySections(held, by: session)
        // It keeps its older keys for ever and comes by with every act, and no list has cards of it.
        if held.team.kind == .review { return }
        try await ResealCards(place: place, held: held)()
        guard isDone else { return }
        for (worker, key) in try await holders(of: held.team.id) {
            do {
                try await place.stored {
                    try await place.stores.teams.replace(
                        try TeamSeal.seal(held.keyPair, of: held.team.id, generation: held.team.generation, to: worker, key))
                }
            } catch .taken, .erased {
                // They hold it no more, or the team has another key by now: whoever comes next goes on from there.
                continue
            }
        }
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

    /// - Returns: whether nothing is left that a key of before opens.
    private func rekeySections(_ held: TeamKey, by session: WorkerSession) async throws(WorkRefusal) -> Bool {
        // What somebody wrote to at that very moment comes by again.
        for _ in 0..<5 {
            let granted = try await place.stored {
                try await place.stores.sections.granted(to: held.team.id, upTo: held.team.generation - 1, limit: 10_000)
            }
            if granted.isEmpty { return true }
            for (section, grant) in granted {
                guard case .team(_, let generation) = grant.holder, let key = held.key(of: generation) else { continue }
                do { try await rekey(section, grant, key, of: held.team.id, by: session) } catch .erased { continue }
            }
        }
        return false
    }

    private func rekey(
        _ section: DossierSection, _ grant: SectionGrant, _ key: KeyPair, of team: Identifier<Team>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        guard let dossier = try await place.stored({ try await place.stores.dossiers.dossier(section.dossier) }) else { return }
        let receipt = try await place.logged(
            AuditEntry(.keysRotated, .update, at: place.now(), by: session.actor, dossier: dossier.id, section: section.id, team: team),
            try await place.readersAnew(session, subject: dossier.publicKey))
        try await place.stored {
            guard let sealed = try await place.stores.shred.key(for: dossier.id) else { throw WorkRefusal.erased }
            let shred = try ShredKey(sealed, of: dossier.id, keys: place.instance)
            let present = try place.keys.open(grant, of: dossier.id, with: key, shred: sealed, after: receipt)
            try await RekeySection(place: place).unlessChanged(section, from: present, of: dossier, shred)
        }
    }
}
