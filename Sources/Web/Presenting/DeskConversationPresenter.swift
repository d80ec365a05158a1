import Domain
import Pages
import Workflows

/// What a worker was typing, on its way back to their page.
struct DeskTyped: Sendable {
    var text = ""
    var note = ""
}

/// One conversation in words: what was said, what can be done, and beside it what helps.
struct DeskConversationPresenter: Sendable {
    static let reply = "text"
    static let note = "note"
    let desk: WorkVisit
    let typed: DeskTyped

    /// - Parameter revealing: whether the number was asked for, and the log knows.
    func page(_ view: HelperView, notices: [DeskNotice]) -> ConversationPage {
        let conversation = view.conversation
        var notices = notices
        let beside = DeskBesidePresenter(desk: desk, view: view)
        if beside.isMonitored {
            notices.append(DeskNotice(.alarm, title: desk.text("monitored.title"), lines: [desk.text("monitored.text")]))
        }
        if conversation.state == .closed { notices.append(DeskNotice(.good, title: desk.text("conversation.closed"))) }
        return ConversationPage(
            heading: heading(conversation, marks: marks(view)), notices: notices,
            target: target(conversation.id, seen: view.messages.count), talk: talk(conversation.id, messages(view)), work: work(view),
            beside: beside.beside)
    }

    /// The page when nothing may or can be shown. What was typed stands where it stood.
    func empty(_ id: Identifier<Conversation>, notices: [DeskNotice], seen: Int, canRetry: Bool) -> ConversationPage {
        var talk = talk(id, [])
        if !canRetry { talk.messages = unsent }
        return ConversationPage(
            heading: .init(title: title(id), marks: [], back: back), notices: notices, target: target(id, seen: seen), talk: talk,
            work: canRetry && !typed.text.isEmpty ? .mine(reply(nil)) : .nothing(lines: [], ways: [back]),
            beside: .init(label: desk.text("beside.label")))
    }

    private var back: Link { Link(desk.text("conversation.back"), to: desk.path(.inbox)) }
    private func title(_ id: Identifier<Conversation>) -> String { desk.text("conversation.h1", ["number": number(id)]) }
    private func number(_ id: Identifier<Conversation>) -> String { "#\(1000 + (Int(id.bytes[0]) << 8 | Int(id.bytes[1])))" }

    private func target(_ id: Identifier<Conversation>, seen: Int) -> FormTarget {
        desk.target(.conversation(id.text), .conversation(id), seen: seen)
    }

    private func heading(_ conversation: Conversation, marks: [Mark]) -> ConversationPage.Heading {
        .init(title: title(conversation.id), marks: marks, back: back)
    }

    private func marks(_ view: HelperView) -> [Mark] {
        [
            desk.urgency(view.conversation.urgency), Mark(.plain, desk.languageName(view.conversation.language)),
            desk.holder(isYours: view.isYours, colleague: view.colleague),
            Mark(.quiet, desk.text("state." + view.conversation.state.rawValue)),
        ]
    }

    private func talk(_ id: Identifier<Conversation>, _ messages: [ConversationPage.Message]) -> ConversationPage.Talk {
        .init(
            title: desk.text("conversation.talk"), messages: messages,
            again: Link(desk.text("conversation.again"), to: desk.path(.conversation(id.text))), news: desk.text("conversation.news"))
    }

    private func messages(_ view: HelperView) -> [ConversationPage.Message] {
        let lastOwn = view.messages.lastIndex { $0.author != .person } ?? -1
        let said = view.messages.enumerated().map { index, message in
            let isPerson = message.author == .person
            return ConversationPage.Message(
                isPerson ? .person : .team, name: desk.author(message.author, view), at: desk.visit.moment(message.at),
                text: Told(message.text.revealed), mark: isPerson && index > lastOwn ? Mark(.yours, desk.text("conversation.new")) : nil)
        }
        // Where there is no box to write in, what was typed must still be there to copy.
        return view.isYours ? said : said + unsent
    }

    private var unsent: [ConversationPage.Message] {
        guard typed.text.contains(where: { !$0.isWhitespace }) else { return [] }
        return [
            .init(
                .team, name: desk.session.name, at: desk.text("entry.kept"), text: Told(typed.text),
                mark: Mark(.alarm, desk.text("notice.erased_kept")))
        ]
    }

    private func work(_ view: HelperView) -> ConversationPage.Work {
        if view.isYours { return .mine(reply(view)) }
        guard let colleague = view.colleague else {
            return .unclaimed(
                lines: [desk.text("conversation.unclaimed")], claim: desk.visit.deskGo("conversation.claim", "claim"))
        }
        return .colleague(lines: [desk.text("conversation.colleague", ["name": colleague])], takeOver: nil)
    }

    private func reply(_ view: HelperView?) -> ConversationPage.Reply {
        let draft = view?.draft
        let value = typed.text.isEmpty ? draft?.text.revealed ?? "" : typed.text
        let field = WritingField(
            name: Self.reply, label: desk.text("conversation.reply"), hint: desk.text("conversation.reply_hint"), value: Told(value),
            rows: 8)
        let state =
            draft.map { desk.text("conversation.draft_kept", ["time": desk.visit.moment($0.at)]) } ?? desk.text("conversation.draft_none")
        return .init(
            field: field,
            draft: .init(
                state: state, unsaved: desk.text("conversation.draft_unsaved"), ended: desk.text("conversation.draft_ended")),
            keep: desk.visit.deskGo("conversation.keep", "keep"), send: desk.visit.deskGo("conversation.send", "send"),
            acts: view == nil ? [] : [handOver, close])
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
        DeskAct(
            desk.text("conversation.close"), lines: [desk.text("conversation.close_lead")],
            button: desk.visit.deskGo("conversation.close_button", "close"))
    }
}

extension WorkVisit {
    func author(_ author: Workflows.Message.Author, _ view: HelperView) -> String {
        switch author {
        case .person: text("conversation.person")
        case .worker(let id): view.names[id] ?? "?"
        }
    }
}
