import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Comes back with a code. Codes that were never given, were erased or are no longer kept lead to the same page, to the byte.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/terug, /en/back | anyone | public |
/// | POST | /nl/terug, /en/back | anyone | public |
/// - Source: security 2.3, invariant I6.
struct ReturningController: Sendable {
    let responder: PageResponder
    let own: OwnController

    func addRoutes(to router: Router<SiteContext>, _ policy: OwnVisit.Policy) {
        let path = RouterPath(Address.returning.path(policy.language))
        let anyone = Visit.PublicPolicy(environment: policy.environment, language: policy.language)
        router.get(path) { _, _ in
            guard let visit = anyone.admit() else { throw PageRefusal.notFound }
            guard policy.environment.place != nil else { return closed(visit, "") }
            return show(visit, EntrySlip())
        }
        router.post(path) { request, _ in
            guard let visit = anyone.admit() else { throw PageRefusal.notFound }
            let form = try await responder.form(request, largest: Form.largestWriting)
            guard let place = policy.environment.place else { return closed(visit, form[OwnField.message] ?? "") }
            return try await enter(visit, place, policy, form)
        }
    }

    private var tools: WebEnvironment { responder.environment }

    private func closed(_ visit: Visit, _ text: String) -> Response {
        let frame = visit.ownFrame("enter", at: .returning)
        guard visit.kept(text) != nil else { return responder.personal(visit.closedForWriting, frame) }
        return responder.personal(visit.unready(text, visit.own("write.problem_closed")), frame, status: .serviceUnavailable)
    }

    /// The door, with what was typed.
    func show(
        _ visit: Visit, _ slip: EntrySlip, typed: String = "", problem: String? = nil, kept: String = "", notice: Pages.Notice? = nil,
        status: HTTPResponse.Status = .ok, cookie: String? = nil
    ) -> Response {
        let page = CodePresenter(visit: visit).enter(
            ticket: slip.sealed(tools.tickets, at: visit.now), typed: typed, problem: problem, kept: kept, notice: notice)
        return responder.personal(page, visit.ownFrame("enter", at: .returning), status: status, cookie: cookie)
    }

    private func enter(_ visit: Visit, _ place: Workplace, _ policy: OwnVisit.Policy, _ form: Form) async throws -> Response {
        let typed = form[OwnField.code] ?? ""
        let kept = form[OwnField.message] ?? ""
        guard let slip = EntrySlip(opening: form["ticket"], tools.tickets, at: visit.now) else {
            return show(
                visit, EntrySlip(), typed: typed, problem: visit.own("enter.again"), kept: kept, status: .unprocessableContent)
        }
        let wait = slip.wait(at: visit.now)
        guard wait == 0 else {
            let problem = visit.own("enter.wait", ["seconds": String(wait)])
            return show(visit, slip, typed: typed, problem: problem, kept: kept, status: .unprocessableContent)
        }
        do {
            let cookie = try await EnterCode(place)(Confidential(typed))
            return try await welcome(visit, policy, cookie, kept)
        } catch let refusal as WorkRefusal {
            return refuse(visit, slip, typed, kept, refusal)
        }
    }

    // What was typed before cannot travel in an address, so then the page is the answer itself.
    private func welcome(_ visit: Visit, _ policy: OwnVisit.Policy, _ cookie: String, _ kept: String) async throws -> Response {
        let setting = SessionCookie.person.setting(cookie, tools.isDemonstration)
        guard visit.kept(kept) != nil, case .own(let own) = try await policy.admit(cookie: cookie) else {
            return responder.redirect(to: visit.path(.own), cookie: setting)
        }
        return await self.own.mine(own, text: kept, cookie: setting)
    }

    private func refuse(_ visit: Visit, _ slip: EntrySlip, _ typed: String, _ kept: String, _ refusal: WorkRefusal) -> Response {
        switch refusal {
        case .unreadableCode(let problem):
            let sentence = CodePresenter(visit: visit).sentence(problem, typed: typed)
            return show(visit, slip, typed: typed, problem: sentence, kept: kept, status: .unprocessableContent)
        case .unknown, .notFound, .erased:
            return show(visit, slip.failed(at: visit.now), problem: visit.own("enter.unknown"), kept: kept)
        case .busy:
            return show(visit, slip, typed: typed, problem: visit.own("enter.busy"), kept: kept, status: .serviceUnavailable)
                .retrying(after: 60)
        default:
            return show(visit, slip, typed: typed, problem: visit.own("enter.failed"), kept: kept, status: .serviceUnavailable)
        }
    }
}
