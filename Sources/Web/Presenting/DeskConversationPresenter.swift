import Domain
import Pages
import Workflows

/// What a worker was typing, on its way back to their page.
struct DeskTyped: Sendable {
    var text = ""
    /// For whoever takes it after a hand-over.
    var note = ""
    /// For the team.
    var memo = ""
    /// What makes the worker take it over.
    var why = ""
    var reason: ClosingReason?
    /// What was chosen beside the conversation.
    var beside = BesideTyped()
    /// How a call went, and more about it.
    var outcome: CallOutcome?
    var called = ""
    /// Who is asked to look along.
    var colleague: Identifier<SupportWorker>?
    /// Which referral it is whose team is asked to come.
    var invited: Identifier<Referral>?
    /// What makes the worker say that nobody reads along.
    var lift = ""
    /// What was left out: `reason`, `memo`, `why`, `outcome` or `lift`.
    var missing: String?

    init() {}

    init(_ form: Form) {
        text = form[DeskConversationPresenter.reply] ?? ""
        note = form[DeskConversationPresenter.note] ?? ""
        memo = form[DeskConversationPresenter.memo] ?? ""
        why = form[DeskConversationPresenter.why] ?? ""
        beside = BesideTyped(form)
        reason = form[DeskConversationPresenter.reason].flatMap(ClosingReason.init(rawValue:))
        outcome = form[DeskConversationPresenter.outcome].flatMap(CallOutcome.init(rawValue:))
        called = form[DeskConversationPresenter.called] ?? ""
        colleague = form[DeskConversationPresenter.colleague].flatMap { Identifier($0) }
        invited = form[DeskConversationPresenter.invited].flatMap { Identifier($0) }
        lift = form[DeskConversationPresenter.lift] ?? ""
    }
}

/// One conversation in words: what was said, what can be done, and beside it what helps.
struct DeskConversationPresenter: Sendable {
    static let reply = "text"
    static let note = "note"
    static let memo = "memo"
    static let why = "why"
    static let reason = "reason"
    static let invited = "joint"
    let desk: WorkVisit
    let typed: DeskTyped
    /// Who can be asked to look along.
    var colleagues: [HelpPerson.Colleague] = []
    /// What the worker wrote for themself.
    var ownPhrases: [OwnPhrases.Row] = []
    /// A team that was asked to join, with what was said while it was there.
    var joint: JointTalk?
    /// Teams with room that can be asked to come.
    var invitable: [(referral: Identifier<Referral>, receiver: Receiver)] = []
    private var isJoint: Bool { joint.map { $0.isJoined && $0.handover.isDeskThere } ?? false }

    /// - Parameter beside: made of the same view.
    func page(_ view: HelperView, _ beside: DeskBesidePresenter, notices: [DeskNotice]) -> ConversationPage {
        let conversation = view.conversation
        var notices = notices
        notices += jointNotices + contactNotices(view, isMonitored: beside.isMonitored)
        if conversation.state == .closed { notices.append(closed(view)) }
        var page = ConversationPage(
            heading: heading(view), notices: notices,
            target: target(conversation.id, seen: view.messages.count), talk: talk(view), work: work(view, beside), beside: beside.beside)
        if !beside.isMonitored {
            page.acts = alongActs(view)
            page.careful = careful
        }
        return page
    }

    /// What an open page puts in the place of what it shows.
    func part(_ view: HelperView) -> ConversationPart {
        var part = ConversationPart(
            target: target(view.conversation.id, seen: view.messages.count), talk: talk(view), draft: draftState(view.draft))
        part.hasContact = view.contact != nil
        part.isMonitored = beside(view).isMonitored
        return part
    }

    /// What stands beside it, which knows whether somebody may read along: by the team's word, or by what the person told.
    func beside(_ view: HelperView) -> DeskBesidePresenter { DeskBesidePresenter(desk: desk, view: view, typed: typed) }

    private func talk(_ view: HelperView) -> ConversationPage.Talk {
        var talk = talk(view.conversation.id, messages(view))
        talk.count = view.count
        talk.isChat = view.isChat && view.isYours
        return talk
    }

    private func closed(_ view: HelperView) -> DeskNotice {
        let how = view.closing.map { closing in
            desk.text(
                "conversation.closed_how",
                [
                    "name": view.names[closing.by] ?? desk.text("conversation.somebody"), "time": desk.visit.moment(closing.at),
                    "reason": desk.text("conversation.close_" + closing.reason.rawValue),
                ])
        }
        return DeskNotice(
            .good, title: desk.text("conversation.closed"), lines: [how, desk.text("conversation.closed_more")].compactMap(\.self))
    }

    /// The page when nothing may or can be shown. What was typed stands where it stood.
    func empty(_ id: Identifier<Conversation>, notices: [DeskNotice], seen: Int, canRetry: Bool) -> ConversationPage {
        var talk = talk(id, [])
        let hasBox = canRetry && !typed.text.isEmpty
        talk.messages = unsent(hasBox ? [typed.note] : [typed.text, typed.note])
        return ConversationPage(
            heading: .init(title: title(id), marks: [], back: back), notices: notices, target: target(id, seen: seen), talk: talk,
            work: hasBox ? .mine(reply(nil)) : .nothing(lines: [], ways: [back]),
            beside: .init(label: desk.text("beside.label"), fold: desk.text("beside.fold")))
    }

    private var back: Link { Link(desk.text("conversation.back"), to: desk.path(.inbox)) }
    private func title(_ id: Identifier<Conversation>) -> String { desk.text("conversation.h1", ["number": "#\(id.number)"]) }

    private func target(_ id: Identifier<Conversation>, seen: Int) -> FormTarget {
        desk.target(.conversation(id.text), .conversation(id), seen: DeskSlip.seen(seen, isJoint: isJoint))
    }

    private func heading(_ view: HelperView) -> ConversationPage.Heading {
        var heading = ConversationPage.Heading(title: title(view.conversation.id), marks: marks(view), back: back)
        heading.standing = standing(view)
        if Self.isOpenChat(view) { heading.presence = .init(desk.chat(view.isHere ? .here : .away).text, isHere: view.isHere) }
        return heading
    }

    private static func isOpenChat(_ view: HelperView) -> Bool { view.isChat && view.conversation.state != .closed }

    private func marks(_ view: HelperView) -> [Mark] {
        let isClosed = view.conversation.state == .closed
        return [desk.urgency(view.conversation.urgency), Mark(.plain, desk.languageName(view.conversation.language))]
            + (isClosed ? [] : [desk.holder(isYours: view.isYours, colleague: view.colleague)])
    }

    private func standing(_ view: HelperView) -> Mark {
        desk.standing(view.conversation.state, since: view.waitingSince, at: desk.visit.now)
    }

    private func talk(_ id: Identifier<Conversation>, _ messages: [ConversationPage.Message]) -> ConversationPage.Talk {
        .init(
            title: desk.text("conversation.talk"), messages: messages,
            again: Link(desk.text("conversation.again"), to: desk.path(.conversation(id.text))), news: desk.text("live.more"))
    }

    private func messages(_ view: HelperView) -> [ConversationPage.Message] {
        let isOpen = view.conversation.state == .waiting
        let new = view.isYours ? Mark(.yours, desk.text("conversation.new")) : Mark(.soon, desk.text("state.new"))
        let lastOwn = view.messages.lastIndex { $0.author != .person } ?? -1
        let said = view.messages.enumerated().map { index, message in
            let isPerson = message.author == .person
            let shown = ConversationPage.Message(
                isPerson ? .person : .team, name: desk.author(message.author, view), at: desk.visit.moment(message.at),
                text: Told(message.text.revealed), mark: isPerson && isOpen && index > lastOwn ? new : nil)
            return (at: message.at, message: shown)
        }
        let all = (said + jointly(joint)).enumerated()
            .sorted { ($0.element.at.seconds, $0.offset) < ($1.element.at.seconds, $1.offset) }.map(\.element.message)
        // Where there is no box to write in, what was typed must still be there to copy.
        return view.isYours ? all : all + unsent([typed.text, typed.note])
    }

    private func unsent(_ texts: [String]) -> [ConversationPage.Message] {
        texts.filter { $0.contains { !$0.isWhitespace } }.map { text in
            .init(
                .team, name: desk.session.name, at: desk.text("entry.kept"), text: Told(text),
                mark: Mark(.alarm, desk.text("notice.erased_kept")))
        }
    }

    private func work(_ view: HelperView, _ beside: DeskBesidePresenter) -> ConversationPage.Work {
        if view.isYours {
            var reply = reply(view)
            reply.phrases = beside.phrases(ownPhrases)
            reply.field.hasCursor = typed.beside.hasCursor
            if Self.isOpenChat(view) { reply.away = (desk.text("conversation.away"), !view.isHere) }
            reply.ways = [
                Link(desk.partner("refer.h1"), to: desk.path(.refer(view.conversation.id.text))),
                Link(desk.together(view), to: desk.path(.together(view.conversation.id.text))),
                Link(desk.without("way"), to: desk.path(.exception(view.conversation.id.text))),
            ]
            if desk.session.may(.openTables) {
                reply.ways.append(Link(desk.tables("new.link"), to: desk.path(.newTable(view.conversation.id.text))))
            }
            return .mine(reply)
        }
        guard let colleague = view.colleague, let holder = view.conversation.claimedBy else {
            let isClosed = view.conversation.state == .closed
            return .unclaimed(
                lines: isClosed ? [] : [desk.text("conversation.unclaimed")],
                claim: desk.visit.deskGo(isClosed ? "conversation.reopen" : "conversation.claim", "claim"))
        }
        return .colleague(
            lines: [desk.text("conversation.colleague", ["name": colleague])], takeOver: takeOver(["name": colleague], holder))
    }

    // The button says from whom: when it is somebody else's by then, nothing happens.
    private func takeOver(_ name: [String: String], _ holder: Identifier<SupportWorker>) -> DeskAct {
        var field = WritingField(name: Self.why, label: desk.text("conversation.take_over_note"), value: Told(typed.why), rows: 3)
        if typed.missing == "why" { field.problem = desk.text("notice.why_title") }
        var act = DeskAct(
            desk.text("conversation.take_over", name), lines: [desk.text("conversation.take_over_lead", name)], field: field,
            button: desk.visit.deskGo("conversation.take_over_button", "take-" + holder.text))
        act.isOpen = typed.missing == "why" || !typed.why.isBlank
        return act
    }

    private func reply(_ view: HelperView?) -> ConversationPage.Reply {
        let draft = view?.draft
        let value = typed.text.isEmpty ? draft?.text.revealed ?? "" : typed.text
        let field = WritingField(
            name: Self.reply, label: desk.text("conversation.reply"),
            hint: desk.text(view?.isChat == true ? "conversation.reply_hint_chat" : "conversation.reply_hint"), value: Told(value),
            rows: 8)
        return .init(
            field: field,
            draft: .init(
                state: draftState(draft), unsaved: desk.text("conversation.draft_unsaved"), unsent: desk.text("conversation.unsent"),
                ended: desk.text("conversation.draft_ended")),
            keep: desk.visit.deskGo("conversation.keep", "keep"), send: desk.visit.deskGo("conversation.send", "send"),
            acts: view.map { contactActs($0) + askAct(colleagues) + jointActs + ($0.isSpared ? [] : [spare]) + [handOver, close] } ?? [])
    }

    private func draftState(_ draft: Message?) -> String {
        draft.map { desk.text("conversation.draft_kept", ["time": desk.visit.moment($0.at)]) } ?? desk.text("conversation.draft_none")
    }

    /// The person does not want it to be looked through afterwards.
    private var spare: DeskAct {
        DeskAct(
            desk.text("spare.title"), lines: [desk.text("spare.lead", ["count": String(LookBack.oneIn)])],
            button: desk.visit.deskGo("spare.button", "spare"))
    }

    private var handOver: DeskAct {
        var act = DeskAct(
            desk.text("conversation.hand_over"), lines: [desk.text("conversation.hand_over_lead")],
            field: WritingField(name: Self.note, label: desk.text("conversation.hand_over_note"), value: Told(typed.note), rows: 3),
            button: desk.visit.deskGo("conversation.hand_over_button", "hand"))
        act.isOpen = !typed.note.isEmpty
        return act
    }

    private var close: DeskAct {
        var act = DeskAct(
            desk.text("conversation.close"), lines: [desk.text("conversation.close_lead")],
            choices: ChoiceGroup(
                desk.text("conversation.close_reason"), name: Self.reason, kind: .one,
                choices: ClosingReason.allCases.map {
                    Choice($0.rawValue, label: desk.text("conversation.close_" + $0.rawValue), isChosen: $0 == typed.reason)
                }), button: desk.visit.deskGo("conversation.close_button", "close"))
        act.isOpen = typed.missing == "reason" || typed.reason != nil
        return act
    }
}

extension WorkVisit {
    /// How a conversation stands: for how long the person waits, or that they do not.
    func standing(_ state: Conversation.State, since start: Instant?, at now: Instant) -> Mark {
        guard state == .waiting, let start else { return Mark(.quiet, text("state." + state.rawValue)) }
        let waiting = waiting(since: start, at: now)
        return Mark(waiting.look, text("conversation.waits", ["time": waiting.text]))
    }

    /// That a colleague left a note at a change of shift, with the way to it: on a narrow screen it stands below the answer. Nil for who left it.
    func noteLeft(in view: HelperView) -> DeskNotice? {
        guard let note = view.notes.last, note.author != .worker(session.worker.id) else { return nil }
        var notice = visit.deskNotice(.good, "note_left", ["name": author(note.author, view)])
        notice.links = [Link(text("notice.note_read"), to: "#" + ConversationPage.Notes.anchor)]
        return notice
    }

    func author(_ author: Workflows.Message.Author, _ view: HelperView) -> String {
        switch author {
        case .person: text("conversation.person")
        case .worker(let id): view.names[id] ?? "?"
        }
    }
}
