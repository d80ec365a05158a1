public import Domain
import Vault

/// Texts that a helper wrote for themself, per language and level. They are sealed to the helper alone: no colleague, administrator or operator
/// reads them, and they go when the helper goes or chooses new keys.
/// - Source: issue 4, 'own canned texts per language and level'.
public struct OwnPhrases: Sendable {
    public struct Row: Sendable {
        public let id: Identifier<SealedOwnPhrase>
        public let phrase: OwnPhrase
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// By language and words. What cannot be opened any more is left out.
    /// - Throws: `.notFound` when the role does not help people; `.storeUnavailable`.
    public func callAsFunction(_ session: WorkerSession) async throws(WorkRefusal) -> [Row] {
        guard session.may(.helpPeople) else { throw .notFound }
        let kept = try await place.stored { try await place.stores.workers.phrases(of: session.worker.id) }
        return kept.compactMap { sealed in
            (try? OwnPhraseSeal.open(sealed, with: session.keyPair)).map { Row(id: sealed.id, phrase: $0) }
        }.sorted { ($0.phrase.language.value, $0.phrase.text.revealed) < ($1.phrase.language.value, $1.phrase.text.revealed) }
    }

    /// Keeps one more.
    /// - Parameter slip: what belongs to the form; the same words on the same form are one phrase.
    /// - Throws: `.empty` without words or with more than fit; `.taken` when there are as many as may be; `.notFound`, `.storeUnavailable`.
    public func add(
        _ phrase: OwnPhrase, slip: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        guard session.may(.helpPeople) else { throw .notFound }
        guard phrase.text.isSaid, phrase.text.revealed.count <= OwnPhrase.longest else { throw .empty }
        guard let id = Identifier<SealedOwnPhrase>(bytes: place.name(of: phrase.text, slip: slip).bytes) else {
            throw .storeUnavailable
        }
        let sealed = try await place.stored {
            try OwnPhraseSeal.seal(phrase, id: id, of: session.worker.id, to: session.keyPair.publicKey)
        }
        do {
            try await place.stores.workers.add(sealed, atMost: OwnPhrase.most)
        } catch StoreRefusal.duplicate {
            return
        } catch StoreRefusal.full {
            throw .taken(by: nil)
        } catch {
            throw .storeUnavailable
        }
    }

    /// Takes one away; what is not there any more is no failure.
    /// - Throws: `.notFound`, `.storeUnavailable`.
    public func remove(_ id: Identifier<SealedOwnPhrase>, by session: WorkerSession) async throws(WorkRefusal) {
        guard session.may(.helpPeople) else { throw .notFound }
        try await place.stored { try await place.stores.workers.remove(id, of: session.worker.id) }
    }
}
