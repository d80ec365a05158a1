/// Where a form goes, and the sealed slip that travels with it. The slip is opaque: it holds the answers so far, and only the server can read it.
public struct FormTarget: Sendable {
    public var action: String
    /// The sealed value of the hidden field `ticket`.
    public var ticket: String?

    public init(action: String, ticket: String? = nil) {
        self.action = action
        self.ticket = ticket
    }
}

/// One answer that can be chosen.
public struct Choice: Sendable {
    public var value: String
    public var label: String
    public var hint: String?
    public var isChosen: Bool

    public init(_ value: String, label: String, hint: String? = nil, isChosen: Bool = false) {
        self.value = value
        self.label = label
        self.hint = hint
        self.isChosen = isChosen
    }
}

/// Answers that belong together. The first one carries the group's name as its id, so that an error can lead to it.
public struct ChoiceGroup: Sendable {
    public enum Kind: Sendable {
        /// One answer at most.
        case one
        /// Any number of answers.
        case many
        /// One answer out of a long list.
        case list
    }

    public var legend: String
    public var name: String
    public var kind: Kind
    public var choices: [Choice]
    /// What to change, if it could not be done with what was chosen.
    public var problem: String?

    public init(_ legend: String, name: String, kind: Kind, choices: [Choice]) {
        self.legend = legend
        self.name = name
        self.kind = kind
        self.choices = choices
    }
}

/// A place to type a few words or digits. Its name is also its id.
public struct TextField: Sendable {
    /// Characters that a browser lets somebody type. It is far more than any field takes: beyond it a browser cuts off what is pasted and says
    /// nothing, and what is too long for a name is told by whoever reads it, with what was typed.
    public static let longest = 1000

    public enum Kind: Sendable {
        case words
        /// Digits, such as the four of a postcode.
        case digits
    }

    public var name: String
    public var label: String
    public var hint: String?
    public var value: String
    public var kind: Kind
    /// What to change, if the server could not read what was typed.
    public var problem: String?

    public init(name: String, label: String, value: String = "", kind: Kind = .words) {
        self.name = name
        self.label = label
        self.value = value
        self.kind = kind
    }
}

/// A place to choose a photo, a paper or a text from the device. Its name is also its id.
public struct FileField: Sendable {
    public var name: String
    public var label: String
    public var hint: String
    /// What to change, if what was chosen is not taken in.
    public var problem: String?

    public init(name: String, label: String, hint: String) {
        self.name = name
        self.label = label
        self.hint = hint
    }
}

/// A button that tells the server which way to go. Without a name it is the plain 'send'.
public struct FormButton: Sendable {
    public var text: String
    /// What it is about, when that shows from where it stands: only read out.
    public var about: String?
    public var name: String?
    public var value: String

    public init(_ text: String, about: String? = nil, name: String? = nil, value: String = "") {
        self.text = text
        self.about = about
        self.name = name
        self.value = value
    }
}

/// What has to change before the person can go on. It takes the focus, and each line leads to its field.
public struct ProblemSummary: Sendable {
    public struct Item: Sendable {
        public var text: String
        /// The id of the field: the name of its ``ChoiceGroup``, question or ``TextField``.
        public var field: String

        public init(_ text: String, field: String) {
            self.text = text
            self.field = field
        }
    }

    public var title: String
    public var items: [Item]

    public init(title: String, items: [Item]) {
        self.title = title
        self.items = items
    }
}
