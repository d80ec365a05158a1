/// One field for a code or a part of it, with a way on and a way back. Used wherever a code is asked for.
public struct CodeForm: Sendable {
    public var target: FormTarget
    public var field: TextField
    public var button: FormButton
    public var back: FormButton?
    public var problems: ProblemSummary?
    /// Words that were typed before a session ended: they stand in a field that can be seen, and go along.
    public var kept: WritingField?
    public var offline: OfflineLine?

    public init(target: FormTarget, field: TextField, button: FormButton, back: FormButton? = nil) {
        self.target = target
        self.field = field
        self.button = button
        self.back = back
    }
}

extension HTML {
    mutating func codeForm(_ form: CodeForm, isFinal: Bool = false) {
        self.form(form.target) { html in
            if let kept = form.kept { html.writing(kept) }
            html.field(form.field)
            if let offline = form.offline { html.offline(offline) }
            html.element(.div, .class("on")) { html in
                html.button(form.button, isFinal ? .class("final") : .class("go"))
                if let back = form.back { html.button(back, .class("plain")) }
            }
        }
    }
}
