import Domain

/// What a node tells another that asks, and learns from it: so that people on both read the same of how long they wait.
/// - Source: decision 0105.
extension FloorState {
    /// Talks of a team that are told at most: as many as fit in one message.
    private static let mostTold = 300

    func told(_ now: Instant) -> [RelayNote] {
        present.map { .helperIsThere($0.key, desks: $0.value.desks, most: $0.value.most) }
            + pace.map { .lasted($0.key, $0.value.latest.suffix(Self.mostTold)) }
            + talking.map { id, talk in
                .talks(
                    id, team: talk.team, helper: talk.helper, seconds: talk.isSinceBegin ? max(0, now.seconds - talk.since.seconds) : nil)
            }
            + waiting.values.map { .waits(team: $0.team, $0.entry) } + heard.keys.map { .isHere($0) }
    }

    /// Only what is not known yet: what was heard of the thing itself is newer.
    mutating func learn(_ note: RelayNote, _ now: Instant) -> Bool {
        switch note {
        case .talks(let id, let team, let helper, let seconds) where talking[id] == nil:
            boards = [:]
            (waiting[id], turns[id]) = (nil, nil)
            talking[id] = Talking(team: team, helper: helper, since: now.adding(seconds: -(seconds ?? 0)), isSinceBegin: seconds != nil)
        case .lasted(let team, let latest) where latest.count > pace[team]?.count ?? 0:
            boards[team] = nil
            pace[team] = QueuePace(latest)
        default: return false
        }
        return true
    }
}
