import Domain
import Storage

extension MemoryRecords: HandoverStore {
    public func add(_ handover: WarmHandover) async throws {
        try write { state in
            let others = state.handovers.values.filter { $0.conversation == handover.conversation && $0.state != .ended }
            try refuse(.duplicate, when: state.handovers[handover.id] != nil || !others.isEmpty)
            try refuse(.gone, when: state.dossiers[handover.dossier] == nil || state.conversations[handover.conversation] == nil)
            state.handovers[handover.id] = handover
        }
    }

    public func handover(_ id: Identifier<WarmHandover>) async throws -> WarmHandover? {
        read { state in state.handovers[id].flatMap { state.dossiers[$0.dossier] == nil ? nil : $0 } }
    }

    public func handovers(in conversation: Identifier<Conversation>) async throws -> [WarmHandover] {
        read { state in
            let all = state.handovers.values.filter { $0.conversation == conversation && state.dossiers[$0.dossier] != nil }
            return all.sorted { ($0.state == .ended ? 0 : 1, $0.openedIn.number) < ($1.state == .ended ? 0 : 1, $1.openedIn.number) }
        }
    }

    public func running(for teams: [Identifier<Team>], limit: Int) async throws -> [WarmHandover] {
        read { state in
            let all = state.handovers.values.filter {
                $0.state != .ended && teams.contains($0.receiver) && state.dossiers[$0.dossier] != nil
            }
            return Array(all.sorted { $0.openedIn.number < $1.openedIn.number }.prefix(limit))
        }
    }

    public func due(before week: Week, limit: Int) async throws -> [WarmHandover] {
        read { state in
            let all = state.handovers.values.filter {
                $0.state != .ended && $0.openedIn < week && state.dossiers[$0.dossier] != nil
            }
            return Array(all.sorted { $0.openedIn.number < $1.openedIn.number }.prefix(limit))
        }
    }

    public func told(in conversation: Identifier<Conversation>) async throws -> (handovers: [WarmHandover], pulse: Int) {
        (try await handovers(in: conversation), try await pulse(of: conversation))
    }

    public func pulse(of conversation: Identifier<Conversation>) async throws -> Int {
        read { state in
            let all = state.handovers.values.filter { $0.conversation == conversation }
            let sections = Set(all.compactMap(\.section))
            return all.reduce(0) { $0 + Int($1.revision) } + state.items.count { sections.contains($0.section) }
        }
    }

    public func change(
        _ handover: WarmHandover, from revision: Int64, joining: NewJointTalk?, taking teams: [Identifier<Team>]
    ) async throws {
        try write { state in
            guard let kept = state.handovers[handover.id], state.dossiers[kept.dossier] != nil else { throw StoreRefusal.gone }
            try refuse(.conflict, when: kept.revision != revision)
            if let joining {
                try state.insert(joining.section)
                for grant in joining.grants { try state.insert(grant) }
                for item in joining.items { try state.insert(item) }
            }
            var next = handover
            next.revision = revision + 1
            state.handovers[handover.id] = next
            if let section = handover.section { state.take(section, from: teams) }
        }
    }
}

extension MemoryRecords: ExceptionStore {
    public func add(
        _ exception: SharingException, _ section: DossierSection, grants: [SectionGrant], items: [SealedItem]
    ) async throws {
        try write { state in
            try state.insert(section)
            for grant in grants { try state.insert(grant) }
            for item in items { try state.insert(item) }
            try refuse(.duplicate, when: state.exceptions[exception.id] != nil)
            state.exceptions[exception.id] = exception
        }
    }

    public func exception(_ id: Identifier<SharingException>) async throws -> SharingException? {
        read { state in state.exceptions[id].flatMap { state.dossiers[$0.dossier] == nil ? nil : $0 } }
    }

    public func exceptions(of dossier: Identifier<Dossier>) async throws -> [SharingException] {
        all { $0.dossier == dossier }.reversed()
    }

    public func exceptions(from desks: [Identifier<Team>], limit: Int) async throws -> [SharingException] {
        Array(all { desks.contains($0.desk) }.prefix(limit))
    }

    public func shared(with teams: [Identifier<Team>], limit: Int) async throws -> [SharingException] {
        Array(all { $0.state == .shared && teams.contains($0.receiver) }.prefix(limit))
    }

    public func due(before week: Week, limit: Int) async throws -> [SharingException] {
        Array(all { [.proposed, .shared].contains($0.state) && $0.endsIn < week }.prefix(limit))
    }

    private func all(_ fits: (SharingException) -> Bool) -> [SharingException] {
        read { state in
            state.exceptions.values.filter { state.dossiers[$0.dossier] != nil && fits($0) }
                .sorted { $1.startsIn.number < $0.startsIn.number }
        }
    }

    public func change(
        _ exception: SharingException, from revision: Int64, grants: [SectionGrant], items: [SealedItem], takesKey: Bool,
        opening: NewCaseTable?
    ) async throws {
        try write { state in
            guard let kept = state.exceptions[exception.id], state.dossiers[kept.dossier] != nil else { throw StoreRefusal.gone }
            try refuse(.conflict, when: kept.revision != revision)
            for grant in grants {
                try refuse(.conflict, when: state.sections[grant.section]?.version != grant.version)
                try state.insert(grant)
            }
            for item in items {
                try refuse(.conflict, when: state.sections[item.section]?.version != item.version)
                try state.insert(item)
            }
            if let opening { try state.open(opening) }
            var next = exception
            next.revision = revision + 1
            state.exceptions[exception.id] = next
            if takesKey { state.take(exception.section, from: [exception.receiver]) }
        }
    }
}

extension MemoryRecords.State {
    /// Teams may not read a section any more, and it waits for another key.
    mutating func take(_ section: Identifier<DossierSection>, from teams: [Identifier<Team>]) {
        guard !teams.isEmpty else { return }
        sections[section]?.needsNewKey = true
        grants.removeAll { grant in
            guard grant.section == section, case .team(let team, _) = grant.holder else { return false }
            return teams.contains(team)
        }
    }
}
