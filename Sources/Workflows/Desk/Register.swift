public import Domain
import Vault

/// The short registration of a conversation: fixed codes, sealed for the team beside its notes. It goes when the person erases everything.
/// - Source: R105, R7.
extension HelpPerson {
    /// Writes it down in the place of what stood there. Who looks into the log sees a note.
    public func register(
        _ id: Identifier<Conversation>, _ registration: Registration, by session: WorkerSession
    ) async throws(WorkRefusal) {
        let held = try await held(id, session)
        let old = try await registrations(held)
        guard !registration.isEmpty || !old.isEmpty else { return }
        let item = try await sealed(.registration, Confidential(registration.text), held, session)
        try await commit(ConversationChange(), to: id, adding: [item])
        for one in old { try await place.stored { try await place.stores.sections.remove(one) } }
    }

    // What an item is stands beside it in clear: nothing is opened to take the old ones away.
    private func registrations(_ held: Held) async throws(WorkRefusal) -> [Identifier<SealedItem>] {
        let sections = try await notesSections(held)
        return try await place.stored {
            var found: [Identifier<SealedItem>] = []
            for section in sections {
                for item in try await place.stores.sections.items(section.id, after: 0, limit: 10_000)
                where ItemSealer.label(of: item)?.kind == .registration { found.append(item.id) }
            }
            return found
        }
    }
}
