import Domain

/// A set of situations: per facet with one answer the answers it may have; per facet with any number the answers it may and must have.
///
/// A box with nothing left open is one situation. Boxes let a rule be judged for a whole set of situations at once.
struct Box: Sendable, Hashable {
    /// Answers that are possible. For sets, the bit for 'none named' says whether silence is possible.
    private(set) var may: FacetBits
    /// Answers of set facets that are certain, with the bit for 'none named' when nothing else is possible.
    private(set) var must: UInt64 = 0

    /// All situations that the vocabulary can say.
    static let everything = Box(may: .everything)

    private init(may: FacetBits) { self.may = may }

    /// The box that holds one situation.
    init(point: FacetBits) {
        may = point
        must = point.words[2]
    }

    static let setFacets = Facet.allCases.filter(\.isSet)

    /// How many situations lie in the box. Far more than can be listed one by one.
    var count: Double {
        var product = 1.0
        for facet in Facet.allCases {
            if facet.isSet {
                let open = may[facet] & ~facet.noneBit & ~must
                product *= Double(sign: .plus, exponent: open.nonzeroBitCount, significand: 1)
            } else {
                product *= Double(may[facet].nonzeroBitCount)
            }
        }
        return product
    }

    /// The two parts of the box on either side of a condition's limit on one facet; nil when the condition does not divide it.
    func split(by condition: FacetCondition) -> (Box, Box)? {
        for facet in Facet.allCases where !facet.isSet {
            let inside = may[facet] & condition.allowed[facet]
            guard inside != 0, inside != may[facet] else { continue }
            return (limited(facet, to: inside), limited(facet, to: may[facet] & ~inside))
        }
        for facet in Self.setFacets {
            let outside = ~condition.allowed[facet] & facet.mask & ~facet.noneBit
            if let parts = split(facet, among: outside) { return parts }
            // Whether silence is allowed only matters while silence is possible: decide any answer.
            let silenceRefused = condition.allowed[facet] & facet.noneBit == 0
            if silenceRefused, let parts = split(facet, among: facet.mask) { return parts }
        }
        for pattern in condition.anyOf {
            for facet in Self.setFacets where pattern & facet.mask != 0 {
                if let parts = split(facet, among: pattern & facet.mask & ~facet.noneBit) { return parts }
                if pattern & facet.noneBit != 0, let parts = split(facet, among: facet.mask) { return parts }
            }
        }
        return nil
    }

    /// One situation of the box.
    var sample: FacetBits {
        var bits = FacetBits()
        for facet in Facet.allCases {
            let certain = must & facet.mask
            if facet.isSet {
                let pick = certain != 0 ? certain : (may[facet] & facet.noneBit != 0 ? facet.noneBit : lowest(may[facet]))
                bits[facet] = pick
            } else {
                // The last answer is `unknown`: the plainest example.
                bits[facet] = 1 << UInt64(63 - may[facet].leadingZeroBitCount)
            }
        }
        return bits
    }

    private func limited(_ facet: Facet, to answers: UInt64) -> Box {
        var box = self
        box.may[facet] = answers
        return box
    }

    private func split(_ facet: Facet, among answers: UInt64) -> (Box, Box)? {
        let open = may[facet] & answers & ~facet.noneBit & ~must
        guard open != 0 else { return nil }
        let answer = lowest(open)
        var with = self
        with.must |= answer
        with.may[facet] &= ~facet.noneBit
        var without = self
        without.may[facet] &= ~answer
        if without.may[facet] == facet.noneBit { without.must |= facet.noneBit }
        return (with, without)
    }

    private func lowest(_ bits: UInt64) -> UInt64 { bits & (~bits + 1) }
}

/// What holds for a set of situations: for all of them, for none, or it depends; then on which condition.
enum Truth: Sendable {
    case yes
    case no
    case depends(FacetCondition)

    static prefix func ! (truth: Truth) -> Truth {
        switch truth {
        case .yes: .no
        case .no: .yes
        case .depends: truth
        }
    }

    /// Whether one of them holds.
    static func any<S: Sequence>(_ truths: S) -> Truth where S.Element == Truth {
        var result = Truth.no
        for truth in truths {
            switch truth {
            case .yes: return .yes
            case .no: continue
            case .depends: if case .no = result { result = truth }
            }
        }
        return result
    }

    /// Whether both hold.
    static func && (one: Truth, other: @autoclosure () -> Truth) -> Truth {
        switch one {
        case .no: return .no
        case .yes: return other()
        case .depends:
            if case .no = other() { return .no }
            return one
        }
    }

    /// Whether one of both holds.
    static func || (one: Truth, other: @autoclosure () -> Truth) -> Truth { !(!one && !other()) }

    /// Whether the second holds wherever the first does.
    func implies(_ other: @autoclosure () -> Truth) -> Truth { !self || other() }
}

extension FacetCondition {
    /// Whether the condition holds for the situations of a box. Exact for a single situation; else it may say that it depends where
    /// it could be decided, never the reverse.
    func truth(_ box: Box) -> Truth {
        var certain = true
        if (box.may.words & ~allowed.words) != .zero {
            certain = false
            for facet in Facet.allCases {
                let answers = box.may[facet]
                guard answers & ~allowed[facet] != 0 else { continue }
                if answers & allowed[facet] == 0 || box.must & facet.mask & ~allowed[facet] != 0 && facet.isSet { return .no }
            }
        }
        for pattern in anyOf {
            if box.must & pattern != 0 { continue }
            if box.may.words[2] & pattern == 0 { return .no }
            certain = false
        }
        return certain ? .yes : .depends(self)
    }
}
