/// Texts that a worker can send as they are or change first, by moment, at one level at a time.
/// - Source: R2, R45; domain C15.
public struct PhrasePicker: Sendable {
    /// Words for one level.
    public struct Phrase: Sendable {
        public var plain: PutButton
        public var easy: PutButton

        public init(plain: PutButton, easy: PutButton) {
            self.plain = plain
            self.easy = easy
        }
    }

    /// A moment in a conversation, such as 'Stilte'.
    public struct Group: Sendable {
        public var title: String
        public var phrases: [Phrase]

        public init(title: String, phrases: [Phrase]) {
            self.title = title
            self.phrases = phrases
        }
    }

    /// What the worker wrote for themself, and where to write more.
    public struct Own: Sendable {
        public var title: String
        public var none: String
        /// Those in this language, at their level.
        public var plain: [PutButton]
        public var easy: [PutButton]
        public var change: Link

        public init(title: String, none: String, plain: [PutButton], easy: [PutButton], change: Link) {
            self.title = title
            self.none = none
            self.plain = plain
            self.easy = easy
            self.change = change
        }
    }

    /// What the script adds: a place to type part of a heading or a phrase.
    public struct Find: Sendable {
        public var label: String
        /// How many were found, where `#` stands.
        public var found: String

        public init(label: String, found: String) {
            self.label = label
            self.found = found
        }
    }

    public var title: String
    public var lines: [String]
    /// Plain or easy; its choices are `b1` and `a2`.
    public var level: ChoiceGroup
    /// Other languages that there are phrases in.
    public var languages: [FormButton]
    public var find: Find
    public var groups: [Group]
    public var own: Own?
    public var isOpen = false

    public init(title: String, lines: [String], level: ChoiceGroup, languages: [FormButton], find: Find, groups: [Group]) {
        self.title = title
        self.lines = lines
        self.level = level
        self.languages = languages
        self.find = find
        self.groups = groups
    }

    /// Leaves out what may not be sent where somebody may read along. A phrase stays when both its texts may.
    public mutating func keepQuiet() {
        for group in groups.indices { groups[group].phrases.removeAll { !$0.plain.isQuiet || !$0.easy.isQuiet } }
        groups.removeAll(where: \.phrases.isEmpty)
        own?.plain.removeAll { !$0.isQuiet }
        own?.easy.removeAll { !$0.isQuiet }
    }
}

extension HTML {
    mutating func phrases(_ picker: PhrasePicker) {
        element(.details, .id("phrases"), .class("act"), .when(picker.isOpen, .opened)) { html in
            html.element(.summary, text: picker.title)
            html.lines(picker.lines)
            html.choices(picker.level)
            html.element(.laterPart, .class("field finding")) { html in
                html.element(.label, text: picker.find.label, .for("find"))
                html.void(.input, .id("find"), .unremembered, .described(by: "found"))
                html.element(.p, .id("found"), .status, .class("quiet"), .spoken(picker.find.found)) { _ in }
            }
            if let own = picker.own { html.own(own) }
            for group in picker.groups { html.phrases(group) }
            for language in picker.languages { html.button(language, .class("line")) }
        }
    }

    private mutating func own(_ own: PhrasePicker.Own) {
        element(.details, .class("moment")) { html in
            html.element(.summary, text: own.title)
            if own.plain.isEmpty, own.easy.isEmpty { html.element(.p, text: own.none, .class("quiet")) }
            html.element(.ul, .class("says")) { html in
                for one in own.plain { html.element(.li, .class("b1")) { $0.put(one) } }
                for one in own.easy { html.element(.li, .class("a2")) { $0.put(one) } }
            }
            html.element(.p) { $0.linkAside(own.change) }
        }
    }

    /// The phrases of one moment, folded.
    mutating func phrases(_ group: PhrasePicker.Group) {
        element(.details, .class("moment")) { html in
            html.element(.summary, text: group.title)
            html.element(.ul, .class("says")) { html in
                for phrase in group.phrases {
                    html.element(.li, .class("b1")) { $0.put(phrase.plain) }
                    html.element(.li, .class("a2")) { $0.put(phrase.easy) }
                }
            }
        }
    }
}
