/// The name of one thing of one kind: 128 random bits, so that nobody can guess it and nothing can be read from it.
///
/// Rows that are tied to a person carry random identifiers, never ones that hold a time.
/// - Source: security, 'Decided for version 1'; RFC 9562 section 5.4.
public struct Identifier<Of>: Sendable, Hashable {
    private let high: UInt64
    private let low: UInt64

    /// - Returns: nil unless there are exactly 16 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The same for bytes as stores give them; every row that is read has some, so it is quick.
    /// - Returns: nil unless there are exactly 16 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        (high, low) = bytes.withUnsafeBytes { raw in
            (
                UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    /// A new name, by chance.
    public init(_ chance: some Chance) {
        var bytes = chance.bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The name in 32 hexadecimal digits.
    /// - Returns: nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 32 else { return nil }
        var bytes: [UInt8] = []
        var held: UInt8?
        for letter in text.utf8 {
            let value: UInt8
            switch letter {
            case 48...57: value = letter - 48
            case 97...102: value = letter - 87
            default: return nil
            }
            if let first = held {
                bytes.append(first << 4 | value)
                held = nil
            } else {
                held = value
            }
        }
        self.init(bytes: bytes)
    }

    /// Most significant first.
    public var bytes: [UInt8] {
        Array(unsafeUninitializedCapacity: 16) { bytes, count in
            for place in 0..<8 {
                bytes[place] = UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * place))
                bytes[place + 8] = UInt8(truncatingIfNeeded: low >> UInt64(56 - 8 * place))
            }
            count = 16
        }
    }

    /// 32 hexadecimal digits in lower case.
    public var text: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
