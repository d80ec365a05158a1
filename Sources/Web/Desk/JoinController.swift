import Domain
import HTTPTypes
import Hummingbird
import Pages
import Wording
import Workflows

/// An organisation comes in by itself: the code it was handed, then what it is, and keys for its first person. What was typed as passphrase never
/// comes back.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/begin, /en/work/begin | anyone | public |
/// | POST | /nl/werk/begin, /en/work/begin | who holds the code of an organisation | public |
/// - Source: security 2.7; decision 0090.
struct JoinController: Sendable {
    private static let code = "work/join/code"
    private static let choose = "work/join/choose"
    let door: WorkDoor
    private var environment: WebEnvironment { door.environment }

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        let path = RouterPath(WorkAddress.join.path(policy.language))
        router.get(path) { _, _ in
            let (visit, _) = try door.outside(policy)
            return ask(visit)
        }
        router.post(path) { request, _ in
            let (visit, place) = try door.outside(policy)
            let form = try await door.responder.form(request)
            return form["go"] == "join" ? try await join(visit, place, policy, form) : await read(visit, place, form)
        }
    }

    private func ask(_ visit: Visit, problem: String? = nil, status: HTTPResponse.Status = .ok) -> Response {
        var field = TextField(name: "k", label: visit.work("invitation.code"))
        field.hint = visit.work("invitation.code_hint")
        let notice = problem.map { DeskNotice(.refused, title: visit.joining("notice." + $0), lines: [visit.joining("notice.\($0)_more")]) }
        let page = InvitationPage(
            title: visit.joining("begin.h1"), lines: [visit.joining("begin.lead"), visit.joining("begin.person")],
            notices: notice.map { [$0] } ?? [], target: target(visit, [], Self.code), field: field,
            button: visit.deskGo("invitation.button", "code"))
        return door.respond(page, visit.deskFrame(visit.joining("tabs.begin"), at: .join), status: status)
    }

    private func target(_ visit: Visit, _ content: [UInt8], _ purpose: String) -> FormTarget {
        FormTarget(
            action: WorkAddress.join.path(visit.language), ticket: environment.tickets.seal(content, purpose: purpose, at: visit.now))
    }

    private func read(_ visit: Visit, _ place: Workplace, _ form: Form) async -> Response {
        guard (try? environment.tickets.open(form["ticket"] ?? "", purpose: Self.code, at: visit.now)) != nil else {
            return ask(visit, problem: "old", status: .unprocessableContent)
        }
        let typed = form["k"] ?? ""
        do {
            let invited = try await JoinAsPartner(place).invited(Confidential(typed))
            var details = JoinTyped()
            details.organisation = invited.meant
            return show(visit, InvitationSlip(code: typed, proposal: AcceptInvitation.Proposal(place)), details, host: invited.host)
        } catch {
            return refused(visit, error)
        }
    }

    private func refused(_ visit: Visit, _ refusal: WorkRefusal) -> Response {
        switch refusal {
        case .storeUnavailable, .logUnavailable, .busy: ask(visit, problem: "failed", status: .serviceUnavailable)
        default: ask(visit, problem: "gone", status: .unprocessableContent)
        }
    }

    private func show(
        _ visit: Visit, _ slip: InvitationSlip, _ typed: JoinTyped, host: String, problem: (key: String, field: String)? = nil
    ) -> Response {
        let page = JoinPresenter(visit: visit).page(
            typed, slip.proposal, host: host, target: target(visit, slip.packed, Self.choose), problem: problem)
        return door.respond(
            page, visit.deskFrame(visit.joining("tabs.begin"), at: .join), status: problem == nil ? .ok : .unprocessableContent)
    }

    private func join(_ visit: Visit, _ place: Workplace, _ policy: WorkVisit.Policy, _ form: Form) async throws -> Response {
        guard let bytes = try? environment.tickets.open(form["ticket"] ?? "", purpose: Self.choose, at: visit.now),
            let slip = InvitationSlip(packed: bytes)
        else { return ask(visit, problem: "old", status: .unprocessableContent) }
        let typed = JoinTyped(form)
        let join = JoinAsPartner(place)
        let cookie: String
        do {
            let host = try await join.invited(Confidential(slip.code)).host
            if let problem = typed.problem { return show(visit, slip, typed, host: host, problem: problem) }
            guard let details = typed.details(visit.site.landscape) else {
                return show(visit, slip, typed, host: host, problem: ("join.problem_kind", "kind"))
            }
            guard form["p"] == form["q"] else {
                return show(visit, slip, typed, host: host, problem: ("passphrase.problem_differ", "q"))
            }
            do {
                cookie = try await join(
                    Confidential(slip.code), details, passphrase: Confidential(form["p"] ?? ""), proposal: slip.proposal,
                    factor: Confidential(form["f"] ?? ""))
            } catch {
                guard let problem = Self.problem(error) else { throw error }
                return show(visit, slip, typed, host: host, problem: problem)
            }
        } catch let refusal as WorkRefusal {
            return refused(visit, refusal)
        }
        let setting = SessionCookie.worker.setting(cookie, environment.isDemonstration)
        guard case .entered(let desk) = try await policy.admit(cookie: cookie, needing: nil) else { throw PageRefusal.notFound }
        let page = WelcomePage(
            title: desk.text("welcome.h1", ["name": desk.session.name]),
            lines: ["next", "two", "second", "phone"].map { desk.joining("welcome." + $0) },
            ways: [
                Way(desk.joining("welcome.people"), to: desk.path(.people)),
                Way(desk.joining("welcome.partners"), to: desk.path(.partners)),
            ])
        return door.respond(page, desk.frame(desk.text("tabs.welcome"), at: nil), cookie: setting)
    }

    private static func problem(_ refusal: WorkRefusal) -> (key: String, field: String)? {
        if let word = refusal.passphraseProblem { return ("passphrase.problem_" + word, "p") }
        switch refusal {
        case .unknown: return ("passphrase.problem_factor", "f")
        case .loginTaken: return ("join.problem_login", "u")
        case .incomplete: return ("join.problem_words", "n")
        default: return nil
        }
    }
}

/// What an organisation typed of itself.
struct JoinTyped: Sendable {
    var organisation = ""
    var kind = ""
    var entry = ""
    var team = ""
    var name = ""
    var login = ""

    init() {}

    init(_ form: Form) {
        organisation = form["o"] ?? ""
        kind = form["kind"] ?? ""
        entry = form["entry"] ?? ""
        team = form["t"] ?? ""
        name = form["n"] ?? ""
        login = form["u"] ?? ""
    }

    var problem: (key: String, field: String)? {
        for (text, field) in [(organisation, "o"), (team, "t"), (name, "n"), (login, "u")] where text.isBlank {
            return ("join.problem_words", field)
        }
        for (text, field) in [(organisation, "o"), (team, "t"), (name, "n")] where text.count > LineLength.organisation {
            return ("join.problem_long", field)
        }
        return login.count > LineLength.login ? ("join.problem_login_long", "u") : nil
    }

    /// What stands in the directory says what sort of organisation it is; whoever is not in it says so themselves.
    func details(_ landscape: Landscape) -> JoinAsPartner.Details? {
        let known = landscape.organisation(entry)
        guard known?.kind.canTakePart ?? true, let kind = known?.kind ?? OrganisationKind(rawValue: kind), kind != .anonymousTipline else {
            return nil
        }
        return JoinAsPartner.Details(
            organisation: organisation, profile: OrganisationProfile(kind: kind, entry: known?.id), team: team, name: name, login: login)
    }
}
