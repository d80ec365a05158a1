import Domain
import Pages
import Triage
import Wording

/// A question in words, for the person who asks or for somebody who asks about another.
struct QuestionPresenter: Sendable {
    /// Field names say nothing: a browser may remember them.
    static let answerField = "a"
    static let tickField = "t"

    let visit: Visit
    let question: Domain.Question
    let answers: Answers

    func page(ticket: String, chosen: [String], problem: String?) -> QuestionPage {
        let hasChoices = !question.choices.isEmpty
        let field = hasChoices ? Self.answerField : Self.tickField
        var page = QuestionPage(
            target: FormTarget(action: visit.path(.questions), ticket: ticket),
            question: .init(
                text("title"), hint: optional("hint"),
                progress: visit.text("question.progress", ["number": String(answers.steps.count + 1)])),
            answers: .init(
                name: field, kind: hasChoices ? .one : .many, choices: choices(hasChoices ? question.choices : question.ticks, chosen)),
            buttons: .init(
                next: FormButton(visit.text("nav.next"), name: "go", value: "next"),
                skip: FormButton(visit.text("nav.skip_question"), name: "go", value: "skip"),
                back: FormButton(visit.text("nav.back"), name: "go", value: "back"),
                showNow: FormButton(visit.text("question.stop_and_show"), name: "go", value: "show")))
        if hasChoices && !question.ticks.isEmpty {
            page.around.extra = ChoiceGroup("", name: Self.tickField, kind: .many, choices: choices(question.ticks, chosen))
        }
        if let problem {
            page.around.problems = ProblemSummary(
                title: visit.text("question.error_summary_title"), items: [.init(problem, field: field)])
        }
        if question.id == "safety" {
            page.around.danger = visit.emergencyLine("home.danger")
        }
        return page
    }

    private func choices(_ choices: [Domain.Choice], _ chosen: [String]) -> [Pages.Choice] {
        choices.map { Pages.Choice($0.id, label: text($0.id), hint: optional($0.id + "_hint"), isChosen: chosen.contains($0.id)) }
    }

    private func text(_ key: String) -> String { Self.text(visit, question.id, key, for: asker) }

    private func optional(_ key: String) -> String? {
        let full = "questions.\(question.id).\(key)"
        return visit.wording.has(full) || visit.wording.has(full + "_other") ? text(key) : nil
    }

    private var asker: Asker { answers.situation(visit.site.questions).asker }

    /// A text of a question, in the words that fit whoever asks.
    static func text(_ visit: Visit, _ question: String, _ key: String, for asker: Asker) -> String {
        let full = "questions.\(question).\(key)"
        let variant = asker.variants.first { visit.wording.has(full + $0) } ?? ""
        return visit.wording[full + variant]
    }
}

extension Asker {
    /// Endings of keys whose texts fit this asker better than the plain one, best first.
    var variants: [String] {
        switch self {
        case .victim, .worriedSelf, .unknown: []
        case .parent: ["_parent", "_other"]
        case .worriedOther: ["_worried_other", "_other"]
        case .relative, .bystander, .professional: ["_other"]
        }
    }

    /// Whether the one who asks is somebody else than the one it is about.
    var asksAboutAnother: Bool {
        switch self {
        case .victim, .worriedSelf, .unknown: false
        case .parent, .relative, .bystander, .professional, .worriedOther: true
        }
    }
}
