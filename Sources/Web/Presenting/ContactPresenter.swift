import Domain
import Pages
import Wording
import Workflows

/// How somebody wants to be answered, as a form asks it: of the person, or of who sends them to the desk.
struct ContactPresenter: Sendable {
    /// Whose words.
    enum Asked: String, Sendable {
        case person = "mine"
        case sender = "inward"
    }
    let visit: Visit
    let asked: Asked
    let draft: MessageDraft
    var problems: [(text: String, field: String)] = []

    var choosing: Pages.SafeContact {
        let how = ChoiceGroup(
            text("legend"), name: OwnField.contact, kind: .one,
            choices: ["here", Pages.SafeContact.callValue].map {
                Pages.Choice($0, label: text($0), hint: text($0 + "_hint"), isChosen: ($0 == "here") != draft.mayCall)
            })
        var call = Pages.SafeContact.Call(
            title: text("call_title"),
            fields: [
                field(OwnField.number, "number", draft.number), field(OwnField.times, "when", draft.times),
                field(OwnField.manner, "who", draft.manner), field(OwnField.said, "said", draft.said),
                field(OwnField.codeWord, "word", draft.codeWord),
            ],
            voicemail: ChoiceGroup(
                text("voicemail"), name: OwnField.voicemail, kind: .one,
                choices: ["no", "yes"].map {
                    Pages.Choice($0, label: text("voicemail_" + $0), isChosen: ($0 == "yes") == draft.voicemail)
                }), note: text("note"))
        call.period = ChoiceGroup(
            text("period"), name: OwnField.period, kind: .one,
            choices: CallPeriod.allCases.map {
                Pages.Choice($0.rawValue, label: text("period_" + $0.rawValue), isChosen: $0 == draft.period)
            })
        return Pages.SafeContact(title: text("title"), .from(how, call: call))
    }

    private func key(_ word: String) -> String { "\(asked.rawValue).contact.\(word)" }
    private func text(_ word: String) -> String { visit.wording[key(word)] }

    private func field(_ name: String, _ word: String, _ value: String) -> TextField {
        var field = TextField(name: name, label: text(word), value: value)
        field.hint = visit.wording.has(key(word + "_hint")) ? text(word + "_hint") : nil
        field.problem = problems.first { $0.field == name }?.text
        return field
    }
}
