/// A value that is always written with the same bytes.
/// - Source: RFC 8785, for texts, whole numbers up to 2 to the 53rd, and truth values.
enum CanonicalJSON: Sendable, ExpressibleByStringLiteral {
    case object(Members)
    case array([CanonicalJSON])
    case text(String)
    case number(Int64)
    case truth(Bool)

    /// Names with their values, in the order in which they were given.
    struct Members: Sendable, ExpressibleByDictionaryLiteral {
        let pairs: [(key: String, value: CanonicalJSON)]

        init(_ pairs: [(key: String, value: CanonicalJSON)]) { self.pairs = pairs }
        init(dictionaryLiteral elements: (String, CanonicalJSON)...) { pairs = elements.map { (key: $0.0, value: $0.1) } }
    }

    init(stringLiteral value: String) { self = .text(value) }

    var bytes: [UInt8] {
        var written: [UInt8] = []
        written.reserveCapacity(2048)
        write(to: &written)
        return written
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .object(let given):
            let members = given.pairs
            bytes.append(UInt8(ascii: "{"))
            // The standard sorts by UTF-16; every name here is of ASCII, for which all orders are the same.
            let isSorted = zip(members, members.dropFirst()).allSatisfy { $0.key < $1.key }
            for (place, member) in (isSorted ? members : members.sorted { $0.key < $1.key }).enumerated() {
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

    static func quote(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        defer { bytes.append(UInt8(ascii: "\"")) }
        var text = text
        let isPlain = text.withUTF8 { letters in
            guard letters.allSatisfy({ $0 >= 32 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) else { return false }
            bytes.append(contentsOf: letters)
            return true
        }
        guard !isPlain else { return }
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
    }
}

/// The same bytes where every message makes some: what never changes is written as it stands, the rest in between.
struct CanonicalText {
    private(set) var bytes: [UInt8] = []

    init(reserving count: Int) { bytes.reserveCapacity(count) }

    /// What stands in the standard's own order and needs no escape.
    mutating func put(_ fixed: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: fixed.utf8Start, count: fixed.utf8CodeUnitCount))
    }
    mutating func quote(_ text: String) { CanonicalJSON.quote(text, to: &bytes) }
    mutating func put(_ number: Int64) { bytes.append(contentsOf: String(number).utf8) }
}
