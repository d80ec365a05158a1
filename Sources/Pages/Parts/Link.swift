/// A place on this site the person can go to, in words.
public struct Link: Sendable {
    public var text: String
    public var href: String

    public init(_ text: String, to href: String) {
        self.text = text
        self.href = href
    }
}

/// A way on: what it is called, one line about what the person finds there, and where it leads.
public struct Way: Sendable {
    public var title: String
    public var text: String?
    public var href: String

    public init(_ title: String, text: String? = nil, to href: String) {
        self.title = title
        self.text = text
        self.href = href
    }
}

/// A heading with ways on under it.
public struct WayGroup: Sendable {
    public var title: String?
    public var ways: [Way]

    public init(title: String? = nil, ways: [Way]) {
        self.title = title
        self.ways = ways
    }
}

/// A number to call, as the button says it.
public struct CallButton: Sendable {
    /// The word on the button, such as 'Bel'.
    public var verb: String
    /// The number as people write it, such as '0800-0188'.
    public var number: String
    /// The number as a telephone dials it; spaces and dashes are left out.
    public var dial: String
    /// A line under the button, such as that the call stays in the list of the telephone.
    public var note: String?

    public init(verb: String, number: String, dial: String? = nil, note: String? = nil) {
        self.verb = verb
        self.number = number
        self.dial = dial ?? number
        self.note = note
    }
}

/// A chat or a website of someone else. The domain is shown, so that the person knows where the link leads.
public struct OutLink: Sendable {
    public var text: String
    public var href: String
    /// The domain, as plain text.
    public var domain: String

    public init(_ text: String, to href: String, domain: String) {
        self.text = text
        self.href = href
        self.domain = domain
    }
}

/// Something that may be read, and stays folded until the person opens it.
public struct Fold: Sendable {
    public var title: String
    public var lines: [String]

    public init(_ title: String, lines: [String]) {
        self.title = title
        self.lines = lines
    }
}

/// The one line for danger, with the number to call.
public struct UrgentLine: Sendable {
    public var text: String
    public var call: CallButton?

    public init(_ text: String, call: CallButton? = nil) {
        self.text = text
        self.call = call
    }
}

extension HTML {
    mutating func lines(_ lines: [String]) {
        for line in lines { element(.p, text: line) }
    }

    // What the person told must not come out of a printer: such a fold is for the screen alone.
    mutating func fold(_ fold: Fold, onScreenOnly: Bool = false) {
        element(.details, .when(onScreenOnly, .class("screen"))) { html in
            html.element(.summary, text: fold.title)
            html.lines(fold.lines)
        }
    }

    mutating func urgent(_ line: UrgentLine) {
        element(.div, .class("urgent row")) { html in
            html.element(.p, text: line.text)
            if let call = line.call { html.call(call) }
        }
    }

    mutating func call(_ call: CallButton) {
        element(.a, .class("call"), .call(call.dial)) { html in
            html.text(call.verb)
            html.trusted(Trusted(" "))
            html.element(.b, text: call.number, .leftToRight)
        }
        if let note = call.note { element(.small, text: note) }
    }

    mutating func out(_ link: OutLink) {
        element(.a, .class("out"), .href(link.href), .away) { html in
            html.text(link.text)
            html.trusted(Trusted(" "))
            html.element(.small, text: link.domain, .leftToRight)
        }
    }

    mutating func ways(_ ways: [Way]) {
        element(.ul, .class("ways")) { html in
            for way in ways {
                html.element(.li) { html in
                    html.element(.a, text: way.title, .href(way.href))
                    if let text = way.text { html.element(.p, text: text) }
                }
            }
        }
    }

    mutating func ways(_ group: WayGroup) {
        element(.section, .class("screen")) { html in
            if let title = group.title { html.element(.h2, text: title) }
            html.ways(group.ways)
        }
    }
}
