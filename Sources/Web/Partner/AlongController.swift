import Domain
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Pages
import Workflows

/// A conversation that a team was asked to join: coming, waiting for the person's yes, reading and writing along, leaving.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/mee/{id}, /en/work/along/{id} | worker of the team that was asked | receive_referrals |
/// | POST | /nl/werk/mee/{id}, /en/work/along/{id} | worker of the team that was asked | receive_referrals |
/// - Source: product E, 'warm handover'; decision 0085.
struct AlongController: Sendable {
    let door: WorkDoor
    let streams: LiveStreams

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .along("{id}"), policy, .receiveReferrals) { desk, request, context in
            let id = try Self.id(context)
            return request.isForEvents ? try await hear(desk, id, request, context) : try await show(desk, id)
        }
        door.post(router, .along("{id}"), policy, .receiveReferrals) { desk, request, context in
            try await act(desk, try Self.id(context), try await door.responder.form(request, largest: Form.largestWriting))
        }
    }

    private static func id(_ context: SiteContext) throws -> Identifier<WarmHandover> {
        guard let id = context.parameters.get("id").flatMap({ Identifier<WarmHandover>($0) }) else { throw PageRefusal.notFound }
        return id
    }

    private func show(
        _ desk: WorkVisit, _ id: Identifier<WarmHandover>, text: String = "", notices: [DeskNotice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let talk: JointTalk
        do {
            talk = try await WarmHandovers(desk.place).read(id, by: desk.session)
        } catch {
            guard error == .notFound else { throw error }
            return over(desk, text)
        }
        var frame = desk.frame(desk.together("tabs.along"), at: .received)
        frame.header.otherLanguage = nil
        frame.manner.hears = true
        return door.respond(AlongPresenter(desk: desk, talk: talk).page(text: text, notices: notices), frame, status: status)
    }

    /// To whoever was in it and to a stranger it looks the same: there is nothing. What was typed is not lost.
    private func over(_ desk: WorkVisit, _ text: String) -> Response {
        var page = RoomPage(title: desk.together("along.over"), target: FormTarget(action: desk.path(.received)))
        page.back = Link(desk.partner("received.back"), to: desk.path(.received))
        page.blocks = [.lines([desk.together("along.over_lead")])]
        if !text.isBlank { page.blocks.append(.said(by: desk.text("notice.erased_kept"), Told(text))) }
        return door.respond(page, desk.frame(desk.together("tabs.along"), at: .received), status: .notFound)
    }

    private func act(_ desk: WorkVisit, _ id: Identifier<WarmHandover>, _ form: Form) async throws -> Response {
        let text = form[AlongPresenter.text] ?? ""
        let slip: DeskSlip
        do {
            slip = try desk.slip(form, .along(id))
        } catch {
            return try await show(desk, id, text: text, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        let handovers = WarmHandovers(desk.place)
        do throws(WorkRefusal) {
            switch form.all("go").last {
            case "come": try await handovers.come(id, by: desk.session)
            case "send": try await handovers.say(Confidential(text), in: id, slip: slip.slip, by: desk.session)
            case "leave":
                try await handovers.leave(id, by: desk.session)
                return door.responder.redirect(to: desk.path(.received))
            default: throw .notFound
            }
        } catch {
            return try await refused(error, desk, id, text)
        }
        return door.responder.redirect(to: desk.path(.along(id.text)))
    }

    private func refused(
        _ refusal: WorkRefusal, _ desk: WorkVisit, _ id: Identifier<WarmHandover>, _ text: String
    ) async throws -> Response {
        switch refusal {
        case .notFound: return over(desk, text)
        case .empty:
            return try await show(desk, id, notices: [desk.visit.deskNotice(.refused, "empty")], status: .unprocessableContent)
        case .outOfOrder:
            return try await show(desk, id, text: text, notices: [desk.togetherNotice(.refused, "joint_changed")], status: .conflict)
        case .taken(let by): return try await show(desk, id, text: text, notices: [desk.taken(by)], status: .conflict)
        default: throw refusal
        }
    }

    // MARK: What comes in

    private func hear(
        _ desk: WorkVisit, _ id: Identifier<WarmHandover>, _ request: Request, _ context: SiteContext
    ) async throws -> Response {
        let shown = request.uri.queryParameters["s"].flatMap { Int($0) } ?? 0
        guard let conversation = try? await WarmHandovers(desk.place).standing(id, for: desk.session).conversation else {
            return Response(status: .noContent, headers: door.responder.headers.page)
        }
        return streams.response(
            to: context, door.responder.headers.events, AlongLine(desk: desk, id: id, conversation: conversation, shown: shown))
    }
}

/// The line of whoever joins: that something changed, never what.
private struct AlongLine: LineTeller {
    let desk: WorkVisit
    let id: Identifier<WarmHandover>
    let conversation: Identifier<Conversation>
    /// The pulse of the page; whatever came between the page and the line is told at once.
    let shown: Int
    var listening: ChangeListening?
    var signs = 0

    mutating func events(_ heard: LiveSignals, _ line: OpenLine) async throws -> [ByteBuffer]? {
        if heard.contains(.opened) {
            listening = line.listen(to: conversation, desk.place.changes)
        }
        if heard.contains(.sign) { signs += 1 }
        guard signs < LiveController.signs, let session = try await desk.place.again(desk.session) else { return nil }
        guard let now = try? await WarmHandovers(desk.place).standing(id, for: session) else {
            // Whoever may not look any more hears that something changed, and nothing after.
            line.endAfterThis()
            return [LiveEvent.change()]
        }
        let isBehind = heard.contains(.opened) && now.pulse > shown
        return [isBehind || heard.contains(.here) ? LiveEvent.change() : LiveEvent.sign]
    }
}
