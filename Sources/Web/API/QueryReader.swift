/// Reads the parameters of an address, and gathers everything that is wrong with them.
/// - Source: NL API Design Rules 2.2 `/core/error-handling/invalid-input`.
struct QueryReader {
    private var values: [String: String] = [:]
    private(set) var problems: [Problem.Detail] = []

    /// - Parameters:
    ///   - query: what stands behind the question mark.
    ///   - allowed: the parameters that the address has; anything else is a problem.
    init(_ query: String?, allowed: [String]) {
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(parts[0]), let value = parts.count == 2 ? Self.decode(parts[1]) : "" else {
                problems.append(.init(parameter: "", "The query is not percent-encoded UTF-8."))
                continue
            }
            if !allowed.contains(name) {
                let shown = String(name.prefix(40))
                let known = allowed.isEmpty ? "this address has none" : "allowed: \(allowed.joined(separator: ", "))"
                problems.append(.init(parameter: shown, "Unknown parameter '\(shown)'; \(known)."))
            } else if values.updateValue(value, forKey: name) != nil {
                problems.append(.init(parameter: name, "The parameter '\(name)' stands here twice."))
            }
        }
    }

    /// A parameter as it is, of at most 200 characters.
    mutating func text(_ name: String) -> String? {
        guard let value = values[name] else { return nil }
        guard value.unicodeScalars.count <= 200 else {
            refuse(name, "takes at most 200 characters")
            return nil
        }
        return value
    }

    /// A parameter that takes one of a few values.
    mutating func oneOf(_ name: String, _ allowed: [String]) -> String? {
        guard let value = values[name] else { return nil }
        guard allowed.contains(value) else {
            refuse(name, "takes one of: \(allowed.joined(separator: ", "))")
            return nil
        }
        return value
    }

    /// A parameter that is true or false.
    mutating func flag(_ name: String) -> Bool? {
        oneOf(name, ["true", "false"]).map { $0 == "true" }
    }

    /// A whole number within bounds, or what it is when left out.
    mutating func number(_ name: String, _ range: ClosedRange<Int>, otherwise: Int) -> Int {
        guard let value = values[name] else { return otherwise }
        guard (1...9).contains(value.utf8.count), value.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(value),
            range.contains(number)
        else {
            refuse(name, "takes a whole number from \(range.lowerBound) to \(range.upperBound)")
            return otherwise
        }
        return number
    }

    mutating func refuse(_ name: String, _ reason: String) {
        problems.append(.init(parameter: name, "The parameter '\(name)' \(reason)."))
    }

    /// - Throws: `Problem` with everything that was wrong, together.
    func finish() throws(Problem) {
        guard problems.isEmpty else { throw .invalid(problems) }
    }

    private static func decode(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(hex), let low = rest.popFirst().flatMap(hex) else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
