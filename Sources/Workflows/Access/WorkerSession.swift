public import Domain
public import Vault

/// A worker who entered, for as long as they are here, with the keys of their teams.
/// - Source: security 2.7, 2.8.
public struct WorkerSession: Sendable {
    /// Minutes without a request after which it ends, and minutes after which it ends in any case.
    public static let idleMinutes: Int64 = 20
    public static let longestMinutes: Int64 = 600

    public let worker: SupportWorker
    /// How colleagues call them.
    public let name: String
    let keyPair: KeyPair
    /// The key of each team they hold, in its present generation.
    let teamKeys: [Identifier<Team>: (team: Team, keyPair: KeyPair)]
    /// Every team they have a place in.
    public let teams: [Team]
    let startedAt: Instant
    var seenAt: Instant
    let token: Secret
    /// What a form of this session is bound to.
    public let formScope: String

    public func may(_ permission: Permission) -> Bool { worker.role.permissions.contains(permission) }
    var actor: AuditEntry.Actor { .worker(worker.id, worker.role, worker.organisation) }

    /// Teams whose conversations they may see: desks of which they hold the key.
    public var desks: [Identifier<Team>] { teamKeys.values.filter { $0.team.kind == .desk }.map(\.team.id) }
}

extension Workplace {
    func packed(_ session: WorkerSession) -> [UInt8] {
        Packed.write([
            [2], session.worker.id.bytes, session.keyPair.seed.exposed, Packed.number(session.startedAt.seconds),
            Packed.number(session.seenAt.seconds),
        ])
    }

    /// The session behind what the browser holds; nil when it ended, or the worker left.
    public func workerSession(_ cookie: String) async throws(WorkRefusal) -> WorkerSession? {
        guard let token = SessionSeal.token(cookie), let content = try await sessionContent(token),
            let fields = Packed.read(content), fields.count == 5, fields[0] == [2], let id = Identifier<SupportWorker>(bytes: fields[1]),
            let keyPair = try? KeyPair(seed: Secret(fields[2]))
        else { return nil }
        let startedAt = Instant(seconds: Packed.number(fields[3]))
        let seenAt = Instant(seconds: Packed.number(fields[4]))
        let now = now()
        let isOver =
            now.seconds - seenAt.seconds > WorkerSession.idleMinutes * 60
            || now.seconds - startedAt.seconds > WorkerSession.longestMinutes * 60 || now.seconds < startedAt.seconds - 60
        guard !isOver, let worker = try await stored({ try await stores.workers.worker(id) }), worker.state == .active else {
            await endSession(cookie)
            return nil
        }
        var session = try await workerSession(worker, keyPair, token, startedAt: startedAt)
        session.seenAt = seenAt
        if now.seconds - seenAt.seconds >= 60 {
            session.seenAt = now
            try await rewrite(token, packed(session), minutes: WorkerSession.longestMinutes)
        }
        return session
    }

    /// A worker with the keys of their teams.
    func workerSession(
        _ worker: SupportWorker, _ keyPair: KeyPair, _ token: Secret, startedAt: Instant
    ) async throws(WorkRefusal) -> WorkerSession {
        var teamKeys: [Identifier<Team>: (team: Team, keyPair: KeyPair)] = [:]
        var teams: [Team] = []
        for membership in try await stored({ try await stores.teams.memberships(of: worker.id) }) {
            guard let team = try await stored({ try await stores.teams.team(membership.team) }) else { continue }
            teams.append(team)
            guard membership.generation == team.generation, let opened = try? TeamSeal.open(membership, with: keyPair)
            else { continue }
            teamKeys[team.id] = (team, opened)
        }
        return WorkerSession(
            worker: worker, name: name(worker), keyPair: keyPair, teamKeys: teamKeys, teams: teams, startedAt: startedAt,
            seenAt: startedAt, token: token, formScope: SessionSeal.scope(token))
    }

    /// Who can open the log entries of what a worker does.
    func readers(_ session: WorkerSession, subject: PublicKey?) async throws(WorkRefusal) -> AuditReaders {
        let review = try await reviewTeam(of: session.worker.organisation)
        return AuditReaders(subject: subject, review: review, scope: SessionSeal.hash(session.token))
    }

    func reviewTeam(
        of organisation: Identifier<WorkOrganisation>
    ) async throws(WorkRefusal) -> (team: Identifier<Team>, generation: Int, key: PublicKey)? {
        let teams = try await stored { try await stores.teams.teams(of: organisation) }
        guard let team = teams.first(where: { $0.kind == .review }), let key = team.publicKey else { return nil }
        return (team.id, team.generation, key)
    }
}
