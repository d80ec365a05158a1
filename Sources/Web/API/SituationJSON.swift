import Domain

/// Why a value is not a situation.
public enum SituationJSONProblem: Error, Sendable, Hashable {
    /// It is something else than an object, as named here.
    case notAnObject(String)
    /// Some facets or values are not in the vocabulary.
    case facets(SituationProblems)

    /// Sentences in English for developers; each names a facet or value and lists what is allowed.
    public var sentences: [String] {
        switch self {
        case .notAnObject(let kind): ["a situation is an object with facets, not \(kind)"]
        case .facets(let problems): problems.problems.map(\.sentence)
        }
    }
}

extension Situation {
    /// Reads a situation from an object with facets; a facet that is left out is unknown.
    /// - Throws: `SituationJSONProblem` with everything that the vocabulary does not know, together.
    public init(json: JSON) throws(SituationJSONProblem) {
        guard let members = json.members else { throw .notAnObject(json.kind) }
        var facets: [String: FacetInput] = [:]
        for (name, value) in members { facets[name.shortenedName] = FacetInput(json: value) }
        do {
            try self.init(facets: facets)
        } catch {
            throw .facets(error)
        }
    }

    /// What is known, and nothing that is not: an object that reads back as the same situation.
    public var json: JSON {
        let bits = self.bits
        var members: [(String, JSON)] = []
        for id in Self.facetIDs {
            guard let facet = Facet(id: id), let value = known(facet, bits) else { continue }
            members.append((id, value))
        }
        return .object(members)
    }

    private func known(_ facet: Facet, _ bits: FacetBits) -> JSON? {
        if facet == .language { return language.map { .string($0.value) } }
        let ids = facet.valueIDs.indices.dropLast().filter { bits.contains(facet, $0) }.map { facet.valueIDs[$0] }
        guard let first = ids.first else { return nil }
        return facet.isSet ? .texts(ids) : .string(first)
    }
}

extension FacetInput {
    init(json: JSON) {
        switch json {
        case .string(let text): self = .one(text)
        case .array(let elements):
            let texts = elements.compactMap(\.text)
            self = texts.count == elements.count ? .many(texts) : .neither(json.serialised)
        default: self = .neither(json.serialised)
        }
    }
}

extension String {
    // A name is repeated in the error about it, but never a whole story that somebody pasted in its place.
    fileprivate var shortenedName: String { count > 40 ? String(prefix(40)) + "…" : self }
}
