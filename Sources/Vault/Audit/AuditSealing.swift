import Crypto
import Domain
import Foundation
import Synchronization

/// The key of the log entries of one session with one dossier, and what is kept of it for those who may read them.
final class AuditScopeKey: Sendable {
    let record: AuditKey
    let key: SymmetricKey
    /// Whether the store has the record already.
    let isStored = Atomic(false)

    /// - Throws: `KeyRefusal.unusable` when a reader's public key is none.
    init(reference: [UInt8], readers: AuditReaders) throws(KeyRefusal) {
        let key = SymmetricKey(size: .bits256)
        var forSubject: Sealed<AuditKey>?
        if let subject = readers.subject {
            forSubject = Sealed(
                bytes: try Envelope.seal(
                    key.wrappable, to: subject, info: Purpose.logKey.encode(), binding: AuditKey.bound(reference, team: nil)))
        }
        // What nobody may read, such as the start of the log, gets chance in the place of a key: its entries stay closed.
        var forReview: Sealed<AuditKey>? = forSubject == nil ? Sealed(bytes: Secret.make().exposed) : nil
        if let review = readers.review {
            forReview = Sealed(
                bytes: try Envelope.seal(
                    key.wrappable, to: review.key, info: Purpose.logKey.encode(),
                    binding: AuditKey.bound(reference, team: (review.team, review.generation))))
        }
        self.key = key
        let team = readers.review?.team
        let generation = readers.review?.generation ?? 0
        let id = AuditKey.id(reference, forSubject, forReview, team, generation)
        record = AuditKey(
            id: id, reference: reference, forSubject: forSubject, forReview: forReview, reviewTeam: team, reviewGeneration: generation)
    }
}

extension AuditKey {
    /// The name of a key follows from what it is sealed to, so that a leaf that names it holds it fast.
    static func id(
        _ reference: [UInt8], _ forSubject: Sealed<AuditKey>?, _ forReview: Sealed<AuditKey>?, _ team: Identifier<Team>?, _ generation: Int
    ) -> Identifier<AuditKey> {
        let encoded = Purpose.logKeyReaders.encode(
            .bytes(reference), .bytes(forSubject?.bytes ?? []), .bytes(forReview?.bytes ?? []), .bytes(team?.bytes ?? []),
            .number(generation))
        let hash = Array(SHA256.hash(data: encoded).prefix(16))
        return Identifier(FixedChance(hash))
    }

    /// Whether the record is the one that its name was made from.
    var isItself: Bool { id == Self.id(reference, forSubject, forReview, reviewTeam, reviewGeneration) }

    static func bound(_ reference: [UInt8], team: (Identifier<Team>, Int)?) -> [UInt8] {
        guard let team else { return Purpose.logKey.encode(.bytes(reference), .text("subject")) }
        return Purpose.logKey.encode(.bytes(reference), .text("review"), .id(team.0), .number(team.1))
    }

    /// The key, for the person.
    func opened(bySubject pair: KeyPair) throws(KeyRefusal) -> SymmetricKey {
        try opened(forSubject, pair, Self.bound(reference, team: nil))
    }

    /// The key, for the review team.
    func opened(byReview pair: KeyPair) throws(KeyRefusal) -> SymmetricKey {
        guard let reviewTeam else { throw .wrong }
        return try opened(forReview, pair, Self.bound(reference, team: (reviewTeam, reviewGeneration)))
    }

    private func opened(_ sealed: Sealed<AuditKey>?, _ pair: KeyPair, _ bound: [UInt8]) throws(KeyRefusal) -> SymmetricKey {
        guard let sealed,
            let key = SymmetricKey(
                unwrapped: try Envelope.open(sealed.bytes, with: pair, info: Purpose.logKey.encode(), binding: bound))
        else { throw .wrong }
        return key
    }

    /// Gives back bytes that are there already.
    private struct FixedChance: Chance {
        private let fixed: [UInt8]
        init(_ fixed: [UInt8]) { self.fixed = fixed }
        func bytes(_ count: Int) -> [UInt8] { fixed }
    }
}

/// One entry, sealed, that waits for its place in the log.
struct SealedAuditEntry: Sendable {
    static let saltCount = 32
    /// Every entry has this length, so that the length does not tell who did what; two rows of it fill a page of SQLite. Should one ever be
    /// longer, it gets the next size that everything else has.
    static let size = 1792
    let reference: [UInt8]
    let salt: [UInt8]
    let key: AuditScopeKey
    let payload: Sealed<AuditEntry>

    init(_ entry: AuditEntry, reference: [UInt8], key: AuditScopeKey, salt: [UInt8]) throws(KeyRefusal) {
        let bound = AuditLeaf.bound(reference, salt, key.record.id)
        let commitment = Array(HMAC<SHA256>.authenticationCode(for: Purpose.commitment.encode(.bytes(bound)), using: key.key))
        let json = entry.json
        let padded = Padding.pad(json, to: json.count + 4 <= Self.size ? Self.size : nil)
        payload = Sealed(bytes: commitment + (try Box.seal(padded, under: key.key, binding: bound)))
        self.reference = reference
        self.key = key
        self.salt = salt
    }

    func leaf(at index: Int64, previous: Int64) -> AuditLeaf {
        AuditLeaf(
            index: index, data: AuditLeaf.data(reference, salt, previous, key.record.id, payload), reference: reference, previous: previous,
            key: key.record.id, salt: salt, payload: payload)
    }
}

extension AuditLeaf {
    static func bound(_ reference: [UInt8], _ salt: [UInt8], _ key: Identifier<AuditKey>) -> [UInt8] {
        Purpose.logPayload.encode(.bytes(reference), .bytes(salt), .id(key))
    }

    /// What goes into the tree: over the sealed payload, so that whoever checks needs no key.
    /// - Source: security 3.3.
    static func data(
        _ reference: [UInt8], _ salt: [UInt8], _ previous: Int64, _ key: Identifier<AuditKey>, _ payload: Sealed<AuditEntry>
    ) -> [UInt8] {
        Array(
            SHA256.hash(
                data: Purpose.log.encode(.bytes(reference), .bytes(salt), .number(previous), .id(key), .bytes(payload.bytes))))
    }

    /// Salt and payload were removed after their time; the hash stays.
    public var isErased: Bool { salt.isEmpty && payload.bytes.isEmpty }
    /// Whether the hash in the tree is that of what stands beside it.
    var isItself: Bool { data == Self.data(reference, salt, previous, key, payload) }

    func opened(_ contentKey: SymmetricKey) throws(KeyRefusal) -> AuditEntry {
        let bound = Self.bound(reference, salt, key)
        let commitment = payload.bytes.prefix(32)
        guard
            HMAC<SHA256>.isValidAuthenticationCode(
                Array(commitment), authenticating: Purpose.commitment.encode(.bytes(bound)), using: contentKey)
        else { throw .wrong }
        let padded = try Box.open(Array(payload.bytes.dropFirst(32)), under: contentKey, binding: bound)
        guard let json = Padding.unpad(padded), let entry = AuditEntry(json: json) else { throw .wrong }
        return entry
    }
}
