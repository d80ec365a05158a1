/// A field with which a worker enters. What stood in it never comes back, except the login name.
public struct EntryField: Sendable {
    public enum Kind: Sendable {
        case login
        case passphrase
        /// One that is being chosen; it stands twice on the page.
        case newPassphrase
        /// Six digits of the second factor.
        case factor
    }

    public var kind: Kind
    public var name: String
    public var label: String
    public var hint: String?
    /// Only for a login name.
    public var value: String
    public var problem: String?

    public init(_ kind: Kind, name: String, label: String, hint: String? = nil, value: String = "") {
        self.kind = kind
        self.name = name
        self.label = label
        self.hint = hint
        self.value = value
    }
}

extension HTML {
    mutating func field(_ field: EntryField) {
        let hint = field.name + "-hint"
        let problem = field.name + "-problem"
        let described = (field.hint == nil ? [] : [hint]) + (field.problem == nil ? [] : [problem])
        element(.div, .class("field")) { html in
            html.element(.label, text: field.label, .for(field.name))
            if let words = field.hint { html.element(.small, text: words, .id(hint)) }
            if let words = field.problem { html.element(.p, text: words, .class("problem"), .id(problem)) }
            html.void(
                field.kind.input, .id(field.name), .name(field.name), .maxlength(TextField.longest),
                .when(field.kind == .login, .value(field.value)), .when(field.problem != nil, .invalid),
                described.isEmpty ? .none : .described(by: described.joined(separator: " ")))
        }
    }
}

extension EntryField.Kind {
    fileprivate var input: Tag {
        switch self {
        case .login: .loginInput
        case .passphrase: .passphraseInput
        case .newPassphrase: .newPassphraseInput
        case .factor: .factorInput
        }
    }
}
