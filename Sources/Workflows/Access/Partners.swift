public import Domain
public import Vault

/// Organisations that take part, as whoever asked them sees it: who was asked, whose key was heard over the telephone, which team is alone.
/// An organisation that was asked sees its own teams in the same words. No content of anybody.
/// - Source: security 2.7, 'Decided for version 1'; product, 'Organisations'; decision 0090.
public struct Partners: Sendable {
    /// Somebody was asked, and has not come in yet.
    public struct Invited: Sendable {
        public let id: Identifier<OrganisationInvitation>
        public let name: String
        public let until: Instant
    }

    /// What stands in the way of a team's receiving something new.
    public enum Standing: String, CaseIterable, Sendable {
        /// Nobody of its people came in yet.
        case noKey = "no_key"
        /// Nobody spoke with them yet.
        case unvouched
        /// They have another key than the one that was heard.
        case changed
        /// One holder or none, for more than seven days.
        case closed
        /// One holder or none, not long yet.
        case alone
        case good
    }

    public struct Entry: Sendable {
        public let team: Identifier<Team>
        public let receiver: Receiver
        public let holders: Int
        /// Groups of digits to compare over the telephone; nil without a key.
        public let fingerprint: [String]?
        public let standing: Standing
        public let aloneSince: Instant?
        /// With whom somebody spoke, who that was, and when.
        public let vouched: (with: String, by: String, at: Instant)?
        /// Whether it needs the word of whoever asked them.
        public let needsWord: Bool
    }
    /// Seconds for which somebody may come in.
    static let lasts: Int64 = 14 * 86_400
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Whether the session's organisation asks others: it has a desk.
    public func asks(_ session: WorkerSession) async throws(WorkRefusal) -> Bool {
        guard session.may(.managePeople) else { return false }
        return try await place.stored { try await place.stores.teams.teams(of: session.worker.organisation) }.contains { $0.kind == .desk }
    }

    /// Asks an organisation to take part.
    /// - Parameter name: for whom it is meant, for one's own list.
    /// - Returns: the code, shown once; who has it within fourteen days may come in.
    public func invite(_ name: Confidential<String>, by session: WorkerSession) async throws(WorkRefusal) -> InvitationCode {
        guard try await asks(session) else { throw .notFound }
        guard name.isSaid else { throw .empty }
        _ = try await place.logged(
            AuditEntry(.partnerInvited, .create, at: place.now(), by: session.actor), place.readers(session, subject: nil))
        let code = InvitationCode(place.chance)
        let id = Identifier<OrganisationInvitation>(place.chance)
        try await place.stored {
            try await place.stores.teams.invite(
                OrganisationInvitation(
                    id: id, locator: place.fields.locator(invitation: code), organisation: session.worker.organisation,
                    meant: try place.fields.seal(name, of: id), expiresAt: place.now().adding(seconds: Self.lasts)))
        }
        return code
    }

    public func invited(by session: WorkerSession) async throws(WorkRefusal) -> [Invited] {
        guard try await asks(session) else { return [] }
        let open = try await place.stored { try await place.stores.teams.organisationInvitations(of: session.worker.organisation) }
        return open.filter { $0.expiresAt > place.now() }.map {
            Invited(id: $0.id, name: (try? place.fields.open($0.meant, of: $0.id))?.revealed ?? "?", until: $0.expiresAt)
        }.sorted { $0.until < $1.until }
    }

    public func withdraw(_ id: Identifier<OrganisationInvitation>, by session: WorkerSession) async throws(WorkRefusal) {
        guard try await asks(session) else { throw .notFound }
        _ = try await place.logged(
            AuditEntry(.partnerInvited, .delete, at: place.now(), by: session.actor), place.readers(session, subject: nil))
        try await place.stored { try await place.stores.teams.withdraw(id, of: session.worker.organisation) }
    }

    /// Teams that the session's organisation asked; for one that was asked, its own. What needs somebody stands first.
    public func list(for session: WorkerSession) async throws(WorkRefusal) -> [Entry] {
        guard session.may(.managePeople) else { throw .notFound }
        let own = session.worker.organisation
        let isAsking = try await asks(session)
        let vouchings = Dictionary(
            uniqueKeysWithValues: try await place.stored { try await place.stores.teams.vouchings() }.map { ($0.team, $0) })
        var entries: [Entry] = []
        for team in try await place.stored({ try await place.stores.teams.teams(of: nil) }) where team.kind == .partner {
            let vouching = vouchings[team.id]
            guard isAsking ? vouching?.organisation == own && team.organisation != own : team.organisation == own,
                let entry = try await entry(team, vouching)
            else { continue }
            entries.append(entry)
        }
        let order = Standing.allCases
        return entries.sorted {
            (order.firstIndex(of: $0.standing) ?? 0, $0.receiver.organisationName) < (
                order.firstIndex(of: $1.standing) ?? 0, $1.receiver.organisationName
            )
        }
    }

    private func entry(_ team: Team, _ vouching: TeamVouching?) async throws(WorkRefusal) -> Entry? {
        guard let receiver = try await place.receiver(team) else { return nil }
        let holders = try await place.holders(team)
        let fingerprint = team.publicKey.map { KeyFingerprint($0) }
        let needsWord = vouching.map { $0.organisation != team.organisation } ?? false
        let standing: Standing
        if fingerprint == nil {
            standing = .noKey
        } else if needsWord, vouching?.keyHash == nil {
            standing = .unvouched
        } else if needsWord, vouching?.keyHash != fingerprint?.hash {
            standing = .changed
        } else if vouching?.isAloneTooLong(at: place.now()) == true {
            standing = .closed
        } else {
            standing = holders < 2 ? .alone : .good
        }
        return Entry(
            team: team.id, receiver: receiver, holders: holders, fingerprint: fingerprint?.groups, standing: standing,
            aloneSince: vouching?.aloneSince, vouched: vouching.flatMap { words($0) }, needsWord: needsWord)
    }

    private func words(_ vouching: TeamVouching) -> (with: String, by: String, at: Instant)? {
        guard let sealed = vouching.words, let text = (try? place.fields.open(sealed, of: vouching.team))?.revealed else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 3, let seconds = Int64(lines[2]) else { return nil }
        return (lines[0], lines[1], Instant(seconds: seconds))
    }

    /// Somebody called the organisation on a number that was known before, and heard these digits read out.
    /// - Parameters:
    ///   - compared: the digits that stood on the screen; a key that changed since is not vouched for.
    ///   - name: with whom they spoke.
    /// - Throws: `.empty` without a name; `.taken` when the key is another by now; `.notFound` for a team that somebody else asked.
    public func vouch(
        for team: Identifier<Team>, comparing compared: [String], with name: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        guard try await asks(session), let entry = try await list(for: session).first(where: { $0.team == team }),
            let key = try await place.stored({ try await place.stores.teams.team(team) })?.publicKey
        else { throw .notFound }
        guard name.isSaid else { throw .empty }
        let fingerprint = KeyFingerprint(key)
        guard entry.fingerprint == compared, fingerprint.groups == compared else { throw .taken(by: nil) }
        // The key directory is the log: which key, whose, and who heard it.
        _ = try await place.logged(
            AuditEntry(
                .partnerVouched, .update, at: place.now(), by: session.actor, detail: Digest.sha256(key.bytes), team: team),
            place.readers(session, subject: nil))
        let line = { (text: String) in text.replacing("\n", with: " ") }
        let words = [line(name.revealed), line(session.name), String(place.now().seconds)].joined(separator: "\n")
        try await place.stored {
            try await place.stores.teams.vouch(
                team, keyHash: fingerprint.hash, words: try place.fields.seal(Confidential(words), of: team))
        }
    }
}

/// An organisation comes in with the code that it was handed: it says what it is, and its first person gets keys.
/// - Source: security 2.7; decision 0090.
public struct JoinAsPartner: Sendable {
    /// What the organisation says of itself.
    public struct Details: Sendable {
        public let organisation: String
        public let profile: OrganisationProfile
        public let team: String
        public let name: String
        public let login: String

        public init(organisation: String, profile: OrganisationProfile, team: String, name: String, login: String) {
            self.organisation = organisation
            self.profile = profile
            self.team = team
            self.name = name
            self.login = login
        }

        var isWhole: Bool { [organisation, team, name, login].allSatisfy { Confidential($0).isSaid } }
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Who asks, and for whom it is meant.
    /// - Throws: `.invitationGone` when it was used, taken back, is over, or is a code for something else.
    public func invited(_ typed: Confidential<String>) async throws(WorkRefusal) -> (host: String, meant: String) {
        let invitation = try await invitation(typed)
        guard let host = try await place.stored({ try await place.stores.teams.organisation(invitation.organisation) }) else {
            throw .invitationGone
        }
        return (place.name(host), (try? place.fields.open(invitation.meant, of: invitation.id))?.revealed ?? "")
    }

    /// - Parameter factor: what the person's app shows for the proposal.
    /// - Returns: the cookie of the session.
    /// - Throws: `.invitationGone`, `.incomplete`, `.loginTaken`, `.poorPassphrase`, `.unknown` when the second factor does not fit, `.busy`.
    public func callAsFunction(
        _ typed: Confidential<String>, _ details: Details, passphrase: Confidential<String>, proposal: AcceptInvitation.Proposal,
        factor: Confidential<String>
    ) async throws(WorkRefusal) -> String {
        let invitation = try await invitation(typed)
        guard details.isWhole else { throw .incomplete }
        let login = place.fields.locator(login: Confidential(details.login))
        guard try await place.stored({ try await place.stores.workers.worker(login: login) }) == nil else { throw .loginTaken }
        if let problem = Passphrase.problem(passphrase.revealed, login: details.login, common: place.commonPassphrases) {
            throw .poorPassphrase(problem)
        }
        guard proposal.factor.step(matching: factor.revealed, at: place.now()) != nil else { throw .unknown }
        let keyPair = try await place.stored { try KeyPair.make() }
        let keys = try await place.stored {
            try await place.passphrases.seal(keyPair, proposal.factor, passphrase: passphrase, chance: place.chance)
        }
        let new = try await new(details, login, keys, host: invitation.organisation)
        _ = try await place.logged(
            AuditEntry(
                .partnerJoined, .create, at: place.now(), by: .worker(new.worker.id, new.worker.role, new.organisation.id),
                detail: invitation.organisation.text),
            AuditReaders(
                subject: nil, review: try await place.reviewTeam(of: invitation.organisation), scope: new.organisation.id.bytes))
        do {
            try await place.stores.teams.join(invitation.locator, new)
        } catch StoreRefusal.gone {
            throw .invitationGone
        } catch StoreRefusal.duplicate {
            throw .loginTaken
        } catch {
            throw .storeUnavailable
        }
        return try await place.beginWork(new.worker, keyPair)
    }

    private func new(
        _ details: Details, _ login: [UInt8], _ keys: WorkerKeys, host: Identifier<WorkOrganisation>
    ) async throws(WorkRefusal) -> NewPartner {
        try await place.stored {
            let id = Identifier<WorkOrganisation>(place.chance)
            let organisation = WorkOrganisation(
                id: id, name: try place.fields.seal(Confidential(details.organisation), of: id),
                profile: try place.fields.seal(details.profile, of: id))
            let teams = try [(Team.Kind.partner, details.team), (.review, details.team + " · inzage")].map { kind, name in
                let team = Identifier<Team>(place.chance)
                return Team(id: team, organisation: id, kind: kind, name: try place.fields.seal(Confidential(name), of: team))
            }
            let worker = Identifier<SupportWorker>(place.chance)
            return NewPartner(
                organisation: organisation, teams: teams,
                worker: SupportWorker(
                    id: worker, organisation: id, role: .administrator, state: .active,
                    name: try place.fields.seal(Confidential(details.name), of: worker), login: login, keys: keys),
                places: teams.filter { $0.kind == .review }.map(\.id),
                vouchings: teams.filter { $0.kind == .partner }.map { TeamVouching(team: $0.id, organisation: host) })
        }
    }

    private func invitation(_ typed: Confidential<String>) async throws(WorkRefusal) -> OrganisationInvitation {
        guard let code = InvitationCode(typed.revealed),
            let invitation = try await place.stored({
                try await place.stores.teams.organisationInvitation(place.fields.locator(invitation: code))
            }), invitation.expiresAt > place.now()
        else { throw .invitationGone }
        return invitation
    }
}
