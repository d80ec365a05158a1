import Crypto
public import Domain
import Synchronization

/// The keys of form tickets: one for each hour, shared by every node of an installation and gone when no ticket of that hour is good any more.
///
/// So a form that stood open while the site was restarted, or that comes back to another node, can still be sent; and a ticket that somebody
/// kept cannot be opened by anyone a few hours later.
/// - Source: security 6.5.
public final class FormKeyring: Sendable, Unprintable {
    /// Hours for which a key is kept: as long as a ticket is good, and the hour in which it was made.
    public static let hours = SealedFormTickets.lifetime / 3600 + 1

    private struct Held {
        let hour: Int64
        let key: SymmetricKey
    }
    private let wrapping: SymmetricKey
    private let held: Mutex<[Held]>
    // Until the shared keys can be had, forms are made with one of this process.
    private let own = SymmetricKey(size: .bits256)

    public init(keys: InstanceKeys) {
        wrapping = keys.fieldKey.key.derived(for: .formKey)
        held = Mutex([])
    }

    /// Where the key of an hour is kept: 32 bytes that say nothing.
    public func locator(of hour: Int64) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Purpose.formKey.encode(.number(hour)), using: wrapping))
    }

    /// A new key for an hour, sealed.
    public func make(for hour: Int64) throws(KeyRefusal) -> [UInt8] {
        try Box.seal(SymmetricKey(size: .bits256).wrappable, under: wrapping, binding: Purpose.formKey.encode(.number(hour)))
    }

    /// Uses the key of an hour, as it was kept. The keys of hours long past are dropped.
    /// - Throws: `KeyRefusal.wrong` when it is of another hour or another installation.
    public func take(_ sealed: [UInt8], of hour: Int64, at now: Instant) throws(KeyRefusal) {
        let bytes = try Box.open(sealed, under: wrapping, binding: Purpose.formKey.encode(.number(hour)))
        guard let key = SymmetricKey(unwrapped: bytes) else { throw .unusable }
        let oldest = now.seconds / 3600 - Self.hours
        held.withLock { held in
            held.removeAll { $0.hour == hour || $0.hour < oldest }
            held.append(Held(hour: hour, key: key))
            held.sort { $0.hour > $1.hour }
        }
    }

    /// Whether the key of an hour is at hand.
    public func has(_ hour: Int64) -> Bool { held.withLock { $0.contains { $0.hour == hour } } }

    func sealing(at now: Instant) -> SymmetricKey {
        held.withLock { $0.first { $0.hour <= now.seconds / 3600 }?.key } ?? own
    }

    /// The keys with which a ticket may have been made, likeliest first.
    func opening(at now: Instant) -> [SymmetricKey] {
        held.withLock { $0.filter { $0.hour >= now.seconds / 3600 - Self.hours }.map(\.key) } + [own]
    }
}
