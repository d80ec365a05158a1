/// A page of what is somebody's own besides the conversation: their parts, who may see them, where it stands.
///
/// It is made of a few blocks in one column. Whatever is typed or pressed stands in a form that carries the same slip.
/// - Source: R22, R29; product D, E.
public struct RoomPage: Page {
    public var title: String
    public var target: FormTarget
    public var blocks: [Block]
    public var problems: ProblemSummary?
    /// What was just done, read out once.
    public var done: String?
    /// On the workbench: where one came from, what stands above the page, and what was refused or done.
    public var back: Link?
    public var marks: [Mark] = []
    public var notices: [DeskNotice] = []

    public init(title: String, target: FormTarget, blocks: [Block] = []) {
        self.title = title
        self.target = target
        self.blocks = blocks
    }

    public indirect enum Block: Sendable {
        case lines([String])
        /// What is good to know, in warm light.
        case good([String])
        case heading(String)
        case card(title: String, [Block])
        /// Stays folded until somebody opens it.
        case fold(String, [Block])
        case facts([WhoLookedPage.Row])
        case list([String])
        /// Words of a person, with who wrote them and when.
        case said(by: String?, Told)
        /// Everything in it is sent by its buttons.
        case form([Block])
        /// The same with a file in it; what is chosen stands before the file, so that it is known when the file comes.
        case upload([Block])
        case file(FileField)
        case writing(WritingField)
        case field(TextField)
        /// With which a worker shows once more that it is really them.
        case entry(EntryField)
        /// To other pages of the workbench.
        case ways([Link])
        case choices(ChoiceGroup)
        /// The first leads on, the others lead elsewhere.
        case buttons(go: FormButton?, [FormButton])
        /// Two answers that count the same.
        case either(FormButton, FormButton)
        case acts(title: String?, [MinePage.Actions.Action])
        case call(CallButton)
        case quiet(String)
        case offline(OfflineLine)
        case tracks(TrackPicture)
    }

    public func render(into html: inout HTML) {
        if let problems { html.problems(problems) }
        if let back { html.element(.p) { $0.element(.a, text: back.text, .class("back"), .href(back.href)) } }
        html.element(.h1, text: title)
        if !marks.isEmpty { html.marks(marks) }
        html.notices(notices)
        if let done { html.element(.p, text: done, .status, .class("good")) }
        for block in blocks { show(block, into: &html) }
    }

    private func show(_ block: Block, into html: inout HTML) {
        switch block {
        case .lines(let lines): html.lines(lines)
        case .good(let lines): html.element(.div, .class("good")) { $0.lines(lines) }
        case .heading(let text): html.element(.h2, text: text)
        case .card(let title, let blocks): card(title, blocks, into: &html)
        case .fold(let title, let blocks): fold(title, blocks, into: &html)
        case .facts(let rows): html.rows(rows)
        case .list(let lines): list(lines, into: &html)
        case .said(let author, let words): html.said(author, words)
        case .form(let blocks): form(blocks, into: &html)
        case .upload(let blocks): html.form(target, .multipart) { html in for block in blocks { show(block, into: &html) } }
        case .file(let field): html.file(field)
        case .writing(let field): html.writing(field)
        case .field(let field): html.field(field)
        case .entry(let field): html.field(field)
        case .ways(let links): for link in links { html.element(.p) { $0.element(.a, text: link.text, .href(link.href)) } }
        case .choices(let group): html.choices(group)
        case .buttons(let go, let others): buttons(go, others, into: &html)
        case .either(let one, let other): either(one, other, into: &html)
        case .acts(let title, let actions): acts(title, actions, into: &html)
        case .call(let call): html.call(call)
        case .quiet(let text): html.element(.p, text: text, .class("quiet"))
        case .offline(let line): html.offline(line)
        case .tracks(let picture): html.tracks(picture)
        }
    }

    private func card(_ title: String, _ blocks: [Block], into html: inout HTML) {
        html.element(.section, .class("card room")) { html in
            html.element(.h2, text: title)
            for block in blocks { show(block, into: &html) }
        }
    }

    private func fold(_ title: String, _ blocks: [Block], into html: inout HTML) {
        html.element(.details, .class("day")) { html in
            html.element(.summary, text: title)
            for block in blocks { show(block, into: &html) }
        }
    }

    private func list(_ lines: [String], into html: inout HTML) {
        html.element(.ul) { html in
            for line in lines { html.element(.li, text: line) }
        }
    }

    private func form(_ blocks: [Block], into html: inout HTML) {
        html.form(target) { html in
            for block in blocks { show(block, into: &html) }
        }
    }

    private func buttons(_ go: FormButton?, _ others: [FormButton], into html: inout HTML) {
        html.element(.div, .class("on")) { html in
            if let go { html.button(go, .class("go")) }
            for other in others { html.button(other, go == nil ? .class("line") : .class("plain")) }
        }
    }

    private func either(_ one: FormButton, _ other: FormButton, into html: inout HTML) {
        html.element(.div, .class("on either")) { html in
            html.button(one, .class("line"))
            html.button(other, .class("line"))
        }
    }

    private func acts(_ title: String?, _ actions: [MinePage.Actions.Action], into html: inout HTML) {
        html.element(.section, title == nil ? .class("acts plainly") : .class("acts")) { html in
            if let title { html.element(.h2, text: title) }
            html.element(.ul) { html in
                for action in actions {
                    html.element(.li) { html in
                        html.button(action.button, .none)
                        if let note = action.note { html.element(.small, text: note) }
                    }
                }
            }
        }
    }
}

/// Everything of somebody's own as one file that any browser can read, also without this site. It loads nothing and leads nowhere.
/// - Source: GDPR art. 15, 20; product, 'Everything of one's own as a readable file'.
public struct OwnFile: Sendable {
    public var language: PageLanguage
    public var title: String
    public var blocks: [RoomPage.Block]

    public init(language: PageLanguage, title: String, blocks: [RoomPage.Block]) {
        self.language = language
        self.title = title
        self.blocks = blocks
    }

    /// UTF-8.
    public var bytes: [UInt8] {
        var html = HTML()
        html.trusted(Trusted("<!doctype html>"))
        html.element(.html, .lang(language.tag), language.direction) { html in
            html.trusted(
                Trusted(
                    """
                    <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
                    <meta name="color-scheme" content="light dark">
                    """))
            html.element(.title, text: title)
            html.trusted(
                Trusted(
                    """
                    <style>body{max-width:38rem;margin:auto;padding:16px;font:1.125rem/1.55 system-ui,sans-serif;overflow-wrap:anywhere}\
                    .said{white-space:pre-wrap;border-inline-start:3px solid;padding-inline-start:12px}.quiet{opacity:.8}</style></head>
                    """))
            html.element(.body) { html in
                html.element(.main) { html in
                    RoomPage(title: title, target: FormTarget(action: ""), blocks: blocks).render(into: &html)
                }
            }
        }
        return html.finish()
    }
}
