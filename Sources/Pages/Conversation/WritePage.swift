/// The first message. What goes along, and how the answer comes, is for the person to choose.
/// - Source: security 6.3, 6.6; R7, R18.
public struct WritePage: Page {
    public var heading: BeforeWritingPage.Heading
    public var target: FormTarget
    public var writing: WritingField
    /// Answers that were given before and may go along; nil when there are none.
    public var answers: Answers?
    public var contact: SafeContact
    public var buttons: Buttons
    public var around: Around

    public init(
        heading: BeforeWritingPage.Heading, target: FormTarget, writing: WritingField, answers: Answers? = nil, contact: SafeContact,
        buttons: Buttons
    ) {
        self.heading = heading
        self.target = target
        self.writing = writing
        self.answers = answers
        self.contact = contact
        self.buttons = buttons
        self.around = Around()
    }

    /// The answers to the questions, as they would be read, with a box that the person ticks or leaves.
    public struct Answers: Sendable {
        public var title: String
        public var lead: String?
        public var told: [Told]
        public var name: String
        public var tick: Choice
        /// What becomes of the answers without a tick.
        public var note: String?

        public init(title: String, lead: String? = nil, told: [Told], name: String, tick: Choice) {
            self.title = title
            self.lead = lead
            self.told = told
            self.name = name
            self.tick = tick
        }
    }

    public struct Buttons: Sendable {
        public var send: FormButton
        public var back: FormButton?
        /// What happens after sending.
        public var note: String?

        public init(send: FormButton, back: FormButton? = nil, note: String? = nil) {
            self.send = send
            self.back = back
            self.note = note
        }
    }

    /// What stands around the message, where there is something to say.
    public struct Around: Sendable {
        public var problems: ProblemSummary?
        public var offline: OfflineLine?

        public init() {}
    }

    public func render(into html: inout HTML) {
        html.form(target) { html in
            if let problems = around.problems { html.problems(problems) }
            html.element(.h1, text: heading.title)
            if let lead = heading.lead { html.element(.p, text: lead, .class("lead")) }
            html.writing(writing)
            if let answers { show(answers, into: &html) }
            html.safeContact(contact)
            if let note = buttons.note { html.element(.p, text: note, .class("quiet")) }
            if let offline = around.offline { html.offline(offline) }
            html.element(.div, .class("on")) { html in
                html.button(buttons.send, .class("go"))
                if let back = buttons.back { html.button(back, .class("plain")) }
            }
        }
    }

    private func show(_ answers: Answers, into html: inout HTML) {
        html.element(.section) { html in
            html.element(.h2, text: answers.title)
            if let lead = answers.lead { html.element(.p, text: lead) }
            html.element(.ul) { html in
                for told in answers.told { html.element(.li) { $0.text(told) } }
            }
            html.choices([answers.tick], name: answers.name, kind: .many)
            if let note = answers.note { html.element(.p, text: note, .class("quiet")) }
        }
    }
}
