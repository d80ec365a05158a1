import Domain
import Pages
import Wording
import Workflows

/// Calling back, and what holds when somebody reads along, in words.
/// - Source: security 6.6; R4, R39, R41.
extension DeskConversationPresenter {
    static let outcome = "outcome"
    static let called = "called"
    static let lift = "lift"
    static let colleague = "colleague"

    /// What stands above a conversation: that somebody may read along, or that the person wants to be called.
    func contactNotices(_ view: HelperView, isMonitored: Bool) -> [DeskNotice] {
        if isMonitored { return [careful] }
        guard view.wantsCall, let contact = view.contact?.revealed else { return [] }
        return [
            DeskNotice(
                .good, title: desk.text("call.wants_title"),
                lines: [desk.call(contact.times, until: contact.until), desk.text("call.wants")])
        ]
    }

    /// What to keep to where somebody may read along.
    var careful: DeskNotice {
        DeskNotice(
            .careful, title: desk.text("monitored.title"), lines: ["text", "do", "dont", "outbound"].map { desk.text("monitored." + $0) })
    }

    /// What whoever looks along can do: everybody of the team may say that somebody reads along.
    func alongActs(_ view: HelperView) -> [DeskAct] { view.isYours || view.isMonitored ? [] : [markMonitored] }

    /// What can be done about calling and about somebody who reads along.
    func contactActs(_ view: HelperView) -> [DeskAct] {
        if view.isMarkedMonitored { return [liftMonitored] }
        if view.isMonitored { return [] }
        return (view.contact == nil ? [] : [calledAct(isOpen: view.wantsCall)]) + [markMonitored]
    }

    private func calledAct(isOpen: Bool) -> DeskAct {
        let choices = ChoiceGroup(
            desk.text("call.how"), name: Self.outcome, kind: .one,
            choices: CallOutcome.allCases.map {
                Pages.Choice(
                    $0.rawValue, label: desk.text("call." + $0.rawValue), hint: desk.text("call.\($0.rawValue)_hint"),
                    isChosen: $0 == typed.outcome)
            })
        var act = DeskAct(
            desk.text("call.title"), lines: [desk.text("call.lead")], choices: choices,
            field: WritingField(name: Self.called, label: desk.text("call.note"), value: Told(typed.called), rows: 2),
            button: desk.visit.deskGo("call.button", "called"))
        act.isOpen = isOpen || typed.missing == "outcome" || typed.outcome != nil || !typed.called.isBlank
        return act
    }

    /// Asking somebody who is there to look along; nothing when nobody else is.
    func askAct(_ colleagues: [HelpPerson.Colleague]) -> [DeskAct] {
        guard !colleagues.isEmpty else { return [] }
        let choices = colleagues.map {
            Pages.Choice($0.id.text, label: $0.isAway ? desk.text("ask.away", ["name": $0.name]) : $0.name)
        }
        return [
            DeskAct(
                desk.text("ask.title"), lines: [desk.text("ask.lead")],
                choices: ChoiceGroup(desk.text("ask.whom"), name: Self.colleague, kind: .list, choices: choices),
                button: desk.visit.deskGo("ask.button", "ask"))
        ]
    }

    private var markMonitored: DeskAct {
        DeskAct(
            desk.text("monitored.mark"), lines: [desk.text("monitored.mark_lead")],
            button: desk.visit.deskGo("monitored.mark_button", "monitored"))
    }

    private var liftMonitored: DeskAct {
        var field = WritingField(name: Self.lift, label: desk.text("monitored.lift_why"), value: Told(typed.lift), rows: 2)
        if typed.missing == "lift" { field.problem = desk.text("notice.lift_title") }
        var act = DeskAct(
            desk.text("monitored.lift"), lines: [desk.text("monitored.lift_lead")], field: field,
            button: desk.visit.deskGo("monitored.lift_button", "unmonitored"))
        act.isOpen = typed.missing == "lift" || !typed.lift.isBlank
        return act
    }
}

extension WorkVisit {
    /// What is said when a conversation was no request for help: the same to everybody, in the language of the conversation where we have it.
    func farewell(_ language: LanguageTag) -> Confidential<String> {
        Confidential((visit.site.wording[language.primary] ?? visit.wording)["mine.chat.farewell"])
    }

    /// When somebody may be called, and until when.
    func call(_ times: String, until: Instant?) -> String {
        text("call.when", ["times": times, "through": until.map { visit.through($0) } ?? ""])
    }
}
