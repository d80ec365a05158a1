public import Domain
import Vault

/// A worker who entered, for as long as they are here, with the keys of their teams.
/// - Source: security 2.7, 2.8.
public struct WorkerSession: Sendable {
    /// Minutes without an act of the worker after which it ends, and minutes after which it ends in any case. What a page does by itself is no
    /// act: it listens, looks again and keeps a draft.
    public static let idleMinutes: Int64 = 20
    public static let longestMinutes: Int64 = 600

    public let worker: SupportWorker
    /// How colleagues call them.
    public let name: String
    let keyPair: KeyPair
    /// The key of each team they hold, in its present generation.
    let teamKeys: [Identifier<Team>: TeamKey]
    /// Every team they have a place in.
    public let teams: [Team]
    /// The team that reads the log of their organisation, as it was when this session was looked up: it is, with every request.
    let review: Team?
    /// What was said of what they can do, in each team of which it was said.
    let profiles: [DeskProfile]
    let startedAt: Instant
    var seenAt: Instant
    let token: Secret
    /// Whether single keys act on the pages of this session: off, until the worker turns them on.
    public internal(set) var hasKeys = false
    /// Whether the pages of this session make a soft sound when somebody comes: off, until the worker turns it on.
    public internal(set) var hasSound = false
    /// Whether it shows numbers on a wall and nothing else: it opens no other page any more, and lasts without acts.
    public internal(set) var isWall = false
    /// Until when they are away from the desk after a heavy talk; nil while they are there.
    public internal(set) var pausedUntil: Instant?
    /// What a form of this session is bound to.
    public let formScope: String

    /// When it ends if the worker does nothing more.
    public var endsAt: Instant {
        let latest = startedAt.adding(seconds: Self.longestMinutes * 60)
        return isWall ? latest : min(seenAt.adding(seconds: Self.idleMinutes * 60), latest)
    }

    public func may(_ permission: Permission) -> Bool {
        worker.role.permissions.contains(permission) && (!isWall || permission == .seeBoard)
    }
    /// Groups of digits that a colleague compares before they let this worker in to a team.
    public var fingerprint: [String] { KeyFingerprint(keyPair.publicKey).groups }
    /// Whether they hold the key of a team with this task.
    public func holdsKey(of kind: Team.Kind) -> Bool { teamKeys.values.contains { $0.team.kind == kind } }
    /// Whether somebody left a team of which they hold the key, and its keys were not changed since.
    public var mustRenewKeys: Bool { teamKeys.values.contains { $0.team.needsNewKey || !$0.older.isEmpty } }
    /// Teams that have them as a member while nobody let them in yet.
    public var waitsFor: [Team] { teams.filter { teamKeys[$0.id] == nil } }
    var actor: AuditEntry.Actor { .worker(worker.id, worker.role, worker.organisation) }

    /// Teams whose conversations they may see: desks of which they hold the key.
    public var desks: [Identifier<Team>] { teamKeys.values.filter { $0.team.kind == .desk }.map(\.team.id) }
    /// What they can do at each of these desks.
    var skills: [Identifier<Team>: SkillSet] {
        let said = Dictionary(uniqueKeysWithValues: profiles.map { ($0.team, $0.skills) })
        return Dictionary(uniqueKeysWithValues: desks.map { ($0, said[$0] ?? SkillSet(languages: [])) })
    }
    /// Conversations that they have at once: the smallest number that one of their teams said.
    var most: Int { profiles.map(\.most).min() ?? DeskProfile.usual }
}

/// A team with its key, opened.
struct TeamKey: Sendable {
    let team: Team
    let keyPair: KeyPair
    /// Keys of earlier generations, newest first, down from the one before. A team keeps them until nothing is left that they open; a review
    /// team for ever, because the log is never sealed anew.
    let older: [KeyPair]

    /// Of an earlier generation; nil of the present one, and of one that is not kept.
    func key(of generation: Int) -> KeyPair? {
        let back = team.generation - 1 - generation
        return older.indices.contains(back) ? older[back] : nil
    }
}

extension Workplace {
    func packed(_ session: WorkerSession) -> [UInt8] {
        Packed.write([
            [3], session.worker.id.bytes, session.keyPair.seed.exposed, Packed.number(session.startedAt.seconds),
            Packed.number(session.seenAt.seconds), [(session.hasKeys ? 1 : 0) | (session.hasSound ? 2 : 0) | (session.isWall ? 4 : 0)],
            session.pausedUntil.map { Packed.number($0.seconds) } ?? [], session.keyPair.publicKey.bytes,
        ])
    }

    /// The session behind what the browser holds; nil when it ended, or the worker left.
    /// - Parameter isAct: whether the worker did something, rather than their page by itself; only then the time without an act begins anew.
    public func workerSession(_ cookie: String, isAct: Bool = true) async throws(WorkRefusal) -> WorkerSession? {
        guard let token = SessionSeal.token(cookie) else { return nil }
        return try await workerSession(token, isAct: isAct)
    }

    /// The same session as it is now: with new keys, or nil when it ended meanwhile. No act of the worker.
    public func again(_ session: WorkerSession) async throws(WorkRefusal) -> WorkerSession? {
        try await workerSession(session.token, isAct: false)
    }

    /// Turns single keys on or off, for as long as the session lasts.
    public func turnKeys(on: Bool, _ session: WorkerSession) async throws(WorkRefusal) {
        var session = session
        session.hasKeys = on
        try await rewrite(session.token, packed(session), minutes: WorkerSession.longestMinutes)
    }

    /// Turns the soft sound on or off, for as long as the session lasts. Nothing of it stays in the browser.
    public func turnSound(on: Bool, _ session: WorkerSession) async throws(WorkRefusal) {
        var session = session
        session.hasSound = on
        try await rewrite(session.token, packed(session), minutes: WorkerSession.longestMinutes)
    }

    /// Makes of this session a screen on the wall: from now on it shows numbers and opens nothing else, until its ten hours are over.
    /// - Throws: `.notFound` when the role does not see the board.
    public func becomeWall(_ session: WorkerSession) async throws(WorkRefusal) {
        guard session.may(.seeBoard) else { throw .notFound }
        offDesk(session)
        var session = session
        session.isWall = true
        try await rewrite(session.token, packed(session), minutes: WorkerSession.longestMinutes)
    }

    private func workerSession(_ token: Secret, isAct: Bool) async throws(WorkRefusal) -> WorkerSession? {
        guard let content = try await sessionContent(token),
            let fields = Packed.read(content), fields.count == 8, fields[0] == [3], let id = Identifier<SupportWorker>(bytes: fields[1]),
            let keyPair = try? KeyPair(
                seed: Secret(fields[2]), knownBy: PublicKey(bytes: fields[7]), keeping: openedBefore)
        else { return nil }
        let startedAt = Instant(seconds: Packed.number(fields[3]))
        let seenAt = Instant(seconds: Packed.number(fields[4]))
        let now = now()
        let flags = fields[5].first ?? 0
        let isWall = flags & 4 != 0
        let isOver =
            !isWall && now.seconds - seenAt.seconds > WorkerSession.idleMinutes * 60
            || now.seconds - startedAt.seconds > WorkerSession.longestMinutes * 60 || now.seconds < startedAt.seconds - 60
        guard !isOver, let standing = try await stored({ try await stores.workers.standing(of: id) }), standing.worker.state == .active
        else {
            try? await stores.sessions.remove(SessionSeal.hash(token))
            return nil
        }
        var session = workerSession(standing, keyPair, token, startedAt: startedAt)
        session.seenAt = seenAt
        (session.hasKeys, session.hasSound, session.isWall) = (flags & 1 != 0, flags & 2 != 0, isWall)
        if let pause = fields.dropFirst(6).first, !pause.isEmpty, now.seconds < Packed.number(pause) {
            session.pausedUntil = Instant(seconds: Packed.number(pause))
        }
        if isAct, now.seconds - seenAt.seconds >= 60 {
            session.seenAt = now
            try await rewrite(token, packed(session), minutes: WorkerSession.longestMinutes)
        }
        return session
    }

    /// A worker with the keys of their teams.
    func workerSession(_ standing: WorkerStanding, _ keyPair: KeyPair, _ token: Secret, startedAt: Instant) -> WorkerSession {
        let worker = standing.worker
        var teamKeys: [Identifier<Team>: TeamKey] = [:]
        for (membership, team) in standing.places {
            guard membership.generation == team.generation, let opened = try? TeamSeal.openAll(membership, with: keyPair),
                let present = opened.first
            else { continue }
            teamKeys[team.id] = TeamKey(team: team, keyPair: present, older: Array(opened.dropFirst()))
        }
        let helps = worker.role.permissions.contains(.helpPeople)
        return WorkerSession(
            worker: worker, name: name(worker), keyPair: keyPair, teamKeys: teamKeys, teams: standing.places.map(\.team),
            review: standing.review, profiles: helps ? standing.profiles : [], startedAt: startedAt, seenAt: startedAt, token: token,
            formScope: SessionSeal.scope(token))
    }

    /// Who can open the log entries of what a worker does.
    func readers(_ session: WorkerSession, subject: PublicKey?) -> AuditReaders {
        AuditReaders(subject: subject, review: reader(session.review), scope: SessionSeal.hash(session.token))
    }

    /// The same where keys of teams are being made: that of the log may be among them.
    func readersAnew(_ session: WorkerSession, subject: PublicKey?) async throws(WorkRefusal) -> AuditReaders {
        let review = try await reviewTeam(of: session.worker.organisation)
        return AuditReaders(subject: subject, review: review, scope: SessionSeal.hash(session.token))
    }

    private func reader(_ review: Team?) -> (team: Identifier<Team>, generation: Int, key: PublicKey)? {
        guard let review, let key = review.publicKey else { return nil }
        return (review.id, review.generation, key)
    }

    func reviewTeam(
        of organisation: Identifier<WorkOrganisation>
    ) async throws(WorkRefusal) -> (team: Identifier<Team>, generation: Int, key: PublicKey)? {
        let teams = try await stored { try await stores.teams.teams(of: organisation) }
        return reader(teams.first { $0.kind == .review })
    }
}
