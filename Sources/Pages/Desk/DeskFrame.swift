/// Everything around a page of the workbench: where else one can go, who is in, how to leave.
public struct DeskFrame: Sendable {
    public var language: PageLanguage
    /// The browser's title: neutral, such as 'Werk' or '(2) Werk'; the number is what waits.
    public var tab: String
    public var header: Header
    /// Who is in; nobody before entry.
    public var worker: Worker?
    /// Where the page hears of what is new; nothing where nothing changes.
    public var live: String?
    /// The keys that work on this page. Without them no single letter does anything.
    public var keys: Keys?
    /// Whether a soft sound is made when somebody comes, and the button that turns it on or off.
    public var sound: Sound?
    /// Where it is told that somebody is offered to the worker, on a page that does not show it in its own place.
    public var offer: DeskOffer?
    /// What is said before the time without an act runs out, and the button that begins it anew.
    public var stay: Stay?
    public var manner: Manner

    public init(language: PageLanguage, tab: String, header: Header, worker: Worker? = nil, manner: Manner) {
        self.language = language
        self.tab = tab
        self.header = header
        self.worker = worker
        self.manner = manner
    }

    /// The top of the page.
    public struct Header: Sendable {
        /// One of the places of the workbench.
        public struct Place: Sendable {
            public var link: Link
            /// Whether this page is that place.
            public var isHere: Bool

            public init(_ link: Link, isHere: Bool = false) {
                self.link = link
                self.isHere = isHere
            }
        }

        /// A neutral name, such as 'Werk'.
        public var brand: Link
        /// The words of the link that jumps to the content.
        public var skip: String
        /// The link that jumps to the list, on a page that is for choosing from one. It comes first of all.
        public var toList: Link?
        /// The link that jumps to the field where one writes, on a page that is for writing.
        public var toField: Link?
        /// What the list of places is called for a screen reader.
        public var label: String
        public var places: [Place]
        public var otherLanguage: PageFrame.OtherLanguage?

        public init(
            brand: Link, skip: String, label: String, places: [Place] = [], otherLanguage: PageFrame.OtherLanguage? = nil
        ) {
            self.brand = brand
            self.skip = skip
            self.label = label
            self.places = places
            self.otherLanguage = otherLanguage
        }
    }

    /// Who is in, and the button with which they leave.
    public struct Worker: Sendable {
        /// Such as 'Samira, hulpverlener'.
        public var name: String
        public var signOut: FormTarget
        public var button: FormButton

        public init(name: String, signOut: FormTarget, button: FormButton) {
            self.name = name
            self.signOut = signOut
            self.button = button
        }
    }

    /// The warning that an entry is about to end. The script shows it when it hears so.
    /// - Source: WCAG 2.2, 2.2.1.
    public struct Stay: Sendable {
        public var text: String
        public var target: FormTarget
        public var button: FormButton

        public init(text: String, target: FormTarget, button: FormButton) {
            self.text = text
            self.target = target
            self.button = button
        }
    }

    /// What each key does, and the button that turns them on or off: off for who dictates or mistypes.
    /// - Source: WCAG 2.2, 2.1.4.
    public struct Keys: Sendable {
        public struct Key: Sendable {
            public var key: String
            public var text: String

            public init(_ key: String, _ text: String) {
                self.key = key
                self.text = text
            }
        }

        public var title: String
        /// Said where the key that takes somebody finds nobody to take.
        public var nothing: String
        public var list: [Key]
        /// Whether they work now; turned off, only the list is shown.
        public var areOn: Bool
        public var target: FormTarget
        public var button: FormButton

        public init(title: String, nothing: String, list: [Key], areOn: Bool, target: FormTarget, button: FormButton) {
            self.title = title
            self.nothing = nothing
            self.list = list
            self.areOn = areOn
            self.target = target
            self.button = button
        }
    }

    /// A soft sound, made by the script alone.
    public struct Sound: Sendable {
        public var text: String
        public var isOn: Bool
        public var target: FormTarget
        public var button: FormButton

        public init(text: String, isOn: Bool, target: FormTarget, button: FormButton) {
            self.text = text
            self.isOn = isOn
            self.target = target
            self.button = button
        }
    }

    /// How the page reaches the browser and the paper.
    public struct Manner: Sendable {
        /// The one neutral line that is printed instead of the page.
        public var printsOnly: String
        /// Changes when the script, the stylesheet or the picture changes; part of their address.
        public var assetVersion = "1"
        public var hasScripts = true
        /// Whether the page shows what is said while it is open.
        public var hears = false
        /// Whether the page asks for itself again after half a minute, for a worker without scripts who chose so.
        public var refreshesItself = false
        /// Whether it does so wherever no script runs: on a wall there is nobody to press anything.
        public var refreshesWithoutScripts = false

        public init(printsOnly: String) { self.printsOnly = printsOnly }
    }
}

extension Page {
    /// The whole page of the workbench as UTF-8, ready to send.
    public func html(desk frame: DeskFrame) -> [UInt8] {
        var html = HTML()
        html.trusted(Trusted("<!doctype html>"))
        html.element(.html, .lang(frame.language.tag), frame.language.direction) { html in
            html.trusted(Trusted("<head>"))
            html.deskHead(frame)
            html.trusted(Trusted("</head>"))
            html.element(.body, .class("desk unprinted")) { html in
                html.deskTop(frame)
                if let stay = frame.stay { html.stay(stay) }
                html.element(.main, .id("main"), .focusable) { render(into: &$0) }
                if let offer = frame.offer { html.offer(offer, isAside: true) }
                html.element(.p, .id("live"), .status, .class("unseen")) { _ in }
                if frame.keys != nil || frame.sound != nil {
                    html.element(.laterFoot, .id("foot")) { html in
                        if let keys = frame.keys { html.keys(keys) }
                        if let sound = frame.sound { html.sound(sound) }
                    }
                }
            }
        }
        return html.finish()
    }
}

extension HTML {
    fileprivate mutating func deskHead(_ frame: DeskFrame) {
        let version = "?v=" + frame.manner.assetVersion
        trusted(
            Trusted(
                """
                <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
                <meta name="color-scheme" content="light dark"><meta name="format-detection" content="telephone=no">\
                <meta name="robots" content="noindex, noarchive">
                """))
        if frame.manner.refreshesItself { void(.refreshing) }
        if frame.manner.refreshesWithoutScripts {
            trusted(Trusted("<noscript><meta http-equiv=\"refresh\" content=\"30\"></noscript>"))
        }
        element(.title, text: frame.tab)
        void(.iconLink, .href("/favicon.svg" + version))
        void(.styleLink, .href("/s.css" + version))
        void(.styleLink, .href("/d.css" + version))
        if frame.manner.hasScripts {
            if let live = frame.live { void(.liveSource, .href(live)) }
            element(.script, .src("/d.js" + version), .deferred) { _ in }
            if frame.manner.hears { element(.script, .src("/m.js" + version), .deferred) { _ in } }
        }
    }

    fileprivate mutating func deskTop(_ frame: DeskFrame) {
        element(.header, .class("bar")) { html in
            if let list = frame.header.toList { html.element(.a, text: list.text, .class("skip"), .href(list.href)) }
            html.element(.a, text: frame.header.skip, .class("skip"), .href("#main"))
            if let field = frame.header.toField { html.element(.a, text: field.text, .class("skip"), .href(field.href)) }
            html.element(.a, .class("brand"), .href(frame.header.brand.href)) { html in
                html.trusted(Picture.arch)
                html.text(frame.header.brand.text)
            }
            if !frame.header.places.isEmpty {
                html.element(.nav, .label(frame.header.label)) { html in
                    for place in frame.header.places {
                        html.element(place.isHere ? .linkHere : .a, text: place.link.text, .href(place.link.href))
                    }
                }
            }
            html.element(.div, .class("signed")) { html in
                if let other = frame.header.otherLanguage {
                    html.element(.a, text: other.text, .href(other.href), .hreflang(other.tag), .lang(other.tag))
                }
                if let worker = frame.worker {
                    html.form(worker.signOut, .class("signout")) { html in
                        html.element(.span, text: worker.name)
                        html.button(worker.button, .class("line"))
                    }
                }
            }
        }
        element(.p, text: frame.manner.printsOnly, .class("paper"))
    }

    fileprivate mutating func stay(_ stay: DeskFrame.Stay) {
        element(.laterPart, .id("stay"), .class("careful")) { html in
            html.form(stay.target) { html in
                html.element(.p, text: stay.text)
                html.button(stay.button, .class("go"))
            }
        }
    }

    fileprivate mutating func keys(_ keys: DeskFrame.Keys) {
        element(.details, .id("keys"), .when(keys.areOn, .class("on-keys")), .spoken(keys.nothing)) { html in
            html.element(.summary, text: keys.title)
            html.element(.dl) { html in
                for key in keys.list {
                    html.element(.div) { html in
                        html.element(.dt) { $0.element(.key, text: key.key) }
                        html.element(.dd, text: key.text)
                    }
                }
            }
            html.form(keys.target) { $0.button(keys.button, .class("line")) }
        }
    }

    fileprivate mutating func sound(_ sound: DeskFrame.Sound) {
        form(sound.target, .id("sound"), sound.isOn ? .class("tell on-sound") : .class("tell")) { html in
            html.element(.p, text: sound.text)
            html.button(sound.button, .class("line"))
        }
    }
}
