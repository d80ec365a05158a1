import Domain

/// Which services or organisations of the directory are asked for.
struct HSDSFilter {
    static let ofServices = [
        "search", "page", "per_page", "format", "taxonomy_term_id", "organization_id", "modified_after", "minimal", "full",
    ]
    static let ofOrganizations = ["search", "page", "per_page", "format", "taxonomy_term_id", "full"]
    static let largestPage = 100

    let page: Int
    let perPage: Int
    let minimal: Bool
    let full: Bool
    private let words: [String]
    private let term: String?
    private let organization: String?

    /// - Throws: `Problem` with every parameter that is unknown or has an unknown value.
    init(_ query: String?, allowed: [String]) throws(Problem) {
        var reader = QueryReader(query, allowed: allowed)
        page = reader.number("page", 1...100_000, otherwise: 1)
        perPage = reader.number("per_page", 1...Self.largestPage, otherwise: 20)
        minimal = reader.flag("minimal") ?? false
        full = reader.flag("full") ?? false
        words = (reader.text("search") ?? "").split(separator: " ").map { Geography.fold(String($0)) }
        term = Self.uuid("taxonomy_term_id", &reader)
        organization = Self.uuid("organization_id", &reader)
        _ = reader.oneOf("format", ["json"])
        // Nothing records when a service was changed last: a client that asks for changes gets everything, and misses none.
        if let after = reader.text("modified_after"), CalendarDay(after) == nil, Instant(after) == nil {
            reader.refuse("modified_after", "takes a day such as 2026-11-21 or a moment in RFC 3339")
        }
        try reader.finish()
    }

    func includes(_ service: Service, _ writer: HSDSWriter) -> Bool {
        if let organization, writer.uuid("organization/" + service.organisation) != organization { return false }
        if let term, !writer.terms(service).contains(where: { writer.termID($0) == term }) { return false }
        let texts = [writer.name(service), service.name, writer.text(service, "for_you") ?? service.description]
        return matches(texts + writer.terms(service).map(\.code))
    }

    func includes(_ organisation: Organisation, _ writer: HSDSWriter) -> Bool {
        if let term, writer.termID(writer.term(organisation)) != term { return false }
        return matches([organisation.name, writer.text("organisations.\(organisation.id).about") ?? ""])
    }

    private func matches(_ texts: [String]) -> Bool {
        guard !words.isEmpty else { return true }
        let folded = texts.map(Geography.fold)
        return words.allSatisfy { word in folded.contains { word.isEmpty || $0.contains(word) } }
    }

    private static func uuid(_ name: String, _ reader: inout QueryReader) -> String? {
        guard let value = reader.text(name) else { return nil }
        guard value.isUUID else {
            reader.refuse(name, "takes a UUID")
            return nil
        }
        return value.lowercased()
    }
}

extension String {
    fileprivate var isUUID: Bool {
        let parts = split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) || (65...70).contains($0) || (97...102).contains($0) } }
    }
}
