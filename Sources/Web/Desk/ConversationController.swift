import Domain
import HTTPTypes
import Hummingbird
import Pages
import Triage
import Workflows

/// One conversation: reading it, and everything a worker does with it. Whatever is refused, what was typed stays on the page.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/g/{id}, /en/work/c/{id} | worker who helps people, of the team it was written to | help_people |
/// | POST | /nl/werk/g/{id}, /en/work/c/{id} | worker who helps people, of the team it was written to | help_people |
struct ConversationController: Sendable {
    private static let done: Set<String> = [
        "claimed", "sent", "draft", "noted", "taken_over", "call_noted", "monitored", "unmonitored", "asked", "spared",
        "invited", "left",
    ]
    let door: WorkDoor
    let entry: WorkEntryController

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        let address = WorkAddress.conversation("{id}")
        door.get(router, address, policy, .helpPeople) { desk, request, context in
            if request.isForPart { return try await part(desk, try id(context)) }
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
        switch try await policy.admit(request, needing: .helpPeople) {
        case .entered(let desk):
            let form = try await door.responder.form(request, largest: Form.largestWriting)
            if request.isByScript { return try await keepQuietly(desk, id, form) }
            return request.isForPart ? try await actInPlace(desk, id, form) : try await act(desk, id, form)
        case .unfit: throw PageRefusal.notFound
        case .away(let visit, _):
            if request.isByScript { return door.away(policy.language, request) }
            let form = try await door.responder.form(request, largest: Form.largestWriting)
            return entry.ended(
                visit, id, kept: form[DeskConversationPresenter.reply] ?? "", note: form[DeskConversationPresenter.note] ?? "")
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
        var presenter = DeskConversationPresenter(desk: desk, typed: typed)
        let view: HelperView
        do {
            view = try await HelpPerson(desk.place).read(id, by: desk.session, revealingContact: revealing)
        } catch {
            guard let (notice, code) = desk.shut(error) else { throw error }
            let page = presenter.empty(id, notices: [notice], seen: seen, canRetry: code == .serviceUnavailable)
            return door.respond(page, desk.frame(desk.text("tabs.error"), at: nil), status: code)
        }
        var notices = notices
        if view.isTakenFromYou, !view.isYours {
            // That somebody else has it now is said once.
            let isRefused = notices.contains { $0.tone == .refused }
            notices = [desk.takenOver(by: view.colleague, view.conversation.number, isRefused ? .refused : .good)]
            try await HelpPerson(desk.place).haveSeenTakeOver(id, by: desk.session)
        }
        if view.isYours, view.conversation.noteWaits {
            if let left = desk.noteLeft(in: view) { notices.append(left) }
            try await HelpPerson(desk.place).haveSeenNote(id, by: desk.session)
        }
        if view.isAskedOfYou {
            try await HelpPerson(desk.place).haveLookedAlong(id, by: desk.session)
            notices.append(desk.visit.deskNotice(.good, "asked_you", ["name": view.colleague ?? desk.text("conversation.somebody")]))
        }
        if let referral = try await InwardReferrals(desk.place).referral(of: id, desk.session) { notices.append(desk.sentAlong(referral)) }
        presenter.joint = try await WarmHandovers(desk.place).talk(in: view, by: desk.session)
        if view.isYours {
            presenter.invitable = try await WarmHandovers(desk.place).invitable(in: id, by: desk.session)
            presenter.colleagues = try await HelpPerson(desk.place).colleagues(at: view.conversation.team, of: desk.session)
            presenter.ownPhrases = try await OwnPhrases(desk.place)(desk.session)
        }
        let tab = desk.text("tabs.conversation", ["number": String(view.conversation.number)])
        let beside = presenter.beside(view)
        var frame = frame(
            desk, tab, id,
            .conversation(
                .init(
                    id: id, count: view.count, isColleagues: view.colleague != nil, isHere: view.isHere, isMonitored: beside.isMonitored,
                    state: view.conversation.state)))
        frame.keys = desk.keys(["r", "c", "j", "k", "?"])
        frame.sound = desk.sound
        var page = presenter.page(view, beside, notices: notices)
        if case .mine(let reply) = page.work {
            frame.header.toField = Link(desk.text("conversation.to_field"), to: "#" + reply.field.name)
        }
        page.others = DeskInboxPresenter(desk: desk).others(try await Inbox(desk.place)(desk.session, limit: Others.most), beside: id)
        return door.respond(page, frame, status: status)
    }

    /// What was said, for a page that stands open. It is opened, so the log knows of it as of any other reading.
    private func part(_ desk: WorkVisit, _ id: Identifier<Conversation>) async throws -> Response {
        let view = try await HelpPerson(desk.place).read(id, by: desk.session, withNotes: false)
        var presenter = DeskConversationPresenter(desk: desk, typed: DeskTyped())
        presenter.joint = try await WarmHandovers(desk.place).talk(in: view, by: desk.session)
        // It is taken out of what stands around it: that needs no places, and no form to leave by.
        return door.respond(presenter.part(view), desk.visit.deskFrame("", at: nil))
    }

    private func frame(
        _ desk: WorkVisit, _ tab: String, _ id: Identifier<Conversation>, _ shown: LivePage = .other
    ) -> DeskFrame {
        var frame = desk.frame(tab, at: .conversation(id.text), showing: shown)
        // A name of a conversation does not travel to where it says nothing more.
        frame.header.otherLanguage = nil
        return frame
    }

    /// Keeps the draft that the page sent by itself. A header of our own is what another site cannot send: this works with a slip that is too
    /// old as well, and gives a new one for one that is not.
    /// - Source: security 6.5; OWASP, custom request headers against forged requests.
    private func keepQuietly(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ form: Form) async throws -> Response {
        let isWriting = form.all("go").last == "writing"
        guard isWriting || form.all("go").last == "draft" else {
            return Response(status: .forbidden, headers: door.responder.headers.page)
        }
        do {
            if isWriting {
                try await HelpPerson(desk.place).writes(in: id, by: desk.session)
                return Response(status: .noContent, headers: door.responder.headers.page)
            }
            try await HelpPerson(desk.place).keepDraft(id, Confidential(form[DeskConversationPresenter.reply] ?? ""), by: desk.session)
        } catch {
            let status: HTTPResponse.Status =
                switch error {
                case .notFound, .erased: .gone
                case .taken, .newerMessage: .conflict
                default: .serviceUnavailable
                }
            return Response(status: status, headers: door.responder.headers.page)
        }
        var said: [(String, JSON)] = [
            ("say", .string(desk.text("conversation.draft_kept", ["time": desk.visit.moment(desk.place.now())])))
        ]
        if let slip = try? desk.slip(form, .conversation(id)) {
            said.append(("ticket", .string(desk.target(.conversation(id.text), .conversation(id), again: slip).ticket ?? "")))
        }
        return door.respond(.object(said))
    }

    /// Does what was pressed on a page that stays where it is. Whatever stands in the way is said by the page itself: it sends the form again.
    private func actInPlace(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ form: Form) async throws -> Response {
        let refused = Response(status: .conflict, headers: door.responder.headers.page)
        guard let slip = try? desk.slip(form, .conversation(id)), form.all("go").last == "send" else { return refused }
        do {
            let answer = try await perform("send", desk, id, DeskTyped(form), slip)
            return answer.status == .seeOther ? answer : refused
        } catch is WorkRefusal {
            return refused
        }
    }

    private func act(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ form: Form) async throws -> Response {
        let typed = DeskTyped(form)
        let go = form.all("go").last
        let slip: DeskSlip
        do {
            slip = try desk.slip(form, .conversation(id))
        } catch {
            return try await show(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        do {
            return try await perform(go, desk, id, typed, slip)
        } catch let refusal as WorkRefusal {
            return try await refused(refusal, desk, id, typed, slip)
        }
    }

    private func perform(
        _ go: String?, _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: DeskTyped, _ slip: DeskSlip
    ) async throws -> Response {
        let help = HelpPerson(desk.place)
        let here = desk.path(.conversation(id.text))
        if let outcome = try await BesideActs(desk: desk).perform(go, id, typed) {
            return try await show(desk, id, outcome.typed, notices: outcome.notices, seen: slip.said, status: outcome.status)
        }
        switch go {
        case "claim":
            try await help.claim(id, by: desk.session)
            return door.responder.redirect(to: here + "?n=claimed")
        case "send": return try await send(desk, id, typed, slip)
        case "invite": return try await invite(desk, id, typed)
        case let go? where go.hasPrefix("leave-"): return try await leave(desk, id, String(go.dropFirst(6)), typed)
        case "keep":
            try await help.keepDraft(id, Confidential(typed.text), by: desk.session)
            return door.responder.redirect(to: here + "?n=draft")
        case "hand": return try await handOver(desk, id, typed)
        case "close": return try await close(desk, id, typed, slip)
        case "note":
            if typed.memo.isBlank { return try await missing("memo", desk, id, typed) }
            try await keepTyped(desk, id, typed)
            try await help.note(id, Confidential(typed.memo), by: desk.session)
            return door.responder.redirect(to: here + "?n=noted")
        case "called", "monitored", "unmonitored": return try await contact(go ?? "", desk, id, typed, slip)
        case "ask":
            guard let colleague = typed.colleague else { throw PageRefusal.notFound }
            try await keepTyped(desk, id, typed)
            try await help.ask(colleague, toLookAlong: id, by: desk.session)
            return door.responder.redirect(to: here + "?n=asked")
        case "spare":
            try await keepTyped(desk, id, typed)
            try await help.spare(id, by: desk.session)
            return door.responder.redirect(to: here + "?n=spared")
        case "reveal": return try await show(desk, id, typed, seen: slip.said, revealing: true)
        case let go? where go.hasPrefix("take-"):
            guard let colleague = Identifier<SupportWorker>(String(go.dropFirst(5))) else { throw PageRefusal.notFound }
            if typed.why.isBlank { return try await missing("why", desk, id, typed) }
            try await help.takeOver(id, from: colleague, note: Confidential(typed.why), by: desk.session)
            return door.responder.redirect(to: here + "?n=taken_over")
        default: throw PageRefusal.notFound
        }
    }

    private func handOver(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: DeskTyped) async throws -> Response {
        try await keepTyped(desk, id, typed)
        try await HelpPerson(desk.place).handOver(id, note: Confidential(typed.note), by: desk.session)
        return door.responder.redirect(to: desk.path(.inbox) + "?n=handed_over&c=\(id.number)")
    }

    private func close(
        _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: DeskTyped, _ slip: DeskSlip
    ) async throws -> Response {
        guard let reason = typed.reason else { return try await missing("reason", desk, id, typed) }
        try await keepTyped(desk, id, typed)
        try await HelpPerson(desk.place).close(
            id, because: reason, seen: slip.said, by: desk.session, farewell: { desk.farewell($0) })
        return door.responder.redirect(to: desk.path(.inbox) + "?n=closed&c=\(id.number)")
    }

    private func contact(
        _ go: String, _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: DeskTyped, _ slip: DeskSlip
    ) async throws -> Response {
        let help = HelpPerson(desk.place)
        var done = go
        switch go {
        case "called":
            guard let outcome = typed.outcome else { return try await missing("outcome", desk, id, typed) }
            try await keepTyped(desk, id, typed)
            let note = [desk.text("call.note_" + outcome.rawValue), typed.called].filter { !$0.isBlank }.joined(separator: "\n")
            try await help.called(id, outcome, note: Confidential(note), seen: slip.said, slip: slip.slip, by: desk.session)
            done = "call_noted"
        case "monitored":
            try await keepTyped(desk, id, typed)
            try await help.markMonitored(id, by: desk.session)
        default:
            if typed.lift.isBlank { return try await missing("lift", desk, id, typed) }
            try await keepTyped(desk, id, typed)
            let questions = desk.visit.site.questions
            let why = [desk.text("monitored.lifted_note"), typed.lift].joined(separator: "\n")
            try await help.liftMonitored(
                id, why: Confidential(why), isSaid: { Answers(text: $0.revealed).situation(questions).monitored == .yes }, by: desk.session)
        }
        return door.responder.redirect(to: desk.path(.conversation(id.text)) + "?n=" + done)
    }

    /// What stands in the box when something else was pressed is kept: whoever takes the conversation after finds it.
    func keepTyped(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: DeskTyped) async throws {
        guard !typed.text.isBlank else { return }
        try await HelpPerson(desk.place).keepDraft(id, Confidential(typed.text), by: desk.session)
    }

    func missing(
        _ what: String, _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: DeskTyped
    ) async throws -> Response {
        var typed = typed
        typed.missing = what
        return try await show(desk, id, typed, notices: [desk.visit.deskNotice(.refused, what)], status: .unprocessableContent)
    }

    private func refused(
        _ refusal: WorkRefusal, _ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: DeskTyped, _ slip: DeskSlip
    ) async throws -> Response {
        // The slip proves that this session had the page: what is not there any more was erased since.
        var refusal = refusal
        if case .notFound = refusal { refusal = .erased }
        switch refusal {
        case .newerMessage:
            return try await show(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "newer")], status: .conflict)
        case .taken(let by): return try await show(desk, id, typed, notices: [desk.taken(by)], status: .conflict)
        case .readAlong:
            return try await show(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "read_along")], status: .conflict)
        case .outOfOrder, .barred:
            let key = refusal == .barred ? "joint_barred" : "joint_changed"
            return try await show(desk, id, typed, notices: [desk.togetherNotice(.refused, key)], status: .conflict)
        case .callWaits:
            return try await show(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "call_waits")], status: .unprocessableContent)
        case .empty:
            return try await show(desk, id, typed, notices: [desk.visit.deskNotice(.refused, "empty")], status: .unprocessableContent)
        default:
            guard let (notice, code) = desk.shut(refusal) else { throw refusal }
            let presenter = DeskConversationPresenter(desk: desk, typed: typed)
            let page = presenter.empty(id, notices: [notice], seen: slip.said, canRetry: code == .serviceUnavailable)
            return door.respond(page, frame(desk, desk.text("tabs.error"), id), status: code)
        }
    }
}

extension String {
    var isBlank: Bool { !contains { !$0.isWhitespace } }
}

extension WorkVisit {
    /// That a colleague took a conversation over.
    func takenOver(by colleague: String?, _ number: Int, _ tone: DeskNotice.Tone = .good) -> DeskNotice {
        visit.deskNotice(tone, "lost", ["name": colleague ?? text("conversation.somebody"), "number": "#\(number)"])
    }

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
