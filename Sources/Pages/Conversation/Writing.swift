/// A place to write as much as somebody wants, in any alphabet. Its name is also its id.
public struct WritingField: Sendable {
    /// Characters that fit in one message. The field takes no more, so that nothing is typed which is refused afterwards.
    public static let longest = 430_000
    public var name: String
    public var label: String
    public var hint: String?
    /// What was typed before and comes back.
    public var value: Told
    /// What to change, if it could not be sent as it is.
    public var problem: String?
    /// How many lines are visible before the field grows.
    public var rows: Int
    /// Whether the person goes on here at once: the cursor is put in it.
    public var hasCursor = false

    public init(name: String, label: String, hint: String? = nil, value: Told = Told(""), rows: Int = 8) {
        self.name = name
        self.label = label
        self.hint = hint
        self.value = value
        self.rows = rows
    }
}

/// A line that is shown when there is no connection, so that nothing typed is sent into nowhere. Shown only when the script runs.
public struct OfflineLine: Sendable {
    public var text: String

    public init(_ text: String) { self.text = text }
}

extension HTML {
    mutating func writing(_ field: WritingField) {
        let hint = field.name + "-hint"
        let problem = field.name + "-problem"
        let described = (field.hint == nil ? [] : [hint]) + (field.problem == nil ? [] : [problem])
        element(.div, field.rows < 5 ? .class("writing few") : .class("writing")) { html in
            html.element(.label, text: field.label, .for(field.name))
            if let words = field.hint { html.element(.small, text: words, .id(hint)) }
            if let words = field.problem { html.element(.p, text: words, .class("problem"), .id(problem)) }
            html.element(
                .textarea, .id(field.name), .name(field.name), .unrememberedRows(field.rows),
                field.problem != nil ? .invalid : .when(field.hasCursor, .cursor),
                described.isEmpty ? .none : .described(by: described.joined(separator: " "))
            ) { html in
                // A browser drops the first line break of a text area; this one is for dropping.
                if !field.value.isEmpty { html.trusted(Trusted("\n")) }
                html.text(field.value)
            }
        }
    }

    mutating func offline(_ line: OfflineLine) {
        element(.p, .class("problem offline"), .status, .spoken(line.text)) { _ in }
    }
}
