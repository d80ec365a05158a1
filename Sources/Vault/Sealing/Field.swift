import Crypto
import Domain

/// One part of something that is authenticated: its length in two bytes, then the bytes.
///
/// What is longer than 65,534 bytes goes in as its SHA-256, behind the length 65,535 that nothing else has.
/// - Source: security 2.12, 'All AAD/info built by one function'.
public struct Field: Sendable {
    static let longest = 65_534
    let bytes: [UInt8]

    public static func bytes(_ bytes: [UInt8]) -> Field { Field(bytes: bytes) }
    public static func text(_ text: String) -> Field { Field(bytes: Array(text.utf8)) }
    /// Eight bytes, most significant first.
    public static func number(_ number: some FixedWidthInteger) -> Field {
        Field(bytes: withUnsafeBytes(of: Int64(truncatingIfNeeded: number).bigEndian) { [UInt8]($0) })
    }
    public static func id(_ id: Identifier<some Any>) -> Field { Field(bytes: id.bytes) }

    func append(to encoded: inout [UInt8]) {
        guard bytes.count <= Self.longest else {
            encoded += [0xFF, 0xFF]
            encoded += SHA256.hash(data: bytes)
            return
        }
        encoded.append(UInt8(bytes.count >> 8))
        encoded.append(UInt8(bytes.count & 0xFF))
        encoded += bytes
    }
}

/// Reads fields back in order. Anything that does not fit is nil; it never fails otherwise.
public struct FieldReader: Sendable {
    private var rest: ArraySlice<UInt8>

    public init(_ encoded: [UInt8]) { rest = encoded[...] }

    public var isAtEnd: Bool { rest.isEmpty }

    public mutating func bytes() -> [UInt8]? {
        guard rest.count >= 2 else { return nil }
        let count = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
        guard count <= Field.longest, rest.count >= 2 + count else { return nil }
        defer { rest = rest.dropFirst(2 + count) }
        return Array(rest.dropFirst(2).prefix(count))
    }

    /// - Returns: nil unless the field is UTF-8.
    public mutating func text() -> String? { bytes().flatMap { String(validating: $0, as: UTF8.self) } }

    public mutating func number() -> Int64? {
        guard let bytes = bytes(), bytes.count == 8 else { return nil }
        return bytes.reduce(0) { $0 << 8 | Int64($1) }
    }

    public mutating func id<Of>(_ of: Of.Type = Of.self) -> Identifier<Of>? { bytes().flatMap { Identifier(bytes: $0) } }

    /// Whether the next field names this purpose.
    public mutating func isFor(_ purpose: Purpose) -> Bool { text() == purpose.rawValue }
}
