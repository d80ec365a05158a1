/// What a person sees: a pure function of its values. Every page has one `h1` and works without scripts.
public protocol Page: Sendable {
    /// Writes what stands in `main`.
    func render(into html: inout HTML)
}

extension Page {
    /// The whole page as UTF-8, ready to send.
    public func html(frame: PageFrame) -> [UInt8] {
        var html = HTML()
        html.trusted(Trusted("<!doctype html>"))
        html.element(.html, .lang(frame.language.tag), frame.language.direction) { html in
            html.trusted(Trusted("<head>"))
            html.head(frame)
            html.trusted(Trusted("</head>"))
            html.element(.body, .when(frame.manner.printsOnly != nil, .class("unprinted"))) { html in
                html.top(frame)
                html.element(.main, .id("main"), .focusable) { render(into: &$0) }
                html.bottom(frame)
            }
        }
        return html.finish()
    }
}

extension PageLanguage {
    var direction: Attribute { isRightToLeft ? .rightToLeft : .leftToRight }
}

extension HTML {
    fileprivate mutating func head(_ frame: PageFrame) {
        let manner = frame.manner
        let version = "?v=" + manner.assetVersion
        trusted(
            Trusted(
                """
                <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
                <meta name="color-scheme" content="light dark"><meta name="format-detection" content="telephone=no">
                """))
        if manner.isUnlisted { trusted(Trusted("<meta name=\"robots\" content=\"noindex, noarchive\">")) }
        element(.title, text: frame.tab)
        trusted(Trusted("<link rel=\"icon\" type=\"image/svg+xml\""))
        attribute(.href("/favicon.svg" + version))
        if manner.isStyleInline {
            element(.style) { $0.trusted(Trusted(Stylesheet.inline)) }
        } else {
            trusted(Trusted("<link rel=\"stylesheet\""))
            attribute(.href("/s.css" + version))
        }
        if let again = manner.again {
            element(.noscript) { html in
                html.void(.meta, .again(again))
                guard again.hidesTyping else { return }
                html.trusted(Trusted("<link rel=\"stylesheet\""))
                html.attribute(.href("/q.css" + version))
            }
        }
        if manner.hasScripts {
            element(.script, .src("/w.js" + version), .deferred, .exitTarget(frame.exit.target)) { _ in }
            if manner.keepsTyped { element(.script, .src("/k.js" + version), .deferred) { _ in } }
            if manner.hears { element(.script, .src("/m.js" + version), .deferred) { _ in } }
        }
    }

    fileprivate mutating func top(_ frame: PageFrame) {
        element(.header, .class("top")) { html in
            html.element(.a, text: frame.header.skip, .class("skip"), .href("#main"))
            html.exit(frame.exit, .class("exit"), counts: frame.manner.hasScripts)
            html.element(.a, .class("brand"), .href(frame.header.home)) { html in
                html.trusted(Picture.arch)
                html.text(frame.header.brand)
            }
            if let other = frame.header.otherLanguage {
                html.element(.a, text: other.text, .href(other.href), .hreflang(other.tag), .lang(other.tag))
            }
        }
        if let line = frame.manner.printsOnly { element(.p, text: line, .class("paper")) }
    }

    fileprivate mutating func bottom(_ frame: PageFrame) {
        element(.footer) { html in
            html.element(.nav, .label(frame.footer.label)) { html in
                html.element(.ul) { html in
                    for link in frame.footer.links {
                        html.element(.li) { $0.element(.a, text: link.text, .href(link.href)) }
                    }
                }
            }
            if let note = frame.footer.note { html.element(.p, text: note) }
            if let keys = frame.exit.keys, frame.manner.hasScripts {
                html.element(.p, text: keys.help, .class("keys"))
            }
            html.exit(frame.exit, .none)
        }
    }

    private mutating func exit(_ exit: ExitControls, _ place: Attribute, counts: Bool = false) {
        element(.form, .post, .action(exit.action), place) { html in
            html.element(.button, text: exit.text, .class("weg"))
            if counts, let keys = exit.keys {
                html.element(.p, .class("presses"), .status, .firstPress(keys.first), .secondPress(keys.second)) { _ in }
            }
        }
    }
}
