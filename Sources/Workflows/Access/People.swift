public import Domain
import Vault

/// The people, teams and invitations of one organisation, as its administrator sees them. No content.
public struct People: Sendable {
    public struct Person: Sendable {
        public let id: Identifier<SupportWorker>
        public let name: String
        public let role: Role
        public let state: SupportWorker.State
        public let teams: [String]
        /// Teams that have them as a member without a key yet.
        public let waitsFor: [String]
    }
    public struct TeamView: Sendable {
        public let id: Identifier<Team>
        public let name: String
        public let kind: Team.Kind
        public let holders: Int
        public let needsNewKey: Bool
        /// Whether the one who looks holds its key.
        public let isHeld: Bool
        public let waiting: [Waiting]
    }
    /// Somebody with keys who waits for the key of a team.
    public struct Waiting: Sendable {
        public let id: Identifier<SupportWorker>
        public let name: String
        /// Groups of digits that a holder compares with them over the telephone before letting them in.
        public let fingerprint: [String]
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    public func teams(for session: WorkerSession) async throws(WorkRefusal) -> [TeamView] {
        var views: [TeamView] = []
        for team in try await place.stored({ try await place.stores.teams.teams(of: session.worker.organisation) }) {
            guard session.may(.managePeople) || session.teamKeys[team.id] != nil else { continue }
            let members = try await place.stored { try await place.stores.teams.members(of: team.id) }
            var waiting: [Waiting] = []
            for member in members where member.wrap == nil || member.generation != team.generation {
                guard let worker = try await place.stored({ try await place.stores.workers.worker(member.worker) }),
                    worker.state == .active,
                    let key = worker.keys?.publicKey
                else { continue }
                waiting.append(Waiting(id: worker.id, name: place.name(worker), fingerprint: KeyFingerprint(key).groups))
            }
            views.append(
                TeamView(
                    id: team.id, name: place.name(team), kind: team.kind,
                    holders: members.count { $0.wrap != nil && $0.generation == team.generation }, needsNewKey: team.needsNewKey,
                    isHeld: session.teamKeys[team.id] != nil, waiting: waiting))
        }
        // What the organisation is for comes first.
        let kinds = Team.Kind.allCases
        return views.sorted { (kinds.firstIndex(of: $0.kind) ?? 0, $0.name) < (kinds.firstIndex(of: $1.kind) ?? 0, $1.name) }
    }

    public func people(for session: WorkerSession) async throws(WorkRefusal) -> [Person] {
        guard session.may(.managePeople) else { throw .notFound }
        var people: [Person] = []
        let names = Dictionary(
            uniqueKeysWithValues: try await place.stored { try await place.stores.teams.teams(of: session.worker.organisation) }
                .map { ($0.id, place.name($0)) })
        for worker in try await place.stored({ try await place.stores.workers.workers(of: session.worker.organisation) }) {
            let memberships = try await place.stored { try await place.stores.teams.memberships(of: worker.id) }
            people.append(
                Person(
                    id: worker.id, name: place.name(worker), role: worker.role, state: worker.state,
                    teams: memberships.compactMap { names[$0.team] },
                    waitsFor: memberships.filter { $0.wrap == nil }.compactMap { names[$0.team] }))
        }
        return people
    }

    /// Invites somebody.
    /// - Returns: the invitation code, shown once; who has it within three days may choose the passphrase.
    /// - Throws: `.notFound` for a role that has no place at the organisation, and for a team that does not fit the role.
    public func invite(
        name: String, login: String, role: Role, teams: [Identifier<Team>], by session: WorkerSession
    ) async throws(WorkRefusal) -> InvitationCode {
        guard session.may(.managePeople) else { throw .notFound }
        let own = try await place.stored { try await place.stores.teams.teams(of: session.worker.organisation) }
        guard role.hasPlace(among: own.map(\.kind)),
            teams.allSatisfy({ team in own.contains { $0.id == team && role.fits($0.kind) } })
        else { throw .notFound }
        let readers = place.readers(session, subject: nil)
        _ = try await place.logged(AuditEntry(.workerInvited, .create, at: place.now(), by: session.actor, detail: role.rawValue), readers)
        return try await place.invite(name: name, login: login, role: role, organisation: session.worker.organisation, teams: teams)
    }

    /// Makes a new invitation for somebody who lost theirs, or their passphrase. What they had opens nothing any more, at once; a colleague must
    /// let them in again.
    /// - Throws: `.notFound` for oneself, for somebody who left, and for people of another organisation.
    public func renewInvitation(
        of worker: Identifier<SupportWorker>, by session: WorkerSession
    ) async throws(WorkRefusal) -> InvitationCode {
        guard session.may(.managePeople), worker != session.worker.id,
            let found = try await place.stored({ try await place.stores.workers.worker(worker) }),
            found.organisation == session.worker.organisation, found.state != .left
        else { throw .notFound }
        let readers = place.readers(session, subject: nil)
        _ = try await place.logged(AuditEntry(.workerInvited, .update, at: place.now(), by: session.actor, detail: worker.text), readers)
        let code = InvitationCode(place.chance)
        let invitation = place.invitation(of: worker, code)
        try await place.stored { try await place.stores.workers.reinvite(invitation) }
        return code
    }

    /// Ends somebody's access at once. The keys of their teams change with the next request of a colleague who holds them.
    public func end(_ worker: Identifier<SupportWorker>, by session: WorkerSession) async throws(WorkRefusal) {
        guard session.may(.managePeople), worker != session.worker.id,
            let found = try await place.stored({ try await place.stores.workers.worker(worker) }),
            found.organisation == session.worker.organisation
        else { throw .notFound }
        let readers = place.readers(session, subject: nil)
        _ = try await place.logged(AuditEntry(.workerLeft, .update, at: place.now(), by: session.actor, detail: worker.text), readers)
        try await place.stored { try await place.stores.workers.leave(worker) }
    }
}

extension Role {
    /// Whether somebody in this role has anything to do in a team of a kind: keys are given to nobody else.
    public func fits(_ kind: Team.Kind) -> Bool {
        switch kind {
        case .desk: permissions.contains(.helpPeople)
        case .review: permissions.contains(.readAccessLog)
        case .insight: permissions.contains(.readFeedback)
        case .partner, .outside: permissions.contains(.receiveReferrals)
        }
    }

    /// Whether somebody in this role has anything to do at an organisation with such teams. Whoever invites people has that everywhere; a helper
    /// only where people are answered, and who takes people on only where they are referred to.
    public func hasPlace(among kinds: [Team.Kind]) -> Bool { permissions.contains(.managePeople) || kinds.contains { fits($0) } }
}

extension Workplace {
    /// Makes an invited worker and their invitation code.
    public func invite(
        name: String, login: String, role: Role, organisation: Identifier<WorkOrganisation>, teams: [Identifier<Team>]
    ) async throws(WorkRefusal) -> InvitationCode {
        let code = InvitationCode(chance)
        let id = Identifier<SupportWorker>(chance)
        let worker = SupportWorker(
            id: id, organisation: organisation, role: role, state: .invited, name: try await sealed(name, of: id),
            login: fields.locator(login: Confidential(login)))
        let invitation = invitation(of: worker.id, code)
        do {
            try await stores.workers.invite(worker, invitation, teams: teams)
        } catch StoreRefusal.duplicate {
            throw .loginTaken
        } catch {
            throw .storeUnavailable
        }
        return code
    }

    fileprivate func invitation(of worker: Identifier<SupportWorker>, _ code: InvitationCode) -> Invitation {
        Invitation(worker: worker, locator: fields.locator(invitation: code), expiresAt: now().adding(seconds: 3 * 86_400))
    }

    private func sealed<Owner>(_ name: String, of owner: Identifier<Owner>) async throws(WorkRefusal) -> Sealed<WorkerName> {
        try await stored { try fields.seal(Confidential(name), of: owner) }
    }

    /// An organisation with its desk, its review team and its insight team; for the operator at the command line.
    public func found(organisation name: String, desk: String) async throws(WorkRefusal) -> (WorkOrganisation, [Team]) {
        try await found(name, [(.desk, desk), (.review, desk + " · inzage"), (.insight, desk + " · ervaringen")])
    }

    /// An organisation to which people are referred, with the team that takes them on and its review team.
    /// - Parameter profile: what sort of organisation it is; without it a person is told that we do not know what it must or may do.
    public func found(
        partner name: String, team: String, profile: OrganisationProfile? = nil
    ) async throws(WorkRefusal) -> (WorkOrganisation, [Team]) {
        try await found(name, [(.partner, team), (.review, team + " · inzage")], profile)
    }

    private func found(
        _ name: String, _ wanted: [(Team.Kind, String)], _ profile: OrganisationProfile? = nil
    ) async throws(WorkRefusal) -> (WorkOrganisation, [Team]) {
        let id = Identifier<WorkOrganisation>(chance)
        var sealedProfile: Sealed<OrganisationProfile>?
        if let profile { sealedProfile = try await stored { try fields.seal(profile, of: id) } }
        let organisation = WorkOrganisation(id: id, name: try await sealed(name, of: id), profile: sealedProfile)
        var teams: [Team] = []
        for (kind, name) in wanted {
            let team = Identifier<Team>(chance)
            teams.append(Team(id: team, organisation: id, kind: kind, name: try await sealed(name, of: team)))
        }
        try await stored { try await stores.teams.add(organisation, teams: teams) }
        return (organisation, teams)
    }
}
