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

    /// The rule comes before the number: when and how, and only on request whom.
    public struct Contact: Sendable {
        public let times: String
        public let manner: String
        public let voicemail: Bool
        /// Shown only after it was asked for, which is logged.
        public let number: String?
    }
}
