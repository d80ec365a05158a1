import Crypto
public import Domain

/// A public key as two people compare it over the telephone: 30 digits in six groups, nearly 100 bits.
///
/// Whoever could swap a key in the database would have to find one with the same digits.
/// - Source: security 2.7, 3.4; threat T11.
public struct KeyFingerprint: Sendable, Hashable {
    /// Digits in one group, bytes of the hash for each, and groups.
    private static let (digits, bytes, count) = (5, 5, 6)
    /// Six groups of five digits.
    public let groups: [String]

    /// From which the digits come; 32 bytes.
    public let hash: [UInt8]

    public init(_ key: PublicKey) {
        let hash = Array(SHA256.hash(data: Purpose.fingerprint.encode(.bytes(key.bytes))))
        self.hash = hash
        groups = (0..<Self.count).map { group in
            let number = hash[group * Self.bytes..<(group + 1) * Self.bytes].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 100_000
            let text = String(number)
            return String(repeating: "0", count: Self.digits - text.count) + text
        }
    }
}
