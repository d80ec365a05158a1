/// The languages a client asks for, by how much it wants them.
/// - Source: RFC 9110 section 12.5.4.
struct AcceptLanguage {
    /// The language among those offered that the header likes best; the first one offered when it likes none.
    static func best(_ header: String?, offered: [String]) -> String {
        let fallback = offered.first ?? "nl"
        guard let header else { return fallback }
        let wanted = header.prefix(400).split(separator: ",").prefix(20).compactMap(Wish.init)
        var best: (language: String, weight: Double)?
        for language in offered {
            let weight = Self.weight(of: language, wanted)
            if weight > (best?.weight ?? 0) { best = (language, weight) }
        }
        return best?.language ?? fallback
    }

    private static func weight(of language: String, _ wanted: [Wish]) -> Double {
        let named = wanted.filter { $0.range == language || $0.range.hasPrefix(language + "-") }.map(\.weight).max()
        return named ?? wanted.first { $0.range == "*" }?.weight ?? 0
    }

    private struct Wish {
        let range: String
        let weight: Double

        init?(_ text: Substring) {
            let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let first = parts.first, !first.isEmpty else { return nil }
            range = first.lowercased()
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) }
            guard let value = quality ?? 1, (0...1).contains(value) else { return nil }
            weight = value
        }
    }
}
