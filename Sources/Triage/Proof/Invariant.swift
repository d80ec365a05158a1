import Domain

/// Something that must hold for every situation before rules go live.
/// - Source: triage vocabulary, invariants 1-16.
public struct Invariant: Sendable {
    /// The stable number, as outside checkers know it.
    public let id: String
    /// What always holds, in English, for those who keep the rules.
    public let statement: String
    let check: @Sendable (ProofContext) -> SearchResult

    /// All sixteen, in order.
    public static let all: [Invariant] = reaching + protecting + wording

    init(_ id: Int, _ statement: String, _ check: @escaping @Sendable (ProofContext) -> SearchResult) {
        self.id = String(id)
        self.statement = statement
        self.check = check
    }
}

/// What an invariant is held against.
struct ProofContext: Sendable {
    let engine: AdviceEngine
    let questions: [Question]
    /// Passages of the wording that say what no wording may say.
    let forbiddenPassages: [String]
    let states: OpeningStates
    let outlook: Outlook

    var book: RuleBook { engine.book }

    init(engine: AdviceEngine, questions: [Question], forbiddenPassages: [String], from day: CalendarDay) {
        self.engine = engine
        self.questions = questions
        self.forbiddenPassages = forbiddenPassages
        states = OpeningStates(engine.book, from: day)
        outlook = Outlook(engine.book)
    }

    /// The place of a service among those that rules can advise.
    func place(_ slug: String) -> Int? {
        guard let position = book.landscape.position(slug) else { return nil }
        return book.advisable.firstIndex(of: position)
    }

    func service(_ place: Int) -> Service { book.landscape.services[book.advisable[place]] }

    /// Places of the services for which something holds.
    func places(where belongs: (Service) -> Bool) -> [Int] { book.advisable.indices.filter { belongs(service($0)) } }

    /// The engine's own advice while these services answer.
    func advice(_ bits: FacetBits, open state: ServiceSet) -> Advice {
        engine.advise(bits, opening: { state.contains($0) ? .open : .closed(opensAt: nil) }, answers: { state.contains($0) })
    }

    /// Whether, while some set of services answers, the engine's advice breaks a claim.
    func breaks(_ bits: FacetBits, _ claim: (Advice, ServiceSet) -> Bool) -> Bool {
        states.states.contains { !claim(advice(bits, open: $0), $0) }
    }

    /// Proves a claim for all situations.
    func prove(_ claim: (Outlook, Box) -> Truth, confirm claimOnAdvice: (Advice, ServiceSet, FacetBits) -> Bool) -> SearchResult {
        Search.prove(
            claim: { claim(outlook, $0) },
            confirm: { bits in breaks(bits) { claimOnAdvice($0, $1, bits) } })
    }
}

extension Advice {
    /// Positions of all services advised.
    var services: [Int] { (first + also).map(\.service) }
    func has(_ notice: Notice) -> Bool { notices.contains { $0.notice == notice } }
}

extension SearchResult {
    /// Both results together: the first counter-example, all the work.
    func joined(_ other: SearchResult) -> SearchResult {
        SearchResult(
            evaluated: evaluated + other.evaluated, counterexample: counterexample ?? other.counterexample,
            gaveUp: gaveUp || other.gaveUp)
    }
}
