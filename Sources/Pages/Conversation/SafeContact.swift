/// How a person wants to be answered. 'Only here, with the code' unless they choose otherwise.
/// - Source: security 6.6; R7, R41.
public struct SafeContact: Sendable {
    /// What can be chosen.
    public enum Choosing: Sendable {
        /// Somebody may read along: there is nothing to choose, and the line says what therefore holds.
        case onlyHere(String)
        /// One group of answers, and what is needed when the person may be called.
        case from(ChoiceGroup, call: Call)
    }

    /// What we must know before we may call. Nothing of it is kept when the person chose 'only here'.
    public struct Call: Sendable {
        public var title: String
        /// The number, when it is safe, who may answer and what we then say.
        public var fields: [TextField]
        public var voicemail: ChoiceGroup
        /// For how long we may.
        public var period: ChoiceGroup?
        /// Such as how long this holds, and that it can be stopped at any time.
        public var note: String?

        public init(title: String, fields: [TextField], voicemail: ChoiceGroup, note: String? = nil) {
            self.title = title
            self.fields = fields
            self.voicemail = voicemail
            self.note = note
        }
    }

    /// The value of the answer that opens the fields about calling.
    public static let callValue = "call"

    public var title: String
    public var choosing: Choosing

    public init(title: String, _ choosing: Choosing) {
        self.title = title
        self.choosing = choosing
    }
}

extension HTML {
    /// - Parameter heading: the title, where the page does not say it already.
    mutating func safeContact(_ contact: SafeContact, heading: Bool = true) {
        element(.section, .class("contact")) { html in
            if heading { html.element(.h2, text: contact.title) }
            switch contact.choosing {
            case .onlyHere(let line):
                html.element(.p, text: line, .class("good"))
            case .from(let group, let call):
                html.choices(group)
                html.element(.fieldset, .class("call-me")) { html in
                    html.element(.legend, text: call.title)
                    for field in call.fields { html.field(field) }
                    html.choices(call.voicemail)
                    if let period = call.period { html.choices(period) }
                    if let note = call.note { html.element(.p, text: note, .class("quiet")) }
                }
            }
        }
    }
}
