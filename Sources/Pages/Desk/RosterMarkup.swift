extension HTML {
    mutating func steps(_ steps: [RosterPage.Step]) {
        guard !steps.isEmpty else { return }
        element(.p, .class("steps")) { html in
            for step in steps { html.element(step.isHere ? .linkHere : .a, text: step.link.text, .href(step.link.href)) }
        }
    }

    mutating func kept(_ fields: [(name: String, value: String)]) {
        for field in fields { void(.input, .type("hidden"), .name(field.name), .value(field.value)) }
    }

    private mutating func said(_ short: String, _ spoken: String) {
        element(.span, text: short, .unspoken)
        element(.span, text: spoken, .class("unseen"))
    }

    mutating func glance(_ glance: RosterGlance) {
        element(.table, .class("glance")) { html in
            html.element(.caption, text: glance.caption)
            html.element(.tableHead) { html in
                html.element(.row) { html in
                    html.element(.columnHead, text: glance.head)
                    for day in glance.days { html.element(.columnHead) { $0.said(day.short, day.spoken) } }
                }
            }
            html.element(.tableBody) { html in
                for week in glance.weeks {
                    html.element(.row, .when(week.isHere, .class("here"))) { html in
                        html.element(.rowHead) { html in
                            html.element(week.isHere ? .linkHere : .a, text: week.link.text, .href(week.link.href))
                        }
                        for day in week.days { html.element(.cell, day.look.attribute) { $0.said(day.short, day.spoken) } }
                    }
                }
            }
        }
    }

    mutating func week(_ week: RosterWeek) {
        element(.h2, text: week.title, .id("week"))
        steps(week.steps)
        element(.p, .class("key"), .unspoken) { html in
            for (look, words) in zip([RosterWeek.Stretch.Look.nobody, .one, .more], week.key) {
                html.element(.span) { html in
                    html.element(.sample, look.attribute) { _ in }
                    html.text(words)
                }
            }
        }
        form(week.target) { html in
            html.kept(week.kept)
            for day in week.days { html.day(day) }
        }
    }

    private mutating func day(_ day: RosterWeek.Day) {
        element(.section, day.isPast ? .class("wk-day past") : .class("wk-day")) { html in
            html.element(.h3, text: day.title)
            html.element(.div, .unspoken) { html in
                html.element(.div, .class("row-of ticks")) { html in
                    for tick in day.ticks { html.element(.span, text: tick.text, .share(tick.halfHours, "")) }
                }
                html.element(.div, .class("row-of band")) { $0.stretches(day.band) }
                for lane in day.lanes { html.element(.div, .class("row-of lane")) { $0.stretches(lane) } }
            }
            html.element(.div, .class("wk-told")) { $0.told(day) }
        }
    }

    private mutating func stretches(_ stretches: [RosterWeek.Stretch]) {
        for stretch in stretches { element(.span, text: stretch.text, .share(stretch.halfHours, stretch.look.name)) }
    }

    private mutating func told(_ day: RosterWeek.Day) {
        for mark in day.told { element(.p) { $0.mark(mark) } }
        guard !day.shifts.isEmpty else { return }
        element(.details) { html in
            html.element(.summary, text: day.count)
            html.element(.ul) { html in
                for shift in day.shifts {
                    html.element(.li) { html in
                        html.element(.span, text: shift.text, .when(shift.isOwn, .class("sign own")))
                        if let remove = shift.remove { html.button(remove, .class("line")) }
                    }
                }
            }
        }
    }

    mutating func plan(_ plan: RosterPlan) {
        element(.section, .class("card narrow"), .id("plan")) { html in
            html.element(.h2, text: plan.title)
            html.lines(plan.lines)
            guard let person = plan.person else { return }
            html.form(plan.target) { html in
                html.kept(plan.kept)
                html.choices(person)
                html.element(.div, .class("few-columns")) { $0.choices(plan.days) }
                html.element(.div, .class("pair")) { html in
                    html.choices(plan.from)
                    html.choices(plan.to)
                }
                html.choices(plan.again)
                html.button(plan.button, .class("go"))
            }
        }
    }
}

extension RosterGlance.Look {
    fileprivate var attribute: Attribute {
        switch self {
        case .full: .class("full")
        case .gap: .class("gap")
        case .bare: .class("bare")
        case .gone: .class("gone")
        }
    }
}

extension RosterWeek.Stretch.Look {
    fileprivate var name: StaticString {
        switch self {
        case .nobody: "none"
        case .one: "alone"
        case .more: "more"
        case .away: "away"
        case .shift: "shift"
        case .own: "shift own"
        }
    }
    fileprivate var attribute: Attribute { .class(name) }
}
