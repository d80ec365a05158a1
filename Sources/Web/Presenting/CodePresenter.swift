import Domain
import Pages
import Wording
import Workflows

/// The pages around a code, in words: shown once, shown to be kept, and typed to come back.
struct CodePresenter: Sendable {
    /// The words are Dutch whatever the page speaks.
    private static let wordsLanguage = "nl"
    let visit: Visit

    /// - Parameter isNew: whether it takes the place of another code; then nothing is thrown away here.
    /// - Parameter isHanded: whether somebody else made the code of before, and knows it; then it cannot be kept.
    func code(_ code: ReturnCode, _ words: CodeWords, ticket: String, isNew: Bool, isHanded: Bool = false) -> CodePage {
        var buttons = CodePage.Buttons(have: visit.go("code.have", "have"))
        if !isHanded {
            buttons.discard = isNew ? visit.go("code.keep_old", "keep") : visit.go("code.discard", "discard")
            buttons.discardNote = visit.own(isNew ? "code.keep_old_note" : "code.discard_note")
        }
        return CodePage(
            title: isHanded ? visit.inward("code.own_h1") : visit.own(isNew ? "code.new_h1" : "code.h1"),
            lines: (isHanded ? [visit.inward("code.own_made"), visit.inward("code.own_old")] : isNew ? [visit.own("code.new_old")] : [])
                + ["who", "keep", "once"].map { visit.own("code.\($0)") },
            code: .init(
                digitsTitle: visit.own("code.digits_title"), groups: code.groups.revealed.map { Told($0) },
                wordsTitle: visit.own("code.words_title"), words: code.words(words).revealed.map { Told($0) },
                wordsLanguage: Self.wordsLanguage, note: visit.own("code.note")),
            keeping: Fold(
                visit.own("code.keeping_title"), lines: ["list", "number", "photo"].map { visit.own("code.keeping_\($0)") }),
            target: FormTarget(action: visit.path(.own), ticket: ticket), buttons: buttons)
    }

    func prove(ticket: String, typed: String = "", problem: String? = nil) -> AskCodePage {
        AskCodePage(
            title: visit.own("prove.h1"), lines: [visit.own("prove.lead")],
            form: form(
                .own, "prove.label", ticket, typed, problem, go: visit.go("prove.check", "prove"),
                back: visit.go("prove.again", "again")))
    }

    /// The door.
    /// - Parameter kept: what was typed before the session ended.
    func enter(ticket: String, typed: String = "", problem: String? = nil, kept: String = "", notice: Pages.Notice? = nil) -> EnterCodePage
    {
        var form = form(.returning, "enter.label", ticket, typed, problem, go: visit.go("enter.go", "enter"), back: nil)
        form.field.hint = visit.own("enter.hint")
        form.kept = visit.kept(kept)
        var page = EnterCodePage(
            title: visit.own("enter.h1"), lines: [visit.own("enter.lead")], form: form,
            lost: Fold(visit.own("enter.lost_title"), lines: ["part", "half", "new"].map { visit.own("enter.lost_\($0)") }),
            ways: [Way(visit.own("enter.write_new"), to: visit.path(.writing)), Way(visit.own("enter.talk"), to: visit.path(.openNow))])
        page.notice = notice
        return page
    }

    /// That the person was away for a while.
    func ended(keeping text: String) -> Pages.Notice {
        let key = visit.kept(text) == nil ? "enter.ended_empty" : "enter.ended"
        return Pages.Notice(id: "ended", tone: .good, title: visit.own("enter.ended_title"), lines: [visit.own(key)])
    }

    func change(ticket: String, typed: String = "", problem: String? = nil) -> AskCodePage {
        AskCodePage(
            title: visit.own("change.h1"), lines: [visit.own("change.lead"), visit.own("change.after")],
            form: form(
                .own, "change.label", ticket, typed, problem, go: visit.go("change.go", "change"), back: visit.go("change.back", "back")))
    }

    /// - Source: security, 'Retention' of version 1, 2.10: backups are gone after 35 days, the log after five years.
    func erase(ticket: String, typed: String = "", problem: String? = nil) -> ErasePage {
        ErasePage(
            title: visit.own("erase.h1"),
            goes: .init(
                visit.own("erase.goes_title"),
                lines: ["messages", "parts", "agreed", "contact", "code"].map { visit.own("erase.goes_\($0)") }),
            stays: .init(
                visit.own("erase.stays_title"),
                lines: ["backup", "log", "read", "browser"].map { visit.own("erase.stays_\($0)", Self.kept) }),
            form: form(
                .own, "erase.label", ticket, typed, problem, go: visit.go("erase.go", "wipe"), back: visit.go("erase.back", "back")))
    }

    static let kept = ["days": "35", "years": "5"]

    private func form(
        _ address: Address, _ label: String, _ ticket: String, _ typed: String, _ problem: String?, go: FormButton, back: FormButton?
    ) -> CodeForm {
        var field = TextField(name: OwnField.code, label: visit.own(label), value: typed)
        field.problem = problem
        var form = CodeForm(target: FormTarget(action: visit.path(address), ticket: ticket), field: field, button: go, back: back)
        if let problem { form.problems = visit.problems([(problem, OwnField.code)]) }
        form.offline = visit.offline
        return form
    }

    /// Why a code that was asked for once more did not do; nil for what has nothing to do with it.
    func problem(_ refusal: WorkRefusal, typed: String) -> String? {
        switch refusal {
        case .unreadableCode(let problem): sentence(problem, typed: typed)
        case .busy: visit.own("enter.busy")
        case .unknown: visit.sharing("sure.wrong")
        default: nil
        }
    }

    /// Why what was typed is no code, and what to look at.
    func sentence(_ problem: ReturnCodeProblem, typed: String) -> String {
        let words = ReturnCode.typedWords(typed)
        let digits = typed.unicodeScalars.count { $0.properties.numericType == .decimal }
        let isWords = digits < 12 && !words.isEmpty
        switch problem {
        case .empty: return visit.own("enter.empty")
        case .tooShort(let found): return count(found, isWords)
        case .tooLong: return count(isWords ? words.count : digits, isWords)
        case .typo: return visit.own(isWords ? "enter.typo_order" : "enter.typo_digits")
        case .unknownWords(let places):
            let unknown = places.filter(words.indices.contains).map { words[$0] }.joined(separator: ", ")
            return visit.own("enter.typo_word", ["word": String(unknown.prefix(200))])
        }
    }

    private func count(_ found: Int, _ isWords: Bool) -> String {
        visit.own(isWords ? "enter.typo_count_words" : "enter.typo_count_digits", ["count": String(found)])
    }
}
