import Domain

/// Invariants that promise that something is never there.
extension Invariant {
    static let protecting: [Invariant] = [
        Invariant(4, "no service outside its age bands, area or audience is advised", onlyWhatFits),
        Invariant(5, "whoever may be read along with gets no outbound contact, and is told so") { context in
            let monitored = AnyOf(.always.with(.monitored, Ternary.yes))
            return context.prove { outlook, box in
                monitored.truth(box).implies(outlook.due(.monitoredDevice, box))
            } confirm: { advice, _, bits in
                !monitored.holds(bits) || advice.channelsOff && advice.has(.monitoredDevice)
            }
        },
        Invariant(6, "the police lead only by the person's own wish, and never without their choice and the facts", policeByChoice),
        Invariant(7, "contact with the other side only where it is safe, unwatched, and for the young over", restorativeWhenSafe),
        Invariant(9, "a child who asks for themself meets phone and chat only, and no field for a story", childrenReachPeople),
        Invariant(11, "services for professionals only for professionals") { context in
            let professional = AnyOf(.always.with(.asker, Asker.professional))
            return none(context, of: context.places { $0.audience.professionalOnly }, unless: professional)
                .joined(
                    misnamed(context, .asker, openMeansAll: true) { service, asker in
                        service.audience.professionalOnly && asker != Int(Asker.professional.rawValue)
                    })
        },
        Invariant(12, "who worries about themself meets nothing that is there for others only, and always their own help", ownHelp),
    ]

    /// Proves that none of the services is advised unless a condition holds.
    private static func none(
        _ context: ProofContext, of places: [Int], unless excuse: AnyOf
    ) -> SearchResult {
        places.reduce(SearchResult()) { result, place in
            let position = context.book.advisable[place]
            return result.joined(
                context.prove { outlook, box in
                    outlook.advised(place, box).implies(excuse.truth(box))
                } confirm: { advice, _, bits in
                    !advice.services.contains(position) || excuse.holds(bits)
                })
        }
    }

    /// Every rule's advice passes one filter, so it is enough to hold the filter against the records, for every asker, age, setting
    /// and region: written here a second time, from the record and not from the filter.
    @Sendable private static func onlyWhatFits(_ context: ProofContext) -> SearchResult {
        var result = SearchResult()
        for asker in Asker.allCases {
            for age in AgeBand.allCases {
                for setting in Setting.allCases {
                    for region in Region.allCases {
                        var situation = Situation()
                        (situation.asker, situation.age, situation.setting, situation.region) = (asker, age, setting, region)
                        let bits = situation.bits
                        result.evaluated += 1
                        let wrong = wrongly(context.book.fitting(bits), context, asker: asker, age: age, setting: setting, region: region)
                        if wrong { result.counterexample = result.counterexample ?? bits }
                    }
                }
            }
        }
        let ages = misnamed(context, .age) { service, age in
            AgeBand(rawValue: UInt8(age)).map { $0 != .unknown && !service.fits(age: $0) } ?? false
        }
        return result.joined(ages)
    }

    /// The engine would pass over a service that does not fit; a rule that names one for people whom it cannot help is a mistake all
    /// the same, and is shown to whoever keeps the rules.
    private static func misnamed(
        _ context: ProofContext, _ facet: Facet, openMeansAll: Bool = false, _ cannotHelp: (Service, Int) -> Bool
    ) -> SearchResult {
        var result = SearchResult()
        for rule in context.book.rules {
            // A rule that leaves the facet open is filtered by design; one that names an answer means it.
            let everybody = openMeansAll ? Set(facet.valueIDs.indices) : []
            for value in rule.when.facets[facet] ?? everybody {
                for case .slug(let slug) in rule.first + rule.also {
                    guard let service = context.book.landscape.service(slug), cannotHelp(service, value) else { continue }
                    var bits = Situation().bits
                    for (limited, values) in rule.when.facets {
                        bits[limited] = 0
                        if let first = values.min() { bits.insert(limited, first) }
                    }
                    bits[facet] = 0
                    bits.insert(facet, value)
                    result.counterexample = result.counterexample ?? bits
                }
            }
        }
        return result
    }

    private static func wrongly(
        _ fitting: ServiceSet, _ context: ProofContext, asker: Asker, age: AgeBand, setting: Setting, region: Region
    ) -> Bool {
        var wrong = false
        for place in fitting.places {
            let service = context.service(place)
            let audience = service.audience
            if asker != .unknown && !audience.askers.contains(asker) { wrong = true }
            if asker != .professional && audience.professionalOnly { wrong = true }
            if !audience.settings.isEmpty && !audience.settings.contains(setting) { wrong = true }
            if let bands = audience.bands {
                if !bands.contains(age) { wrong = true }
            } else if audience.minimumAge != nil || audience.maximumAge != nil {
                let lowest = audience.minimumAge ?? 0
                let highest = audience.maximumAge ?? 130
                if !(age.years.map {
                    $0.lowerBound >= lowest && $0.upperBound <= highest || audience.maximumAge == nil && $0.lowerBound >= lowest
                } ?? false) {
                    wrong = true
                }
            }
            if case .regions(let regions, _) = service.area, !regions.contains(region) { wrong = true }
        }
        return wrong
    }

    @Sendable private static func policeByChoice(_ context: ProofContext) -> SearchResult {
        let wanted = AnyOf(.always.with(.police, PoliceView.yes), .always.with(.wishes, Wish.police))
        let inDanger = FacetCondition.always.with(.danger, Danger.now)
        let dependent = AnyOf(
            inDanger.with(.age, AgeBand.under12, .from12To15, .from16To17),
            inDanger.with(.setting, Setting.care, .youthCare, .detention),
            inDanger.with(.needs, Need.intellectualDisability))
        return context.places { $0.kind == .police }.reduce(SearchResult()) { result, place in
            let position = context.book.advisable[place]
            return result.joined(
                context.prove { outlook, box in
                    outlook.leads(place, box).implies(wanted.truth(box) || dependent.truth(box))
                        && outlook.advised(place, box).implies(outlook.due(.policeYourChoice, box) && outlook.due(.policeFacts, box))
                } confirm: { advice, _, bits in
                    let leads = advice.first.contains { $0.service == position }
                    if leads && !wanted.holds(bits) && !dependent.holds(bits) { return false }
                    return !advice.services.contains(position) || advice.has(.policeYourChoice) && advice.has(.policeFacts)
                })
        }
    }

    @Sendable private static func restorativeWhenSafe(_ context: ProofContext) -> SearchResult {
        let safe = FacetCondition.always.with(.danger, Danger.safe).with(.monitored, Ternary.no)
        let allowed = AnyOf(
            safe.with(.age, AgeBand.adult, .unknown),
            safe.with(.age, AgeBand.under12, .from12To15, .from16To17).with(.ongoing, Ternary.no))
        return none(context, of: context.places { $0.kind == .restorative }, unless: allowed)
    }

    @Sendable private static func childrenReachPeople(_ context: ProofContext) -> SearchResult {
        let child = AnyOf(.always.with(.asker, Asker.victim).with(.age, AgeBand.under12))
        let silent = none(context, of: context.places { !$0.answersPeople }, unless: child.negated)
        return silent.joined(unreachable(context, .freeText, by: child))
    }

    @Sendable private static func ownHelp(_ context: ProofContext) -> SearchResult {
        let own = AnyOf(.always.with(.asker, Asker.worriedSelf))
        let help = context.prove { outlook, box in
            own.truth(box).implies(outlook.due(.ownBehaviourHelp, box))
        } confirm: { advice, _, bits in
            !own.holds(bits) || advice.has(.ownBehaviourHelp)
        }
        let others = context.places { !$0.audience.askers.contains(.worriedSelf) }
        let named = misnamed(context, .asker) { service, asker in
            asker == Int(Asker.worriedSelf.rawValue) && !service.fits(asker: .worriedSelf)
        }
        return help.joined(none(context, of: others, unless: own.negated)).joined(named)
    }

    /// Proves that no question with a tag can be reached in the situations named.
    static func unreachable(_ context: ProofContext, _ tag: Question.Tag, by people: AnyOf) -> SearchResult {
        context.questions.filter { $0.tags.contains(tag) }.reduce(SearchResult()) { result, question in
            let reachable = FacetCondition.always.with(question.when.facets)
            return result.joined(
                Search.prove(
                    claim: { !(reachable.truth($0) && people.truth($0)) },
                    confirm: { reachable.holds($0) && people.holds($0) }))
        }
    }
}
