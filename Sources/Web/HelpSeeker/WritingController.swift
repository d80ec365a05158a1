import Domain
import HTTPTypes
import Hummingbird
import Pages
import Triage
import Workflows

/// Leaves a first message: what is good to know, then the page to write on, then the code.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/schrijf, /en/write | anyone | public |
/// | POST | /nl/schrijf, /en/write | anyone | public |
/// - Source: security 6.4, 6.5; R7.
struct WritingController: Sendable {
    let responder: PageResponder

    func addRoutes(to router: Router<SiteContext>, _ policy: Visit.PublicPolicy) {
        let path = RouterPath(Address.writing.path(policy.language))
        router.get(path) { request, _ in
            guard let visit = policy.admit()?.reading(request) else { throw PageRefusal.notFound }
            return await before(visit, Answers())
        }
        router.post(path) { request, _ in
            guard let visit = policy.admit()?.reading(request) else { throw PageRefusal.notFound }
            let form = try await responder.form(request, largest: Form.largestWriting)
            guard let place = tools.place else { return answerClosed(visit, form) }
            switch form["go"] {
            case "send", "ring": return await send(visit, place, form, SessionCookie.person.value(request, tools.isDemonstration))
            case "chat": return await talk(visit, place, form, SessionCookie.person.value(request, tools.isDemonstration))
            case "write": return await write(visit, place, answers(form, visit))
            case "call": return await write(visit, place, answers(form, visit), isCall: true)
            default: return await before(visit, answers(form, visit))
            }
        }
    }

    private var tools: WebEnvironment { responder.environment }

    private func answers(_ form: Form, _ visit: Visit) -> Answers {
        guard let ticket = form["ticket"], let sealed = try? SealedAnswers(opening: ticket, tools.tickets, at: visit.now) else {
            return Answers()
        }
        return sealed.answers
    }

    private func before(_ visit: Visit, _ answers: Answers) async -> Response {
        let frame = visit.ownFrame("before", at: .writing)
        guard let place = tools.place else { return responder.personal(visit.closedForWriting, frame) }
        do {
            guard let receiving = try await place.receivingTeam() else { return responder.personal(visit.closedForWriting, frame) }
            let ticket = SealedAnswers(answers: answers, current: "").sealed(tools.tickets, at: visit.now)
            // The form holds the code, so that pressing twice is one conversation.
            let language = LanguageTag(visit.language) ?? .dutch
            let talk =
                TalkNow(place).isOpen(receiving.team.id, in: language)
                ? WritingSlip(seed: place.conversationSeed(), answers: answers, madeAt: visit.now).sealed(tools.tickets, at: visit.now)
                : nil
            // Without the roster nothing is promised; one can write all the same.
            let hours = try? await TalkNow(place).hours(of: receiving.team, in: language)
            let situation = answers.situation(visit.site.questions)
            let needs = SkillSet(languages: [language], skills: situation.skills.union(visit.skills))
            let offersCall = situation.monitored != .yes && !place.floor.hasRoom(receiving.team.id, needing: needs, at: visit.now)
            return responder.personal(
                WritingPresenter(visit: visit).before(
                    team: receiving.name, ticket: ticket, talk: talk, hours: hours, offersCall: offersCall, situation), frame)
        } catch {
            return responder.personal(visit.closedForWriting, frame, status: .serviceUnavailable)
        }
    }

    private func answerClosed(_ visit: Visit, _ form: Form) -> Response {
        let text = form[OwnField.message] ?? ""
        let frame = visit.ownFrame("before", at: .writing)
        guard visit.kept(text) != nil else { return responder.personal(visit.closedForWriting, frame) }
        return responder.personal(visit.unready(text, visit.own("write.problem_closed")), frame, status: .serviceUnavailable)
    }

    private func write(_ visit: Visit, _ place: Workplace, _ answers: Answers, isCall: Bool = false) async -> Response {
        // Whoever cannot be read must not be asked to write.
        guard let receiving = try? await place.receivingTeam(), receiving.team.publicKey != nil else { return await before(visit, answers) }
        var draft = MessageDraft(codeWord: place.suggestedCodeWord())
        if isCall {
            draft.isCall = true
            draft.how = Pages.SafeContact.callValue
        }
        return show(visit, draft, WritingSlip(seed: place.conversationSeed(), answers: answers, madeAt: visit.now))
    }

    private func show(
        _ visit: Visit, _ draft: MessageDraft, _ slip: WritingSlip, _ problems: [(key: String, field: String)] = [],
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let page = WritingPresenter(visit: visit).write(
            draft, slip.answers, ticket: slip.sealed(tools.tickets, at: visit.now),
            problems: problems.map { (visit.own($0.key), $0.field) })
        return responder.personal(page, visit.ownFrame("write", at: .writing), status: status)
    }

    private func send(_ visit: Visit, _ place: Workplace, _ form: Form, _ held: String?) async -> Response {
        let draft = MessageDraft(form)
        guard let ticket = form["ticket"], let slip = WritingSlip(opening: ticket, tools.tickets, place, at: visit.now) else {
            let slip = WritingSlip(
                seed: place.conversationSeed(), answers: Answers(), madeAt: visit.now.adding(seconds: -WritingSlip.soonest))
            return show(visit, draft, slip, [("write.problem_again", OwnField.message)], status: .unprocessableContent)
        }
        let situation = slip.answers.situation(visit.site.questions)
        let isMonitored = situation.monitored == .yes
        var problems = draft.problems(isMonitored: isMonitored)
        if problems.isEmpty, visit.now.seconds - slip.madeAt.seconds < WritingSlip.soonest {
            problems.append(("write.problem_soon", OwnField.message))
        }
        guard problems.isEmpty else { return show(visit, draft, slip, problems, status: .unprocessableContent) }
        let goesAlong = draft.sendsAnswers && !slip.answers.steps.isEmpty
        let message = FirstMessage(
            text: Confidential(draft.text), language: LanguageTag(visit.language) ?? .dutch,
            answers: goesAlong ? Confidential(slip.answers.text) : nil, isMonitored: goesAlong && isMonitored,
            contact: isMonitored ? nil : draft.contact(at: visit.now))
        let urgency = goesAlong ? visit.site.engine.advise(situation, at: visit.now).urgency : .u2
        do {
            let cookie = try await OpenConversation(place)(message, slip.seed, urgency: urgency)
            if let held { await place.endSession(held) }
            return responder.redirect(
                to: visit.path(.own), cookie: SessionCookie.person.setting(cookie, tools.isDemonstration))
        } catch {
            return refuse(visit, draft, slip, form, error)
        }
    }

    /// Begins a chat, with nothing but this press; the answers go along only when they are sent with a message.
    private func talk(_ visit: Visit, _ place: Workplace, _ form: Form, _ held: String?) async -> Response {
        guard let ticket = form["ticket"], let slip = WritingSlip(opening: ticket, tools.tickets, place, at: visit.now) else {
            return await before(visit, Answers())
        }
        let situation = slip.answers.situation(visit.site.questions)
        let urgency = slip.answers.steps.isEmpty ? .u2 : visit.site.engine.advise(situation, at: visit.now).urgency
        let message = FirstMessage(
            text: Confidential(""), language: LanguageTag(visit.language) ?? .dutch, isMonitored: situation.monitored == .yes, isChat: true,
            needs: situation.skills.union(visit.skills))
        do {
            let cookie = try await OpenConversation(place)(message, slip.seed, urgency: urgency, after: held)
            if let held { await place.endSession(held) }
            return responder.redirect(to: visit.path(.own), cookie: SessionCookie.person.setting(cookie, tools.isDemonstration))
        } catch {
            if case .paused(let until) = error {
                let line = visit.own("chat.paused", ["time": visit.clock(AmsterdamTime(until).minute)])
                return responder.personal(visit.unready("", line), visit.ownFrame("before", at: .writing), status: .conflict)
            }
            return responder.personal(visit.unready(), visit.ownFrame("before", at: .writing), status: .serviceUnavailable)
        }
    }

    // The slip stays the same, so that a second try after a failure half-way is the same conversation.
    private func refuse(_ visit: Visit, _ draft: MessageDraft, _ slip: WritingSlip, _ form: Form, _ refusal: WorkRefusal) -> Response {
        switch refusal {
        case .empty: return show(visit, draft, slip, [("write.problem_empty", OwnField.message)], status: .unprocessableContent)
        case .nobodyReceives: return answerClosed(visit, form)
        case .busy:
            return show(visit, draft, slip, [("enter.busy", OwnField.message)], status: .serviceUnavailable).retrying(after: 60)
        default: return show(visit, draft, slip, [("write.problem_failed", OwnField.message)], status: .serviceUnavailable)
        }
    }
}

extension Response {
    /// Says after how many seconds another try makes sense.
    func retrying(after seconds: Int) -> Response {
        var response = self
        response.headers[.retryAfter] = String(seconds)
        return response
    }
}

extension Visit {
    /// The same page in words for a child, for who comes from the page for children. The mark in the address says nothing.
    func reading(_ request: Request) -> Visit { request.uri.queryParameters["k"] == "1" ? forChild : self }

    /// What a helper should be able to do for who reads in these words.
    var skills: Set<Skill> { isForChild ? [.minors] : [] }

    /// Where one writes to us, in the words of this visit.
    var writingPath: String { path(.writing) + (isForChild ? "?k=1" : "") }
}
