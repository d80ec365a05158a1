/// A number that somebody can call, as it is written and as it is dialled.
public struct PhoneNumber: Sendable, Hashable {
    /// As people read it: `0800-0188`.
    public let written: String
    /// As a telephone dials it: digits, with a leading plus for numbers from abroad.
    public let dialled: String

    /// - Returns: nil unless the text is three to fifteen digits with hyphens or spaces between them, and a plus at most in front.
    public init?(_ text: String) {
        var digits = ""
        for (index, character) in text.enumerated() {
            switch character {
            case "0"..."9": digits.append(character)
            case "+" where index == 0: digits.append(character)
            case "-" where index > 0, " " where index > 0: break
            default: return nil
            }
        }
        guard (3...16).contains(digits.count) else { return nil }
        written = text
        dialled = digits
    }
}

/// One way to call or write to a service.
public struct Phone: Sendable, Hashable {
    public enum Channel: String, CaseIterable, Sendable {
        case voice = "phone"
        case abroad = "phone_abroad"
        case whatsApp = "whatsapp"
        case text = "sms"

        /// Whether using it leaves words in the person's own telephone, for whoever reads along.
        public var leavesWords: Bool { self == .whatsApp || self == .text }
    }
    public let number: PhoneNumber
    public let channel: Channel
    /// nil: not known.
    public let free: Bool?
    public let source: SourceMark.Mark
    public let verifiedLiveOn: CalendarDay?

    public init(number: PhoneNumber, channel: Channel, free: Bool?, source: SourceMark.Mark, verifiedLiveOn: CalendarDay?) {
        self.number = number
        self.channel = channel
        self.free = free
        self.source = source
        self.verifiedLiveOn = verifiedLiveOn
    }
}
