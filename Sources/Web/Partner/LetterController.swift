import Domain
import HTTPTypes
import Hummingbird
import Pages
import Wording
import Workflows

/// Organisations without an account: the desk makes a letter for one of the directory, and whoever got it opens it with both halves.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/g/{id}/brief, /en/work/c/{id}/letter | worker of the desk | help_people |
/// | POST | /nl/werk/g/{id}/brief, /en/work/c/{id}/letter | worker who has the conversation | help_people |
/// | GET | /nl/werk/brief, /en/work/letter | anyone | public |
/// | POST | /nl/werk/brief, /en/work/letter | who holds the letters and the digits | public |
/// - Source: product E, 'Partners without an account'; decision 0091.
struct LetterController: Sendable {
    static let entry = "entry"
    private static let opening = "work/letter"
    let door: WorkDoor
    private var environment: WebEnvironment { door.environment }

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .sendLetter("{id}"), policy, .helpPeople) { desk, _, context in
            try await show(desk, try Self.id(context), nil, "")
        }
        door.post(router, .sendLetter("{id}"), policy, .helpPeople) { desk, request, context in
            try await send(desk, try Self.id(context), try await door.responder.form(request, largest: Form.largestWriting))
        }
        let path = RouterPath(WorkAddress.letter.path(policy.language))
        router.get(path) { _, _ in
            let (visit, _) = try open(policy)
            return ask(visit)
        }
        router.post(path) { request, _ in
            let (visit, place) = try open(policy)
            return try await enter(visit, place, policy, try await door.responder.form(request))
        }
    }

    private static func id(_ context: SiteContext) throws -> Identifier<Conversation> {
        guard let id = context.parameters.get("id").flatMap({ Identifier<Conversation>($0) }) else { throw PageRefusal.notFound }
        return id
    }

    // MARK: The desk

    private func show(
        _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: ReferTyped?, _ entry: String, notices: [DeskNotice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let view = try await HelpPerson(desk.place).read(id, by: desk.session)
        let presenter = ReferPresenter(desk: desk, view: view, receivers: [], sent: [])
        let page = LetterPresenter(visit: desk.visit).page(
            presenter.shown(typed), entry, number: id.number, back: desk.path(.refer(id.text)), urgencies: presenter.urgencies,
            target: desk.target(.sendLetter(id.text), .letter(id)), notices: notices)
        return door.respond(page, desk.frame(desk.partner("tabs.refer"), at: .inbox), status: status)
    }

    private func send(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ form: Form) async throws -> Response {
        let (typed, entry) = (ReferTyped(form), form[Self.entry] ?? "")
        let slip: DeskSlip
        do {
            slip = try desk.slip(form, .letter(id))
        } catch {
            return try await show(desk, id, typed, entry, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        guard let organisation = desk.visit.site.landscape.organisation(entry), organisation.kind.takesReferrals else {
            return try await show(
                desk, id, typed, entry, notices: [desk.partnerNotice(.refused, "missing_team")], status: .unprocessableContent)
        }
        var checked = typed
        checked.team = Identifier(desk.place.chance)
        if let problem = checked.problem {
            return try await show(desk, id, typed, entry, notices: [desk.partnerNotice(.refused, problem)], status: .unprocessableContent)
        }
        let draft = ReferralDraft(
            to: Identifier(desk.place.chance), urgency: typed.urgency, line: Confidential(typed.line),
            question: Confidential(typed.question), told: typed.told.split(whereSeparator: \.isNewline).map(String.init))
        if let sent = try await SendLetter(desk.place).sent(draft.question, slip: slip.slip) {
            return door.responder.redirect(to: desk.path(.referral(sent.text)))
        }
        do {
            let profile = OrganisationProfile(kind: organisation.kind, entry: organisation.id)
            let name = desk.visit.called(organisation)
            let (referral, halves) = try await SendLetter(desk.place)(
                to: name, profile, draft, in: id, slip: slip.slip, by: desk.session)
            let page = LetterPresenter(visit: desk.visit).made(
                halves, name, onward: desk.path(.referral(referral.text)),
                address: (desk.visit.site.settings.typedAddress ?? "") + WorkAddress.letter.path(desk.visit.language))
            return door.respond(page, desk.frame(desk.partner("tabs.refer"), at: .inbox))
        } catch {
            let notice: DeskNotice
            switch error {
            case .taken(let by): notice = desk.taken(by)
            case .barred: notice = desk.partnerNotice(.refused, "nobody")
            default: throw error
            }
            return try await show(desk, id, typed, entry, notices: [notice], status: .conflict)
        }
    }

    // MARK: Whoever got it

    private func open(_ policy: WorkVisit.Policy) throws(PageRefusal) -> (Visit, Workplace) {
        guard let place = environment.place,
            let visit = Visit.PublicPolicy(environment: environment, language: policy.language).admit()
        else { throw .notFound }
        return (visit, place)
    }

    private func ask(_ visit: Visit, problem: DeskNotice? = nil, status: HTTPResponse.Status = .ok) -> Response {
        let target = FormTarget(
            action: WorkAddress.letter.path(visit.language),
            ticket: environment.tickets.seal([], purpose: Self.opening, at: visit.now))
        let page = LetterPresenter(visit: visit).enter(target, problem: problem)
        return door.respond(page, visit.deskFrame(visit.letter("tabs.open"), at: .letter), status: status)
    }

    private func enter(_ visit: Visit, _ place: Workplace, _ policy: WorkVisit.Policy, _ form: Form) async throws -> Response {
        func refused(_ key: String, _ status: HTTPResponse.Status, _ values: [String: String] = [:]) -> Response {
            ask(
                visit,
                problem: DeskNotice(.refused, title: visit.letter("notice." + key), lines: [visit.letter("notice.\(key)_more", values)]),
                status: status)
        }
        guard (try? environment.tickets.open(form["ticket"] ?? "", purpose: Self.opening, at: visit.now)) != nil else {
            return refused("old", .unprocessableContent)
        }
        do {
            let (cookie, referral) = try await OpenLetter(place)(
                letters: Confidential(form["k"] ?? ""), digits: Confidential(form["d"] ?? ""))
            return door.responder.redirect(
                to: WorkAddress.referral(referral.text).path(visit.language),
                cookie: SessionCookie.worker.setting(cookie, environment.isDemonstration))
        } catch {
            switch error {
            case .unknown, .notFound: return refused("unknown", .unprocessableContent)
            case .paused(let until): return refused("wait", .unprocessableContent, ["time": visit.moment(until)])
            default: return refused("failed", .serviceUnavailable)
            }
        }
    }
}

extension Visit {
    /// An organisation of the directory as people call it; the directory itself says more, for who keeps it.
    func called(_ organisation: Organisation) -> String {
        let key = "organisations.\(organisation.id).name"
        return wording.has(key) ? wording[key] : organisation.name
    }

    /// A text about letters for organisations without an account.
    func letter(_ key: String, _ values: [String: String] = [:]) -> String { wording("letter." + key, values) }
}
