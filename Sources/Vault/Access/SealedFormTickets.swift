import Crypto
import Domain
import Foundation

/// Form tickets, under keys that nobody has any more a few hours later.
/// - Source: security 6.5.
public struct SealedFormTickets: FormTickets {
    /// How long a form may stay open, in seconds.
    public static let lifetime: Int64 = 7200
    private let sealing: @Sendable (Instant) -> SymmetricKey
    private let opening: @Sendable (Instant) -> [SymmetricKey]

    /// Tickets that every node opens that has the same keyring.
    public init(_ keyring: FormKeyring) {
        sealing = { keyring.sealing(at: $0) }
        opening = { keyring.opening(at: $0) }
    }

    /// Tickets that nobody else opens, and nobody at all after this value is gone.
    public init(key: SymmetricKey = SymmetricKey(size: .bits256)) {
        sealing = { _ in key }
        opening = { _ in [key] }
    }

    public func seal(_ content: [UInt8], purpose: String, at now: Instant) -> String {
        var plain = withUnsafeBytes(of: now.seconds.bigEndian) { [UInt8]($0) }
        plain += Self.padded(content)
        // Sealing under a fresh random nonce fails only for key sizes that this type cannot have.
        guard let box = try? AES.GCM.seal(plain, using: sealing(now), authenticating: [UInt8](purpose.utf8)), let sealed = box.combined
        else { return "" }
        return Base64URL.encode(sealed)
    }

    public func open(_ ticket: String, purpose: String, at now: Instant) throws(FormTicketRefusal) -> [UInt8] {
        guard ticket.utf8.count <= 4096, let sealed = Base64URL.decode(ticket),
            let box = try? AES.GCM.SealedBox(combined: sealed),
            let plain = opening(now).lazy.compactMap({ try? AES.GCM.open(box, using: $0, authenticating: [UInt8](purpose.utf8)) }).first,
            plain.count > 8
        else { throw .foreign }
        let made = plain.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        guard now.seconds - made <= Self.lifetime, now.seconds >= made - 60 else { throw .expired }
        return Self.unpadded([UInt8](plain.dropFirst(8)))
    }

    // Every ticket of one size class has the same length, so that its length does not tell which answers were given.
    private static func padded(_ content: [UInt8]) -> [UInt8] {
        content + [0x80] + [UInt8](repeating: 0, count: (64 - (content.count + 1) % 64) % 64)
    }

    private static func unpadded(_ bytes: [UInt8]) -> [UInt8] {
        guard let end = bytes.lastIndex(of: 0x80) else { return [] }
        return Array(bytes[..<end])
    }
}
