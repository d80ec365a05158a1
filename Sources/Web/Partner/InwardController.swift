import Domain
import HTTPTypes
import Hummingbird
import Pages
import Wording
import Workflows

/// Sending somebody to the desk, with their own yes. The code that they come in with stands on the answer, once.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/sturen, /en/work/send | partner worker | receive_referrals |
/// | POST | /nl/werk/sturen, /en/work/send | partner worker | receive_referrals |
/// - Source: R22, R29; product E, 'into the entry'; decision 0088.
struct InwardController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .inward, policy, .receiveReferrals) { desk, _, _ in
            show(desk, InwardTyped(), SeedSlip(.inward, desk.place))
        }
        door.post(router, .inward, policy, .receiveReferrals) { desk, request, _ in
            try await send(desk, try await door.responder.form(request, largest: Form.largestWriting))
        }
    }

    private func show(
        _ desk: WorkVisit, _ typed: InwardTyped, _ slip: SeedSlip, notices: [DeskNotice] = [], status: HTTPResponse.Status = .ok
    ) -> Response {
        let target = FormTarget(
            action: desk.path(.inward), ticket: slip.sealed(door.environment.tickets, desk.session, at: desk.visit.now))
        let page = InwardPresenter(desk: desk).page(
            typed, senders: ReferInward(desk.place).senders(desk.session), target: target, notices: notices)
        return door.respond(page, desk.frame(desk.inward("tabs.send"), at: .inward), status: status)
    }

    private func send(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        let typed = InwardTyped(form)
        guard let slip = SeedSlip(.inward, opening: form["ticket"], door.environment.tickets, desk, at: desk.visit.now) else {
            return show(
                desk, typed, SeedSlip(.inward, desk.place), notices: [desk.visit.deskNotice(.refused, "stale")],
                status: .unprocessableContent)
        }
        if let problem = typed.problem {
            return show(desk, typed, slip, notices: [desk.inwardNotice(.refused, problem)], status: .unprocessableContent)
        }
        let senders = ReferInward(desk.place).senders(desk.session)
        guard let from = typed.from ?? (senders.count == 1 ? senders[0].team : nil), let draft = typed.draft(at: desk.visit.now) else {
            return show(desk, typed, slip, notices: [desk.inwardNotice(.refused, "missing_from")], status: .unprocessableContent)
        }
        do {
            let code = try await ReferInward(desk.place)(draft, slip.seed, from: from, by: desk.session)
            var frame = desk.frame(desk.inward("tabs.send"), at: .inward)
            frame.header.otherLanguage = nil
            return door.respond(InwardPresenter(desk: desk).code(code, draft), frame)
        } catch {
            guard [.nobodyReceives, .busy, .storeUnavailable, .logUnavailable].contains(error) else { throw error }
            let isClosed = error == .nobodyReceives
            return show(
                desk, typed, slip, notices: [desk.inwardNotice(.refused, isClosed ? "nobody" : "failed")],
                status: isClosed ? .conflict : .serviceUnavailable)
        }
    }
}

/// What a worker typed to send somebody to the desk.
struct InwardTyped: Sendable {
    static let from = "from"
    static let urgency = "urgency"
    static let language = "language"
    static let line = "line"
    static let need = "text"
    static let told = "told"
    static let agreed = "agreed"
    static let manner = "manner"
    static let tells = "tells"
    static let along = "along"

    var from: Identifier<Team>?
    var urgency = Urgency.u2
    var language = LanguageTag.dutch
    var line = ""
    var need = ""
    var told = ""
    var agreed: InwardGround.Agreed?
    var manner: InwardGround.Manner?
    var tells: Bool?
    /// Whether somebody may read along with the person. Not knowing is an answer too.
    var along: Along?
    /// How the person may be called; only here with the code unless the worker chooses otherwise.
    var contact = MessageDraft()

    enum Along: String, CaseIterable { case no, yes, unknown }

    init() {}

    init(_ form: Form) {
        from = form[Self.from].flatMap { Identifier($0) }
        urgency = form[Self.urgency].flatMap { text in Urgency.allCases.first { $0.id == text } } ?? .u2
        language = form[Self.language].flatMap { LanguageTag($0) } ?? .dutch
        line = form[Self.line] ?? ""
        need = form[Self.need] ?? ""
        told = form[Self.told] ?? ""
        agreed = form[Self.agreed].flatMap(InwardGround.Agreed.init(rawValue:))
        manner = form[Self.manner].flatMap(InwardGround.Manner.init(rawValue:))
        tells = form[Self.tells].map { $0 == "yes" }
        along = form[Self.along].flatMap(Along.init(rawValue:))
        contact = MessageDraft(form)
    }

    /// What is missing, or says who it is in the line of a list.
    var problem: String? {
        if line.isBlank || need.isBlank { return "missing_words" }
        if line.count > LineLength.line { return "long_line" }
        if Identity.isSaid(in: line) { return "identity" }
        if need.utf8.count + told.utf8.count > MessageDraft.longest { return "long" }
        if agreed == nil || manner == nil { return "missing_yes" }
        if tells == nil { return "missing_tells" }
        if along == nil { return "missing_along" }
        if along == .yes, contact.mayCall { return "along_call" }
        return contact.contactProblems(isMonitored: false).isEmpty ? nil : "missing_contact"
    }

    func draft(at now: Instant) -> InwardDraft? {
        guard let agreed, let manner, let tells else { return nil }
        return InwardDraft(
            urgency: urgency, language: language, line: Confidential(line), need: Confidential(need),
            told: told.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.isBlank }, agreed: agreed, manner: manner,
            tells: tells, contact: contact.contact(at: now), isMonitored: along == .yes)
    }
}

extension WorkVisit {
    /// A text of the pages about people who are sent to the desk.
    func inward(_ key: String, _ values: [String: String] = [:]) -> String { visit.wording("inward." + key, values) }

    func inwardNotice(_ tone: DeskNotice.Tone, _ key: String) -> DeskNotice {
        let more = "inward.notice.\(key)_more"
        return DeskNotice(tone, title: inward("notice." + key), lines: visit.wording.has(more) ? [visit.wording[more]] : [])
    }
}
