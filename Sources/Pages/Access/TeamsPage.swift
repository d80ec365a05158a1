/// The teams whose key this worker holds or waits for: who waits to be let in, and which team needs a second holder or a new key.
/// - Source: security 2.7.
public struct TeamsPage: Page {
    public var title: String
    public var lines: [String]
    public var notices: [DeskNotice]
    /// All buttons go here.
    public var target: FormTarget
    public var teams: [Team]
    /// Said when the worker is in no team yet.
    public var none: String
    /// The worker's own key, for a colleague who compares it.
    public var own: Own?

    /// What a colleague hears when they call to compare.
    public struct Own: Sendable {
        public var title: String
        public var lines: [String]
        public var fingerprint: Fingerprint

        public init(title: String, lines: [String], fingerprint: Fingerprint) {
            self.title = title
            self.lines = lines
            self.fingerprint = fingerprint
        }
    }

    public init(
        title: String, lines: [String], notices: [DeskNotice] = [], target: FormTarget, teams: [Team], none: String
    ) {
        self.title = title
        self.lines = lines
        self.notices = notices
        self.target = target
        self.teams = teams
        self.none = none
    }

    public struct Team: Sendable {
        public var name: String
        /// What the team is for, how many hold its key, and what is wrong with it.
        public var marks: [Mark]
        public var lines: [String]
        /// Those who have keys and wait: name, key to compare, and 'Laat toe'.
        public var waiting: DeskTable?
        /// Makes the team's key anew, after somebody left.
        public var renew: FormButton?

        public init(name: String, marks: [Mark], lines: [String] = [], waiting: DeskTable? = nil, renew: FormButton? = nil) {
            self.name = name
            self.marks = marks
            self.lines = lines
            self.waiting = waiting
            self.renew = renew
        }
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.notices(notices)
        html.lines(lines)
        if teams.isEmpty { html.element(.p, text: none) } else { show(into: &html) }
        guard let own else { return }
        html.element(.section, .class("card")) { html in
            html.element(.h2, text: own.title)
            html.lines(own.lines)
            html.element(.p, text: own.fingerprint.label)
            html.groups(own.fingerprint.groups)
        }
    }

    private func show(into html: inout HTML) {
        html.form(target) { html in
            for team in teams {
                html.element(.section, .class("card")) { html in
                    html.element(.h2, text: team.name)
                    html.marks(team.marks)
                    html.lines(team.lines)
                    if let waiting = team.waiting { html.table(waiting) }
                    if let renew = team.renew { html.button(renew, .class("line")) }
                }
            }
        }
    }
}
