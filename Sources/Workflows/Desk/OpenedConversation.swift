public import Domain

/// A conversation as the worker who helps sees it.
public struct HelperView: Sendable {
    public let conversation: Conversation
    public let messages: [Message]
    /// What the person answered before, when they sent it along.
    public let answers: Confidential<String>?
    /// When they sent it along.
    public let answeredAt: Instant?
    /// What the team wrote down in fixed codes.
    public let registration: Confidential<Registration>?
    public let contact: Confidential<Contact>?
    public let notes: [Message]
    /// What the worker was writing.
    public let draft: Message?
    /// What colleagues were writing, and did not send.
    public let unsent: [Message]
    /// Whether the person talks here and now, rather than leaving a message.
    public let isChat: Bool
    public let isYours: Bool
    public let colleague: String?
    /// Since when the person waits for an answer; nil when it cannot be told.
    public let waitingSince: Instant?
    /// How it was closed; nil while it is open.
    public let closing: CaseCard.Closing?
    /// Whether a colleague took it over from the one who reads, who had not seen that yet.
    public let isTakenFromYou: Bool
    /// How many things stand in it, so that a page can tell whether something came since.
    public let count: Int
    /// Names of the colleagues who wrote or acted, by their id.
    public let names: [Identifier<SupportWorker>: String]

    /// Whether the page of somebody who chats gave a sign lately.
    public internal(set) var isHere = false
    /// Talks with another team within it that were begun, those that ended first.
    var handovers: [WarmHandover] = []
    /// Whether somebody may read along, as the person or a helper said: nothing goes out then, and there is no contact.
    public internal(set) var isMonitored = false
    /// Whether that was marked during the talk.
    public internal(set) var isMarkedMonitored = false
    /// Whether the person waits for a call.
    public internal(set) var wantsCall = false
    /// How the last call went, and when.
    public internal(set) var lastCall: (outcome: CallOutcome, at: Instant)?
    /// Whether a colleague asked the one who reads to look along.
    public internal(set) var isAskedOfYou = false
    /// Whether the person does not want it to be looked through afterwards.
    public internal(set) var isSpared = false
    /// Whether it began on the telephone.
    public internal(set) var isPhone = false
    /// Words that were proposed for parts of the person's story, oldest first.
    public internal(set) var proposals: [PartProposal] = []
    /// Whether the person was spoken to on the telephone: then they can say yes in words.
    public var isSpokenTo: Bool { isPhone || lastCall?.outcome == .spoken }

    /// The rule comes before the number: when and how, and only on request whom.
    public struct Contact: Sendable {
        public let times: String
        public let manner: String
        public let voicemail: Bool
        /// Shown only after it was asked for, which is logged.
        public let number: String?
        /// What may be said when somebody else picks up.
        public let said: String
        /// What the worker says first.
        public let codeWord: String
        /// From then on nobody calls any more.
        public let until: Instant?
    }
}
