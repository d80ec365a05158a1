extension HTML {
    mutating func form(_ target: FormTarget, _ a: Attribute = .none, _ b: Attribute = .none, content: (inout HTML) -> Void) {
        element(.form, .post, .action(target.action), .novalidate, a, b) { html in
            if let ticket = target.ticket {
                html.void(.input, .type("hidden"), .name("ticket"), .value(ticket))
            }
            content(&html)
        }
    }

    mutating func button(_ button: FormButton, _ look: Attribute, _ form: Attribute = .none) {
        element(
            .button, look, form,
            button.name.map { .name($0) } ?? .none,
            button.name == nil ? .none : .value(button.value)
        ) { html in
            html.text(button.text)
            if let about = button.about { html.element(.span, text: " " + about, .class("unseen")) }
        }
    }

    mutating func problems(_ summary: ProblemSummary) {
        element(.div, .class("urgent"), .focused, .group, .labelled(by: "problems")) { html in
            html.element(.h2, text: summary.title, .id("problems"))
            html.element(.ul) { html in
                for item in summary.items {
                    html.element(.li) { $0.element(.a, text: item.text, .href("#" + item.field)) }
                }
            }
        }
    }

    /// The answers themselves, without the legend around them.
    mutating func choices(_ choices: [Choice], name: String, kind: ChoiceGroup.Kind) {
        if kind == .list { return list(choices, name: name, problem: nil) }
        element(.div, .class("choices")) { html in
            for (index, choice) in choices.enumerated() {
                html.element(.label) { html in
                    html.void(
                        .input, kind == .one ? .type("radio") : .type("checkbox"), .name(name), .value(choice.value),
                        .when(index == 0, .id(name)), .when(choice.isChosen, .checked))
                    html.element(.span) { html in
                        html.text(choice.label)
                        if let hint = choice.hint { html.element(.small, text: hint) }
                    }
                }
            }
        }
    }

    private mutating func list(_ choices: [Choice], name: String, problem: String?) {
        element(
            .select, .name(name), .id(name), .when(problem != nil, .invalid), problem.map { .described(by: $0) } ?? .none
        ) { html in
            for choice in choices {
                html.element(.option, text: choice.label, .value(choice.value), .when(choice.isChosen, .selected))
            }
        }
    }

    /// A group with its legend; a long list gets a label instead.
    mutating func choices(_ group: ChoiceGroup) {
        let problem = group.problem.map { _ in group.name + "-problem" }
        if group.kind == .list {
            if let words = group.problem, let problem { element(.p, text: words, .class("problem"), .id(problem)) }
            return element(.p) { html in
                html.element(.label, text: group.legend, .for(group.name))
                html.list(group.choices, name: group.name, problem: problem)
            }
        }
        element(.fieldset, problem.map { .described(by: $0) } ?? .none) { html in
            html.element(.legend, text: group.legend)
            if let words = group.problem, let problem { html.element(.p, text: words, .class("problem"), .id(problem)) }
            html.choices(group.choices, name: group.name, kind: group.kind)
        }
    }

    mutating func file(_ field: FileField) {
        let (hint, problem) = (field.name + "-hint", field.name + "-problem")
        element(.div, .class("field")) { html in
            html.element(.label, text: field.label, .for(field.name))
            html.element(.small, text: field.hint, .id(hint))
            if let words = field.problem { html.element(.p, text: words, .class("problem"), .id(problem)) }
            html.void(
                .input, .type("file"), .id(field.name), .name(field.name),
                .accept(".jpg,.jpeg,.png,.pdf,.txt,image/jpeg,image/png,application/pdf,text/plain"),
                .when(field.problem != nil, .invalid), .described(by: hint + (field.problem == nil ? "" : " " + problem)))
        }
    }

    mutating func field(_ field: TextField) {
        let hint = field.name + "-hint"
        let problem = field.name + "-problem"
        let described = (field.hint == nil ? [] : [hint]) + (field.problem == nil ? [] : [problem])
        element(.div, .class("field")) { html in
            html.element(.label, text: field.label, .for(field.name))
            if let words = field.hint { html.element(.small, text: words, .id(hint)) }
            if let words = field.problem { html.element(.p, text: words, .class("problem"), .id(problem)) }
            html.void(
                .input, .id(field.name), .name(field.name), .value(field.value), .maxlength(TextField.longest), .unremembered,
                .when(field.kind == .digits, .digits), .when(field.problem != nil, .invalid),
                described.isEmpty ? .none : .described(by: described.joined(separator: " ")))
        }
    }
}
