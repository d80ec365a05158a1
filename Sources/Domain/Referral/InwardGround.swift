/// On whose word somebody is sent to the desk, and what may be told back. Without the person's own yes nothing is sent.
/// - Source: GDPR art. 6, 9; R22, R62; product E, 'into the entry'.
public struct InwardGround: Sendable, Hashable {
    /// Who said yes.
    public enum Agreed: String, CaseIterable, Sendable, Hashable {
        case person
        /// The person, with somebody beside them whom they trust.
        case together
        /// Whoever may decide for them by law; the person knows of it.
        case representative
    }

    /// How they said it.
    public enum Manner: String, CaseIterable, Sendable, Hashable {
        case spoken
        case telephone
        case written
    }

    public let agreed: Agreed
    public let manner: Manner
    /// Whether the person lets the sender hear that they came, and that it ended.
    public let tells: Bool
    /// Whether the desk may call, in the way that stands with the conversation; else the person comes with the code.
    public let mayCall: Bool

    public init(agreed: Agreed, manner: Manner, tells: Bool, mayCall: Bool) {
        self.agreed = agreed
        self.manner = manner
        self.tells = tells
        self.mayCall = mayCall
    }
}
