import Domain

/// Reads when a card or phrase belongs beside a conversation: one condition on the situation, or a list of which one must hold.
/// - Source: triage vocabulary.
struct OccasionReader {
    let conditions: ConditionReader
    let log: ProblemLog

    /// The word for what is within reach in every conversation.
    static let always = "always"

    func read(_ value: YAMLValue) -> Occasion? {
        if value.literal == Self.always { return .always }
        let items = value.isMap ? [value] : value.items() ?? []
        if value.isList && items.isEmpty { value.refuse("no situation is named; what fits every conversation says '\(Self.always)'") }
        let read = items.compactMap { item in conditions.condition(item).map { (item, $0) } }
        for (item, condition) in read {
            if !condition.advised.isEmpty { item.refuse("'advised' has no place here: the situation alone decides") }
            if condition.facets.isEmpty && condition.advised.isEmpty {
                item.refuse("no situation is named; what fits every conversation says '\(Self.always)'")
            }
        }
        return read.isEmpty ? nil : .situations(read.map(\.1))
    }
}

/// Reads what a card or a file with phrases rests on.
struct EvidenceReader {
    let map: YAMLMap
    let log: ProblemLog

    static let fields = ["sources", "verified", "review", "R"]

    /// - Parameter subject: what it is about, for whoever still has to look at it.
    func read(of subject: String) -> KnowledgeEvidence? {
        let sources = map.requiredItems("sources").compactMap { readSource($0) }
        let verified = map.day("verified")
        let review = map.review()
        log.find(map.place(of: "review"), review: review, of: subject)
        let requirements = map.requirements()
        guard let verified, !sources.isEmpty else { return nil }
        return KnowledgeEvidence(sources: sources, verifiedOn: verified, review: review, requirements: requirements)
    }

    // A year that nobody knows is said to be unknown, so that it was not forgotten.
    private func readSource(_ value: YAMLValue) -> KnowledgeEvidence.Source? {
        guard let map = value.map(["mark", "ref", "year"]) else { return nil }
        let mark = map.oneOf("mark", KnowledgeEvidence.Source.Mark.self)
        let ref = map.text("ref")
        guard let mark, let ref else { return nil }
        if mark == .knowledge {
            log.find(map.place, "nobody has checked yet: \(ref)")
            return KnowledgeEvidence.Source(mark: mark, ref: ref, year: map.optionalInt("year", 1800...2100))
        }
        let isUnknown = map["year"]?.literal == "unknown"
        if isUnknown { log.find(map.place(of: "year"), "nobody knows of which year this source is: \(ref)") }
        let year = isUnknown ? nil : map.required("year")?.int(1800...2100)
        return KnowledgeEvidence.Source(mark: mark, ref: ref, year: year)
    }
}
