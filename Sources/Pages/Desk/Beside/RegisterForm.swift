extension ConversationPage {
    /// The short registration: fixed lists, and when it was.
    /// - Source: R105.
    public struct Register: Sendable {
        public struct Moment: Sendable {
            public var hint: String
            public var day: ChoiceGroup
            public var hour: ChoiceGroup

            public init(hint: String, day: ChoiceGroup, hour: ChoiceGroup) {
                self.hint = hint
                self.day = day
                self.hour = hour
            }
        }

        /// How far it is, such as 'Korte registratie: 3 van 5'.
        public var title: String
        public var lines: [String]
        public var parts: [ChoiceGroup]
        public var moment: Moment
        /// What stood there when the page was made, so that a change is kept whatever is pressed.
        public var shown: (name: String, value: Told)
        public var button: FormButton
        /// Where the lists come from.
        public var sources: Fold
        public var isOpen = false

        public init(
            title: String, lines: [String], parts: [ChoiceGroup], moment: Moment, shown: (name: String, value: Told), button: FormButton,
            sources: Fold
        ) {
            self.title = title
            self.lines = lines
            self.parts = parts
            self.moment = moment
            self.shown = shown
            self.button = button
            self.sources = sources
        }
    }
}

extension HTML {
    mutating func register(_ register: ConversationPage.Register) {
        element(.details, .id("register"), .class("act"), .when(register.isOpen, .opened)) { html in
            html.element(.summary, text: register.title)
            html.lines(register.lines)
            html.void(.input, .type("hidden"), .name(register.shown.name), .value(register.shown.value.words))
            for part in register.parts { html.choices(part) }
            html.choices(register.moment.day)
            html.element(.p, text: register.moment.hint, .class("quiet"))
            html.choices(register.moment.hour)
            html.button(register.button, .class("line"))
            html.fold(register.sources)
        }
    }
}
