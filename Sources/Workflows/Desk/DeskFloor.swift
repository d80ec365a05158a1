public import Domain
import Synchronization

/// Who waits to talk and who is there to answer, at this moment, on all nodes. Nothing of it is kept.
///
/// After a restart it fills again by itself: pages that are open ask anew within seconds, and the order of arrival stands in the store.
/// - Source: product journeys B and C; R5.
public final class DeskFloor: Sendable {
    /// Seconds without a sign after which somebody who waits has gone, or a helper is not there.
    public static let patience: Int64 = 75

    private struct Waiting {
        let team: Identifier<Team>
        let entry: QueueEntry<Identifier<Conversation>>
        var seenAt: Instant
    }
    private struct Present {
        /// What they can do at each of their desks.
        let desks: [Identifier<Team>: SkillSet]
        let most: Int
        var seenAt: Instant
    }
    private struct Talking {
        let team: Identifier<Team>
        let helper: Identifier<SupportWorker>
        let since: Instant
    }
    private struct State {
        var waiting: [Identifier<Conversation>: Waiting] = [:]
        var present: [Identifier<SupportWorker>: Present] = [:]
        var talking: [Identifier<Conversation>: Talking] = [:]
        var pace: [Identifier<Team>: QueuePace] = [:]
        /// Where everybody stands, as it was found within this second and since anything changed.
        var boards: [Identifier<Team>: [Identifier<Conversation>: (place: Int, wait: QueueWait)]] = [:]
        /// When those who chat were last there, whether they wait or talk.
        var heard: [Identifier<Conversation>: Instant] = [:]

        var sweptAt: Instant?

        mutating func sweep(_ now: Instant) {
            guard sweptAt != now else { return }
            sweptAt = now
            boards = [:]
            waiting = waiting.filter { now.seconds - $0.value.seenAt.seconds <= DeskFloor.patience }
            present = present.filter { now.seconds - $0.value.seenAt.seconds <= DeskFloor.patience }
            heard = heard.filter { now.seconds - $0.value.seconds <= DeskFloor.patience }
        }

        mutating func standing(_ conversation: Identifier<Conversation>, _ now: Instant) -> Standing? {
            sweep(now)
            guard let team = waiting[conversation]?.team else { return nil }
            if boards[team] == nil {
                let running = talking.values.filter { $0.team == team }.map { now.seconds - $0.since.seconds }
                boards[team] = queue(team).standings(each: pace[team]?.secondsEach(running: running))
            }
            return boards[team]?[conversation].map { Standing(place: $0.place, wait: $0.wait) }
        }

        func servers(_ team: Identifier<Team>) -> [QueueServer] {
            present.compactMap { id, one in
                one.desks[team].map { QueueServer(skills: $0, busy: talking.values.count { $0.helper == id }, most: one.most) }
            }
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
    private let state = Mutex(State())
    private let relay: RelayLine

    init(relay: RelayLine) { self.relay = relay }

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

    /// Somebody does not wait any more.
    public func leaves(_ conversation: Identifier<Conversation>, at now: Instant) { happens(.left(conversation), at: now) }

    /// A helper is there, or still is.
    /// - Parameters:
    ///   - desks: what they can do at each of their desks.
    ///   - most: conversations that they have at once.
    public func isThere(_ helper: Identifier<SupportWorker>, at desks: [Identifier<Team>: SkillSet], most: Int, at now: Instant) {
        happens(.helperIsThere(helper, desks: desks, most: most), at: now)
    }

    /// A helper took a chat.
    public func began(_ conversation: Conversation, with helper: Identifier<SupportWorker>, at now: Instant) {
        happens(.began(conversation.id, team: conversation.team, helper: helper), at: now)
    }

    /// A chat ended, or went back to the team.
    public func ended(_ conversation: Identifier<Conversation>, at now: Instant) {
        happens(.ended(conversation), at: now)
    }

    private func happens(_ note: RelayNote, at now: Instant) {
        hear(note, at: now)
        relay.tell(note, at: now.seconds)
    }

    /// Notes what happened here or on another node. When it happened is when it is heard: clocks of machines differ.
    func hear(_ note: RelayNote, at now: Instant) {
        state.withLock { state in
            switch note {
            case .waits(_, let entry) where state.waiting[entry.id]?.entry == entry: state.waiting[entry.id]?.seenAt = now
            case .waits(let team, let entry):
                state.boards[team] = nil
                state.waiting[entry.id] = Waiting(team: team, entry: entry, seenAt: now)
            case .isHere(let id): state.heard[id] = now
            case .left(let id):
                state.boards = [:]
                state.waiting[id] = nil
                state.heard[id] = nil
            case .helperIsThere(let id, let desks, let most):
                if state.present[id]?.desks != desks || state.present[id]?.most != most { state.boards = [:] }
                state.present[id] = Present(desks: desks, most: most, seenAt: now)
            case .began(let id, let team, let helper):
                state.boards = [:]
                state.waiting[id] = nil
                state.talking[id] = Talking(team: team, helper: helper, since: now)
            case .ended(let id):
                state.boards = [:]
                guard let talk = state.talking.removeValue(forKey: id) else { return }
                state.pace[talk.team, default: QueuePace()].ended(after: now.seconds - talk.since.seconds)
            case .team, .conversation, .writing: break
            }
        }
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
