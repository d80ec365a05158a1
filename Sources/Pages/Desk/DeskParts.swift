/// What just happened, or what needs attention.
public struct DeskNotice: Sendable {
    public enum Tone: Sendable {
        /// What was asked did not happen. It takes the focus.
        case refused
        /// What was asked happened. It is read out.
        case done
        /// Something that waits for somebody, such as a team with one holder. In red words.
        case alarm
        /// Somebody may read along with the person: what to keep to.
        case careful
        /// Good to know.
        case good
    }

    public var tone: Tone
    public var title: String
    public var lines: [String]
    public var links: [Link]
    /// Takes the notice away for good, when that is the worker's to say.
    public var dismiss: Dismiss?

    /// A form with one button.
    public struct Dismiss: Sendable {
        public var target: FormTarget
        public var button: FormButton

        public init(_ target: FormTarget, _ button: FormButton) {
            self.target = target
            self.button = button
        }
    }

    public init(_ tone: Tone, title: String, lines: [String] = [], links: [Link] = []) {
        self.tone = tone
        self.title = title
        self.lines = lines
        self.links = links
    }
}

/// A short state in words, with a sign before it; never by colour alone.
public struct Mark: Sendable {
    public enum Look: Sendable {
        /// Somebody is in danger now.
        case danger
        /// As soon as possible.
        case soon
        /// The one accent for what is the worker's own.
        case yours
        /// The one accent for what waits long.
        case long
        /// Needs somebody, such as a team without a second holder.
        case alarm
        /// Nobody is there.
        case nobody
        case plain
        case quiet

        /// How it is marked.
        public var sign: StaticString {
            switch self {
            case .danger: "sign danger"
            case .soon: "sign soon"
            case .yours: "sign own"
            case .long: "sign long"
            case .alarm: "sign alarm"
            case .nobody: "sign nobody"
            case .plain: "sign"
            case .quiet: ""
            }
        }
    }

    public var look: Look
    public var text: String

    public init(_ look: Look, _ text: String) {
        self.look = look
        self.text = text
    }
}

/// Something the worker can do, folded until they want to: a few words, perhaps a choice, and a button.
public struct DeskAct: Sendable {
    public var title: String
    public var lines: [String]
    public var choices: ChoiceGroup?
    public var field: WritingField?
    public var button: FormButton
    /// Open when it came back with a problem.
    public var isOpen = false

    public init(_ title: String, lines: [String] = [], choices: ChoiceGroup? = nil, field: WritingField? = nil, button: FormButton) {
        self.title = title
        self.lines = lines
        self.choices = choices
        self.field = field
        self.button = button
    }
}

extension HTML {
    /// How a page within the workbench opens: the way back, what it is, how it stands, what must be said first, and what it is for.
    mutating func opening(
        _ back: Link, _ title: String, marks: [Mark] = [], presence: ConversationPage.Presence? = nil, standing: Mark? = nil,
        notices: [DeskNotice] = [], lines: [String] = []
    ) {
        element(.p) { $0.element(.a, text: back.text, .class("back"), .href(back.href)) }
        element(.h1, text: title)
        if !marks.isEmpty { self.marks(marks, presence, standing) }
        self.notices(notices)
        self.lines(lines)
    }

    mutating func marks(_ marks: [Mark], _ presence: ConversationPage.Presence? = nil, _ standing: Mark? = nil) {
        element(.p, .class("marks")) { html in
            if let presence {
                html.element(.span, text: presence.text, .id("there"), presence.isHere ? .class("sign soon") : .class("sign"))
                html.trusted(Trusted(" "))
            }
            for mark in marks {
                html.mark(mark)
                html.trusted(Trusted(" "))
            }
            if let standing { html.mark(standing, .id("stands")) }
        }
    }

    mutating func notices(_ notices: [DeskNotice]) {
        let focused = notices.firstIndex { $0.tone == .refused }
        for (index, notice) in notices.enumerated() { self.notice(notice, isFocused: index == focused) }
    }

    private mutating func notice(_ notice: DeskNotice, isFocused: Bool) {
        let look: Attribute
        switch notice.tone {
        case .refused: look = .class("urgent")
        case .alarm: look = .class("card alarm")
        case .careful: look = .class("careful")
        case .done: look = .class("done")
        case .good: look = .class("good")
        }
        element(.div, look, .when(isFocused, .focused), isFocused ? .group : .when(notice.tone == .done, .status)) { html in
            html.inside(notice)
        }
    }

    mutating func inside(_ notice: DeskNotice) {
        element(.h2, text: notice.title)
        lines(notice.lines)
        guard !notice.links.isEmpty || notice.dismiss != nil else { return }
        element(.div, .class("tell")) { html in
            for link in notice.links { html.element(.p) { $0.element(.a, text: link.text, .href(link.href)) } }
            if let dismiss = notice.dismiss { html.form(dismiss.target) { $0.button(dismiss.button, .class("line")) } }
        }
    }

    mutating func mark(_ mark: Mark, _ id: Attribute = .none) {
        element(.span, text: mark.text, id, .when(mark.look != .quiet, .class(mark.look.sign)))
    }

    mutating func act(_ act: DeskAct) {
        element(.details, .class("act"), .when(act.isOpen, .opened)) { html in
            html.element(.summary, text: act.title)
            html.lines(act.lines)
            if let choices = act.choices { html.choices(choices) }
            if let field = act.field { html.writing(field) }
            html.button(act.button, .class("line"))
        }
    }
}
