/// A team gave back something that a person let it read: it needs it not, or it is not for it. It holds no key to that from then on.
/// - Source: GDPR art. 5(1)(c); domain C10; decision 0109.
public struct SharingReturn: Sendable, Hashable {
    /// Why, out of a short list: free words would say things about the person to the person, in nobody's care.
    public enum Reason: String, CaseIterable, Sendable, Hashable {
        /// It is more than they need to help.
        case notNeeded = "not_needed"
        /// It is not meant for this team.
        case notForUs = "not_for_us"
        /// Somebody there knows one of the people it is about.
        case conflict
    }

    /// Which part; nil for everything that was agreed.
    public let part: DossierSection.Kind?
    /// Nil when nothing was said.
    public let reason: Reason?

    public init(_ part: DossierSection.Kind?, reason: Reason? = nil) {
        self.part = part
        self.reason = reason
    }
}
