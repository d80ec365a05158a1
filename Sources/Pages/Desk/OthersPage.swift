/// Who else waits, short enough to stand beside a conversation: the third pane of the workbench.
/// - Source: look and words, workbench.
public struct Others: Sendable {
    public struct Row: Sendable {
        /// Such as '#1042'.
        public var link: Link
        /// Whether it is the conversation on this page.
        public var isHere: Bool
        /// Urgency, how long they wait, and whether it is the worker's own.
        public var marks: [Mark]

        public init(_ link: Link, isHere: Bool = false, marks: [Mark]) {
            self.link = link
            self.isHere = isHere
            self.marks = marks
        }
    }

    public var title: String
    /// What it is folded under where the screen is narrow.
    public var fold: String
    public var rows: [Row]
    /// Said when there is nobody else.
    public var none: String
    /// To the whole list.
    public var all: Link

    public init(title: String, fold: String, rows: [Row], none: String, all: Link) {
        self.title = title
        self.fold = fold
        self.rows = rows
        self.none = none
        self.all = all
    }
}

/// The same on its own, for the script that fetches it anew.
public struct OthersPage: Page {
    public var title: String
    public var others: Others

    public init(title: String, others: Others) {
        self.title = title
        self.others = others
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.others(others)
    }
}

extension HTML {
    mutating func others(_ others: Others) {
        element(.nav, .id("others"), .labelled(by: "others-title")) { html in
            html.element(.h2, text: others.title, .id("others-title"))
            if others.rows.isEmpty { html.element(.p, text: others.none, .class("quiet")) }
            if !others.rows.isEmpty { html.rows(others.rows) }
            html.element(.p) { $0.element(.a, text: others.all.text, .href(others.all.href), .class("all")) }
        }
    }

    private mutating func rows(_ rows: [Others.Row]) {
        element(.ul) { html in
            for row in rows {
                html.element(.li, .id("row" + row.link.text.filter { $0.isASCII && $0.isNumber })) { html in
                    html.element(row.isHere ? .linkHere : .a, text: row.link.text, .href(row.link.href))
                    for mark in row.marks {
                        html.trusted(Trusted(" "))
                        html.mark(mark)
                    }
                }
            }
        }
    }
}
