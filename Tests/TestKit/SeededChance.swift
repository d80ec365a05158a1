import Domain

/// Chance that is the same in every run.
public struct SeededChance: RandomNumberGenerator {
    private var state: UInt64
    public init(_ seed: UInt64) { state = seed }
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Situation {
    /// Any situation that the vocabulary can say, with few or many things known.
    public static func random(_ chance: inout SeededChance) -> Situation {
        var situation = Situation()
        let density = UInt64.random(in: 1...4, using: &chance)
        func pick<Value: FacetValue>(_ unknown: Value) -> Value {
            chance.next() % 4 < density ? Value.allCases.randomElement(using: &chance) ?? unknown : unknown
        }
        func some<Value: FacetValue>(_ type: Value.Type) -> Set<Value> {
            Set(Value.allCases.filter { _ in chance.next() % 12 < density })
        }
        situation.asker = pick(.unknown)
        situation.age = pick(.unknown)
        situation.gender = pick(.unknown)
        situation.when = pick(.unknown)
        situation.ongoing = pick(.unknown)
        situation.danger = pick(.unknown)
        situation.monitored = pick(.unknown)
        situation.suicidal = pick(.unknown)
        situation.mode = pick(.unknown)
        situation.drugged = pick(.unknown)
        situation.police = pick(.unknown)
        situation.anonymous = pick(.unknown)
        situation.relation = pick(.unknown)
        situation.setting = pick(.unknown)
        situation.region = pick(.unknown)
        situation.forms = some(Form.self)
        situation.wishes = some(Wish.self)
        situation.needs = some(Need.self)
        situation.language = [nil, .dutch, .english, LanguageTag("ar")].randomElement(using: &chance) ?? nil
        return situation
    }
}
