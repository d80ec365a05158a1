public import Domain
import Vault

/// How and when somebody may be called, in their own words. Nothing is ever sent on our own account.
/// - Source: security 6.6; R4, R7, R41.
public struct SafeContact: Sendable {
    /// Seconds that any number is kept at most, also 'until I say otherwise': 183 days.
    public static let longest: Int64 = 183 * 86_400

    public let number: Confidential<String>
    /// When it is safe.
    public let times: Confidential<String>
    /// Who may pick up.
    public let manner: Confidential<String>
    /// What may be said when somebody else picks up; nothing when it is empty.
    public let said: Confidential<String>
    /// What the helper says first, so that the person knows who calls.
    public let codeWord: Confidential<String>
    /// Whether a message may be left on voicemail.
    public let voicemail: Bool
    /// From then on the number is not shown to anybody any more; nil for as long as may be.
    public let until: Instant?

    public init(
        number: Confidential<String>, times: Confidential<String>, manner: Confidential<String>, voicemail: Bool,
        said: Confidential<String> = Confidential(""), codeWord: Confidential<String> = Confidential(""), until: Instant? = nil
    ) {
        self.number = number
        self.times = times
        self.manner = manner
        self.voicemail = voicemail
        self.said = said
        self.codeWord = codeWord
        self.until = until
    }

    /// Whether nobody may call any more.
    public func isOver(at now: Instant) -> Bool { until.map { $0 <= now } ?? false }

    /// As a list shows it, for something that is given at this moment.
    func wish(at now: Instant) -> CaseCard.CallWish {
        let latest = now.adding(seconds: Self.longest)
        return .init(until: min(until ?? latest, latest), times: times)
    }

    var packed: [UInt8] {
        Packed.write([
            Array(number.revealed.utf8), Array(times.revealed.utf8), Array(manner.revealed.utf8), [voicemail ? 1 : 0],
            Array(said.revealed.utf8), Array(codeWord.revealed.utf8), until.map { Packed.number($0.seconds) } ?? [],
        ])
    }

    /// - Parameters:
    ///   - bytes: as they are packed now, or before there was a code word and an end.
    ///   - given: when the person said so; the end is counted from there.
    init?(packed bytes: [UInt8], given: Instant) {
        guard let fields = Packed.read(bytes), fields.count == 4 || fields.count == 7 else { return nil }
        number = Confidential(Packed.text(fields[0]))
        times = Confidential(Packed.text(fields[1]))
        manner = Confidential(Packed.text(fields[2]))
        voicemail = fields[3] == [1]
        let isWhole = fields.count == 7
        said = Confidential(isWhole ? Packed.text(fields[4]) : "")
        codeWord = Confidential(isWhole ? Packed.text(fields[5]) : "")
        let latest = given.adding(seconds: Self.longest)
        until = isWhole && !fields[6].isEmpty ? min(Instant(seconds: Packed.number(fields[6])), latest) : latest
    }
}

/// For how long somebody may be called, as they choose it.
/// - Source: security 6.6.
public enum CallPeriod: String, CaseIterable, Sendable, Hashable {
    case today
    case threeDays = "three_days"
    case week
    /// Half a year at most.
    case untilChanged = "until_changed"

    /// The end of the last day; nil for as long as may be.
    public func end(from now: Instant) -> Instant? {
        let today = AmsterdamTime(now).day
        switch self {
        case .today: return AmsterdamTime.instant(today, minute: 1440)
        case .threeDays: return AmsterdamTime.instant(today.adding(days: 3), minute: 1440)
        case .week: return AmsterdamTime.instant(today.adding(days: 7), minute: 1440)
        case .untilChanged: return nil
        }
    }
}

/// How a call went.
public enum CallOutcome: String, CaseIterable, Sendable, Hashable {
    case spoken
    case notReached = "not_reached"
    /// Somebody else picked up: nobody calls again before the person asks for it.
    case somebodyElse = "somebody_else"
    /// Nobody may call any more; the number goes.
    case stop
}

/// What stands beside the way to call somebody, in the order in which it was said. It is kept as the same kind of thing as the number, so that
/// from outside nobody can tell which of the two it is.
enum ContactMark: UInt8, Sendable {
    case monitored = 1
    case notMonitored
    case spoken
    case notReached
    case somebodyElse
    case stop
    /// Nothing can be written for a while.
    case paused
    /// Nobody looks it through afterwards.
    case spared

    init(_ outcome: CallOutcome) {
        switch outcome {
        case .spoken: self = .spoken
        case .notReached: self = .notReached
        case .somebodyElse: self = .somebodyElse
        case .stop: self = .stop
        }
    }

    var packed: [UInt8] { Packed.write([[rawValue]]) }

    init?(packed bytes: [UInt8]) {
        guard let fields = Packed.read(bytes), fields.count == 1, fields[0].count == 1, let mark = Self(rawValue: fields[0][0]) else {
            return nil
        }
        self = mark
    }
}

/// Says anew how one may be reached, or that it is only here. What stood there before is removed, not hidden.
/// - Source: security 6.6; R41.
public struct ChangeContact: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Whoever asks to be called waits for it: the conversation stands among those who wait, and keeps its place when it stood there already.
    /// - Parameter contact: nil for 'only here, with the code'.
    /// - Throws: `.readAlong` when somebody may read along, as the person or a helper said; `.paused` while nothing can be written;
    ///   `.erased`, `.logUnavailable`, `.storeUnavailable`.
    public func callAsFunction(_ contact: SafeContact?, in session: PersonSession) async throws(WorkRefusal) {
        guard let conversation = try await place.stored({ try await place.stores.conversations.conversation(session.conversation) }) else {
            throw .erased
        }
        let (section, key, _) = try await place.open(
            session.messages, of: session.dossier, for: .subject, session.keyPair, after: try await place.receipt(session))
        let present = try await place.read(section, key)
        if contact != nil, present.isMonitored { throw .readAlong }
        // Asking for a call would open what was closed for a while.
        if contact != nil, conversation.state == .closed, let until = present.pausedUntil(at: place.now()) { throw .paused(until: until) }
        let items = try await place.stored {
            try contact.map { [try ItemWriter(place: place, section: section, key: key).item(.contact, $0.packed)] } ?? []
        }
        let change = try await change(conversation, present, contact, session)
        try await place.addLogged(items, to: conversation, change, .contactChanged, by: .subject, session.readers)
        for old in present.contacts { try await place.stored { try await place.stores.sections.remove(old) } }
        place.changes.announce(conversation)
    }

    // The person cannot open the card in the list: it is made anew from what they can open.
    private func change(
        _ conversation: Conversation, _ present: OpenedSection, _ contact: SafeContact?, _ session: PersonSession
    ) async throws(WorkRefusal) -> ConversationChange {
        guard contact != nil || conversation.state == .waiting && present.wantsCall else { return ConversationChange() }
        guard let team = try await place.stored({ try await place.stores.teams.team(conversation.team) }), let key = team.publicKey else {
            throw .storeUnavailable
        }
        let now = place.now()
        let isWaiting = conversation.state == .waiting
        let since = isWaiting ? present.unansweredSince ?? (session.isChat ? session.startedAt : now) : now
        var card = CaseCard(
            waitingSince: since, isMonitored: present.isMonitored, isChat: session.isChat, call: contact?.wish(at: now))
        card.isSpared = present.isSpared
        let kept = card
        let sealed = try await place.stored {
            try CaseCardSeal.seal(kept, of: conversation.id, to: team.id, generation: team.generation, key)
        }
        return ConversationChange(
            state: isWaiting ? nil : .waiting, card: sealed, cardGeneration: team.generation, arrives: !isWaiting,
            week: isWaiting ? nil : place.week)
    }
}

extension Workplace {
    /// A word by which somebody can know who calls: to begin with, they may take another.
    public func suggestedCodeWord() -> String {
        let bytes = chance.bytes(2)
        return words.words[(Int(bytes[0]) << 8 | Int(bytes[1])) % CodeWords.count]
    }

    /// Takes away a number whose time is over, as soon as either side opens the conversation. Whether that succeeds or not, it is not shown.
    func removeOver(_ opened: OpenedSection, of conversation: Conversation, _ readers: AuditReaders) async {
        guard let contact = opened.contact, contact.isOver(at: now()) else { return }
        let entry = AuditEntry(
            .contactChanged, .delete, at: now(), by: .system, dossier: conversation.dossier, section: conversation.messages,
            conversation: conversation.id)
        guard (try? await log.append(entry, readableBy: readers)) != nil else { return }
        for old in opened.contacts { try? await stores.sections.remove(old) }
    }
}
