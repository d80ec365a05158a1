import Domain

extension MemoryRecords: ConsentStore {
    public func give(_ new: NewConsent) async throws {
        try write { state in
            let consent = new.consent
            try refuse(.gone, when: state.dossiers[consent.dossier] == nil)
            let volumes = new.volumes.map(\.id)
            for grant in new.grants where !volumes.contains(grant.section) {
                let section = state.sections[grant.section]
                try refuse(.conflict, when: section?.version != grant.version || section?.dossier != consent.dossier)
            }
            let former = state.consents.values.filter {
                $0.dossier == consent.dossier && $0.team == consent.team && $0.state == .granted
            }
            for one in former { state.end(one.id, as: .replaced, sparing: new.grants.map(\.section)) }
            try state.insert(new.agreement)
            try refuse(.duplicate, when: state.consents[consent.id] != nil)
            state.consents[consent.id] = consent
            for grant in new.agreementGrants { try state.insert(grant) }
            for section in new.volumes { try state.insert(section) }
            for grant in new.grants { try state.insert(grant) }
            for item in new.words { try state.insert(item) }
        }
    }

    public func consent(_ id: Identifier<Consent>) async throws -> Consent? { read { $0.consents[id] } }

    public func consents(of dossier: Identifier<Dossier>) async throws -> [Consent] {
        read { state in
            func order(_ consent: Consent) -> (Int, Int, String) {
                (consent.state == .granted ? 0 : 1, -consent.startsIn.number, consent.id.text)
            }
            return state.consents.values.filter { $0.dossier == dossier }.sorted { order($0) < order($1) }
        }
    }

    public func held(by teams: [Identifier<Team>], limit: Int) async throws -> [Consent] {
        read { state in
            let held = state.consents.values.filter { $0.state == .granted && teams.contains($0.team) }
            return Array(held.sorted { (-$0.startsIn.number, $0.id.text) < (-$1.startsIn.number, $1.id.text) }.prefix(limit))
        }
    }

    public func end(_ id: Identifier<Consent>, as state: Consent.State, with questions: Bool) async throws -> Bool {
        write { records in
            guard records.end(id, as: state, sparing: []) else { return false }
            guard questions, let consent = records.consents[id] else { return true }
            for (name, one) in records.referrals
            where one.dossier == consent.dossier && one.to == consent.team && one.consent == nil && one.intent == .proposal
                && !one.state.isOver
            {
                records.referrals[name]?.consent = id
                records.referrals[name]?.revision += 1
            }
            return true
        }
    }

    public func giveBack(_ id: Identifier<Consent>, _ sections: [Identifier<DossierSection>]?, items: [SealedItem]) async throws {
        try write { state in
            try refuse(.conflict, when: state.consents[id]?.state != .granted)
            for item in items {
                try refuse(.conflict, when: state.sections[item.section]?.version != item.version)
                try state.insert(item)
            }
            guard let sections else {
                state.end(id, as: .expired, sparing: [])
                return
            }
            for section in sections {
                let isHeld = state.grants.contains { $0.section == section && $0.ground?.consent == id }
                try refuse(.conflict, when: !isHeld)
                state.grants.removeAll { $0.section == section && $0.ground?.consent == id }
                state.sections[section]?.needsNewKey = true
            }
        }
    }

    public func due(before week: Week, limit: Int) async throws -> [Consent] {
        read { state in
            let due = state.consents.values.filter { $0.state == .granted && $0.endsIn < week }
            return Array(due.sorted { ($0.endsIn.number, $0.id.text) < ($1.endsIn.number, $1.id.text) }.prefix(limit))
        }
    }

    public func grants(of section: Identifier<DossierSection>) async throws -> [SectionGrant] {
        read { state in state.grants.filter { $0.section == section && $0.version == state.sections[section]?.version } }
    }

    public func never(of dossier: Identifier<Dossier>) async throws -> Set<[UInt8]> { read { $0.nevers[dossier] ?? [] } }

    public func setNever(_ mark: [UInt8], of dossier: Identifier<Dossier>, to isOn: Bool) async throws {
        try write { state in
            if isOn {
                try refuse(.gone, when: state.dossiers[dossier] == nil)
                state.nevers[dossier, default: []].insert(mark)
            } else {
                state.nevers[dossier]?.remove(mark)
            }
        }
    }
}

extension MemoryRecords.State {
    @discardableResult
    fileprivate mutating func end(
        _ id: Identifier<Consent>, as ended: Consent.State, sparing: [Identifier<DossierSection>]
    ) -> Bool {
        guard consents[id]?.state == .granted else { return false }
        consents[id]?.state = ended
        for grant in grants where grant.ground?.consent == id && !sparing.contains(grant.section) {
            sections[grant.section]?.needsNewKey = true
        }
        grants.removeAll { $0.ground?.consent == id }
        if ended == .withdrawn, let consent = consents[id] { unseat(consent.team, of: consent.dossier) }
        return true
    }
}

extension MemoryRecords: ReferralStore {
    public func add(_ referral: Referral, _ section: DossierSection, grants: [SectionGrant], items: [SealedItem]) async throws {
        try write { state in
            try state.insert(section)
            for grant in grants { try state.insert(grant) }
            for item in items { try state.insert(item) }
            try refuse(.duplicate, when: state.referrals[referral.id] != nil)
            try refuse(.gone, when: state.teams[referral.to] == nil || state.teams[referral.from] == nil)
            var kept = referral
            kept.arrival = (state.referrals.values.map(\.arrival).max() ?? 0) + 1
            state.referrals[referral.id] = kept
        }
    }

    public func referral(_ id: Identifier<Referral>) async throws -> Referral? { read { $0.referrals[id] } }

    public func referrals(of dossier: Identifier<Dossier>) async throws -> [Referral] {
        read { state in state.referrals.values.filter { $0.dossier == dossier }.sorted { $0.arrival < $1.arrival } }
    }

    public func received(by teams: [Identifier<Team>], limit: Int) async throws -> [Referral] {
        read { $0.open(limit) { teams.contains($0.to) && !$0.state.isOver } }
    }

    public func sent(by teams: [Identifier<Team>], limit: Int) async throws -> [Referral] {
        read { $0.open(limit) { teams.contains($0.from) && $0.state != .completed && $0.state != .cancelled } }
    }

    public func step(_ referral: Referral, from revision: Int64, items: [SealedItem]) async throws {
        try write { state in
            guard let present = state.referrals[referral.id] else { throw StoreRefusal.gone }
            try refuse(.conflict, when: present.revision != revision)
            for item in items {
                try refuse(.conflict, when: state.sections[item.section]?.version != item.version)
                try state.insert(item)
            }
            var next = referral
            next.arrival = present.arrival
            next.revision = revision + 1
            state.referrals[referral.id] = next
        }
    }

    public func cards(of team: Identifier<Team>, upTo generation: Int, limit: Int) async throws -> [Referral] {
        read { state in
            let old = state.referrals.values.filter {
                ($0.to == team && $0.received.generation <= generation) || ($0.from == team && $0.sent.generation <= generation)
            }
            return Array(old.sorted { $0.arrival < $1.arrival }.prefix(limit))
        }
    }

    public func unended(limit: Int) async throws -> [Referral] {
        read { state in
            let unended = state.referrals.values.filter { one in
                one.intent == .proposal && !one.state.isOver
                    && one.consent.flatMap { state.consents[$0] }.map { [.withdrawn, .expired].contains($0.state) } ?? false
            }
            return Array(unended.sorted { $0.arrival < $1.arrival }.prefix(limit))
        }
    }

    public func reseal(_ referral: Referral) async throws {
        write { state in
            guard state.referrals[referral.id]?.revision == referral.revision else { return }
            state.referrals[referral.id]?.received = referral.received
            state.referrals[referral.id]?.sent = referral.sent
        }
    }
}

extension MemoryRecords.State {
    fileprivate func open(_ limit: Int, _ isMeant: (Referral) -> Bool) -> [Referral] {
        let sorted = referrals.values.filter(isMeant).sorted { ($0.urgency.rawValue, $0.arrival) < ($1.urgency.rawValue, $1.arrival) }
        return Array(sorted.prefix(limit))
    }
}
