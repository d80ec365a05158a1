/// A short text that a support worker can send or say as it is, or change first.
/// - Source: R2, R8, R45; domain C15.
public struct Phrase: Sendable, Hashable {
    /// The moment in a conversation for which it is written, roughly in the order in which moments come.
    public enum Moment: String, CaseIterable, Sendable, Hashable {
        case welcome
        /// Before the first word: what stays between us, and what we cannot keep.
        case limits
        case waiting
        /// That it is good that they tell it.
        case support
        /// Asking whether they are safe at this moment.
        case safety
        /// Asking about wanting to die.
        case suicide
        /// Asking how old they are.
        case age
        /// Somebody reads along.
        case monitored
        /// A pause in the talk, which may last.
        case silence
        /// They have not written for a while.
        case goneQuiet = "gone_quiet"
        /// Before the conversation goes to a colleague.
        case handingOver = "handing_over"
        /// Nobody with what they need is free now.
        case noSkill = "no_skill"
        /// A sample of conversations is looked at afterwards: said beforehand.
        case reviewedSample = "reviewed_sample"
        case offeringCode = "offering_code"
        case callbackAgreed = "callback_agreed"
        /// They said that they want to stop.
        case endedByPerson = "ended_by_person"
        case endedByWorker = "ended_by_worker"
        /// Somebody uses the line for something else; the same words for everybody.
        case lineAbuse = "line_abuse"
    }

    /// What a worker fills in before it is sent.
    public enum Placeholder: String, CaseIterable, Sendable, Hashable {
        /// A day that is agreed, in words.
        case day
        /// A time of day.
        case from, until
        /// What is said first on the telephone, as they agreed.
        case opening
        /// Minutes that waiting is likely to take, counted and never guessed.
        case minutes
    }

    /// The same in every language.
    public let id: String
    public let moment: Moment
    public let when: Occasion
    /// One text for each level.
    public let texts: [TextLevel: String]

    public init(id: String, moment: Moment, when: Occasion, texts: [TextLevel: String]) {
        self.id = id
        self.moment = moment
        self.when = when
        self.texts = texts
    }
}
