public import Domain
import Vault

/// The person's side of a chat: the place in the queue, and how it ends.
/// - Source: product journey C; R5.
public struct TalkNow: Sendable {
    /// Where a chat stands.
    public enum Stage: Sendable, Hashable {
        /// Nobody has taken it yet; nil when nothing can be said of the place.
        case waiting(DeskFloor.Standing?)
        /// A helper is there.
        case talking
        /// A helper ended it, or it was ended.
        case ended
    }

    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Whether somebody who asks now would find a helper at the desk of a team, for a language when they have one.
    public func isOpen(_ team: Identifier<Team>, in language: LanguageTag? = nil) -> Bool {
        place.floor.isStaffed(team, in: language.map { [$0] } ?? [], at: place.now())
    }

    /// Where it stands. Asking keeps one's place.
    /// - Throws: `.erased`, `.storeUnavailable`.
    public func stage(_ session: PersonSession) async throws(WorkRefusal) -> Stage { try await stage(session.listening) }

    /// Where it stands for an open page. Asking keeps one's place.
    /// - Throws: as for a session.
    public func stage(_ person: ListeningPerson) async throws(WorkRefusal) -> Stage {
        guard let conversation = try await place.stored({ try await place.stores.conversations.conversation(person.conversation) }) else {
            throw .erased
        }
        let now = place.now()
        guard conversation.state != .closed else {
            place.floor.isOver(conversation.id, at: now)
            return .ended
        }
        place.floor.isHere(conversation.id, at: now)
        if let helper = conversation.claimedBy {
            place.floor.goesOn(conversation, with: helper, at: now)
            return .talking
        }
        place.floor.waits(conversation, needing: SkillSet(languages: [conversation.language], skills: person.needs), at: now)
        var standing = place.floor.standing(of: conversation.id, at: now)
        if standing?.wait == .nobody, let team = try await place.stored({ try await place.stores.teams.team(conversation.team) }) {
            standing?.opensAt = try await hours(of: team, in: conversation.language).opensAt
        }
        return .waiting(standing)
    }

    /// Where somebody stands who still waits, without a look into the store; nil when they may not wait any more.
    public func stillWaits(_ person: ListeningPerson) -> DeskFloor.Standing? { place.floor.stays(person.conversation, at: place.now()) }
}

extension Workplace {
    /// A helper gives a sign of being at the desk.
    public func atDesk(_ session: WorkerSession) {
        guard session.may(.helpPeople) else { return }
        floor.isThere(
            session.worker.id, at: session.skills, most: session.pausedUntil == nil ? session.most : 0, by: session.formScope, at: now())
    }

    /// A worker signs out: the entry ends, and from this moment nobody counts on them at the desk. Whoever entered on another device as well
    /// is there again with the next sign of that page.
    public func signOut(_ session: WorkerSession) async {
        try? await stores.sessions.remove(SessionSeal.hash(session.token))
        offDesk(session)
    }

    /// An entry is over, whatever the reason.
    public func offDesk(_ session: WorkerSession) {
        guard session.may(.helpPeople) else { return }
        floor.leaves(session.worker.id, ending: session.formScope, at: now())
        for team in session.desks { changes.announce(team) }
    }
}
