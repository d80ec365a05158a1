import Domain

extension MemoryRecords: RosterStore {
    public func add(_ shifts: [PlannedShift]) async throws {
        try write { state in
            for planned in shifts {
                let place = Place(team: planned.team, worker: planned.shift.worker)
                try refuse(.gone, when: state.places[place] == nil)
                let isTaken = state.shifts.values.contains {
                    $0.team == planned.team && $0.shift.worker == planned.shift.worker && $0.shift.to > planned.shift.from
                        && $0.shift.from < planned.shift.to
                }
                try refuse(.conflict, when: isTaken)
                try refuse(.duplicate, when: state.shifts[planned.id] != nil)
                state.shifts[planned.id] = planned
            }
        }
    }

    public func remove(_ id: Identifier<PlannedShift>, of team: Identifier<Team>) async throws -> PlannedShift? {
        write { state in state.shifts[id]?.team == team ? state.shifts.removeValue(forKey: id) : nil }
    }

    public func shifts(of team: Identifier<Team>, from start: Instant, to end: Instant) async throws -> [PlannedShift] {
        planned(from: start, to: end) { $0.team == team }
    }
    public func shifts(of worker: Identifier<SupportWorker>, from start: Instant, to end: Instant) async throws -> [PlannedShift] {
        planned(from: start, to: end) { $0.shift.worker == worker }
    }

    // Whoever lost their place in a team stands nowhere any more, as in a database.
    private func planned(from start: Instant, to end: Instant, _ isMeant: (PlannedShift) -> Bool) -> [PlannedShift] {
        read { state in
            state.shifts.values
                .filter {
                    isMeant($0) && $0.shift.to > start && $0.shift.from < end
                        && state.places[Place(team: $0.team, worker: $0.shift.worker)] != nil
                }
                .sorted { ($0.shift.from, $0.shift.to, $0.id.text) < ($1.shift.from, $1.shift.to, $1.id.text) }
        }
    }

    public func sweep(endedBefore moment: Instant) async throws {
        write { state in state.shifts = state.shifts.filter { $0.value.shift.to >= moment } }
    }

    public func set(_ profile: DeskProfile) async throws {
        try write { state in
            let place = Place(team: profile.team, worker: profile.worker)
            try refuse(.gone, when: state.places[place] == nil)
            state.profiles[place] = profile
        }
    }

    public func profiles(of team: Identifier<Team>) async throws -> [DeskProfile] { said { $0.team == team } }
    func profiles(of worker: Identifier<SupportWorker>) -> [DeskProfile] { said { $0.worker == worker } }

    private func said(_ isMeant: (DeskProfile) -> Bool) -> [DeskProfile] {
        read { state in
            state.profiles.filter { isMeant($0.value) && state.places[$0.key] != nil }.map(\.value)
                .sorted { ($0.team.text, $0.worker.text) < ($1.team.text, $1.worker.text) }
        }
    }
}
