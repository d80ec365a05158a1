/// One thing that is good to know, with its reasons folded.
public struct Notice: Sendable {
    public enum Tone: Sendable {
        /// Cannot wait: shown above the places to go.
        case urgent
        /// A comfort or a right, shown in warm light.
        case good
        /// Shown by its title; the person unfolds what they want to read.
        case folded
    }

    public var id: String
    public var tone: Tone
    var isUrgent: Bool { if case .urgent = tone { true } else { false } }
    public var title: String
    public var lines: [String]
    public var links: [Link]
    public var why: CallCard.Why?
    var written: Fragment?

    public init(id: String, tone: Tone, title: String, lines: [String], links: [Link] = []) {
        self.id = id
        self.tone = tone
        self.title = title
        self.lines = lines
        self.links = links
    }
}

/// A form on the advice page that makes the advice fit better: a postcode, what someone needs. It posts to the same address.
public struct Refine: Sendable {
    public var title: String
    public var lead: String?
    public var target: FormTarget
    public var field: TextField?
    public var groups: [ChoiceGroup]
    public var button: FormButton
    /// Whether it stands open: when something in it was found, or must be put right.
    public var isOpen = false
    /// Groups that were written before, instead of `groups`.
    public var writtenGroups: Fragment?

    public init(title: String, target: FormTarget, field: TextField? = nil, groups: [ChoiceGroup] = [], button: FormButton) {
        self.title = title
        self.target = target
        self.field = field
        self.groups = groups
        self.button = button
    }
}

extension HTML {
    mutating func notice(_ notice: Notice) {
        if let written = notice.written { return append(written) }
        switch notice.tone {
        case .urgent: element(.section, .class("urgent"), .id(notice.id)) { $0.heading(notice, .h2) }
        case .good: element(.section, .class("good"), .id(notice.id)) { $0.heading(notice, .h3) }
        case .folded:
            element(.details, .id(notice.id)) { html in
                html.element(.summary, text: notice.title)
                html.inside(notice)
            }
        }
    }

    private mutating func heading(_ notice: Notice, _ tag: Tag) {
        element(tag, text: notice.title)
        inside(notice)
    }

    private mutating func inside(_ notice: Notice) {
        lines(notice.lines)
        for link in notice.links { element(.p) { $0.element(.a, text: link.text, .href(link.href)) } }
        if let why = notice.why { self.why(why) }
    }

    mutating func refine(_ refine: Refine) {
        element(.details, .class("screen"), .when(refine.isOpen, .opened)) { html in
            html.element(.summary, text: refine.title)
            if let lead = refine.lead { html.element(.p, text: lead) }
            html.form(refine.target) { html in
                if let field = refine.field { html.field(field) }
                if let written = refine.writtenGroups { html.append(written) }
                for group in refine.groups { html.choices(group) }
                html.button(refine.button, .class("go"))
            }
        }
    }
}
