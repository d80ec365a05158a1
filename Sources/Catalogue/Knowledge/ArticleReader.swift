import Domain
import Wording

/// Reads the articles of one language: a head with facts about the text between two lines of three hyphens, and the text.
/// - Source: R2, R31.
struct ArticleReader {
    /// An article with the places of what others must confirm.
    struct Draft {
        let article: Article
        let file: String
        let idPlace: Place
        let links: [(place: Place, target: LinkTarget)]
    }
    let language: String
    let forbidden: ForbiddenWords
    let log: ProblemLog

    static let fields = ["id", "path", "title", "tab", "summary", "level", "sources", "verified", "review", "R"]

    func read(_ files: [SourceFile]) -> [Draft] {
        files.compactMap { file in file.text(log).flatMap { read($0, file: file) } }
    }

    private func read(_ text: String, file: SourceFile) -> Draft? {
        guard let headed = HeadedText(text, of: file, called: "an article", log: log) else { return nil }
        let parsed = readBody(headed.body, file: file, above: headed.above)
        guard let map = YAMLFile.value(headed.head, file: file.path, firstLine: 2, log: log)?.map(Self.fields),
            let article = readArticle(map, file: file, blocks: parsed.blocks)
        else { return nil }
        let links = parsed.links.map { (place: Place(file: file.path, line: $0.line + headed.above), target: $0.target) }
        return Draft(article: article, file: file.path, idPlace: map.place(of: "id"), links: links)
    }

    private func readBody(_ body: String, file: SourceFile, above: Int) -> ArticleBody {
        let parsed = ArticleParser.parse(body)
        for problem in parsed.problems { log.refuse(Place(file: file.path, line: problem.line + above), problem.reason) }
        if parsed.blocks.isEmpty && parsed.problems.isEmpty { log.refuse(Place(file: file.path, line: above), "the article has no text") }
        guard forbidden.isLooking else { return parsed }
        let words = ArticleText.withoutLinkTargets(body)
        let start = Place(file: file.path, line: above + 1)
        forbidden.check(words, language: language, at: start, countsLines: true, log)
        for (line, number) in ArticleText.phoneNumbers(words) {
            log.refuse(
                Place(file: file.path, line: above + 1 + line),
                "the number \(number) may not stand in an article: link to the service, the page shows its number")
        }
        return parsed
    }

    private func readArticle(_ map: YAMLMap, file: SourceFile, blocks: [Block]) -> Article? {
        let id = map.kebabID("id")
        if let id, id != file.name { log.refuse(map.place(of: "id"), "id '\(id)' is not the name of the file") }
        let path = map.required("path").flatMap { readPath($0) }
        let heading = readHeading(map)
        let level = map.oneOf("level", Article.Level.self)
        let sources = map.requiredItems("sources").compactMap { readSource($0) }
        let verified = map.day("verified")
        let review = map.review()
        log.find(map.place(of: "review"), review: review, of: "article '\(id ?? file.name)' (\(language))")
        let requirements = map.requirements()
        guard let id, let path, let heading, let level, let verified else { return nil }
        let evidence = Article.Evidence(
            sources: sources, verifiedOn: verified.description, review: review, requirements: requirements)
        return Article(id: id, path: path, heading: heading, level: level, evidence: evidence, blocks: blocks)
    }

    private func readHeading(_ map: YAMLMap) -> Article.Heading? {
        let title = map.text("title")
        let tab = map.text("tab")
        let summary = map.text("summary")
        for (name, text) in [("title", title), ("tab", tab), ("summary", summary)] {
            if let text { forbidden.check(text, language: language, at: map.place(of: name), log) }
        }
        if let tab { forbidden.checkTab(tab, at: map.place(of: "tab"), log) }
        guard let title, let tab, let summary else { return nil }
        return Article.Heading(title: title, tab: tab, summary: summary)
    }

    private func readPath(_ value: YAMLValue) -> String? {
        guard let path = value.text() else { return nil }
        let isCode = path.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
        guard isCode, (2...3).contains(path.utf8.count) else {
            value.refuse("path '\(value.shown)' is not a code of 2 or 3 small letters and digits")
            return nil
        }
        return path
    }

    private func readSource(_ value: YAMLValue) -> Article.Source? {
        guard let map = value.map(["mark", "ref", "year"]) else { return nil }
        let mark = map.oneOf("mark", Article.Source.Mark.self)
        let ref = map.text("ref")
        let year = map.optionalInt("year", 1800...2100)
        guard let mark, let ref else { return nil }
        return Article.Source(mark: mark, ref: ref, year: year)
    }
}
