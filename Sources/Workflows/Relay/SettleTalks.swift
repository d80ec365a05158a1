import Domain

/// Looks in the store whether the talks that are known here still go on: that one ended may not have been heard, and a helper who is thought to be
/// busy is offered to nobody.
public struct SettleTalks: Sendable {
    /// Seconds between two looks.
    public static let pause: Int64 = 60

    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Throws: `.storeUnavailable`.
    public func callAsFunction() async throws(WorkRefusal) {
        place.floor.look(at: place.now())
        for (id, helper) in place.floor.talks {
            let conversation = try await place.stored { try await place.stores.conversations.conversation(id) }
            guard let conversation, conversation.state != .closed, let holder = conversation.claimedBy else {
                place.floor.isOver(id, at: place.now())
                continue
            }
            if holder != helper { place.floor.began(conversation, with: holder, at: place.now()) }
        }
    }
}
