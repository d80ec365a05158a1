public import Domain
import Vault

/// Something that was shared, or may be, without consent, as somebody sees it who may read all of it.
public struct OpenedException: Sendable {
    public let exception: SharingException
    public let card: ExceptionCard
    /// The desk itself where it is for a table.
    public let receiver: Receiver
    /// Who reads it, or sits at the table besides the desk.
    public let teams: [Receiver]
    public let proposer: String
    public let second: String?
    public let content: ExceptionContent
    /// Whether whoever looks is the second worker who may agree.
    public var mayAgree = false
    /// Whether the time for a second worker is over.
    public var isLapsed = false
}

/// What goes, word for word, and what the worker weighed.
public struct ExceptionContent: Sendable {
    /// What the worker weighed: the danger, what was tried, what else there is.
    public var reason = Confidential("")
    /// Exactly what the team reads; for a table, what it is for.
    public var words = Confidential("")
    /// What sort of table it is for; nil when it is for none.
    public var table: CaseTable.Kind?
    /// Copies of parts that the desk itself may read, as they stood, each with what makes it necessary; nothing where that was not asked yet.
    public var parts: [(kind: DossierSection.Kind, text: Confidential<String>, need: Confidential<String>)] = []
    /// What makes telling the person unsafe, oldest first; empty when they are told at once.
    public var silences: [(at: Instant, text: Confidential<String>)] = []
}

/// What a worker wants to share.
public struct ExceptionDraft: Sendable {
    /// UTF-8 bytes: a few pages.
    public static let longest = 30_000

    public let receiver: Identifier<Team>
    public let ground: SharingException.Ground
    public let reason: Confidential<String>
    public let words: Confidential<String>
    /// Parts of which a copy goes along, each with what makes it necessary.
    public let parts: [(kind: DossierSection.Kind, need: Confidential<String>)]
    public let weeks: Int
    /// What makes telling the person unsafe, and in how many days that is looked at again; nil when they are told at once.
    public let silence: (reason: Confidential<String>, days: Int)?

    public init(
        receiver: Identifier<Team>, ground: SharingException.Ground, reason: Confidential<String>, words: Confidential<String>,
        parts: [(kind: DossierSection.Kind, need: Confidential<String>)] = [], weeks: Int,
        silence: (reason: Confidential<String>, days: Int)?
    ) {
        self.receiver = receiver
        self.ground = ground
        self.reason = reason
        self.words = words
        self.parts = parts
        self.weeks = weeks
        self.silence = silence
    }

    var isComplete: Bool {
        guard reason.isSaid, words.isSaid, parts.allSatisfy(\.need.isSaid), (1...SharingException.longestWeeks).contains(weeks),
            ([reason, words] + parts.map(\.need)).reduce(0, { $0 + $1.revealed.utf8.count }) <= Self.longest
        else { return false }
        guard let silence else { return true }
        return silence.reason.isSaid && (1...SharingException.longestSilence).contains(silence.days)
    }
}

extension ExceptionContent {
    var packed: [UInt8] {
        if let table { return Packed.write([[2], Array(reason.revealed.utf8), Array(words.revealed.utf8), Array(table.rawValue.utf8)]) }
        return Packed.write(
            [[1], Array(reason.revealed.utf8), Array(words.revealed.utf8)]
                + parts.map { part in
                    Packed.write([part.kind.rawValue, part.text.revealed, part.need.revealed].map { Array($0.utf8) })
                })
    }

    init?(packed bytes: [UInt8]) {
        guard let fields = Packed.read(bytes), fields.count >= 3, [[1], [2]].contains(fields[0]) else { return nil }
        reason = Confidential(Packed.text(fields[1]))
        words = Confidential(Packed.text(fields[2]))
        guard fields[0] == [1] else {
            guard fields.count == 4, let kind = CaseTable.Kind(rawValue: Packed.text(fields[3])) else { return nil }
            table = kind
            return
        }
        parts = fields.dropFirst(3).compactMap { part in
            guard let told = Packed.read(part), (2...3).contains(told.count), let kind = DossierSection.Kind(rawValue: Packed.text(told[0]))
            else { return nil }
            return (kind, Confidential(Packed.text(told[1])), Confidential(told.count == 3 ? Packed.text(told[2]) : ""))
        }
    }
}

extension Workplace {
    /// Everything of an exception, after the log answered.
    func opened(
        _ exception: SharingException, for holder: KeyHolder, _ keyPair: KeyPair, after receipt: LogReceipt
    ) async throws(WorkRefusal) -> (opened: OpenedException, section: DossierSection, key: SectionKey) {
        let (section, key, _) = try await open(exception.section, of: exception.dossier, for: holder, keyPair, after: receipt)
        var content = ExceptionContent()
        for (item, fields) in try await exceptionItems(section, key) {
            if item.kind == .exception {
                guard let read = ExceptionContent(packed: fields[1]) else { throw .notFound }
                let silences = content.silences
                content = read
                content.silences = silences
            } else if item.kind == .exceptionSilence {
                content.silences.append((Instant(seconds: Packed.number(fields[0])), Confidential(Packed.text(fields[1]))))
            }
        }
        let kept = content
        guard let team = try await stored({ try await stores.teams.team(exception.receiver) }), let receiver = try await receiver(team)
        else { throw .notFound }
        let card = try await card(exception)
        return (
            OpenedException(
                exception: exception, card: card, receiver: receiver, teams: try await teams(exception, card),
                proposer: try await workerName(exception.proposedBy) ?? "?",
                second: try await workerName(exception.agreedBy), content: kept, isLapsed: card.isLapsed(at: now())), section, key
        )
    }

    private func exceptionItems(
        _ section: DossierSection, _ key: SectionKey
    ) async throws(WorkRefusal) -> [(item: OpenedItem, fields: [[UInt8]])] {
        try await stored {
            try await stores.sections.items(section.id, after: 0, limit: 1000).map { sealed in
                let item = try ItemSealer.open(sealed, dossier: section.dossier, under: key)
                guard let fields = Packed.read(item.content.revealed), fields.count == 2 else { throw WorkRefusal.notFound }
                return (item, fields)
            }
        }
    }

    func card(_ exception: SharingException) async throws(WorkRefusal) -> ExceptionCard {
        try await stored { try fields.open(exception.card, of: exception.id) }
    }

    /// Who reads it, or sits at the table.
    func teams(_ exception: SharingException, _ card: ExceptionCard) async throws(WorkRefusal) -> [Receiver] {
        var teams: [Receiver] = []
        for id in exception.isForTable ? card.teams : [exception.receiver] {
            guard let team = try await stored({ try await stores.teams.team(id) }), let receiver = try await receiver(team) else {
                continue
            }
            teams.append(receiver)
        }
        return teams
    }

    func workerName(_ id: Identifier<SupportWorker>?) async throws(WorkRefusal) -> String? {
        guard let id else { return nil }
        return try await stored { try await stores.workers.worker(id) }.map { name($0) }
    }
}
