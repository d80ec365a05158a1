/// One question. Every answer is fine, also none.
public struct QuestionPage: Page {
    public var target: FormTarget
    public var question: Question
    public var answers: Answers
    public var buttons: Buttons
    public var around: Around

    public init(target: FormTarget, question: Question, answers: Answers, buttons: Buttons) {
        self.target = target
        self.question = question
        self.answers = answers
        self.buttons = buttons
        self.around = Around()
    }

    /// What is asked.
    public struct Question: Sendable {
        public var text: String
        /// A line under the question.
        public var hint: String?
        /// Where the person is, such as 'Vraag 2 van hoogstens 7'.
        public var progress: String?

        public init(_ text: String, hint: String? = nil, progress: String? = nil) {
            self.text = text
            self.hint = hint
            self.progress = progress
        }
    }

    /// What can be answered: choices, words, or both.
    public struct Answers: Sendable {
        /// The field's name; the first choice carries it as its id.
        public var name: String
        public var kind: ChoiceGroup.Kind
        public var choices: [Choice]
        public var field: TextField?

        public init(name: String, kind: ChoiceGroup.Kind, choices: [Choice], field: TextField? = nil) {
            self.name = name
            self.kind = kind
            self.choices = choices
            self.field = field
        }
    }

    /// The ways on. `next` comes first, so that Enter sends the answer.
    public struct Buttons: Sendable {
        public var next: FormButton
        public var skip: FormButton?
        public var back: FormButton?
        /// 'Show me now what can help': stops asking.
        public var showNow: FormButton?

        public init(next: FormButton, skip: FormButton? = nil, back: FormButton? = nil, showNow: FormButton? = nil) {
            self.next = next
            self.skip = skip
            self.back = back
            self.showNow = showNow
        }
    }

    /// What stands around the question, where there is something to say.
    public struct Around: Sendable {
        public var problems: ProblemSummary?
        public var danger: UrgentLine?
        /// What may be ticked beside the one answer.
        public var extra: ChoiceGroup?
        /// More about the question, or about what happens with the answer.
        public var fold: Fold?

        public init() {}
    }

    public func render(into html: inout HTML) {
        if let danger = around.danger { html.urgent(danger) }
        html.form(target) { html in
            if let problems = around.problems { html.problems(problems) }
            if let progress = question.progress { html.element(.p, text: progress, .class("quiet")) }
            html.element(.fieldset, described) { html in
                html.element(.legend) { $0.element(.h1, text: question.text) }
                if let hint = question.hint { html.element(.p, text: hint, .class("lead"), .id("hint")) }
                if let problem { html.element(.p, text: problem, .class("problem"), .id("problem")) }
                if !answers.choices.isEmpty {
                    html.choices(answers.choices, name: answers.name, kind: answers.kind)
                }
                if let field = answers.field { html.field(field) }
                if let extra = around.extra { html.choices(extra.choices, name: extra.name, kind: extra.kind) }
            }
            if let fold = around.fold { html.fold(fold) }
            html.element(.div, .class("on")) { html in
                html.button(buttons.next, .class("go"))
                if let skip = buttons.skip { html.button(skip, .class("line")) }
            }
            if buttons.back != nil || buttons.showNow != nil {
                html.element(.div, .class("on")) { html in
                    if let back = buttons.back { html.button(back, .class("plain")) }
                    if let show = buttons.showNow { html.button(show, .class("plain")) }
                }
            }
        }
    }

    private var problem: String? {
        around.problems?.items.first { $0.field == answers.name }?.text
    }

    private var described: Attribute {
        switch (question.hint != nil, problem != nil) {
        case (true, true): .described(by: "hint problem")
        case (true, false): .described(by: "hint")
        case (false, true): .described(by: "problem")
        case (false, false): .none
        }
    }
}
