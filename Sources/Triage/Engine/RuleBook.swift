import Domain

/// Rules and landscape joined for fast advice: patterns instead of words, positions instead of slugs.
struct RuleBook: Sendable {
    struct Entry: Sendable {
        let service: Int
        /// Lower comes first: weight, then the order of the rules, then the order in the rule.
        let rank: Int32
    }

    struct CompiledRule: Sendable {
        let condition: FacetCondition
        let first: [Entry]
        let also: [Entry]
        let never: ServiceSet
        let notices: UInt64
        /// Services of which one must be advised; empty when the rule depends on the situation alone.
        let advised: ServiceSet
    }

    let rules: [Rule]
    let landscape: Landscape
    /// Positions in the landscape of the services that rules can advise.
    let advisable: [Int]
    let compiled: [CompiledRule]
    /// Per advisable service the situations that it fits.
    let fits: [FacetCondition]
    private let byAsker: [ServiceSet]
    private let byAge: [ServiceSet]
    private let bySetting: [ServiceSet]
    private let byRegion: [ServiceSet]
    let police: ServiceSet
    let emergency: ServiceSet

    init(rules: [Rule], landscape: Landscape) {
        self.rules = rules
        self.landscape = landscape
        let named = rules.flatMap { $0.first + $0.also + $0.never + $0.when.advised }
        advisable = Array(Set(named.flatMap { landscape.positions(of: $0) }).sorted().prefix(ServiceSet.capacity))
        var places: [Int: Int] = [:]
        for (place, position) in advisable.enumerated() { places[position] = place }
        let services = advisable.map { landscape.services[$0] }
        compiled = rules.enumerated().map { Self.compile($1, order: $0, landscape: landscape, places: places) }
        fits = services.map(Self.fitCondition)
        byAsker = Asker.allCases.map { asker in Self.set(services) { $0.fits(asker: asker) } }
        byAge = AgeBand.allCases.map { age in Self.set(services) { $0.fits(age: age) } }
        bySetting = Setting.allCases.map { setting in Self.set(services) { $0.fits(setting: setting) } }
        byRegion = Region.allCases.map { region in Self.set(services) { $0.area.covers(region) } }
        police = Self.set(services) { $0.kind == .police }
        emergency = Self.set(services) { $0.kind == .emergency }
    }

    /// The services that fit a situation.
    @inline(__always)
    func fitting(_ bits: FacetBits) -> ServiceSet {
        byAsker[bits.index(.asker)].intersection(byAge[bits.index(.age)])
            .intersection(bySetting[bits.index(.setting)]).intersection(byRegion[bits.index(.region)])
    }

    private static func compile(_ rule: Rule, order: Int, landscape: Landscape, places: [Int: Int]) -> CompiledRule {
        func entries(_ selectors: [ServiceSelector]) -> [Entry] {
            let found = selectors.flatMap { landscape.positions(of: $0) }.compactMap { places[$0] }
            return found.enumerated().map { index, service in
                Entry(service: service, rank: Int32((100 - rule.weight) * 1_000_000 + order * 1000 + min(index, 999)))
            }
        }
        func set(_ selectors: [ServiceSelector]) -> ServiceSet {
            entries(selectors).reduce(into: ServiceSet.empty) { $0.insert($1.service) }
        }
        return CompiledRule(
            condition: FacetCondition.always.with(rule.when.facets), first: entries(rule.first), also: entries(rule.also),
            never: set(rule.never), notices: rule.notices.reduce(0) { $0 | 1 << UInt64($1.rawValue) },
            advised: set(rule.when.advised))
    }

    private static func set(_ services: [Service], _ belongs: (Service) -> Bool) -> ServiceSet {
        services.enumerated().reduce(into: ServiceSet.empty) { if belongs($1.element) { $0.insert($1.offset) } }
    }

    private static func fitCondition(_ service: Service) -> FacetCondition {
        func positions<Value: FacetValue>(_ belongs: (Value) -> Bool) -> [Int] {
            Value.allCases.filter(belongs).map { Int($0.rawValue) }
        }
        return FacetCondition.always
            .with(.asker, anyOf: positions { service.fits(asker: $0) })
            .with(.age, anyOf: positions { service.fits(age: $0) })
            .with(.setting, anyOf: positions { service.fits(setting: $0) })
            .with(.region, anyOf: positions { service.area.covers($0) })
    }
}

extension FacetBits {
    /// Position of the one answer to a single facet.
    @inline(__always)
    func index(_ facet: Facet) -> Int { (self[facet] >> UInt64(facet.shift)).trailingZeroBitCount }
}
