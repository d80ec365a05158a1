public import Domain
public import Vault

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
    public func receivingTeam() async throws(WorkRefusal) -> (team: Team, name: String)? {
        let teams = try await stored { try await stores.teams.teams(of: nil) }
        for team in teams.sorted(by: { $0.id.text < $1.id.text }) where team.kind == .desk && team.publicKey != nil && !team.needsNewKey {
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

    /// - Returns: the cookie of the session that begins with it.
    /// - Throws: `.nobodyReceives`, `.busy`, `.empty`, `.readAlong`, `.logUnavailable`, `.storeUnavailable`.
    public func callAsFunction(_ message: FirstMessage, _ seed: ConversationSeed, urgency: Urgency) async throws(WorkRefusal) -> String {
        try check(message)
        guard let receiving = try await place.receivingTeam(), let teamKey = receiving.team.publicKey else { throw .nobodyReceives }
        let derived = try await place.stored { try await place.codes.derive(seed.code) }
        let keyPair = try await place.stored { try KeyPair.make() }
        let shred = try await shredKey(seed)
        let section = DossierSection(id: Identifier(place.chance), dossier: seed.dossier, kind: .messages, version: 1)
        let sectionKey = SectionKey.make(for: section)
        let holders: [(KeyHolder, PublicKey)] = [
            (.subject, keyPair.publicKey), (.team(receiving.team.id, generation: receiving.team.generation), teamKey),
        ]
        let grants = try await place.stored {
            try holders.map { holder, key in
                try sectionKey.grant(to: holder, key, shred: shred)
            }
        }
        let now = place.now()
        let writer = ItemWriter(place: place, section: section, key: sectionKey)
        let items = try await place.stored { try writer.first(message, seed.code) }
        let id = Identifier<Conversation>(place.chance)
        let conversation = Conversation(
            id: id, dossier: seed.dossier, messages: section.id, team: receiving.team.id, language: message.language,
            urgency: urgency, state: .waiting,
            card: try await place.stored {
                try CaseCardSeal.seal(
                    CaseCard(
                        waitingSince: now, isMonitored: message.isMonitored, isChat: message.isChat, call: message.contact?.wish(at: now)),
                    of: id, to: receiving.team.id, generation: receiving.team.generation, teamKey)
            },
            cardGeneration: receiving.team.generation)
        let dossier = Dossier(
            id: seed.dossier, publicKey: keyPair.publicKey, keeping: .unproven, openedIn: place.week, visitedIn: place.week)
        let returnKey = try await place.stored {
            ReturnKey(
                locator: derived.locator, dossier: seed.dossier, version: 1, derivation: CodeKeys.derivation,
                wrappedSeed: try place.codes.seal(keyPair, derived, dossier: seed.dossier, version: 1))
        }
        let token = SessionSeal.newToken()
        let scope = AuditReaders(subject: keyPair.publicKey, review: nil, scope: SessionSeal.hash(token))
        let receipt = try await place.logged(
            AuditEntry(
                .dossierOpened, .create, at: now, by: .subject, dossier: seed.dossier, section: section.id, conversation: conversation.id),
            scope)
        do {
            try await place.stores.conversations.open(
                NewConversation(
                    dossier: dossier, returnKey: returnKey, section: section, grants: grants, items: items, conversation: conversation))
        } catch StoreRefusal.duplicate {
            return try await again(message, seed, derived)
        } catch {
            throw .storeUnavailable
        }
        var session = PersonSession(
            dossier: seed.dossier, conversation: conversation.id, messages: section.id, team: receiving.team.id, keyPair: keyPair,
            receipt: receipt, held: try? place.keys.hold(sectionKey, of: seed.dossier, shred: shred.sealed(place.instance)),
            unprovenCode: seed.code, startedAt: now, seenAt: now, token: token, formScope: SessionSeal.scope(token))
        session.begins(with: message)
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

    // After a failure half-way the key may be there already; then that one is used.
    private func shredKey(_ seed: ConversationSeed) async throws(WorkRefusal) -> ShredKey {
        let made = ShredKey.make(for: seed.dossier)
        return try await place.stored {
            do {
                try await place.stores.shred.put(try made.sealed(place.instance), for: seed.dossier)
                return made
            } catch StoreRefusal.duplicate {
                guard let kept = try await place.stores.shred.key(for: seed.dossier) else { throw WorkRefusal.storeUnavailable }
                return try ShredKey(kept, of: seed.dossier, keys: place.instance)
            }
        }
    }
}
