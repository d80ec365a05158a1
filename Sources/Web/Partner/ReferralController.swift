import Domain
import HTTPTypes
import Hummingbird
import Pages
import Wording
import Workflows

/// One referral: reading it, doing a step, and reading a part that the person shared.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/v/{id}, /en/work/r/{id} | worker of the team that sent or received it | follow_referrals |
/// | POST | /nl/werk/v/{id}, /en/work/r/{id} | worker of the team that sent or received it | follow_referrals |
/// | GET | /nl/werk/v/{id}/{part}, /en/work/r/{id}/{part} | worker of the team that received it | receive_referrals |
/// | GET | /nl/werk/v/{id}/{part}/{file}, /en/work/r/{id}/{part}/{file} | worker of the team that received it | receive_referrals |
/// - Source: R22, R29; product D, E.
struct ReferralController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .referral("{id}"), policy, .followReferrals) { desk, request, context in
            let done = request.word("n", of: ["done", "sent"]).map { [desk.partnerNotice(.done, $0)] } ?? []
            return try await show(desk, try Self.id(context), notices: done)
        }
        door.post(router, .referral("{id}"), policy, .followReferrals) { desk, request, context in
            try await act(desk, try Self.id(context), try await door.responder.form(request, largest: Form.largestWriting))
        }
        door.get(router, .sharedPart("{id}", "{part}"), policy, .receiveReferrals) { desk, _, context in
            try await part(desk, try Self.id(context), context.parameters.get("part") ?? "")
        }
        door.get(router, .sharedFile("{id}", "{part}", "{file}"), policy, .receiveReferrals) { desk, _, context in
            guard let file = context.parameters.get("file").flatMap({ Identifier<SealedItem>($0) }) else { throw PageRefusal.notFound }
            return try await self.file(desk, try Self.id(context), context.parameters.get("part") ?? "", file)
        }
    }

    private static func id(_ context: SiteContext) throws -> Identifier<Referral> {
        guard let id = context.parameters.get("id").flatMap({ Identifier<Referral>($0) }) else { throw PageRefusal.notFound }
        return id
    }

    private func show(
        _ desk: WorkVisit, _ id: Identifier<Referral>, _ typed: ReferralTyped = .init(), notices: [DeskNotice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let opened = try await WorkReferrals(desk.place).read(id, by: desk.session)
        let shared = try await shared(desk, opened)
        var presenter = ReferralPresenter(desk: desk, typed: typed)
        if opened.referral.isInward { presenter.conversation = try await WorkReferrals(desk.place).conversation(of: opened, desk.session) }
        if opened.next.contains(.forward) { presenter.others = try await WorkReferrals(desk.place).others(than: opened.referral.to) }
        if opened.side == .sender, presenter.looksFurther(opened) {
            presenter.further = try await WorkReferrals(desk.place).conversation(of: opened, desk.session)
        }
        var notices = notices
        if opened.side == .receiver, desk.session.may(.receiveReferrals) {
            notices += desk.alongNotices(try await WarmHandovers(desk.place).received(desk.session).filter { $0.handover.referral == id })
        }
        let page = presenter.page(opened, shared, notices: notices)
        let address: WorkAddress = opened.side == .receiver ? .received : .sent
        return door.respond(page, desk.frame(desk.partner("tabs.referral"), at: address), status: status)
    }

    /// What the person lets the receiver see; nil when nothing is shared, or not any more.
    private func shared(_ desk: WorkVisit, _ opened: OpenedReferral) async throws(WorkRefusal) -> SharedDossier? {
        guard opened.side == .receiver, let consent = opened.referral.consent else { return nil }
        do {
            return try await ReadSharedParts(desk.place).outline(consent, by: desk.session)
        } catch {
            guard error == .notFound else { throw error }
            return nil
        }
    }

    private func act(_ desk: WorkVisit, _ id: Identifier<Referral>, _ form: Form) async throws -> Response {
        var typed = ReferralTyped(form)
        let slip: DeskSlip
        do {
            slip = try desk.slip(form, .referral(id))
        } catch {
            return try await show(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        guard let kind = typed.kind else { throw PageRefusal.notFound }
        do {
            try await WorkReferrals(desk.place).step(
                typed.step(kind, at: desk.visit.now), on: id, revision: Int64(slip.seen), by: desk.session)
        } catch WorkRefusal.incomplete {
            typed.isMissing = true
            return try await show(
                desk, id, typed, notices: [desk.partnerNotice(.refused, "missing_" + kind.rawValue)], status: .unprocessableContent)
        } catch WorkRefusal.taken, WorkRefusal.outOfOrder {
            return try await show(desk, id, typed, notices: [desk.partnerNotice(.refused, "meanwhile")], status: .conflict)
        }
        return door.responder.redirect(to: desk.path(.referral(id.text)) + "?n=done")
    }

    private func part(_ desk: WorkVisit, _ id: Identifier<Referral>, _ number: String) async throws -> Response {
        // Asked of the referral too: who may not open it learns nothing from its parts. It stays closed: opening a part is one act.
        let referral = try await WorkReferrals(desk.place).outline(id, by: desk.session)
        guard let kind = Int(number).flatMap({ DossierSection.Kind.part(number: $0) }), let consent = referral.consent
        else { throw PageRefusal.notFound }
        let part: OpenedPart
        do {
            part = try await ReadSharedParts(desk.place).read(kind, on: consent, by: desk.session)
        } catch {
            guard error == .notFound else { throw error }
            // Taken back since, or over: their own page of the referral says so.
            return try await show(desk, id, status: .notFound)
        }
        let page = ReferralPresenter(desk: desk, typed: .init()).part(part, of: referral)
        return door.respond(page, desk.frame(desk.partner("tabs.part"), at: .received))
    }

    /// A file of the part, with an entry in the log before its first byte.
    private func file(
        _ desk: WorkVisit, _ id: Identifier<Referral>, _ number: String, _ file: Identifier<SealedItem>
    ) async throws -> Response {
        let referral = try await WorkReferrals(desk.place).outline(id, by: desk.session)
        guard Int(number) == DossierSection.Kind.files.partNumber, let consent = referral.consent else { throw PageRefusal.notFound }
        let outgoing = try await ReadSharedParts(desk.place).file(file, on: consent, by: desk.session)
        return try await door.responder.send(outgoing, plain: "document", withName: true)
    }
}

extension DossierSection.Kind {
    /// The part with a number, from 1: what stands in an address tells nothing.
    static func part(number: Int) -> DossierSection.Kind? { parts.indices.contains(number - 1) ? parts[number - 1] : nil }
    var partNumber: Int { (Self.parts.firstIndex(of: self) ?? -1) + 1 }
}

extension WorkVisit {
    /// A text of the pages about referrals.
    func partner(_ key: String, _ values: [String: String] = [:]) -> String { visit.wording("partner." + key, values) }

    func partnerNotice(_ tone: DeskNotice.Tone, _ key: String) -> DeskNotice {
        let more = "notice.\(key)_more"
        return DeskNotice(
            tone, title: partner("notice." + key), lines: visit.wording.has("partner." + more) ? [partner(more)] : [])
    }
}

/// What a worker typed and chose for a step.
struct ReferralTyped: Sendable {
    static let text = "text-"
    static let decline = "decline"
    static let outcome = "outcome"
    static let day = "day"
    static let hour = "hour"
    static let weeks = "weeks"
    static let toward = "toward"
    static let reader = "reader-"
    /// The words are for the person too.
    static let both = "both"

    var kind: ReferralStep.Kind?
    var texts: [ReferralStep.Kind: String] = [:]
    var decline: ReferralStep.Decline?
    var outcome: ReferralStep.Outcome?
    var day: CalendarDay?
    var minute: Int?
    var weeks: Int64?
    /// Who is proposed to go on.
    var toward: Identifier<Team>?
    /// Steps whose words are meant for the person too.
    var forPerson: Set<ReferralStep.Kind> = []
    var isMissing = false

    init() {}

    init(_ form: Form) {
        kind = form["go"].flatMap(ReferralStep.Kind.init(rawValue:))
        for kind in ReferralStep.Kind.allCases {
            texts[kind] = form[Self.text + kind.rawValue]
            if form[Self.reader + kind.rawValue] == Self.both { forPerson.insert(kind) }
        }
        decline = form[Self.decline].flatMap(ReferralStep.Decline.init(rawValue:))
        outcome = form[Self.outcome].flatMap(ReferralStep.Outcome.init(rawValue:))
        day = form[Self.day].flatMap { CalendarDay($0) }
        minute = form[Self.hour].flatMap { Int($0) }.flatMap { (0..<1440).contains($0) ? $0 : nil }
        toward = form[Self.toward].flatMap { Identifier($0) }
        weeks = form[Self.weeks].flatMap { Int64($0) }.flatMap { (1...104).contains($0) ? $0 : nil }
    }

    func step(_ kind: ReferralStep.Kind, at now: Instant) -> ReferralStep {
        var planned: Instant?
        if kind == .planned, let day, let minute { planned = AmsterdamTime.instant(day, minute: minute) }
        if kind == .waitlisted, let weeks { planned = now.adding(seconds: weeks * 7 * 86_400) }
        return ReferralStep(
            kind, text: Confidential((texts[kind] ?? "").trimmingBlank), decline: kind == .declined ? decline : nil,
            outcome: kind == .ended ? outcome : nil, planned: planned,
            isForPerson: kind.openness == .always || kind.openness == .chosen && forPerson.contains(kind),
            team: kind == .forward ? toward : nil)
    }
}

extension String {
    /// Without blanks around it.
    fileprivate var trimmingBlank: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }
}
