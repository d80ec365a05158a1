/// Reads a form with a file in it as it comes in, part by part: little of it is in memory at once, and none of it anywhere else.
/// - Source: RFC 7578; RFC 2046 section 5.1; WHATWG HTML, multipart/form-data.
struct MultipartReader: Sendable {
    enum Event: Equatable, Sendable {
        case field(name: String, value: String)
        /// A file begins, with the name that the browser said.
        case file(name: String)
        /// More of it.
        case bytes([UInt8])
        case fileEnd
    }

    enum Refusal: Error, Sendable {
        /// It is no such form, or more than is expected.
        case unreadable
    }

    private enum Place: Sendable {
        /// Before the first boundary.
        case before
        /// Behind a boundary.
        case boundary
        case headers
        case field(name: String)
        case file
        case behind
    }

    private static let mostFields = 16
    private static let mostHeader = 4096
    private let delimiter: [UInt8]
    /// Bytes of all fields together that are kept at most.
    private let mostText: Int
    private var place = Place.before
    private var held: [UInt8] = Array("\r\n".utf8)
    private var fields = 0
    private var text = 0
    private var hasFile = false

    /// - Parameters:
    ///   - contentType: of the request.
    ///   - mostText: bytes of all fields together that are read at most.
    /// - Returns: nil for anything else than a form in parts.
    init?(contentType: String?, mostText: Int) {
        guard let boundary = contentType.flatMap(Self.boundary) else { return nil }
        delimiter = Array("\r\n--".utf8) + boundary
        self.mostText = mostText
    }

    /// Whether everything came.
    var isComplete: Bool { if case .behind = place { true } else { false } }

    mutating func take(_ bytes: [UInt8]) throws(Refusal) -> [Event] {
        if case .behind = place { return [] }
        held += bytes
        var events: [Event] = []
        while try step(&events) {}
        return events
    }

    /// - Returns: false when more is needed.
    private mutating func step(_ events: inout [Event]) throws(Refusal) -> Bool {
        switch place {
        case .before:
            guard let end = find(delimiter) else {
                guard held.count <= Self.mostHeader else { throw .unreadable }
                return false
            }
            held.removeFirst(end + delimiter.count)
            place = .boundary
            return true
        case .boundary: return try boundary()
        case .headers: return try headers(&events)
        case .field(let name): return try field(name, &events)
        case .file: return file(&events)
        case .behind:
            held = []
            return false
        }
    }

    private mutating func boundary() throws(Refusal) -> Bool {
        guard held.count >= 2 else { return false }
        if held.starts(with: "--".utf8) {
            place = .behind
        } else if held.starts(with: "\r\n".utf8) {
            // The line end stays: what follows may be the empty line itself.
            place = .headers
        } else {
            throw .unreadable
        }
        return true
    }

    private mutating func headers(_ events: inout [Event]) throws(Refusal) -> Bool {
        guard let end = find(Array("\r\n\r\n".utf8)) else {
            guard held.count <= Self.mostHeader else { throw .unreadable }
            return false
        }
        guard end <= Self.mostHeader, let (name, file) = Self.disposition(held[..<end]) else { throw .unreadable }
        held.removeFirst(end + 4)
        if let file {
            guard !hasFile else { throw .unreadable }
            hasFile = true
            events.append(.file(name: file))
            place = .file
        } else {
            fields += 1
            guard fields <= Self.mostFields else { throw .unreadable }
            place = .field(name: name)
        }
        return true
    }

    private mutating func field(_ name: String, _ events: inout [Event]) throws(Refusal) -> Bool {
        guard let end = find(delimiter) else {
            guard text + held.count <= mostText + delimiter.count else { throw .unreadable }
            return false
        }
        text += end
        guard text <= mostText, let value = Form.plain(held[..<end]) else { throw .unreadable }
        events.append(.field(name: name, value: value))
        held.removeFirst(end + delimiter.count)
        place = .boundary
        return true
    }

    private mutating func file(_ events: inout [Event]) -> Bool {
        if let end = find(delimiter) {
            if end > 0 { events.append(.bytes(Array(held[..<end]))) }
            events.append(.fileEnd)
            held.removeFirst(end + delimiter.count)
            place = .boundary
            return true
        }
        // What may be the beginning of a boundary waits.
        let sure = held.count - delimiter.count + 1
        guard sure > 0 else { return false }
        events.append(.bytes(Array(held[..<sure])))
        held.removeFirst(sure)
        return false
    }

    private func find(_ words: [UInt8]) -> Int? {
        held.withUnsafeBufferPointer { held in
            words.withUnsafeBufferPointer { words in
                guard held.count >= words.count else { return nil }
                var place = 0
                let last = held.count - words.count
                while place <= last {
                    if held[place] == words[0] {
                        var length = 1
                        while length < words.count, held[place + length] == words[length] { length += 1 }
                        if length == words.count { return place }
                    }
                    place += 1
                }
                return nil
            }
        }
    }

    // MARK: headers

    private static func boundary(_ type: String) -> [UInt8]? {
        let parts = type.split(separator: ";")
        guard let kind = parts.first?.trimmed, kind.lowercased() == "multipart/form-data" else { return nil }
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].trimmed.lowercased() == "boundary" else { continue }
            var value = Array(pair[1].trimmed.utf8)
            if value.count > 2, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"") {
                value = Array(value.dropFirst().dropLast())
            }
            let isBoundary = (1...70).contains(value.count) && value.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\"") }
            return isBoundary ? value : nil
        }
        return nil
    }

    /// - Returns: the name of a field, and the name of the file when it is one.
    private static func disposition(_ headers: some Collection<UInt8>) -> (name: String, file: String?)? {
        for line in headers.split(whereSeparator: { $0 == 13 || $0 == 10 }) {
            let text = String(decoding: line, as: UTF8.self)
            guard let colon = text.firstIndex(of: ":"), text[..<colon].trimmed.lowercased() == "content-disposition" else { continue }
            var rest = text[text.index(after: colon)...].drop { $0 == " " }
            guard rest.lowercased().hasPrefix("form-data") else { return nil }
            rest = rest.dropFirst("form-data".count)
            var name: String?
            var file: String?
            while let (key, value) = parameter(&rest) {
                if key == "name" { name = value }
                if key == "filename" { file = value }
            }
            return name.map { ($0, file) }
        }
        return nil
    }

    /// The next `; key="value"`.
    private static func parameter(_ rest: inout Substring) -> (key: String, value: String)? {
        rest = rest.drop { $0 == " " || $0 == ";" }
        guard let equals = rest.firstIndex(of: "=") else { return nil }
        let key = rest[..<equals].trimmed.lowercased()
        rest = rest[rest.index(after: equals)...]
        guard rest.first == "\"" else {
            let end = rest.firstIndex(of: ";") ?? rest.endIndex
            defer { rest = rest[end...] }
            return (key, rest[..<end].trimmed)
        }
        rest = rest.dropFirst()
        guard let end = rest.firstIndex(of: "\"") else { return nil }
        defer { rest = rest[rest.index(after: end)...] }
        let value = String(rest[..<end])
        return (key, value.replacing("%22", with: "\"").replacing("%0D", with: " ").replacing("%0A", with: " "))
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
