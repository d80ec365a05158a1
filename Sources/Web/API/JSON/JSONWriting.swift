extension JSON {
    /// The value as UTF-8, without spaces. Numbers that JSON cannot say become null.
    public var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }

    /// The value as text, without spaces.
    public var serialised: String { String(decoding: bytes, as: UTF8.self) }
}

/// Writes values into one buffer.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(4096) }

    mutating func write(_ json: JSON) {
        switch json {
        case .object(let members): write(members)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(element)
            }
            bytes.append(UInt8(ascii: "]"))
        case .string(let text): write(text)
        case .int(let number): bytes += String(number).utf8
        case .double(let number): bytes += Self.text(number).utf8
        case .bool(let truth): bytes += (truth ? "true" : "false").utf8
        case .null: bytes += "null".utf8
        }
    }

    // A whole number is written out, however large, so that a reader takes it for one.
    private static func text(_ number: Double) -> String {
        guard number.isFinite else { return "null" }
        let isLargeAndWhole = abs(number) >= 1e15 && abs(number) < 1e30
        return isLargeAndWhole ? String(Int128(number)) : number.description
    }

    private mutating func write(_ members: [(String, JSON)]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(member.0)
            bytes.append(UInt8(ascii: ":"))
            write(member.1)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var from = 0
            for (index, byte) in utf8.enumerated() where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                bytes += utf8[from..<index]
                escape(byte)
                from = index + 1
            }
            bytes += utf8[from...]
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        default:
            bytes += "u00".utf8
            for nibble in [byte >> 4, byte & 15] { bytes.append(nibble < 10 ? 48 + nibble : 87 + nibble) }
        }
    }
}
