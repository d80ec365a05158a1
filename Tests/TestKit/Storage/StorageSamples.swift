import Domain
import Testing

/// Invented records for stores: everything that is sealed in them is chance.
public struct StorageSamples: Sendable {
    public let chance: CountedChance

    public init(_ seed: UInt64 = 1) { chance = CountedChance(seed) }

    public func id<Of>(_ type: Of.Type = Of.self) -> Identifier<Of> { Identifier(chance) }
    public func sealed<Content>(_ count: Int = 60) -> Sealed<Content> { Sealed(bytes: chance.bytes(count)) }
    public func publicKey() -> PublicKey { PublicKey(bytes: chance.bytes(1216)) }

    /// An organisation with one desk, in the stores.
    public func desk(_ stores: Stores) async throws -> (organisation: WorkOrganisation, team: Team) {
        let organisation = WorkOrganisation(id: id(), name: sealed())
        let team = Team(id: id(), organisation: organisation.id, kind: .desk, name: sealed(), generation: 1, publicKey: publicKey())
        try await stores.teams.add(organisation, teams: [team])
        return (organisation, team)
    }

    public func worker(of organisation: WorkOrganisation, role: Role = .helper) -> SupportWorker {
        SupportWorker(
            id: id(), organisation: organisation.id, role: role, state: .invited, name: sealed(), login: chance.bytes(16))
    }
    public func invitation(of worker: SupportWorker) -> Invitation {
        Invitation(worker: worker.id, locator: chance.bytes(16), expiresAt: Instant(seconds: 1_795_000_000))
    }
    public func keys() -> WorkerKeys {
        WorkerKeys(salt: chance.bytes(16), derivation: 1, publicKey: publicKey(), wrapped: sealed(120))
    }
    /// Somebody who has been invited to these teams, in the stores.
    public func colleague(_ stores: Stores, _ organisation: WorkOrganisation, teams: [Team] = []) async throws -> SupportWorker {
        let worker = worker(of: organisation)
        try await stores.workers.invite(worker, invitation(of: worker), teams: teams.map(\.id))
        return worker
    }

    /// Four hours at a desk.
    /// - Parameter hour: whole hours since 1970.
    public func shift(_ worker: SupportWorker, in team: Team, at hour: Int64 = 498_000, hours: Int64 = 4) throws -> PlannedShift {
        let from = Instant(seconds: hour * 3600)
        let shift = try #require(Shift(worker: worker.id, from: from, to: from.adding(seconds: hours * 3600)))
        return try #require(PlannedShift(id: id(), team: team.id, shift: shift))
    }

    public func item(in section: DossierSection, size: Int = 300) -> SealedItem {
        SealedItem(
            id: id(), section: section.id, version: section.version, header: chance.bytes(90), commitment: chance.bytes(32),
            wrappedKey: chance.bytes(60), content: sealed(size))
    }
    public func grant(_ section: DossierSection, _ holder: KeyHolder) -> SectionGrant {
        SectionGrant(section: section.id, version: section.version, holder: holder, wrap: sealed(1200))
    }

    /// All of a first message to a team.
    public func conversation(
        to team: Team, urgency: Urgency = .u2, openedIn week: Week = Week(number: 2970), items count: Int = 1
    ) -> NewConversation {
        let dossier = Dossier(id: id(), publicKey: publicKey(), keeping: .unproven, openedIn: week, visitedIn: week)
        let section = DossierSection(id: id(), dossier: dossier.id, kind: .messages, version: 1)
        return NewConversation(
            dossier: dossier,
            returnKey: ReturnKey(
                locator: chance.bytes(16), dossier: dossier.id, version: 1, derivation: 1, wrappedSeed: sealed()),
            section: section, grants: [grant(section, .subject), grant(section, .team(team.id, generation: team.generation))],
            items: (0..<count).map { _ in item(in: section) },
            conversation: Conversation(
                id: id(), dossier: dossier.id, messages: section.id, team: team.id, language: .dutch, urgency: urgency, state: .waiting,
                card: sealed(), cardGeneration: team.generation))
    }

    /// A conversation that is in the stores.
    public func opened(_ stores: Stores, to team: Team, urgency: Urgency = .u2, items: Int = 1) async throws -> NewConversation {
        let new = conversation(to: team, urgency: urgency, items: items)
        try await stores.conversations.open(new)
        return new
    }

    // MARK: Log

    /// A key of log entries about a dossier, readable by a review team if there is one.
    public func auditKey(reference: [UInt8], team: Identifier<Team>? = nil) -> AuditKey {
        AuditKey(
            id: id(), reference: reference, forSubject: reference.isEmpty ? nil : sealed(), forReview: team == nil ? nil : sealed(),
            reviewTeam: team, reviewGeneration: team == nil ? 0 : 1)
    }
    public func leaf(_ index: Int64, key: AuditKey, previous: Int64 = -1) -> AuditLeaf {
        AuditLeaf(
            index: index, data: chance.bytes(32), reference: key.reference, previous: previous, key: key.id, salt: chance.bytes(32),
            payload: sealed(200))
    }
    public func head(_ size: Int64) -> AuditHead { AuditHead(size: size, root: chance.bytes(32), note: "entree\n\(size)\n") }
}
