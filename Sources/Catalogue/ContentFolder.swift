import Domain
import Triage
import Wording

/// The folder that holds everything the product says: services, rules, questions, texts, articles, places, cases and settings.
public struct ContentFolder: Sendable {
    public let path: String

    public init(_ path: String) { self.path = path }

    /// Reads content that was checked before, as a receipt for its files says: the words are not looked through again, and the cases
    /// are left out. Whoever calls this must hold the files against the receipt.
    /// - Throws: `ContentProblems` with everything else that is wrong.
    public func loadChecked() throws(ContentProblems) -> Content {
        let log = ProblemLog()
        var loader = ContentLoader(root: path, log: log, wasChecked: true)
        let content = loader.load()
        guard log.problems.isEmpty, let content else { throw ContentProblems(log.problems) }
        return content
    }

    /// Reads each file once and checks it all.
    /// - Parameter toProve: whether the rules are only to be proven: then forbidden passages are handed to the proof, and a rule may
    ///   name a reason that is not written yet.
    /// - Throws: `ContentProblems` with everything that is wrong, in every file.
    public func load(toProve: Bool = false) throws(ContentProblems) -> Content {
        let log = ProblemLog()
        var loader = ContentLoader(root: path, log: log)
        let content = loader.load()
        let fatal = log.problems + (toProve ? [] : log.passages + log.gaps)
        guard fatal.isEmpty, let content else { throw ContentProblems(fatal) }
        return content
    }
}

/// Reads the parts in the order in which they need each other.
struct ContentLoader {
    private let log: ProblemLog
    private let files: SourceFiles
    private var wording = WordingDrafts(drafts: [])
    private var forbidden = ForbiddenWords()
    private var knownArticles: [String: Set<String>] = [:]

    private let wasChecked: Bool

    init(root: String, log: ProblemLog, wasChecked: Bool = false) {
        self.log = log
        self.wasChecked = wasChecked
        files = SourceFiles(root: root, log: log)
    }

    mutating func load() -> Content? {
        let settings = files.file("settings.yaml").flatMap { SettingsReader(log: log).read($0) }
        let languages = settings?.languages ?? ["nl", "en"]
        let geography = readGeography()
        let directory = readDirectory()
        readWording(languages)
        let articles = readArticles(languages, directory)
        let conditions = ConditionReader(directory: directory, log: log)
        let knowledge = readKnowledge(languages, directory, conditions)
        let rules = RuleReader(conditions: conditions, wording: wording, log: log).read(files.files(in: "triage", ending: ".yaml"))
        let questions = files.file("questions/questions.yaml").map {
            QuestionReader(conditions: conditions, wording: wording, log: log).read($0)
        }
        let desk = readDesk(conditions)
        let cases = files.file("casussen.yaml").map { wasChecked ? [] : CaseReader(conditions: conditions, log: log).read($0) }
        guard let settings, let questions, let cases else { return nil }
        let practice = files.optionalFile("demonstration/evening.yaml").map {
            PracticeReader(languages: languages, questions: questions, forbidden: forbidden, log: log).read($0)
        }
        return Content(
            landscape: directory.landscape, geography: geography, rules: rules, questions: questions,
            wording: Dictionary(uniqueKeysWithValues: wording.drafts.map { ($0.language, $0.wording) }), articles: articles,
            knowledge: knowledge, desk: desk, cases: cases, practice: practice ?? [], settings: settings,
            files: files.all.sorted { $0.path < $1.path },
            releaseFindings: log.findings.sorted(),
            forbiddenPassages: log.passages.sorted())
    }

    private func readGeography() -> Geography {
        var reader = GeographyReader(log: log)
        return reader.read(
            GeographyFiles(
                municipalities: files.file("geography/municipalities.csv"), regions: files.file("geography/safety-regions.csv"),
                postcodes: files.file("geography/postcodes.csv"), names: files.optionalFile("geography/names.csv")))
    }

    private func readDirectory() -> Directory {
        var reader = DirectoryReader(log: log)
        return reader.read(files.files(in: "directory", ending: ".yaml"))
    }

    private mutating func readWording(_ languages: [String]) {
        wording.drafts = languages.map { language in
            var reader = WordingReader(language: language, log: log)
            return reader.read(files.files(in: "wording/\(language)", ending: ".yaml"))
        }
        forbidden.isLooking = !wasChecked
        if !wasChecked { WordingCheck(log: log).check(wording) }
        guard let file = files.file("wording/forbidden.yaml"), !wasChecked else { return }
        forbidden = ForbiddenReader(log: log).read(file)
        for draft in wording.drafts { checkWords(draft) }
    }

    private func checkWords(_ draft: WordingDraft) {
        for (key, entry) in Array(draft.texts) + Array(draft.child) {
            let isWorker = forbidden.workerFiles.contains(String(key.prefix { $0 != "." }))
            forbidden.check(entry.text, language: draft.language, at: entry.place, for: isWorker ? .worker : .visitor, log)
            // The titles of tabs stand in the map `tabs` of each file.
            if key.split(separator: ".").dropFirst().first == "tabs" { forbidden.checkTab(entry.text, at: entry.place, log) }
        }
    }

    private mutating func readArticles(_ languages: [String], _ directory: Directory) -> [String: [Article]] {
        var known: [String: Set<String>] = [:]
        let drafts = languages.map { language in
            let sources = files.files(in: "articles/\(language)", ending: ".md")
            known[language] = Set(sources.map(\.name))
            return (language: language, articles: ArticleReader(language: language, forbidden: forbidden, log: log).read(sources))
        }
        ArticleCheck(directory: directory, log: log).check(drafts, knownFiles: known)
        knownArticles = known
        for draft in wording.drafts { checkMore(draft, known[draft.language] ?? []) }
        return Dictionary(uniqueKeysWithValues: drafts.map { ($0.language, $0.articles.map(\.article)) })
    }

    // Phrases have one file per language, cards a folder; both are for workers alone.
    private func readKnowledge(_ languages: [String], _ directory: Directory, _ conditions: ConditionReader) -> [String: KnowledgeShelf] {
        let occasions = OccasionReader(conditions: conditions, log: log)
        let drafts = languages.map { language in
            let said = SaidText(language: language, forbidden: forbidden, log: log)
            let cards = files.files(in: "cards/\(language)", ending: ".md")
            let phrases = files.file("phrases/\(language).yaml")
            return KnowledgeDraft(
                language: language, cardFiles: Set(cards.map(\.name)),
                cards: CardReader(occasions: occasions, said: said, wording: wording, log: log).read(cards),
                phrases: phrases.map { PhraseReader(occasions: occasions, said: said, wording: wording, log: log).read($0) })
        }
        KnowledgeCheck(directory: directory, articles: knownArticles, log: log).check(drafts)
        return Dictionary(uniqueKeysWithValues: drafts.map { ($0.language, $0.shelf) })
    }

    private func readDesk(_ conditions: ConditionReader) -> DeskLists {
        let reader = DeskReader(wording: wording, log: log)
        return DeskLists(
            codes: files.file("desk/codes.yaml").map { reader.codes($0) } ?? [],
            windows: files.file("desk/windows.yaml").map { reader.windows($0) } ?? [],
            routes: RouteReader(conditions: conditions, wording: wording, log: log).read(
                files.optionalFile("routes/routes.yaml").map { [$0] } ?? []))
    }

    // A notice may name an article to read on in.
    private func checkMore(_ draft: WordingDraft, _ known: Set<String>) {
        for (key, entry) in draft.texts
        where key.hasPrefix("notices.") && (key.hasSuffix(".more") || key.hasSuffix(".more_other")) && !entry.text.isEmpty {
            if !known.contains(entry.text) { log.refuse(entry.place, "unknown article '\(entry.text)'") }
        }
    }
}
