/// Everyone who waits for this worker's teams: most urgent first, then who waits longest.
/// - Source: R5, R7.
public struct InboxPage: Page {
    public var heading: Heading
    /// What just happened, and which teams need a second holder or a new key.
    public var notices: [DeskNotice]
    public var queue: Queue
    public var refresh: Refresh
    public var pause: Pause?
    /// Somebody who is offered to the worker, above everything else.
    public var offer: DeskOffer?

    public init(heading: Heading, notices: [DeskNotice] = [], queue: Queue, refresh: Refresh) {
        self.heading = heading
        self.notices = notices
        self.queue = queue
        self.refresh = refresh
    }

    public struct Heading: Sendable {
        public var title: String
        /// Such as '3 wachten. 1 is van jou.'
        public var summary: String
        /// Those that are the worker's own, who waits for them first; nil where the list is short enough to see them.
        public var own: Own?

        public init(title: String, summary: String) {
            self.title = title
            self.summary = summary
        }
    }

    /// The way to the worker's own conversations, however long the list.
    public struct Own: Sendable {
        public var label: String
        public var links: [Link]

        public init(label: String, links: [Link]) {
            self.label = label
            self.links = links
        }
    }

    /// Those who wait. All buttons stand in one form.
    public struct Queue: Sendable {
        public var target: FormTarget
        public var caption: String
        /// The titles of number, urgency, waiting, language, state and what can be done; six.
        public var columns: [String]
        public var rows: [Row]
        /// What is said when nobody waits.
        public var empty: Empty

        public init(target: FormTarget, caption: String, columns: [String], rows: [Row], empty: Empty) {
            self.target = target
            self.caption = caption
            self.columns = columns
            self.rows = rows
            self.empty = empty
        }
    }

    public struct Empty: Sendable {
        public var title: String
        public var lines: [String]

        public init(title: String, lines: [String]) {
            self.title = title
            self.lines = lines
        }
    }

    /// One person who wrote, by a number that says nothing.
    public struct Row: Sendable {
        /// Such as '#1042'.
        public var number: String
        public var urgency: Mark
        /// How long they wait, in words.
        public var waiting: Mark
        public var language: String
        /// New, waiting, yours, with a colleague, answered or closed; and whether somebody may read along.
        public var states: [Mark]
        public var ways: Ways

        public init(number: String, urgency: Mark, waiting: Mark, language: String, states: [Mark], ways: Ways) {
            self.number = number
            self.urgency = urgency
            self.waiting = waiting
            self.language = language
            self.states = states
            self.ways = ways
        }
    }

    /// What the worker can do with a row. Each names the number, so that it makes sense on its own.
    public struct Ways: Sendable {
        public var open: Link?
        public var claim: FormButton?
        /// Whether it is the worker's own.
        public var isOwn: Bool

        public init(open: Link? = nil, claim: FormButton? = nil, isOwn: Bool = false) {
            self.open = open
            self.claim = claim
            self.isOwn = isOwn
        }
    }

    /// What was closed lately; and for who works without scripts: look again, or let the page look again by itself.
    public struct Refresh: Sendable {
        public var again: Link
        public var byItself: Link
        /// To what was closed lately.
        public var closed: Link

        public init(again: Link, byItself: Link, closed: Link) {
            self.again = again
            self.byItself = byItself
            self.closed = closed
        }
    }

    /// Being away for a while after a heavy talk.
    /// - Source: R11.
    public struct Pause: Sendable {
        public var title: String
        public var lines: [String]
        public var target: FormTarget
        public var buttons: [FormButton]
        /// Whether the worker is away now.
        public var isOn: Bool
        /// Which colleagues are away.
        public var away: String?

        public init(title: String, lines: [String], target: FormTarget, buttons: [FormButton], isOn: Bool, away: String?) {
            self.title = title
            self.lines = lines
            self.target = target
            self.buttons = buttons
            self.isOn = isOn
            self.away = away
        }
    }

    private func show(_ own: Own, into html: inout HTML) {
        html.element(.nav, .labelled(by: "own")) { html in
            html.element(.p, .class("row")) { html in
                html.element(.span, text: own.label, .id("own"))
                for link in own.links { html.element(.a, text: link.text, .href(link.href)) }
            }
        }
    }

    private func show(_ pause: Pause, into html: inout HTML) {
        html.element(.details, .class("act"), .when(pause.isOn, .opened)) { html in
            html.element(.summary, text: pause.title)
            html.lines(pause.lines)
            html.form(pause.target) { html in
                html.element(.div, .class("on")) { html in
                    for button in pause.buttons { html.button(button, .class("line")) }
                }
            }
        }
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: heading.title)
        if let offer { html.offer(offer) }
        html.notices(notices)
        html.element(.div, .id("fresh")) { html in
            html.element(.p, text: heading.summary, .class("lead"))
            if let own = heading.own { show(own, into: &html) }
            if let away = pause?.away { html.element(.p, text: away) }
            if queue.rows.isEmpty {
                html.element(.div, .class("empty")) { html in
                    html.trusted(Picture.door)
                    html.element(.h2, text: queue.empty.title)
                    html.lines(queue.empty.lines)
                }
            } else {
                html.form(queue.target, .id("queue"), .focusable) { $0.table(table) }
            }
        }
        if let pause { show(pause, into: &html) }
        html.element(.p, .class("row")) { html in
            html.element(.a, text: refresh.closed.text, .href(refresh.closed.href))
            html.element(.a, text: refresh.again.text, .href(refresh.again.href))
            html.element(.a, text: refresh.byItself.text, .href(refresh.byItself.href))
        }
    }

    private var table: DeskTable {
        DeskTable(
            queue.caption,
            columns: queue.columns.enumerated().map { DeskTable.Column($0.element, isNumber: $0.offset == 0 || $0.offset == 2) },
            rows: queue.rows.map { row in
                DeskTable.Row(
                    [
                        .text(row.number), .marks([row.urgency]), .marks([row.waiting]), .text(row.language), .marks(row.states),
                        .ways(row.ways.open.map { [$0] } ?? [], buttons: row.ways.claim.map { [$0] } ?? []),
                    ], id: "row" + row.number.filter { $0.isASCII && $0.isNumber }, isOwn: row.ways.isOwn)
            })
    }
}
