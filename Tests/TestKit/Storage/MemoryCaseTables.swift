import Domain

extension MemoryRecords: CaseTableStore {
    public func propose(_ table: CaseTable, _ section: DossierSection, grants: [SectionGrant], items: [SealedItem]) async throws {
        try write { state in
            try state.open(NewCaseTable(table: table, section: section, grants: grants, items: items))
        }
    }

    public func table(_ id: Identifier<CaseTable>) async throws -> CaseTable? { read { $0.tables[id] } }

    public func tables(of dossier: Identifier<Dossier>) async throws -> [CaseTable] {
        read { state in
            state.tables.values.filter { $0.dossier == dossier }.sorted { ($0.endsIn.number, $0.id.text) < ($1.endsIn.number, $1.id.text) }
        }
    }

    public func tables(with teams: [Identifier<Team>], limit: Int) async throws -> [CaseTable] {
        read { state in
            let meant = state.tables.values.filter { table in
                table.seats.contains { seat in
                    teams.contains(seat.team) && [.seated, .removed].contains(seat.state)
                        && !state.told.contains(Told(table: table.id, team: seat.team))
                }
            }
            let sorted = meant.sorted { (-$0.endsIn.number, $0.id.text) < (-$1.endsIn.number, $1.id.text) }
            return Array(sorted.prefix(limit))
        }
    }

    public func step(_ table: CaseTable, from revision: Int64, grants: [SectionGrant], items: [SealedItem]) async throws {
        try write { state in
            try state.write(table, from: revision)
            for grant in grants {
                try refuse(.conflict, when: state.sections[grant.section]?.version != grant.version)
                try state.insert(grant)
            }
            for item in items {
                try refuse(.conflict, when: state.sections[item.section]?.version != item.version)
                try state.insert(item)
            }
        }
    }

    public func seen(_ id: Identifier<CaseTable>, by team: Identifier<Team>) async throws {
        write { state in
            guard let table = state.tables[id], let seat = table.seats.first(where: { $0.team == team }),
                seat.state == .removed || table.isOver
            else { return }
            state.told.insert(Told(table: id, team: team))
        }
    }

    public func reseal(_ table: CaseTable) async throws {
        write { state in
            guard var present = state.tables[table.id], present.revision == table.revision else { return }
            for index in present.seats.indices where present.seats[index].state == .seated {
                guard let card = table.seats.first(where: { $0.team == present.seats[index].team })?.card else { continue }
                present.seats[index].card = card
            }
            state.tables[table.id] = present
        }
    }

    public func tablesDue(before week: Week, limit: Int) async throws -> [CaseTable] {
        read { state in
            let due = state.tables.values.filter { !$0.isOver && $0.endsIn < week }
            return Array(due.sorted { ($0.endsIn.number, $0.id.text) < ($1.endsIn.number, $1.id.text) }.prefix(limit))
        }
    }
}

extension MemoryRecords.State {
    mutating func open(_ new: NewCaseTable) throws {
        try insert(new.section)
        for grant in new.grants { try insert(grant) }
        for item in new.items { try insert(item) }
        let isAsked = tables.values.contains { $0.dossier == new.table.dossier && $0.state == .proposed }
        try refuse(.duplicate, when: tables[new.table.id] != nil || new.table.state == .proposed && isAsked)
        try refuse(.gone, when: new.table.seats.contains { teams[$0.team] == nil })
        tables[new.table.id] = new.table
    }

    fileprivate mutating func write(_ table: CaseTable, from revision: Int64) throws {
        guard let present = tables[table.id] else { throw StoreRefusal.gone }
        try refuse(.conflict, when: present.revision != revision)
        for seat in table.seats where present.seats.first(where: { $0.team == seat.team })?.state != seat.state {
            told.remove(MemoryRecords.Told(table: table.id, team: seat.team))
        }
        var next = table
        next.revision = revision + 1
        tables[table.id] = next
        let gone = table.isOver ? table.seats.map(\.team) : table.seats.filter { $0.state != .seated }.map(\.team)
        let before = grants.count
        grants.removeAll { grant in
            guard grant.section == table.section, case .team(let team, _) = grant.holder else { return false }
            return gone.contains(team)
        }
        if grants.count < before { sections[table.section]?.needsNewKey = true }
        guard !table.isHeldWithoutYes, var exception = exceptions.values.first(where: { $0.table == table.id }), exception.state == .shared
        else { return }
        exception.state = .ended
        exception.revision += 1
        exceptions[exception.id] = exception
    }

    mutating func unseat(_ team: Identifier<Team>, of dossier: Identifier<Dossier>) {
        for table in tables.values where table.dossier == dossier && !table.isOver && table.ground == .consent {
            guard table.seats.contains(where: { $0.team == team && [.asked, .seated].contains($0.state) }) else { continue }
            try? write(table.without(team, as: .removed), from: table.revision)
        }
    }
}
