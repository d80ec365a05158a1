/// What somebody opens a part for, as they say before they do. The person reads it beside their name.
/// - Source: security 3.5; NEN 7513 chapter 9.
public enum OpeningReason: String, CaseIterable, Sendable, Hashable {
    /// They talk with the person now, or soon.
    case talk
    /// They prepare help, or do it.
    case help
    /// They stand in for a colleague.
    case standIn = "stand_in"
    /// They look something up that they read before.
    case lookUp = "look_up"
}
