import Domain

/// How long one talk took, as the node measured where it ended. The same end heard twice counts once.
struct TalkEnd: Sendable, Hashable {
    /// Eight bytes of the conversation's id.
    let tag: UInt64
    let seconds: Int64

    init(tag: UInt64, seconds: Int64) {
        self.tag = tag
        self.seconds = seconds
    }

    init(of id: Identifier<Conversation>, after seconds: Int64) { self.init(tag: Self.tag(id), seconds: seconds) }

    static func tag(_ id: Identifier<Conversation>) -> UInt64 { id.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}

/// What a node tells another that asks, and learns from it: so that people on both read the same of how long they wait.
/// - Source: decision 0105.
extension FloorState {
    func told(_ now: Instant) -> [RelayNote] {
        present.map { .helperIsThere($0.key, desks: $0.value.desks, most: $0.value.most) }
            + ends.flatMap { team, ends in RelayNote.parts(ends).map { .lasted(team, $0) } }
            + talking.map { id, talk in
                .talks(
                    id, team: talk.team, helper: talk.helper, seconds: talk.isSinceBegin ? max(0, now.seconds - talk.since.seconds) : nil)
            }
            + waiting.values.flatMap { one -> [RelayNote] in
                [.waits(team: one.team, one.entry), .waitsFor(one.entry.id, seconds: max(0, now.seconds - one.since.seconds))]
            } + heard.keys.map { .isHere($0) } + tally.told(now)
    }

    /// What was measured, and can have been missed by a node that was not reached for a while.
    func measured(_ now: Instant) -> [RelayNote] {
        ends.flatMap { team, ends in RelayNote.parts(ends).map { .lasted(team, $0) } } + tally.told(now)
    }

    /// Only what is not known yet: what was heard of the thing itself is newer.
    mutating func learn(_ note: RelayNote, _ now: Instant) -> Bool {
        switch note {
        case .talks(let id, let team, let helper, let seconds) where talking[id] == nil:
            boards = [:]
            (waiting[id], missed[id], turns[id], settled[id]) = (nil, nil, nil, nil)
            talking[id] = Talking(team: team, helper: helper, since: now.adding(seconds: -(seconds ?? 0)), isSinceBegin: seconds != nil)
        case .talks(let id, let team, _, let seconds?) where talking[id]?.isSinceBegin == false:
            // An open page told of it before whoever knows since when.
            boards[team] = nil
            talking[id]?.since = now.adding(seconds: -seconds)
            talking[id]?.isSinceBegin = true
        case .lasted(let team, let told): return learn(told, of: team)
        case .waited(let team, let ends):
            tally.add(ends, of: team, at: now)
            return false
        case .waitsFor(let id, let seconds):
            // Whoever began later heard of it later.
            if let since = waiting[id]?.since { waiting[id]?.since = min(since, now.adding(seconds: -seconds)) }
            return false
        case .counts(let seconds):
            tally.beganAt = min(tally.beganAt ?? now, now.adding(seconds: -seconds))
            return false
        default: return false
        }
        return true
    }

    private mutating func learn(_ told: [TalkEnd], of team: Identifier<Team>) -> Bool {
        let known = ends[team] ?? []
        let tags = Set(told.map(\.tag))
        settled = settled.filter { !tags.contains(TalkEnd.tag($0.key)) }
        guard !Set(told).isSubset(of: known) else { return false }
        boards[team] = nil
        // One that just ended comes last; an answer tells what came before the rest.
        let all = told.count == 1 ? known + told : told + known.filter { !told.contains($0) }
        ends[team] = all.suffix(QueuePace.remembered)
        return true
    }
}
