import Domain

extension MemoryRecords: DossierStore {
    public func dossier(_ id: Identifier<Dossier>) async throws -> Dossier? { read { $0.dossiers[id] } }
    public func returnKey(_ locator: [UInt8]) async throws -> ReturnKey? { read { $0.returnKeys[locator] } }

    public func replace(_ locator: [UInt8], with key: ReturnKey) async throws {
        try write { state in
            try refuse(.gone, when: state.returnKeys[locator]?.dossier != key.dossier)
            state.returnKeys[locator] = nil
            try refuse(.duplicate, when: state.returnKeys[key.locator] != nil)
            state.returnKeys[key.locator] = key
        }
    }

    public func keep(_ id: Identifier<Dossier>, _ keeping: Dossier.Keeping, visitedIn week: Week) async throws {
        try write { state in
            try refuse(.gone, when: state.dossiers[id] == nil)
            state.dossiers[id]?.keeping = keeping
            if let before = state.dossiers[id]?.visitedIn, before < week { state.dossiers[id]?.visitedIn = week }
        }
    }

    public func erase(_ id: Identifier<Dossier>) async throws {
        write { state in
            state.dossiers[id] = nil
            state.returnKeys = state.returnKeys.filter { $0.value.dossier != id }
            state.sections = state.sections.filter { $0.value.dossier != id }
            state.conversations = state.conversations.filter { $0.value.dossier != id }
            let sections = Set(state.sections.keys)
            state.grants.removeAll { !sections.contains($0.section) }
            state.items.removeAll { !sections.contains($0.section) }
            state.files = state.files.filter { sections.contains($0.value.section) }
            state.consents = state.consents.filter { $0.value.dossier != id }
            state.referrals = state.referrals.filter { $0.value.dossier != id }
            state.tables = state.tables.filter { $0.value.dossier != id }
            state.nevers[id] = nil
        }
    }

    public func expired(unprovenBefore: Week, keptBefore: Week, limit: Int) async throws -> [Identifier<Dossier>] {
        read { state in
            let past = state.dossiers.values.filter { $0.visitedIn < ($0.keeping == .unproven ? unprovenBefore : keptBefore) }
            let sorted = past.sorted { ($0.visitedIn.number, $0.id.text) < ($1.visitedIn.number, $1.id.text) }
            return sorted.prefix(limit).map(\.id)
        }
    }

    public func newestVisit() async throws -> Week? { read { $0.dossiers.values.map(\.visitedIn).max() } }
}

extension MemoryRecords: SectionStore {
    public func add(_ section: DossierSection, grants: [SectionGrant]) async throws {
        try write { state in
            try state.insert(section)
            for grant in grants { try state.insert(grant) }
        }
    }

    public func sections(of dossier: Identifier<Dossier>) async throws -> [DossierSection] {
        read { state in
            state.sections.values.filter { $0.dossier == dossier }.sorted {
                ($0.kind.rawValue, $0.volume, $0.id.text) < ($1.kind.rawValue, $1.volume, $1.id.text)
            }
        }
    }

    public func grant(_ section: Identifier<DossierSection>, to holder: KeyHolder) async throws -> SectionGrant? {
        read { state in
            state.grants.first { $0.section == section && $0.holder == holder && $0.version == state.sections[section]?.version }
        }
    }

    public func items(_ section: Identifier<DossierSection>, after: Int, limit: Int) async throws -> [SealedItem] {
        read { state in Array(state.items.filter { $0.section == section }.dropFirst(after).prefix(limit)) }
    }

    public func headers(
        of dossier: Identifier<Dossier>, in kind: DossierSection.Kind, limit: Int
    ) async throws -> [(section: Identifier<DossierSection>, header: [UInt8])] {
        read { state in
            state.items.filter { state.sections[$0.section].map { $0.dossier == dossier && $0.kind == kind } ?? false }
                .prefix(limit).map { ($0.section, $0.header) }
        }
    }

    public func opening(
        _ section: Identifier<DossierSection>, to holder: KeyHolder, limit: Int
    ) async throws -> (grant: SectionGrant, items: [SealedItem])? {
        guard let grant = try await grant(section, to: holder) else { return nil }
        return (grant, try await items(section, after: 0, limit: limit))
    }

    public func count(_ section: Identifier<DossierSection>) async throws -> Int {
        read { state in state.items.count { $0.section == section } }
    }

    public func granted(
        to team: Identifier<Team>, upTo generation: Int, limit: Int
    ) async throws -> [(section: DossierSection, grant: SectionGrant)] {
        read { state in
            let held = state.grants.compactMap { grant -> (section: DossierSection, grant: SectionGrant, generation: Int)? in
                guard case .team(team, let of) = grant.holder, of <= generation, let section = state.sections[grant.section],
                    section.version == grant.version
                else { return nil }
                return (section, grant, of)
            }
            let sorted = held.sorted { ($0.section.id.text, $0.generation) < ($1.section.id.text, $1.generation) }
            return sorted.prefix(limit).map { ($0.section, $0.grant) }
        }
    }

    public func rekey(
        _ section: DossierSection, grants: [SectionGrant], replacing seen: Int, wrappedKeys: [Identifier<SealedItem>: [UInt8]]
    ) async throws {
        try write { state in
            try refuse(.conflict, when: !grants.allSatisfy { $0.section == section.id && $0.version == section.version })
            guard let present = state.sections[section.id] else { throw StoreRefusal.gone }
            try refuse(.conflict, when: present.version != section.version - 1)
            let held = state.grants.filter { $0.section == section.id && $0.version == present.version }
            let ended = grants.compactMap(\.ground).contains { state.consents[$0.consent]?.state != .granted }
            try refuse(.conflict, when: held.count != seen || ended)
            let items = state.items.filter { $0.section == section.id }.map(\.id)
            try refuse(.conflict, when: Set(items) != Set(wrappedKeys.keys))
            state.sections[section.id]?.version = section.version
            state.sections[section.id]?.needsNewKey = false
            for (place, item) in state.items.enumerated() where item.section == section.id {
                guard let key = wrappedKeys[item.id] else { continue }
                state.items[place].version = section.version
                state.items[place].wrappedKey = key
            }
            state.grants.removeAll { $0.section == section.id }
            for grant in grants { try state.insert(grant) }
        }
    }

    public func take(_ section: Identifier<DossierSection>, from team: Identifier<Team>) async throws {
        write { state in
            let before = state.grants.count
            let isMarked = state.sections[section]?.needsNewKey ?? false
            state.take(section, from: [team])
            if state.grants.count == before { state.sections[section]?.needsNewKey = isMarked }
        }
    }

    public func remove(_ item: Identifier<SealedItem>) async throws {
        write { state in
            state.items.removeAll { $0.id == item }
            state.files = state.files.filter { $0.value.item != item }
        }
    }
}
