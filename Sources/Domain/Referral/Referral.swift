/// Somebody is asked to help a person, and is followed until that help has begun.
///
/// The words of its states are those of FHIR. What is asked and answered stands sealed in its section.
/// - Source: R21, R29; FHIR R4 Task.status; standards 2.
public struct Referral: Sendable, Hashable {
    /// FHIR Task.status.
    public enum State: String, CaseIterable, Sendable, Hashable {
        /// Asked; nobody there has seen it.
        case requested
        /// Seen by the receiver.
        case received
        /// The receiver has room, or takes it on.
        case accepted
        case rejected
        /// The receiver asked something back.
        case onHold = "on-hold"
        /// Help has begun.
        case inProgress = "in-progress"
        /// Help has ended, with an outcome.
        case completed
        /// Taken back by whoever asked, or by the person.
        case cancelled
        /// Begun, and not brought to its end.
        case failed

        /// Whether nothing follows any more.
        public var isOver: Bool { [.rejected, .completed, .cancelled, .failed].contains(self) }
    }

    /// FHIR Task.intent: a question without identity, a referral on which the person agreed what is shared, or somebody who is sent to the desk.
    public enum Intent: String, CaseIterable, Sendable, Hashable {
        case proposal
        case order
        /// Into the entry: the desk knows that somebody may come. Whether they come, and what happens then, is theirs.
        case plan
    }

    /// Who must do something now.
    public enum Owner: String, CaseIterable, Sendable, Hashable {
        case receiver
        case sender
        /// The person decides whether something is shared.
        case person
        case nobody
    }

    public let id: Identifier<Referral>
    public let dossier: Identifier<Dossier>
    /// What is asked and answered.
    public let section: Identifier<DossierSection>
    public let from: Identifier<Team>
    public let to: Identifier<Team>
    public let urgency: Urgency
    public var intent: Intent
    public var state: State
    /// On what the receiver sees parts of the dossier; nil as long as nothing is shared.
    public var consent: Identifier<Consent>?
    /// Order of arrival.
    public var arrival: Int64
    /// Grows by one with every step.
    public var revision: Int64
    /// What the receiver's and the sender's lists show.
    public var received: SealedCard
    public var sent: SealedCard

    /// What a list shows, for one team in one generation of its key.
    public struct SealedCard: Sendable, Hashable {
        public var card: Sealed<ReferralCard>
        public var generation: Int

        public init(card: Sealed<ReferralCard>, generation: Int) {
            self.card = card
            self.generation = generation
        }
    }

    public init(
        id: Identifier<Referral>, dossier: Identifier<Dossier>, section: Identifier<DossierSection>, from: Identifier<Team>,
        to: Identifier<Team>, urgency: Urgency, intent: Intent, state: State, consent: Identifier<Consent>?, arrival: Int64 = 0,
        revision: Int64 = 1, received: SealedCard, sent: SealedCard
    ) {
        self.id = id
        self.dossier = dossier
        self.section = section
        self.from = from
        self.to = to
        self.urgency = urgency
        self.intent = intent
        self.state = state
        self.consent = consent
        self.arrival = arrival
        self.revision = revision
        self.received = received
        self.sent = sent
    }

    /// Who must do something now.
    public var owner: Owner {
        switch (state, intent) {
        case (.failed, .plan), (.rejected, .plan): .nobody
        case (.accepted, .proposal): .person
        case (.onHold, _): .sender
        case (.rejected, _), (.failed, _): .sender
        case (.completed, _), (.cancelled, _): .nobody
        case (.requested, _), (.received, _), (.accepted, _), (.inProgress, _): .receiver
        }
    }

    /// The question as it stands when the time is over for which the person let that team read: without a name it ends there, and the desk looks
    /// who else can be asked. Nil where something is shared, or nothing runs.
    /// - Source: decision 0102.
    public var lapsed: Referral? {
        guard intent == .proposal, !state.isOver else { return nil }
        var next = self
        next.state = .failed
        return next
    }

    /// The question as it stands when the person stopped with that team, and could not write that themselves. Nil as for `lapsed`.
    public var stopped: Referral? {
        guard var next = lapsed else { return nil }
        next.state = .cancelled
        return next
    }

    /// Whether somebody was sent to the desk, and not by it.
    public var isInward: Bool { intent == .plan }

    /// How two people name it over the telephone: six digits that say nothing.
    public var handle: String {
        let number = id.bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } % 1_000_000
        let digits = String(number)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
}

/// What the lists of both sides show of a referral: how long something takes, and what it is about, without who it is.
public struct ReferralCard: Sendable, Equatable {
    /// When the present step began.
    public var since: Instant
    /// Until when the owner has time; nil when nobody must do anything.
    public var due: Instant?
    /// The newest step.
    public var step: ReferralStep.Kind
    /// A line without identity, as the sender wrote it.
    public var line: Confidential<String>

    public init(since: Instant, due: Instant?, step: ReferralStep.Kind, line: Confidential<String>) {
        self.since = since
        self.due = due
        self.step = step
        self.line = line
    }

    /// Whether the owner let the time pass.
    public func isLate(at now: Instant) -> Bool { due.map { $0 < now } ?? false }
}
