import Crypto
import Domain

/// Gives the key of a team to those who work in it.
/// - Source: security 2.7.
public enum TeamSeal {
    /// - Parameters:
    ///   - older: keys of earlier generations that are given along, newest first: only where what was sealed to them must stay readable and
    ///     cannot be sealed anew, as in the log.
    ///   - generation: of the team's key that is given.
    public static func seal(
        _ teamKey: KeyPair, older: [KeyPair] = [], of team: Identifier<Team>, generation: Int, to worker: Identifier<SupportWorker>,
        _ publicKey: PublicKey
    ) throws(KeyRefusal) -> TeamMembership {
        let seeds = ([teamKey] + older).flatMap(\.seed.exposed)
        let wrap = try Envelope.seal(seeds, to: publicKey, info: Purpose.team.encode(), binding: bound(team, worker, generation))
        return TeamMembership(team: team, worker: worker, generation: generation, wrap: Sealed(bytes: wrap))
    }

    /// The team's key, in the generation of the membership.
    /// - Throws: `KeyRefusal.wrong` for somebody who waits for the key, or for another's place.
    public static func open(_ membership: TeamMembership, with worker: KeyPair) throws(KeyRefusal) -> KeyPair {
        guard let key = try openAll(membership, with: worker).first else { throw .wrong }
        return key
    }

    /// The team's key in the generation of the membership, and older ones that were given along, newest first.
    /// - Throws: as `open`.
    public static func openAll(_ membership: TeamMembership, with worker: KeyPair) throws(KeyRefusal) -> [KeyPair] {
        guard let wrap = membership.wrap else { throw .wrong }
        let bound = bound(membership.team, membership.worker, membership.generation)
        let seeds = try Envelope.open(wrap.bytes, with: worker, info: Purpose.team.encode(), binding: bound)
        guard !seeds.isEmpty, seeds.count.isMultiple(of: seedSize) else { throw .wrong }
        var keys: [KeyPair] = []
        for start in stride(from: 0, to: seeds.count, by: seedSize) {
            keys.append(try KeyPair(seed: Secret(Array(seeds[start..<start + seedSize]))))
        }
        return keys
    }

    private static let seedSize = 32

    private static func bound(_ team: Identifier<Team>, _ worker: Identifier<SupportWorker>, _ generation: Int) -> [UInt8] {
        Purpose.team.encode(.id(team), .id(worker), .number(generation))
    }
}

/// Seals to a team what its queue shows of a conversation. Every card has the same length.
/// - Source: security 2.9.
public enum CaseCardSeal {
    static let size = 64

    public static func seal(
        _ card: CaseCard, of conversation: Identifier<Conversation>, to team: Identifier<Team>, generation: Int, _ publicKey: PublicKey
    ) throws(KeyRefusal) -> Sealed<CaseCard> {
        var plain: [UInt8] = [2] + bytes(card.waitingSince) + [card.isMonitored ? 1 : 0]
        plain += card.takenFrom.map { [1] + $0.bytes } ?? [UInt8](repeating: 0, count: 17)
        if let closing = card.closing {
            plain += [1] + bytes(closing.at) + closing.by.bytes + [UInt8(ClosingReason.allCases.firstIndex(of: closing.reason) ?? 0)]
        }
        plain += [UInt8](repeating: 0, count: size - plain.count)
        plain[size - 1] = card.isChat ? 1 : 0
        let bound = Purpose.card.encode(.id(conversation), .id(team), .number(generation))
        return Sealed(bytes: try Envelope.seal(plain, to: publicKey, info: Purpose.card.encode(), binding: bound))
    }

    /// - Throws: `KeyRefusal.wrong` when the card is of another conversation, team or generation.
    public static func open(
        _ card: Sealed<CaseCard>, of conversation: Identifier<Conversation>, to team: Identifier<Team>, generation: Int, with key: KeyPair
    ) throws(KeyRefusal) -> CaseCard {
        let bound = Purpose.card.encode(.id(conversation), .id(team), .number(generation))
        let plain = try Envelope.open(card.bytes, with: key, info: Purpose.card.encode(), binding: bound)
        guard plain.count >= 10, plain[0] == 2 && plain.count == size || plain[0] == 1 else { throw .wrong }
        var card = CaseCard(waitingSince: instant(plain[1..<9]), isMonitored: plain[9] == 1)
        // The first cards knew no more than this.
        if plain[0] == 1 { return card }
        card.isChat = plain[size - 1] == 1
        if plain[10] == 1 { card.takenFrom = Identifier(bytes: Array(plain[11..<27])) }
        if plain[27] == 1, let by = Identifier<SupportWorker>(bytes: Array(plain[36..<52])),
            ClosingReason.allCases.indices.contains(Int(plain[52]))
        {
            card.closing = .init(at: instant(plain[28..<36]), by: by, reason: ClosingReason.allCases[Int(plain[52])])
        }
        return card
    }

    private static func bytes(_ instant: Instant) -> [UInt8] { withUnsafeBytes(of: instant.seconds.bigEndian) { [UInt8]($0) } }
    private static func instant(_ bytes: ArraySlice<UInt8>) -> Instant { Instant(seconds: bytes.reduce(0) { $0 << 8 | Int64($1) }) }
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
