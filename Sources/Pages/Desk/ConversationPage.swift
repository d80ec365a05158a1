/// One conversation: what was said on one side, what helps beside it.
///
/// Everything the worker does goes to one address in one form, so that whatever they press, what they were typing goes along and is kept.
public struct ConversationPage: Page {
    public var heading: Heading
    /// What was refused or done, and that somebody may read along; above everything.
    public var notices: [DeskNotice]
    public var target: FormTarget
    public var talk: Talk
    public var work: Work
    public var beside: Beside
    /// Who else waits.
    public var others: Others?
    /// Shown by the script when somebody may read along from now on, where one types: what to keep to. Nil where it stands above already.
    public var careful: DeskNotice?
    /// What everybody of the team can do, also whoever only looks along.
    public var acts: [DeskAct] = []

    public init(heading: Heading, notices: [DeskNotice] = [], target: FormTarget, talk: Talk, work: Work, beside: Beside) {
        self.heading = heading
        self.notices = notices
        self.target = target
        self.talk = talk
        self.work = work
        self.beside = beside
    }

    public struct Heading: Sendable {
        /// Such as 'Gesprek #1042'.
        public var title: String
        /// Urgency, language, whose it is.
        public var marks: [Mark]
        /// For how long the person waits, or that they do not; it changes while the page stands open.
        public var standing: Mark?
        /// Back to everyone who waits.
        public var back: Link
        /// Of a chat, whether the person is there; it changes while the page stands open.
        public var presence: Presence?

        public init(title: String, marks: [Mark], back: Link) {
            self.title = title
            self.marks = marks
            self.back = back
        }
    }

    /// Whether somebody who chats is there, such as 'Chat, is er nu'.
    public struct Presence: Sendable {
        public var isHere: Bool
        public var text: String

        public init(_ text: String, isHere: Bool) {
            self.text = text
            self.isHere = isHere
        }
    }

    /// What was said, first to last.
    public struct Talk: Sendable {
        public var title: String
        public var messages: [Message]
        /// Said when nothing may be shown yet: nobody took it, or the log cannot be written.
        public var hidden: String?
        /// Fetches the page again, to see whether something came in.
        public var again: Link
        /// Said by the script when something came in while the page stood open.
        public var news: String
        /// How many things stand in the conversation, so that the script asks only for what is new.
        public var count = 0
        /// Whether the person sits at the other end now: they see that somebody is writing.
        public var isChat = false

        public init(title: String, messages: [Message], hidden: String? = nil, again: Link, news: String) {
            self.title = title
            self.messages = messages
            self.hidden = hidden
            self.again = again
            self.news = news
        }
    }

    public struct Message: Sendable {
        public enum From: Sendable { case person, team }

        public var from: From
        /// Such as 'De ander' or 'Samira'.
        public var name: String
        public var at: String
        public var text: Told
        /// Such as 'Nieuw'.
        public var mark: Mark?

        public init(_ from: From, name: String, at: String, text: Told, mark: Mark? = nil) {
            self.from = from
            self.name = name
            self.at = at
            self.text = text
            self.mark = mark
        }
    }

    /// What the worker can do with it, by whose it is.
    public enum Work: Sendable {
        /// Nobody took it yet.
        case unclaimed(lines: [String], claim: FormButton)
        /// It is the worker's own.
        case mine(Reply)
        /// A colleague has it: what to know, and taking it over with a reason.
        case colleague(lines: [String], takeOver: DeskAct?)
        /// Nothing can be done: erased, closed by the person, or the log cannot be written.
        case nothing(lines: [String], ways: [Link])
    }

    /// The answer in the making, and how the conversation can leave this worker.
    public struct Reply: Sendable {
        public var field: WritingField
        public var draft: Draft
        /// Keeps what was typed. It comes first, so that Enter in a field never sends an unfinished answer.
        public var keep: FormButton
        public var send: FormButton
        /// Hand over with a note, close with a reason.
        public var acts: [DeskAct]
        /// Phrases to put in it.
        public var phrases: PhrasePicker?
        /// To what is done on a page of its own, such as asking an organisation.
        public var ways: [Link] = []
        /// Said at the box while the page of somebody who chats is closed; nil when nobody chats.
        public var away: (text: String, isNow: Bool)?

        public init(field: WritingField, draft: Draft, keep: FormButton, send: FormButton, acts: [DeskAct]) {
            self.field = field
            self.draft = draft
            self.keep = keep
            self.send = send
            self.acts = acts
        }
    }

    /// Whether what stands in the box is kept.
    public struct Draft: Sendable {
        /// Such as 'Concept bewaard om 14.32', or nothing kept yet.
        public var state: String
        /// Said by the script when keeping failed.
        public var unsaved: String
        /// Said by the script when an answer did not arrive, and stands in the box still.
        public var unsent: String
        /// Said by the script when the worker's entry ended: how to enter and keep what stands here.
        public var ended: String

        public init(state: String, unsaved: String, unsent: String, ended: String) {
            self.state = state
            self.unsaved = unsaved
            self.unsent = unsent
            self.ended = ended
        }
    }

    public func render(into html: inout HTML) {
        html.opening(
            heading.back, heading.title, marks: heading.marks, presence: heading.presence, standing: heading.standing, notices: notices)
        html.form(target, .id("work"), .class("panes")) { html in
            html.element(.div) { html in
                show(talk, into: &html)
                show(work, into: &html)
                for act in acts { html.act(act) }
            }
            html.beside(beside)
            if let others { html.fold(others.fold) { $0.others(others) } }
        }
    }

    private func show(_ talk: Talk, into html: inout HTML) {
        html.element(.section, .labelled(by: "talk")) { html in
            html.element(.h2, text: talk.title, .id("talk"))
            if let hidden = talk.hidden { html.element(.p, text: hidden) }
            html.said(talk)
            html.element(.later, text: talk.news, .id("news"), .class("good"))
            html.element(.p) { $0.element(.a, text: talk.again.text, .href(talk.again.href), .id("again")) }
        }
    }

    private func show(_ work: Work, into html: inout HTML) {
        switch work {
        case .unclaimed(let lines, let claim):
            html.lines(lines)
            html.button(claim, .class("go claim"))
        case .mine(let reply): html.reply(reply, careful)
        case .colleague(let lines, let takeOver):
            html.later(careful)
            html.lines(lines)
            if let takeOver { html.act(takeOver) }
        case .nothing(let lines, let ways):
            html.lines(lines)
            for way in ways { html.element(.p) { $0.element(.a, text: way.text, .href(way.href)) } }
        }
    }
}

/// What stands in a conversation now, and a new slip for the form: what an open page fetches when something was added.
public struct ConversationPart: Page {
    public var target: FormTarget
    public var talk: ConversationPage.Talk
    /// Such as 'Concept bewaard om 14.32'.
    public var draft: String
    /// Whether the person may be called still; if not, a number that stands on an open page goes.
    public var hasContact = false
    /// Whether somebody may read along by now: what puts a number or an address in the answer goes from an open page too.
    public var isMonitored = false

    public init(target: FormTarget, talk: ConversationPage.Talk, draft: String) {
        self.target = target
        self.talk = talk
        self.draft = draft
    }

    public func render(into html: inout HTML) {
        html.form(target, .id("work")) { html in
            html.said(talk)
            html.element(.p, text: draft, .id("draft"))
            if hasContact { html.element(.div, .id("reach")) { _ in } }
            if isMonitored { html.element(.div, .id("held")) { _ in } }
        }
    }
}

extension HTML {
    fileprivate mutating func said(_ talk: ConversationPage.Talk) {
        element(.log, .id("said"), .labelled(by: "talk"), .count(talk.count), .when(talk.isChat, .class("chat"))) { html in
            html.element(.div) { html in
                for message in talk.messages { html.message(message) }
            }
        }
    }

    mutating func message(_ message: ConversationPage.Message) {
        element(.div, message.from == .team ? .class("spoken ours") : .class("spoken")) { html in
            html.element(.p, .class("who")) { html in
                html.element(.b, text: message.name)
                html.trusted(Trusted(" "))
                html.element(.span, text: message.at)
                if let mark = message.mark {
                    html.trusted(Trusted(" "))
                    html.mark(mark)
                }
            }
            html.element(.div, .class("words"), .ownDirection) { $0.text(message.text) }
        }
    }

    fileprivate mutating func later(_ careful: DeskNotice?) {
        guard let careful else { return }
        element(.laterPart, .id("careful"), .class("careful")) { $0.inside(careful) }
    }

    fileprivate mutating func reply(_ reply: ConversationPage.Reply, _ careful: DeskNotice?) {
        element(.section, .class("reply")) { html in
            html.writing(reply.field)
            if let away = reply.away { html.element(away.isNow ? .p : .later, text: away.text, .id("away"), .status, .class("quiet")) }
            html.element(.p, text: reply.draft.state, .id("draft"), .status, .class("quiet"))
            html.element(.later, text: reply.draft.unsaved, .id("unsaved"), .class("problem"))
            html.element(.later, text: reply.draft.unsent, .id("unsent"), .class("problem"))
            html.element(.later, text: reply.draft.ended, .id("ended"), .class("problem"))
            html.element(.div, .class("on")) { html in
                html.button(reply.keep, .class("line"))
                html.button(reply.send, .class("go"))
            }
            // Under the hands of whoever types nothing moves.
            html.later(careful)
            if let phrases = reply.phrases { html.phrases(phrases) }
        }
        for act in reply.acts { self.act(act) }
        if !reply.ways.isEmpty {
            element(.p, .class("row")) { html in
                for way in reply.ways { html.element(.a, text: way.text, .href(way.href)) }
            }
        }
    }
}
