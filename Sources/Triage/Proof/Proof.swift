import Domain

/// What the proof of all invariants found.
public struct ProofReport: Sendable {
    public struct Finding: Sendable {
        public let id: String
        public let statement: String
        public let holds: Bool
        /// A situation in which the rules break the invariant.
        public let counterexample: Situation?
        /// Whether the search was given up, so that nothing is known.
        public let undecided: Bool
        public let evaluated: Int
    }
    /// How many different situations the vocabulary can say; each invariant was proven for all of them.
    public let situations: Double
    /// How many boxes and single situations were looked at to prove it.
    public let evaluated: Int
    public let findings: [Finding]
    public var holds: Bool { findings.allSatisfy(\.holds) }
}

extension ProofReport {
    /// Proves every invariant over all situations, and for opening hours over all moments of a year.
    /// - Parameters:
    ///   - forbiddenPassages: where the wording says what no wording may say; each breaks invariant 10.
    ///   - day: the first day of the year whose opening hours count.
    public static func prove(
        _ engine: AdviceEngine, questions: [Question], forbiddenPassages: [String], from day: CalendarDay
    ) async -> ProofReport {
        let context = ProofContext(engine: engine, questions: questions, forbiddenPassages: forbiddenPassages, from: day)
        let findings = await withTaskGroup(of: Finding.self) { group in
            for invariant in Invariant.all { group.addTask { finding(invariant, context) } }
            return await group.reduce(into: [Finding]()) { $0.append($1) }
        }
        let ordered = findings.sorted { (Int($0.id) ?? 0) < (Int($1.id) ?? 0) }
        return ProofReport(
            situations: Box.everything.count, evaluated: ordered.reduce(0) { $0 + $1.evaluated }, findings: ordered)
    }

    private static func finding(_ invariant: Invariant, _ context: ProofContext) -> Finding {
        let result = invariant.check(context)
        return Finding(
            id: invariant.id, statement: invariant.statement, holds: result.counterexample == nil && !result.gaveUp,
            counterexample: result.counterexample.map(Situation.init(bits:)), undecided: result.gaveUp, evaluated: result.evaluated)
    }
}
