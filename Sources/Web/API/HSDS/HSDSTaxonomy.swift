import Domain

/// The lists of terms under which services and organisations are filed.
enum HSDSTaxonomy: String, CaseIterable {
    case kind
    case problemType = "problem-type"
    case capability
    case asker
    case checked

    /// What an attribute says about the service, as HSDS `link_type`.
    var linkType: String {
        switch self {
        case .kind: "service_type"
        case .problemType: "service_need"
        case .capability: "service_capability"
        case .asker: "eligibility"
        case .checked: "provenance"
        }
    }

    // Where the names of the terms stand in the wording.
    fileprivate var key: String {
        switch self {
        case .kind: "kinds."
        case .problemType: "problem_types."
        case .capability: "capabilities."
        case .asker: "facets.asker."
        case .checked: "site.call."
        }
    }
}

/// One term on a service or organisation.
struct HSDSTerm {
    let taxonomy: HSDSTaxonomy
    let code: String
    /// A date or other value that goes with the term.
    var value: String?
}

extension HSDSWriter {
    /// Everything a service is filed under, and whether anybody called yet.
    func terms(_ service: Service) -> [HSDSTerm] {
        let called = service.provenance.verifiedLiveOn
        var terms = [HSDSTerm(taxonomy: .kind, code: service.kind.rawValue)]
        terms += service.problemTypes.map { HSDSTerm(taxonomy: .problemType, code: $0) }
        terms += service.capabilities.map { HSDSTerm(taxonomy: .capability, code: $0) }
        terms += Asker.allCases.filter { service.audience.askers.contains($0) }.map { HSDSTerm(taxonomy: .asker, code: $0.id) }
        terms.append(HSDSTerm(taxonomy: .checked, code: called == nil ? "not_called" : "called", value: called?.description))
        return terms
    }

    func attributes(_ service: Service) -> [JSON] {
        terms(service).map { attribute($0, entity: "service", key: service.slug) }
    }

    func attribute(_ term: HSDSTerm, entity: String, key: String) -> JSON {
        let all: JSON = [
            "id": id("attribute", entity, key, term.taxonomy.rawValue, term.code),
            "link_id": id(entity, key),
            "link_entity": .string(entity),
            "link_type": .string(term.taxonomy.linkType),
            "taxonomy_term_id": .string(termID(term)),
            "value": .string(term.value ?? term.code),
            "taxonomy_term": taxonomyTerm(term),
        ]
        return all.withoutGaps
    }

    func termID(_ term: HSDSTerm) -> String { uuid("taxonomy_term/\(term.taxonomy.rawValue)/\(term.code)") }

    private func taxonomyTerm(_ term: HSDSTerm) -> JSON {
        let name = text(term.taxonomy.key + term.code) ?? term.code
        return [
            "id": .string(termID(term)),
            "code": .string(term.code),
            "name": .string(name),
            "description": .string(name),
            "taxonomy": .string("entree:" + term.taxonomy.rawValue),
            "taxonomy_id": id("taxonomy", term.taxonomy.rawValue),
            "language": .string(language),
        ]
    }
}
