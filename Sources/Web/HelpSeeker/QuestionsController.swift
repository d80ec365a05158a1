import Domain
import HTTPTypes
import Hummingbird
import Pages
import Triage

/// The questions, one a page. What was answered travels sealed in the form; nothing stays here.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/vragen, /en/questions | anyone | public |
/// | POST | /nl/vragen, /en/questions | anyone | public |
struct QuestionsController: Sendable {
    let responder: PageResponder
    let advice: AdviceController

    func addRoutes(to router: Router<SiteContext>, _ policy: Visit.PublicPolicy) {
        let path = RouterPath(Address.questions.path(policy.language))
        router.get(path) { _, _ in
            guard let visit = policy.admit() else { throw PageRefusal.notFound }
            return ask(visit, Answers())
        }
        router.post(path) { request, _ in
            guard let visit = policy.admit() else { throw PageRefusal.notFound }
            return answer(visit, try await responder.form(request))
        }
    }

    private func answer(_ visit: Visit, _ form: Form) -> Response {
        guard let ticket = form["ticket"] else { return ask(visit, Answers()) }
        let sealed: SealedAnswers
        do {
            sealed = try SealedAnswers(opening: ticket, responder.environment.tickets, at: visit.now)
        } catch {
            return ask(visit, Answers(), problem: visit.text(error == .expired ? "question.ticket_expired" : "errors.bad_form"))
        }
        var answers = sealed.answers
        switch form["go"] {
        case "back": return back(visit, answers)
        case "skip": answers.skip(sealed.current)
        default:
            guard let question = visit.interview.question(sealed.current) else { return ask(visit, answers) }
            let chosen = Self.chosen(question, form)
            let isShowing = form["go"] == "show"
            if chosen.isEmpty && !isShowing && !question.choices.isEmpty {
                return ask(visit, answers, question, problem: visit.text("question.choose_error"), status: .unprocessableContent)
            }
            answers.give(sealed.current, chosen)
            if isShowing { return advice.show(visit, answers) }
        }
        return ask(visit, answers)
    }

    private func back(_ visit: Visit, _ answers: Answers) -> Response {
        var answers = answers
        guard let last = answers.steps.popLast(), let question = visit.interview.question(last.question) else {
            return responder.redirect(to: visit.path(.home))
        }
        return ask(visit, answers, question, chosen: last.choices)
    }

    private static func chosen(_ question: Question, _ form: Form) -> [String] {
        let sent = Set(form.all(QuestionPresenter.answerField) + form.all(QuestionPresenter.tickField))
        return (question.choices + question.ticks).map(\.id).filter(sent.contains)
    }

    /// Shows the next question, or the advice when there is none.
    private func ask(_ visit: Visit, _ answers: Answers, problem: String? = nil) -> Response {
        guard let question = visit.interview.next(after: answers, at: visit.now) else { return advice.show(visit, answers) }
        return ask(visit, answers, question, problem: problem, status: problem == nil ? .ok : .unprocessableContent)
    }

    private func ask(
        _ visit: Visit, _ answers: Answers, _ question: Question, chosen: [String] = [], problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let ticket = SealedAnswers(answers: answers, current: question.id).sealed(responder.environment.tickets, at: visit.now)
        let presenter = QuestionPresenter(visit: visit, question: question, answers: answers)
        let page = presenter.page(ticket: ticket, chosen: chosen, problem: problem)
        let tab = visit.text("tabs.question", ["number": String(answers.steps.count + 1)])
        return responder.respond(page, visit.frame(tab, at: .questions), status: status)
    }
}

extension Answers {
    fileprivate mutating func skip(_ question: String) { give(question, []) }

    fileprivate mutating func give(_ question: String, _ choices: [String]) {
        guard !question.isEmpty, !steps.contains(where: { $0.question == question }) else { return }
        steps.append(Step(question: question, choices: choices))
    }
}

/// Answers with the question that is on screen, as they travel in the form.
struct SealedAnswers: Sendable {
    private static let purpose = "answers"
    let answers: Answers
    /// Id of the question on screen; empty on the advice page.
    let current: String

    init(answers: Answers, current: String) {
        self.answers = answers
        self.current = current
    }

    init(opening ticket: String, _ tickets: any FormTickets, at now: Instant) throws(FormTicketRefusal) {
        let bytes = try tickets.open(ticket, purpose: Self.purpose, at: now)
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        current = String(parts[0])
        answers = Answers(text: parts.count > 1 ? String(parts[1]) : "")
    }

    func sealed(_ tickets: any FormTickets, at now: Instant) -> String {
        tickets.seal(Array((current + "\n" + answers.text).utf8), purpose: Self.purpose, at: now)
    }
}

extension Visit {
    var interview: Interview { Interview(questions: site.questions, engine: site.engine) }
}
