public import Domain
import Vault

/// What helpers proposed for parts of somebody's story: the person sees the exact words, changes them or not, and says yes or no.
/// - Source: R22; product D; decision 0084.
public struct OwnProposals: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// What waits for the person, oldest first.
    public func open(_ session: PersonSession) async throws(WorkRefusal) -> [PartProposal] {
        try await ReadOwnConversation(place)(session).proposals.filter(\.isOpen)
    }

    /// - Throws: `.notFound` for one that is not there, or was answered already.
    public func read(_ id: Identifier<SealedItem>, _ session: PersonSession) async throws(WorkRefusal) -> PartProposal {
        guard let proposal = try await open(session).first(where: { $0.id == id }) else { throw .notFound }
        return proposal
    }

    /// Keeps the words that stood on the screen as what stands in the part now.
    /// - Parameters:
    ///   - text: everything that will stand in the part.
    ///   - asShown: whether these are the words that were proposed, behind what stood there.
    ///   - seen: how often the part was written in when the page was shown.
    ///   - slip: what belongs to the form.
    /// - Throws: `.newerMessage` when somebody wrote in it since: nothing is kept then.
    public func keep(
        _ id: Identifier<SealedItem>, _ text: Confidential<String>, asShown: Bool, seen: Int, slip: Confidential<String>,
        _ session: PersonSession
    ) async throws(WorkRefusal) {
        let proposal = try await read(id, session)
        let part = try await OwnParts(place).read(proposal.part, session)
        if part.text != text {
            guard part.count <= seen else { throw .newerMessage }
            try await OwnParts(place).write(text, in: proposal.part, seen: seen, slip: slip, session)
        }
        try await answer(asShown ? .kept : .changed, to: id, session)
    }

    public func decline(_ id: Identifier<SealedItem>, _ session: PersonSession) async throws(WorkRefusal) {
        _ = try await read(id, session)
        try await answer(.declined, to: id, session)
    }

    private func answer(
        _ answer: PartProposal.Answer, to id: Identifier<SealedItem>, _ session: PersonSession
    ) async throws(WorkRefusal) {
        guard let conversation = try await place.stored({ try await place.stores.conversations.conversation(session.conversation) }) else {
            throw .erased
        }
        let receipt = try await place.logged(
            AuditEntry(
                .proposalAnswered, .create, at: place.now(), by: .subject, dossier: session.dossier, section: session.messages,
                conversation: session.conversation), session.readers)
        let (section, key, _) = try await place.open(
            session.messages, of: session.dossier, for: .subject, session.keyPair, after: receipt)
        try await place.stored {
            // One name for whatever is answered: of two devices at the same instant the first counts.
            let name = place.name(of: Confidential("answer"), slip: Confidential(id.text))
            let item = try ItemWriter(place: place, section: section, key: key)
                .item(.proposalAnswer, ProposalAnswer(answer, to: id).packed, id: name)
            do {
                try await place.stores.conversations.add([item], to: session.conversation, ConversationChange())
            } catch StoreRefusal.duplicate {
                // Answered on another device.
            }
        }
        place.changes.announce(conversation)
    }
}
