import Domain
import Pages
import Triage
import Wording
import Workflows

/// What was typed and chosen during a call, on its way back to the page.
struct PhoneTyped: Sendable {
    static let told = "text"
    static let memo = "memo"
    /// Before the id of a question.
    static let question = "q-"
    /// Before the id of a question with ticks beside its answers.
    static let ticks = "t-"

    var told = ""
    var memo = ""
    var answers = Answers()

    init() {}

    /// What was kept of a call.
    init(_ notes: CallNotes) {
        told = notes.told.revealed
        memo = notes.memo.revealed
        answers = Answers(text: notes.answers.revealed)
    }

    func notes(at now: Instant) -> CallNotes {
        CallNotes(told: Confidential(told), memo: Confidential(memo), answers: Confidential(answers.text), at: now)
    }

    init(_ form: Form, _ questions: [Domain.Question]) {
        told = form[Self.told] ?? ""
        memo = form[Self.memo] ?? ""
        answers.steps = questions.compactMap { question in
            let known = Set((question.choices + question.ticks).map(\.id))
            let chosen = (form.all(Self.question + question.id) + form.all(Self.ticks + question.id)).filter(known.contains)
            return chosen.isEmpty ? nil : Answers.Step(question: question.id, choices: chosen)
        }
    }
}

/// A telephone call in words, with the advice for what the caller said beside it.
struct DeskPhonePresenter: Sendable {
    private static let wordsLanguage = "nl"
    /// Cards beside a call at most.
    private static let most = 6
    let desk: WorkVisit

    func page(_ typed: PhoneTyped, ticket: String, notices: [DeskNotice]) -> PhonePage {
        let situation = typed.answers.situation(desk.visit.site.questions)
        return PhonePage(
            title: desk.text("phone.h1"), notices: notices + monitored(situation),
            lines: ["lead", "lead_notes", "none"].map { desk.text("phone." + $0) },
            young: Fold(desk.text("phone.young_title"), lines: ["age", "line", "no_more"].map { desk.text("phone.young_" + $0) }),
            target: FormTarget(action: desk.path(.phone), ticket: ticket),
            questions: .init(
                title: desk.text("phone.questions_title"), lead: desk.text("phone.questions_lead"), groups: groups(typed.answers, situation)
            ),
            told: WritingField(
                name: PhoneTyped.told, label: desk.text("phone.told"), hint: desk.text("phone.told_hint"), value: Told(typed.told), rows: 5),
            memo: WritingField(
                name: PhoneTyped.memo, label: desk.text("phone.memo"), hint: desk.text("beside.notes_lead"), value: Told(typed.memo),
                rows: 4),
            draft: .init(
                unsaved: desk.text("conversation.draft_unsaved"), ended: desk.text("phone.ended")),
            look: desk.visit.deskGo("phone.look", "look"),
            ends: [
                .init(desk.visit.deskGo("phone.keep", "keep"), note: desk.text("phone.keep_note")),
                .init(desk.visit.deskGo("phone.discard", "discard"), note: desk.text("phone.discard_note")),
            ],
            beside: .init(
                // What somebody asked to look at stands there; before that it is what counts for everybody.
                label: desk.text("beside.label"), fold: typed.answers.steps.isEmpty ? desk.text("beside.fold") : nil,
                advice: advice(typed.answers.steps.isEmpty ? nil : situation),
                conduct: Fold(
                    desk.text("conduct.title"),
                    lines: ["believe", "slow", "no_why", "not_fault", "secrecy", "outcome", "police"].map { desk.text("conduct." + $0) })))
    }

    private func monitored(_ situation: Situation) -> [DeskNotice] {
        guard situation.monitored == .yes else { return [] }
        return [DeskNotice(.careful, title: desk.text("monitored.title"), lines: ["text", "phone"].map { desk.text("monitored." + $0) })]
    }

    /// The questions that fit what is known by now, each with what was chosen.
    private func groups(_ answers: Answers, _ situation: Situation) -> [ChoiceGroup] {
        let visit = desk.visit
        return visit.site.questions.filter { Interview.fits($0, situation) || isAnswered($0, answers) }
            .flatMap { question -> [ChoiceGroup] in
                let chosen = answers.steps.first { $0.question == question.id }?.choices ?? []
                func text(_ key: String) -> String { QuestionPresenter.text(visit, question.id, key, for: situation.asker) }
                func choices(_ all: [Domain.Choice]) -> [Pages.Choice] {
                    all.map { Pages.Choice($0.id, label: text($0.id), isChosen: chosen.contains($0.id)) }
                }
                var groups: [ChoiceGroup] = []
                if !question.choices.isEmpty {
                    groups.append(
                        ChoiceGroup(
                            text("title"), name: PhoneTyped.question + question.id, kind: .list,
                            choices: [Pages.Choice("", label: desk.text("phone.unasked"), isChosen: false)] + choices(question.choices)))
                }
                if !question.ticks.isEmpty {
                    groups.append(
                        ChoiceGroup(
                            question.choices.isEmpty ? text("title") : desk.text("phone.also"), name: PhoneTyped.ticks + question.id,
                            kind: .many, choices: choices(question.ticks)))
                }
                return groups
            }
    }

    private func isAnswered(_ question: Domain.Question, _ answers: Answers) -> Bool {
        answers.steps.contains { $0.question == question.id }
    }

    private func advice(_ situation: Situation?) -> ConversationPage.Advice {
        let visit = desk.visit
        var asked = situation ?? Situation()
        asked.language = asked.language ?? LanguageTag(visit.language)
        let advice = visit.site.engine.advise(asked, at: visit.now)
        var manner = CardManner()
        manner.isMonitored = asked.monitored == .yes
        manner.needsInterpreter = asked.needs.contains(.interpreter) || asked.languageClass == .other
        manner.isAbroad = asked.setting == .abroad
        let notices = advice.notices.map { due in
            let remark = visit.shelf.remarks[Int(due.notice.rawValue)]
            return Pages.Notice(
                id: "notice-" + due.notice.id, tone: due.notice.tone == .urgent && situation != nil ? .urgent : .folded,
                title: remark.title,
                lines: [remark.text], links: remark.links)
        }
        return .init(
            title: desk.text("beside.advice_title"), lines: [desk.text(situation == nil ? "phone.advice_none" : "phone.advice_lead")],
            notices: notices, cards: (advice.first + advice.also).prefix(Self.most).map { visit.card($0, manner) })
    }

    /// The code, to be read out.
    func code(_ code: ReturnCode, _ id: Identifier<Conversation>) -> PhoneCodePage {
        let words = code.words(desk.place.words).revealed
        return PhoneCodePage(
            title: desk.text("phone.code_h1"), lines: ["once", "who", "slow"].map { desk.text("phone.code_" + $0) },
            digitsTitle: desk.text("phone.code_digits"), groups: code.groups.revealed.map { Told($0) },
            wordsTitle: desk.text("phone.code_words"), words: words.map { .init(Told($0), spelling: spelling($0)) },
            wordsLanguage: Self.wordsLanguage, after: ["change", "where"].map { desk.text("phone.code_" + $0) },
            next: Link(desk.text("phone.code_next", ["number": "#\(id.number)"]), to: desk.path(.conversation(id.text))))
    }

    // As people spell on the telephone in the language of the page.
    private func spelling(_ word: String) -> String { word.map { desk.text("letters.\($0)") }.joined(separator: ", ") }
}
