import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Using an invitation: the code, then a passphrase and a second factor. What was typed as passphrase never comes back.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/nieuw, /en/work/new | anyone | public |
/// | POST | /nl/werk/nieuw, /en/work/new | who holds an invitation code | public |
/// - Source: security 2.7; ASVS 5.0 chapter 6.2.
struct InvitationController: Sendable {
    private static let code = "work/invitation/code"
    private static let choose = "work/invitation/choose"
    let door: WorkDoor
    private var environment: WebEnvironment { door.environment }

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        let path = RouterPath(WorkAddress.invitation.path(policy.language))
        router.get(path) { _, _ in
            let (visit, _) = try door.outside(policy)
            return ask(visit)
        }
        router.post(path) { request, _ in
            let (visit, place) = try door.outside(policy)
            let form = try await door.responder.form(request)
            return form["go"] == "choose" ? try await accept(visit, place, policy, form) : try await read(visit, place, form)
        }
    }

    /// The first step. The code that was typed does not come back either.
    private func ask(_ visit: Visit, notices: [DeskNotice] = [], status: HTTPResponse.Status = .ok) -> Response {
        var field = TextField(name: "k", label: visit.work("invitation.code"))
        field.hint = visit.work("invitation.code_hint")
        let page = InvitationPage(
            title: visit.work("invitation.h1"), lines: [visit.work("invitation.lead")], notices: notices,
            target: target(visit, [], Self.code), field: field, button: visit.deskGo("invitation.button", "code"))
        return door.respond(page, visit.deskFrame(visit.work("tabs.invitation"), at: .invitation), status: status)
    }

    private func target(_ visit: Visit, _ content: [UInt8], _ purpose: String) -> FormTarget {
        FormTarget(
            action: WorkAddress.invitation.path(visit.language),
            ticket: environment.tickets.seal(content, purpose: purpose, at: visit.now))
    }

    private func ticket(_ visit: Visit, _ form: Form, _ purpose: String) throws(FormTicketRefusal) -> [UInt8] {
        try environment.tickets.open(form["ticket"] ?? "", purpose: purpose, at: visit.now)
    }

    private func read(_ visit: Visit, _ place: Workplace, _ form: Form) async throws -> Response {
        do {
            _ = try ticket(visit, form, Self.code)
        } catch {
            return ask(visit, notices: [notice(visit, "entry.too_long_open")], status: error.status)
        }
        let typed = form["k"] ?? ""
        do {
            let who = try await AcceptInvitation(place).invited(Confidential(typed))
            return show(visit, InvitationSlip(code: typed, proposal: AcceptInvitation.Proposal(place)), who)
        } catch {
            return refused(visit, error)
        }
    }

    private func refused(_ visit: Visit, _ refusal: WorkRefusal) -> Response {
        switch refusal {
        case .storeUnavailable: ask(visit, notices: [visit.deskNotice(.refused, "store")], status: .serviceUnavailable)
        case .logUnavailable: ask(visit, notices: [visit.deskNotice(.refused, "log")], status: .serviceUnavailable)
        default: ask(visit, notices: [notice(visit, "invitation.problem")], status: .unprocessableContent)
        }
    }

    private func notice(_ visit: Visit, _ key: String) -> DeskNotice {
        DeskNotice(.refused, title: visit.work(key + "_title"), lines: [visit.work(key)])
    }

    private func show(
        _ visit: Visit, _ invited: InvitationSlip, _ who: (worker: SupportWorker, name: String),
        problem: (key: String, field: String)? = nil
    ) -> Response {
        let keys = KeysPresenter(
            visit: visit, proposal: invited.proposal, login: who.name, isAdministrator: who.worker.role == .administrator,
            problem: problem.map { (visit.work("passphrase." + $0.key), $0.field) })
        let page = keys.page(
            visit.work("passphrase.h1"), lines: [visit.work("passphrase.hello", ["name": who.name])],
            target: target(visit, invited.packed, Self.choose), button: visit.deskGo("passphrase.button", "choose"))
        return door.respond(
            page, visit.deskFrame(visit.work("tabs.passphrase"), at: .invitation), status: problem == nil ? .ok : .unprocessableContent)
    }

    private func accept(_ visit: Visit, _ place: Workplace, _ policy: WorkVisit.Policy, _ form: Form) async throws -> Response {
        guard let bytes = try? ticket(visit, form, Self.choose), let invited = InvitationSlip(packed: bytes) else {
            return ask(visit, notices: [notice(visit, "entry.too_long_open")], status: .unprocessableContent)
        }
        let accept = AcceptInvitation(place)
        let cookie: String
        do {
            let who = try await accept.invited(Confidential(invited.code))
            let passphrase = form["p"] ?? ""
            guard passphrase == form["q"] else { return show(visit, invited, who, problem: ("problem_differ", "q")) }
            do {
                cookie = try await accept(
                    Confidential(invited.code), passphrase: Confidential(passphrase), proposal: invited.proposal,
                    factor: Confidential(form["f"] ?? ""))
            } catch {
                guard let problem = problem(error) else { throw error }
                return show(visit, invited, who, problem: problem)
            }
        } catch let refusal as WorkRefusal {
            return refused(visit, refusal)
        }
        let setting = SessionCookie.worker.setting(cookie, environment.isDemonstration)
        guard case .entered(let desk) = try await policy.admit(cookie: cookie, needing: nil) else { throw PageRefusal.notFound }
        return welcome(desk, setting)
    }

    private func problem(_ refusal: WorkRefusal) -> (key: String, field: String)? {
        if let word = refusal.passphraseProblem { return ("problem_" + word, "p") }
        if case .unknown = refusal { return ("problem_factor", "f") }
        return nil
    }

    private func welcome(_ desk: WorkVisit, _ cookie: String) -> Response {
        // Whoever is the first of a new team holds its key already.
        let isIn = desk.session.waitsFor.isEmpty
        let lines = isIn ? desk.session.teams.isEmpty ? ["done"] : ["in", "second"] : ["text", "ask"]
        let page = WelcomePage(
            title: desk.text("welcome.h1", ["name": desk.session.name]), lines: lines.map { desk.text("welcome." + $0) },
            fingerprint: isIn
                ? nil : Fingerprint(desk.text("welcome.fingerprint"), groups: desk.session.fingerprint.map { Told($0) }),
            ways: [Way(desk.text("welcome.onward"), to: desk.path(desk.start))])
        return door.respond(page, desk.frame(desk.text("tabs.welcome"), at: nil), cookie: cookie)
    }
}
