public import Domain
public import Vault

/// Enters as a worker: login name, passphrase, and a code of the second factor. Whatever is wrong, the answer is the same.
/// - Source: security 2.7; ASVS 6.3.8.
public struct EnterWork: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Returns: the cookie of the session.
    /// - Throws: `.unknown`, `.busy`, `.logUnavailable`.
    public func callAsFunction(
        login: Confidential<String>, passphrase: Confidential<String>, factor: Confidential<String>
    ) async throws(WorkRefusal) -> String {
        let reference = place.fields.locator(login: login)
        let worker = try await place.stored { try await place.stores.workers.worker(login: reference) }
        // A name that nobody has costs the same work.
        let opened = try await place.stored { try await place.passphrases.open(worker?.keys, passphrase: passphrase) }
        guard let worker, worker.state == .active, let opened else {
            try? await refused(worker)
            throw .unknown
        }
        let now = place.now()
        guard let step = opened.factor.step(matching: factor.revealed, at: now),
            try await place.stored({ try await place.stores.workers.useFactor(worker.id, step: step) })
        else {
            try? await refused(worker)
            throw .unknown
        }
        try await note(.workerEntered, worker, isSuccess: true)
        return try await place.beginWork(worker, opened.keyPair)
    }

    // A name that nobody has leaves an entry too, which names nobody: as long a wait, and the attempts can be counted.
    private func refused(_ worker: SupportWorker?) async throws(WorkRefusal) {
        if let worker { return try await note(.workerRefused, worker, isSuccess: false) }
        _ = try await place.logged(
            AuditEntry(.workerRefused, .execute, at: place.now(), by: .system, isSuccess: false),
            AuditReaders(subject: nil, review: nil, scope: Array("nobody's name".utf8)))
    }

    private func note(_ kind: AuditEntry.Kind, _ worker: SupportWorker, isSuccess: Bool) async throws(WorkRefusal) {
        let review = try await place.reviewTeam(of: worker.organisation)
        _ = try await place.logged(
            AuditEntry(
                kind, .execute, at: place.now(), by: .worker(worker.id, worker.role, worker.organisation), isSuccess: isSuccess),
            AuditReaders(subject: nil, review: review, scope: worker.id.bytes))
    }
}

extension Workplace {
    /// Begins a session, and makes the keys of teams that have none yet.
    func beginWork(_ worker: SupportWorker, _ keyPair: KeyPair) async throws(WorkRefusal) -> String {
        let token = SessionSeal.newToken()
        guard let standing = try await stored({ try await stores.workers.standing(of: worker.id) }) else { throw .notFound }
        let session = workerSession(standing, keyPair, token, startedAt: now())
        try await RenewTeamKey(self).startTeams(of: session)
        try await keep(token, packed(session), minutes: WorkerSession.longestMinutes)
        return SessionSeal.cookie(token)
    }
}

/// Uses an invitation: chooses a passphrase and sets up the second factor.
public struct AcceptInvitation: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// The invited worker's name, when the code is that of an open invitation.
    /// - Throws: `.invitationGone`.
    public func invited(_ typed: Confidential<String>) async throws(WorkRefusal) -> (worker: SupportWorker, name: String) {
        let locator = try locator(typed)
        guard let invitation = try await place.stored({ try await place.stores.workers.invitation(locator) }),
            invitation.expiresAt > place.now(),
            let worker = try await place.stored({ try await place.stores.workers.worker(invitation.worker) }), worker.state == .invited
        else { throw .invitationGone }
        return (worker, place.name(worker))
    }

    /// - Parameter factor: what the person's app shows for `secondFactor`.
    /// - Returns: the cookie of the session.
    /// - Throws: `.invitationGone`, `.poorPassphrase`, `.unknown` when the code of the second factor does not fit, `.busy`.
    public func callAsFunction(
        _ typed: Confidential<String>, passphrase: Confidential<String>, secondFactor: SecondFactor, factor: Confidential<String>
    ) async throws(WorkRefusal) -> String {
        var (worker, name) = try await invited(typed)
        if let problem = Passphrase.problem(passphrase.revealed, login: name, common: place.commonPassphrases) {
            throw .poorPassphrase(problem)
        }
        guard secondFactor.step(matching: factor.revealed, at: place.now()) != nil else { throw .unknown }
        let keyPair = try await place.stored { try KeyPair.make() }
        let keys = try await place.stored {
            try await place.passphrases.seal(keyPair, secondFactor, passphrase: passphrase, chance: place.chance)
        }
        let locator = try locator(typed)
        do {
            try await place.stores.workers.accept(locator, keys: keys)
        } catch StoreRefusal.gone {
            throw .invitationGone
        } catch {
            throw .storeUnavailable
        }
        worker.state = .active
        worker.keys = keys
        return try await place.beginWork(worker, keyPair)
    }

    private func locator(_ typed: Confidential<String>) throws(WorkRefusal) -> [UInt8] {
        guard let code = InvitationCode(typed.revealed) else { throw .invitationGone }
        return place.fields.locator(invitation: code)
    }
}
