import Yams

/// One value in a YAML file, which knows where it stands and says so when it is not what was expected.
struct YAMLValue {
    private let node: Node
    let place: Place
    let log: ProblemLog

    init(_ node: Node, file: String, fallback: Int, log: ProblemLog) {
        self.node = node
        self.log = log
        place = Place(file: file, line: node.mark?.line ?? fallback)
    }

    func refuse(_ reason: String) { log.refuse(place, reason) }

    var isList: Bool { node.sequence != nil }
    var isMap: Bool { node.mapping != nil }
    /// The literal text of a plain value, empty or not; nil for a list or fields.
    var literal: String? { isNull ? "" : node.scalar?.string }

    /// Whether nothing was filled in.
    var isNull: Bool {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// The literal text, whatever other readers would make of it: `113`, `no` and `12_15` are text where text is expected.
    func text() -> String? {
        guard let scalar = node.scalar, !isNull else {
            refuse("text is expected here")
            return nil
        }
        let text = scalar.string
        guard text.contains(where: { !$0.isWhitespace }) else {
            refuse("the text is empty")
            return nil
        }
        return text
    }

    func int(_ range: ClosedRange<Int>) -> Int? {
        guard let text = node.scalar?.string, let number = Int(text), range.contains(number) else {
            refuse("'\(shown)' is not a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    func bool() -> Bool? {
        switch node.scalar?.string {
        case "true": return true
        case "false": return false
        default:
            refuse("'\(shown)' is not true or false")
            return nil
        }
    }

    /// The position of a value in a closed list of ids.
    func position(in allowed: [String]) -> Int? {
        guard let text = text() else { return nil }
        guard let position = allowed.firstIndex(of: text) else {
            refuse("unknown value '\(text)'; allowed: \(allowed.joined(separator: ", "))")
            return nil
        }
        return position
    }

    func oneOf<Value: CaseIterable & RawRepresentable<String>>(_ type: Value.Type) -> Value? {
        position(in: Value.allCases.map(\.rawValue)).map { Array(Value.allCases)[$0] }
    }

    /// The values of a list.
    func items() -> [YAMLValue]? {
        guard let sequence = node.sequence else {
            refuse("a list is expected here")
            return nil
        }
        return sequence.map { YAMLValue($0, file: place.file, fallback: place.line, log: log) }
    }

    /// The values of a list, or the value itself as the only one.
    func oneOrMore() -> [YAMLValue] {
        !isList ? [self] : items() ?? []
    }

    func map() -> YAMLMap? {
        guard let mapping = node.mapping else {
            refuse("fields ('name: value') are expected here")
            return nil
        }
        return YAMLMap(mapping, place: place, log: log)
    }

    /// Fields of which the names are fixed; a name that is not allowed is refused, for it is likely a slip of the pen.
    func map(_ allowed: [String]) -> YAMLMap? {
        let map = map()
        map?.allowOnly(allowed)
        return map
    }

    /// What stands there, short enough for a message.
    var shown: String {
        if let text = node.scalar?.string { return text.count > 40 ? text.prefix(40) + "…" : text }
        return node.sequence == nil ? "fields" : "a list"
    }
}
