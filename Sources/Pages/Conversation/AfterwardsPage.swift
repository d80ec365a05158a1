/// Three questions about the site itself, all optional, and a coarse group. Kept apart: nothing leads from an answer to a person.
public struct AfterwardsPage: Page {
    public var title: String
    /// That it is kept apart, and that nobody can see from whom it comes.
    public var lines: [String]
    public var target: FormTarget
    public var questions: [Question]
    public var group: Group
    public var buttons: Buttons
    public var problems: ProblemSummary?

    public init(title: String, lines: [String], target: FormTarget, questions: [Question], group: Group, buttons: Buttons) {
        self.title = title
        self.lines = lines
        self.target = target
        self.questions = questions
        self.group = group
        self.buttons = buttons
    }

    public enum Question: Sendable {
        case words(WritingField)
        case choice(ChoiceGroup)
    }

    /// For whom, which age, which kind: lists with 'that I would rather not say' first.
    public struct Group: Sendable {
        public var title: String
        public var note: String?
        public var choices: [ChoiceGroup]

        public init(_ title: String, note: String? = nil, choices: [ChoiceGroup]) {
            self.title = title
            self.note = note
            self.choices = choices
        }
    }

    public struct Buttons: Sendable {
        public var send: FormButton
        public var skip: FormButton

        public init(send: FormButton, skip: FormButton) {
            self.send = send
            self.skip = skip
        }
    }

    public func render(into html: inout HTML) {
        if let problems { html.problems(problems) }
        html.element(.h1, text: title)
        html.lines(lines)
        html.form(target) { html in
            for question in questions {
                switch question {
                case .words(let field): html.writing(field)
                case .choice(let group): html.choices(group)
                }
            }
            html.element(.section) { html in
                html.element(.h2, text: group.title)
                if let note = group.note { html.element(.p, text: note, .class("quiet")) }
                for choices in group.choices { html.choices(choices) }
            }
            html.element(.div, .class("on")) { html in
                html.button(buttons.send, .class("go"))
                html.button(buttons.skip, .class("line"))
            }
        }
    }
}
