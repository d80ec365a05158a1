/// An invented conversation on a desk that is there to practise at. Nobody in it exists.
/// - Source: issue 'Talk at once', a tired helper on a busy night.
public struct PracticeConversation: Sendable, Hashable {
    public enum Kind: String, CaseIterable, Sendable, Hashable {
        case chat, message
        /// Somebody asked to be called back.
        case call
        /// Written down by a helper during a call, and kept.
        case phone
    }

    /// Something that stands there already.
    public struct Line: Sendable, Hashable {
        /// Minutes before the evening begins.
        public let minutes: Int
        public let isPerson: Bool
        public let text: String

        public init(minutes: Int, isPerson: Bool, text: String) {
            self.minutes = minutes
            self.isPerson = isPerson
            self.text = text
        }
    }

    /// How the invented person wants to be called; there is no number.
    public struct Call: Sendable, Hashable {
        public let times: String
        public let manner: String
        public let word: String

        public init(times: String, manner: String, word: String) {
            self.times = times
            self.manner = manner
            self.word = word
        }
    }

    /// What helpers did with it before the evening begins.
    public struct Work: Sendable, Hashable {
        /// The login of who has it; nil when it is nobody's.
        public var helper: String?
        /// The login of the colleague who was asked to look along.
        public var asked: String?
        public var note: String?
        /// An answer in the making.
        public var draft: String?
        /// It was handed over to the team with this note.
        public var handed: String?
        /// A helper marked that somebody reads along.
        public var isMarked = false
        /// Somebody called and did not reach them.
        public var isUnreached = false
        public var closed: ClosingReason?

        public init() {}
    }

    public let id: String
    public let kind: Kind
    public let language: LanguageTag
    /// Minutes before the evening begins.
    public let start: Int
    /// By question of the site, in its order: the chosen answers.
    public let answers: [Answered]
    public let said: [Line]
    /// What the invented person says next, one after each answer.
    public let next: [String]
    /// Whether their page is closed after the last of these.
    public let leaves: Bool
    public let call: Call?
    public let work: Work

    public struct Answered: Sendable, Hashable {
        public let question: String
        public let choices: [String]

        public init(question: String, choices: [String]) {
            self.question = question
            self.choices = choices
        }
    }

    public init(
        id: String, kind: Kind, language: LanguageTag, start: Int, answers: [Answered] = [], said: [Line] = [], next: [String] = [],
        leaves: Bool = false, call: Call? = nil, work: Work = Work()
    ) {
        self.id = id
        self.kind = kind
        self.language = language
        self.start = start
        self.answers = answers
        self.said = said
        self.next = next
        self.leaves = leaves
        self.call = call
        self.work = work
    }
}
