public import Domain
import Vault

/// Words that a helper proposes for a part of the dossier. They stand in the conversation, where the person and the desk can read them, and in no
/// part before the person saw exactly these words and said yes.
/// - Source: R22; product D; GDPR art. 5(1)(d).
public struct PartProposal: Sendable {
    /// What became of it.
    public enum Answer: UInt8, CaseIterable, Sendable, Hashable {
        /// The person keeps it as it was proposed.
        case kept = 1
        /// The person keeps other words.
        case changed = 2
        case declined = 3
        /// It was written in the part while the person said yes in words; they see it when they come back, and can still change it.
        case spoken = 4
    }

    public let id: Identifier<SealedItem>
    public let part: DossierSection.Kind
    public let text: Confidential<String>
    public let author: Message.Author
    public let at: Instant
    /// How often the part was written in when it was proposed.
    public let seen: Int
    /// How many messages of the person it was filled from; 0 when it was written anew.
    public let messages: Int
    public internal(set) var answer: Answer?
    public internal(set) var answeredAt: Instant?

    /// Whether the person has not looked at it yet.
    public var isOpen: Bool { answer == nil || answer == .spoken }
    /// Whether it stands in the part already, on the person's word.
    public var isSpoken: Bool { answer == .spoken }
}

extension PartProposal {
    init?(_ message: Message, packed bytes: [UInt8]) {
        guard let fields = Packed.read(bytes), fields.count == 5, fields[0] == [1],
            let part = DossierSection.Kind(rawValue: Packed.text(fields[1]))
        else { return nil }
        self.init(
            id: message.id, part: part, text: Confidential(Packed.text(fields[2])), author: message.author, at: message.at,
            seen: Int(clamping: Packed.number(fields[3])), messages: Int(clamping: Packed.number(fields[4])))
    }

    static func packed(_ draft: ProposalDraft, seen: Int) -> [UInt8] {
        Packed.write([
            [1], Array(draft.part.rawValue.utf8), Array(draft.text.revealed.utf8), Packed.number(Int64(seen)),
            Packed.number(Int64(draft.messages)),
        ])
    }
}

/// What was said to words that were proposed, as it stands in the conversation.
struct ProposalAnswer {
    let proposal: Identifier<SealedItem>
    let answer: PartProposal.Answer

    init(_ answer: PartProposal.Answer, to proposal: Identifier<SealedItem>) {
        self.proposal = proposal
        self.answer = answer
    }

    init?(packed bytes: [UInt8]) {
        guard let fields = Packed.read(bytes), fields.count == 3, fields[0] == [1], let proposal = Identifier<SealedItem>(bytes: fields[1]),
            let answer = fields[2].first.flatMap(PartProposal.Answer.init(rawValue:))
        else { return nil }
        self.init(answer, to: proposal)
    }

    var packed: [UInt8] { Packed.write([[1], proposal.bytes, [answer.rawValue]]) }
}

/// What a helper wrote for a part.
public struct ProposalDraft: Sendable {
    /// UTF-8 bytes: a long story, and still quick to read before one says yes.
    public static let longest = 100_000

    public let part: DossierSection.Kind
    public let text: Confidential<String>
    /// How many messages of the person it was filled from.
    public let messages: Int

    public init(part: DossierSection.Kind, text: Confidential<String>, messages: Int = 0) {
        self.part = part
        self.text = text
        self.messages = messages
    }

    /// Parts for which words can be proposed.
    public static let parts = DossierSection.Kind.parts.filter { $0 != .files }
    /// Parts of which a child is asked nothing.
    /// - Source: domain C2.5, C4.5.
    public static let notOfChildren: Set<DossierSection.Kind> = [.story, .police]
}

/// What the person's answers to the questions say that decides whether something may be asked or sent.
public struct AnswersSay: Sendable, Hashable {
    public var isMonitored = false
    /// Younger than 12, and here for themselves.
    public var isYoung = false

    public init(isMonitored: Bool = false, isYoung: Bool = false) {
        self.isMonitored = isMonitored
        self.isYoung = isYoung
    }
}
