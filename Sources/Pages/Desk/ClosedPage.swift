/// What a worker's teams closed lately. Nothing of what was said; opening one is logged.
/// - Source: security 2.9.
public struct ClosedPage: Page {
    public var title: String
    public var lines: [String]
    /// Number, when, how it ended, by whom, language, and a way to open it.
    public var closed: DeskTable?
    /// Said when there is none.
    public var none: String
    public var back: Link

    public init(title: String, lines: [String], closed: DeskTable?, none: String, back: Link) {
        self.title = title
        self.lines = lines
        self.closed = closed
        self.none = none
        self.back = back
    }

    public func render(into html: inout HTML) {
        html.opening(back, title, lines: lines)
        if let closed { html.table(closed) } else { html.element(.p, text: none) }
    }
}
