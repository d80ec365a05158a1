/// A value that is always written with the same bytes.
/// - Source: RFC 8785, for texts, whole numbers up to 2 to the 53rd, and truth values.
indirect enum CanonicalJSON: Sendable, Hashable, ExpressibleByStringLiteral {
    case object([String: CanonicalJSON])
    case array([CanonicalJSON])
    case text(String)
    case number(Int64)
    case truth(Bool)

    init(stringLiteral value: String) { self = .text(value) }

    var bytes: [UInt8] {
        var written: [UInt8] = []
        written.reserveCapacity(1024)
        write(to: &written)
        return written
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            // The standard sorts by UTF-16, which for the signs of ASCII is the order of bytes.
            for (place, member) in members.sorted(by: { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }).enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.quote(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (place, element) in elements.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .text(let text): Self.quote(text, to: &bytes)
        case .number(let number): bytes += String(number).utf8
        case .truth(let truth): bytes += (truth ? "true" : "false").utf8
        }
    }

    private static func quote(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for letter in text.utf8 {
            switch letter {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), letter]
            case 8: bytes += "\\b".utf8
            case 9: bytes += "\\t".utf8
            case 10: bytes += "\\n".utf8
            case 12: bytes += "\\f".utf8
            case 13: bytes += "\\r".utf8
            case 0..<32: bytes += "\\u00\(Hexadecimal.encode([letter]))".utf8
            default: bytes.append(letter)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
