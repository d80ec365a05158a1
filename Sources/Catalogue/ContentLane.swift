import Domain
import Triage
import Wording

/// Articles of one language, before they are held against each other.
struct ArticleDrafts {
    let language: String
    /// Of the files, also of those that could not be read.
    let names: Set<String>
    let articles: [ArticleReader.Draft]
}

/// What is read with the rules, because it needs the directory and the texts.
struct RuleDrafts {
    let rules: [Rule]
    let questions: [Question]?
    let desk: DeskLists
    let cases: [Casus]?
}

/// One reading of parts of the content, with a list of what is wrong and of its files.
struct ContentLane {
    /// What one reading found, to be put with that of others.
    struct Found {
        let problems: ProblemLog.Kept
        let files: [SourceFile]
    }
    let log: ProblemLog
    let files: SourceFiles

    init(root: String, log: ProblemLog = ProblemLog()) {
        self.log = log
        files = SourceFiles(root: root, log: log)
    }

    var found: Found { Found(problems: log.kept, files: files.all) }

    func take(_ found: Found) {
        log.take(found.problems)
        files.take(found.files)
    }

    func geography() -> Geography {
        var reader = GeographyReader(log: log)
        return reader.read(
            GeographyFiles(
                municipalities: files.file("geography/municipalities.csv"), regions: files.file("geography/safety-regions.csv"),
                postcodes: files.file("geography/postcodes.csv"), names: files.optionalFile("geography/names.csv")))
    }

    func directory() -> Directory {
        var reader = DirectoryReader(log: log)
        return reader.read(files.files(in: "directory", ending: ".yaml"))
    }

    func wording(_ language: String) -> WordingDraft {
        var reader = WordingReader(language: language, log: log)
        return reader.read(files.files(in: "wording/\(language)", ending: ".yaml"))
    }

    func articles(_ language: String, _ forbidden: ForbiddenWords) -> ArticleDrafts {
        let sources = files.files(in: "articles/\(language)", ending: ".md")
        return ArticleDrafts(
            language: language, names: Set(sources.map(\.name)),
            articles: ArticleReader(language: language, forbidden: forbidden, log: log).read(sources))
    }

    // Phrases have one file per language, cards a folder; both are for workers alone.
    func knowledge(_ language: String, _ directory: Directory, _ wording: WordingDrafts, _ forbidden: ForbiddenWords) -> KnowledgeDraft {
        let occasions = OccasionReader(conditions: ConditionReader(directory: directory, log: log), log: log)
        let said = SaidText(language: language, forbidden: forbidden, log: log)
        let cards = files.files(in: "cards/\(language)", ending: ".md")
        let phrases = files.file("phrases/\(language).yaml")
        return KnowledgeDraft(
            language: language, cardFiles: Set(cards.map(\.name)),
            cards: CardReader(occasions: occasions, said: said, wording: wording, log: log).read(cards),
            phrases: phrases.map { PhraseReader(occasions: occasions, said: said, wording: wording, log: log).read($0) })
    }

    func rules(_ directory: Directory, _ wording: WordingDrafts, withCases: Bool) -> RuleDrafts {
        let conditions = ConditionReader(directory: directory, log: log)
        return RuleDrafts(
            rules: RuleReader(conditions: conditions, wording: wording, log: log).read(files.files(in: "triage", ending: ".yaml")),
            questions: files.file("questions/questions.yaml").map {
                QuestionReader(conditions: conditions, wording: wording, log: log).read($0)
            },
            desk: desk(conditions, wording),
            cases: files.file("casussen.yaml").map { withCases ? CaseReader(conditions: conditions, log: log).read($0) : [] })
    }

    private func desk(_ conditions: ConditionReader, _ wording: WordingDrafts) -> DeskLists {
        let reader = DeskReader(wording: wording, log: log)
        return DeskLists(
            codes: files.file("desk/codes.yaml").map { reader.codes($0) } ?? [],
            windows: files.file("desk/windows.yaml").map { reader.windows($0) } ?? [],
            routes: RouteReader(conditions: conditions, wording: wording, log: log).read(
                files.optionalFile("routes/routes.yaml").map { [$0] } ?? []))
    }
}
