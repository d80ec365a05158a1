import Domain
import Pages
import Triage
import Wording
import Workflows

/// What stands beside a conversation: what the person told already, what can help them, how they may be reached, what colleagues noted.
struct DeskBesidePresenter: Sendable {
    let desk: WorkVisit
    let view: HelperView
    let typed: DeskTyped

    private var said: Situation? { view.answers.map { Answers(text: $0.revealed).situation(desk.visit.site.questions) } }
    private var registration: Registration { view.registration?.revealed ?? Registration() }
    private var language: String { BesideWords(desk.visit).language(for: view.conversation.language) }

    /// What was told, as it is by now, with what the team wrote down since; nil when nobody told anything.
    private var situation: Situation? {
        guard said != nil || !registration.isEmpty else { return nil }
        return (said ?? Situation()).grown(told: view.answeredAt, with: registration, at: desk.visit.now)
    }

    /// What the advice, the phrases and the cards are asked with.
    var asked: Situation {
        var asked = situation ?? Situation()
        asked.language = asked.language ?? view.conversation.language
        if isUrgentUntold, asked.danger == .unknown { asked.danger = .now }
        return asked
    }

    /// Whether it came in as danger to life while the answers that say so stayed with the person: the place in the list is all that tells it.
    private var isUrgentUntold: Bool { said == nil && view.conversation.urgency == .u0 }

    /// Phrases to put in the answer.
    /// - Parameter own: what the worker wrote for themself.
    func phrases(_ own: [OwnPhrases.Row]) -> PhrasePicker? {
        let phrases = BesidePhrases(visit: desk.visit, person: view.conversation.language, situation: asked, typed: typed.beside)
        var picker = phrases.picker
        picker?.own = PhrasesPresenter(desk: desk).picker(own, in: phrases.language)
        if isMonitored { picker?.keepQuiet() }
        return picker
    }

    var isMonitored: Bool { view.isMonitored || situation?.monitored == .yes }

    var beside: ConversationPage.Beside {
        let situation = situation
        let asked = asked
        let due = desk.visit.site.engine.advise(asked, at: desk.visit.now)
        let span = (said ?? Situation()).span(told: view.answeredAt, registration)
        let windows = BesideWindows(visit: desk.visit, span: span, isExact: registration.moment != nil).windows(due.notices)
        var beside = ConversationPage.Beside(
            label: desk.text("beside.label"), fold: desk.text("beside.fold"), given: given(situation),
            advice: advice(due, situation, hasWindows: windows != nil),
            contact: contact, notes: notes,
            conduct: Fold(
                desk.text("conduct.title"),
                lines: ["believe", "slow", "no_why", "not_fault", "secrecy", "outcome", "police", "organised", "sample"].map {
                    desk.text("conduct." + $0, ["count": String(LookBack.oneIn)])
                }))
        beside.windows = windows
        beside.places = BesidePlaces(
            visit: desk.visit, language: language, isPut: view.isYours && !isMonitored, isMonitored: isMonitored
        ).places(due, manner(asked))
        beside.knowledge = knowledge(asked)
        beside.register = BesideRegister(visit: desk.visit, kept: registration, channel: channel, typed: typed.beside).form
        return beside
    }

    private var channel: String {
        if view.isPhone { return "phone" }
        if view.isChat { return "chat" }
        return view.wantsCall ? "callback" : "message"
    }

    private func knowledge(_ situation: Situation) -> ConversationPage.Knowledge? {
        guard let shelf = desk.visit.site.knowledge[desk.visit.language] else { return nil }
        let fitting = shelf.cards(for: situation)
        let shown = fitting.isEmpty ? shelf.atHand : fitting
        let presenter = KnowledgePresenter(visit: desk.visit)
        let theirs = desk.visit.site.knowledge[language]?.cards ?? []
        return .init(
            title: desk.beside("knowledge.title"), lead: desk.beside(fitting.isEmpty ? "knowledge.fits_none" : "knowledge.fits"),
            sheets: shown.map { card in
                presenter.sheet(
                    card, saying: theirs.first { $0.id == card.id }, in: language, isPut: view.isYours, isMonitored: isMonitored)
            },
            others: .init(
                title: desk.beside("knowledge.others"), lead: desk.beside("knowledge.others_lead"),
                links: shelf.cards.filter { !shown.contains($0) }.map { Link($0.title, to: desk.path(.sheet(CardCode.code($0.id)))) }))
    }

    private func given(_ situation: Situation?) -> ConversationPage.Given {
        let rows = situation.map(rows) ?? []
        let time = ["time": view.answeredAt.map { desk.visit.moment($0) } ?? ""]
        let lead =
            switch (rows.isEmpty, said != nil, registration.isEmpty) {
            case (true, _, _): isUrgentUntold ? "told.urgent_none" : "told.none"
            case (false, true, true): "told.lead"
            case (false, true, false): "told.lead_both"
            case (false, false, _): "told.lead_team"
            }
        return .init(
            title: desk.beside("told.title"), lead: desk.beside(lead, lead.hasSuffix("none") || lead.hasSuffix("team") ? [:] : time),
            rows: rows)
    }

    /// What is known of a situation, facet by facet, in the short words of the vocabulary.
    private func rows(_ situation: Situation) -> [ConversationPage.Row] { facts(situation).map { .init($0.name, Told($0.words)) } }

    /// Everything that is known of the person, as somebody who is asked for help may read it.
    var facts: [(facet: Facet, name: String, words: String)] { situation.map(facts) ?? [] }

    private func facts(_ situation: Situation) -> [(facet: Facet, name: String, words: String)] {
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
            return (facet, wording["facets.\(facet.id).name"], words.joined(separator: ", "))
        }
    }

    private func manner(_ asked: Situation) -> CardManner {
        var manner = CardManner()
        manner.isMonitored = isMonitored
        manner.needsInterpreter = asked.needs.contains(.interpreter) || asked.languageClass == .other
        manner.isAbroad = asked.setting == .abroad
        return manner
    }

    // What counts in hours stands apart, above this.
    private func advice(_ advice: Advice, _ situation: Situation?, hasWindows: Bool) -> ConversationPage.Advice {
        let visit = desk.visit
        let asked = asked
        let counted = hasWindows ? Set(visit.site.desk.windows.map(\.notice)) : []
        let notices = advice.notices.filter { !counted.contains($0.notice) }.map { due in
            let remark = visit.shelf.remarks[Int(due.notice.rawValue)]
            let isUrgent = due.notice.tone == .urgent && (due.notice != .call112Silent || asked.danger == .now || asked.danger == .unsafe)
            return Pages.Notice(
                id: "notice-" + due.notice.id, tone: isUrgent ? .urgent : .folded, title: remark.title, lines: [remark.text],
                links: remark.links)
        }
        return .init(
            title: desk.text("beside.advice_title"), lines: [desk.text(situation == nil ? "beside.advice_none" : "beside.advice_lead")],
            notices: notices, cards: [])
    }

    // When somebody may read along, no number is offered at all.
    private var contact: ConversationPage.Contact {
        let title = desk.text("beside.contact_title")
        guard let rule = view.contact?.revealed, !isMonitored else {
            return .init(
                title: title, lines: [desk.text(isMonitored ? "beside.contact_monitored" : "beside.contact_here")], reach: .onlyHere)
        }
        let manner = rule.manner.isEmpty ? desk.text("beside.contact_manner_none") : rule.manner
        var rows: [ConversationPage.Row] = [
            .init(desk.text("beside.contact_times"), Told(rule.times)), .init(desk.text("beside.contact_manner"), Told(manner)),
            .init(
                desk.text("beside.contact_voicemail"),
                Told(desk.text(rule.voicemail ? "beside.contact_voicemail_yes" : "beside.contact_voicemail_no"))),
        ]
        let more = [("word", rule.codeWord), ("said", rule.said), ("until", rule.until.map { desk.visit.through($0) } ?? "")]
        rows += more.filter { !$0.1.isEmpty }.map { .init(desk.text("beside.contact_" + $0), Told($1)) }
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
