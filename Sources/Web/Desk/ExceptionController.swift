import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Sharing without consent: proposing it from a conversation, a second worker who agrees or not, telling the person, and the lists of those who watch
/// over it.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/g/{id}/uitzondering, /en/work/c/{id}/exception | worker of the desk | help_people |
/// | POST | /nl/werk/g/{id}/uitzondering, /en/work/c/{id}/exception | worker who has the conversation | help_people |
/// | GET | /nl/werk/uitzonderingen, /en/work/exceptions | worker of the desk | help_people |
/// | GET | /nl/werk/u/{id}, /en/work/x/{id} | worker of the desk | help_people |
/// | POST | /nl/werk/u/{id}, /en/work/x/{id} | worker of the desk | help_people |
/// | GET | /nl/werk/inzage/uitzonderingen, /en/work/log/exceptions | who reads the access log | read_access_log |
/// | GET | /nl/werk/binnen/{id}, /en/work/received/{id} | worker of the team that may read it | receive_referrals |
/// - Source: domain C2.1, C2.2; decision 0086.
struct ExceptionController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .exception("{id}"), policy, .helpPeople) { desk, _, context in
            try await form(desk, try Self.id(context), ExceptionTyped())
        }
        door.post(router, .exception("{id}"), policy, .helpPeople) { desk, request, context in
            try await propose(desk, try Self.id(context), try await door.responder.form(request, largest: Form.largestWriting))
        }
        door.get(router, .exceptions, policy, .helpPeople) { desk, _, _ in try await list(desk, at: .exceptions) }
        door.get(router, .exceptionsKept, policy, .readAccessLog) { desk, _, _ in try await list(desk, at: .exceptionsKept) }
        door.get(router, .opened("{id}"), policy, .helpPeople) { desk, request, context in
            let done = request.word("n", of: ["proposed", "agreed", "refused", "told", "postponed"])
            return try await show(
                desk, try Self.id(context), notices: done.map { [desk.togetherNotice(.done, "exception_" + $0)] } ?? [])
        }
        door.post(router, .opened("{id}"), policy, .helpPeople) { desk, request, context in
            try await act(desk, try Self.id(context), try await door.responder.form(request, largest: Form.largestWriting))
        }
        door.get(router, .receivedException("{id}"), policy, .receiveReferrals) { desk, _, context in
            let opened = try await ReadExceptions(desk.place).read(try Self.id(context), by: desk.session)
            return door.respond(
                ExceptionPresenter(desk: desk).received(opened), desk.frame(desk.together("tabs.exception"), at: .received))
        }
    }

    private static func id<Of>(_ context: SiteContext) throws -> Identifier<Of> {
        guard let id = context.parameters.get("id").flatMap({ Identifier<Of>($0) }) else { throw PageRefusal.notFound }
        return id
    }

    private func list(_ desk: WorkVisit, at address: WorkAddress) async throws -> Response {
        let lines = try await ReadExceptions(desk.place).lines(desk.session)
        return door.respond(ExceptionPresenter(desk: desk).list(lines), desk.frame(desk.together("tabs.exception"), at: address))
    }

    // MARK: Proposing

    private func form(
        _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: ExceptionTyped, notices: [DeskNotice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let receivers = try await ShareWithoutConsent(desk.place).receivers(in: id, by: desk.session)
        let parts = try await ShareWithoutConsent(desk.place).parts(in: id, by: desk.session)
        var page = ExceptionPresenter(desk: desk).form(id, typed, receivers.open, receivers.barred, parts)
        page.notices = notices + page.notices
        return door.respond(page, desk.frame(desk.together("tabs.exception"), at: .inbox), status: status)
    }

    private func propose(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ sent: Form) async throws -> Response {
        let typed = ExceptionTyped(sent)
        let slip: DeskSlip
        do {
            slip = try desk.slip(sent, .exception(id))
        } catch {
            return try await form(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        guard let draft = typed.draft else {
            return try await form(
                desk, id, typed, notices: [desk.togetherNotice(.refused, "exception_missing")], status: .unprocessableContent)
        }
        let made: Identifier<SharingException>
        do {
            made = try await ShareWithoutConsent(desk.place).propose(draft, in: id, slip: slip.slip, by: desk.session)
        } catch {
            return try await form(desk, id, typed, notices: [try Self.notice(error, desk)], status: .conflict)
        }
        return door.responder.redirect(to: desk.path(.opened(made.text)) + "?n=proposed")
    }

    static func notice(_ refusal: WorkRefusal, _ desk: WorkVisit) throws -> DeskNotice {
        switch refusal {
        case .taken(let by): desk.taken(by)
        case .barred: desk.togetherNotice(.refused, "exception_barred")
        case .outOfOrder: desk.togetherNotice(.refused, "exception_ground")
        case .incomplete: desk.togetherNotice(.refused, "exception_missing")
        case .sameWorker: desk.togetherNotice(.refused, "exception_same")
        case .lapsed: desk.togetherNotice(.refused, "exception_lapsed")
        case .unknown: desk.visit.deskNotice(.refused, "stale")
        default: throw refusal
        }
    }

    // MARK: Deciding

    private func show(
        _ desk: WorkVisit, _ id: Identifier<SharingException>, notices: [DeskNotice] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let opened = try await ShareWithoutConsent(desk.place).read(id, by: desk.session)
        var page = ExceptionPresenter(desk: desk).page(opened)
        page.notices = notices + page.notices
        return door.respond(page, desk.frame(desk.together("tabs.exception"), at: .inbox), status: status)
    }

    private func act(_ desk: WorkVisit, _ id: Identifier<SharingException>, _ sent: Form) async throws -> Response {
        let slip: DeskSlip
        do {
            slip = try desk.slip(sent, .opened(id))
        } catch {
            return try await show(desk, id, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        let go = sent.all("go").last ?? ""
        do throws(WorkRefusal) {
            try await perform(go, desk, id, Int64(slip.seen), sent)
        } catch {
            if error == .unknown {
                return try await show(
                    desk, id, notices: [desk.togetherNotice(.refused, "exception_factor")], status: .unprocessableContent)
            }
            let isCopy = go == "agree" && error == .incomplete
            let notice = isCopy ? desk.togetherNotice(.refused, "exception_part") : try Self.notice(error, desk)
            return try await show(desk, id, notices: [notice], status: .conflict)
        }
        let done = ["agree": "agreed", "refuse": "refused", "tell": "told", "postpone": "postponed"][go] ?? "agreed"
        return door.responder.redirect(to: desk.path(.opened(id.text)) + "?n=" + done)
    }

    private func perform(
        _ go: String, _ desk: WorkVisit, _ id: Identifier<SharingException>, _ revision: Int64, _ sent: Form
    ) async throws(WorkRefusal) {
        let share = ShareWithoutConsent(desk.place)
        switch go {
        case "agree":
            try await share.agree(
                id, revision: revision, passphrase: Confidential(sent[ExceptionTyped.passphrase] ?? ""),
                factor: Confidential(sent[ExceptionTyped.factor] ?? ""), by: desk.session)
        case "refuse": try await share.refuse(id, revision: revision, by: desk.session)
        case "tell": try await share.tell(id, revision: revision, by: desk.session)
        case "postpone":
            try await share.postpone(
                id, revision: revision, reason: Confidential(sent[ExceptionTyped.silence] ?? ""),
                days: sent[ExceptionTyped.days].flatMap { Int($0) } ?? 0, by: desk.session)
        default: throw .notFound
        }
    }
}

/// What a worker typed to share something without consent.
struct ExceptionTyped: Sendable {
    static let team = "team"
    static let ground = "ground"
    static let reason = "reason"
    static let words = "text"
    static let weeks = "weeks"
    static let tellingField = "telling"
    static let silence = "silence"
    static let days = "days"
    static let passphrase = "p"
    static let factor = "f"
    /// Before the word of a part: what makes its copy necessary.
    static let need = "need-"
    static let spans = [1, 2, 4, 13]
    static let waits = [2, 7, 14, 28]

    var team: Identifier<Team>?
    var ground: SharingException.Ground?
    var reason = ""
    var words = ""
    /// What makes the copy of a part necessary; a part of which nothing is said does not go along.
    var needs: [DossierSection.Kind: String] = [:]
    var weeks: Int?
    /// Whether the person is told at once; nil as long as nobody chose.
    var tells: Bool?
    var silence = ""
    var days: Int?

    init() {}

    init(_ form: Form) {
        team = form[Self.team].flatMap { Identifier($0) }
        ground = form[Self.ground].flatMap(SharingException.Ground.init(rawValue:))
        reason = form[Self.reason] ?? ""
        words = form[Self.words] ?? ""
        for kind in DossierSection.Kind.parts { needs[kind] = form[Self.need + kind.rawValue] }
        weeks = form[Self.weeks].flatMap { Int($0) }.flatMap { Self.spans.contains($0) ? $0 : nil }
        tells = ["now": true, "later": false][form[Self.tellingField] ?? ""]
        silence = form[Self.silence] ?? ""
        days = form[Self.days].flatMap { Int($0) }.flatMap { Self.waits.contains($0) ? $0 : nil }
    }

    /// Whether the person is told at once, or what makes that unsafe; nil as long as something is missing.
    var telling: (silence: (reason: Confidential<String>, days: Int)?, isNow: Bool)? {
        guard let tells else { return nil }
        guard !tells else { return (nil, true) }
        guard !silence.isBlank, let days else { return nil }
        return ((Confidential(silence), days), false)
    }

    /// Nil as long as something is missing.
    var draft: ExceptionDraft? {
        guard let team, let ground, let weeks, let telling, !reason.isBlank, !words.isBlank else { return nil }
        let parts = DossierSection.Kind.parts.compactMap { kind in needs[kind].flatMap { $0.isBlank ? nil : (kind, Confidential($0)) } }
        return ExceptionDraft(
            receiver: team, ground: ground, reason: Confidential(reason), words: Confidential(words), parts: parts, weeks: weeks,
            silence: telling.silence)
    }
}
