public import Domain
import Vault

/// What a person hands over with their first message.
public struct FirstMessage: Sendable {
    public let text: Confidential<String>
    public let language: LanguageTag
    /// What they answered before, as text of the interview, when they said it may go along.
    public let answers: Confidential<String>?
    /// Whether they said that somebody may read along.
    public let isMonitored: Bool
    /// How they may be reached; nil means: only here, with the code.
    public let contact: SafeContact?
    /// Whether they want to talk now; then there need not be a first word.
    public let isChat: Bool
    /// What a helper should be able to do for them, as their answers say; it goes with their session and is kept nowhere.
    public let needs: Set<Skill>

    public init(
        text: Confidential<String>, language: LanguageTag, answers: Confidential<String>? = nil, isMonitored: Bool = false,
        contact: SafeContact? = nil, isChat: Bool = false, needs: Set<Skill> = []
    ) {
        self.text = text
        self.language = language
        self.answers = answers
        self.isMonitored = isMonitored
        self.contact = contact
        self.isChat = isChat
        self.needs = needs
    }
}

/// What belongs to one form on which a first message is written: the code that it will get. Sent twice, it gives one conversation.
public struct ConversationSeed: Sendable {
    public let code: ReturnCode
    let dossier: Identifier<Dossier>

    init(_ chance: some Chance) {
        code = ReturnCode(chance)
        dossier = Identifier(chance)
    }

    /// For a sealed ticket only.
    public var packed: [UInt8] { Packed.write([Array(code.digits.revealed.utf8), dossier.bytes]) }

    public init?(packed bytes: [UInt8], words: CodeWords) {
        guard let fields = Packed.read(bytes), fields.count == 2, let dossier = Identifier<Dossier>(bytes: fields[1]),
            let code = try? ReturnCode.read(Packed.text(fields[0]), words: words)
        else { return nil }
        self.code = code
        self.dossier = dossier
    }
}

extension Workplace {
    /// A new form for a first message.
    public func conversationSeed() -> ConversationSeed { ConversationSeed(chance) }

    /// The team that receives messages, with its name; nil when none can. A team receives only when two of its people hold its key.
    /// - Source: security 2.7.
    /// - Parameter desks: among which it must be; nil for any.
    public func receivingTeam(among desks: [Identifier<Team>]? = nil) async throws(WorkRefusal) -> (team: Team, name: String)? {
        let teams = try await stored { try await stores.teams.teams(of: nil) }
        for team in teams.sorted(by: { $0.id.text < $1.id.text }) where team.kind == .desk && team.publicKey != nil && !team.needsNewKey {
            if let desks, !desks.contains(team.id) { continue }
            let members = try await stored { try await stores.teams.members(of: team.id) }
            guard members.count(where: { $0.wrap != nil && $0.generation == team.generation }) >= 2 else { continue }
            return (team, name(team))
        }
        return nil
    }
}

/// Leaves a first message: makes the dossier, its keys and its code, and seals everything before any of it is kept.
/// - Source: security 2.3-2.5; product journey C; R7.
public struct OpenConversation: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Parameter held: what the browser holds of a session before. When that ended as no request for help, no chat begins for two hours;
    ///   it is known of that session alone, never of an address.
    /// - Returns: the cookie of the session that begins with it.
    /// - Throws: `.paused`, `.nobodyReceives`, `.busy`, `.empty`, `.readAlong`, `.logUnavailable`, `.storeUnavailable`.
    public func callAsFunction(
        _ message: FirstMessage, _ seed: ConversationSeed, urgency: Urgency, after held: String? = nil
    ) async throws(WorkRefusal) -> String {
        try await open(message, seed, urgency: urgency, after: held, tries: 3)
    }

    private func open(
        _ message: FirstMessage, _ seed: ConversationSeed, urgency: Urgency, after held: String?, tries: Int
    ) async throws(WorkRefusal) -> String {
        try check(message)
        if message.isChat, let held, let until = try await place.pausedUntil(held) { throw .paused(until: until) }
        guard let receiving = try await place.receivingTeam(), let teamKey = receiving.team.publicKey else { throw .nobodyReceives }
        let team = receiving.team
        let founded = try await place.found(seed, sharedWith: team, teamKey)
        let section = founded.section
        let now = place.now()
        let writer = ItemWriter(place: place, section: section, key: founded.key)
        let items = try await place.stored { try writer.first(message, seed.code) }
        let id = Identifier<Conversation>(place.chance)
        let card = CaseCard(
            waitingSince: now, isMonitored: message.isMonitored, isChat: message.isChat, call: message.contact?.wish(at: now))
        let conversation = Conversation(
            id: id, dossier: seed.dossier, messages: section.id, team: team.id, language: message.language, urgency: urgency,
            state: .waiting,
            card: try await place.stored {
                try CaseCardSeal.seal(card, of: id, to: team.id, generation: team.generation, teamKey)
            }, cardGeneration: team.generation)
        let token = SessionSeal.newToken()
        let scope = AuditReaders(subject: founded.dossier.publicKey, review: nil, scope: SessionSeal.hash(token))
        let receipt = try await place.logged(
            AuditEntry(
                .dossierOpened, .create, at: now, by: .subject, dossier: seed.dossier, section: section.id, conversation: conversation.id),
            scope)
        do {
            try await place.stores.conversations.open(
                NewConversation(
                    dossier: founded.dossier, returnKey: founded.returnKey, section: section, grants: founded.grants, items: items,
                    conversation: conversation))
        } catch StoreRefusal.duplicate {
            return try await again(message, seed, founded.derived)
        } catch StoreRefusal.conflict where tries > 1 {
            // The team got its next key at that very moment.
            return try await open(message, seed, urgency: urgency, after: held, tries: tries - 1)
        } catch {
            throw .storeUnavailable
        }
        var session = PersonSession(
            dossier: seed.dossier, conversation: conversation.id, messages: section.id, team: team.id, keyPair: founded.keyPair,
            receipt: receipt, held: try? place.keys.hold(founded.key, of: seed.dossier, shred: founded.shred.sealed(place.instance)),
            unprovenCode: seed.code, startedAt: now, seenAt: now, token: token, formScope: SessionSeal.scope(token))
        session.begins(with: message)
        session.cameBy = [founded.derived.locator]
        try await arrived(session)
        return SessionSeal.cookie(token)
    }

    private func check(_ message: FirstMessage) throws(WorkRefusal) {
        guard message.isChat || message.contact != nil || message.text.isSaid else { throw .empty }
        guard message.contact == nil || !message.isMonitored else { throw .readAlong }
    }

    private func arrived(_ session: PersonSession) async throws(WorkRefusal) {
        try await place.begin(session)
        if session.isChat { place.floor.isHere(session.conversation, at: place.now()) }
        place.changes.announce(session.team)
    }

    // The form was sent a second time: the conversation is there, and only what is new in it is added.
    private func again(_ message: FirstMessage, _ seed: ConversationSeed, _ derived: CodeKeys.Derived) async throws(WorkRefusal) -> String {
        guard var session = try await EnterCode(place).session(derived) else { throw .storeUnavailable }
        session.unprovenCode = seed.code
        session.begins(with: message)
        try await place.begin(session)
        guard !message.isChat, message.text.isSaid else { return SessionSeal.cookie(session.token) }
        try await WriteMessage(place)(message.text, in: session, slip: seed.code.digits)
        return SessionSeal.cookie(session.token)
    }
}
