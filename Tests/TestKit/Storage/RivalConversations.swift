import Domain
import Synchronization
import Vault
import Workflows

/// Conversations of which somebody else changes one in the moment between a look and a write.
private final class RivalConversations: ConversationStore {
    private let store: any ConversationStore
    private let rivals: Mutex<[@Sendable () async throws -> Void]>

    init(_ store: any ConversationStore, _ rivals: [@Sendable () async throws -> Void]) {
        self.store = store
        self.rivals = Mutex(rivals)
    }

    func add(_ items: [SealedItem], to id: Identifier<Conversation>, _ change: ConversationChange) async throws {
        let rival = rivals.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        try await rival?()
        try await store.add(items, to: id, change)
    }

    func open(_ new: NewConversation) async throws { try await store.open(new) }
    func conversation(_ id: Identifier<Conversation>) async throws -> Conversation? { try await store.conversation(id) }
    func withDossier(_ id: Identifier<Conversation>) async throws -> (conversation: Conversation, dossier: Dossier?)? {
        try await store.withDossier(id)
    }
    func progress(of id: Identifier<Conversation>) async throws -> (conversation: Conversation, count: Int)? {
        try await store.progress(of: id)
    }
    func conversation(of dossier: Identifier<Dossier>) async throws -> Conversation? { try await store.conversation(of: dossier) }
    func queue(of teams: [Identifier<Team>], limit: Int) async throws -> [Conversation] {
        try await store.queue(of: teams, limit: limit)
    }
    func closed(of teams: [Identifier<Team>], limit: Int) async throws -> [Conversation] {
        try await store.closed(of: teams, limit: limit)
    }
    func addToTurn(_ item: SealedItem, of id: Identifier<Conversation>) async throws { try await store.addToTurn(item, of: id) }
}

extension Workplace {
    /// The same desk, at which somebody else comes first: before each write to a conversation the next of `rivals` is done, until there are no more.
    public func with(rivals: [@Sendable () async throws -> Void]) -> Workplace {
        var stores = stores
        stores.conversations = RivalConversations(stores.conversations, rivals)
        return Workplace(
            stores: stores, instance: instance, codes: codes, passphrases: passphrases, keys: keys, log: log, chance: chance, now: now,
            words: words, commonPassphrases: commonPassphrases)
    }
}
