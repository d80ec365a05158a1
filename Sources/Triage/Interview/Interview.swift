import Domain

/// Which question comes next for a visitor: safety first, at most seven, and only what can still change the advice.
/// - Source: triage vocabulary, 'Situation'; R2, R20, R23.
public struct Interview: Sendable {
    /// More than this nobody is asked.
    public static let longest = 7

    public let questions: [Question]
    private let engine: AdviceEngine

    public init(questions: [Question], engine: AdviceEngine) {
        self.questions = questions
        self.engine = engine
    }

    /// The question with this id, or nil.
    public func question(_ id: String) -> Question? { questions.first { $0.id == id } }

    /// The next question, or nil when it is time for advice.
    public func next(after answers: Answers, at instant: Instant) -> Question? {
        guard answers.steps.count < Self.longest else { return nil }
        let situation = answers.situation(questions)
        guard !isEnough(situation) else { return nil }
        let asked = Set(answers.steps.map(\.question))
        let left = questions.filter { question in
            !asked.contains(question.id) && Self.fits(question, situation)
        }
        return left.first { question in
            matters(question, in: situation, beside: left.filter { $0.id != question.id }, at: instant)
        }
    }

    /// Whether a question may be asked in this situation.
    public static func fits(_ question: Question, _ situation: Situation) -> Bool {
        FacetCondition.always.with(question.when.facets).holds(situation.bits)
    }

    /// Whether nothing more should be asked: in acute danger, or a child who asks for themself.
    private func isEnough(_ situation: Situation) -> Bool {
        engine.urgency(situation) == .u0 || situation.asker == .victim && situation.age == .under12
    }

    /// Whether some answer changes the advice, now or together with one answer to a question that is still to come.
    private func matters(_ question: Question, in situation: Situation, beside others: [Question], at instant: Instant) -> Bool {
        if changes(question, in: situation, at: instant) { return true }
        return others.contains { other in
            (other.choices + other.ticks).contains { choice in
                changes(question, in: situation.answering([choice]), at: instant)
            }
        }
    }

    private func changes(_ question: Question, in situation: Situation, at instant: Instant) -> Bool {
        let skipped = outcome(situation, instant)
        return (question.choices + question.ticks).contains { choice in
            outcome(situation.answering([choice]), instant) != skipped
        }
    }

    private func outcome(_ situation: Situation, _ instant: Instant) -> Outcome {
        let advice = engine.advise(situation, at: instant)
        return Outcome(
            urgency: advice.urgency, first: advice.first.map(\.service), also: Set(advice.also.map(\.service)),
            notices: advice.notices.map(\.notice), channelsOff: advice.channelsOff)
    }

    private struct Outcome: Equatable {
        let urgency: Urgency
        let first: [Int]
        let also: Set<Int>
        let notices: [Notice]
        let channelsOff: Bool
    }
}

/// What a visitor answered so far, in order. A question that was skipped stands there without an answer.
public struct Answers: Sendable, Hashable {
    public struct Step: Sendable, Hashable {
        public let question: String
        /// Ids of the choices and ticks.
        public let choices: [String]

        public init(question: String, choices: [String]) {
            self.question = question
            self.choices = choices
        }
    }

    public var steps: [Step]
    /// What was made more precise afterwards, beside the questions.
    public var refinement: Refinement

    public init(steps: [Step] = [], refinement: Refinement = Refinement()) {
        self.steps = steps
        self.refinement = refinement
    }

    /// The situation that the answers describe.
    public func situation(_ questions: [Question]) -> Situation {
        let chosen = steps.flatMap { step -> [Choice] in
            guard !step.choices.isEmpty, let question = questions.first(where: { $0.id == step.question }) else { return [] }
            return (question.choices + question.ticks).filter { step.choices.contains($0.id) }
        }
        var situation = Situation().answering(chosen)
        situation.region = refinement.region
        situation.needs = refinement.needs
        situation.gender = refinement.gender
        situation.language = refinement.language
        return situation
    }
}

/// What a visitor may add once the advice is there: where they are, what help must take into account, in which language.
public struct Refinement: Sendable, Hashable {
    public var region = Region.unknown
    public var needs: Set<Need> = []
    public var gender = Gender.unknown
    public var language: LanguageTag?
    public init() {}
}
