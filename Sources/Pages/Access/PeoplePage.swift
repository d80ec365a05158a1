/// The people of one organisation, for its administrator: who, in which role and team, and in which state. No content.
/// - Source: security 2.7.
public struct PeoplePage: Page {
    public var heading: Heading
    public var notices: [DeskNotice]
    /// Buttons in the table and the invitation go here.
    public var target: FormTarget
    /// Name, login, role, teams, state, and what can be done.
    public var people: DeskTable
    /// Name, kind, number of holders, state.
    public var teams: DeskTable
    public var invite: Invite

    public init(
        heading: Heading, notices: [DeskNotice] = [], target: FormTarget, people: DeskTable, teams: DeskTable, invite: Invite
    ) {
        self.heading = heading
        self.notices = notices
        self.target = target
        self.people = people
        self.teams = teams
        self.invite = invite
    }

    public struct Heading: Sendable {
        public var title: String
        public var lines: [String]

        public init(title: String, lines: [String] = []) {
            self.title = title
            self.lines = lines
        }
    }

    /// Asks somebody in.
    public struct Invite: Sendable {
        public var title: String
        public var lines: [String]
        /// Name and login.
        public var fields: [TextField]
        public var role: ChoiceGroup
        public var teams: ChoiceGroup
        public var button: FormButton
        public var problems: ProblemSummary?

        public init(
            title: String, lines: [String] = [], fields: [TextField], role: ChoiceGroup, teams: ChoiceGroup, button: FormButton
        ) {
            self.title = title
            self.lines = lines
            self.fields = fields
            self.role = role
            self.teams = teams
            self.button = button
        }
    }

    public func render(into html: inout HTML) {
        if let problems = invite.problems { html.problems(problems) }
        html.element(.h1, text: heading.title)
        html.notices(notices)
        html.lines(heading.lines)
        html.form(target) { $0.table(people) }
        html.table(teams)
        html.element(.section, .class("card narrow")) { html in
            html.element(.h2, text: invite.title)
            html.lines(invite.lines)
            html.form(target) { html in
                for field in invite.fields { html.field(field) }
                html.choices(invite.role)
                html.choices(invite.teams)
                html.button(invite.button, .class("go"))
            }
        }
    }
}

/// The code for somebody who was invited. It is shown once.
public struct InvitedPage: Page {
    public var title: String
    public var lines: [String]
    /// Five groups of four digits.
    public var code: [Told]
    /// How to hand it over, and until when it works.
    public var after: [String]
    public var ways: [Way]

    public init(title: String, lines: [String], code: [Told], after: [String], ways: [Way]) {
        self.title = title
        self.lines = lines
        self.code = code
        self.after = after
        self.ways = ways
    }

    public func render(into html: inout HTML) {
        html.element(.div, .class("narrow")) { html in
            html.element(.h1, text: title)
            html.lines(lines)
            html.groups(code)
            html.lines(after)
            html.ways(ways)
        }
    }
}

/// Asks once more before somebody's access ends.
public struct EndAccessPage: Page {
    public var title: String
    /// What happens: entry ends now, what they had is free, the teams' keys must be made anew, the log stays.
    public var lines: [String]
    public var target: FormTarget
    public var end: FormButton
    public var back: Link

    public init(title: String, lines: [String], target: FormTarget, end: FormButton, back: Link) {
        self.title = title
        self.lines = lines
        self.target = target
        self.end = end
        self.back = back
    }

    public func render(into html: inout HTML) {
        html.element(.div, .class("narrow")) { html in
            html.element(.h1, text: title)
            html.lines(lines)
            html.form(target) { $0.button(end, .class("go")) }
            html.element(.p) { $0.element(.a, text: back.text, .href(back.href)) }
        }
    }
}
