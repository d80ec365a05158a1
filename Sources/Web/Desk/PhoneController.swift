import Domain
import HTTPTypes
import Hummingbird
import Pages
import Triage
import Workflows

/// A telephone call, written down while it lasts; then it is kept with a code, or nothing of it is. Until then the notes are the helper's own.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/telefoon, /en/work/phone | worker who helps people | help_people |
/// | POST | /nl/werk/telefoon, /en/work/phone | worker who helps people | help_people |
/// - Source: R4, R8; security 2.3, 'Phone'.
struct PhoneController: Sendable {
    let door: WorkDoor
    let entry: WorkEntryController

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .phone, policy, .helpPeople) { desk, _, _ in try await begin(desk) }
        // Who listened longer than an entry lasts must not lose what they wrote.
        router.post(RouterPath(WorkAddress.phone.path(policy.language))) { request, _ in
            do {
                return try await receive(request, policy)
            } catch let refusal as WorkRefusal {
                return try door.unable(policy.language, refusal)
            }
        }
    }

    private func receive(_ request: Request, _ policy: WorkVisit.Policy) async throws -> Response {
        switch try await policy.admit(request, needing: .helpPeople) {
        case .entered(let desk):
            let form = try await door.responder.form(request, largest: Form.largestWriting)
            return request.isByScript ? await keepQuietly(desk, form) : try await act(desk, form)
        case .unfit: throw PageRefusal.notFound
        case .away(let visit, _):
            if request.isByScript { return door.away(policy.language, request) }
            let form = try await door.responder.form(request, largest: Form.largestWriting)
            return entry.ended(visit, writing: [form[PhoneTyped.told] ?? "", form[PhoneTyped.memo] ?? ""])
        }
    }

    /// A new call, or the one that was on the page when the browser or the site went down.
    private func begin(_ desk: WorkVisit) async throws -> Response {
        guard let notes = try await CallDraft(desk.place).kept(by: desk.session) else {
            return show(desk, PhoneTyped(), SeedSlip(.phone, desk.place))
        }
        let notice = desk.visit.deskNotice(.good, "phone_again", ["time": desk.visit.moment(notes.at)])
        return show(desk, PhoneTyped(notes), SeedSlip(.phone, desk.place), notices: [notice])
    }

    /// Keeps the notes that the page sent by itself. The header of our own is what another site cannot send.
    private func keepQuietly(_ desk: WorkVisit, _ form: Form) async -> Response {
        guard form.all("go").last == "draft" else { return Response(status: .forbidden, headers: door.responder.headers.page) }
        do {
            let typed = PhoneTyped(form, desk.visit.site.questions)
            try await CallDraft(desk.place).keep(typed.notes(at: desk.place.now()), by: desk.session)
        } catch {
            return Response(status: .serviceUnavailable, headers: door.responder.headers.page)
        }
        let said = desk.text("conversation.draft_kept", ["time": desk.visit.moment(desk.place.now())])
        guard let slip = SeedSlip(.phone, opening: form["ticket"], door.environment.tickets, desk, at: desk.visit.now) else {
            return door.respond(.object([("say", .string(said))]))
        }
        let ticket = slip.sealed(door.environment.tickets, desk.session, at: desk.visit.now)
        return door.respond(.object([("say", .string(said)), ("ticket", .string(ticket))]))
    }

    private func show(
        _ desk: WorkVisit, _ typed: PhoneTyped, _ slip: SeedSlip, notices: [DeskNotice] = [], status: HTTPResponse.Status = .ok
    ) -> Response {
        let ticket = slip.sealed(door.environment.tickets, desk.session, at: desk.visit.now)
        let page = DeskPhonePresenter(desk: desk).page(typed, ticket: ticket, notices: notices)
        return door.respond(page, desk.frame(desk.text("tabs.phone"), at: .phone), status: status)
    }

    private func act(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        let typed = PhoneTyped(form, desk.visit.site.questions)
        guard let slip = SeedSlip(.phone, opening: form["ticket"], door.environment.tickets, desk, at: desk.visit.now) else {
            let notice = desk.visit.deskNotice(.refused, "stale")
            return show(desk, typed, SeedSlip(.phone, desk.place), notices: [notice], status: .unprocessableContent)
        }
        switch form["go"] {
        case "discard":
            try await CallDraft(desk.place).drop(by: desk.session)
            return door.responder.redirect(to: desk.path(.inbox) + "?n=phone_done")
        case "keep": return try await keep(desk, typed, slip)
        default:
            try? await CallDraft(desk.place).keep(typed.notes(at: desk.place.now()), by: desk.session)
            return show(desk, typed, slip)
        }
    }

    private func keep(_ desk: WorkVisit, _ typed: PhoneTyped, _ slip: SeedSlip) async throws -> Response {
        let visit = desk.visit
        let situation = typed.answers.situation(visit.site.questions)
        let hasAnswers = !typed.answers.steps.isEmpty
        let call = PhoneCall(
            told: Confidential(typed.told.isBlank ? desk.text("phone.told_nothing") : typed.told), note: Confidential(typed.memo),
            answers: hasAnswers ? Confidential(typed.answers.text) : nil, isMonitored: situation.monitored == .yes,
            language: LanguageTag(visit.language) ?? .dutch)
        let urgency = hasAnswers ? visit.site.engine.advise(situation, at: visit.now).urgency : .u2
        do {
            let id = try await KeepPhoneCall(desk.place)(call, slip.seed, urgency: urgency, by: desk.session)
            try? await CallDraft(desk.place).drop(by: desk.session)
            var frame = desk.frame(desk.text("tabs.phone"), at: .phone)
            frame.header.otherLanguage = nil
            return door.respond(DeskPhonePresenter(desk: desk).code(slip.seed.code, id), frame)
        } catch {
            let (key, status) = Self.words(error)
            return show(desk, typed, slip, notices: [visit.deskNotice(.refused, key)], status: status)
        }
    }

    // Whatever stands in the way, what was typed stays on the page: the caller is on the line.
    private static func words(_ refusal: WorkRefusal) -> (String, HTTPResponse.Status) {
        switch refusal {
        case .nobodyReceives: ("phone_key", .conflict)
        case .logUnavailable: ("log", .serviceUnavailable)
        default: ("store", .serviceUnavailable)
        }
    }
}
