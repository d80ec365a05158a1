import Domain

/// A condition on a situation, as patterns: every answer lies in `allowed`, and each pattern of `anyOf` shares an answer with it.
///
/// Silence counts as an answer of its own, so a facet without a limit allows everything.
struct FacetCondition: Sendable, Hashable {
    private(set) var allowed = FacetBits.everything
    /// Patterns over the facets that take any number of answers.
    private(set) var anyOf: [UInt64] = []

    static let always = FacetCondition()

    /// Limits a facet to some of its answers; for a facet with any number of answers at least one must be among them.
    func with(_ facet: Facet, anyOf indices: some Sequence<Int>) -> FacetCondition {
        let pattern = indices.reduce(into: UInt64(0)) { $0 |= 1 << UInt64(facet.shift + $1) }
        var limited = self
        if facet.isSet { limited.anyOf.append(pattern) } else { limited.allowed[facet] &= pattern }
        return limited
    }

    /// Limits a facet with any number of answers to some of them, none outside.
    func with(_ facet: Facet, only indices: some Sequence<Int>) -> FacetCondition {
        var limited = self
        limited.allowed[facet] &= indices.reduce(into: UInt64(0)) { $0 |= 1 << UInt64(facet.shift + $1) }
        return limited
    }

    func with<Value: FacetValue>(_ facet: Facet, _ values: Value...) -> FacetCondition {
        with(facet, anyOf: values.map { Int($0.rawValue) })
    }

    func without<Value: FacetValue>(_ facet: Facet, _ values: Value...) -> FacetCondition {
        let left = facet.valueIDs.indices.filter { index in !values.contains { Int($0.rawValue) == index } }
        return with(facet, anyOf: left)
    }

    func with(_ conditions: [Facet: Set<Int>]) -> FacetCondition {
        conditions.reduce(self) { $0.with($1.key, anyOf: $1.value) }
    }

    @inline(__always)
    func holds(_ bits: FacetBits) -> Bool {
        guard (bits.words & ~allowed.words) == .zero else { return false }
        for pattern in anyOf where bits.words[2] & pattern == 0 { return false }
        return true
    }
}
