import Domain

/// A group of people on the map of the landscape: a few answers that they share.
/// - Source: triage vocabulary, coverage; R30, R35.
public struct CoverageGroup: Sendable, Hashable {
    /// Stable name in tables, files and the wording.
    public let id: String
    /// What the people of the group have in common; everything else is unknown.
    public let situation: Situation

    public init(_ id: String, _ situation: Situation) {
        self.id = id
        self.situation = situation
    }

    /// Key of its name in the wording.
    public var labelKey: String { "coverage.groups.\(id)" }
}

/// Whom and where the map of the landscape looks at, unless somebody asks for less.
public enum Coverage {
    /// The 25 safety regions.
    public static let regions = Region.allCases.filter { $0 != .unknown }

    /// Whoever it happened to at every age, then the groups of which the letters and the field say that help may be missing.
    /// - Source: R30, R35, R36, R44, R45, R48, R50, R52, R53.
    public static let groups = ages + violence + circumstances + askers + settings

    private static let ages = [
        group("victim_under_12", age: .under12),
        group("victim_12_15", age: .from12To15),
        group("victim_16_17", age: .from16To17),
        group("victim_18_plus"),
        group("victim_age_unknown", age: .unknown),
        group("woman") { $0.gender = .woman },
        group("man") { $0.gender = .man },
    ]

    private static let violence = [
        group("domestic_violence") { $0.forms = [.domesticViolence] },
        group("exploitation_minor", age: .from16To17) { $0.forms = [.exploitation] },
        group("exploitation_adult") { $0.forms = [.exploitation] },
        group("organised_minor", age: .from16To17) { $0.forms = [.organised] },
        group("organised_adult") { $0.forms = [.organised] },
        group("images_minor", age: .from12To15) { $0.forms = [.images] },
        group("images_adult") { $0.forms = [.images] },
    ]

    private static let circumstances = [
        group("within_7_days") { $0.when = .within7Days },
        group("long_ago_therapy") { situation in
            situation.when = .longerAgo
            situation.wishes = [.therapy]
        },
        group("deaf") { $0.needs = [.deaf] },
        group("language_other") { $0.language = .undetermined },
        group("no_residence_exploitation") { situation in
            situation.forms = [.exploitation]
            situation.needs = [.noResidenceStatus]
        },
    ]

    private static let askers = [
        group("parent_of_child", asker: .parent, age: .under12),
        group("professional", asker: .professional, age: .unknown),
        group("worried_self", asker: .worriedSelf),
    ]

    private static let settings = [
        group("detention") { $0.setting = .detention },
        group("military") { $0.setting = .defence },
        group("sport") { $0.setting = .sport },
        group("church") { $0.setting = .church },
        group("youth_care", age: .from12To15) { $0.setting = .youthCare },
        group("abroad") { $0.setting = .abroad },
    ]

    private static func group(
        _ id: String, asker: Asker = .victim, age: AgeBand = .adult, also: (inout Situation) -> Void = { _ in }
    ) -> CoverageGroup {
        var situation = Situation()
        situation.asker = asker
        situation.age = age
        also(&situation)
        return CoverageGroup(id, situation)
    }
}
