public import Domain

/// What became of a conversation since a page showed it. Nothing is opened to know it.
public enum Standing: Sendable, Equatable {
    case same
    /// Something was added; how many things stand in it now.
    case more(count: Int)
    /// A colleague has it now.
    case taken(by: Confidential<String>)
    /// The person erased everything, or it is not the worker's to see any more.
    case gone
}

/// What the list tells of a conversation, whoever looks at its page. Of one that is gone nothing.
public struct Listed: Sendable, Equatable {
    /// Whether somebody may read along, as its card says.
    public var isMonitored: Bool
    public var state: Conversation.State?
    /// Since when the person waits, as its card says.
    public var waitingSince: Instant?

    public init(isMonitored: Bool = false, state: Conversation.State? = nil, waitingSince: Instant? = nil) {
        self.isMonitored = isMonitored
        self.state = state
        self.waitingSince = waitingSince
    }
}

extension HelpPerson {
    /// Whether the page of somebody who chats gave a sign lately. Nothing is opened to know it.
    public func isHere(_ id: Identifier<Conversation>) -> Bool { place.floor.hears(id, at: place.now()) }

    /// - Parameters:
    ///   - count: how many things stood in it on the page.
    ///   - isColleagues: whether the page showed it as a colleague's already.
    /// - Returns: also what its card says now.
    /// - Throws: `.storeUnavailable`.
    public func standing(
        _ id: Identifier<Conversation>, since count: Int, isColleagues: Bool, for session: WorkerSession
    ) async throws(WorkRefusal) -> (Standing, Listed) {
        guard session.may(.helpPeople),
            let (conversation, present) = try await place.stored({ try await place.stores.conversations.progress(of: id) }),
            session.teamKeys[conversation.team] != nil
        else { return (.gone, Listed()) }
        let card = session.card(conversation)
        let listed = Listed(isMonitored: card?.isMonitored == true, state: conversation.state, waitingSince: card?.waitingSince)
        if let holder = conversation.claimedBy, holder != session.worker.id, !isColleagues {
            return (.taken(by: Confidential(try await holderName(id) ?? "?")), listed)
        }
        return (present > count ? .more(count: present) : .same, listed)
    }

    /// Whether somebody may read along, as the card of the conversation says. Nothing is opened to know it.
    /// - Throws: `.notFound` for a conversation that is not of the worker's teams; `.erased`, `.storeUnavailable`.
    public func isMonitored(_ id: Identifier<Conversation>, for session: WorkerSession) async throws(WorkRefusal) -> Bool {
        let held = try await held(id, session)
        return session.card(held.conversation)?.isMonitored == true
    }
}
