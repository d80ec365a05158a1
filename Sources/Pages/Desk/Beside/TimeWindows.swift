extension ConversationPage {
    /// What can be done for so many hours yet, in calm words: a fact to have at hand, and no clock that runs.
    /// - Source: R37, R57; domain C6.
    public struct Windows: Sendable {
        public struct Left: Sendable {
            /// Such as 'Medicijn tegen hiv (PEP)'.
            public var what: String
            /// How long it can still be done; nothing when nobody can say hours.
            public var hours: String?

            public init(_ what: String, hours: String? = nil) {
                self.what = what
                self.hours = hours
            }
        }

        public struct Window: Sendable {
            public var left: [Left]
            /// What the content says about it.
            public var text: String
            public var source: String
            /// Who must still look at it.
            public var mark: String?

            public init(left: [Left], text: String, source: String, mark: String? = nil) {
                self.left = left
                self.text = text
                self.source = source
                self.mark = mark
            }
        }

        public var title: String
        public var lines: [String]
        public var windows: [Window]

        public init(title: String, lines: [String], windows: [Window]) {
            self.title = title
            self.lines = lines
            self.windows = windows
        }
    }
}

extension HTML {
    mutating func windows(_ windows: ConversationPage.Windows) {
        element(.section, .class("card windows")) { html in
            html.element(.h2, text: windows.title)
            html.lines(windows.lines)
            for window in windows.windows {
                html.element(.details) { html in
                    html.element(.summary) { html in
                        for (index, left) in window.left.enumerated() {
                            html.element(.span, .when(index > 0, .class("next"))) { html in
                                html.element(.b, text: left.what)
                                guard let hours = left.hours else { return }
                                html.trusted(Trusted(" "))
                                html.element(.span, text: hours, .class("hours"))
                            }
                        }
                    }
                    html.element(.p, text: window.text)
                    html.element(.p, text: window.source, .class("quiet"))
                    if let mark = window.mark { html.element(.p, text: mark, .class("mark")) }
                }
            }
        }
    }
}
