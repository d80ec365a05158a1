import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Entering as a worker, and leaving. Whatever was wrong at entry, the page says the same.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/in, /en/work/in | anyone | public |
/// | POST | /nl/werk/in, /en/work/in | anyone | public |
/// | GET | /nl/werk/uit, /en/work/out | anyone | public |
/// | POST | /nl/werk/uit, /en/work/out | worker | worker |
/// - Source: security 2.7, 2.8.
struct WorkEntryController: Sendable {
    private static let purpose = "work/entry"
    let door: WorkDoor
    private var environment: WebEnvironment { door.environment }

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        let path = RouterPath(WorkAddress.entry.path(policy.language))
        router.get(path) { request, _ in
            let visit = try visit(policy)
            let notices = request.word("n", of: ["ended"]).map { _ in [problem(visit, .alarm, "ended")] } ?? []
            return show(visit, notices: notices)
        }
        router.post(path) { request, _ in
            try await enter(try visit(policy), policy, try await door.responder.form(request, largest: Form.largestWriting))
        }
        router.get(RouterPath(WorkAddress.leave.path(policy.language))) { _, _ in left(try visit(policy)) }
        door.post(router, .leave, policy, nil) { desk, request, _ in try await leave(desk, request) }
    }

    private func visit(_ policy: WorkVisit.Policy) throws(PageRefusal) -> Visit {
        guard environment.place != nil, let visit = Visit.PublicPolicy(environment: environment, language: policy.language).admit() else {
            throw .notFound
        }
        return visit
    }

    /// The entry page for a worker whose session ended while they wrote: what they wrote goes along.
    /// - Parameter note: what was for the team alone. It can be copied, and is never put where it could be sent to the person.
    func ended(_ visit: Visit, _ id: Identifier<Conversation>, kept: String, note: String) -> Response {
        var notices = [problem(visit, .refused, "ended", more: kept.isEmpty ? nil : "ended_kept")]
        if note.contains(where: { !$0.isWhitespace }) {
            notices.append(DeskNotice(.alarm, title: visit.work("conversation.hand_over_note"), lines: [note]))
        }
        return show(visit, notices: notices, to: id, kept: kept, status: .forbidden)
    }

    /// The same for what belongs to no conversation yet: it can be copied.
    func ended(_ visit: Visit, writing texts: [String]) -> Response {
        let kept = texts.filter { !$0.isBlank }
        var notices = [problem(visit, .refused, "ended", more: kept.isEmpty ? nil : "ended_phone")]
        notices += kept.map { DeskNotice(.alarm, title: visit.work("entry.kept"), lines: [$0]) }
        return show(visit, notices: notices, status: .forbidden)
    }

    private func show(
        _ visit: Visit, notices: [DeskNotice] = [], to id: Identifier<Conversation>? = nil, kept: String = "", login: String = "",
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let ticket = environment.tickets.seal(id?.bytes ?? [], purpose: Self.purpose, at: visit.now)
        var page = WorkEntryPage(
            title: visit.work("entry.h1"), notices: notices,
            target: FormTarget(action: WorkAddress.entry.path(visit.language), ticket: ticket),
            fields: [
                EntryField(.login, name: "u", label: visit.work("entry.login"), value: String(login.prefix(64))),
                EntryField(.passphrase, name: "p", label: visit.work("entry.passphrase")),
                EntryField(.factor, name: "f", label: visit.work("entry.factor"), hint: visit.work("entry.factor_hint")),
            ], button: FormButton(visit.work("entry.button")),
            ways: [
                Way(visit.work("entry.invited"), text: visit.work("entry.invited_hint"), to: WorkAddress.invitation.path(visit.language))
            ])
        if !kept.isEmpty {
            page.kept = WritingField(name: DeskConversationPresenter.reply, label: visit.work("entry.kept"), value: Told(kept))
        }
        return door.respond(page, visit.deskFrame(visit.work("tabs.entry"), at: .entry), status: status)
    }

    private func enter(_ visit: Visit, _ policy: WorkVisit.Policy, _ form: Form) async throws -> Response {
        guard let place = environment.place else { throw PageRefusal.notFound }
        let kept = form[DeskConversationPresenter.reply] ?? ""
        let login = form["u"] ?? ""
        let id: Identifier<Conversation>?
        do {
            let bytes = try environment.tickets.open(form["ticket"] ?? "", purpose: Self.purpose, at: visit.now)
            id = Identifier(bytes: bytes)
        } catch {
            return show(visit, notices: [problem(visit, .refused, "too_long_open")], kept: kept, login: login, status: error.status)
        }
        let cookie: String
        do {
            cookie = try await EnterWork(place)(
                login: Confidential(login), passphrase: Confidential(form["p"] ?? ""), factor: Confidential(form["f"] ?? ""))
        } catch {
            let (notice, status) = refusal(visit, error)
            return show(visit, notices: [notice], to: id, kept: kept, login: login, status: status)
        }
        let setting = SessionCookie.worker.setting(cookie, environment.isDemonstration)
        guard case .entered(let desk) = try await policy.admit(cookie: cookie, needing: nil) else { throw PageRefusal.notFound }
        return door.responder.redirect(to: try await begin(desk, id, kept), cookie: setting)
    }

    /// Where the worker goes on. What they were writing is kept as their draft first.
    private func begin(_ desk: WorkVisit, _ id: Identifier<Conversation>?, _ kept: String) async throws -> String {
        guard let id, desk.session.may(.helpPeople) else { return desk.path(desk.start) }
        let here = desk.path(.conversation(id.text))
        guard !kept.isEmpty else { return here }
        do {
            try await HelpPerson(desk.place).keepDraft(id, Confidential(kept), by: desk.session)
        } catch {
            return here
        }
        return here + "?n=draft"
    }

    private func refusal(_ visit: Visit, _ refusal: WorkRefusal) -> (DeskNotice, HTTPResponse.Status) {
        switch refusal {
        case .busy: (problem(visit, .refused, "busy"), .serviceUnavailable)
        case .logUnavailable: (visit.deskNotice(.refused, "log"), .serviceUnavailable)
        case .storeUnavailable: (visit.deskNotice(.refused, "store"), .serviceUnavailable)
        default: (problem(visit, .refused, "wrong"), .unprocessableContent)
        }
    }

    private func problem(_ visit: Visit, _ tone: DeskNotice.Tone, _ key: String, more: String? = nil) -> DeskNotice {
        DeskNotice(
            tone, title: visit.work("entry.\(key)_title"),
            lines: [visit.work("entry." + key)] + (more.map { [visit.work("entry." + $0)] } ?? []))
    }

    private func leave(_ desk: WorkVisit, _ request: Request) async throws -> Response {
        // Whoever wants to leave is let go, whatever the form looks like; another site cannot send the cookie along.
        _ = try await door.responder.form(request)
        await desk.place.signOut(desk.session)
        return door.responder.redirect(
            to: desk.path(.leave), cookie: SessionCookie.worker.clearing(environment.isDemonstration))
    }

    private func left(_ visit: Visit) -> Response {
        let page = SignedOutPage(
            title: visit.work("left.h1"), lines: [visit.work("left.text")],
            ways: [
                Way(visit.work("left.again"), to: WorkAddress.entry.path(visit.language)),
                Way(visit.work("left.home"), to: visit.path(.home)),
            ])
        return door.respond(page, visit.deskFrame(visit.work("tabs.left"), at: .leave))
    }
}
