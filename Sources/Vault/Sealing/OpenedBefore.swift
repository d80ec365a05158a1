import Crypto
import Domain
import Synchronization

/// What private keys opened lately, so that the same is not decapsulated for every look: that costs more than all the rest of a look.
///
/// It holds nothing that opens by itself: everything lies under the private key that opened it before, and that comes with each request and
/// is nowhere in between. What was used longest ago goes first.
/// - Source: security 2.8; 2.9, 'cache opened section keys'.
public final class OpenedBefore: Sendable {
    /// Things that are kept at most; a few hundred bytes each.
    static let most = 8192

    private struct State {
        var kept: [SHA256Digest: (sealed: [UInt8], usedAt: Int)] = [:]
        var uses = 0
    }
    private let state = Mutex(State())

    public init() {}

    /// How many are kept now.
    var count: Int { state.withLock { $0.kept.count } }
    /// For tests: all that lies in memory.
    var everything: [(name: SHA256Digest, sealed: [UInt8])] { state.withLock { $0.kept.map { ($0.key, $0.value.sealed) } } }

    func sealed(_ name: SHA256Digest) -> [UInt8]? {
        state.withLock { state in
            guard let found = state.kept[name]?.sealed else { return nil }
            state.uses += 1
            state.kept[name]?.usedAt = state.uses
            return found
        }
    }

    func keep(_ sealed: [UInt8], as name: SHA256Digest) {
        state.withLock { state in
            if state.kept.count >= Self.most {
                for old in state.kept.sorted(by: { $0.value.usedAt < $1.value.usedAt }).prefix(Self.most / 8) { state.kept[old.key] = nil }
            }
            state.uses += 1
            state.kept[name] = (sealed, state.uses)
        }
    }
}

extension KeyPair {
    /// What an opening gives, or gave before: for the same sealed bytes in the same place, with this very key.
    /// - Parameters:
    ///   - sealed: what is to be opened, and `bound` what it is bound to.
    ///   - shred: the key of the dossier; without it what was opened before stays closed too.
    func reopening(
        _ sealed: [UInt8], bound: [UInt8], under shred: SymmetricKey? = nil, _ open: () throws(KeyRefusal) -> [UInt8]
    ) throws(KeyRefusal) -> [UInt8] {
        guard let before else { return try open() }
        let name = SHA256.hash(data: Purpose.openedBefore.encode(.bytes(sealed), .bytes(bound)))
        let key = shred.map { before.key.mixed(with: $0) } ?? before.key
        if let kept = before.kept.sealed(name), let plain = try? Box.open(kept, under: key, binding: Array(name)) { return plain }
        let plain = try open()
        if let kept = try? Box.seal(plain, under: key, binding: Array(name)) { before.kept.keep(kept, as: name) }
        return plain
    }
}

extension SymmetricKey {
    /// A key that only who has both has.
    fileprivate func mixed(with other: SymmetricKey) -> SymmetricKey {
        SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Purpose.openedBefore.encode(.bytes(other.wrappable)), using: self))
    }
}
