/// Where it stands on a page that somebody who waits is offered to this worker: calm, with two buttons, and never in the way of typing.
/// - Source: R5; WCAG 2.2, 2.4.11 and 4.1.3.
public struct DeskOffer: Sendable {
    /// Somebody who waits.
    public struct Somebody: Sendable {
        /// Which offer it is, so that the script knows one that stands on the page already.
        public var name: String
        /// Seconds until it is a colleague's turn.
        public var left: Int
        public var title: String
        /// Urgency, language and until when.
        public var marks: [Mark]
        public var lines: [String]
        public var target: FormTarget
        public var take: FormButton
        public var pass: FormButton

        public init(
            name: String, left: Int, title: String, marks: [Mark], lines: [String], target: FormTarget, take: FormButton, pass: FormButton
        ) {
            self.name = name
            self.left = left
            self.title = title
            self.marks = marks
            self.lines = lines
            self.target = target
            self.take = take
            self.pass = pass
        }
    }

    /// Where the script finds it anew.
    public var from: String
    /// Nobody most of the time.
    public var somebody: Somebody?

    public init(from: String, somebody: Somebody? = nil) {
        self.from = from
        self.somebody = somebody
    }
}

/// The same on its own, for the script that fetches it.
public struct OfferPage: Page {
    public var title: String
    public var offer: DeskOffer

    public init(title: String, offer: DeskOffer) {
        self.title = title
        self.offer = offer
    }

    public func render(into html: inout HTML) {
        html.element(.h1, text: title)
        html.offer(offer)
    }
}

extension HTML {
    /// - Parameter isAside: whether it stands over the edge of a page on which somebody may be typing.
    mutating func offer(_ offer: DeskOffer, isAside: Bool = false) {
        let (name, left) = (offer.somebody?.name ?? "", offer.somebody?.left ?? 0)
        element(.div, .id("offer"), .when(isAside, .class("aside")), .live(offer.from), .offered(name), .left(left)) { html in
            guard let somebody = offer.somebody else { return }
            html.element(.section, .class("good"), .labelled(by: "offered")) { html in
                html.element(.h2, text: somebody.title, .id("offered"))
                html.marks(somebody.marks)
                html.lines(somebody.lines)
                html.form(somebody.target) { html in
                    html.button(somebody.take, .class("go"))
                    html.button(somebody.pass, .class("line"))
                }
            }
        }
    }
}
