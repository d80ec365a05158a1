public import Domain
import Synchronization

/// Who waits to talk and who is there to answer, at this moment, on all nodes. Nothing of it is kept.
///
/// After a restart it fills again by itself: pages that are open ask anew within seconds, and the order of arrival stands in the store.
/// - Source: product journeys B and C; R5.
public final class DeskFloor: Sendable {
    /// Seconds without a sign after which somebody who waits has gone, or a helper is not there.
    public static let patience: Int64 = 75

    private let state = Mutex(FloorState())
    private let relay: RelayLine
    private let changes: ChangeHub

    /// - Parameter changes: hears when somebody who waits is offered to a helper.
    init(relay: RelayLine, changes: ChangeHub, since start: Instant) {
        self.relay = relay
        self.changes = changes
        state.withLock { $0.tally.beganAt = start }
    }

    /// Where somebody stands.
    public struct Standing: Sendable, Hashable {
        /// How many are before them: 0 is next.
        public let place: Int
        public let wait: QueueWait
        /// When somebody is there again, if nobody is and the roster says so.
        public internal(set) var opensAt: Instant?
    }

    /// Somebody waits, or still does.
    public func waits(_ conversation: Conversation, needing needs: SkillSet, at now: Instant) {
        let entry = QueueEntry(id: conversation.id, urgency: conversation.urgency, arrival: conversation.arrival, needs: needs)
        happens(.waits(team: conversation.team, entry), at: now)
    }

    /// Somebody who chats has their page open, or still has.
    public func isHere(_ conversation: Identifier<Conversation>, at now: Instant) { happens(.isHere(conversation), at: now) }

    /// Which of those who chat have their page open.
    public func present(at now: Instant) -> Set<Identifier<Conversation>> {
        state.withLock { state in
            state.sweep(now)
            return Set(state.heard.keys)
        }
    }

    /// Whether somebody who chats gave a sign lately.
    func hears(_ conversation: Identifier<Conversation>, at now: Instant) -> Bool {
        state.withLock { state in
            state.sweep(now)
            return state.heard[conversation] != nil
        }
    }

    /// Which skills those who chat and wait ask for.
    func needs(at now: Instant) -> [Identifier<Conversation>: Set<Skill>] {
        state.withLock { state in
            state.sweep(now)
            return state.waiting.mapValues(\.entry.needs.skills)
        }
    }

    /// Somebody does not wait any more.
    public func leaves(_ conversation: Identifier<Conversation>, at now: Instant) {
        measure(conversation, isTaken: false, at: now)
        happens(.left(conversation), at: now)
    }

    // How long a wait took is measured where it ends, and told, so that all nodes count the same.
    private func measure(_ conversation: Identifier<Conversation>, isTaken: Bool, at now: Instant) {
        let waited = state.withLock { state in
            state.sweep(now)
            return state.waited(conversation, isTaken: isTaken, now)
        }
        if let waited { happens(waited, at: now) }
    }

    /// A helper is there, or still is.
    /// - Parameters:
    ///   - desks: what they can do at each of their desks.
    ///   - most: conversations that they have at once.
    ///   - entry: by which entry; a page that was still looking when its entry ended brings nobody back.
    public func isThere(
        _ helper: Identifier<SupportWorker>, at desks: [Identifier<Team>: SkillSet], most: Int, by entry: String = "", at now: Instant
    ) {
        guard state.withLock({ $0.isOver(entry, now) }) == false else { return }
        happens(.helperIsThere(helper, desks: desks, most: most), at: now)
    }

    /// A helper left the desk: from this moment nobody counts on them.
    public func leaves(_ helper: Identifier<SupportWorker>, ending entry: String = "", at now: Instant) {
        state.withLock { $0.over[entry] = now }
        happens(.helperLeft(helper), at: now)
    }

    /// A helper took a chat.
    public func began(_ conversation: Conversation, with helper: Identifier<SupportWorker>, at now: Instant) {
        measure(conversation.id, isTaken: true, at: now)
        happens(.began(conversation.id, team: conversation.team, helper: helper), at: now)
    }

    /// A chat ended, or went back to the team.
    ///
    /// How long it took is measured here alone, so that all nodes count the same.
    public func ended(_ conversation: Identifier<Conversation>, at now: Instant) {
        let lasted = state.withLock { $0.lasted(conversation, now) }
        happens(.ended(conversation), at: now)
        if let lasted { happens(lasted, at: now) }
    }

    /// A page of somebody whom a helper has says so: a node that has just begun learns it from that, and tells it.
    public func goesOn(_ conversation: Conversation, with helper: Identifier<SupportWorker>, at now: Instant) {
        guard state.withLock({ $0.talking[conversation.id] == nil }) else { return }
        happens(.talks(conversation.id, team: conversation.team, helper: helper, seconds: nil), at: now)
    }

    /// A page of somebody whose conversation is closed: whoever did not hear that hears it now.
    public func isOver(_ conversation: Identifier<Conversation>, at now: Instant) {
        guard state.withLock({ $0.talking[conversation] != nil }) else { return }
        happens(.ended(conversation), at: now)
    }

    /// Which talks go on as far as is known here, and with whom.
    var talks: [Identifier<Conversation>: Identifier<SupportWorker>] { state.withLock { $0.talking.mapValues(\.helper) } }

    /// Everything that a node must know that has just begun.
    func whatGoesOn(at now: Instant) -> [RelayNote] {
        state.withLock { state in
            state.sweep(now)
            return state.told(now)
        }
    }

    private func happens(_ note: RelayNote, at now: Instant) {
        let isNews = state.withLock { state in
            defer { if case .waits(_, let entry) = note { state.waiting[entry.id]?.isOurs = true } }
            return state.hear(note, at: now)
        }
        relay.tell(note, at: now.seconds)
        offer(isNews: isNews, at: now)
    }

    /// Notes what happened on another node. When it happened is when it is heard: clocks of machines differ.
    func hear(_ note: RelayNote, at now: Instant) {
        let isNews = state.withLock { $0.hear(note, at: now) }
        offer(isNews: isNews, at: now)
    }

    // Offers those who wait here to whoever fits, where that may have become possible.
    private func offer(isNews: Bool, at now: Instant) {
        let made = state.withLock { $0.offers(isNews: isNews, at: now) }
        for note in made.notes { relay.tell(note) }
        for team in made.teams { changes.announce(team) }
        tellFound()
    }

    // Who left without a word is found out by looking.
    private func tellFound() {
        let found = state.withLock { state in
            defer { state.untold = [] }
            return state.untold
        }
        for note in found { relay.tell(note) }
    }

    /// Looks who left without a word, where nobody else makes this node look.
    func look(at now: Instant) {
        state.withLock { $0.sweep(now) }
        tellFound()
    }

    /// What was measured here and is remembered, for nodes that may have missed it.
    func measured(at now: Instant) -> [RelayNote] { state.withLock { $0.measured(now) } }

    /// Who is there and what is asked of them now, at some desks together: numbers alone.
    public func crowd(of teams: [Identifier<Team>], at now: Instant) -> DeskCrowd {
        state.withLock { state in
            state.sweep(now)
            return DeskCrowd(state, teams)
        }
    }

    /// How chats went lately at some desks, on all nodes.
    public func tally(of teams: [Identifier<Team>], since start: Instant, at now: Instant) -> DeskTally.View {
        look(at: now)
        return state.withLock { $0.tally.view(teams, since: start) }
    }

    /// Who waits for some desks with their page open, and for how many seconds.
    func waits(for teams: [Identifier<Team>], at now: Instant) -> [Identifier<Conversation>: Int64] {
        state.withLock { state in
            state.sweep(now)
            return state.waiting.filter { teams.contains($0.value.team) }.mapValues { now.seconds - $0.since.seconds }
        }
    }

    /// Who is offered to a helper now; nil when nobody is, or the time is over.
    public func offer(to helper: Identifier<SupportWorker>, at now: Instant) -> Offer? {
        state.withLock { $0.offer(to: helper, now) }
    }

    /// A helper passes somebody on who was offered to them: it is the turn of the next.
    public func passes(_ conversation: Identifier<Conversation>, _ helper: Identifier<SupportWorker>, at now: Instant) {
        happens(.passed(conversation, helper: helper), at: now)
    }

    /// Whether somebody is there who can take chats for a team in one of these languages; in any, when there are none.
    public func isStaffed(_ team: Identifier<Team>, in languages: Set<LanguageTag> = [], at now: Instant) -> Bool {
        state.withLock { state in
            state.sweep(now)
            return state.servers(team).contains { $0.most > 0 && $0.skills.covers(SkillSet(languages: languages)) }
        }
    }

    /// Who is at the desk of a team now, and whether they are away for a while.
    public func helpers(of team: Identifier<Team>, at now: Instant) -> [(id: Identifier<SupportWorker>, isAway: Bool)] {
        state.withLock { state in
            state.sweep(now)
            return state.present.filter { $0.value.desks[team] != nil }.map { ($0.key, $0.value.most == 0) }
        }
    }

    /// Whether somebody who asks now would have a helper at once.
    /// - Parameter needs: a skill that nobody who is there has counts here: then another way may be better.
    public func hasRoom(_ team: Identifier<Team>, needing needs: SkillSet, at now: Instant) -> Bool {
        state.withLock { state in
            state.sweep(now)
            let free = state.servers(team).filter { $0.skills.covers(needs) }.reduce(0) { $0 + $1.free }
            return free > state.waiting.values.count { $0.team == team }
        }
    }

    /// Where somebody stands; nil when they do not wait.
    public func standing(of conversation: Identifier<Conversation>, at now: Instant) -> Standing? {
        state.withLock { $0.standing(conversation, now) }
    }

    /// Somebody who waits still does: where they stand now. Nothing is asked of the store, so that thousands can look every few seconds.
    /// - Returns: nil when they do not wait any more.
    public func stays(_ conversation: Identifier<Conversation>, at now: Instant) -> Standing? {
        guard let known = state.withLock({ $0.waiting[conversation].map { ($0.team, $0.entry) } }) else { return nil }
        happens(.waits(team: known.0, known.1), at: now)
        happens(.isHere(conversation), at: now)
        return standing(of: conversation, at: now)
    }
}
