/// What somebody told us by answering a few questions, every one of which may be skipped. It is never stored.
/// - Source: triage vocabulary; R19, R20, R25.
public struct Situation: Sendable, Hashable {
    public var asker = Asker.unknown
    public var age = AgeBand.unknown
    public var gender = Gender.unknown
    public var when = When.unknown
    public var ongoing = Ternary.unknown
    public var danger = Danger.unknown
    public var monitored = Ternary.unknown
    public var suicidal = Suicidal.unknown
    public var mode = Mode.unknown
    public var drugged = Ternary.unknown
    public var police = PoliceView.unknown
    public var anonymous = Ternary.unknown
    public var language: LanguageTag?
    public var relation = Relation.unknown
    public var setting = Setting.unknown
    public var region = Region.unknown
    public var forms: Set<Form> = []
    public var wishes: Set<Wish> = []
    public var needs: Set<Need> = []

    /// Nothing known: a good start, and complete national advice.
    public init() {}

    /// The language as rules see it.
    public var languageClass: LanguageClass {
        switch language?.primary {
        case nil: .unknown
        case "nl": .dutch
        case "en": .english
        default: .other
        }
    }

    /// The pattern that rules are compared with.
    public var bits: FacetBits {
        var bits = FacetBits()
        bits.insert(.asker, Int(asker.rawValue))
        bits.insert(.age, Int(age.rawValue))
        bits.insert(.gender, Int(gender.rawValue))
        bits.insert(.when, Int(when.rawValue))
        bits.insert(.ongoing, Int(ongoing.rawValue))
        bits.insert(.danger, Int(danger.rawValue))
        bits.insert(.monitored, Int(monitored.rawValue))
        bits.insert(.suicidal, Int(suicidal.rawValue))
        bits.insert(.mode, Int(mode.rawValue))
        bits.insert(.drugged, Int(drugged.rawValue))
        bits.insert(.police, Int(police.rawValue))
        bits.insert(.anonymous, Int(anonymous.rawValue))
        bits.insert(.language, Int(languageClass.rawValue))
        bits.insert(.relation, Int(relation.rawValue))
        bits.insert(.setting, Int(setting.rawValue))
        bits.insert(.region, Int(region.rawValue))
        bits.insertAll(.forms, forms)
        bits.insertAll(.wishes, wishes)
        bits.insertAll(.needs, needs)
        return bits
    }

    /// The situation that a pattern with one answer per single facet stands for. 'Other' languages become `und`.
    public init(bits: FacetBits) {
        asker = bits.single(.asker)
        age = bits.single(.age)
        gender = bits.single(.gender)
        when = bits.single(.when)
        ongoing = bits.single(.ongoing)
        danger = bits.single(.danger)
        monitored = bits.single(.monitored)
        suicidal = bits.single(.suicidal)
        mode = bits.single(.mode)
        drugged = bits.single(.drugged)
        police = bits.single(.police)
        anonymous = bits.single(.anonymous)
        relation = bits.single(.relation)
        setting = bits.single(.setting)
        region = bits.single(.region)
        forms = bits.all(.forms)
        wishes = bits.all(.wishes)
        needs = bits.all(.needs)
        switch bits.single(.language) as LanguageClass {
        case .dutch: language = .dutch
        case .english: language = .english
        case .other: language = .undetermined
        case .unknown: language = nil
        }
    }
}

extension FacetBits {
    fileprivate mutating func insertAll<Value: FacetValue>(_ facet: Facet, _ values: Set<Value>) {
        if values.isEmpty { words[facet.word] |= facet.noneBit }
        for value in values { insert(facet, Int(value.rawValue)) }
    }

    fileprivate func single<Value: FacetValue>(_ facet: Facet) -> Value {
        let index = (self[facet] >> UInt64(facet.shift)).trailingZeroBitCount
        return Value(rawValue: UInt8(min(index, Value.allCases.count - 1))) ?? Value.allCases[Value.allCases.startIndex]
    }

    fileprivate func all<Value: FacetValue>(_ facet: Facet) -> Set<Value> {
        Set(Value.allCases.filter { contains(facet, Int($0.rawValue)) })
    }
}
