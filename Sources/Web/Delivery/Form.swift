import Pages

/// The fields of a form as a browser sends them, read once and with limits.
/// - Source: WHATWG URL standard, application/x-www-form-urlencoded.
struct Form: Sendable {
    /// Longer forms are refused before they are read.
    static let largest = 16_384
    /// Forms on which somebody writes: as much as the field takes, in any alphabet, and what else stands on the form. A character is at most
    /// three bytes for each of the units by which browsers count, and each byte three on its way.
    static let largestWriting = WritingField.longest * 9 + 130_000
    private static let mostFields = 128

    private(set) var fields: [(name: String, value: String)] = []

    /// - Returns: nil when the bytes are no form: broken escapes, broken UTF-8, control characters, or too many fields.
    init?(_ bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty else { return }
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.text(parts[0]), let value = parts.count > 1 ? Self.text(parts[1]) : "", fields.count < Self.mostFields
            else { return nil }
            fields.append((name, value))
        }
    }

    /// The first value of a field, or nil.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
    /// All values of a field.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    private static func text(_ bytes: some Collection<UInt8>) -> String? {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): plain.append(32)
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(hex), let low = rest.next().flatMap(hex) else { return nil }
                plain.append(high << 4 | low)
            default: plain.append(byte)
            }
        }
        return self.plain(plain)
    }

    /// Bytes as text, when they are clean. A browser sends a line break as two characters; here it is the one that the person typed.
    static func plain(_ bytes: some Collection<UInt8>) -> String? {
        let isClean = bytes.allSatisfy { $0 >= 32 && $0 != 127 || $0 == 9 || $0 == 10 || $0 == 13 }
        guard isClean, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return bytes.contains(13) ? text.replacing("\r\n", with: "\n") : text
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
