import Domain

/// How urgent a situation is: the highest level that holds.
/// - Source: triage vocabulary, U0-U4; R37, R101.
enum UrgencyRules {
    /// Per level the conditions of which one is enough; U3 is everything else.
    static let levels: [(level: Urgency, anyOf: [FacetCondition])] = [
        (.u0, [.always.with(.danger, Danger.now), .always.with(.suicidal, Suicidal.plan)]),
        (.u1, [acute]),
        (
            .u2,
            [
                .always.with(.danger, Danger.unsafe),
                .always.with(.suicidal, Suicidal.thoughts),
                recent.with(.mode, Mode.online),
                .always.with(.ongoing, Ternary.yes).with(.monitored, Ternary.yes),
                .always.with(.ongoing, Ternary.yes)
                    .with(.forms, Form.exploitation, .organised, .images, .domesticViolence, .childAbuse),
            ]
        ),
        (.u4, [onlyQuiet, onlyQuietForProfessionals]),
    ]

    private static let recent = FacetCondition.always
        .with(.when, When.within72Hours, .within7Days)
        .without(.asker, Asker.worriedSelf)

    /// Within seven days, not purely online, and not about the asker's own behaviour.
    static let acute = recent.without(.mode, Mode.online)

    private static let onlyQuiet = FacetCondition.always
        .with(.wishes, only: [Wish.information, .restorative, .compensation, .peers].map { Int($0.rawValue) })
        .without(.asker, Asker.professional)

    private static let onlyQuietForProfessionals = FacetCondition.always
        .with(.wishes, only: [Wish.advice, .information].map { Int($0.rawValue) })
        .with(.asker, Asker.professional)

    static func urgency(_ bits: FacetBits) -> Urgency {
        for (level, conditions) in levels where conditions.contains(where: { $0.holds(bits) }) { return level }
        return .u3
    }
}
