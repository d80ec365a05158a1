public import Domain
public import Vault

/// What a person is about to let one team see.
public struct ConsentOffer: Sendable {
    public let team: Identifier<Team>
    public let parts: [DossierSection.Kind]
    public let scope: ConsentTerms.Scope
    public let purpose: Consent.Purpose
    /// For how many weeks.
    public let weeks: Int

    public init(
        team: Identifier<Team>, parts: [DossierSection.Kind], scope: ConsentTerms.Scope, purpose: Consent.Purpose, weeks: Int
    ) {
        self.team = team
        self.parts = parts
        self.scope = scope
        self.purpose = purpose
        self.weeks = weeks
    }
}

/// A team that can receive something.
public struct Receiver: Sendable, Hashable {
    public let team: Identifier<Team>
    public let organisation: Identifier<WorkOrganisation>
    public let teamName: String
    public let organisationName: String
    /// What sort of organisation it is; nil when nobody said.
    public let profile: OrganisationProfile?
    /// What the team is for.
    public let kind: Team.Kind

    /// Whether team and organisation have one name, as with an organisation that got a letter: then it is said once.
    public var isOneName: Bool { teamName == organisationName }
    /// Organisation and team.
    public var fullName: String { isOneName ? organisationName : organisationName + ", " + teamName }

    /// Whether the code is asked for once more before it may read something. A partner of which nobody said what it is, may be the police.
    public var needsCode: Bool { profile?.actsByItself ?? (kind == .partner || kind == .outside) }
}

/// Lets a team see parts of a dossier: the words are kept, the keys are made, and what was agreed with that team before ends.
/// - Source: security 2.5; GDPR art. 7; R22, R62.
public struct GiveConsent: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Teams that a person may choose: with a key, and not kept away.
    /// - Parameter kinds: what sort of team.
    public func receivers(
        _ dossier: Identifier<Dossier>, of kinds: Set<Team.Kind> = [.partner, .desk, .outside]
    ) async throws(WorkRefusal) -> [Receiver] {
        let marks = try await place.stored { try await place.stores.consents.never(of: dossier) }
        // Whoever got a letter is there for the person whom it is about, and for nobody else.
        let asked = try await place.stored { try await place.stores.referrals.referrals(of: dossier) }.filter { !$0.state.isOver }.map(\.to)
        return try await place.receivers { team in
            kinds.contains(team.kind) && (team.kind != .outside || asked.contains(team.id))
                && !marks.contains(place.fields.mark(.team(team.id), of: dossier))
                && !marks.contains(place.fields.mark(.organisation(team.organisation), of: dossier))
        }.filter { $0.profile?.kind != .anonymousTipline }
    }

    /// How organisations with these teams are called.
    public func names(of teams: [Identifier<Team>]) async throws(WorkRefusal) -> [Identifier<Team>: String] {
        var names: [Identifier<Team>: String] = [:]
        for id in Set(teams) {
            guard let team = try await place.stored({ try await place.stores.teams.team(id) }) else { continue }
            names[id] = try await place.receiver(team)?.organisationName
        }
        return names
    }

    /// The newest words of each part, exactly as the team will read them.
    public func preview(_ parts: [DossierSection.Kind], _ session: PersonSession) async throws(WorkRefusal) -> [OpenedPart] {
        var opened: [OpenedPart] = []
        for part in parts { opened.append(try await OwnParts(place).read(part, session)) }
        return opened
    }

    /// - Parameters:
    ///   - text: the words that stood on the screen.
    ///   - slip: what belongs to the form; sent twice it is one consent.
    ///   - code: the code once more, for a team that may go on without the person; nil for others.
    ///   - isMonitored: whether the answers that went along say that somebody may read along.
    /// - Throws: `.codeNeeded` when it was not given; `.unknown`, `.unreadableCode` when it is not theirs; `.readAlong` when somebody may read along; `.unproven` when the person has not shown that they have the code, without which
    ///   they could not withdraw; `.barred` when they keep everything away from this team; `.empty` without parts; `.taken` when something
    ///   changed at this moment.
    @discardableResult
    public func callAsFunction(
        _ offer: ConsentOffer, text: Confidential<String>, language: LanguageTag, slip: Confidential<String>, _ session: PersonSession,
        code: Confidential<String>? = nil, isMonitored: (Confidential<String>) -> Bool = { _ in false }
    ) async throws(WorkRefusal) -> Consent {
        guard !offer.parts.isEmpty, offer.parts.allSatisfy(DossierSection.Kind.parts.contains) else { throw .empty }
        guard (1...Consent.longestWeeks).contains(offer.weeks) else { throw .notFound }
        let id = Identifier<Consent>(bytes: place.name(of: text, slip: slip).bytes) ?? Identifier(place.chance)
        if let there = try await place.stored({ try await place.stores.consents.consent(id) }) { return there }
        let own = try await ReadOwnConversation(place)(session)
        guard !own.isMonitored, own.answers.map(isMonitored) != true else { throw .readAlong }
        guard let dossier = try await place.stored({ try await place.stores.dossiers.dossier(session.dossier) }) else { throw .erased }
        guard dossier.keeping == .byCode else { throw .unproven }
        guard let team = try await place.stored({ try await place.stores.teams.team(offer.team) }), let teamKey = team.publicKey,
            [.partner, .desk, .outside].contains(team.kind), try await place.isOpen(team)
        else { throw .notFound }
        if team.kind == .outside {
            let asked = try await place.stored { try await place.stores.referrals.referrals(of: dossier.id) }
            guard asked.contains(where: { $0.to == team.id }) else { throw .notFound }
        }
        guard try await !place.isBarred(team, from: dossier.id) else { throw .barred }
        if try await place.receiver(team)?.needsCode ?? true {
            guard let code else { throw .codeNeeded }
            _ = try await EnterCode(place).confirms(code, session)
        }
        try await RenewParts(place)(session)
        let terms = ConsentTerms(
            consent: id, dossier: dossier.id, team: team.id, generation: team.generation, teamKey: teamKey, parts: offer.parts,
            scope: offer.scope, purpose: offer.purpose, text: text, language: language, channel: .own, at: place.now(),
            startsIn: place.week, endsIn: place.week.adding(offer.weeks))
        let consent = try await give(terms, to: team, teamKey, session)
        try await OwnReferrals(place).rest(on: consent, session)
        return consent
    }

    private func give(
        _ terms: ConsentTerms, to team: Team, _ teamKey: PublicKey, _ session: PersonSession
    ) async throws(WorkRefusal) -> Consent {
        let agreement = DossierSection(id: Identifier(place.chance), dossier: terms.dossier, kind: .agreement, version: 1)
        let consent = Consent(
            id: terms.consent, dossier: terms.dossier, team: team.id, agreement: agreement.id, purpose: terms.purpose, state: .granted,
            startsIn: terms.startsIn, endsIn: terms.endsIn, hash: terms.hash)
        var keys = KeysToGive(
            holder: .team(team.id, generation: team.generation), publicKey: teamKey, ground: consent.ground,
            subject: session.keyPair.publicKey)
        for kind in terms.parts { try await gather(kind, terms.scope, &keys, session) }
        let receipt = try await place.logged(
            AuditEntry(
                .consentGiven, .create, at: place.now(), by: .subject, dossier: terms.dossier, section: agreement.id,
                detail: Digest.sha256(terms.encoded), team: team.id), session.readers)
        guard receipt.section == agreement.id else { throw .logUnavailable }
        let gathered = keys
        try await place.stored {
            let shred = try await place.shredKey(of: terms.dossier)
            let key = SectionKey.make(for: agreement)
            let words = try ItemWriter(place: place, section: agreement, key: key).item(.agreement, terms.encoded)
            try await place.stores.consents.give(
                NewConsent(
                    consent: consent, agreement: agreement,
                    agreementGrants: [
                        try key.grant(to: .subject, gathered.subject, shred: shred),
                        try key.grant(to: gathered.holder, teamKey, shred: shred),
                    ], words: [words], volumes: gathered.volumes, grants: try gathered.grants(place, shred)))
        }
        return consent
    }

    /// The keys of one part that the team gets: of every volume, or of a new one.
    private func gather(
        _ kind: DossierSection.Kind, _ scope: ConsentTerms.Scope, _ keys: inout KeysToGive, _ session: PersonSession
    ) async throws(WorkRefusal) {
        var volumes = try await place.stored { try await place.stores.sections.sections(of: session.dossier) }.filter { $0.kind == kind }
        if volumes.isEmpty { volumes = [try await OwnParts(place).begin(kind, session)] }
        guard scope == .fromNow, let last = volumes.last else {
            for volume in volumes { keys.given.append(try await OwnParts(place).open(volume, .grantGiven, .update, session).key) }
            return
        }
        let items = try await place.stored { try await place.stores.sections.items(last.id, after: 0, limit: 1) }
        if items.isEmpty {
            keys.given.append(try await OwnParts(place).open(last, .grantGiven, .update, session).key)
            return
        }
        let next = DossierSection(
            id: Identifier(place.chance), dossier: session.dossier, kind: kind, version: 1, volume: last.volume + 1)
        keys.volumes.append(next)
        // Whoever sees the volume before goes on seeing what is written.
        let before = try await place.stored { try await place.stores.consents.grants(of: last.id) }
        keys.begun.append((next, before.filter { $0.holder != .subject && $0.holder != keys.holder }))
    }
}

/// Keys that go with a consent.
private struct KeysToGive {
    let holder: KeyHolder
    let publicKey: PublicKey
    let ground: ConsentGround
    let subject: PublicKey
    /// Of parts that are there.
    var given: [SectionKey] = []
    var volumes: [DossierSection] = []
    /// New volumes, with what others had of the volume before.
    var begun: [(section: DossierSection, before: [SectionGrant])] = []

    func grants(_ place: Workplace, _ shred: ShredKey) async throws -> [SectionGrant] {
        var grants = try given.map { try $0.grant(to: holder, publicKey, on: ground, shred: shred) }
        for (section, before) in begun {
            let key = SectionKey.make(for: section)
            grants.append(try key.grant(to: .subject, subject, shred: shred))
            grants.append(try key.grant(to: holder, publicKey, on: ground, shred: shred))
            for former in before {
                guard case .team(let id, _) = former.holder, let ground = former.ground,
                    let consent = try await place.stores.consents.consent(ground.consent), consent.holds(in: place.week),
                    let team = try await place.stores.teams.team(id), let teamKey = team.publicKey
                else { continue }
                grants.append(
                    try key.grant(to: .team(id, generation: team.generation), teamKey, on: ground, shred: shred))
            }
        }
        return grants
    }
}

extension Workplace {
    /// Teams that have a key and may be given something new, by name of their organisation.
    func receivers(_ isIncluded: (Team) -> Bool) async throws(WorkRefusal) -> [Receiver] {
        var receivers: [Receiver] = []
        let teams = try await open(try await stored { try await stores.teams.teams(of: nil) })
        for team in teams where team.publicKey != nil && isIncluded(team) {
            if let receiver = try await receiver(team) { receivers.append(receiver) }
        }
        return receivers.sorted { ($0.organisationName, $0.teamName) < ($1.organisationName, $1.teamName) }
    }

    func receiver(_ team: Team) async throws(WorkRefusal) -> Receiver? {
        guard let organisation = try await stored({ try await stores.teams.organisation(team.organisation) }) else { return nil }
        return Receiver(
            team: team.id, organisation: organisation.id, teamName: name(team), organisationName: name(organisation),
            profile: profile(organisation), kind: team.kind)
    }
}
