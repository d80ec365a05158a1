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

extension HelpPerson {
    /// Whether the page of somebody who chats gave a sign lately. Nothing is opened to know it.
    public func isHere(_ id: Identifier<Conversation>) -> Bool { place.floor.hears(id, at: place.now()) }

    /// - Parameters:
    ///   - count: how many things stood in it on the page.
    ///   - isColleagues: whether the page showed it as a colleague's already.
    /// - Throws: `.storeUnavailable`.
    public func standing(
        _ id: Identifier<Conversation>, since count: Int, isColleagues: Bool, for session: WorkerSession
    ) async throws(WorkRefusal) -> Standing {
        guard session.may(.helpPeople),
            let (conversation, present) = try await place.stored({ try await place.stores.conversations.progress(of: id) }),
            session.teamKeys[conversation.team] != nil
        else { return .gone }
        if let holder = conversation.claimedBy, holder != session.worker.id, !isColleagues {
            return .taken(by: Confidential(try await holderName(id) ?? "?"))
        }
        return present > count ? .more(count: present) : .same
    }
}
