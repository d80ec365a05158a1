public import Domain
public import Vault

/// The two halves that open a letter. Each travels another way; one of them alone opens nothing.
/// - Source: product E; decision 0091.
public struct LetterHalves: Sendable {
    /// In the letter.
    public let letters: InvitationCode
    /// By telephone: eight digits.
    public let digits: Confidential<String>
}

/// Asks an organisation that has no account, by a letter: the same question without a name, the same steps, the same clocks.
///
/// For the one referral there is an organisation, a team and somebody in it, whose keys come from the letters and the digits together. Neither is kept.
/// - Source: R21, R28; product E, 'Partners without an account'; decision 0091.
public struct SendLetter: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Parameters:
    ///   - name: of the organisation, as the directory has it.
    ///   - draft: to whom it goes in it is not looked at.
    ///   - slip: what belongs to the form.
    /// - Returns: the referral, and what opens it, shown once.
    /// - Throws: `.barred` when the person keeps such an organisation away; `.empty`; `.taken` when a colleague has the conversation.
    public func callAsFunction(
        to name: String, _ profile: OrganisationProfile, _ draft: ReferralDraft, in conversation: Identifier<Conversation>,
        slip: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) -> (referral: Identifier<Referral>, halves: LetterHalves) {
        guard draft.line.isSaid, draft.question.isSaid else { throw .empty }
        let help = HelpPerson(place)
        let held = try await help.held(conversation, session)
        try await help.mustHold(held, session)
        try await mayGo(profile, held.dossier.id)
        let halves = LetterHalves(letters: InvitationCode(place.chance), digits: Self.digits(place.chance))
        let (team, worker) = try await outside(name, profile, halves)
        let sent = ReferralDraft(to: team, urgency: draft.urgency, line: draft.line, question: draft.question, told: draft.told)
        let referral = try await SendReferral(place)(sent, in: conversation, slip: slip, by: session)
        try await place.stored {
            try await place.stores.referrals.add(
                Letter(
                    locator: place.fields.locator(invitation: halves.letters), worker: worker, referral: referral,
                    expiresAt: place.now().adding(seconds: Letter.lasts)))
        }
        return (referral, halves)
    }

    /// The referral that this form made already; nil when it was not sent before. What opens its letter cannot be shown again.
    public func sent(_ question: Confidential<String>, slip: Confidential<String>) async throws(WorkRefusal) -> Identifier<Referral>? {
        guard let id = Identifier<Referral>(bytes: place.name(of: question, slip: slip).bytes) else { return nil }
        return try await place.stored { try await place.stores.referrals.referral(id) }?.id
    }

    // Whom the person keeps away by name is kept away by letter too.
    private func mayGo(_ profile: OrganisationProfile, _ dossier: Identifier<Dossier>) async throws(WorkRefusal) {
        let marks = try await place.stored { try await place.stores.consents.never(of: dossier) }
        guard !marks.isEmpty, let entry = profile.entry else { return }
        for organisation in try await place.stored({ try await place.stores.teams.organisations() })
        where place.profile(organisation)?.entry == entry {
            if marks.contains(place.fields.mark(.organisation(organisation.id), of: dossier)) { throw .barred }
        }
    }

    private func outside(
        _ name: String, _ profile: OrganisationProfile, _ halves: LetterHalves
    ) async throws(WorkRefusal) -> (Identifier<Team>, Identifier<SupportWorker>) {
        let teamKey = try await place.stored { try KeyPair.make() }
        let own = try await place.stored { try KeyPair.make() }
        let keys = try await place.stored {
            try await place.passphrases.seal(
                own, SecondFactor(place.chance), passphrase: halves.joined, chance: place.chance)
        }
        let organisation = Identifier<WorkOrganisation>(place.chance)
        let (team, worker) = (Identifier<Team>(place.chance), Identifier<SupportWorker>(place.chance))
        try await place.stored {
            try await place.stores.teams.add(
                WorkOrganisation(
                    id: organisation, name: try place.fields.seal(Confidential(name), of: organisation),
                    profile: try place.fields.seal(profile, of: organisation)),
                teams: [
                    Team(
                        id: team, organisation: organisation, kind: .outside, name: try place.fields.seal(Confidential(name), of: team),
                        generation: 1, publicKey: teamKey.publicKey)
                ])
            // Nobody enters with this name: it is drawn, and told to nobody.
            let locator = place.chance.bytes(16)
            try await place.stores.workers.invite(
                SupportWorker(
                    id: worker, organisation: organisation, role: .partnerWorker, state: .invited,
                    name: try place.fields.seal(Confidential(name), of: worker), login: place.chance.bytes(16)),
                Invitation(worker: worker, locator: locator, expiresAt: place.now().adding(seconds: 60)), teams: [team])
            try await place.stores.workers.accept(locator, keys: keys)
            try await place.stores.teams.admit(
                try TeamSeal.seal(teamKey, of: team, generation: 1, to: worker, own.publicKey))
        }
        return (team, worker)
    }

    private static func digits(_ chance: some Chance) -> Confidential<String> {
        var drawn: UInt32
        // Every number is as likely as every other: draws that would favour some are thrown away.
        repeat { drawn = chance.bytes(4).reduce(0) { $0 << 8 | UInt32($1) } } while drawn >= 4_200_000_000
        let text = String(drawn % 100_000_000)
        return Confidential(String(repeating: "0", count: 8 - text.count) + text)
    }
}

extension LetterHalves {
    init?(letters: Confidential<String>, digits: Confidential<String>) {
        let read = digits.revealed.unicodeScalars.compactMap { scalar -> Character? in
            guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
            return Character(String(Int(value)))
        }
        guard let code = InvitationCode(letters.revealed), read.count == 8 else { return nil }
        self.init(letters: code, digits: Confidential(String(read)))
    }

    /// From which the keys come.
    fileprivate var joined: Confidential<String> { Confidential(letters.text.revealed + " " + digits.revealed) }
}

/// Opens a letter with both halves, and begins a session that sees that referral and nothing else.
public struct OpenLetter: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Returns: the cookie of the session, and the referral.
    /// - Throws: `.unknown` for letters or digits that open nothing, whichever it is; `.paused` while somebody must wait after wrong digits;
    ///   `.busy`, `.logUnavailable`, `.storeUnavailable`.
    public func callAsFunction(
        letters: Confidential<String>, digits: Confidential<String>
    ) async throws(WorkRefusal) -> (cookie: String, referral: Identifier<Referral>) {
        guard let halves = LetterHalves(letters: letters, digits: digits) else { throw .unknown }
        let locator = place.fields.locator(invitation: halves.letters)
        let found = try await place.stored { try await place.stores.referrals.letter(locator) }
        guard let found, found.expiresAt > place.now() else {
            // Letters that nobody sent cost the same work.
            _ = try await place.stored { try await place.passphrases.open(nil, passphrase: halves.joined) }
            throw .unknown
        }
        guard found.waitsUntil <= place.now() else { throw .paused(until: found.waitsUntil) }
        try await count(found)
        let worker = try await place.stored { try await place.stores.workers.worker(found.worker) }
        guard let worker, worker.state == .active,
            let opened = try await place.stored({ try await place.passphrases.open(worker.keys, passphrase: halves.joined) })
        else {
            try await refused(found, worker)
            throw .unknown
        }
        try await note(.workerEntered, worker, isSuccess: true)
        var fresh = found
        (fresh.tries, fresh.waitsUntil) = (0, Instant(seconds: 0))
        let reset = fresh
        _ = try await place.stored { try await place.stores.referrals.tries(reset, from: found.tries + 1) }
        return (try await place.beginWork(worker, opened.keyPair), found.referral)
    }

    // Counted before it is looked at: two at once are two.
    private func count(_ found: Letter) async throws(WorkRefusal) {
        var counted = found
        counted.tries += 1
        counted.waitsUntil = place.now().adding(seconds: Letter.wait(after: counted.tries))
        let next = counted
        guard try await place.stored({ try await place.stores.referrals.tries(next, from: found.tries) }) else {
            throw .paused(until: next.waitsUntil)
        }
    }

    private func refused(_ found: Letter, _ worker: SupportWorker?) async throws(WorkRefusal) {
        if let worker { try await note(.workerRefused, worker, isSuccess: false) }
        guard found.tries + 1 >= Letter.mostTries else { return }
        try await EndLetters(place).end(found)
    }

    private func note(_ kind: AuditEntry.Kind, _ worker: SupportWorker, isSuccess: Bool) async throws(WorkRefusal) {
        _ = try await place.logged(
            AuditEntry(kind, .execute, at: place.now(), by: .worker(worker.id, worker.role, worker.organisation), isSuccess: isSuccess),
            AuditReaders(subject: nil, review: nil, scope: worker.id.bytes))
    }
}

/// Ends letters: their time is over, or the digits were wrong too often. Whoever had one opens nothing any more; the referral stays, and its
/// silence is for the desk to see.
struct EndLetters: Sendable {
    let place: Workplace
    init(_ place: Workplace) { self.place = place }

    func callAsFunction() async throws(WorkRefusal) {
        let now = place.now()
        for letter in try await place.stored({ try await place.stores.referrals.letters(expiredBy: now, limit: 500) }) {
            try await end(letter)
        }
    }

    func end(_ letter: Letter) async throws(WorkRefusal) {
        _ = try await place.logged(
            AuditEntry(.workerLeft, .update, at: place.now(), by: .system, detail: letter.worker.text),
            AuditReaders(subject: nil, review: nil, scope: letter.worker.bytes))
        try await takeKeys(letter)
        try await place.stored {
            try await place.stores.workers.leave(letter.worker)
            try await place.stores.referrals.remove(letter.locator)
        }
    }

    // Nobody is left in that team who would change its key: what it held is taken from it, and gets another.
    private func takeKeys(_ letter: Letter) async throws(WorkRefusal) {
        guard let referral = try await place.stored({ try await place.stores.referrals.referral(letter.referral) }) else { return }
        for consent in try await place.stored({ try await place.stores.consents.consents(of: referral.dossier) })
        where consent.team == referral.to && consent.state == .granted {
            let key = try await place.stored { try await place.stores.dossiers.dossier(consent.dossier) }?.publicKey
            _ = try await place.logged(
                AuditEntry(
                    .consentExpired, .update, at: place.now(), by: .system, dossier: consent.dossier, section: consent.agreement,
                    team: consent.team), AuditReaders(subject: key, review: nil, scope: consent.id.bytes))
            _ = try await place.stored { try await place.stores.consents.end(consent.id, as: .expired) }
        }
        try await place.stored { try await place.stores.sections.take(referral.section, from: referral.to) }
    }
}
