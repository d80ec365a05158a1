import Crypto
import Domain

/// Gives the key of a team to those who work in it.
/// - Source: security 2.7.
public enum TeamSeal {
    /// - Parameter generation: of the team's key that is given.
    public static func seal(
        _ teamKey: KeyPair, of team: Identifier<Team>, generation: Int, to worker: Identifier<SupportWorker>, _ publicKey: PublicKey
    ) throws(KeyRefusal) -> TeamMembership {
        let wrap = try Envelope.seal(
            teamKey.seed.exposed, to: publicKey, info: Purpose.team.encode(), binding: bound(team, worker, generation))
        return TeamMembership(team: team, worker: worker, generation: generation, wrap: Sealed(bytes: wrap))
    }

    /// The team's key, in the generation of the membership.
    /// - Throws: `KeyRefusal.wrong` for somebody who waits for the key, or for another's place.
    public static func open(_ membership: TeamMembership, with worker: KeyPair) throws(KeyRefusal) -> KeyPair {
        guard let wrap = membership.wrap else { throw .wrong }
        let bound = bound(membership.team, membership.worker, membership.generation)
        return try KeyPair(seed: Secret(try Envelope.open(wrap.bytes, with: worker, info: Purpose.team.encode(), binding: bound)))
    }

    private static func bound(_ team: Identifier<Team>, _ worker: Identifier<SupportWorker>, _ generation: Int) -> [UInt8] {
        Purpose.team.encode(.id(team), .id(worker), .number(generation))
    }
}

/// Seals to a team what its queue shows of a conversation. Every card has the same length.
/// - Source: security 2.9.
public enum CaseCardSeal {
    static let size = 32

    public static func seal(
        _ card: CaseCard, of conversation: Identifier<Conversation>, to team: Identifier<Team>, generation: Int, _ publicKey: PublicKey
    ) throws(KeyRefusal) -> Sealed<CaseCard> {
        let seconds = withUnsafeBytes(of: card.waitingSince.seconds.bigEndian) { [UInt8]($0) }
        let plain = [1] + seconds + [card.isMonitored ? 1 : 0] + [UInt8](repeating: 0, count: size - 10)
        let bound = Purpose.card.encode(.id(conversation), .id(team), .number(generation))
        return Sealed(bytes: try Envelope.seal(plain, to: publicKey, info: Purpose.card.encode(), binding: bound))
    }

    /// - Throws: `KeyRefusal.wrong` when the card is of another conversation, team or generation.
    public static func open(
        _ card: Sealed<CaseCard>, of conversation: Identifier<Conversation>, to team: Identifier<Team>, generation: Int, with key: KeyPair
    ) throws(KeyRefusal) -> CaseCard {
        let bound = Purpose.card.encode(.id(conversation), .id(team), .number(generation))
        let plain = try Envelope.open(card.bytes, with: key, info: Purpose.card.encode(), binding: bound)
        guard plain.count == size, plain[0] == 1 else { throw .wrong }
        let seconds = plain[1..<9].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return CaseCard(waitingSince: Instant(seconds: seconds), isMonitored: plain[9] == 1)
    }
}

/// Seals what people say about the site to whoever may read it.
/// - Source: R112.
public enum FeedbackSeal {
    public static func seal(
        _ content: [UInt8], id: Identifier<SealedFeedback>, to team: Identifier<Team>, generation: Int, _ publicKey: PublicKey
    ) throws(KeyRefusal) -> SealedFeedback {
        let bound = Purpose.feedback.encode(.id(id), .id(team), .number(generation))
        let sealed = try Envelope.seal(Padding.pad(content), to: publicKey, info: Purpose.feedback.encode(), binding: bound)
        return SealedFeedback(id: id, team: team, generation: generation, content: Sealed(bytes: sealed))
    }

    /// - Throws: `KeyRefusal.wrong` when it was changed or moved.
    public static func open(_ feedback: SealedFeedback, with key: KeyPair) throws(KeyRefusal) -> Confidential<[UInt8]> {
        let bound = Purpose.feedback.encode(.id(feedback.id), .id(feedback.team), .number(feedback.generation))
        let padded = try Envelope.open(feedback.content.bytes, with: key, info: Purpose.feedback.encode(), binding: bound)
        guard let content = Padding.unpad(padded) else { throw .wrong }
        return Confidential(content)
    }
}
