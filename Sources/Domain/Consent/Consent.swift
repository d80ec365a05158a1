/// A person lets one team see some parts, for one purpose, until a day.
///
/// There is at most one at a time with a team: another one takes its place. What was agreed, word for word, stands sealed in `agreement`.
/// - Source: security 2.5; GDPR art. 7; R22, R62; C10.
public struct Consent: Sendable, Hashable {
    public enum State: String, CaseIterable, Sendable, Hashable {
        case granted
        case withdrawn
        /// Its time is over, or the team does not help any more or gave it back; nobody withdrew it.
        case expired
        /// The person agreed something else with the same team.
        case replaced
    }

    /// What the receiver may use it for; nothing else.
    public enum Purpose: String, CaseIterable, Sendable, Hashable {
        /// To help: care, treatment, guidance.
        case help
        /// To advise or stand by in law.
        case law
        /// To look at safety, and arrange it.
        case safety
        /// What the police does with it, after the person chose that.
        case police
    }

    /// The shortest, usual and longest time for which it is given, in weeks.
    /// - Source: security 2.5.
    public static let usualWeeks = 26
    public static let longestWeeks = 104

    public let id: Identifier<Consent>
    public let dossier: Identifier<Dossier>
    public let team: Identifier<Team>
    /// Where the words stand, for the person and the team.
    public let agreement: Identifier<DossierSection>
    public let purpose: Purpose
    public var state: State
    public let startsIn: Week
    /// The last week in which it holds.
    public let endsIn: Week
    /// SHA-256 of everything that was agreed.
    public let hash: [UInt8]

    public init(
        id: Identifier<Consent>, dossier: Identifier<Dossier>, team: Identifier<Team>, agreement: Identifier<DossierSection>,
        purpose: Purpose, state: State, startsIn: Week, endsIn: Week, hash: [UInt8]
    ) {
        self.id = id
        self.dossier = dossier
        self.team = team
        self.agreement = agreement
        self.purpose = purpose
        self.state = state
        self.startsIn = startsIn
        self.endsIn = endsIn
        self.hash = hash
    }

    /// Whether the team may open something on it in a week.
    public func holds(in week: Week) -> Bool { state == .granted && week <= endsIn }

    public var ground: ConsentGround { ConsentGround(consent: id, hash: hash) }
}
