import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// One conversation: reading it, and everything a worker does with it. Whatever is refused, what was typed stays on the page.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/g/{id}, /en/work/c/{id} | worker who helps people, of the team it was written to | help_people |
/// | POST | /nl/werk/g/{id}, /en/work/c/{id} | worker who helps people, of the team it was written to | help_people |
struct ConversationController: Sendable {
    private static let done: Set<String> = ["claimed", "sent", "draft"]
    let door: WorkDoor
    let entry: WorkEntryController

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        let address = WorkAddress.conversation("{id}")
        door.get(router, address, policy, .helpPeople) { desk, request, context in
            let notices = request.word("n", of: Self.done).map { [desk.visit.deskNotice(.done, $0)] } ?? []
            return try await show(desk, try id(context), notices: notices)
        }
        // Who comes back to a page whose session ended must not lose what they wrote.
        router.post(RouterPath(address.path(policy.language))) { request, context in
            let id = try id(context)
            do {
                return try await receive(request, id, policy)
            } catch let refusal as WorkRefusal {
                return try door.unable(policy.language, refusal)
            }
        }
    }

    private func receive(_ request: Request, _ id: Identifier<Conversation>, _ policy: WorkVisit.Policy) async throws -> Response {
        let isScript = door.isScript(request)
        switch try await policy.admit(request, needing: .helpPeople) {
        case .entered(let desk):
            return try await act(desk, id, try await door.responder.form(request, largest: Form.largestWriting))
        case .away(let visit, _):
            if isScript { return door.away(policy.language, request) }
            let form = try await door.responder.form(request, largest: Form.largestWriting)
            return entry.ended(visit, id, kept: form[DeskConversationPresenter.reply] ?? "")
        }
    }

    private func id(_ context: SiteContext) throws -> Identifier<Conversation> {
        guard let id = context.parameters.get("id").flatMap({ Identifier<Conversation>($0) }) else { throw PageRefusal.notFound }
        return id
    }

    private func show(
        _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: DeskTyped = DeskTyped(), notices: [DeskNotice] = [], seen: Int = 0,
        revealing: Bool = false, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let presenter = DeskConversationPresenter(desk: desk, typed: typed)
        let view: HelperView
        do {
            view = try await HelpPerson(desk.place).read(id, by: desk.session, revealingContact: revealing)
        } catch {
            guard let (notice, code) = desk.shut(error) else { throw error }
            let page = presenter.empty(id, notices: [notice], seen: seen, canRetry: code == .serviceUnavailable)
            return door.respond(page, desk.frame(desk.text("tabs.error"), at: nil), status: code)
        }
        let tab = desk.text("tabs.conversation", ["number": String(view.conversation.number)])
        return door.respond(presenter.page(view, notices: notices), frame(desk, tab, id), status: status)
    }

    private func frame(_ desk: WorkVisit, _ tab: String, _ id: Identifier<Conversation>) -> DeskFrame {
        var frame = desk.frame(tab, at: .conversation(id.text), isLive: true)
        // A name of a conversation does not travel to where it says nothing more.
        frame.header.otherLanguage = nil
        return frame
    }

    private func act(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ form: Form) async throws -> Response {
        let typed = DeskTyped(text: form[DeskConversationPresenter.reply] ?? "", note: form[DeskConversationPresenter.note] ?? "")
        // The script sends every field of the form, and what it wants last.
        let go = form.all("go").last
        let slip: DeskSlip
        do {
            slip = try desk.slip(form, .conversation(id))
        } catch {
            if go == "draft" { return Response(status: .forbidden, headers: door.responder.headers.page) }
            return try await show(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        do {
            return try await perform(go, desk, id, typed, slip)
        } catch let refusal as WorkRefusal {
            return try await refused(refusal, go, desk, id, typed, slip)
        }
    }

    private func perform(
        _ go: String?, _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: DeskTyped, _ slip: DeskSlip
    ) async throws -> Response {
        let help = HelpPerson(desk.place)
        let here = desk.path(.conversation(id.text))
        let number = "&c=\(1000 + (Int(id.bytes[0]) << 8 | Int(id.bytes[1])))"
        switch go {
        case "claim":
            try await help.claim(id, by: desk.session)
            return door.responder.redirect(to: here + "?n=claimed")
        case "send":
            try await help.answer(id, Confidential(typed.text), seen: slip.seen, slip: slip.slip, by: desk.session)
            return door.responder.redirect(to: here + "?n=sent")
        case "draft":
            try await help.keepDraft(id, Confidential(typed.text), by: desk.session)
            return Response(status: .noContent, headers: door.responder.headers.page)
        case "keep":
            try await help.keepDraft(id, Confidential(typed.text), by: desk.session)
            return door.responder.redirect(to: here + "?n=draft")
        case "hand":
            try await help.handOver(id, note: Confidential(typed.note), by: desk.session)
            return door.responder.redirect(to: desk.path(.inbox) + "?n=handed_over" + number)
        case "close":
            try await help.close(id, by: desk.session)
            return door.responder.redirect(to: desk.path(.inbox) + "?n=closed" + number)
        case "reveal": return try await show(desk, id, typed, seen: slip.seen, revealing: true)
        default: throw PageRefusal.notFound
        }
    }

    private func refused(
        _ refusal: WorkRefusal, _ go: String?, _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: DeskTyped, _ slip: DeskSlip
    ) async throws -> Response {
        // The slip proves that this session had the page: what is not there any more was erased since.
        var refusal = refusal
        if case .notFound = refusal { refusal = .erased }
        if go == "draft" {
            // Gone is told by the page; a store that is away is tried again.
            let code: HTTPResponse.Status = desk.shut(refusal)?.status ?? .conflict
            return Response(status: code, headers: door.responder.headers.page)
        }
        switch refusal {
        case .newerMessage:
            return try await show(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "newer")], status: .conflict)
        case .taken(let by): return try await show(desk, id, typed, notices: [desk.taken(by)], status: .conflict)
        case .empty:
            return try await show(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "empty")], status: .unprocessableContent)
        default:
            guard let (notice, code) = desk.shut(refusal) else { throw refusal }
            let presenter = DeskConversationPresenter(desk: desk, typed: typed)
            let page = presenter.empty(id, notices: [notice], seen: slip.seen, canRetry: code == .serviceUnavailable)
            return door.respond(page, frame(desk, desk.text("tabs.error"), id), status: code)
        }
    }
}

extension WorkVisit {
    /// Why a conversation cannot be shown at all; nil for other refusals.
    fileprivate func shut(_ refusal: WorkRefusal) -> (notice: DeskNotice, status: HTTPResponse.Status)? {
        switch refusal {
        case .erased: (visit.deskNotice(.refused, "erased"), .gone)
        case .logUnavailable: (visit.deskNotice(.refused, "log"), .serviceUnavailable)
        case .storeUnavailable, .busy: (visit.deskNotice(.refused, "store"), .serviceUnavailable)
        default: nil
        }
    }
}
