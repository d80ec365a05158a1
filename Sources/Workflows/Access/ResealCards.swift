import Domain
import Vault

/// Seals what stands in the lists of a team to its present key: cards of conversations, referrals and tables, and what people said afterwards.
/// - Source: security 2.6; decision 0055.
struct ResealCards: Sendable {
    let place: Workplace
    let held: TeamKey
    private var team: Team { held.team }

    func callAsFunction() async throws(WorkRefusal) {
        // What changed at that very moment was sealed to whichever key was the present one then: it is looked at once more.
        for _ in 0..<5 {
            if try await conversations() == 0 { break }
        }
        for _ in 0..<2 { try await referrals() }
        for _ in 0..<2 { try await tables() }
        try await feedback()
    }

    /// - Returns: how many changed meanwhile.
    private func conversations() async throws(WorkRefusal) -> Int {
        let open = try await place.stored { try await place.stores.conversations.queue(of: [team.id], limit: 10_000) }
        let closed = try await place.stored { try await place.stores.conversations.closed(of: [team.id], limit: 10_000) }
        var changed = 0
        for conversation in open + closed {
            guard let key = held.key(of: conversation.cardGeneration),
                let card = try? CaseCardSeal.open(
                    conversation.card, of: conversation.id, to: team.id, generation: conversation.cardGeneration, with: key)
            else { continue }
            do {
                try await place.stored {
                    let sealed = try CaseCardSeal.seal(
                        card, of: conversation.id, to: team.id, generation: team.generation, held.keyPair.publicKey)
                    try await place.stores.conversations.add(
                        [], to: conversation.id,
                        ConversationChange(when: .revision(conversation.revision), card: sealed, cardGeneration: team.generation))
                }
            } catch .taken {
                changed += 1
            } catch .erased {
                continue
            }
        }
        return changed
    }

    private func referrals() async throws(WorkRefusal) {
        func resealed(_ card: Referral.SealedCard, of id: Identifier<Referral>) throws -> Referral.SealedCard {
            guard let key = held.key(of: card.generation), let opened = try? ReferralCardSeal.open(card, of: id, to: team.id, with: key)
            else { return card }
            return try ReferralCardSeal.seal(opened, of: id, to: team.id, generation: team.generation, held.keyPair.publicKey)
        }
        let referrals = try await place.stored {
            try await place.stores.referrals.cards(of: team.id, upTo: team.generation - 1, limit: 100_000)
        }
        for var referral in referrals {
            try await place.stored {
                if referral.to == team.id { referral.received = try resealed(referral.received, of: referral.id) }
                if referral.from == team.id { referral.sent = try resealed(referral.sent, of: referral.id) }
                try await place.stores.referrals.reseal(referral)
            }
        }
    }

    private func tables() async throws(WorkRefusal) {
        for var table in try await place.stored({ try await place.stores.tables.tables(with: [team.id], limit: 10_000) }) {
            guard let index = table.seats.firstIndex(where: { $0.team == team.id }), let sealed = table.seats[index].card,
                let key = held.key(of: sealed.generation),
                let card = try? CaseTableCardSeal.open(sealed, of: table.id, to: team.id, with: key)
            else { continue }
            try await place.stored {
                table.seats[index].card = try CaseTableCardSeal.seal(
                    card, of: table.id, to: team.id, generation: team.generation, held.keyPair.publicKey)
                try await place.stores.tables.reseal(table)
            }
        }
    }

    private func feedback() async throws(WorkRefusal) {
        for sealed in try await place.stored({ try await place.stores.feedback.all(for: team.id, limit: 100_000) }) {
            guard let key = held.key(of: sealed.generation), let content = try? FeedbackSeal.open(sealed, with: key) else { continue }
            try await place.stored {
                try await place.stores.feedback.replace([
                    try FeedbackSeal.seal(
                        content.revealed, id: sealed.id, to: team.id, generation: team.generation, held.keyPair.publicKey)
                ])
            }
        }
    }
}
