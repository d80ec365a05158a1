import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Proposing, from a conversation, that some teams sit together on a recorded ground. A second worker decides where every exception is decided.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/g/{id}/uitzondering/samen, /en/work/c/{id}/exception/together | worker of the desk | open_tables |
/// | POST | /nl/werk/g/{id}/uitzondering/samen, /en/work/c/{id}/exception/together | worker who has the conversation | open_tables |
/// - Source: domain C2.2; R87, R88; decision 0095.
struct ExceptionTableController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .exceptionTable("{id}"), policy, .openTables) { desk, _, context in
            try await form(desk, try Self.id(context), TableExceptionTyped())
        }
        door.post(router, .exceptionTable("{id}"), policy, .openTables) { desk, request, context in
            try await propose(desk, try Self.id(context), try await door.responder.form(request, largest: Form.largestWriting))
        }
    }

    private static func id(_ context: SiteContext) throws -> Identifier<Conversation> {
        guard let id = context.parameters.get("id").flatMap({ Identifier<Conversation>($0) }) else { throw PageRefusal.notFound }
        return id
    }

    private func form(
        _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: TableExceptionTyped, notices: [DeskNotice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let receivers = try await ShareWithoutConsent(desk.place).receivers(in: id, by: desk.session)
        var page = TableExceptionPresenter(desk: desk).form(id, typed, receivers.open, receivers.barred)
        page.notices = notices + page.notices
        return door.respond(page, desk.frame(desk.together("tabs.exception"), at: .inbox), status: status)
    }

    private func propose(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ sent: Form) async throws -> Response {
        let typed = TableExceptionTyped(sent)
        let slip: DeskSlip
        do {
            slip = try desk.slip(sent, .exceptionTable(id))
        } catch {
            return try await form(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        guard let draft = typed.draft else {
            return try await form(
                desk, id, typed, notices: [desk.togetherNotice(.refused, "exception_table_missing")], status: .unprocessableContent)
        }
        let made: Identifier<SharingException>
        do {
            made = try await ShareWithoutConsent(desk.place).propose(draft, in: id, slip: slip.slip, by: desk.session)
        } catch {
            let notice =
                error == .outOfOrder
                ? desk.togetherNotice(.refused, "exception_table_ground") : try ExceptionController.notice(error, desk)
            return try await form(desk, id, typed, notices: [notice], status: .conflict)
        }
        return door.responder.redirect(to: desk.path(.opened(made.text)) + "?n=proposed")
    }
}

/// What a worker typed to let some teams sit together without the person's yes.
struct TableExceptionTyped: Sendable {
    static let kind = "kind"
    static let team = "team"
    static let spans = [1, 2, 4]

    var kind: CaseTable.Kind?
    var teams: [Identifier<Team>] = []
    /// What every exception asks as well.
    var rest = ExceptionTyped()

    init() {}

    init(_ form: Form) {
        kind = form[Self.kind].flatMap(CaseTable.Kind.init(rawValue:))
        teams = form.all(Self.team).compactMap { Identifier($0) }
        rest = ExceptionTyped(form)
    }

    /// Nil as long as something is missing.
    var draft: TableExceptionDraft? {
        guard let kind, !teams.isEmpty, teams.count <= CaseTable.mostTeams, let ground = rest.ground, let weeks = rest.weeks,
            Self.spans.contains(weeks), let telling = rest.telling, !rest.reason.isBlank, !rest.words.isBlank
        else { return nil }
        return TableExceptionDraft(
            kind: kind, ground: ground, teams: teams, reason: Confidential(rest.reason), purpose: Confidential(rest.words), weeks: weeks,
            silence: telling.silence)
    }
}
