import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Asking a team whether it can help, from a conversation and without saying who it is.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/g/{id}/verder, /en/work/c/{id}/onward | worker of the desk | help_people |
/// | POST | /nl/werk/g/{id}/verder, /en/work/c/{id}/onward | worker who has the conversation | help_people |
/// - Source: R21, R28, R33; product E.
struct ReferController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .refer("{id}"), policy, .helpPeople) { desk, request, context in
            try await show(desk, try Self.id(context), Self.before(request), nil)
        }
        door.post(router, .refer("{id}"), policy, .helpPeople) { desk, request, context in
            try await send(
                desk, try Self.id(context), Self.before(request),
                try await door.responder.form(request, largest: Form.largestWriting))
        }
    }

    private static func id(_ context: SiteContext) throws -> Identifier<Conversation> {
        guard let id = context.parameters.get("id").flatMap({ Identifier<Conversation>($0) }) else { throw PageRefusal.notFound }
        return id
    }

    /// The referral that came to nothing, or stays silent: its lines are used again.
    private static func before(_ request: Request) -> Identifier<Referral>? {
        request.uri.queryParameters["v"].flatMap { Identifier(String($0)) }
    }

    private func show(
        _ desk: WorkVisit, _ id: Identifier<Conversation>, _ before: Identifier<Referral>?, _ typed: ReferTyped?,
        notices: [DeskNotice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let view = try await HelpPerson(desk.place).read(id, by: desk.session)
        let receivers = try await SendReferral(desk.place).receivers(view.conversation.dossier)
        let sent = try await WorkReferrals(desk.place).sent(for: id, desk.session)
        var presenter = ReferPresenter(desk: desk, view: view, receivers: receivers, sent: sent)
        // One of somebody else is nothing to this conversation.
        if let before, sent.contains(where: { $0.referral.id == before }) {
            presenter.before = try await WorkReferrals(desk.place).read(before, by: desk.session)
        }
        let page = presenter.page(typed, notices: notices)
        return door.respond(page, desk.frame(desk.partner("tabs.refer"), at: .inbox), status: status)
    }

    private func send(
        _ desk: WorkVisit, _ id: Identifier<Conversation>, _ before: Identifier<Referral>?, _ form: Form
    ) async throws -> Response {
        let typed = ReferTyped(form)
        let slip: DeskSlip
        do {
            slip = try desk.slip(form, .refer(id))
        } catch {
            return try await show(desk, id, before, typed, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        if let problem = typed.problem {
            return try await show(desk, id, before, typed, notices: [desk.partnerNotice(.refused, problem)], status: .unprocessableContent)
        }
        guard let to = typed.team else { throw PageRefusal.notFound }
        let draft = ReferralDraft(
            to: to, urgency: typed.urgency, line: Confidential(typed.line), question: Confidential(typed.question),
            told: typed.told.split(whereSeparator: \.isNewline).map(String.init))
        let sent: Identifier<Referral>
        do {
            sent = try await SendReferral(desk.place)(draft, in: id, slip: slip.slip, by: desk.session)
        } catch {
            return try await show(desk, id, before, typed, notices: [try Self.notice(error, desk)], status: .conflict)
        }
        return door.responder.redirect(to: desk.path(.referral(sent.text)) + "?n=sent")
    }

    private static func notice(_ refusal: WorkRefusal, _ desk: WorkVisit) throws -> DeskNotice {
        switch refusal {
        case .taken(let by): desk.taken(by)
        case .barred, .nobodyReceives: desk.partnerNotice(.refused, "nobody")
        default: throw refusal
        }
    }
}

/// What a helper typed to ask a team.
struct ReferTyped: Sendable {
    static let team = "team"
    static let urgency = "urgency"
    static let line = "line"
    static let question = "text"
    static let told = "told"

    var team: Identifier<Team>?
    var urgency = Urgency.u2
    var line = ""
    var question = ""
    var told = ""

    init() {}

    init(_ form: Form) {
        team = form[Self.team].flatMap { Identifier($0) }
        urgency = form[Self.urgency].flatMap { text in Urgency.allCases.first { $0.id == text } } ?? .u2
        line = form[Self.line] ?? ""
        question = form[Self.question] ?? ""
        told = form[Self.told] ?? ""
    }

    /// What is missing, or says who it is.
    var problem: String? {
        if team == nil { return "missing_team" }
        if line.isBlank || question.isBlank { return "missing_question" }
        if line.count > LineLength.line { return "long_line" }
        return [line, question, told].contains(where: Identity.isSaid) ? "identity" : nil
    }
}

/// Whether words say who somebody is: an address of mail, a telephone number, a citizen's number. It finds no names.
enum Identity {
    static func isSaid(in text: String) -> Bool {
        if text.contains(where: { $0 == "@" }) { return true }
        var digits = 0
        for letter in text {
            if letter.isNumber {
                digits += 1
                if digits >= 9 { return true }
            } else if letter != " ", letter != "-", letter != "." {
                digits = 0
            }
        }
        return false
    }
}
