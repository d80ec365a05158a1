import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// One case table: reading it, and doing something at it.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/t/{id}, /en/work/t/{id} | worker of a team that sits there | sit_at_tables |
/// | POST | /nl/werk/t/{id}, /en/work/t/{id} | worker of a team that sits there | sit_at_tables |
/// | GET | /nl/werk/t/{id}/{part}, /en/work/t/{id}/{part} | worker of a team to which the person gave it | sit_at_tables |
/// | GET | /nl/werk/t/{id}/{part}/{file}, /en/work/t/{id}/{part}/{file} | worker of a team to which the person gave it | sit_at_tables |
/// - Source: R15, R32, R83, R86.
struct CaseTableController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .table("{id}"), policy, .sitAtTables) { desk, request, context in
            let done = request.word("n", of: ["done", "invited"]).map { [desk.tableNotice(.done, $0)] } ?? []
            return try await show(desk, try Self.id(context), notices: done)
        }
        door.post(router, .table("{id}"), policy, .sitAtTables) { desk, request, context in
            try await act(desk, try Self.id(context), try await door.responder.form(request, largest: Form.largestWriting))
        }
        addParts(to: router, policy)
    }

    private func addParts(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .tablePart("{id}", "{part}"), policy, .sitAtTables) { desk, _, context in
            let (opened, kind, consent) = try await given(desk, context)
            let part = try await ReadSharedParts(desk.place).read(kind, on: consent, by: desk.session)
            let page = CaseTablePresenter(desk: desk, opened: opened, typed: .init()).part(part)
            return door.respond(page, desk.frame(desk.partner("tabs.part"), at: .tables))
        }
        door.get(router, .tableFile("{id}", "{part}", "{file}"), policy, .sitAtTables) { desk, _, context in
            let (_, kind, consent) = try await given(desk, context)
            guard kind == .files, let file = context.parameters.get("file").flatMap({ Identifier<SealedItem>($0) }) else {
                throw PageRefusal.notFound
            }
            let outgoing = try await ReadSharedParts(desk.place).file(file, on: consent, by: desk.session)
            return try await door.responder.send(outgoing, plain: "document", withName: true)
        }
    }

    /// The table, asked anew, and the consent on which the worker's own team reads a part.
    private func given(
        _ desk: WorkVisit, _ context: SiteContext
    ) async throws -> (OpenedTable, DossierSection.Kind, Identifier<Consent>) {
        let opened = try await WorkTables(desk.place).read(try Self.id(context), by: desk.session)
        guard let kind = context.parameters.get("part").flatMap({ Int($0) }).flatMap({ DossierSection.Kind.part(number: $0) }),
            let team = opened.team,
            let given = try await ReadSharedParts(desk.place).standing(of: team, in: opened.table.dossier, by: desk.session)
        else { throw PageRefusal.notFound }
        return (opened, kind, given.consent)
    }

    private static func id(_ context: SiteContext) throws -> Identifier<CaseTable> {
        guard let id = context.parameters.get("id").flatMap({ Identifier<CaseTable>($0) }) else { throw PageRefusal.notFound }
        return id
    }

    private func show(
        _ desk: WorkVisit, _ id: Identifier<CaseTable>, _ typed: StepTyped = .init(), notices: [DeskNotice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let opened = try await WorkTables(desk.place).read(id, by: desk.session)
        var presenter = CaseTablePresenter(desk: desk, opened: opened, typed: typed)
        if presenter.mayInvite {
            presenter.others = try await GiveConsent(desk.place).receivers(opened.table.dossier).filter {
                !opened.table.seated.contains($0.team) && !opened.table.asked.contains($0.team)
            }
        }
        if let team = opened.team {
            let given = try await ReadSharedParts(desk.place).standing(of: team, in: opened.table.dossier, by: desk.session)
            presenter.given = given?.parts ?? []
        }
        presenter.referrals = try await desk.place.stores.referrals.referrals(of: opened.table.dossier)
        return door.respond(presenter.page(notices), desk.frame(desk.tables("tabs.table"), at: .tables), status: status)
    }

    private func act(_ desk: WorkVisit, _ id: Identifier<CaseTable>, _ form: Form) async throws -> Response {
        var typed = StepTyped(form)
        let slip: DeskSlip
        do {
            slip = try desk.slip(form, .table(id))
        } catch {
            return try await show(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        if let problem = typed.problem(on: desk.visit.local.day) {
            (typed.isRefused, typed.problem) = (true, problem)
            return try await show(desk, id, typed, status: .unprocessableContent)
        }
        do {
            return try await done(desk, id, typed, slip)
        } catch {
            guard let refusal = error as? WorkRefusal, let (key, status) = Self.problem(refusal) else { throw error }
            typed.isRefused = true
            return try await show(desk, id, typed, notices: [desk.tableNotice(.refused, key)], status: status)
        }
    }

    private func done(
        _ desk: WorkVisit, _ id: Identifier<CaseTable>, _ typed: StepTyped, _ slip: DeskSlip
    ) async throws -> Response {
        let tables = WorkTables(desk.place)
        switch typed.go {
        case "leave":
            try await tables.leave(id, by: desk.session)
            return door.responder.redirect(to: desk.path(.tables))
        case "end":
            try await tables.end(id, by: desk.session)
            return door.responder.redirect(to: desk.path(.tables))
        case "invite":
            try await tables.invite(typed.teams, to: id, by: desk.session)
            return door.responder.redirect(to: desk.path(.table(id.text)) + "?n=invited")
        default:
            guard let step = typed.step else { throw PageRefusal.notFound }
            try await tables.step(step, on: id, seen: slip.seen, slip: slip.slip, by: desk.session)
            return door.responder.redirect(to: desk.path(.table(id.text)) + "?n=done")
        }
    }

    private static func problem(_ refusal: WorkRefusal) -> (String, HTTPResponse.Status)? {
        switch refusal {
        case .incomplete, .empty: ("incomplete", .unprocessableContent)
        case .overlaps: ("overlaps", .unprocessableContent)
        case .taken: ("meanwhile", .conflict)
        case .outOfOrder: ("meanwhile", .conflict)
        case .readAlong: ("no_call", .conflict)
        case .barred, .nobodyReceives: ("nobody", .conflict)
        default: nil
        }
    }
}

/// What a worker typed and chose at a table.
struct StepTyped: Sendable {
    static let text = "text-"
    static let team = "team-"
    static let day = "day-"
    static let obstacle = "obstacle-"
    static let track = "track"
    static let progress = "progress"
    static let way = "way"
    static let minute = "minute-"
    static let until = "until-"
    static let room = "room-"
    static let what = "what-"
    static let who = "who-"
    static let on = "on-"

    var go = ""
    /// Which action it is about, where the button says so.
    var number: Int?
    var values: [String: String] = [:]
    var teams: [Identifier<Team>] = []
    var isRefused = false
    var problem: StepProblem?

    init() {}

    /// The button says what is done, and to which action.
    init(_ form: Form) {
        let parts = (form["go"] ?? "").split(separator: "-", maxSplits: 1).map(String.init)
        go = parts.first ?? ""
        number = parts.count > 1 ? Int(parts[1]) : nil
        for field in form.fields { values[field.name] = field.value }
        teams = form.all("invited").compactMap { Identifier($0) }
    }

    var kind: TableStep.Kind? { TableStep.Kind(rawValue: go) }

    subscript(name: String) -> String { values[name] ?? "" }

    func minute(_ name: String) -> Int? { Int(self[name]).flatMap { (0...1440).contains($0) ? $0 : nil } }

    /// - Returns: nil for a button that is none.
    var step: TableStep? {
        guard let kind else { return nil }
        // Fields of an action bear its number: several stand on one page.
        let about = kind.rawValue + (number.map { "-\($0)" } ?? "")
        var step = TableStep(kind, by: nil)
        step.text = Confidential(self[Self.text + about])
        step.action = number
        step.team = Identifier(self[Self.team + (kind == .passed ? about : kind.rawValue)])
        step.day = CalendarDay(self[Self.day + kind.rawValue])
        step.minute = minute(Self.minute + kind.rawValue)
        step.until = minute(Self.until + kind.rawValue)
        if kind == .notPossible { step.obstacle = TableStep.Obstacle(rawValue: self[Self.obstacle + about]) }
        if kind == .track {
            step.track = TableStep.Track(rawValue: self[Self.track])
            step.progress = TableStep.Progress(rawValue: self[Self.progress])
        }
        if kind == .contact { step.way = TableStep.Way(rawValue: self[Self.way]) }
        if kind == .plan { step.entries = entries(of: kind, TableStep.mostEntries) }
        if kind == .walkIn { step.entries = entries(of: kind, TableStep.mostWalkIns) }
        if ![.action, .passed, .directorAsked].contains(kind) { step.team = nil }
        return step
    }

    /// How the fields of a line end: two forms on one page have lines.
    static func number(_ index: Int, of kind: TableStep.Kind) -> String { (kind == .walkIn ? "w" : "") + String(index) }

    /// Lines of the visit, or of the days on which somebody can walk in, in which something stands.
    private func entries(of kind: TableStep.Kind, _ most: Int) -> [TableStep.Entry] {
        (0..<most).compactMap { index in
            let number = Self.number(index, of: kind)
            guard isSaid(number), let team = Identifier<Team>(self[Self.who + number]) else { return nil }
            return TableStep.Entry(
                on: CalendarDay(self[Self.on + number]), from: minute(Self.minute + number) ?? 0, to: minute(Self.until + number) ?? 0,
                room: Confidential(self[Self.room + number]), team: team, what: Confidential(self[Self.what + number]))
        }
    }
}
