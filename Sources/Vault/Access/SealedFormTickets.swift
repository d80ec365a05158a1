import Crypto
import Domain
import Foundation

/// Form tickets under a key that lives in memory only: after a restart the old ones cannot be read by anyone, and the person is
/// asked the question again.
/// - Source: security 6.5.
public struct SealedFormTickets: FormTickets {
    /// How long a form may stay open, in seconds.
    public static let lifetime: Int64 = 7200
    private let key: SymmetricKey

    public init(key: SymmetricKey = SymmetricKey(size: .bits256)) { self.key = key }

    public func seal(_ content: [UInt8], purpose: String, at now: Instant) -> String {
        var plain = withUnsafeBytes(of: now.seconds.bigEndian) { [UInt8]($0) }
        plain += Self.padded(content)
        // Sealing under a fresh random nonce fails only for key sizes that this type cannot have.
        guard let box = try? AES.GCM.seal(plain, using: key, authenticating: [UInt8](purpose.utf8)), let sealed = box.combined
        else { return "" }
        return Base64URL.encode(sealed)
    }

    public func open(_ ticket: String, purpose: String, at now: Instant) throws(FormTicketRefusal) -> [UInt8] {
        guard ticket.utf8.count <= 4096, let sealed = Base64URL.decode(ticket),
            let box = try? AES.GCM.SealedBox(combined: sealed),
            let plain = try? AES.GCM.open(box, using: key, authenticating: [UInt8](purpose.utf8)), plain.count > 8
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
