import Domain

/// What a node knows of who waits and who is there.
struct FloorState: Sendable {
    struct Waiting {
        let team: Identifier<Team>
        let entry: QueueEntry<Identifier<Conversation>>
        var seenAt: Instant
        var since: Instant
        /// Whether their page is open at this node, which then offers them to helpers.
        var isOurs = false

        func end(isTaken: Bool, _ now: Instant) -> WaitEnd {
            WaitEnd(arrival: entry.arrival, band: WaitBand(seconds: now.seconds - since.seconds), isTaken: isTaken)
        }
    }
    struct Present {
        /// What they can do at each of their desks.
        let desks: [Identifier<Team>: SkillSet]
        let most: Int
        var seenAt: Instant
        /// Since when the number of their talks is what it is.
        var idleSince: Instant
    }
    struct Talking {
        let team: Identifier<Team>
        let helper: Identifier<SupportWorker>
        var since: Instant
        /// Whether it began then; otherwise that is since when it is known here.
        var isSinceBegin = true
    }
    var waiting: [Identifier<Conversation>: Waiting] = [:]
    /// Whose page gave no sign any more, and since when that is known here. Who comes back goes on with the same wait; and where their page was open
    /// at another node that was ended by force, nobody else says that they left.
    var missed: [Identifier<Conversation>: (one: Waiting, at: Instant)] = [:]
    var present: [Identifier<SupportWorker>: Present] = [:]
    var talking: [Identifier<Conversation>: Talking] = [:]
    /// Talks of which it was found out that they are over, until the node where they ended says how long they took.
    var settled: [Identifier<Conversation>: (talk: Talking, at: Instant)] = [:]
    /// How long the latest talks took, oldest first: the same on all nodes.
    var ends: [Identifier<Team>: [TalkEnd]] = [:]
    /// Where everybody stands, as it was found within this second and since anything changed.
    var boards: [Identifier<Team>: (at: Instant, standings: [Identifier<Conversation>: (place: Int, wait: QueueWait)])] = [:]
    /// When those who chat were last there, whether they wait or talk.
    var heard: [Identifier<Conversation>: Instant] = [:]
    /// To whom those who wait were offered.
    var turns: [Identifier<Conversation>: OfferTurn] = [:]
    /// When it was last looked whether somebody can be offered.
    var lookedAt: Instant?
    /// How it went lately: the same on all nodes.
    var tally = DeskTally()
    /// What was found out while looking, and is to be told.
    var untold: [RelayNote] = []
    /// Entries of helpers that ended, and when.
    var over: [String: Instant] = [:]

    private var sweptAt: Instant?

    mutating func sweep(_ now: Instant) {
        guard sweptAt != now else { return }
        sweptAt = now
        boards = [:]
        func lasts(_ moment: Instant) -> Bool { now.seconds - moment.seconds <= DeskFloor.patience }
        // Where their page was open it is measured, and told.
        for (id, one) in waiting where !lasts(one.seenAt) {
            missed[id] = (one, now)
            if one.isOurs { left(one, now) }
        }
        // That node had time enough to say so.
        for (id, gone) in missed where now.seconds - gone.at.seconds > 2 * DeskFloor.patience {
            missed[id] = nil
            if !tally.knows(gone.one.entry.arrival, of: gone.one.team) { left(gone.one, gone.at) }
        }
        waiting = waiting.filter { lasts($0.value.seenAt) }
        present = present.filter { lasts($0.value.seenAt) }
        heard = heard.filter { lasts($0.value) }
        over = over.filter { lasts($0.value) }
        settled = settled.filter { lasts($0.value.at) }
        turns = turns.filter { waiting[$0.key] != nil }
    }

    // Without a word.
    private mutating func left(_ one: Waiting, _ now: Instant) {
        let note = RelayNote.waited(one.team, [one.end(isTaken: false, now)])
        hear(note, at: now)
        untold.append(note)
    }

    func isOver(_ entry: String, _ now: Instant) -> Bool { !entry.isEmpty && over[entry] != nil }

    /// - Returns: whether it is news, and not a sign that goes on.
    @discardableResult
    mutating func hear(_ note: RelayNote, at now: Instant) -> Bool {
        switch note {
        case .waits(let team, let entry) where waiting[entry.id]?.entry == entry:
            tally.waitsStill(entry.arrival, of: team)
            waiting[entry.id]?.seenAt = now
            return false
        case .waits(let team, let entry):
            boards[team] = nil
            tally.waitsStill(entry.arrival, of: team)
            let since = waiting[entry.id]?.since ?? missed[entry.id]?.one.since ?? now
            missed[entry.id] = nil
            waiting[entry.id] = Waiting(team: team, entry: entry, seenAt: now, since: since)
        case .isHere(let id):
            heard[id] = now
            return false
        case .left(let id):
            boards = [:]
            (waiting[id], missed[id]) = (nil, nil)
            heard[id] = nil
            turns[id] = nil
        case .helperIsThere(let id, let desks, let most):
            let known = present[id]
            if known?.desks != desks || known?.most != most { boards = [:] }
            present[id] = Present(desks: desks, most: most, seenAt: now, idleSince: known?.idleSince ?? now)
            return known?.desks != desks || known?.most != most
        case .helperLeft(let id):
            boards = [:]
            present[id] = nil
            for (conversation, turn) in turns where turn.helper == id { turns[conversation]?.isOver = true }
        case .began(let id, let team, let helper): began(id, team, helper, now)
        case .ended(let id): ended(id, now)
        case .talks, .lasted, .asks, .waited, .waitsFor, .counts: return learn(note, now)
        case .offered(let id, let helper, let round): offered(id, helper, round, now)
        case .passed(let id, let helper): if turns[id]?.helper == helper { turns[id]?.isOver = true }
        case .team, .conversation, .writing: return false
        }
        return true
    }

    private mutating func began(
        _ id: Identifier<Conversation>, _ team: Identifier<Team>, _ helper: Identifier<SupportWorker>, _ now: Instant
    ) {
        boards = [:]
        settled[id] = nil
        (waiting[id], missed[id]) = (nil, nil)
        turns[id] = nil
        // Taken over from a colleague it is the same talk.
        let since = talking[id]?.since ?? now
        if let before = talking[id]?.helper { present[before]?.idleSince = now }
        talking[id] = Talking(team: team, helper: helper, since: since, isSinceBegin: talking[id]?.isSinceBegin ?? true)
        present[helper]?.idleSince = now
    }

    private mutating func ended(_ id: Identifier<Conversation>, _ now: Instant) {
        boards = [:]
        guard let talk = talking.removeValue(forKey: id) else { return }
        present[talk.helper]?.idleSince = now
        settled[id] = (talk, now)
    }

    /// How long a talk took that ends here; nil when nobody heard its beginning, or when it was counted already.
    mutating func lasted(_ id: Identifier<Conversation>, _ now: Instant) -> RelayNote? {
        let before = settled.removeValue(forKey: id)?.talk
        guard let talk = talking[id] ?? before, talk.isSinceBegin else { return nil }
        return .lasted(talk.team, [TalkEnd(of: id, after: max(0, now.seconds - talk.since.seconds))])
    }

    /// How long somebody waited whose wait ends here; nil when nobody knew of it.
    func waited(_ id: Identifier<Conversation>, isTaken: Bool, _ now: Instant) -> RelayNote? {
        (waiting[id] ?? missed[id]?.one).map { .waited($0.team, [$0.end(isTaken: isTaken, now)]) }
    }

    // MARK: who is where

    mutating func standing(_ conversation: Identifier<Conversation>, _ now: Instant) -> DeskFloor.Standing? {
        sweep(now)
        guard let team = waiting[conversation]?.team else { return nil }
        if boards[team] == nil {
            let running = talking.values.filter { $0.team == team }.map { now.seconds - $0.since.seconds }
            boards[team] = (now, queue(team).standings(each: QueuePace((ends[team] ?? []).map(\.seconds)).secondsEach(running: running)))
        }
        return boards[team]?.standings[conversation].map { DeskFloor.Standing(place: $0.place, wait: $0.wait) }
    }

    func talks(of helper: Identifier<SupportWorker>) -> Int { talking.values.count { $0.helper == helper } }

    func servers(_ team: Identifier<Team>) -> [QueueServer] {
        present.compactMap { id, one in one.desks[team].map { QueueServer(skills: $0, busy: talks(of: id), most: one.most) } }
    }

    /// Who waits for a team, and who is there for them. Skills that nobody who is there has are not asked: nobody waits for nobody while
    /// somebody sits free who can listen and ask a colleague.
    func queue(_ team: Identifier<Team>) -> Queue<Identifier<Conversation>> {
        let servers = servers(team)
        let entries = waiting.values.filter { $0.team == team }.map { waiting in
            let entry = waiting.entry
            guard !servers.contains(where: { $0.skills.covers(entry.needs) }) else { return entry }
            return QueueEntry(
                id: entry.id, urgency: entry.urgency, arrival: entry.arrival, needs: SkillSet(languages: entry.needs.languages))
        }
        return Queue(entries, servers: servers)
    }
}
