/// A conversation that somebody of another team was asked to join, as they see it. Before the person said yes there is nothing to read.
///
/// What comes in is shown where it stands; the page works without scripts too.
/// - Source: product E, 'warm handover'; decision 0085.
public struct AlongPage: Page {
    public var title: String
    public var back: Link
    public var notices: [DeskNotice]
    public var target: FormTarget
    public var talk: Talk
    /// Where they write; nothing before the person said yes.
    public var compose: Compose?
    /// What else they can do.
    public var acts: [FormButton]

    /// How it stands, and what was said.
    public struct Talk: Sendable {
        public var state: MinePage.State
        public var days: [MinePage.Day]
        public var again: Link
        public var live: MinePage.Live

        public init(state: MinePage.State, days: [MinePage.Day], again: Link, live: MinePage.Live) {
            self.state = state
            self.days = days
            self.again = again
            self.live = live
        }
    }

    public struct Compose: Sendable {
        public var writing: WritingField
        public var send: FormButton

        public init(writing: WritingField, send: FormButton) {
            self.writing = writing
            self.send = send
        }
    }

    public init(
        title: String, back: Link, notices: [DeskNotice], target: FormTarget, talk: Talk, compose: Compose?, acts: [FormButton]
    ) {
        self.title = title
        self.back = back
        self.notices = notices
        self.target = target
        self.talk = talk
        self.compose = compose
        self.acts = acts
    }

    public func render(into html: inout HTML) {
        html.opening(back, title, notices: notices)
        html.element(.p, .id("news"), .status, .class("good offline"), .spoken(talk.live.news)) { _ in }
        html.element(.div, .id("talk"), .live(talk.live.path)) { html in
            html.element(.section, .class("card")) { html in
                html.element(.h2, text: talk.state.title)
                html.element(.div, .id("place")) { $0.lines(talk.state.lines) }
                html.element(.p) { $0.element(.a, text: talk.again.text, .href(talk.again.href)) }
            }
            for day in talk.days { html.day(day) }
        }
        html.form(target, .id("compose")) { html in
            if let compose {
                html.writing(compose.writing)
                html.element(.later, text: talk.live.unsent, .id("unsent"), .status, .class("problem"))
                html.element(.div, .class("on")) { $0.button(compose.send, .class("go")) }
            }
            html.element(.div, .class("on")) { html in
                for act in acts { html.button(act, .class("line")) }
            }
        }
    }
}
