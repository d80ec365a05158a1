import Domain

/// Reads a row from left to right into what it means.
///
/// Every method throws `SQLError` of kind `unreadable` when the value is not what the schema says.
struct RowReader {
    private let values: [SQLValue]
    private var place = 0

    init(_ row: SQLRow) { values = row.values }

    private mutating func next() throws -> SQLValue {
        guard place < values.count else { throw SQLError(.unreadable) }
        defer { place += 1 }
        return values[place]
    }

    mutating func integer() throws -> Int64 {
        guard case .integer(let value) = try next() else { throw SQLError(.unreadable) }
        return value
    }
    mutating func number() throws -> Int {
        guard let value = Int(exactly: try integer()) else { throw SQLError(.unreadable) }
        return value
    }
    mutating func flag() throws -> Bool { try integer() != 0 }
    mutating func text() throws -> String {
        guard case .text(let value) = try next() else { throw SQLError(.unreadable) }
        return value
    }
    mutating func bytes() throws -> [UInt8] {
        guard case .blob(let value) = try next() else { throw SQLError(.unreadable) }
        return value
    }
    mutating func bytesIfAny() throws -> [UInt8]? {
        switch try next() {
        case .null: nil
        case .blob(let value): value
        default: throw SQLError(.unreadable)
        }
    }
    mutating func integerIfAny() throws -> Int64? {
        switch try next() {
        case .null: nil
        case .integer(let value): value
        default: throw SQLError(.unreadable)
        }
    }
    mutating func sealed<Content>() throws -> Sealed<Content> { Sealed(bytes: try bytes()) }
    mutating func sealedIfAny<Content>() throws -> Sealed<Content>? { try bytesIfAny().map { Sealed(bytes: $0) } }
    mutating func week() throws -> Week { Week(number: try number()) }
    mutating func identifier<Of>() throws -> Identifier<Of> {
        guard let id = Identifier<Of>(bytes: try bytes()) else { throw SQLError(.unreadable) }
        return id
    }
    mutating func identifierIfAny<Of>() throws -> Identifier<Of>? {
        guard let bytes = try bytesIfAny() else { return nil }
        guard let id = Identifier<Of>(bytes: bytes) else { throw SQLError(.unreadable) }
        return id
    }
    mutating func word<Word: RawRepresentable>(_ type: Word.Type = Word.self) throws -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: try text()) else { throw SQLError(.unreadable) }
        return word
    }
}

extension SQLValue {
    static func id<Of>(_ id: Identifier<Of>) -> SQLValue { .blob(id.bytes) }
    static func id<Of>(_ id: Identifier<Of>?) -> SQLValue { id.map { .blob($0.bytes) } ?? .null }
    static func week(_ week: Week) -> SQLValue { .integer(week.number) }
}
