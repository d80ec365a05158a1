import Domain
import Storage
import Synchronization

extension Stores {
    /// Stores that keep everything in memory and refuse what the databases refuse. They pass the same contract.
    public static func memory() -> Stores {
        let main = MemoryRecords()
        return Stores(
            conversations: main, dossiers: main, sections: main, shred: MemoryShredStore(), workers: main, teams: main,
            sessions: MemorySessionStore(), feedback: main, roster: main, consents: main, referrals: main, handovers: main,
            exceptions: main, files: main, tables: main, audit: MemoryAuditStore())
    }
}

/// Dossiers, conversations and people in memory.
public final class MemoryRecords: Sendable {
    struct Place: Hashable {
        let team: Identifier<Team>
        let worker: Identifier<SupportWorker>
    }

    struct Told: Hashable {
        let table: Identifier<CaseTable>
        let team: Identifier<Team>
    }

    struct State {
        var dossiers: [Identifier<Dossier>: Dossier] = [:]
        var returnKeys: [[UInt8]: ReturnKey] = [:]
        var sections: [Identifier<DossierSection>: DossierSection] = [:]
        var grants: [SectionGrant] = []
        /// In the order in which they were added.
        var items: [SealedItem] = []
        var conversations: [Identifier<Conversation>: Conversation] = [:]
        var arrivals: Int64 = 0
        var organisations: [Identifier<WorkOrganisation>: WorkOrganisation] = [:]
        var teams: [Identifier<Team>: Team] = [:]
        var workers: [Identifier<SupportWorker>: SupportWorker] = [:]
        var invitations: [[UInt8]: Invitation] = [:]
        var places: [Place: TeamMembership] = [:]
        var feedback: [Identifier<SealedFeedback>: SealedFeedback] = [:]
        var phrases: [Identifier<SealedOwnPhrase>: SealedOwnPhrase] = [:]
        var shifts: [Identifier<PlannedShift>: PlannedShift] = [:]
        var profiles: [Place: DeskProfile] = [:]
        var consents: [Identifier<Consent>: Consent] = [:]
        var nevers: [Identifier<Dossier>: Set<[UInt8]>] = [:]
        var referrals: [Identifier<Referral>: Referral] = [:]
        var organisationInvitations: [[UInt8]: OrganisationInvitation] = [:]
        var letters: [[UInt8]: Letter] = [:]
        var vouchings: [Identifier<Team>: TeamVouching] = [:]
        var handovers: [Identifier<WarmHandover>: WarmHandover] = [:]
        var exceptions: [Identifier<SharingException>: SharingException] = [:]
        var files: [Identifier<DossierFile>: MemoryFile] = [:]
        var tables: [Identifier<CaseTable>: CaseTable] = [:]
        /// Seats of which somebody has seen that it is over.
        var told: Set<Told> = []
    }

    private let state = Mutex(State())

    func read<Value: Sendable>(_ body: (State) throws -> Value) rethrows -> Value { try state.withLock { try body($0) } }

    /// All or nothing: what throws has changed nothing.
    func write<Value: Sendable>(_ body: (inout State) throws -> Value) rethrows -> Value {
        try state.withLock { state in
            var next = state
            let value = try body(&next)
            state = next
            return value
        }
    }
}

func refuse(_ refusal: StoreRefusal, when isSo: Bool) throws { if isSo { throw refusal } }

extension MemoryRecords.State {
    mutating func insert(_ section: DossierSection) throws {
        try refuse(.duplicate, when: sections[section.id] != nil)
        try refuse(.gone, when: dossiers[section.dossier] == nil)
        let isOnce = ![.messages, .notes, .agreement, .referral, .table].contains(section.kind)
        let twin = sections.values.contains {
            $0.dossier == section.dossier && $0.kind == section.kind && $0.volume == section.volume
        }
        try refuse(.duplicate, when: isOnce && twin)
        sections[section.id] = section
    }
    mutating func insert(_ grant: SectionGrant) throws {
        let isThere = grants.contains { $0.section == grant.section && $0.version == grant.version && $0.holder == grant.holder }
        try refuse(.duplicate, when: isThere)
        try refuse(.gone, when: sections[grant.section] == nil)
        if case .team(let team, let generation) = grant.holder {
            try refuse(.gone, when: teams[team] == nil)
            try refuse(.conflict, when: teams[team].map { $0.generation > generation } ?? false)
        }
        grants.append(grant)
    }
    mutating func insert(_ item: SealedItem) throws {
        try refuse(.duplicate, when: items.contains { $0.id == item.id })
        try refuse(.gone, when: sections[item.section] == nil)
        items.append(item)
    }
    mutating func arrive() -> Int64 {
        arrivals += 1
        return arrivals
    }
    func holds(_ membership: TeamMembership) -> Bool {
        places[MemoryRecords.Place(team: membership.team, worker: membership.worker)]?.wrap != nil
    }
    mutating func setWrap(_ membership: TeamMembership) -> Bool {
        let place = MemoryRecords.Place(team: membership.team, worker: membership.worker)
        guard places[place] != nil else { return false }
        places[place] = membership
        return true
    }
}

extension MemoryRecords: ConversationStore {
    public func open(_ new: NewConversation) async throws {
        try write { state in
            try refuse(.duplicate, when: state.dossiers[new.dossier.id] != nil)
            state.dossiers[new.dossier.id] = new.dossier
            let key = new.returnKey
            try refuse(
                .duplicate, when: state.returnKeys[key.locator] != nil || state.returnKeys.values.contains { $0.dossier == key.dossier })
            try refuse(.gone, when: state.dossiers[key.dossier] == nil)
            state.returnKeys[key.locator] = key
            try state.insert(new.section)
            for grant in new.grants { try state.insert(grant) }
            for item in new.items { try state.insert(item) }
            var conversation = new.conversation
            try refuse(.duplicate, when: state.conversations[conversation.id] != nil)
            let isLoose =
                state.dossiers[conversation.dossier] == nil || state.sections[conversation.messages] == nil
                || state.teams[conversation.team] == nil || conversation.claimedBy.map { state.workers[$0] == nil } ?? false
            try refuse(.gone, when: isLoose)
            conversation.arrival = state.arrive()
            state.conversations[conversation.id] = conversation
        }
    }

    public func conversation(_ id: Identifier<Conversation>) async throws -> Conversation? { read { $0.conversations[id] } }

    public func withDossier(_ id: Identifier<Conversation>) async throws -> (conversation: Conversation, dossier: Dossier?)? {
        read { state in state.conversations[id].map { ($0, state.dossiers[$0.dossier]) } }
    }

    public func progress(of id: Identifier<Conversation>) async throws -> (conversation: Conversation, count: Int)? {
        guard let conversation = try await conversation(id) else { return nil }
        return (conversation, try await count(conversation.messages) + pulse(of: id))
    }

    public func conversation(of dossier: Identifier<Dossier>) async throws -> Conversation? {
        read { state in state.conversations.values.filter { $0.dossier == dossier }.min { $0.arrival < $1.arrival } }
    }

    public func queue(of teams: [Identifier<Team>], limit: Int) async throws -> [Conversation] {
        read { state in
            let open = state.conversations.values.filter { $0.state != .closed && teams.contains($0.team) }
            let sorted = open.sorted { ($0.urgency.rawValue, $0.arrival) < ($1.urgency.rawValue, $1.arrival) }
            return Array(sorted.prefix(limit))
        }
    }

    public func closed(of teams: [Identifier<Team>], limit: Int) async throws -> [Conversation] {
        read { state in
            let closed = state.conversations.values.filter { $0.state == .closed && teams.contains($0.team) }
            return Array(closed.sorted { $0.arrival > $1.arrival }.prefix(limit))
        }
    }

    public func add(_ items: [SealedItem], to id: Identifier<Conversation>, _ change: ConversationChange) async throws {
        try write { state in
            guard var conversation = state.conversations[id] else { throw StoreRefusal.gone }
            if let week = change.week { state.dossiers[conversation.dossier]?.visitedIn = week }
            for item in items {
                guard let section = state.sections[item.section], section.dossier == conversation.dossier else { throw StoreRefusal.gone }
                try refuse(.conflict, when: section.version != item.version)
                try state.insert(item)
            }
            guard change.changesConversation else { return }
            try refuse(.conflict, when: !change.condition.holds(for: conversation))
            if case .by(let worker) = change.claim { try refuse(.gone, when: state.workers[worker] == nil) }
            if change.card != nil, let generation = change.cardGeneration, let team = state.teams[conversation.team] {
                try refuse(.conflict, when: team.generation > generation)
            }
            conversation.apply(change)
            if change.arrives { conversation.arrival = state.arrive() }
            state.conversations[id] = conversation
        }
    }
}

extension MemoryRecords {
    public func addToTurn(_ item: SealedItem, of id: Identifier<Conversation>) async throws {
        try write { state in
            guard let conversation = state.conversations[id], let section = state.sections[item.section],
                section.dossier == conversation.dossier
            else { throw StoreRefusal.gone }
            try refuse(.conflict, when: section.version != item.version || conversation.state != .waiting)
            try state.insert(item)
        }
    }
}

extension ConversationChange.Condition {
    fileprivate func holds(for conversation: Conversation) -> Bool {
        switch self {
        case .none: true
        case .unclaimed: conversation.claimedBy == nil
        case .claimed(let worker): conversation.claimedBy == worker
        case .revision(let revision): conversation.revision == revision
        }
    }
}

extension Conversation {
    fileprivate mutating func apply(_ change: ConversationChange) {
        revision += 1
        state = change.state ?? state
        urgency = change.urgency ?? urgency
        card = change.card ?? card
        cardGeneration = change.cardGeneration ?? cardGeneration
        noteWaits = change.noteWaits ?? noteWaits
        switch change.claim {
        case .by(let worker): claimedBy = worker
        case .nobody: claimedBy = nil
        case nil: break
        }
    }
}
