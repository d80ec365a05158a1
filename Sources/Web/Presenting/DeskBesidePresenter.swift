import Domain
import Pages
import Triage
import Wording
import Workflows

/// What stands beside a conversation: what the person told already, what can help them, how they may be reached, what colleagues noted.
struct DeskBesidePresenter: Sendable {
    /// Cards beside a conversation at most; the rest is in the directory.
    private static let most = 6
    let desk: WorkVisit
    let view: HelperView
    let typed: DeskTyped

    private var situation: Situation? {
        view.answers.map { Answers(text: $0.revealed).situation(desk.visit.site.questions) }
    }

    var isMonitored: Bool { situation?.monitored == .yes }

    var beside: ConversationPage.Beside {
        let situation = situation
        return .init(
            label: desk.text("beside.label"), given: given(situation), advice: advice(situation), contact: contact, notes: notes,
            conduct: Fold(
                desk.text("conduct.title"),
                lines: ["believe", "slow", "no_why", "not_fault", "secrecy", "outcome", "police", "organised"].map {
                    desk.text("conduct." + $0)
                }))
    }

    private func given(_ situation: Situation?) -> ConversationPage.Given {
        let rows = situation.map(rows) ?? []
        return .init(
            title: desk.text("beside.given_title"), lead: desk.text(rows.isEmpty ? "beside.given_none" : "beside.given_lead"), rows: rows)
    }

    /// What is known of a situation, facet by facet, in the short words of the vocabulary.
    private func rows(_ situation: Situation) -> [ConversationPage.Row] {
        let bits = situation.bits
        let wording = desk.visit.wording
        return Facet.allCases.compactMap { facet in
            let values = facet.valueIDs.enumerated().filter { bits.contains(facet, $0.offset) && $0.element != "unknown" }.map(\.element)
            guard !values.isEmpty, wording.has("facets.\(facet.id).name") else { return nil }
            let words = values.map { value -> String in
                if facet == .region { return desk.visit.site.geography.safetyRegion(situation.region)?.name ?? value }
                let key = "facets.\(facet.id).\(value)"
                return wording.has(key) ? wording[key] : value
            }
            return .init(wording["facets.\(facet.id).name"], Told(words.joined(separator: ", ")))
        }
    }

    private func advice(_ situation: Situation?) -> ConversationPage.Advice {
        let visit = desk.visit
        var asked = situation ?? Situation()
        asked.language = asked.language ?? view.conversation.language
        let advice = visit.site.engine.advise(asked, at: visit.now)
        var manner = CardManner()
        manner.isMonitored = isMonitored
        manner.needsInterpreter = asked.needs.contains(.interpreter) || asked.languageClass == .other
        manner.isAbroad = asked.setting == .abroad
        let notices = advice.notices.map { due in
            let remark = visit.shelf.remarks[Int(due.notice.rawValue)]
            let isUrgent = due.notice.tone == .urgent && (due.notice != .call112Silent || asked.danger == .now || asked.danger == .unsafe)
            return Pages.Notice(
                id: "notice-" + due.notice.id, tone: isUrgent ? .urgent : .folded, title: remark.title, lines: [remark.text],
                links: remark.links)
        }
        return .init(
            title: desk.text("beside.advice_title"), lines: [desk.text(situation == nil ? "beside.advice_none" : "beside.advice_lead")],
            notices: notices, cards: (advice.first + advice.also).prefix(Self.most).map { visit.card($0, manner) })
    }

    // When somebody may read along, no number is offered at all.
    private var contact: ConversationPage.Contact {
        let title = desk.text("beside.contact_title")
        guard let rule = view.contact?.revealed, !isMonitored else {
            return .init(
                title: title, lines: [desk.text(isMonitored ? "beside.contact_monitored" : "beside.contact_here")], reach: .onlyHere)
        }
        let manner = rule.manner.isEmpty ? desk.text("beside.contact_manner_none") : rule.manner
        let rows: [ConversationPage.Row] = [
            .init(desk.text("beside.contact_times"), Told(rule.times)), .init(desk.text("beside.contact_manner"), Told(manner)),
            .init(
                desk.text("beside.contact_voicemail"),
                Told(desk.text(rule.voicemail ? "beside.contact_voicemail_yes" : "beside.contact_voicemail_no"))),
        ]
        let reach: ConversationPage.Contact.Reach
        if let number = rule.number {
            reach = .shown(lines: [desk.text("beside.contact_shown")], number: Told(number))
        } else {
            reach = .sealed(
                lines: [desk.text("beside.contact_sealed")], reveal: desk.visit.deskGo("beside.contact_reveal", "reveal"))
        }
        return .init(title: title, rule: rows, lines: [desk.text("beside.contact_rule")], reach: reach)
    }

    private var notes: ConversationPage.Notes {
        let items = view.notes.map {
            ConversationPage.Notes.Item(name: desk.author($0.author, view), at: desk.visit.moment($0.at), text: Told($0.text.revealed))
        }
        // What stands in the worker's own box is not shown twice.
        let unsent = ((view.isYours ? [] : [view.draft].compactMap(\.self)) + view.unsent).map {
            ConversationPage.Notes.Item(
                name: desk.author($0.author, view), at: desk.visit.moment($0.at), text: Told($0.text.revealed),
                mark: Mark(.alarm, desk.text("beside.unsent")))
        }
        return .init(title: desk.text("beside.notes_title"), items: items + unsent, none: desk.text("beside.notes_none"), add: add)
    }

    private var add: DeskAct {
        var field = WritingField(
            name: DeskConversationPresenter.memo, label: desk.text("beside.notes_field"), value: Told(typed.memo), rows: 3)
        if typed.missing == "memo" { field.problem = desk.text("notice.memo_title") }
        var act = DeskAct(
            desk.text("beside.notes_add"), lines: [desk.text("beside.notes_lead")], field: field,
            button: desk.visit.deskGo("beside.notes_button", "note"))
        act.isOpen = typed.missing == "memo" || !typed.memo.isBlank
        return act
    }
}
