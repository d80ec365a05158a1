/// How busy it is now: big numbers, who waits how long as bars, who is there, what they can do, and when nobody is planned. No names, no content.
/// - Source: issue 4, 'Live board: waiting, longest wait, free helpers, per skill; on a wall screen too'.
public struct BoardPage: Page {
    /// One number that matters.
    public struct Figure: Sendable {
        public enum Look: Sendable { case plain, good, long, urgent }
        public var name: String
        /// Such as '3' or '12 min'.
        public var value: String
        public var look: Look

        public init(_ name: String, _ value: String, _ look: Look = .plain) {
            self.name = name
            self.value = value
            self.look = look
        }
    }

    /// Somebody who waits, as a row with a bar.
    public struct Waiting: Sendable {
        public var urgency: Mark
        public var kind: String
        public var wait: Mark
        /// Shares of fifty that the bar takes: fifty is an hour or more.
        public var share: Int

        public init(urgency: Mark, kind: String, wait: Mark, share: Int) {
            self.urgency = urgency
            self.kind = kind
            self.wait = wait
            self.share = share
        }
    }

    public struct Queue: Sendable {
        public var caption: String
        /// Urgency, kind, how long, and the bar; four.
        public var columns: [String]
        public var rows: [Waiting]
        /// How many more there are than rows, in words.
        public var more: String?
        public var none: String

        public init(caption: String, columns: [String], rows: [Waiting], more: String? = nil, none: String) {
            self.caption = caption
            self.columns = columns
            self.rows = rows
            self.more = more
            self.none = none
        }
    }

    /// When nobody is planned today.
    public struct Gaps: Sendable {
        public var title: String
        public var lines: [Mark]

        public init(title: String, lines: [Mark]) {
            self.title = title
            self.lines = lines
        }
    }

    /// Putting it on a screen on the wall.
    public struct Wall: Sendable {
        public var title: String
        public var lines: [String]
        public var look: Link
        public var target: FormTarget
        public var button: FormButton

        public init(title: String, lines: [String], look: Link, target: FormTarget, button: FormButton) {
            self.title = title
            self.lines = lines
            self.look = look
            self.target = target
            self.button = button
        }
    }

    public var title: String
    /// Such as 'Om 14.03 uur'.
    public var at: String
    public var notices: [DeskNotice] = []
    public var figures: [Figure]
    public var queue: Queue
    public var abilities: DeskTable
    public var gaps: Gaps
    /// Nothing on the wall itself.
    public var wall: Wall?

    public init(title: String, at: String, figures: [Figure], queue: Queue, abilities: DeskTable, gaps: Gaps) {
        self.title = title
        self.at = at
        self.figures = figures
        self.queue = queue
        self.abilities = abilities
        self.gaps = gaps
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title, .when(wall == nil, .class("unseen")))
        html.notices(notices)
        html.element(.div, .id("fresh"), wall == nil ? .class("board wall") : .class("board")) { html in
            html.element(.dl, .class("figures")) { html in
                for figure in figures { show(figure, into: &html) }
            }
            html.element(.div, .class("board-parts")) { html in
                html.element(.section) { show(queue, into: &$0) }
                html.element(.section) { html in
                    html.table(abilities)
                    html.element(.h2, text: gaps.title)
                    for line in gaps.lines { html.element(.p) { $0.mark(line) } }
                }
            }
            html.element(.p, text: at, .class("quiet"))
        }
        if let wall { show(wall, into: &html) }
    }

    private func show(_ figure: Figure, into html: inout HTML) {
        let look: Attribute =
            switch figure.look {
            case .plain: .none
            case .good: .class("well")
            case .long: .class("longer")
            case .urgent: .class("pressing")
            }
        html.element(.div, look) { html in
            html.element(.dt, text: figure.name)
            html.element(.dd, text: figure.value)
        }
    }

    private func show(_ queue: Queue, into html: inout HTML) {
        guard !queue.rows.isEmpty else {
            html.element(.p, text: queue.none, .class("lead"))
            return
        }
        html.element(.table, .class("bars")) { html in
            html.element(.caption, text: queue.caption)
            html.element(.tableHead) { html in
                html.element(.row) { html in
                    for column in queue.columns { html.element(.columnHead, text: column) }
                }
            }
            html.element(.tableBody) { html in
                for row in queue.rows { show(row, queue.columns, into: &html) }
            }
        }
        if let more = queue.more { html.element(.p, text: more) }
    }

    private func show(_ row: Waiting, _ columns: [String], into html: inout HTML) {
        html.element(.row) { html in
            html.element(.rowHead) { $0.mark(row.urgency) }
            html.element(.cell, text: row.kind)
            html.element(.cell, .class("figure")) { $0.mark(row.wait) }
            html.element(.cell, .class("bar-of"), .unspoken) { html in
                html.element(.div, .class("row-of")) { html in
                    let share = min(50, max(1, row.share))
                    html.element(.span, .share(share, row.wait.look.isLong ? "lasts late" : "lasts")) { _ in }
                    if share < 50 { html.element(.span, .share(50 - share, "")) { _ in } }
                }
            }
        }
    }

    private func show(_ wall: Wall, into html: inout HTML) {
        html.element(.details, .class("act")) { html in
            html.element(.summary, text: wall.title)
            html.lines(wall.lines)
            html.element(.p) { $0.element(.a, text: wall.look.text, .href(wall.look.href)) }
            html.form(wall.target) { $0.button(wall.button, .class("line")) }
        }
    }
}

extension Mark.Look {
    fileprivate var isLong: Bool { if case .long = self { true } else { false } }
}
