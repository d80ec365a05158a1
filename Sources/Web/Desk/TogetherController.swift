import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Writing with the person: words for a part of their story, from their own messages or anew. Nothing stands in the part before the person said yes.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/g/{id}/samen, /en/work/c/{id}/together | worker of the desk | help_people |
/// | POST | /nl/werk/g/{id}/samen, /en/work/c/{id}/together | worker who has the conversation | help_people |
/// - Source: R22; product D; decision 0084.
struct TogetherController: Sendable {
    private static let done: Set<String> = ["proposed", "spoken"]
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .together("{id}"), policy, .helpPeople) { desk, request, context in
            let notices = request.word("n", of: Self.done).map { [desk.togetherNotice(.done, $0)] } ?? []
            return try await show(desk, try Self.id(context), TogetherTyped(), notices: notices)
        }
        door.post(router, .together("{id}"), policy, .helpPeople) { desk, request, context in
            try await act(desk, try Self.id(context), try await door.responder.form(request, largest: Form.largestWriting))
        }
    }

    private static func id(_ context: SiteContext) throws -> Identifier<Conversation> {
        guard let id = context.parameters.get("id").flatMap({ Identifier<Conversation>($0) }) else { throw PageRefusal.notFound }
        return id
    }

    private func show(
        _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: TogetherTyped, notices: [DeskNotice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let view = try await HelpPerson(desk.place).read(id, by: desk.session, withNotes: false)
        var page = TogetherPresenter(desk: desk, view: view, typed: typed).page
        page.notices = notices + page.notices
        return door.respond(page, desk.frame(desk.together("tabs.write"), at: .inbox), status: status)
    }

    private func act(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ form: Form) async throws -> Response {
        var typed = TogetherTyped(form)
        let slip: DeskSlip
        do {
            slip = try desk.slip(form, .together(id))
        } catch {
            return try await show(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        let go = form.all("go").last
        if go == "fill" {
            let view = try await HelpPerson(desk.place).read(id, by: desk.session, withNotes: false)
            typed.fill(from: view.messages)
            return try await show(desk, id, typed)
        }
        guard go == "propose" || go == "spoken" else { throw PageRefusal.notFound }
        if let problem = typed.problem {
            return try await show(desk, id, typed, notices: [desk.togetherNotice(.refused, problem)], status: .unprocessableContent)
        }
        do {
            try await send(desk, id, typed, slip, isSpoken: go == "spoken")
        } catch {
            return try await show(desk, id, typed, notices: [try Self.notice(error, desk)], status: .conflict)
        }
        return door.responder.redirect(to: desk.path(.together(id.text)) + "?n=" + (go == "spoken" ? "spoken" : "proposed"))
    }

    private func send(
        _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: TogetherTyped, _ slip: DeskSlip, isSpoken: Bool
    ) async throws(WorkRefusal) {
        guard let part = typed.part else { throw .incomplete }
        let draft = ProposalDraft(part: part, text: Confidential(typed.text), messages: typed.marked.count)
        let visit = desk.visit
        guard isSpoken else {
            return try await ProposePart(desk.place)(draft, in: id, slip: slip.slip, by: desk.session, say: { visit.say($0) })
        }
        try await ProposePart(desk.place).spoken(
            draft, in: id, hasAgreed: typed.hasAgreed, slip: slip.slip, by: desk.session, say: { visit.say($0) })
    }

    private static func notice(_ refusal: WorkRefusal, _ desk: WorkVisit) throws -> DeskNotice {
        switch refusal {
        case .taken(let by): desk.taken(by)
        case .readAlong: desk.visit.deskNotice(.refused, "read_along")
        case .incomplete: desk.togetherNotice(.refused, "agreed")
        case .outOfOrder: desk.togetherNotice(.refused, "not_now")
        case .empty: desk.togetherNotice(.refused, "long")
        default: throw refusal
        }
    }
}

/// What a helper typed and marked.
struct TogetherTyped: Sendable {
    static let part = "part"
    static let mark = "mark"
    static let text = "text"
    static let agreed = "agreed"

    var part: DossierSection.Kind?
    var marked: Set<String> = []
    var text = ""
    var hasAgreed = false

    init() {}

    init(_ form: Form) {
        part = form[Self.part].flatMap(DossierSection.Kind.init(rawValue:)).flatMap { ProposalDraft.parts.contains($0) ? $0 : nil }
        marked = Set(form.all(Self.mark).filter { Identifier<SealedItem>($0) != nil })
        text = form[Self.text] ?? ""
        hasAgreed = form[Self.agreed] == "yes"
    }

    var problem: String? {
        if part == nil { return "part" }
        return text.isBlank ? "empty" : nil
    }

    /// The person's own words of the messages that were marked go behind what stands there; nothing goes in twice.
    mutating func fill(from messages: [Workflows.Message]) {
        let words = messages.filter { $0.author == .person && marked.contains($0.id.text) }.map(\.text.revealed)
        text = ([text] + words.filter { !text.contains($0) }).filter { !$0.isBlank }.joined(separator: "\n\n")
    }
}
