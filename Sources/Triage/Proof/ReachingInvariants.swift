import Domain

/// Invariants that promise that something is there: a door, a notice, a route.
extension Invariant {
    static let reaching: [Invariant] = [
        Invariant(1, "every situation gets a destination that is surely open, at any moment of a year", anOpenDoor),
        Invariant(2, "danger now or a plan to die is U0, and 112 is the first notice") { context in
            let urgent = AnyOf(.always.with(.danger, Danger.now), .always.with(.suicidal, Suicidal.plan))
            return context.prove { outlook, box in
                urgent.truth(box).implies(outlook.due(.call112, box) && outlook.urgency(.u0, box))
            } confirm: { advice, _, bits in
                !urgent.holds(bits) || advice.urgency == .u0 && advice.notices.first?.notice == .call112
            }
        },
        Invariant(3, "within seven days, not purely online, the national centre leads, at any hour, for any region", centreLeads),
        Invariant(13, "nothing known still gives complete national advice", nothingKnown),
        Invariant(15, "each form with a route of its own adds a service of that route", routes),
    ]

    @Sendable private static func anOpenDoor(_ context: ProofContext) -> SearchResult {
        let always = context.places { $0.alwaysAnswers }
        let states = context.states.states
        return context.prove { outlook, box in
            let surely = Truth.any(always.lazy.map { outlook.advised($0, box) })
            if case .yes = surely { return .yes }
            return states.reduce(Truth.yes) { $0 && outlook.anyAdvised($1, box) }
        } confirm: { advice, state, _ in
            advice.services.contains { position in
                context.book.advisable.firstIndex(of: position).map(state.contains) ?? false
            }
        }
    }

    @Sendable private static func centreLeads(_ context: ProofContext) -> SearchResult {
        let acute = UrgencyRules.acute
        let elsewhere = AnyOf(.always.with(.setting, Setting.detention, .abroad))
        guard let centre = context.place("csg-national") else { return .missing }
        let position = context.book.advisable[centre]
        return context.prove { outlook, box in
            // A service that always answers is never displaced when the hour brings another forward.
            acute.truth(box).implies(
                outlook.leads(centre, box) || (elsewhere.truth(box) && outlook.advised(centre, box)))
        } confirm: { advice, _, bits in
            guard acute.holds(bits) else { return true }
            return advice.first.contains { $0.service == position }
                || elsewhere.holds(bits) && advice.services.contains(position)
        }
    }

    @Sendable private static func nothingKnown(_ context: ProofContext) -> SearchResult {
        let nothing = Situation().bits
        let centre = context.book.landscape.position("csg-national")
        let complete = !context.breaks(nothing) { advice, _ in
            let services = advice.services.map { context.book.landscape.services[$0] }
            return advice.services.contains { $0 == centre } && !advice.first.isEmpty
                && services.filter(\.alwaysAnswers).count >= 2 && services.allSatisfy { $0.area.covers(.unknown) }
        }
        return SearchResult(evaluated: 1, counterexample: complete ? nil : nothing)
    }

    /// The routes that the vocabulary fixes.
    static let routeTable: [(Form, [String])] = [
        (.exploitation, ["fier-chat", "csg-national", "comensha-helpdesk", "vt-line"]),
        (.organised, ["fier-chat", "csg-national"]),
        (.images, ["helpwanted-line", "csg-national"]),
        (.domesticViolence, ["vt-line"]),
        (.childAbuse, ["vt-line"]),
        (.honour, ["vt-line"]),
        (.genitalMutilation, ["vt-line"]),
        (.forcedMarriage, ["vt-line", "lkha-consult", "bz-24-7"]),
    ]

    @Sendable private static func routes(_ context: ProofContext) -> SearchResult {
        let notSelf = FacetCondition.always.without(.asker, Asker.worriedSelf)
        return routeTable.reduce(SearchResult()) { result, route in
            let (form, slugs) = route
            let places = slugs.compactMap { context.place($0) }
            let positions = Set(places.map { context.book.advisable[$0] })
            let named = notSelf.with(.forms, form)
            // Veilig Thuis is a route out of exploitation for the young only.
            let forTheYoung = FacetCondition.always.with(.age, AgeBand.under12, .from12To15, .from16To17)
            let young = form == .exploitation ? context.place("vt-line") : nil
            // A form's own service must come by a rule that knows the form: a line that everybody gets is no route.
            let own = context.book.compiled.indices.filter { index in
                context.book.rules[index].when.facets[.forms]?.contains(Int(form.rawValue)) == true
            }
            let found = context.prove { outlook, box in
                named.truth(box).implies(
                    Truth.any(
                        places.lazy.map { place in
                            outlook.advised(place, by: own, box) && (place == young ? forTheYoung.truth(box) : .yes)
                        }))
            } confirm: { advice, _, bits in
                guard named.holds(bits) else { return true }
                let onlyForTheYoung = young.map { context.book.advisable[$0] }
                return (advice.first + advice.also).contains { one in
                    positions.contains(one.service) && one.rules.contains(where: own.contains)
                        && (one.service != onlyForTheYoung || forTheYoung.holds(bits))
                }
            }
            return result.joined(found)
        }
    }
}

/// Conditions of which one is enough.
struct AnyOf: Sendable {
    let conditions: [FacetCondition]
    private var isNegated = false
    init(_ conditions: FacetCondition...) { self.conditions = conditions }

    /// Everybody else.
    var negated: AnyOf {
        var other = self
        other.isNegated.toggle()
        return other
    }

    func truth(_ box: Box) -> Truth {
        let truth = Truth.any(conditions.lazy.map { $0.truth(box) })
        return isNegated ? !truth : truth
    }

    func holds(_ bits: FacetBits) -> Bool { conditions.contains { $0.holds(bits) } != isNegated }
}

extension SearchResult {
    /// A service on which an invariant rests is not in the landscape.
    static let missing = SearchResult(evaluated: 1, counterexample: Situation().bits)
}
