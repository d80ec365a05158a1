/// Everything between the person and the team: what was said, where it stands, a place to write on, and what else they can do.
///
/// It is one form, so that what was typed goes along whichever button is pressed.
/// - Source: security 6.3, 6.5; R7, R17.
public struct MinePage: Page {
    public var title: String
    public var state: State
    public var days: [Day]
    public var compose: Compose
    public var actions: Actions
    public var around: Around

    public init(title: String, state: State, days: [Day], compose: Compose, actions: Actions) {
        self.title = title
        self.state = state
        self.days = days
        self.compose = compose
        self.actions = actions
        self.around = Around()
    }

    /// Where it stands, and what comes next.
    public struct State: Sendable {
        public var title: String
        public var lines: [String]
        /// To what waits for the person. It stands where what comes in is shown.
        public var buttons: [FormButton] = []

        public init(_ title: String, lines: [String] = []) {
            self.title = title
            self.lines = lines
        }
    }

    /// One day of the conversation, such as 'Vandaag'. Earlier days can be folded.
    public struct Day: Sendable {
        public var title: String
        public var messages: [Message]
        public var isFolded: Bool

        public init(_ title: String, messages: [Message], isFolded: Bool = false) {
            self.title = title
            self.messages = messages
            self.isFolded = isFolded
        }
    }

    /// Something that was said.
    public struct Message: Sendable {
        public enum Side: Sendable { case person, team }

        public var side: Side
        /// 'Jij', or the name of the team; never that of a helper.
        public var author: String
        /// The time of day; only for today.
        public var time: String?
        public var text: Told
        /// Places here that the text named by their address.
        public var places: [NamedPlace] = []

        public init(_ side: Side, author: String, time: String? = nil, text: Told) {
            self.side = side
            self.author = author
            self.time = time
            self.text = text
        }
    }

    /// Where the person writes on.
    public struct Compose: Sendable {
        public var target: FormTarget
        public var title: String
        public var writing: WritingField
        public var send: FormButton
        /// Looks whether something new came, and keeps what was typed.
        public var look: FormButton?
        /// Stands there instead while nothing can be sent: until when, and who does answer.
        public var rest: Rest?

        public init(target: FormTarget, title: String, writing: WritingField, send: FormButton, look: FormButton? = nil) {
            self.target = target
            self.title = title
            self.writing = writing
            self.send = send
            self.look = look
        }
    }

    /// A while in which nothing can be sent.
    public struct Rest: Sendable {
        public var text: String
        public var lines: HomePage.Lines
        /// Words that were typed meanwhile, to read or copy. The script shows it when there are some.
        public var kept: WritingField
        /// Seconds until it is over: an open page looks again then.
        public var left: Int

        public init(_ text: String, left: Int, lines: HomePage.Lines, kept: WritingField) {
            self.text = text
            self.left = left
            self.lines = lines
            self.kept = kept
        }
    }

    /// What else can be done here.
    public struct Actions: Sendable {
        public struct Action: Sendable {
            public var button: FormButton
            /// What it does, in one line.
            public var note: String?

            public init(_ button: FormButton, note: String? = nil) {
                self.button = button
                self.note = note
            }
        }

        public var title: String
        /// What the person has of their own besides the conversation.
        public var own: (title: String, actions: [Action])?
        public var actions: [Action]
        /// 'Klaar voor nu'.
        public var leave: Action

        public init(title: String, actions: [Action], leave: Action) {
            self.title = title
            self.actions = actions
            self.leave = leave
        }
    }

    /// How an open page hears of what comes.
    public struct Live: Sendable {
        public var path: String
        public var news: String
        /// Said while the other side is writing.
        public var writing: String
        /// Said when what was sent did not arrive, and stands in the field still.
        public var unsent: String

        public init(path: String, news: String, writing: String, unsent: String) {
            self.path = path
            self.news = news
            self.writing = writing
            self.unsent = unsent
        }
    }

    /// What a browser without scripts does meanwhile. With scripts none of it is there.
    public enum Watching: Sendable {
        /// The page is fetched anew by itself, and nothing can be typed until the person asks for it.
        case looks(Looks)
        /// The page stays as it is; the button lets it look by itself again.
        case rests(FormButton)
    }

    /// The words of a page that looks by itself.
    /// - Source: WCAG 2.2, 2.2.1 and 2.2.4.
    public struct Looks: Sendable {
        public var text: String
        /// Said first, when something came just now: the page opens here then.
        public var news: String?
        public var write: FormButton
        public var stop: FormButton

        public init(_ text: String, news: String? = nil, write: FormButton, stop: FormButton) {
            self.text = text
            self.news = news
            self.write = write
            self.stop = stop
        }
    }

    /// What stands around the messages, where there is something to say.
    public struct Around: Sendable {
        public var problems: ProblemSummary?
        /// What was just done, read out once.
        public var done: String?
        /// The one line for danger to life.
        public var danger: UrgentLine?
        public var offline: OfflineLine?
        /// Where the page hears of what comes, and the words that are read out then.
        public var live: Live?
        public var watching: Watching?

        public init() {}
    }

    public func render(into html: inout HTML) {
        if let problems = around.problems { html.problems(problems) }
        html.element(.h1, text: title)
        if let done = around.done { html.element(.p, text: done, .status, .class("good")) }
        if let live = around.live { html.element(.p, .id("news"), .status, .class("good offline"), .spoken(live.news)) { _ in } }
        html.element(.div, .id("talk"), around.live.map { .live($0.path) } ?? .none) { html in
            html.element(.section, .class("card")) { html in
                html.element(.h2, text: state.title)
                html.element(.div, .id("place")) { $0.lines(state.lines) }
                for button in state.buttons { html.element(.p) { $0.button(button, .class("line"), .of("compose")) } }
            }
            for day in days { html.day(day) }
        }
        if let live = around.live { html.element(.later, text: live.writing, .id("writing"), .status) }
        html.form(compose.target, .id("compose")) { html in
            if case .looks(let looks) = around.watching { show(looks, into: &html) }
            html.element(.div, .class("typed")) { html in
                if let rest = compose.rest { show(rest, into: &html) } else { type(into: &html) }
            }
            if let danger = around.danger { html.urgent(danger) }
            html.element(.div, .id("acts")) { show(actions, into: &$0) }
        }
    }

    private func type(into html: inout HTML) {
        html.element(.h2, text: compose.title)
        html.writing(compose.writing)
        if let live = around.live { html.element(.later, text: live.unsent, .id("unsent"), .status, .class("problem")) }
        if let offline = around.offline { html.offline(offline) }
        html.element(.div, .class("on")) { html in
            html.button(compose.send, .class("go"))
            if let look = compose.look { html.button(look, .class("line")) }
            if case .rests(let button) = around.watching { html.element(.noscript) { $0.button(button, .class("line")) } }
        }
    }

    private func show(_ rest: Rest, into html: inout HTML) {
        html.element(.p, text: rest.text, .class("good"), .left(rest.left))
        html.element(rest.kept.value.isEmpty ? .laterPart : .div, .id("kept")) { $0.writing(rest.kept) }
        html.openLines(rest.lines)
        if let look = compose.look { html.button(look, .class("line")) }
    }

    private func show(_ looks: Looks, into html: inout HTML) {
        html.element(.noscript) { html in
            html.element(.div, .class("good"), looks.news == nil ? .none : .focused) { html in
                if let news = looks.news { html.element(.p) { $0.element(.b, text: news) } }
                html.element(.p, text: looks.text)
                html.element(.div, .class("on")) { html in
                    html.button(looks.write, .class("go"))
                    html.button(looks.stop, .class("line"))
                }
            }
        }
    }

    private func show(_ actions: Actions, into html: inout HTML) {
        if let own = actions.own {
            html.element(.section, .class("acts")) { html in
                html.element(.h2, text: own.title)
                html.element(.ul) { html in
                    for action in own.actions { act(action, .none, into: &html) }
                }
            }
        }
        html.element(.section, .class("acts")) { html in
            html.element(.h2, text: actions.title)
            html.element(.ul) { html in
                for action in actions.actions { act(action, .none, into: &html) }
                act(actions.leave, .class("leave"), into: &html)
            }
        }
    }

    private func act(_ action: Actions.Action, _ look: Attribute, into html: inout HTML) {
        html.element(.li) { html in
            html.button(action.button, look)
            if let note = action.note { html.element(.small, text: note) }
        }
    }
}

extension HTML {
    /// One day of what was said.
    mutating func day(_ day: MinePage.Day) {
        if day.isFolded {
            return element(.details, .class("day")) { html in
                html.element(.summary, text: day.title)
                html.list(day.messages)
            }
        }
        element(.section, .class("day")) { html in
            html.element(.h2, text: day.title)
            html.list(day.messages)
        }
    }

    private mutating func list(_ messages: [MinePage.Message]) {
        element(.ol, .class("talk")) { html in
            for message in messages {
                html.element(.li, message.side == .person ? .class("yours") : .class("theirs")) { html in
                    html.element(.p, .class("quiet")) { html in
                        html.element(.b, text: message.author)
                        if let time = message.time {
                            html.trusted(Trusted(" "))
                            html.text(time)
                        }
                    }
                    html.element(.p, .class("said"), .ownDirection) { $0.text(message.text) }
                    for place in message.places { html.named(place) }
                }
            }
        }
    }
}
