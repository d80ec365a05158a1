public import Domain

/// Somebody who waits, offered to the one helper who fits best. Nothing is hidden meanwhile: whoever is there may take them.
/// - Source: R5; product journey C.
public struct Offer: Sendable, Hashable {
    /// Seconds in which a helper takes or passes. Long enough to end a sentence and look; two who do not look cost a person one minute.
    public static let patience: Int64 = 30
    /// Seconds after which the same helper is asked once more when nobody else is free.
    public static let rest: Int64 = 120

    public let conversation: Identifier<Conversation>
    public let urgency: Urgency
    public let language: LanguageTag?
    /// What they ask of who takes them.
    public let needs: Set<Skill>
    /// From then on it is somebody else's turn.
    public let until: Instant
    /// Which offer of this person it is; the same helper may be asked again later.
    public let round: Int
}

/// To whom somebody who waits is offered now, and to whom they were.
struct OfferTurn: Sendable {
    var helper: Identifier<SupportWorker>
    var round: Int
    var madeAt: Instant
    /// Whether the helper passed, left, or was asked for somebody more urgent.
    var isOver = false
    /// How often each helper was asked.
    var times: [Identifier<SupportWorker>: Int] = [:]

    var until: Instant { madeAt.adding(seconds: Offer.patience) }
    func stands(_ now: Instant) -> Bool { !isOver && now < until }
}

/// Each node offers those whose page is open at it, and counts with the rest: so no two nodes offer one person, and the most urgent come first
/// wherever they are. What one node offers the others hear; where two said something at the same instant, all keep the same of the two.
extension FloorState {
    func offer(to helper: Identifier<SupportWorker>, _ now: Instant) -> Offer? {
        guard let (id, turn) = turns.first(where: { $0.value.helper == helper && $0.value.stands(now) }), let entry = waiting[id]?.entry
        else { return nil }
        return Offer(
            conversation: id, urgency: entry.urgency, language: entry.needs.languages.first, needs: entry.needs.skills, until: turn.until,
            round: turn.round)
    }

    /// Who was offered to whom, as this node or another says.
    mutating func offered(_ id: Identifier<Conversation>, _ helper: Identifier<SupportWorker>, _ round: Int, _ now: Instant) {
        guard let entry = waiting[id]?.entry else { return }
        var turn = turns[id] ?? OfferTurn(helper: helper, round: 0, madeAt: now)
        guard round > turn.round || (round == turn.round && helper.text < turn.helper.text) else { return }
        if let held = offer(to: helper, now), held.conversation != id, let other = waiting[held.conversation]?.entry {
            guard isBefore(entry, other) else { return }
            turns[other.id]?.isOver = true
        }
        (turn.helper, turn.round, turn.madeAt, turn.isOver) = (helper, round, now, false)
        turn.times[helper, default: 0] += 1
        turns[id] = turn
    }

    private func isBefore(_ one: QueueEntry<Identifier<Conversation>>, _ other: QueueEntry<Identifier<Conversation>>) -> Bool {
        (one.urgency.rawValue, one.arrival) < (other.urgency.rawValue, other.arrival)
    }

    /// Makes the offers that this node has to make.
    /// - Parameter isNews: thousands who wait give a sign every few seconds; for those it is soon enough to look once a second.
    /// - Returns: what the other nodes must hear, and the teams in which something changed.
    mutating func offers(isNews: Bool, at now: Instant) -> (notes: [RelayNote], teams: Set<Identifier<Team>>) {
        var (notes, teams): ([RelayNote], Set<Identifier<Team>>) = ([], [])
        guard isNews || lookedAt != now else { return (notes, teams) }
        lookedAt = now
        sweep(now)
        for team in Set(waiting.values.filter(\.isOurs).map(\.team)) {
            let made = offers(team, now)
            guard !made.isEmpty else { continue }
            notes += made
            teams.insert(team)
        }
        return (notes, teams)
    }

    private mutating func offers(_ team: Identifier<Team>, _ now: Instant) -> [RelayNote] {
        let asked = Set(turns.values.filter { $0.stands(now) }.map(\.helper))
        var free = present.filter { id, one in one.desks[team] != nil && !asked.contains(id) && talks(of: id) < one.most }
        // In a rush everybody is asked already, and the order of thousands need not be known.
        guard !free.isEmpty || waiting.values.contains(where: { $0.isOurs && $0.entry.urgency >= .u1 }) else { return [] }
        var notes: [RelayNote] = []
        for entry in queue(team).entries where turns[entry.id]?.stands(now) != true {
            guard let helper = next(for: entry, of: free, team, now) ?? displaced(for: entry, team, now) else {
                if free.isEmpty, entry.urgency < .u1 { break }
                continue
            }
            free[helper] = nil
            guard waiting[entry.id]?.isOurs == true else { continue }
            let round = (turns[entry.id]?.round ?? 0) + 1
            offered(entry.id, helper, round, now)
            notes.append(.offered(entry.id, helper: helper, round: round))
        }
        return notes
    }

    /// Who fits best: asked least for this person, most of the skills, fewest talks, longest without a new one.
    private func next(
        for entry: QueueEntry<Identifier<Conversation>>, of free: [Identifier<SupportWorker>: Present], _ team: Identifier<Team>,
        _ now: Instant
    ) -> Identifier<SupportWorker>? {
        let wanted = waiting[entry.id]?.entry.needs.skills ?? []
        let turn = turns[entry.id]
        let able = free.filter { $0.value.desks[team]?.covers(entry.needs) == true }
        func order(_ id: Identifier<SupportWorker>, _ one: Present) -> [Int64] {
            let missing = wanted.subtracting(one.desks[team]?.skills ?? []).count
            return [Int64(turn?.times[id] ?? 0), Int64(missing), Int64(talks(of: id)), one.idleSince.seconds]
        }
        let others = able.filter { $0.key != turn?.helper }
        guard others.isEmpty, let turn, able[turn.helper] != nil else {
            return others.min { one, other in
                let (first, second) = (order(one.key, one.value), order(other.key, other.value))
                return first == second ? one.key.text < other.key.text : first.lexicographicallyPrecedes(second)
            }?.key
        }
        return now.seconds - turn.madeAt.seconds >= Offer.rest ? turn.helper : nil
    }

    /// Who is asked for somebody less urgent, when this is somebody who cannot wait.
    private func displaced(
        for entry: QueueEntry<Identifier<Conversation>>, _ team: Identifier<Team>, _ now: Instant
    ) -> Identifier<SupportWorker>? {
        guard entry.urgency >= .u1 else { return nil }
        let able = turns.filter { id, turn in
            guard turn.stands(now), turn.helper != turns[entry.id]?.helper, let other = waiting[id]?.entry, let one = present[turn.helper]
            else { return false }
            return other.urgency < .u1 && one.desks[team]?.covers(entry.needs) == true && talks(of: turn.helper) < one.most
        }
        return able.min { $0.value.helper.text < $1.value.helper.text }?.value.helper
    }
}
