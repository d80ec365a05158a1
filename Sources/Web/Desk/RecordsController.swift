import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// What an organisation may look back at: who of its own people did what, and what people said about the site. No content of conversations.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/inzage, /en/work/log | administrator, privacy officer | read_access_log |
/// | GET | /nl/werk/inzage/b/{id}, /en/work/log/b/{id} | administrator, privacy officer | read_access_log |
/// | POST | /nl/werk/inzage/b/{id}, /en/work/log/b/{id} | administrator, privacy officer | read_access_log |
/// | GET | /nl/werk/ervaringen, /en/work/experiences | shift lead, analyst | read_feedback |
struct RecordsController: Sendable {
    /// The field of what was found.
    static let words = "words"
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .accessLog, policy, .readAccessLog) { desk, request, _ in
            try await log(desk, before: request.uri.queryParameters["v"].flatMap { Int64($0) } ?? .max)
        }
        door.get(router, .remark("{id}"), policy, .readAccessLog) { desk, request, context in
            let done = request.word("n", of: ["answered", "marked"])
            return try await remark(
                desk, try Self.id(context), done.map { [DeskNotice(.done, title: desk.text("log.said.\($0)"))] } ?? [])
        }
        door.post(router, .remark("{id}"), policy, .readAccessLog) { desk, request, context in
            try await answer(desk, try Self.id(context), try await door.responder.form(request, largest: Form.largestWriting))
        }
        door.get(router, .feedback, policy, .readFeedback) { desk, _, _ in try await feedback(desk) }
    }

    private func log(_ desk: WorkVisit, before index: Int64) async throws -> Response {
        let presenter = DeskRecordsPresenter(desk: desk)
        let page: AccessLogPage
        do {
            page = presenter.log(try await ReadAccessLog(desk.place)(desk.session, before: index), isNewest: index == .max)
        } catch WorkRefusal.notFound {
            // The role may, but nobody has handed over the key yet.
            page = presenter.logWithoutKey
        }
        return door.respond(page, desk.frame(desk.text("tabs.log"), at: .accessLog))
    }

    private static func id(_ context: SiteContext) throws -> Identifier<DossierSection> {
        guard let id = context.parameters.get("id").flatMap({ Identifier<DossierSection>($0) }) else { throw PageRefusal.notFound }
        return id
    }

    private func remark(
        _ desk: WorkVisit, _ id: Identifier<DossierSection>, _ notices: [DeskNotice] = [], typed: String = "", problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let remark = try await ReadRemarks(desk.place)(id, by: desk.session)
        let page = DeskRecordsPresenter(desk: desk).remark(remark, id, notices, typed: typed, problem: problem)
        return door.respond(page, desk.frame(desk.text("tabs.remark"), at: .accessLog), status: status)
    }

    private func answer(_ desk: WorkVisit, _ id: Identifier<DossierSection>, _ form: Form) async throws -> Response {
        let typed = form[Self.words] ?? ""
        let slip: DeskSlip
        do {
            slip = try desk.slip(form, .remark(id))
        } catch {
            return try await remark(desk, id, [desk.visit.deskNotice(.refused, "stale")], typed: typed, status: error.status)
        }
        guard let go = form["go"], ["answer", "mark"].contains(go) else { throw PageRefusal.notFound }
        let refusal: WorkRefusal
        do {
            let words = go == "answer" ? Confidential(typed) : nil
            try await AnswerRemark(desk.place)(words, to: id, slip: slip.slip, by: desk.session)
            return door.responder.redirect(to: desk.path(.remark(id.text)) + "?n=" + (go == "answer" ? "answered" : "marked"))
        } catch {
            refusal = error
        }
        guard [.empty, .incomplete].contains(refusal) else { throw refusal }
        return try await remark(
            desk, id, typed: typed, problem: refusal == .empty ? "log.said.empty" : "log.said.long", status: .unprocessableContent)
    }

    private func feedback(_ desk: WorkVisit) async throws -> Response {
        let presenter = DeskRecordsPresenter(desk: desk)
        let page =
            desk.session.holdsKey(of: .insight)
            ? presenter.feedback(try await ReadFeedback(desk.place)(desk.session)) : presenter.feedbackWithoutKey
        return door.respond(page, desk.frame(desk.text("tabs.feedback"), at: .feedback))
    }
}
