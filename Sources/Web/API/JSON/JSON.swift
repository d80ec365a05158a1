/// A JSON value as it goes over the line. Objects keep the order of their members, so that an answer always reads the same.
/// - Source: RFC 8259.
public indirect enum JSON: Sendable {
    case object([(String, JSON)])
    case array([JSON])
    case string(String)
    case int(Int64)
    case double(Double)
    case bool(Bool)
    case null
}

extension JSON {
    /// The member of an object with this name, or nil.
    public subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.0 == name }?.1
    }

    /// The element of a list at this position, or nil.
    public subscript(position: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(position) else { return nil }
        return elements[position]
    }

    /// The text, when this is text.
    public var text: String? { if case .string(let text) = self { text } else { nil } }
    /// The whole number, when this is one.
    public var whole: Int64? { if case .int(let number) = self { number } else { nil } }
    /// The truth value, when this is one.
    public var truth: Bool? { if case .bool(let truth) = self { truth } else { nil } }
    /// The elements, when this is a list.
    public var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
    /// The members, when this is an object.
    public var members: [(String, JSON)]? { if case .object(let members) = self { members } else { nil } }

    /// What sort of value this is, in words for a developer.
    public var kind: String {
        switch self {
        case .object: "an object"
        case .array: "a list"
        case .string: "text"
        case .int, .double: "a number"
        case .bool: "true or false"
        case .null: "null"
        }
    }

    /// Text, or null.
    public static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
    /// A whole number, or null.
    public static func optional(_ number: Int?) -> JSON { number.map { .int(Int64($0)) } ?? .null }
    /// A truth value, or null.
    public static func optional(_ truth: Bool?) -> JSON { truth.map(JSON.bool) ?? .null }
    /// A list of texts.
    public static func texts(_ texts: some Sequence<String>) -> JSON { .array(texts.map(JSON.string)) }
    /// A whole number.
    public static func number(_ number: Int) -> JSON { .int(Int64(number)) }

    /// The object with the members of another behind its own.
    public func with(_ more: JSON) -> JSON { .object((members ?? []) + (more.members ?? [])) }
    /// The object without members that are null, or are empty lists or texts.
    public var withoutGaps: JSON {
        .object(
            (members ?? []).filter { member in
                switch member.1 {
                case .null: false
                case .array(let elements): !elements.isEmpty
                case .string(let text): !text.isEmpty
                default: true
                }
            })
    }
}

extension JSON: Equatable {
    public static func == (one: JSON, other: JSON) -> Bool {
        switch (one, other) {
        case (.object(let one), .object(let other)):
            one.count == other.count && zip(one, other).allSatisfy { $0.0 == $1.0 && $0.1 == $1.1 }
        case (.array(let one), .array(let other)): one == other
        case (.string(let one), .string(let other)): one == other
        case (.int(let one), .int(let other)): one == other
        case (.double(let one), .double(let other)): one == other
        case (.bool(let one), .bool(let other)): one == other
        case (.null, .null): true
        default: false
        }
    }
}

extension JSON: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }
}
