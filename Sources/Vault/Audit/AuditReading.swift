import Crypto
import Domain

/// What the log holds of one dossier, for the person it is about.
public struct AuditHistory: Sendable {
    /// Newest first.
    public let entries: [(index: Int64, entry: AuditEntry)]
    /// Whether this is everything: the entries name each other from the newest to the first, and each is what its hash says.
    public let isComplete: Bool
}

extension SealedAuditLog {
    /// Who did what with a dossier, for the person.
    /// - Throws: what the store throws.
    public nonisolated func history(of dossier: Identifier<Dossier>, openedBy pair: KeyPair, limit: Int) async throws -> AuditHistory {
        let reference = reference(dossier)
        let leaves = try await store.leaves(reference: reference, limit: limit)
        let entries = try await opened(leaves) { key throws(KeyRefusal) in try key.opened(bySubject: pair) }
        let isChain =
            zip(leaves, leaves.dropFirst()).allSatisfy { $0.previous == $1.index } && leaves.last.map { $0.previous == -1 } ?? true
        let isSound = leaves.allSatisfy { $0.reference == reference && ($0.isErased || $0.isItself) }
        let isOpen = entries.count == leaves.count { !$0.isErased }
        return AuditHistory(entries: entries, isComplete: isChain && isSound && isOpen)
    }

    /// Who did what with a dossier, newest first, for the person.
    public nonisolated func entries(
        of dossier: Identifier<Dossier>, openedBy pair: KeyPair, limit: Int
    ) async throws -> [(index: Int64, entry: AuditEntry)] {
        try await history(of: dossier, openedBy: pair, limit: limit).entries
    }

    /// What people of an organisation did, newest first, for its review team. Entries sealed to a key of the team that is not given are
    /// passed over.
    public nonisolated func entries(
        reviewedBy team: Identifier<Team>, openedBy pair: KeyPair, older: [KeyPair] = [], before index: Int64, limit: Int
    ) async throws -> [(index: Int64, entry: AuditEntry)] {
        let leaves = try await store.leaves(reviewTeam: team, before: index, limit: limit)
        return try await opened(leaves) { key throws(KeyRefusal) in
            for pair in [pair] + older { if let opened = try? key.opened(byReview: pair) { return opened } }
            throw .wrong
        }
    }

    private nonisolated func opened(
        _ leaves: [AuditLeaf], _ open: (AuditKey) throws(KeyRefusal) -> SymmetricKey
    ) async throws -> [(index: Int64, entry: AuditEntry)] {
        var keys: [Identifier<AuditKey>: SymmetricKey] = [:]
        for record in try await store.keys(Array(Set(leaves.map(\.key)))) where record.isItself {
            keys[record.id] = try? open(record)
        }
        return leaves.compactMap { leaf in keys[leaf.key].flatMap { try? leaf.opened($0) }.map { (leaf.index, $0) } }
    }
}
