/// What makes bytes something else than JSON, and where.
public struct JSONProblem: Error, Sendable, Hashable {
    /// Counted in bytes from 0.
    public let offset: Int
    /// Counted from 1.
    public let line: Int
    /// In bytes, counted from 1.
    public let column: Int
    public let reason: String

    /// A sentence in English for developers.
    public var sentence: String { "line \(line), column \(column): \(reason)" }
}

extension JSON {
    /// How much a text may ask of the reader. How large it may be is for whoever receives it to say.
    public struct Limits: Sendable {
        public let depth: Int
        public init(depth: Int = 32) { self.depth = depth }
    }

    /// Reads a text strictly: nothing before or behind the value, no name twice in an object, no half surrogates, UTF-8 throughout.
    /// - Throws: `JSONProblem` at the first byte that does not fit.
    /// - Source: RFC 8259; RFC 7493 (I-JSON) for names and surrogates.
    public init(parsing bytes: [UInt8], limits: Limits = Limits()) throws(JSONProblem) {
        var reader = JSONReader(bytes: bytes, limits: limits)
        self = try reader.readWhole()
    }
}

struct JSONReader {
    let bytes: [UInt8]
    let limits: JSON.Limits
    var at = 0
    private var depth = 0

    init(bytes: [UInt8], limits: JSON.Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func readWhole() throws(JSONProblem) -> JSON {
        let value = try readValue()
        skipSpace()
        guard at == bytes.count else { throw problem("something stands behind the value") }
        return value
    }

    func problem(_ reason: String, at offset: Int? = nil) -> JSONProblem {
        let offset = min(offset ?? at, bytes.count)
        let before = bytes[..<offset]
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return JSONProblem(
            offset: offset, line: before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }, column: offset - lineStart + 1, reason: reason)
    }

    var current: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
    }

    private mutating func readValue() throws(JSONProblem) -> JSON {
        skipSpace()
        guard let byte = current else { throw problem("a value is missing") }
        switch byte {
        case UInt8(ascii: "{"): return try deeper { (reader) throws(JSONProblem) in try reader.readObject() }
        case UInt8(ascii: "["): return try deeper { (reader) throws(JSONProblem) in try reader.readArray() }
        case UInt8(ascii: "\""): return .string(try readText())
        case UInt8(ascii: "t"): return try readWord("true", .bool(true))
        case UInt8(ascii: "f"): return try readWord("false", .bool(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        case UInt8(ascii: "-"), 48...57: return try readNumber()
        default: throw problem("no value starts like this")
        }
    }

    private mutating func deeper(_ read: (inout JSONReader) throws(JSONProblem) -> JSON) throws(JSONProblem) -> JSON {
        guard depth < limits.depth else { throw problem("nested deeper than \(limits.depth) levels") }
        depth += 1
        at += 1
        defer { depth -= 1 }
        return try read(&self)
    }

    private mutating func readWord(_ word: String, _ value: JSON) throws(JSONProblem) -> JSON {
        guard bytes[at...].starts(with: word.utf8) else { throw problem("no value starts like this") }
        at += word.utf8.count
        return value
    }

    private mutating func readArray() throws(JSONProblem) -> JSON {
        var elements: [JSON] = []
        skipSpace()
        if take("]") { return .array([]) }
        while true {
            elements.append(try readValue())
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else { throw problem("a comma or ']' is missing") }
        }
    }

    private mutating func readObject() throws(JSONProblem) -> JSON {
        var members: [(String, JSON)] = []
        var names: Set<String> = []
        skipSpace()
        if take("}") { return .object([]) }
        while true {
            skipSpace()
            let start = at
            guard current == UInt8(ascii: "\"") else { throw problem("a name in double quotes is missing") }
            let name = try readText()
            guard names.insert(name).inserted else { throw problem("the same name stands twice in one object", at: start) }
            skipSpace()
            guard take(":") else { throw problem("a colon is missing") }
            members.append((name, try readValue()))
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw problem("a comma or '}' is missing") }
        }
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard current == UInt8(ascii: mark) else { return false }
        at += 1
        return true
    }
}
