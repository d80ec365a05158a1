import Domain

/// Holds the engine's advice against what fictional cases expect.
/// - Source: R31; triage vocabulary, 'Cases'.
public struct CaseBench: Sendable {
    private let engine: AdviceEngine

    public init(engine: AdviceEngine) { self.engine = engine }

    /// What the advice misses, one sentence each; empty when the case passes.
    public func misses(_ one: Casus) -> [String] {
        let advice = engine.advise(one.situation, at: one.at)
        let first = slugs(advice.first)
        let all = first + slugs(advice.also)
        let notices = advice.notices.map(\.notice)
        let expected = one.expectation
        var misses: [String] = []
        if let urgency = expected.urgency, urgency != advice.urgency {
            misses.append("urgency \(advice.urgency.id), expected \(urgency.id)")
        }
        if let off = expected.channelsOff, off != advice.channelsOff {
            misses.append("channels_off \(advice.channelsOff), expected \(off)")
        }
        misses += expected.first.filter { !first.contains($0) }.map { "not in first: \($0)" }
        if !expected.firstAny.isEmpty, !expected.firstAny.contains(where: first.contains) {
            misses.append("none in first of: \(expected.firstAny.joined(separator: ", "))")
        }
        misses += expected.also.filter { !all.contains($0) }.map { "not advised: \($0)" }
        misses += expected.never.filter(all.contains).map { "advised, but must never be: \($0)" }
        misses += expected.neverFirst.filter(first.contains).map { "leads, but must not: \($0)" }
        misses += expected.notices.filter { !notices.contains($0) }.map { "notice missing: \($0.id)" }
        misses += expected.notNotices.filter(notices.contains).map { "notice not due: \($0.id)" }
        return misses
    }

    /// The rules behind the advice, in one line.
    public func trail(_ one: Casus) -> String {
        let advice = engine.advise(one.situation, at: one.at)
        return (advice.first + advice.also).map { recommendation in
            let rules = recommendation.rules.map { engine.rules[$0].id }.joined(separator: "+")
            return "\(engine.landscape.services[recommendation.service].slug)<\(rules)"
        }.joined(separator: "  ")
    }

    private func slugs(_ recommendations: [Recommendation]) -> [String] {
        recommendations.map { engine.landscape.services[$0.service].slug }
    }
}
