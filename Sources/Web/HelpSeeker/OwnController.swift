import Domain
import HTTPTypes
import Hummingbird
import Pages
import Triage
import Workflows

/// Everything of somebody's own, behind one neutral address: reading, writing on, the code, who looked, erasing, leaving.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/m, /en/m | whoever wrote or entered a code | own |
/// | POST | /nl/m, /en/m | whoever wrote or entered a code | own |
/// - Source: security 2.8, 6.3; R7.
struct OwnController: Sendable {
    let responder: PageResponder
    let streams: LiveStreams

    func addRoutes(to router: Router<SiteContext>, _ policy: OwnVisit.Policy) {
        let path = RouterPath(Address.own.path(policy.language))
        router.get(path) { request, context in
            switch try await policy.admit(request) {
            case .own(let own) where request.isForEvents: hear(own, request, context)
            case _ where request.isForEvents: Response(status: .noContent, headers: responder.headers.page)
            case .own(let own): await show(own, again: request.looksByItself)
            case .away(let visit, _): responder.redirect(to: visit.path(.returning))
            case .closed(let visit): responder.personal(visit.closedForWriting, visit.ownFrame("mine", at: .own))
            case .failed(let visit): unready(visit).looking(again: request.looksByItself)
            }
        }
        router.post(path) { request, _ in
            if request.hasFile { return try await takeIn(request, policy) }
            let form = try await responder.form(request, largest: Form.largestWriting)
            let admission = try await policy.admit(request)
            if let answer = await AfterwardsDesk(responder: responder).answer(form, admission) { return answer }
            switch admission {
            case .own(let own): return await answer(own, form, SessionCookie.person.value(request, tools.isDemonstration) ?? "")
            case .away(let visit, _): return away(visit, form)
            case .closed(let visit), .failed(let visit): return unready(visit, form[OwnField.message] ?? form[OwnField.words] ?? "")
            }
        }
    }

    var tools: WebEnvironment { responder.environment }
    var clearing: String { SessionCookie.person.clearing(tools.isDemonstration) }

    // MARK: the pages

    private func show(_ own: OwnVisit, again: Bool = false) async -> Response {
        guard let code = own.session.unprovenCode, !own.session.isChat else {
            return await mine(own, watching: again ? .again : .first).looking(again: again)
        }
        return await self.code(own, code, OwnSlip(own.place, seen: 0, text: ""))
    }

    /// How a page came that looks by itself where no script does: because the person asked for it, or by itself.
    enum Watching { case first, again }

    /// The conversation.
    /// - Parameter slip: of a form that was not taken; the next try then is the same message.
    func mine(
        _ own: OwnVisit, text: String = "", done: String? = nil, problem: String? = nil, slip: OwnSlip? = nil, looking: Bool = false,
        watching: Watching? = nil, typing: Bool = false, status: HTTPResponse.Status = .ok, cookie: String? = nil
    ) async -> Response {
        do {
            let conversation = try await ReadOwnConversation(own.place)(own.session)
            let count = conversation.messages.count
            let done = looking ? (count > slip?.seen ?? 0 ? "mine.news" : "mine.nothing_new") : done
            let name = slip?.name ?? own.place.chance.bytes(16)
            let stage = own.session.isChat ? try await TalkNow(own.place).stage(own.session) : nil
            let standing = try await ReadStanding(own.place)(own.session)
            let talks = try await OwnHandovers(own.place).talks(own.session)
            // What is written on this page goes to those who stand on it.
            let note = talks.last(where: \.isJoined).map { Self.joint + $0.handover.id.text } ?? ""
            let next = OwnSlip(name: name, seen: count, text: "", note: note)
            let presenter = OwnPresenter(visit: own.visit)
            var page = presenter.mine(
                conversation, standing, talks, chat: stage, ticket: sealed(own, next), text: text, done: done, problem: problem)
            if try await ReadExceptions(own.place).isTold(own.session) { presenter.without(&page) }
            var frame = own.visit.ownFrame("mine", at: .own)
            frame.manner.hears = true
            page.compose.writing.hasCursor = typing
            if let watching, let looks = presenter.looks(conversation, stage, isAgain: watching == .again) {
                page.around.watching = .looks(looks)
                frame.manner.again = .init(own.visit.path(.own) + "?r=1", seconds: OwnPresenter.glance)
            } else if watching != nil, let until = conversation.pausedUntil, page.compose.rest != nil, own.session.lasts(until: until) {
                // Where one writes is there again at the moment itself; nothing is typed meanwhile that could be lost.
                frame.manner.again = .init(
                    own.visit.path(.own) + "?r=1", seconds: Int(until.seconds - own.visit.now.seconds) + 1, hidesTyping: false)
            }
            return responder.personal(page, frame, status: status, cookie: cookie)
        } catch {
            return error == .erased ? gone(own.visit, text) : unready(own, text, slip)
        }
    }

    private func code(_ own: OwnVisit, _ code: ReturnCode, _ slip: OwnSlip) async -> Response {
        let page = CodePresenter(visit: own.visit).code(
            code, own.place.words, ticket: sealed(own, slip), isNew: await isKept(own), isHanded: await isHanded(own))
        return responder.personal(page, own.visit.ownFrame("code", at: .own))
    }

    // A code that takes the place of another must never offer to throw the conversation away.
    private func isKept(_ own: OwnVisit) async -> Bool {
        guard let dossier = try? await own.place.stores.dossiers.dossier(own.session.dossier) else { return true }
        return dossier.keeping == .byCode
    }

    // Whoever sent them here made the code of before, and knows it.
    private func isHanded(_ own: OwnVisit) async -> Bool { (try? await InwardReferrals(own.place).isHanded(own.session)) ?? false }

    func gone(_ visit: Visit, _ text: String) -> Response {
        let kept = visit.kept(text)
        var page = OwnPresenter(visit: visit).parting("gone", asking: nil, more: kept == nil ? [] : ["kept"])
        page.kept = kept
        page.kept?.label = visit.own("gone.kept_label")
        page.kept?.hint = nil
        return responder.personal(page, visit.ownFrame("gone", at: .own), cookie: clearing)
    }

    func unready(_ visit: Visit, _ text: String = "") -> Response {
        responder.personal(visit.unready(text), visit.ownFrame("mine", at: .own), status: .serviceUnavailable)
    }

    // The session is there, what it opens is not: the words can be sent once more, and are then the same message.
    func unready(_ own: OwnVisit, _ text: String, _ slip: OwnSlip?) -> Response {
        var page = own.visit.unready(text)
        let slip = slip ?? OwnSlip(own.place, seen: 0, text: "")
        page.again = (
            FormTarget(action: own.visit.path(.own), ticket: sealed(own, slip)), own.visit.go("mine.send", "send")
        )
        return responder.personal(page, own.visit.ownFrame("mine", at: .own), status: .serviceUnavailable)
    }

    // The session ended while somebody wrote: the door, with their words on it.
    func away(_ visit: Visit, _ form: Form?) -> Response {
        let text = [form?[OwnField.message], form?[OwnField.words]].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n\n")
        guard form?["go"] != "leave" else { return left(visit) }
        return ReturningController(responder: responder, own: self).show(
            visit, EntrySlip(), kept: text, notice: CodePresenter(visit: visit).ended(keeping: text), cookie: clearing)
    }

    private func left(_ visit: Visit, withCode: Bool = true) -> Response {
        var page = OwnPresenter(visit: visit).parting(
            "left", asking: AfterwardsDesk.ticket(tools.tickets, at: visit.now), more: ["history"])
        // Whoever waits for a call has not been given a code.
        if !withCode { page.lines[0] = visit.own("left.lines_call") }
        return responder.personal(page, visit.ownFrame("left", at: .own), cookie: clearing)
    }

    func sealed(_ own: OwnVisit, _ slip: OwnSlip) -> String { slip.sealed(tools.tickets, own.session, at: own.visit.now) }

    // MARK: what is pressed

    private func answer(_ own: OwnVisit, _ form: Form, _ cookie: String) async -> Response {
        let slip = OwnSlip(opening: form["ticket"], tools.tickets, own.session, at: own.visit.now)
        let text = form[OwnField.message] ?? slip?.text ?? ""
        let go = form["go"] ?? "send"
        if go == "leave" {
            await own.place.endSession(cookie)
            return left(own.visit, withCode: own.session.unprovenCode == nil || !own.session.isChat)
        }
        guard let slip else {
            if form[OwnField.words] != nil, let answer = await rooms(own, "old-" + go, form, OwnSlip(own.place, seen: 0, text: text)) {
                return answer
            }
            guard own.session.unprovenCode == nil || own.visit.kept(text) != nil else { return await show(own) }
            return await mine(own, text: text, problem: "write.problem_again", status: .unprocessableContent)
        }
        if go == "send" {
            if let talk = Self.joint(slip) { return await sendJointly(own, text, slip, talk) }
            return await send(own, text, slip)
        }
        let carried = slip.with(text)
        if let code = own.session.unprovenCode, !own.session.isChat || Self.aboutCode.contains(go) {
            return await answer(own, code, go, form, carried)
        }
        if let answer = await rooms(own, go, form, carried) { return answer }
        switch go {
        case "look": return await mine(own, text: text, slip: slip, looking: true)
        case "type", "stop", "watch": return await watch(own, go, text, slip)
        case "who": return await looked(own, carried)
        case "code", "erase": return ask(own, go, carried)
        case "change": return await change(own, form, carried)
        case "wipe": return await erase(own, form, carried)
        case "contact": return await contact(own, carried)
        case "save": return await save(own, form, carried)
        default: return await mine(own, text: text)
        }
    }

    // In a chat nobody is asked to keep anything before they want to.
    private static let aboutCode: Set = ["keepit", "again", "have", "prove", "discard"]

    /// While the code is not shown to be kept, everything is about the code.
    private func answer(_ own: OwnVisit, _ code: ReturnCode, _ go: String, _ form: Form, _ slip: OwnSlip) async -> Response {
        switch go {
        case "have": return prove(own, slip)
        case "prove": return await prove(own, form, slip)
        case "discard" where await !isKept(own): return await discard(own, slip)
        case "keep" where await !isHanded(own): return await keepOld(own, slip)
        default: return await self.code(own, code, slip)
        }
    }

    private func send(_ own: OwnVisit, _ text: String, _ slip: OwnSlip) async -> Response {
        do {
            let questions = own.visit.site.questions
            try await WriteMessage(own.place)(Confidential(text), in: own.session, slip: slip.slip) { answers in
                Answers(text: answers.revealed).situation(questions).monitored == .yes
            }
            return responder.redirect(to: own.visit.path(.own))
        } catch {
            switch error {
            case .empty: return await mine(own, problem: "mine.problem_empty", slip: slip, status: .unprocessableContent)
            case .erased: return gone(own.visit, text)
            case .paused: return await mine(own, text: text, problem: "mine.problem_paused", slip: slip, status: .conflict)
            default:
                return await mine(own, text: text, problem: "write.problem_failed", slip: slip, status: .serviceUnavailable)
            }
        }
    }

    private func prove(
        _ own: OwnVisit, _ slip: OwnSlip, typed: String = "", problem: String? = nil, status: HTTPResponse.Status = .ok
    ) -> Response {
        let page = CodePresenter(visit: own.visit).prove(
            ticket: sealed(own, slip), typed: typed, problem: problem.map { own.visit.own($0) })
        return responder.personal(page, own.visit.ownFrame("prove", at: .own), status: status)
    }

    private func prove(_ own: OwnVisit, _ form: Form, _ slip: OwnSlip) async -> Response {
        let typed = form[OwnField.code] ?? ""
        guard typed.contains(where: { !$0.isWhitespace }) else {
            return prove(own, slip, problem: "prove.empty", status: .unprocessableContent)
        }
        do {
            let (isChanged, isHanded) = (await isKept(own), await isHanded(own))
            guard try await ProveCode(own.place)(Confidential(typed), own.session) else {
                return prove(own, slip, typed: typed, problem: "prove.wrong", status: .unprocessableContent)
            }
            let own = own.proven
            if isHanded, let answer = await rooms(own, "from", form, slip) { return answer }
            if let answer = await afterProof(own, slip) { return answer }
            return await mine(own, text: slip.text, done: isChanged ? "mine.code_changed" : "mine.proven")
        } catch WorkRefusal.taken {
            return await mine(own, text: slip.text, problem: "mine.problem_code")
        } catch WorkRefusal.busy {
            return prove(own, slip, typed: typed, problem: "enter.busy", status: .serviceUnavailable).retrying(after: 60)
        } catch {
            return prove(own, slip, typed: typed, problem: "enter.failed", status: .serviceUnavailable)
        }
    }

    private func keepOld(_ own: OwnVisit, _ slip: OwnSlip) async -> Response {
        do {
            try await ChangeCode(own.place).cancel(own.session)
            return await mine(own, text: slip.text, done: "mine.code_kept")
        } catch {
            return prove(own, slip, problem: "enter.failed", status: .serviceUnavailable)
        }
    }

    private func discard(_ own: OwnVisit, _ slip: OwnSlip) async -> Response {
        do {
            try await EraseEverything(own.place).unproven(own.session)
            return parted(own, "discarded")
        } catch {
            return prove(own, slip, problem: "erase.failed", status: .serviceUnavailable)
        }
    }

    private func looked(_ own: OwnVisit, _ slip: OwnSlip) async -> Response {
        do {
            let entries = try await WhoLooked(own.place)(own.session)
            let remarks = try await OwnRemarks(own.place)(own.session)
            let page = OwnPresenter(visit: own.visit).looked(entries, remarks, ticket: sealed(own, slip))
            return responder.personal(page, own.visit.ownFrame("looked", at: .own))
        } catch {
            return unready(own, slip.text, slip)
        }
    }

    /// Asks for the code once more, before another one or the end.
    private func ask(
        _ own: OwnVisit, _ step: String, _ slip: OwnSlip, typed: String = "", problem: String? = nil, status: HTTPResponse.Status = .ok
    ) -> Response {
        let presenter = CodePresenter(visit: own.visit)
        let ticket = sealed(own, slip)
        return step == "erase"
            ? responder.personal(
                presenter.erase(ticket: ticket, typed: typed, problem: problem), own.visit.ownFrame("erase", at: .own), status: status)
            : responder.personal(
                presenter.change(ticket: ticket, typed: typed, problem: problem), own.visit.ownFrame("change", at: .own), status: status)
    }

    private func change(_ own: OwnVisit, _ form: Form, _ slip: OwnSlip) async -> Response {
        let typed = form[OwnField.code] ?? ""
        do {
            let new = try await ChangeCode(own.place)(Confidential(typed), own.session)
            // Shown by GET, so that reloading the page asks for nothing again; unless there are words to carry along.
            guard own.visit.kept(slip.text) != nil else { return responder.redirect(to: own.visit.path(.own)) }
            return await code(own, new, slip)
        } catch {
            return refuse(own, "code", typed, slip, error)
        }
    }

    private func erase(_ own: OwnVisit, _ form: Form, _ slip: OwnSlip) async -> Response {
        let typed = form[OwnField.code] ?? ""
        do {
            try await EraseEverything(own.place)(Confidential(typed), own.session)
            return parted(own, "erased")
        } catch {
            return refuse(own, "erase", typed, slip, error)
        }
    }

    private func parted(_ own: OwnVisit, _ key: String) -> Response {
        let page = OwnPresenter(visit: own.visit).parting(
            key, asking: AfterwardsDesk.ticket(tools.tickets, at: own.visit.now), values: CodePresenter.kept,
            more: key == "erased" ? ["stays"] : [])
        return responder.personal(page, own.visit.ownFrame("erased", at: .own), cookie: clearing)
    }

    private func refuse(_ own: OwnVisit, _ step: String, _ typed: String, _ slip: OwnSlip, _ refusal: WorkRefusal) -> Response {
        func again(_ problem: String, _ status: HTTPResponse.Status) -> Response {
            ask(own, step, slip, typed: typed, problem: problem, status: status)
        }
        switch refusal {
        case .unreadableCode(let problem):
            return again(CodePresenter(visit: own.visit).sentence(problem, typed: typed), .unprocessableContent)
        case .unknown:
            return again(own.visit.own(step == "erase" ? "erase.wrong" : "change.wrong"), .unprocessableContent)
        case .erased: return gone(own.visit, slip.text)
        case .busy: return again(own.visit.own("enter.busy"), .serviceUnavailable).retrying(after: 60)
        default: return again(own.visit.own(step == "erase" ? "erase.failed" : "enter.failed"), .serviceUnavailable)
        }
    }
}
