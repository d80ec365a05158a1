/// The places in a text where a value comes, written as `{name}`: letters, digits and underscores between braces.
public enum Placeholders {
    /// The names in a text.
    public static func names(in text: String) -> Set<String> {
        Set(pieces(text).compactMap { if case .name(let name) = $0 { name } else { nil } })
    }

    /// Whether a text has a brace that belongs to no placeholder, which a person would see as a slip.
    public static func hasStrayBrace(_ text: String) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
            && pieces(text).contains { if case .text(let part) = $0 { part.contains { $0 == "{" || $0 == "}" } } else { false } }
    }

    static func filled(_ text: String, _ values: [String: String]) -> String {
        pieces(text).map { piece in
            switch piece {
            case .text(let part): String(part)
            case .name(let name): values[name] ?? "{\(name)}"
            }
        }.joined()
    }

    private enum Piece {
        case text(Substring)
        case name(String)
    }

    private static func pieces(_ text: String) -> [Piece] {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return [.text(text[...])] }
        var pieces: [Piece] = []
        var rest = text[...]
        var plainFrom = rest.startIndex
        while let open = rest.firstIndex(of: "{") {
            let after = rest.index(after: open)
            guard let close = rest[after...].firstIndex(of: "}"), isName(rest[after..<close]) else {
                rest = rest[after...]
                continue
            }
            pieces.append(.text(text[plainFrom..<open]))
            pieces.append(.name(String(rest[after..<close])))
            plainFrom = rest.index(after: close)
            rest = rest[plainFrom...]
        }
        pieces.append(.text(text[plainFrom...]))
        return pieces
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "_")
            }
    }
}
