import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Who may read what: choosing it, seeing exactly what it is, saying yes or not now, and taking it back.
/// - Source: R22, R62; security 2.5, 2.6; GDPR art. 7; domain C10.
extension OwnController {
    func agreedPage(
        _ room: OwnRoom, done: String? = nil, problem: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws(WorkRefusal) -> Response {
        let consents = try await OwnConsents(room.place)(room.session)
        var page = SharingPresenter(room: room).agreed(consents, target(room))
        page.done = done
        if let problem { page.blocks.insert(.good([problem]), at: 0) }
        return shown(page, room, "agreed", status: status)
    }

    // MARK: Choosing

    /// Back where somebody was before they showed that they have their code; nil when they were nowhere.
    func afterProof(_ own: OwnVisit, _ slip: OwnSlip) async -> Response? {
        guard let draft = ConsentDraft(note: slip.note), var room = try? await room(own, slip) else { return nil }
        room.isKept = true
        return try? await sharePage(room, draft)
    }

    /// - Parameter problems: what has to change, when something has.
    func sharePage(
        _ room: OwnRoom, _ draft: ConsentDraft, problems: [(key: String, field: String)] = [], status: HTTPResponse.Status = .ok
    ) async throws(WorkRefusal) -> Response {
        let presenter = SharingPresenter(room: room)
        if room.isMonitored { return shown(presenter.readAlong(target(room)), room, "share") }
        guard room.isKept else { return shown(presenter.codeFirst(target(room, note: draft.note)), room, "share") }
        let receivers = try await GiveConsent(room.place).receivers(room.session.dossier)
        let standing = try await ReadStanding(room.place)(room.session)
        let page = presenter.choose(
            draft, receivers, standing.written, target(room, note: draft.note), problems: problems)
        return shown(page, room, "share", status: status)
    }

    func show(_ room: OwnRoom, _ form: Form) async throws(WorkRefusal) -> Response {
        let before = ConsentDraft(note: room.slip.note)
        var draft = ConsentDraft(form, referral: before?.referral)
        // Where a team has room, it is for that very team.
        if before?.referral != nil { draft.team = before?.team }
        guard draft.problems.isEmpty else {
            return try await sharePage(room, draft, problems: draft.problems, status: .unprocessableContent)
        }
        return try await preview(room, draft)
    }

    /// Exactly what the team will read, and what follows.
    private func preview(
        _ room: OwnRoom, _ draft: ConsentDraft, notice: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws(WorkRefusal) -> Response {
        guard !room.isMonitored, room.isKept else { return try await sharePage(room, draft) }
        guard let words = try await words(room, draft) else {
            return try await sharePage(room, draft, problems: [("share.problem_team", OwnField.team)], status: .unprocessableContent)
        }
        var draft = draft
        draft.counts = words.counts
        var page = words.page(target(room, note: draft.note))
        if let notice { page.blocks.insert(.good([room.visit.sharing(notice)]), at: 0) }
        return shown(page, room, "preview", status: status)
    }

    /// - Returns: nil when the team cannot be chosen.
    private func words(_ room: OwnRoom, _ draft: ConsentDraft) async throws(WorkRefusal) -> ConsentWords? {
        guard let team = draft.team,
            let receiver = try await GiveConsent(room.place).receivers(room.session.dossier).first(where: { $0.team == team })
        else { return nil }
        let parts = try await GiveConsent(room.place).preview(draft.parts, room.session)
        return ConsentWords(
            visit: room.visit, draft: draft, receiver: receiver, parts: parts, until: room.place.lastMoment(ofConsentFor: draft.weeks))
    }

    func notNow(_ room: OwnRoom) async throws(WorkRefusal) -> Response {
        let done = room.visit.sharing("preview.not_now_done")
        guard ConsentDraft(note: room.slip.note)?.referral == nil else { return try await wherePage(room, done: done) }
        return try await agreedPage(room, done: done)
    }

    // MARK: Saying yes

    /// - Parameter code: typed once more, where what a team reads can go on without the person.
    func yes(_ room: OwnRoom, code: String? = nil) async throws(WorkRefusal) -> Response {
        guard let draft = ConsentDraft(note: room.slip.note), let words = try await words(room, draft), let offer = words.offer else {
            return try await agreedPage(room, problem: room.visit.sharing("share.again"), status: .unprocessableContent)
        }
        // What was shown is what is agreed: when a part was written in since, it is shown anew.
        guard words.counts == draft.counts else {
            return try await preview(room, draft, notice: "preview.changed", status: .conflict)
        }
        if words.receiver.needsCode, code == nil, !room.isMonitored, room.isKept { return sure(room, draft, words) }
        do {
            let consent = try await GiveConsent(room.place)(
                offer, text: Confidential(words.text), language: room.visit.tag, slip: room.slip.slip, room.session,
                code: code.map { Confidential($0) }, isMonitored: { _ in room.isMonitored })
            // The same form after it was taken back: nothing is given a second time.
            guard consent.state == .granted else { return try await agreedPage(room, problem: room.visit.sharing("share.again")) }
            return try await given(room, consent, draft, words)
        } catch {
            switch error {
            case .readAlong, .unproven: return try await sharePage(room, draft)
            case .codeNeeded, .unknown, .unreadableCode, .busy: return sure(room, draft, words, typed: code ?? "", refusal: error)
            case .barred: return try await agreedPage(room, problem: room.visit.sharing("share.barred"), status: .conflict)
            case .taken: return try await preview(room, draft, notice: "preview.once_more", status: .conflict)
            default: throw error
            }
        }
    }

    /// Asks for the code once more: is it really them?
    private func sure(
        _ room: OwnRoom, _ draft: ConsentDraft, _ words: ConsentWords, typed: String = "", refusal: WorkRefusal? = nil
    ) -> Response {
        let visit = room.visit
        let problem = refusal.flatMap { CodePresenter(visit: visit).problem($0, typed: typed) }
        let page = SharingPresenter(room: room).sure(words.receiver, target(room, note: draft.note), typed: typed, problem: problem)
        let answer = shown(
            page, room, "preview", status: problem == nil ? .ok : refusal == .busy ? .serviceUnavailable : .unprocessableContent)
        return refusal == .busy ? answer.retrying(after: 60) : answer
    }

    private func given(
        _ room: OwnRoom, _ consent: Consent, _ draft: ConsentDraft, _ words: ConsentWords
    ) async throws(WorkRefusal) -> Response {
        let done = words.done
        guard let id = draft.referral else { return try await agreedPage(room, done: done) }
        do {
            let referral = try await OwnReferrals(room.place).read(id, room.session).referral
            if referral.consent != consent.id {
                try await OwnReferrals(room.place).share(id, revision: referral.revision, on: consent, room.session)
            }
            return try await wherePage(room, done: done)
        } catch {
            guard error != .erased else { throw error }
            // The team stepped back at this moment: then it reads nothing either.
            try await WithdrawConsent(room.place)(consent.id, endsQuestions: false, room.session)
            return try await wherePage(room, done: room.visit.sharing("where.changed"))
        }
    }

    /// 'X has room. May X know who you are?'
    func may(_ room: OwnRoom, _ id: Identifier<Referral>) async throws(WorkRefusal) -> Response {
        let referral = try await OwnReferrals(room.place).read(id, room.session)
        guard referral.referral.owner == .person else { return try await wherePage(room) }
        var draft = ConsentDraft()
        draft.team = referral.receiver.team
        draft.referral = id
        draft.parts = [.contact]
        return try await sharePage(room, draft)
    }

    // MARK: Taking it back

    func endPage(_ room: OwnRoom, _ id: Identifier<Consent>) async throws(WorkRefusal) -> Response {
        guard let agreed = try await OwnConsents(room.place)(room.session).first(where: { $0.consent.id == id }), agreed.holds else {
            return try await agreedPage(room)
        }
        return shown(SharingPresenter(room: room).end(agreed, target(room)), room, "end")
    }

    func stop(_ room: OwnRoom, _ id: Identifier<Consent>) async throws(WorkRefusal) -> Response {
        try await WithdrawConsent(room.place)(id, room.session)
        return try await agreedPage(room, done: room.visit.sharing("end.done"))
    }
}

extension Visit {
    /// The language of this visit.
    var tag: LanguageTag { LanguageTag(language) ?? .dutch }
}
