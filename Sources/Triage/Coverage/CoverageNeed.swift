import Domain

/// A form of violence, or a need, that no service of the directory names as its own.
/// - Source: R35, 'for some groups expertise is missing'.
public struct CoverageNeed: Sendable, Hashable, Encodable {
    /// `forms` or `needs`.
    public let facet: String
    public let value: String
    /// Slugs of the services to which rules about it lead all the same; none: there is nobody at all.
    public let routes: [String]

    /// Key of its name in the wording.
    public var labelKey: String { "facets.\(facet).\(value)" }
}

extension CoverageNeed {
    static func withoutOwnService(_ book: RuleBook) -> [CoverageNeed] {
        let forms = Form.allCases.map { (Facet.forms, Int($0.rawValue), $0.id, formMarks[$0] ?? []) }
        let needs = Need.allCases.map { (Facet.needs, Int($0.rawValue), $0.id, needMarks[$0] ?? []) }
        return (forms + needs).compactMap { facet, index, id, marks in
            let wanted = marks.union([id])
            let isNamed = book.landscape.services.contains { service in
                !wanted.isDisjoint(with: service.problemTypes) || !wanted.isDisjoint(with: service.capabilities)
                    || id == Need.cannotSpeakAloud.id && service.contact.hasChat
            }
            return isNamed ? nil : CoverageNeed(facet: facet.id, value: id, routes: routes(book, facet, index))
        }
    }

    // A rule that holds for every form or need was not made for this one.
    private static func routes(_ book: RuleBook, _ facet: Facet, _ index: Int) -> [String] {
        let rules = book.rules.filter { rule in
            guard let named = rule.when.facets[facet] else { return false }
            return named.contains(index) && named.count < facet.valueIDs.count - 1
        }
        let positions = Set(rules.flatMap { $0.first + $0.also }.flatMap { book.landscape.positions(of: $0) })
        return positions.sorted().map { book.landscape.services[$0].slug }
    }

    // Problem types and capabilities of the directory by which a service says that it is there for a form.
    private static let formMarks: [Form: Set<String>] = [
        .unwantedAct: ["sexual_violence", "acute_sexual_violence", "past_sexual_violence"],
        .images: ["image_abuse", "sextortion", "online_sexual_violence", "image_removal"],
        .exploitation: ["sexual_exploitation", "trafficking", "labour_exploitation"],
        .organised: ["organised_abuse"],
        .honour: ["honour_violence"],
    ]

    private static let needMarks: [Need: Set<String>] = [
        .deaf: ["text_relay", "real_time_text"],
        .cannotSpeakAloud: ["chat_help", "real_time_text"],
        .noResidenceStatus: ["reflection_period_B8", "B8_information", "refugee"],
        .lgbti: ["lhbti"],
        .dissociation: ["dissociative_disorder"],
        .interpreter: ["interpreting"],
    ]
}
