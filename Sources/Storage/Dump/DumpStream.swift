/// What comes next in a dump.
enum DumpMark: UInt8 {
    case table = 84
    case row = 82
    case tableEnd = 69
    case end = 90
}

/// What kind of value comes next.
private enum ValueMark: UInt8 {
    case null, integer, text, blob
}

/// Puts the parts of a dump together into pieces.
final class DumpWriter {
    static let piece = 65_536
    private let sink: ([UInt8]) throws -> Void
    private var held: [UInt8] = []

    init(_ sink: @escaping ([UInt8]) throws -> Void) { self.sink = sink }

    func bytes(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = rest.prefix(Self.piece - held.count)
            held += part
            rest = rest.dropFirst(part.count)
            if held.count == Self.piece { try flush() }
        }
    }
    func flush() throws {
        guard !held.isEmpty else { return }
        try sink(held)
        held.removeAll(keepingCapacity: true)
    }
    func mark(_ mark: DumpMark) throws { try bytes([mark.rawValue]) }
    func mark(_ mark: UInt8) throws { try bytes([mark]) }
    func number(_ number: some FixedWidthInteger) throws { try withUnsafeBytes(of: number.bigEndian) { try bytes([UInt8]($0)) } }
    /// At most 255 bytes.
    func name(_ name: String) throws { try bytes([UInt8(truncatingIfNeeded: name.utf8.count)] + Array(name.utf8)) }

    func value(_ value: SQLValue) throws {
        switch value {
        case .null: try mark(ValueMark.null.rawValue)
        case .integer(let number):
            try mark(ValueMark.integer.rawValue)
            try self.number(number)
        case .text(let text): try long(.text, Array(text.utf8))
        case .blob(let blob): try long(.blob, blob)
        }
    }
    private func long(_ mark: ValueMark, _ content: [UInt8]) throws {
        try self.mark(mark.rawValue)
        try number(UInt32(content.count))
        try bytes(content)
    }
}

/// Takes a dump apart, and believes nothing it says: a length is a promise that has to be kept by the bytes that follow.
final class DumpReader {
    /// The longest value there can be: a little more than the schema allows.
    static let longest = 17 << 20
    private let source: () throws -> [UInt8]?
    private var held: ArraySlice<UInt8> = []

    init(_ source: @escaping () throws -> [UInt8]?) { self.source = source }

    /// - Throws: `DumpRefusal.damaged` when the stream ends before.
    private func more() throws {
        guard let piece = try source() else { throw DumpRefusal.damaged }
        held = piece[...]
    }

    func byte() throws -> UInt8 {
        while true {
            if let byte = held.popFirst() { return byte }
            try more()
        }
    }
    /// Grows with what comes, not with what was announced.
    func bytes(_ count: Int) throws -> [UInt8] {
        var taken: [UInt8] = []
        while taken.count < count {
            if held.isEmpty { try more() }
            let part = held.prefix(count - taken.count)
            taken += part
            held = held.dropFirst(part.count)
        }
        return taken
    }
    func number<Number: FixedWidthInteger>(_ type: Number.Type = Number.self) throws -> Number {
        try bytes(Number.bitWidth / 8).reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }
    func name() throws -> String { try text(bytes(Int(byte()))) }

    func isAtEnd() throws -> Bool {
        while held.isEmpty {
            guard let piece = try source() else { return true }
            held = piece[...]
        }
        return false
    }

    /// - Throws: `DumpRefusal.damaged` when the value is not of the column's kind.
    func value(_ column: TableShape.Column) throws -> SQLValue {
        let mark = ValueMark(rawValue: try byte())
        switch (mark, column.kind) {
        case (.null, _) where column.isOptional: return .null
        case (.integer, .integer): return .integer(try number(Int64.self))
        case (.text, .text): return .text(try text(long()))
        case (.blob, .blob): return .blob(try long())
        default: throw DumpRefusal.damaged
        }
    }
    private func long() throws -> [UInt8] {
        let count = Int(try number(UInt32.self))
        guard count <= Self.longest else { throw DumpRefusal.damaged }
        return try bytes(count)
    }
    private func text(_ bytes: [UInt8]) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else { throw DumpRefusal.damaged }
        return text
    }
}
