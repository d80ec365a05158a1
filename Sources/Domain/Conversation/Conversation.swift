/// A person and one team, writing to each other.
///
/// In clear stand only what a queue needs: whose turn it is, how urgent, in which language, in which order.
/// - Source: security 2.9; R5, R7.
public struct Conversation: Sendable, Hashable {
    /// Whose turn it is.
    public enum State: String, CaseIterable, Sendable, Hashable {
        /// The person wrote last: a helper should answer.
        case waiting
        /// A helper wrote last.
        case answered
        /// A helper ended it. The person can still read, and write again.
        case closed
    }

    public let id: Identifier<Conversation>
    public let dossier: Identifier<Dossier>
    /// The section that holds what they write.
    public let messages: Identifier<DossierSection>
    public let team: Identifier<Team>
    public let language: LanguageTag
    public var urgency: Urgency
    public var state: State
    /// The place in the order of arrival, in all conversations; smaller came earlier. It is given when the person's turn begins.
    public var arrival: Int64
    public var claimedBy: Identifier<SupportWorker>?
    /// Grows with every change; whoever acts on an older picture is refused.
    public var revision: Int64
    /// Since when the person waits, and what a queue may show, sealed to the team.
    public var card: Sealed<CaseCard>
    /// Which generation of the team's key the card is sealed to.
    public var cardGeneration: Int
    /// Whether it was handed back with a note that nobody who took it since has seen. The card cannot say so: the person's side makes it anew.
    public var noteWaits: Bool

    public init(
        id: Identifier<Conversation>, dossier: Identifier<Dossier>, messages: Identifier<DossierSection>, team: Identifier<Team>,
        language: LanguageTag, urgency: Urgency, state: State, arrival: Int64 = 0, claimedBy: Identifier<SupportWorker>? = nil,
        revision: Int64 = 1, card: Sealed<CaseCard>, cardGeneration: Int, noteWaits: Bool = false
    ) {
        self.id = id
        self.dossier = dossier
        self.messages = messages
        self.team = team
        self.language = language
        self.urgency = urgency
        self.state = state
        self.arrival = arrival
        self.claimedBy = claimedBy
        self.revision = revision
        self.card = card
        self.cardGeneration = cardGeneration
        self.noteWaits = noteWaits
    }
}

/// How a conversation ended, as the one who closed it says. A fixed list: whoever reads it afterwards learns nothing of what was said.
public enum ClosingReason: String, CaseIterable, Sendable, Hashable {
    /// The person can go on from here.
    case helped
    /// The person goes on at another place.
    case referred
    /// No answer came any more.
    case silent
    /// It does not belong here, and that was told.
    case elsewhere
    /// It was no request for help.
    case abuse
}
