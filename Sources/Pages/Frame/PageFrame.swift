/// Everything around a page that is the same everywhere: how to leave, in which language we speak, where else one can go.
public struct PageFrame: Sendable {
    public var language: PageLanguage
    /// The browser's title: neutral, distinct per page, and silent about what the page is for.
    public var tab: String
    public var header: Header
    public var exit: ExitControls
    public var footer: Footer
    public var manner: Manner

    public init(language: PageLanguage, tab: String, header: Header, exit: ExitControls, footer: Footer) {
        self.language = language
        self.tab = tab
        self.header = header
        self.exit = exit
        self.footer = footer
        self.manner = Manner()
    }

    /// The top of the page.
    public struct Header: Sendable {
        /// What the entry calls itself; it is never printed.
        public var brand: String
        public var home: String
        /// The words of the link that jumps to the content.
        public var skip: String
        public var otherLanguage: OtherLanguage?

        public init(brand: String, home: String, skip: String, otherLanguage: OtherLanguage? = nil) {
            self.brand = brand
            self.home = home
            self.skip = skip
            self.otherLanguage = otherLanguage
        }
    }

    /// The same page in another language, named in that language.
    public struct OtherLanguage: Sendable {
        public var text: String
        public var href: String
        /// BCP 47.
        public var tag: String

        public init(_ text: String, to href: String, tag: String) {
            self.text = text
            self.href = href
            self.tag = tag
        }
    }

    /// The bottom of the page.
    public struct Footer: Sendable {
        /// What the list of links is called for a screen reader.
        public var label: String
        public var links: [Link]
        public var note: String?

        public init(label: String, links: [Link], note: String? = nil) {
            self.label = label
            self.links = links
            self.note = note
        }
    }

    /// How the page reaches the browser and the paper.
    public struct Manner: Sendable {
        /// Changes when the script, the stylesheet or the picture changes; part of their address.
        public var assetVersion = "1"
        /// Whether the page loads the exit script. Every page works without it.
        public var hasScripts = true
        /// Whether the stylesheet stands in the page, so that one request is enough, or is linked and kept by the browser.
        public var isStyleInline = true
        /// Whether the page also loads the script that keeps what was typed when there is no connection.
        public var keepsTyped = false
        /// Whether the page hears of what comes while it is open.
        public var hears = false
        /// How a browser without scripts sees what comes: the page is fetched anew by itself. Only for a page on which nothing is typed then.
        public var again: Again?
        /// Whether search engines are asked to leave the page out.
        public var isUnlisted = false
        /// The one neutral line that is printed instead of the page; nothing if the page may be printed.
        public var printsOnly: String?

        public init() {}

        /// A page that asks for itself again.
        public struct Again: Sendable {
            public var path: String
            public var seconds: Int
            /// Whether where one types is out of sight meanwhile: what stood there would be lost.
            public var hidesTyping: Bool

            public init(_ path: String, seconds: Int, hidesTyping: Bool = true) {
                self.path = path
                self.seconds = seconds
                self.hidesTyping = hidesTyping
            }
        }

        /// For pages on which a person writes or reads what is theirs: on no paper, in no search engine, with the linked stylesheet.
        /// - Parameter line: the one neutral line that is printed instead.
        public static func personal(printing line: String) -> Manner {
            var manner = Manner()
            manner.isStyleInline = false
            manner.isUnlisted = true
            manner.keepsTyped = true
            manner.printsOnly = line
            return manner
        }
    }
}

/// The language of a page and the direction in which it is read.
public struct PageLanguage: Sendable {
    /// BCP 47, such as 'nl'.
    public var tag: String
    public var isRightToLeft: Bool

    public init(_ tag: String, isRightToLeft: Bool = false) {
        self.tag = tag
        self.isRightToLeft = isRightToLeft
    }
}

/// The way out: the words on the button, where it posts to, and the neutral page the person lands on.
///
/// The button is first in tab order after the skip link, stays in view, and stands at the end of the page as well.
public struct ExitControls: Sendable {
    public var text: String
    /// The path that ends everything and answers with the neutral page.
    public var action: String
    /// The neutral page, for the script; without scripts the server leads there.
    public var target: String
    public var keys: Keys?

    public init(text: String, action: String, target: String, keys: Keys? = nil) {
        self.text = text
        self.action = action
        self.target = target
        self.keys = keys
    }

    /// What is said about pressing Shift three times. Shown only when the script runs.
    public struct Keys: Sendable {
        public var help: String
        /// Read out after the first press.
        public var first: String
        /// Read out after the second press.
        public var second: String

        public init(help: String, first: String, second: String) {
            self.help = help
            self.first = first
            self.second = second
        }
    }
}
