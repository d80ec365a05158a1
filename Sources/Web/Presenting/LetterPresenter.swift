import Domain
import Pages
import Wording
import Workflows

/// Letters for organisations without an account, in words.
struct LetterPresenter: Sendable {
    let visit: Visit

    func page(
        _ typed: ReferTyped, _ entry: String, number: Int, back: String, urgencies: (ReferTyped) -> ChoiceGroup, target: FormTarget,
        notices: [DeskNotice]
    ) -> ReferPage {
        func text(_ key: String, _ values: [String: String] = [:]) -> String { visit.wording("partner.refer." + key, values) }
        var line = TextField(name: ReferTyped.line, label: text("line"), value: typed.line)
        line.hint = text("line_hint")
        line.problem = visit.tooLong(line.value, LineLength.line)
        let organisations = ChoiceGroup(
            visit.letter("send.entry"), name: LetterController.entry, kind: .list,
            choices: [Pages.Choice("", label: visit.wording["partner.act.choose"], isChosen: entry.isEmpty)]
                + visit.site.landscape.organisations.filter(\.kind.takesReferrals).map {
                    Pages.Choice($0.id, label: visit.called($0), isChosen: entry == $0.id)
                })
        return ReferPage(
            title: visit.letter("send.h1"), back: Link(text("h1"), to: back), notices: notices,
            lines: ["lead", "two"].map { visit.letter("send." + $0) } + [text("no_name"), text("person")], target: target,
            groups: [organisations, urgencies(typed)], line: line,
            question: WritingField(
                name: ReferTyped.question, label: text("question"), hint: text("question_hint"), value: Told(typed.question), rows: 5),
            told: WritingField(name: ReferTyped.told, label: text("told"), hint: text("told_hint"), value: Told(typed.told), rows: 5),
            button: FormButton(visit.letter("send.button")), none: nil)
    }

    /// Both halves, once.
    func made(_ halves: LetterHalves, _ organisation: String, onward: String, address: String) -> LetterPage {
        let digits = Array(halves.digits.revealed)
        return LetterPage(
            title: visit.letter("made.h1", ["organisation": organisation]),
            // Whoever reads the letter types it. Where nobody decided what this site is called, the sender takes it from their own browser.
            lines: [visit.letter("made.lead")]
                + (visit.site.settings.typedAddress == nil ? [visit.letter("made.address_here", ["address": address])] : []),
            letters: .init(
                visit.letter("made.letters", ["address": address]),
                groups: halves.letters.handedOver.revealed.split(separator: "-").map { Told(String($0)) }),
            digits: .init(
                visit.letter("made.digits"), groups: stride(from: 0, to: digits.count, by: 4).map { Told(String(digits[$0..<$0 + 4])) }),
            after: ["apart", "who", "ends", "once"].map { visit.letter("made." + $0) },
            ways: [Way(visit.letter("made.onward"), to: onward)])
    }

    func enter(_ target: FormTarget, problem: DeskNotice?) -> LetterPage {
        var letters = TextField(name: "k", label: visit.letter("open.letters"))
        letters.hint = visit.work("invitation.code_hint")
        let digits = TextField(name: "d", label: visit.letter("open.digits"), kind: .digits)
        var page = LetterPage(
            title: visit.letter("open.h1"), lines: ["lead", "call"].map { visit.letter("open." + $0) }, letters: nil, digits: nil,
            after: [],
            ways: [])
        page.notices = problem.map { [$0] } ?? []
        page.form = (target, [letters, digits], visit.deskGo("invitation.button", "open"))
        return page
    }
}
