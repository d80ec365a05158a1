public import Domain
import Vault

/// A person who entered their code, for as long as they are here. The key comes with each request and is nowhere in between.
/// - Source: security 2.8.
public struct PersonSession: Sendable {
    /// Minutes without a request after which it ends, and minutes after which it ends in any case.
    public static let idleMinutes: Int64 = 15
    public static let longestMinutes: Int64 = 60
    /// The same while somebody chats: silences are long, and so is the night.
    public static let idleChatMinutes: Int64 = 120
    public static let longestChatMinutes: Int64 = 720

    public let dossier: Identifier<Dossier>
    public let conversation: Identifier<Conversation>
    let messages: Identifier<DossierSection>
    let team: Identifier<Team>
    let keyPair: KeyPair
    /// The entry of the log that recorded their coming in.
    let receipt: LogReceipt
    /// The key of their messages at hand, opened when they came in; nil when it could not be.
    let held: HeldKey?
    /// The code, until they have shown that they have it.
    public internal(set) var unprovenCode: ReturnCode?
    /// Where the code is found that still opens everything while a new one is not shown to be kept; empty when none is being changed.
    var replaces: [UInt8] = []
    /// Where the code is found with which they came in; two while it gives way to another. When the code was changed elsewhere, it is found no
    /// more, and the session is over. Empty in sessions from before this was asked.
    var cameBy: [[UInt8]] = []
    /// Whether they came to talk now, and have not chosen yet to keep it.
    public internal(set) var isChat = false
    /// What a helper should be able to do for them, as their answers said when they began; kept nowhere else.
    var needs: Set<Skill> = []
    /// Whether they chat in words for the young, as they began.
    public var isYoung: Bool { isChat && needs.contains(.minors) }
    let startedAt: Instant
    var seenAt: Instant
    let token: Secret
    /// What a form of this session is bound to.
    public let formScope: String

    /// Somebody came in with this first message.
    mutating func begins(with message: FirstMessage) {
        isChat = message.isChat
        needs = message.needs
    }

    var readers: AuditReaders { AuditReaders(subject: keyPair.publicKey, review: nil, scope: SessionSeal.hash(token)) }
}

/// What an open page keeps of a session while it listens: which it is, and no key. Thousands of pages stand open at once.
public struct ListeningPerson: Sendable {
    public let conversation: Identifier<Conversation>
    public let isChat: Bool
    let messages: Identifier<DossierSection>
    let needs: Set<Skill>
    fileprivate let token: Secret
}

extension PersonSession {
    /// The same visit once the code was shown to be kept: what is written is no chat any more, and nothing is said of keeping it.
    public var proven: PersonSession {
        var proven = self
        proven.unprovenCode = nil
        proven.replaces = []
        proven.isChat = false
        return proven
    }

    public var listening: ListeningPerson {
        ListeningPerson(conversation: conversation, isChat: isChat, messages: messages, needs: needs, token: token)
    }

    var packed: [UInt8] {
        Packed.write([
            [6], dossier.bytes, conversation.bytes, messages.bytes, team.bytes, keyPair.seed.exposed, Packed.number(receipt.index),
            unprovenCode.map { Array($0.digits.revealed.utf8) } ?? [], Packed.number(startedAt.seconds), Packed.number(seenAt.seconds),
            replaces, [manner],
            Packed.number(Int64(held?.version ?? 0)), held?.wrap.bytes ?? [], keyPair.publicKey.bytes,
            Packed.write(cameBy),
        ])
    }

    /// Whether it is a chat, and what it needs: a bit each.
    private var manner: UInt8 {
        Skill.allCases.enumerated().filter { needs.contains($0.element) }.reduce(isChat ? 1 : 0) { $0 | 2 << UInt8($1.offset) }
    }

    init?(packed bytes: [UInt8], token: Secret, words: CodeWords) {
        guard let fields = Packed.read(bytes), fields.count == 15 && fields[0] == [5] || fields.count == 16 && fields[0] == [6],
            let dossier = Identifier<Dossier>(bytes: fields[1]),
            let conversation = Identifier<Conversation>(bytes: fields[2]), let messages = Identifier<DossierSection>(bytes: fields[3]),
            let team = Identifier<Team>(bytes: fields[4]),
            let keyPair = try? KeyPair(seed: Secret(fields[5]), knownBy: PublicKey(bytes: fields[14]))
        else { return nil }
        self.dossier = dossier
        self.conversation = conversation
        self.messages = messages
        self.team = team
        self.keyPair = keyPair
        receipt = LogReceipt(index: Packed.number(fields[6]), dossier: dossier, section: messages)
        unprovenCode = fields[7].isEmpty ? nil : try? ReturnCode.read(Packed.text(fields[7]), words: words)
        startedAt = Instant(seconds: Packed.number(fields[8]))
        seenAt = Instant(seconds: Packed.number(fields[9]))
        replaces = fields[10]
        if let manner = fields[11].first {
            isChat = manner & 1 == 1
            needs = Set(Skill.allCases.enumerated().filter { manner & 2 << UInt8($0.offset) != 0 }.map(\.element))
        }
        held =
            fields[13].isEmpty
            ? nil : HeldKey(section: messages, version: Int(Packed.number(fields[12])), wrap: Sealed(bytes: fields[13]))
        if fields.count == 16 { cameBy = Packed.read(fields[15]) ?? [] }
        self.token = token
        formScope = SessionSeal.scope(token)
    }

    /// Minutes after which it ends in any case.
    var longest: Int64 { isChat ? Self.longestChatMinutes : Self.longestMinutes }

    /// Whether it is there still at a moment to come, when nothing is done until then.
    public func lasts(until moment: Instant) -> Bool { !isOver(at: moment) }

    func isOver(at now: Instant) -> Bool {
        now.seconds - seenAt.seconds > (isChat ? Self.idleChatMinutes : Self.idleMinutes) * 60
            || now.seconds - startedAt.seconds > longest * 60
            || now.seconds < startedAt.seconds - 60
    }
}

extension Workplace {
    /// Begins a session and keeps it, sealed under its own token.
    func begin(_ session: PersonSession) async throws(WorkRefusal) {
        try await keep(session.token, session.packed, minutes: session.longest)
    }

    func keep(_ token: Secret, _ packed: [UInt8], minutes: Int64) async throws(WorkRefusal) {
        let record = SessionRecord(
            hash: SessionSeal.hash(token), blob: SessionSeal.seal(packed, token), sweptAfter: now().seconds / 3600 + minutes / 60 + 1)
        try await stored { try await stores.sessions.put(record) }
    }

    func rewrite(_ token: Secret, _ packed: [UInt8], minutes: Int64) async throws(WorkRefusal) {
        let record = SessionRecord(
            hash: SessionSeal.hash(token), blob: SessionSeal.seal(packed, token), sweptAfter: now().seconds / 3600 + minutes / 60 + 1)
        try await stored { try await stores.sessions.update(record) }
    }

    func sessionContent(_ token: Secret) async throws(WorkRefusal) -> [UInt8]? {
        let found = try await stored { try await stores.sessions.record(SessionSeal.hash(token)) }
        return found.flatMap { SessionSeal.open($0.blob, token) }
    }

    /// The session behind what the browser holds, or nil when it ended.
    /// - Parameter renews: false for what no person asked for: it does not make a session last longer.
    public func personSession(_ cookie: String, renews: Bool = true) async throws(WorkRefusal) -> PersonSession? {
        guard let token = SessionSeal.token(cookie), let packed = try await sessionContent(token),
            var session = PersonSession(packed: packed, token: token, words: words)
        else { return nil }
        let now = now()
        guard !session.isOver(at: now), try await isStillIn(session) else {
            await endSession(cookie)
            return nil
        }
        // Each request would cost a write; a minute's precision is enough for a limit of fifteen.
        if renews, now.seconds - session.seenAt.seconds >= 60 {
            session.seenAt = now
            try await rewrite(token, session.packed, minutes: session.longest)
        }
        return session
    }

    /// Whether a session is still there and lasts.
    public func lasts(_ person: ListeningPerson) async throws(WorkRefusal) -> Bool {
        guard let packed = try await sessionContent(person.token),
            let now = PersonSession(packed: packed, token: person.token, words: words)
        else { return false }
        guard !now.isOver(at: self.now()) else { return false }
        return try await isStillIn(now)
    }

    /// Whether the code with which they came in still opens everything. Whoever took another code because somebody saw the one of before, must
    /// not have that somebody inside. What was erased is told by the pages themselves.
    private func isStillIn(_ session: PersonSession) async throws(WorkRefusal) -> Bool {
        for locator in session.cameBy {
            if try await stored({ try await stores.dossiers.returnKey(locator) }) != nil { return true }
        }
        guard !session.cameBy.isEmpty else { return true }
        return try await stored { try await stores.dossiers.dossier(session.dossier) } == nil
    }

    /// Ends whatever session the browser holds, of a person or a worker. Never fails: who leaves does not wait for us.
    ///
    /// Of who chatted, the desk hears at once that nobody is there now.
    public func endSession(_ cookie: String) async {
        guard let token = SessionSeal.token(cookie) else { return }
        let packed = try? await sessionContent(token)
        try? await stores.sessions.remove(SessionSeal.hash(token))
        guard let session = packed.flatMap({ PersonSession(packed: $0, token: token, words: words) }), session.isChat else { return }
        floor.leaves(session.conversation, at: now())
        changes.announce(session.team)
    }
}
