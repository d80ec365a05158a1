/// A piece of a line.
public enum Run: Sendable {
    case text(String)
    case strong(String)
    /// A link within this site.
    case link(Link)
    /// A number to call within a sentence.
    case call(CallButton)
}

/// A piece of an article.
public enum Block: Sendable {
    case heading([Run])
    case subheading([Run])
    case paragraph([Run])
    case list([[Run]])
    /// A list in which the order matters.
    case steps([[Run]])
    /// A line in warm light: what is good to know.
    case note([Run])
    /// A place that can help, in full.
    case card(CallCard)
}

/// Where we know this from, when it was checked, and who must still check it.
public struct Proof: Sendable {
    public var title: String
    public var sources: [String]
    /// Such as 'Nagekeken op 21 november 2026'.
    public var checked: String?
    /// Such as 'Een advocaat moet dit nog nakijken'.
    public var marks: [String]

    public init(title: String, sources: [String], checked: String? = nil, marks: [String] = []) {
        self.title = title
        self.sources = sources
        self.checked = checked
        self.marks = marks
    }
}

extension HTML {
    mutating func blocks(_ blocks: [Block]) {
        for block in blocks {
            switch block {
            case .heading(let runs): element(.h2) { $0.runs(runs) }
            case .subheading(let runs): element(.h3) { $0.runs(runs) }
            case .paragraph(let runs): element(.p) { $0.runs(runs) }
            case .list(let items): list(.ul, items)
            case .steps(let items): list(.ol, items)
            case .note(let runs): element(.p, .class("good")) { $0.runs(runs) }
            case .card(let card): self.card(card)
            }
        }
    }

    private mutating func list(_ tag: Tag, _ items: [[Run]]) {
        element(tag) { html in
            for item in items { html.element(.li) { $0.runs(item) } }
        }
    }

    private mutating func runs(_ runs: [Run]) {
        for run in runs {
            switch run {
            case .text(let words): text(words)
            case .strong(let words): element(.strong, text: words)
            case .link(let link): element(.a, text: link.text, .href(link.href))
            case .call(let call):
                element(.a, .class("number"), .call(call.dial), .leftToRight) { $0.text(call.number) }
            }
        }
    }

    mutating func proof(_ proof: Proof) {
        for mark in proof.marks { element(.p, text: mark, .class("mark")) }
        element(.details, .class("screen")) { html in
            html.element(.summary, text: proof.title)
            html.element(.ul) { html in
                for source in proof.sources { html.element(.li, text: source) }
            }
            if let checked = proof.checked { html.element(.p, text: checked) }
        }
    }
}
