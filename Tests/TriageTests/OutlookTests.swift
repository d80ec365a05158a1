import Domain
import TestKit
import Testing

@testable import Triage

@Suite("Judging many situations at once")
struct OutlookTests {
    @Test("agrees with the engine in 1,500 single situations: who is advised, who leads, what is due, how urgent")
    func points() throws {
        let engine = try RealContent.engine()
        let outlook = Outlook(engine.book)
        var chance = SeededChance(99)
        for _ in 0..<1_500 {
            let situation = Situation.random(&chance)
            let bits = situation.bits
            let box = Box(point: bits)
            let all = engine.book.advisable.indices.reduce(into: ServiceSet.empty) { $0.insert($1) }
            let advice = engine.advise(bits, opening: { _ in .open }, answers: all.contains)
            let advised = Set((advice.first + advice.also).map(\.service))
            for (place, position) in engine.book.advisable.enumerated() {
                #expect(outlook.advised(place, box).isYes == advised.contains(position))
                #expect(
                    outlook.leads(place, box).isYes
                        == (engine.match(bits).first.contains(place) && advice.first.contains { $0.service == position }))
            }
            for notice in Notice.allCases {
                #expect(outlook.due(notice, box).isYes == advice.notices.contains { $0.notice == notice })
            }
            for level in Urgency.allCases { #expect(outlook.urgency(level, box).isYes == (advice.urgency >= level) || level <= .u3) }
        }
    }

    @Test("never says more about a set of situations than holds for each of them")
    func boxes() throws {
        let engine = try RealContent.engine()
        var chance = SeededChance(5)
        for _ in 0..<400 {
            var box = Box.everything
            for _ in 0..<Int.random(in: 1...12, using: &chance) {
                guard let rule = engine.book.compiled.randomElement(using: &chance), let parts = box.split(by: rule.condition) else {
                    continue
                }
                box = Bool.random(using: &chance) ? parts.0 : parts.1
            }
            for rule in engine.book.compiled.shuffled(using: &chance).prefix(40) {
                let truth = rule.condition.truth(box)
                for _ in 0..<20 {
                    let holds = rule.condition.holds(box.random(&chance))
                    switch truth {
                    case .yes: #expect(holds)
                    case .no: #expect(!holds)
                    case .depends: break
                    }
                }
            }
        }
    }

    @Test("cutting a set of situations loses none and doubles none")
    func cuts() throws {
        let engine = try RealContent.engine()
        for rule in engine.book.compiled {
            guard let (one, other) = Box.everything.split(by: rule.condition) else { continue }
            #expect(abs(one.count + other.count - Box.everything.count) < Box.everything.count * 1e-12)
        }
    }
}

extension Truth {
    fileprivate var isYes: Bool { if case .yes = self { true } else { false } }
}

extension Box {
    /// Any situation of the box.
    fileprivate func random(_ chance: inout SeededChance) -> FacetBits {
        var bits = FacetBits()
        for facet in Facet.allCases {
            let answers = facet.valueIDs.indices.filter { may.contains(facet, $0) }
            if !facet.isSet {
                if let answer = answers.randomElement(using: &chance) { bits.insert(facet, answer) }
                continue
            }
            let certain = must & facet.mask & ~facet.noneBit
            var chosen = certain
            for answer in answers where answer < facet.valueIDs.count - 1 && Bool.random(using: &chance) {
                chosen |= 1 << UInt64(facet.shift + answer)
            }
            let canBeSilent = may[facet] & facet.noneBit != 0
            if chosen == 0 && !canBeSilent { chosen = may[facet] & ~facet.noneBit & (~(may[facet] & ~facet.noneBit) &+ 1) }
            bits[facet] = chosen == 0 ? facet.noneBit : chosen
        }
        return bits
    }
}
