/// A part of a page that was written before: a card or a notice, which reads the same for everybody to whom it is shown.
public struct Fragment: Sendable {
    let bytes: [UInt8]

    init(_ write: (inout HTML) -> Void) {
        var html = HTML()
        write(&html)
        bytes = html.finish()
    }
}

extension Notice {
    /// The notice written, so that it need not be written again.
    public var fragment: Fragment { Fragment { $0.notice(self) } }

    /// A notice that was written before.
    public init(_ written: Fragment, tone: Tone) {
        self.init(id: "", tone: tone, title: "", lines: [])
        self.written = written
    }
}

extension CallCard {
    /// The card written in full, or folded to its name and number.
    public func fragment(isFolded: Bool) -> Fragment {
        Fragment { html in
            if isFolded { html.foldedCard(self) } else { html.card(self) }
        }
    }

    /// A card that was written before.
    public init(_ written: Fragment) {
        self.init(id: "", name: "", forYou: "", reach: .init(), facts: .init([]))
        self.written = written
    }
}

extension ChoiceGroup {
    /// Groups of choices, written.
    public static func fragment(_ groups: [ChoiceGroup]) -> Fragment {
        Fragment { html in
            for group in groups { html.choices(group) }
        }
    }
}
