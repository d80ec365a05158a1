import Domain

/// Reads the part of a rule or question that says in which situations it holds, and the services that a rule names.
struct ConditionReader {
    let directory: Directory
    let landscape: Landscape
    let log: ProblemLog

    init(directory: Directory, log: ProblemLog) {
        self.directory = directory
        self.log = log
        landscape = directory.landscape
    }

    /// For every facet named, one of the values named; `advised` takes services.
    func condition(_ value: YAMLValue) -> RuleCondition? {
        guard let map = value.map() else { return nil }
        var facets: [Facet: Set<Int>] = [:]
        var advised: [ServiceSelector] = []
        for field in map.fields {
            if field.name == "advised" {
                advised = selectors(field.value)
            } else if let facet = facet(field, others: ["advised"]) {
                facets[facet] = Set(field.value.oneOrMore().compactMap { $0.position(in: facet.valueIDs) })
                if facets[facet]?.isEmpty == true { log.refuse(field.place, "facet '\(facet.id)' names no value") }
            }
        }
        return RuleCondition(facets: facets, advised: advised)
    }

    /// What an answer to a question makes known.
    func assignments(_ value: YAMLValue) -> [Choice.Assignment] {
        guard let map = value.map() else { return [] }
        return map.fields.compactMap { field in
            guard let facet = facet(field, others: []) else { return nil }
            let values = field.value.oneOrMore().compactMap { $0.position(in: facet.valueIDs) }
            if !facet.isSet && values.count > 1 { log.refuse(field.place, "facet '\(facet.id)' has one answer, not \(values.count)") }
            return values.isEmpty ? nil : Choice.Assignment(facet: facet, values: values)
        }
    }

    private func facet(_ field: YAMLMap.Field, others: [String]) -> Facet? {
        guard let facet = Facet(id: field.name) else {
            log.refuse(field.place, "unknown facet '\(field.name)'; allowed: \((Situation.facetIDs + others).joined(separator: ", "))")
            return nil
        }
        return facet
    }

    /// Services by their slug, or all of a kind that can do a thing; each must name at least one service that there is.
    func selectors(_ value: YAMLValue) -> [ServiceSelector] {
        value.oneOrMore().compactMap { $0.isMap ? byKind($0) : bySlug($0) }
    }

    private func bySlug(_ value: YAMLValue) -> ServiceSelector? {
        slug(value).map(ServiceSelector.slug)
    }

    /// A slug that stands in the directory.
    func slug(_ value: YAMLValue) -> String? {
        guard let slug = value.text() else { return nil }
        guard !directory.surelyLacks(slug) else {
            value.refuse("unknown service '\(slug)': it does not stand in the directory")
            return nil
        }
        return slug
    }

    private func byKind(_ value: YAMLValue) -> ServiceSelector? {
        guard let map = value.map(["kind", "can_do"]), let kind = map.oneOf("kind", OrganisationKind.self) else { return nil }
        let canDo = map.optionalText("can_do")
        let selector = ServiceSelector.kind(kind, canDo: canDo)
        if directory.isWhole && landscape.positions(of: selector).isEmpty {
            value.refuse("no service is of kind '\(kind.rawValue)'" + (canDo.map { " and can do '\($0)'" } ?? ""))
        }
        return selector
    }
}
