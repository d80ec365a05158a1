/// Everything that is written when a person leaves their first message.
public struct NewConversation: Sendable {
    public let dossier: Dossier
    public let returnKey: ReturnKey
    public let section: DossierSection
    public let grants: [SectionGrant]
    public let items: [SealedItem]
    public let conversation: Conversation

    public init(
        dossier: Dossier, returnKey: ReturnKey, section: DossierSection, grants: [SectionGrant], items: [SealedItem],
        conversation: Conversation
    ) {
        self.dossier = dossier
        self.returnKey = returnKey
        self.section = section
        self.grants = grants
        self.items = items
        self.conversation = conversation
    }
}

/// What becomes different about a conversation, and under which condition. What is nil stays as it is.
public struct ConversationChange: Sendable {
    /// What must still be so, or nothing changes and `StoreRefusal.conflict` is thrown.
    public enum Condition: Sendable, Hashable {
        case none
        case unclaimed
        case claimed(by: Identifier<SupportWorker>)
        case revision(Int64)
    }
    /// To whom the conversation belongs afterwards.
    public enum Claim: Sendable, Hashable {
        case by(Identifier<SupportWorker>)
        case nobody
    }

    public var condition: Condition
    public var state: Conversation.State?
    public var urgency: Urgency?
    public var claim: Claim?
    public var card: Sealed<CaseCard>?
    public var cardGeneration: Int?
    /// Whether a note waits for whoever takes it.
    public var noteWaits: Bool?
    /// The person's turn begins: it gets a new place in the order of arrival, and the dossier's last visit becomes `week`.
    public var arrives: Bool
    /// The week of the person's visit or the helper's answer; the dossier's `visitedIn` becomes this.
    public var week: Week?

    public init(
        when condition: Condition = .none, state: Conversation.State? = nil, urgency: Urgency? = nil, claim: Claim? = nil,
        card: Sealed<CaseCard>? = nil, cardGeneration: Int? = nil, noteWaits: Bool? = nil, arrives: Bool = false, week: Week? = nil
    ) {
        self.condition = condition
        self.state = state
        self.urgency = urgency
        self.claim = claim
        self.card = card
        self.cardGeneration = cardGeneration
        self.noteWaits = noteWaits
        self.arrives = arrives
        self.week = week
    }

    /// Whether nothing but items is added.
    public var isEmpty: Bool {
        condition == .none && state == nil && urgency == nil && claim == nil && card == nil && noteWaits == nil && !arrives && week == nil
    }
}

/// Where conversations are kept.
public protocol ConversationStore: Sendable {
    /// Writes everything of a new conversation, or nothing.
    /// - Throws: `StoreRefusal.duplicate` when the return key, the dossier or an item is there already.
    func open(_ new: NewConversation) async throws
    func conversation(_ id: Identifier<Conversation>) async throws -> Conversation?
    /// A conversation with the dossier that it belongs to, which is nil when it was erased meanwhile.
    func withDossier(_ id: Identifier<Conversation>) async throws -> (conversation: Conversation, dossier: Dossier?)?
    /// A conversation with how many things stand in it, a talk with another team within it included. Nothing is opened for it.
    func progress(of id: Identifier<Conversation>) async throws -> (conversation: Conversation, count: Int)?
    func conversation(of dossier: Identifier<Dossier>) async throws -> Conversation?
    /// What waits for or is held by teams, without closed ones: most urgent first, then by arrival.
    func queue(of teams: [Identifier<Team>], limit: Int) async throws -> [Conversation]
    /// Closed conversations of teams: those in which the person's last turn began latest come first.
    func closed(of teams: [Identifier<Team>], limit: Int) async throws -> [Conversation]
    /// Adds items to the conversation's sections and changes it, all or nothing.
    /// - Throws: `StoreRefusal.duplicate` when an item is there already, `.conflict` when the condition does not hold (nothing is written),
    ///   `.gone` when the conversation or section was erased.
    func add(_ items: [SealedItem], to id: Identifier<Conversation>, _ change: ConversationChange) async throws
    /// Adds one more message of a person who waits for an answer already; nothing else about the conversation changes.
    /// - Throws: `StoreRefusal.duplicate` when it is there already, `.conflict` when it is not the person's turn any more or the section has
    ///   another key by now, `.gone` when the conversation or section was erased.
    func addToTurn(_ item: SealedItem, of id: Identifier<Conversation>) async throws
}
