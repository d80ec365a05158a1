/// The roster of a team: four weeks at a glance, one week as a picture and in words, and planning somebody in.
/// - Source: product, 'People'; R3, R6.
public struct RosterPage: Page {
    public var title: String
    public var lines: [String]
    public var notices: [DeskNotice]
    /// Other teams, and what people can do.
    public var places: [Step]
    public var glance: RosterGlance
    public var week: RosterWeek
    public var plan: RosterPlan

    public init(
        title: String, lines: [String], notices: [DeskNotice] = [], places: [Step], glance: RosterGlance, week: RosterWeek,
        plan: RosterPlan
    ) {
        self.title = title
        self.lines = lines
        self.notices = notices
        self.places = places
        self.glance = glance
        self.week = week
        self.plan = plan
    }

    /// A link to a page of the same kind, or the page itself.
    public struct Step: Sendable {
        public var link: Link
        public var isHere: Bool

        public init(_ link: Link, isHere: Bool = false) {
            self.link = link
            self.isHere = isHere
        }
    }

    public func render(into html: inout HTML) {
        if let problems = plan.problems { html.problems(problems) }
        html.element(.h1, text: title)
        html.notices(notices)
        html.lines(lines)
        html.steps(places)
        html.glance(glance)
        html.week(week)
        html.plan(plan)
    }
}

/// Weeks of days, each with the hours in which nobody is there.
public struct RosterGlance: Sendable {
    public enum Look: Sendable {
        /// Somebody is there all day.
        case full
        /// Nobody is there for some hours.
        case gap
        /// Nobody is there all day.
        case bare
        /// The day is over.
        case gone
    }
    public struct Day: Sendable {
        public var look: Look
        /// Short, such as '8 u'.
        public var short: String
        /// The same, read out.
        public var spoken: String

        public init(_ look: Look, _ short: String, spoken: String) {
            self.look = look
            self.short = short
            self.spoken = spoken
        }
    }
    public struct Week: Sendable {
        public var link: Link
        public var isHere: Bool
        public var days: [Day]

        public init(_ link: Link, isHere: Bool, days: [Day]) {
            self.link = link
            self.isHere = isHere
            self.days = days
        }
    }

    public var caption: String
    /// 'Week', then the days, short and read out.
    public var head: String
    public var days: [(short: String, spoken: String)]
    public var weeks: [Week]

    public init(caption: String, head: String, days: [(short: String, spoken: String)], weeks: [Week]) {
        self.caption = caption
        self.head = head
        self.days = days
        self.weeks = weeks
    }
}

/// A week: of each day a picture, the same in words, and its shifts.
public struct RosterWeek: Sendable {
    /// A stretch of a row, in half hours.
    public struct Stretch: Sendable {
        public enum Look: Sendable {
            /// Of the row of all together: how many are there.
            case nobody, one, more
            /// Of one person's row.
            case away, shift, own
        }
        /// 1 to 50.
        public var halfHours: Int
        public var look: Look
        public var text: String

        public init(_ halfHours: Int, _ look: Look, _ text: String = "") {
            self.halfHours = halfHours
            self.look = look
            self.text = text
        }
    }
    public struct Shift: Sendable {
        /// Who, from when to when.
        public var text: String
        public var isOwn: Bool
        public var remove: FormButton?

        public init(_ text: String, isOwn: Bool, remove: FormButton?) {
            self.text = text
            self.isOwn = isOwn
            self.remove = remove
        }
    }
    public struct Day: Sendable {
        public var title: String
        public var isPast: Bool
        /// Hours on the clock, each with the half hours to the next.
        public var ticks: [(halfHours: Int, text: String)]
        public var band: [Stretch]
        public var lanes: [[Stretch]]
        /// When nobody is there, when one is, or that more are there all day.
        public var told: [Mark]
        /// What the list of shifts is called, such as '4 diensten'.
        public var count: String
        public var shifts: [Shift]

        public init(title: String, isPast: Bool, ticks: [(halfHours: Int, text: String)], band: [Stretch], lanes: [[Stretch]]) {
            self.title = title
            self.isPast = isPast
            self.ticks = ticks
            self.band = band
            self.lanes = lanes
            told = []
            count = ""
            shifts = []
        }
    }

    public var title: String
    public var steps: [RosterPage.Step]
    /// What the three looks of the picture mean: nobody, one, more.
    public var key: [String]
    /// Buttons that take a shift away go here.
    public var target: FormTarget
    public var kept: [(name: String, value: String)]
    public var days: [Day]

    public init(
        title: String, steps: [RosterPage.Step], key: [String], target: FormTarget, kept: [(name: String, value: String)], days: [Day]
    ) {
        self.title = title
        self.steps = steps
        self.key = key
        self.target = target
        self.kept = kept
        self.days = days
    }
}

/// Puts somebody on the roster of the week that is shown.
public struct RosterPlan: Sendable {
    public var title: String
    public var lines: [String]
    public var target: FormTarget
    public var kept: [(name: String, value: String)]
    /// Nobody to choose from: then only the lines are shown.
    public var person: ChoiceGroup?
    public var days: ChoiceGroup
    public var from: ChoiceGroup
    public var to: ChoiceGroup
    public var again: ChoiceGroup
    public var button: FormButton
    public var problems: ProblemSummary?

    public init(
        title: String, lines: [String], target: FormTarget, kept: [(name: String, value: String)], person: ChoiceGroup?,
        days: ChoiceGroup, from: ChoiceGroup, to: ChoiceGroup, again: ChoiceGroup, button: FormButton
    ) {
        self.title = title
        self.lines = lines
        self.target = target
        self.kept = kept
        self.person = person
        self.days = days
        self.from = from
        self.to = to
        self.again = again
        self.button = button
    }
}

/// When a worker is at the desk themself.
public struct OwnShiftsPage: Page {
    public var title: String
    public var lines: [String]
    public var shifts: DeskTable?
    /// Said when there are none.
    public var none: String

    public init(title: String, lines: [String], shifts: DeskTable?, none: String) {
        self.title = title
        self.lines = lines
        self.shifts = shifts
        self.none = none
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.lines(lines)
        if let shifts { html.table(shifts) } else { html.element(.p, text: none, .class("empty")) }
    }
}

/// What everybody of a team can do at the desk, and a form for one of them.
public struct SkillsPage: Page {
    public var title: String
    public var lines: [String]
    public var notices: [DeskNotice]
    public var places: [RosterPage.Step]
    public var people: DeskTable
    public var form: Form?

    public init(title: String, lines: [String], notices: [DeskNotice] = [], places: [RosterPage.Step], people: DeskTable) {
        self.title = title
        self.lines = lines
        self.notices = notices
        self.places = places
        self.people = people
    }

    /// What one of them can do.
    public struct Form: Sendable {
        public var title: String
        public var target: FormTarget
        public var kept: [(name: String, value: String)]
        /// Languages, skills, and how many at once.
        public var groups: [ChoiceGroup]
        public var note: String
        public var button: FormButton
        public var back: Link

        public init(
            title: String, target: FormTarget, kept: [(name: String, value: String)], groups: [ChoiceGroup], note: String,
            button: FormButton, back: Link
        ) {
            self.title = title
            self.target = target
            self.kept = kept
            self.groups = groups
            self.note = note
            self.button = button
            self.back = back
        }
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.notices(notices)
        html.lines(lines)
        html.steps(places)
        if let form {
            html.element(.section, .class("card narrow"), .id("form")) { html in
                html.element(.h2, text: form.title)
                html.form(form.target) { html in
                    html.kept(form.kept)
                    for group in form.groups { html.choices(group) }
                    html.element(.p, text: form.note, .class("quiet"))
                    html.button(form.button, .class("go"))
                    html.element(.p) { $0.element(.a, text: form.back.text, .href(form.back.href)) }
                }
            }
        }
        html.table(people)
    }
}
