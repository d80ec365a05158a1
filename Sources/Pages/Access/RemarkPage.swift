/// What somebody found not right, for whoever watches over that in the organisation: their words, what was said to them before, and a field.
/// - Source: security 3.5; decision 0110.
public struct RemarkPage: Page {
    public var title: String
    public var back: Link
    public var notices: [DeskNotice]
    public var lines: [String]
    /// When it was said, and the words.
    public var remark: (about: String, text: Told)
    /// What was said to it, oldest first; without words where it was looked into alone.
    public var answers: [(about: String, text: Told?)]
    public var target: FormTarget
    public var field: WritingField
    public var send: FormButton
    /// That it was looked into, without words.
    public var mark: FormButton

    public init(
        title: String, back: Link, notices: [DeskNotice], lines: [String], remark: (about: String, text: Told),
        answers: [(about: String, text: Told?)], target: FormTarget, field: WritingField, send: FormButton, mark: FormButton
    ) {
        self.title = title
        self.back = back
        self.notices = notices
        self.lines = lines
        self.remark = remark
        self.answers = answers
        self.target = target
        self.field = field
        self.send = send
        self.mark = mark
    }

    public func render(into html: inout HTML) {
        html.element(.div, .class("narrow")) { html in
            html.opening(back, title, notices: notices, lines: lines)
            html.said(remark.about, remark.text)
            for answer in answers { html.said(answer.about, answer.text) }
            html.form(target) { html in
                html.writing(field)
                html.element(.div, .class("on")) { html in
                    html.button(send, .class("go"))
                    html.button(mark, .class("line"))
                }
            }
        }
    }
}
