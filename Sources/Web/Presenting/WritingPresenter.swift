import Domain
import Pages
import Triage
import Wording
import Workflows

/// The pages of a first message, in words.
struct WritingPresenter: Sendable {
    let visit: Visit

    /// What is good to know first.
    /// - Parameter ticket: the answers so far, sealed.
    /// - Parameter talk: the slip of a chat that can begin now; nil when nobody is there to talk.
    /// - Parameter hours: what may be told of when somebody is there.
    /// - Parameter offersCall: whether somebody can ask to be called back here.
    /// - Parameter situation: what the answers say; who may be under 18 reads what parents hear of it.
    func before(
        team: String, ticket: String, talk: String?, hours: DeskHours?, offersCall: Bool, _ situation: Situation
    ) -> BeforeWritingPage {
        let points = ["who", "see", "act"] + (mayBeYoung(situation) ? ["young"] : []) + ["along", "code"]
        var page = BeforeWritingPage(
            heading: .init(visit.own("before.h1"), lead: visit.own("before.lead")), danger: visit.emergencyLine("home.danger"),
            points: points.map {
                .init(visit.own("before.\($0)_title"), visit.own("before.\($0)", ["team": team, "count": String(LookBack.oneIn)]))
            },
            next: .init(FormTarget(action: visit.writingPath, ticket: ticket), visit.go("before.next", "write")),
            lines: visit.lines(titled: visit.own("before.call_title")),
            ways: [Way(visit.own("before.enter"), to: visit.path(.returning))])
        page.talk = talk.map { .init(FormTarget(action: visit.writingPath, ticket: $0), visit.go("before.talk", "chat")) }
        if offersCall {
            let target = FormTarget(action: visit.writingPath, ticket: ticket)
            page.call = (visit.own(talk == nil ? "before.ring_closed" : "before.ring_full"), .init(target, visit.go("before.ring", "call")))
        }
        page.hours = hours.flatMap(told)
        return page
    }

    /// Whether who writes may be under 18. The age in the answers is of the person it is about, who is not always the one who writes.
    /// - Source: domain C1.1, C1.2.
    private func mayBeYoung(_ situation: Situation) -> Bool {
        guard !visit.isForChild else { return true }
        return switch situation.asker {
        case .parent, .professional: false
        case .relative, .bystander, .worriedOther: true
        default: situation.age != .adult
        }
    }

    private func told(_ hours: DeskHours) -> String? {
        if let closes = hours.closesAt.map({ AmsterdamTime($0).minute }) {
            return visit.own("before.closes", ["time": visit.clock(closes == 0 ? 1440 : closes)])
        }
        return hours.opensAt.map { visit.chatOpens($0) + " " + visit.own("before.always") }
    }

    /// The page to write on, with everything that was typed.
    func write(
        _ draft: MessageDraft, _ answers: Answers, ticket: String, problems: [(text: String, field: String)] = []
    ) -> WritePage {
        let situation = answers.situation(visit.site.questions)
        var writing = WritingField(
            name: OwnField.message, label: visit.own(draft.isCall ? "ring.label" : "write.label"), hint: visit.own("write.hint"),
            value: Told(draft.text), rows: draft.isCall ? 4 : 8)
        writing.problem = problems.first { $0.field == OwnField.message }?.text
        var page = WritePage(
            heading: draft.isCall
                ? .init(visit.own("ring.h1"), lead: visit.own("ring.lead")) : .init(visit.own("write.h1"), lead: visit.own("write.lead")),
            target: FormTarget(action: visit.writingPath, ticket: ticket), writing: writing,
            answers: going(answers, situation, isTicked: draft.sendsAnswers),
            contact: contact(draft, problems, isMonitored: situation.monitored == .yes),
            buttons: .init(
                send: draft.isCall ? visit.go("ring.send", "ring") : visit.go("write.send", "send"), note: visit.own("write.note")))
        page.around.offline = visit.offline
        if !problems.isEmpty { page.around.problems = visit.problems(problems) }
        return page
    }

    private func going(_ answers: Answers, _ situation: Situation, isTicked: Bool) -> WritePage.Answers? {
        let told = answers.steps.flatMap { step in
            step.choices.map { choice in
                Told(
                    QuestionPresenter.text(
                        visit, step.question, choice, for: step.question == "asker" ? .unknown : situation.asker))
            }
        }
        guard !told.isEmpty else { return nil }
        var shown = WritePage.Answers(
            title: visit.own("write.answers_title"), lead: visit.own("write.answers_lead"), told: told, name: OwnField.answers,
            tick: Pages.Choice("yes", label: visit.own("write.answers_tick"), isChosen: isTicked))
        shown.note = visit.own("write.answers_note")
        return shown
    }

    /// How the person wants to be answered, to be looked at again.
    func contactAgain(
        _ draft: MessageDraft, isMonitored: Bool, ticket: String, problems: [(text: String, field: String)], isMarked: Bool = false
    ) -> ContactPage {
        var page = ContactPage(
            title: visit.own("contact.h1"), lines: isMonitored ? [] : [visit.own("contact.lead")],
            target: FormTarget(action: visit.path(.own), ticket: ticket),
            contact: contact(draft, problems, isMonitored: isMonitored, isMarked: isMarked),
            save: isMonitored ? nil : visit.go("contact.save", "save"), back: visit.go("contact.back", "back"))
        if !problems.isEmpty { page.problems = visit.problems(problems) }
        return page
    }

    /// - Parameter isMarked: whether it became known during a talk. Whoever reads along then must not read here that it was said.
    private func contact(
        _ draft: MessageDraft, _ problems: [(text: String, field: String)], isMonitored: Bool, isMarked: Bool = false
    ) -> Pages.SafeContact {
        guard !isMonitored else {
            let line = visit.own(isMarked ? "contact.only_here" : "contact.monitored")
            return Pages.SafeContact(title: visit.own("contact.title"), .onlyHere(line))
        }
        return ContactPresenter(visit: visit, asked: .person, draft: draft, problems: problems).choosing
    }
}
