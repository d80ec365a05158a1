// Texts and numbers: the parts of JSON that hold no other values.
extension JSONReader {
    mutating func readNumber() throws(JSONProblem) -> JSON {
        let start = at
        var isWhole = true
        if current == UInt8(ascii: "-") { at += 1 }
        if current == UInt8(ascii: "0") { at += 1 } else { try skipDigits() }
        if current == UInt8(ascii: ".") {
            isWhole = false
            at += 1
            try skipDigits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            isWhole = false
            at += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { at += 1 }
            try skipDigits()
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let number = Int64(text) { return .int(number) }
        guard let number = Double(text), number.isFinite else { throw problem("the number is too large", at: start) }
        return .double(number)
    }

    private mutating func skipDigits() throws(JSONProblem) {
        guard let byte = current, (48...57).contains(byte) else { throw problem("a digit is missing") }
        while let byte = current, (48...57).contains(byte) { at += 1 }
    }

    mutating func readText() throws(JSONProblem) -> String {
        let start = at
        at += 1
        var text: [UInt8] = []
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                at += 1
                guard let valid = String(validating: text, as: UTF8.self) else { throw problem("the text is not UTF-8", at: start) }
                return valid
            case UInt8(ascii: "\\"): try readEscape(into: &text)
            case 0..<0x20: throw problem("a control character stands in a text without being escaped")
            default:
                text.append(byte)
                at += 1
            }
        }
        throw problem("a text is not closed", at: start)
    }

    private mutating func readEscape(into text: inout [UInt8]) throws(JSONProblem) {
        let start = at
        at += 1
        guard let byte = current else { throw problem("an escape is not finished", at: start) }
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "u"): text += String(Character(try readScalar(start: start))).utf8
        default: throw problem("unknown escape", at: start)
        }
    }

    // A character beyond the first plane comes as two halves; one half alone is no character.
    private mutating func readScalar(start: Int) throws(JSONProblem) -> Unicode.Scalar {
        let first = try readHex()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800...0xDBFF).contains(first), current == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "u")
        else { throw problem("half a surrogate pair stands alone", at: start) }
        at += 2
        let second = try readHex()
        guard (0xDC00...0xDFFF).contains(second), let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw problem("half a surrogate pair stands alone", at: start) }
        return scalar
    }

    private mutating func readHex() throws(JSONProblem) -> UInt32 {
        guard at + 4 <= bytes.count else { throw problem("four hexadecimal digits are missing") }
        var value: UInt32 = 0
        for _ in 0..<4 {
            switch bytes[at] {
            case 48...57: value = value << 4 | UInt32(bytes[at] - 48)
            case 65...70: value = value << 4 | UInt32(bytes[at] - 55)
            case 97...102: value = value << 4 | UInt32(bytes[at] - 87)
            default: throw problem("four hexadecimal digits are missing")
            }
            at += 1
        }
        return value
    }
}
