public import Domain
import Vault

/// Who can read what of somebody's at this moment, and what runs for them: told by the keys themselves. Nothing is opened for it.
/// - Source: R22; security 2.5; product D, E.
public struct OwnStanding: Sendable {
    /// Somebody who holds a key to a part.
    public struct Reader: Sendable, Hashable {
        public let receiver: Receiver
        /// Whether what stood there before stays closed to them.
        public let seesOnlyLater: Bool
    }
    /// Parts in which something stands.
    public let written: Set<DossierSection.Kind>
    public let readers: [DossierSection.Kind: [Reader]]
    /// Everybody who holds a consent, in the order of their names.
    public let receivers: [Receiver]
    public let referrals: [Referral]
    /// Case tables that are not over.
    public let tables: [CaseTable]
    /// The week in which somebody last looked into what the person found not right in who looked; nil when nobody did.
    public let remarkLookedInto: Week?

    /// Whether somebody has room, and waits for what the person decides.
    public var waitsForPerson: Bool { referrals.contains { $0.owner == .person } }
    /// Whether the desk asked whether some teams may sit together.
    public var isAskedToSit: Bool { tables.contains { !$0.asked.isEmpty } }
}

/// Looks who can read what.
public struct ReadStanding: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    public func callAsFunction(_ session: PersonSession) async throws(WorkRefusal) -> OwnStanding {
        let sections = try await place.stored { try await place.stores.sections.sections(of: session.dossier) }
        let consents = try await place.stored { try await place.stores.consents.consents(of: session.dossier) }
        var receivers: [Identifier<Consent>: Receiver] = [:]
        for consent in consents where consent.holds(in: place.week) {
            guard let team = try await place.stored({ try await place.stores.teams.team(consent.team) }) else { continue }
            receivers[consent.id] = try await place.receiver(team)
        }
        var written: Set<DossierSection.Kind> = []
        var readers: [DossierSection.Kind: [OwnStanding.Reader]] = [:]
        for section in sections where DossierSection.Kind.parts.contains(section.kind) {
            let isWritten = try await !place.stored { try await place.stores.sections.items(section.id, after: 0, limit: 1) }.isEmpty
            for grant in try await place.stored({ try await place.stores.consents.grants(of: section.id) }) {
                guard let ground = grant.ground, let receiver = receivers[ground.consent],
                    readers[section.kind]?.contains(where: { $0.receiver == receiver }) != true
                else { continue }
                readers[section.kind, default: []].append(.init(receiver: receiver, seesOnlyLater: written.contains(section.kind)))
            }
            if isWritten { written.insert(section.kind) }
        }
        return OwnStanding(
            written: written, readers: readers,
            receivers: receivers.values.sorted { ($0.organisationName, $0.teamName) < ($1.organisationName, $1.teamName) },
            referrals: try await place.stored { try await place.stores.referrals.referrals(of: session.dossier) },
            tables: try await place.shownTables(of: session.dossier).filter {
                !$0.isOver && place.week <= $0.endsIn
            }, remarkLookedInto: try await place.remarkLines(of: session.dossier).values.compactMap(\.answered).max())
    }
}

extension ConsentOffer {
    /// - Parameter includesWhatIsThere: false when only what is written from now on may be seen.
    public init(
        team: Identifier<Team>, parts: [DossierSection.Kind], includesWhatIsThere: Bool, purpose: Consent.Purpose, weeks: Int
    ) {
        self.init(team: team, parts: parts, scope: includesWhatIsThere ? .all : .fromNow, purpose: purpose, weeks: weeks)
    }

    public var includesWhatIsThere: Bool { scope == .all }
}

extension AgreedConsent {
    /// Nil when the words cannot be opened.
    public var words: Confidential<String>? { terms?.text }
    public var parts: [DossierSection.Kind] { terms?.parts ?? [] }
    public var givenAt: Instant? { terms?.at }
}

extension Workplace {
    /// The last second in which a consent holds that is given now for so many weeks.
    public func lastMoment(ofConsentFor weeks: Int) -> Instant { week.adding(weeks).lastMoment }
}

extension SendReferral {
    /// Teams that a person may ask: partners with a key, and not kept away.
    public func receivers(_ session: PersonSession) async throws(WorkRefusal) -> [Receiver] {
        try await receivers(session.dossier)
    }

    /// How soon somebody must answer what this person asks: as their conversation was weighed when it began.
    public func urgency(_ session: PersonSession) async throws(WorkRefusal) -> Urgency {
        try await place.stored { try await place.stores.conversations.conversation(session.conversation) }?.urgency ?? .u3
    }
}
