/// A facet as it arrived from outside: one answer, several, or something that is neither.
public enum FacetInput: Sendable, Hashable {
    case one(String)
    case many([String])
    case neither(String)
}

/// What is wrong with one facet of a situation that came from outside.
public enum SituationProblem: Error, Sendable, Hashable {
    case unknownFacet(String, allowed: [String])
    case unknownValue(facet: String, value: String, allowed: [String])
    case notAList(facet: String, value: String)
    case notText(facet: String, value: String)

    /// The facet that the problem is about.
    public var facet: String {
        switch self {
        case .unknownFacet(let facet, _): facet
        case .unknownValue(let facet, _, _), .notAList(let facet, _), .notText(let facet, _): facet
        }
    }

    /// A sentence in English for developers: names the facet or value, and lists what is allowed.
    public var sentence: String {
        switch self {
        case .unknownFacet(let facet, let allowed):
            "unknown facet '\(facet)'; allowed: \(allowed.joined(separator: ", "))"
        case .unknownValue(let facet, let value, let allowed):
            "unknown value '\(value)' for facet '\(facet)'; allowed: \(allowed.joined(separator: ", "))"
        case .notAList(let facet, let value): "facet '\(facet)' takes a list of values, not '\(value)'"
        case .notText(let facet, let value): "facet '\(facet)' takes text, not '\(value)'"
        }
    }
}

/// All that is wrong with a situation, together.
public struct SituationProblems: Error, Sendable, Hashable {
    public let problems: [SituationProblem]
    public init(_ problems: [SituationProblem]) { self.problems = problems }
}

extension Situation {
    /// The order in which facets are listed to people.
    public static let facetIDs = [
        "asker", "age", "gender", "when", "ongoing", "danger", "monitored", "suicidal", "mode", "forms", "drugged", "relation",
        "setting", "wishes", "police", "anonymous", "language", "needs", "region",
    ]

    /// Makes a situation from facets as they arrived: the one place where the vocabulary is checked.
    /// - Throws: `SituationProblems` with every facet or value that the vocabulary does not know.
    public init(facets: [String: FacetInput]) throws(SituationProblems) {
        self.init()
        var problems: [SituationProblem] = []
        for (id, input) in facets.sorted(by: { $0.key < $1.key }) {
            guard let facet = Facet(id: id) else {
                problems.append(.unknownFacet(id, allowed: Self.facetIDs))
                continue
            }
            problems += facet.isSet ? setMany(facet, input) : setOne(facet, input)
        }
        guard problems.isEmpty else { throw SituationProblems(problems) }
    }

    private mutating func setOne(_ facet: Facet, _ input: FacetInput) -> [SituationProblem] {
        guard case .one(let value) = input else {
            return [.notText(facet: facet.id, value: input.shown)]
        }
        if facet == .language { return setLanguage(value) }
        guard let index = facet.valueIDs.firstIndex(of: value) else {
            return [.unknownValue(facet: facet.id, value: value.shortened, allowed: facet.valueIDs)]
        }
        var bits = self.bits
        bits[facet] = 0
        bits.insert(facet, index)
        let language = self.language
        self = Situation(bits: bits)
        self.language = language
        return []
    }

    private mutating func setLanguage(_ value: String) -> [SituationProblem] {
        if value == "unknown" { return [] }
        guard let tag = LanguageTag(value) else {
            return [.unknownValue(facet: "language", value: value.shortened, allowed: ["a language tag such as nl, en, ar", "unknown"])]
        }
        language = tag
        return []
    }

    private mutating func setMany(_ facet: Facet, _ input: FacetInput) -> [SituationProblem] {
        let values: [String]
        switch input {
        case .many(let given): values = given
        case .one("unknown"): values = []
        case .one(let text): return [.notAList(facet: facet.id, value: text.shortened)]
        case .neither(let shown): return [.notAList(facet: facet.id, value: shown.shortened)]
        }
        let allowed = Array(facet.valueIDs.dropLast())
        var problems: [SituationProblem] = []
        for value in values where value != "unknown" {
            if let form = Form(id: value), facet == .forms {
                forms.insert(form)
            } else if let wish = Wish(id: value), facet == .wishes {
                wishes.insert(wish)
            } else if let need = Need(id: value), facet == .needs {
                needs.insert(need)
            } else {
                problems.append(.unknownValue(facet: facet.id, value: value.shortened, allowed: allowed))
            }
        }
        return problems
    }
}

extension FacetInput {
    fileprivate var shown: String {
        switch self {
        case .one(let text), .neither(let text): text.shortened
        case .many(let values): "[\(values.joined(separator: ", ").shortened)]"
        }
    }
}

extension String {
    // An error repeats what was sent, but never a whole story that somebody pasted into a field.
    fileprivate var shortened: String { count > 40 ? String(prefix(40)) + "…" : self }
}
