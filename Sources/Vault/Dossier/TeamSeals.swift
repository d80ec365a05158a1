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
        let opened = try worker.reopening(wrap.bytes, bound: bound) { () throws(KeyRefusal) in
            try withPublicKeys(try Envelope.open(wrap.bytes, with: worker, info: Purpose.team.encode(), binding: bound))
        }
        var keys: [KeyPair] = []
        for start in stride(from: 0, to: opened.count, by: seedSize + publicSize) {
            let middle = start + seedSize
            keys.append(
                try KeyPair(
                    seed: Secret(Array(opened[start..<middle])), knownBy: PublicKey(bytes: Array(opened[middle..<middle + publicSize])),
                    keeping: worker.before?.kept))
        }
        return keys
    }

    /// Each seed with the public key that belongs to it.
    private static func withPublicKeys(_ seeds: [UInt8]) throws(KeyRefusal) -> [UInt8] {
        guard !seeds.isEmpty, seeds.count.isMultiple(of: seedSize) else { throw .wrong }
        var pairs: [UInt8] = []
        for start in stride(from: 0, to: seeds.count, by: seedSize) {
            let seed = Array(seeds[start..<start + seedSize])
            pairs += seed + (try KeyPair(seed: Secret(seed)).publicKey.bytes)
        }
        return pairs
    }

    private static let seedSize = 32
    private static let publicSize = 1216

    private static func bound(_ team: Identifier<Team>, _ worker: Identifier<SupportWorker>, _ generation: Int) -> [UInt8] {
        Purpose.team.encode(.id(team), .id(worker), .number(generation))
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
