/// One thing that happened with a referral.
/// - Source: R29; product E.
public struct ReferralStep: Sendable, Equatable {
    public enum Kind: String, CaseIterable, Sendable, Hashable {
        /// Asked without identity whether there is room.
        case asked
        /// The person agreed what is shared.
        case shared
        case seen
        /// The receiver wants to know something.
        case question
        case answered
        case accepted
        case declined
        /// A first meeting is planned.
        case planned
        /// The first contact was there: the team joined the conversation, and the person said yes.
        case met
        /// The person was not there.
        case missed
        /// Accepted, and it takes weeks before there is a place.
        case waitlisted
        case begun
        case ended
        case cancelled
        /// The person withdrew what was shared.
        case withdrawn
        case failed
        /// The receiver gave back something that the person shared. It comes with that, and is no step that anybody does by itself.
        case returned
        /// The receiver proposes that another team goes on. Nothing goes there before the person wants it.
        case forward
        /// The person lets that team be asked, without their name.
        case forwardAgreed = "forward_agreed"
        case forwardRefused = "forward_refused"
        /// The desk looked into it: it called the receiver, or sought what else there is.
        case looked
        /// Into the entry: the desk looks out for the person, or tries to reach them in the way that is safe.
        case reaching
        /// The person is there.
        case arrived
        /// The person could not be reached. They may still come.
        case unreached
        /// The person threw the lines away that somebody sent along.
        case discarded
        /// The person lets whoever sent them hear nothing more.
        case silenced
        /// The desk is done. How, is told to nobody.
        case finished
    }

    /// Who may do a step.
    public enum Side: Sendable, Hashable {
        case sender
        case receiver
        case person
    }

    /// Why somebody does not take it on.
    public enum Decline: String, CaseIterable, Sendable, Hashable {
        case noRoom = "no_room"
        case notForUs = "not_for_us"
        case outsideArea = "outside_area"
        /// Somebody there knows the other side, or the person.
        case conflict
    }

    /// How help ended.
    public enum Outcome: String, CaseIterable, Sendable, Hashable {
        case helped
        case passedOn = "passed_on"
        case stopped
        case lostContact = "lost_contact"
    }

    public let kind: Kind
    /// What was said with it.
    public let text: Confidential<String>
    public let decline: Decline?
    public let outcome: Outcome?
    /// When somebody is seen, or how long it may take.
    public let planned: Instant?
    /// Whether whoever wrote the words meant them for the person too, and not for the other team alone.
    public let isForPerson: Bool
    /// Who is proposed to go on.
    public let team: Identifier<Team>?

    public init(
        _ kind: Kind, text: Confidential<String> = Confidential(""), decline: Decline? = nil, outcome: Outcome? = nil,
        planned: Instant? = nil, isForPerson: Bool = false, team: Identifier<Team>? = nil
    ) {
        self.kind = kind
        self.text = text
        self.decline = decline
        self.outcome = outcome
        self.planned = planned
        self.isForPerson = isForPerson
        self.team = team
    }

    /// The words as the person may read them; nil when there are none, or when they were for the other team alone.
    public var wordsForPerson: Confidential<String>? {
        guard !text.revealed.isEmpty, isForPerson || [.question, .answered, .forward, .looked].contains(kind) else { return nil }
        return text
    }
}

extension ReferralStep.Kind {
    /// Whether words of this step are always for the person, never, or as the receiver chooses.
    public enum Openness: Sendable, Hashable { case always, chosen, never }

    /// Who reads the words that the receiver writes with it. What somebody must know to come, or to wait, is theirs; what is said when it stops
    /// is for the desk, unless the receiver means it for the person too.
    public var openness: Openness {
        switch self {
        case .question, .answered, .accepted, .planned, .waitlisted, .forward, .looked: .always
        case .declined, .ended, .failed: .chosen
        case .asked, .shared, .seen, .met, .missed, .begun, .cancelled, .withdrawn, .returned, .forwardAgreed, .forwardRefused, .reaching,
            .arrived, .unreached, .discarded, .silenced, .finished:
            .never
        }
    }
}

/// Why a step was not done.
public enum ReferralRefusal: Error, Sendable, Hashable {
    /// It does not follow on how things stand.
    case outOfOrder
    /// Somebody else has to do it.
    case notYours
    /// A reason, a moment or words are missing.
    case incomplete
}

extension Referral {
    /// The referral after a step.
    /// - Throws: `ReferralRefusal`.
    public func after(_ step: ReferralStep, by side: ReferralStep.Side) throws(ReferralRefusal) -> Referral {
        guard Self.sides(of: step.kind).contains(side) else { throw .notYours }
        guard step.isComplete else { throw .incomplete }
        guard let state = Self.state(after: step.kind, from: state, intent) else { throw .outOfOrder }
        var next = self
        next.state = state
        if step.kind == .shared { next.intent = .order }
        return next
    }

    /// Steps that a side may do now, in the order in which they are offered.
    public func steps(for side: ReferralStep.Side) -> [ReferralStep.Kind] {
        ReferralStep.Kind.allCases.filter {
            Self.sides(of: $0).contains(side) && Self.state(after: $0, from: state, intent) != nil
        }
    }

    private static func sides(of kind: ReferralStep.Kind) -> Set<ReferralStep.Side> {
        switch kind {
        case .asked, .answered: [.sender, .person]
        case .shared, .met, .withdrawn, .forwardAgreed, .forwardRefused: [.person]
        case .cancelled: [.sender, .person]
        case .looked: [.sender]
        case .seen, .question, .accepted, .declined, .planned, .missed, .waitlisted, .begun, .ended, .failed, .forward, .reaching,
            .unreached,
            .finished:
            [.receiver]
        case .arrived: [.receiver, .person]
        case .discarded, .silenced: [.person]
        case .returned: []
        }
    }

    /// Where a step leads; nil where it is not possible. Before something is shared nobody can be seen.
    private static func state(after kind: ReferralStep.Kind, from state: State, _ intent: Intent) -> State? {
        if intent == .plan { return inwardState(after: kind, from: state) }
        return switch (kind, state) {
        case (.seen, .requested): .received
        case (.question, .requested), (.question, .received): .onHold
        case (.question, .accepted) where intent == .order: .onHold
        case (.answered, .onHold): intent == .order ? .accepted : .received
        case (.accepted, .requested), (.accepted, .received), (.accepted, .onHold): .accepted
        case (.declined, .requested), (.declined, .received), (.declined, .onHold), (.declined, .accepted): .rejected
        // Once it has room, the receiver goes on from there; asked back or not, what was shared is for it to look at.
        case (.shared, .accepted) where intent == .proposal: .accepted
        case (.planned, .accepted) where intent == .order, (.planned, .inProgress) where intent == .order: state
        // Before anything else is shared too: the person let them join.
        case (.met, .accepted), (.met, .inProgress): state
        case (.missed, .accepted) where intent == .order, (.waitlisted, .accepted) where intent == .order: .accepted
        case (.begun, .accepted) where intent == .order: .inProgress
        case (.ended, .inProgress): .completed
        case (.failed, .inProgress), (.failed, .accepted): .failed
        // Somebody waits for the receiver, and the desk went after it.
        case (.looked, .requested), (.looked, .received), (.looked, .inProgress): state
        case (.looked, .accepted) where intent == .order: state
        // Only who knows the person can say who should go on.
        case (.forward, .accepted) where intent == .order, (.forward, .inProgress): state
        case (.forwardAgreed, .accepted), (.forwardAgreed, .inProgress), (.forwardRefused, .accepted), (.forwardRefused, .inProgress): state
        case (.cancelled, _) where !state.isOver, (.withdrawn, _) where !state.isOver: .cancelled
        default: nil
        }
    }

    /// Whoever could not be reached may still come, and is then there.
    private static func inwardState(after kind: ReferralStep.Kind, from state: State) -> State? {
        let isOpen = [.requested, .received, .accepted].contains(state)
        return switch kind {
        case .seen where state == .requested: .received
        case .reaching where isOpen: .accepted
        case .arrived where isOpen || state == .failed: .inProgress
        case .unreached where isOpen: .failed
        case .discarded, .silenced: state
        case .finished where state == .inProgress: .completed
        case .cancelled where !state.isOver: .cancelled
        default: nil
        }
    }
}

extension ReferralStep {
    /// Whether everything is said that belongs to it.
    var isComplete: Bool {
        switch kind {
        case .asked, .question, .answered, .looked: !text.revealed.isEmpty
        case .declined: decline != nil
        case .planned, .waitlisted: planned != nil
        case .ended: outcome != nil
        case .forward: team != nil && !text.revealed.isEmpty
        case .shared, .seen, .accepted, .met, .missed, .begun, .cancelled, .withdrawn, .failed, .returned, .forwardAgreed, .forwardRefused,
            .reaching, .arrived, .unreached, .discarded, .silenced, .finished:
            true
        }
    }
}
