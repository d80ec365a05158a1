import Domain

/// Invariants about what people are asked and told, and the one about urgency.
extension Invariant {
    static let wording: [Invariant] = [
        Invariant(8, "nobody under 16 is asked for consent to the act, a name, or a parent's permission") { context in
            // An age that is not known yet may be under 16.
            let young = AnyOf(.always.with(.age, AgeBand.under12, .from12To15, .unknown))
            return [Question.Tag.consentToTheAct, .name, .parentalPermission].reduce(SearchResult()) {
                $0.joined(unreachable(context, $1, by: young))
            }
        },
        Invariant(10, "nothing says that it is too late, and long ago carries 'not too late'") { context in
            let longAgo = AnyOf(.always.with(.when, When.longerAgo))
            var result = context.prove { outlook, box in
                longAgo.truth(box).implies(outlook.due(.notTooLate, box))
            } confirm: { advice, _, bits in
                !longAgo.holds(bits) || advice.has(.notTooLate)
            }
            if !context.forbiddenPassages.isEmpty { result.counterexample = result.counterexample ?? Situation().bits }
            return result
        },
        Invariant(14, "a bystander is never asked who it is about") { context in
            let beside = AnyOf(.always.with(.asker, Asker.bystander, .worriedOther, .unknown))
            return unreachable(context, .identityOfTheVictim, by: beside)
        },
        Invariant(16, "urgency never falls as danger, despair or nearness in time rise", urgencyRises),
    ]

    private static let ladders: [(Facet, [Int])] = [
        (.danger, [Danger.safe, .unknown, .unsafe, .now].map { Int($0.rawValue) }),
        (.suicidal, [Suicidal.no, .unknown, .thoughts, .plan].map { Int($0.rawValue) }),
        (.when, [When.longerAgo, .unknown, .within7Days, .within72Hours].map { Int($0.rawValue) }),
    ]

    /// Urgency depends on few facets; every combination of what it can tell apart is tried.
    @Sendable private static func urgencyRises(_ context: ProofContext) -> SearchResult {
        var result = SearchResult()
        var boxes = [Box.everything]
        let conditions = UrgencyRules.levels.flatMap(\.anyOf)
        while let box = boxes.popLast() {
            let undecided = conditions.lazy.filter { if case .depends = $0.truth(box) { true } else { false } }
            if let (one, other) = undecided.compactMap({ box.split(by: $0) }).first {
                boxes += [one, other]
                continue
            }
            result.evaluated += 1
            let bits = box.sample
            let urgency = UrgencyRules.urgency(bits)
            for (facet, ladder) in ladders {
                let step = ladder.firstIndex { bits.contains(facet, $0) } ?? 0
                for higher in ladder[(step + 1)...] {
                    var raised = bits
                    raised[facet] = 1 << UInt64(facet.shift + higher)
                    if UrgencyRules.urgency(raised) < urgency { result.counterexample = result.counterexample ?? bits }
                }
            }
        }
        return result
    }
}
