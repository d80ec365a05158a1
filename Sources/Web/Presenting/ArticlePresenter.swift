import Domain
import Pages
import Wording

extension Visit {
    /// The article with this id in the language of the visit, or nil.
    func article(_ id: String) -> Article? { site.articles[language]?.first { $0.id == id } }

    /// A link to an article by its own title, or nil when there is no such article.
    func link(article id: String) -> Link? {
        article(id).map { Link($0.title, to: path(.article($0.path))) }
    }

    /// An article's content as page blocks: links become addresses, and services show their number.
    func blocks(_ article: Article) -> [Pages.Block] {
        article.blocks.map { block in
            switch block {
            case .heading(let level, let text): level <= 2 ? .heading([.text(text)]) : .subheading([.text(text)])
            case .paragraph(let inlines): .paragraph(runs(inlines))
            case .list(let isOrdered, let items): isOrdered ? .steps(items.map(runs)) : .list(items.map(runs))
            case .note(let inlines): .note(runs(inlines))
            }
        }
    }

    private func runs(_ inlines: [Inline]) -> [Run] {
        inlines.flatMap { inline -> [Run] in
            switch inline {
            case .text(let words): [.text(words)]
            case .strong(let words): [.strong(words)]
            case .link(let words, let target): run(words, target)
            }
        }
    }

    private func run(_ words: String, _ target: LinkTarget) -> [Run] {
        switch target {
        case .article(let id):
            return [article(id).map { .link(Link(words, to: path(.article($0.path)))) } ?? .text(words)]
        case .page(let name):
            return [address(name).map { .link(Link(words, to: path($0))) } ?? .text(words)]
        case .service(let slug):
            guard let service = site.landscape.service(slug) else { return [.text(words)] }
            let call = service.contact.phones.first { $0.channel == .voice }.map { phone in
                CallButton(verb: text("call.verb"), number: phone.number.written, dial: phone.number.dialled)
            }
            // A name that is itself the number needs it only once.
            if let call, call.number == words { return [.call(call)] }
            let link = Run.link(Link(words, to: path(.service(site.codes.code(slug)))))
            return call.map { [link, .text(" ("), .call($0), .text(")")] } ?? [link]
        }
    }

    private func address(_ page: String) -> Address? {
        switch page {
        case "home": .home
        case "questions": .questions
        case "directory": .directory
        case "child": .child
        case "exit": article("exit").map { .article($0.path) }
        default: nil
        }
    }

    /// Where an article comes from and who must still look at it.
    func proof(_ article: Article) -> Proof {
        let sources = article.sources.map { source in
            let year = source.year.map { " (\($0))" } ?? ""
            let note = source.mark == .knowledge ? " — " + text("service.source_knowledge") : ""
            return source.ref + year + note
        }
        let marks = article.review.map { who in
            wording.has("site.review.\(who)") ? text("review.\(who)") : text("review.other")
        }
        let checked = CalendarDay(article.verifiedOn).map { text("read.verified", ["date": date($0)]) }
        return Proof(title: text("read.sources"), sources: sources, checked: checked, marks: Array(Set(marks)).sorted())
    }
}
