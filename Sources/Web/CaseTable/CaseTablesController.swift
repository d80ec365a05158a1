import Domain
import HTTPTypes
import Hummingbird
import Pages
import Wording
import Workflows

/// The list of case tables, and proposing one to a person.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/samen, /en/work/together | worker of a team that sits at one | sit_at_tables |
/// | POST | /nl/werk/samen, /en/work/together | worker of a team for which one is over | sit_at_tables |
/// | GET | /nl/werk/g/{id}/t, /en/work/c/{id}/t | worker of the desk | open_tables |
/// | POST | /nl/werk/g/{id}/t, /en/work/c/{id}/t | worker who has the conversation | open_tables |
/// - Source: R32, R85-R89.
struct CaseTablesController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .tables, policy, .sitAtTables) { desk, _, _ in try await list(desk) }
        door.post(router, .tables, policy, .sitAtTables) { desk, request, _ in
            try await seen(desk, try await door.responder.form(request))
        }
        door.get(router, .newTable("{id}"), policy, .openTables) { desk, request, context in
            let done = request.word("n", of: ["proposed"]).map { [desk.tableNotice(.done, $0)] } ?? []
            return try await show(desk, try Self.id(context), nil, notices: done)
        }
        door.post(router, .newTable("{id}"), policy, .openTables) { desk, request, context in
            try await propose(desk, try Self.id(context), try await door.responder.form(request, largest: Form.largestWriting))
        }
    }

    private static func id(_ context: SiteContext) throws -> Identifier<Conversation> {
        guard let id = context.parameters.get("id").flatMap({ Identifier<Conversation>($0) }) else { throw PageRefusal.notFound }
        return id
    }

    private func list(_ desk: WorkVisit, notices: [DeskNotice] = [], status: HTTPResponse.Status = .ok) async throws -> Response {
        let lines = try await WorkTables(desk.place).list(desk.session)
        let page = CaseTableListPresenter(desk: desk).page(lines, notices: notices)
        return door.respond(page, desk.frame(desk.tables("tabs.list"), at: .tables), status: status)
    }

    /// Somebody has seen that a table is over for their team.
    private func seen(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        do {
            _ = try desk.slip(form, .tables)
        } catch {
            return try await list(desk, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        guard let id = form["go"].flatMap({ Identifier<CaseTable>($0) }) else { throw PageRefusal.notFound }
        try await WorkTables(desk.place).seen(id, by: desk.session)
        return door.responder.redirect(to: desk.path(.tables))
    }

    private func show(
        _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: TableTyped?, notices: [DeskNotice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let view = try await HelpPerson(desk.place).read(id, by: desk.session)
        let receivers = try await GiveConsent(desk.place).receivers(view.conversation.dossier).filter {
            $0.team != view.conversation.team
        }
        let tables = try await WorkTables(desk.place).tables(for: id, desk.session)
        let page = NewTablePresenter(desk: desk, view: view, receivers: receivers, tables: tables).page(typed, notices: notices)
        return door.respond(page, desk.frame(desk.tables("tabs.new"), at: .inbox), status: status)
    }

    private func propose(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ form: Form) async throws -> Response {
        let typed = TableTyped(form)
        let slip: DeskSlip
        do {
            slip = try desk.slip(form, .newTable(id))
        } catch {
            return try await show(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        if let problem = typed.problem {
            return try await show(desk, id, typed, notices: [desk.tableNotice(.refused, problem)], status: .unprocessableContent)
        }
        guard let kind = typed.kind else { throw PageRefusal.notFound }
        let draft = TableDraft(kind: kind, purpose: Confidential(typed.purpose), teams: typed.teams, weeks: typed.weeks)
        do {
            try await ProposeTable(desk.place)(draft, in: id, slip: slip.slip, by: desk.session)
        } catch {
            return try await show(desk, id, typed, notices: [try Self.notice(error, desk)], status: .conflict)
        }
        return door.responder.redirect(to: desk.path(.newTable(id.text)) + "?n=proposed")
    }

    private static func notice(_ refusal: WorkRefusal, _ desk: WorkVisit) throws -> DeskNotice {
        switch refusal {
        case .taken(let by): desk.taken(by)
        case .outOfOrder: desk.tableNotice(.refused, "asked_already")
        case .barred, .nobodyReceives: desk.partnerNotice(.refused, "nobody")
        case .incomplete: desk.tableNotice(.refused, "missing_teams")
        default: throw refusal
        }
    }
}

/// What a helper typed to propose a table.
struct TableTyped: Sendable {
    static let kind = "kind"
    static let teams = "team"
    static let weeks = "weeks"
    static let purpose = "text"
    static let longest = 600

    var kind: CaseTable.Kind?
    var teams: [Identifier<Team>] = []
    var weeks = 12
    var purpose = ""

    init() {}

    init(_ form: Form) {
        kind = form[Self.kind].flatMap(CaseTable.Kind.init(rawValue:))
        teams = form.all(Self.teams).compactMap { Identifier($0) }
        weeks = form[Self.weeks].flatMap { Int($0) }.flatMap { CaseTable.weeks.contains($0) ? $0 : nil } ?? 12
        purpose = form[Self.purpose] ?? ""
    }

    /// What is missing.
    var problem: String? {
        if kind == nil { return "missing_kind" }
        if teams.isEmpty || teams.count > CaseTable.mostTeams { return "missing_teams" }
        return purpose.isBlank || purpose.utf8.count > Self.longest ? "missing_purpose" : nil
    }
}

extension WorkVisit {
    /// A text of the pages about case tables.
    func tables(_ key: String, _ values: [String: String] = [:]) -> String { visit.wording("tables." + key, values) }

    func tableNotice(_ tone: DeskNotice.Tone, _ key: String, _ values: [String: String] = [:]) -> DeskNotice {
        let more = "notice.\(key)_more"
        return DeskNotice(
            tone, title: tables("notice." + key, values), lines: visit.wording.has("tables." + more) ? [tables(more, values)] : [])
    }
}
