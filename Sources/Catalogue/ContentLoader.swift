import Dispatch
import Domain
import Synchronization
import Triage
import Wording

/// Reads the parts in the order in which they need each other; what does not, side by side: a start waits for this more than for anything else.
struct ContentLoader {
    private let root: String
    private let all: ContentLane
    private let wasChecked: Bool
    private var log: ProblemLog { all.log }

    init(root: String, log: ProblemLog, wasChecked: Bool = false) {
        self.root = root
        self.wasChecked = wasChecked
        all = ContentLane(root: root, log: log)
    }

    func load() -> Content? {
        let settings = all.files.file("settings.yaml").flatMap { SettingsReader(log: log).read($0) }
        let languages = settings?.languages ?? ["nl", "en"]
        let forbidden = readForbidden()
        let (words, places) = sideBySide(
            { lane in (wording: WordingDrafts(drafts: languages.map { lane.wording($0) }), directory: lane.directory()) },
            { lane in (geography: lane.geography(), articles: languages.map { lane.articles($0, forbidden) }) })
        let (wording, directory) = words
        check(wording, forbidden)
        let known = check(places.articles, wording, directory)
        let (shelves, rules) = sideBySide(
            { lane in languages.map { lane.knowledge($0, directory, wording, forbidden) } },
            { [wasChecked] lane in lane.rules(directory, wording, withCases: !wasChecked) })
        KnowledgeCheck(directory: directory, articles: known, log: log).check(shelves)
        guard let settings, let questions = rules.questions, let cases = rules.cases else { return nil }
        let practice = all.files.optionalFile("demonstration/evening.yaml").map {
            PracticeReader(languages: languages, questions: questions, forbidden: forbidden, log: log).read($0)
        }
        return Content(
            landscape: directory.landscape, geography: places.geography, rules: rules.rules, questions: questions,
            wording: Dictionary(uniqueKeysWithValues: wording.drafts.map { ($0.language, $0.wording) }),
            articles: Dictionary(uniqueKeysWithValues: places.articles.map { ($0.language, $0.articles.map(\.article)) }),
            knowledge: Dictionary(uniqueKeysWithValues: shelves.map { ($0.language, $0.shelf) }), desk: rules.desk, cases: cases,
            practice: practice ?? [], settings: settings, files: all.files.all.sorted { $0.path < $1.path },
            releaseFindings: log.findings.sorted(), forbiddenPassages: log.passages.sorted())
    }

    /// Two readings that do not need each other. What each finds wrong and which files it read is put together.
    private func sideBySide<One: Sendable, Other: Sendable>(
        _ one: @Sendable (ContentLane) -> One, _ other: @Sendable (ContentLane) -> Other
    ) -> (One, Other) {
        let first = Mutex<(One, ContentLane.Found)?>(nil)
        let second = Mutex<(Other, ContentLane.Found)?>(nil)
        let root = root
        DispatchQueue.concurrentPerform(iterations: 2) { number in
            let lane = ContentLane(root: root)
            if number == 0 {
                let read = one(lane)
                first.withLock { $0 = (read, lane.found) }
            } else {
                let read = other(lane)
                second.withLock { $0 = (read, lane.found) }
            }
        }
        guard let (one, found) = first.withLock(\.self), let (other, more) = second.withLock(\.self) else {
            preconditionFailure("both were read")
        }
        all.take(found)
        all.take(more)
        return (one, other)
    }

    // The file is read in any case: the receipt is of all files.
    private func readForbidden() -> ForbiddenWords {
        var forbidden = ForbiddenWords()
        forbidden.isLooking = !wasChecked
        guard let file = all.files.file("wording/forbidden.yaml"), !wasChecked else { return forbidden }
        return ForbiddenReader(log: log).read(file)
    }

    private func check(_ wording: WordingDrafts, _ forbidden: ForbiddenWords) {
        guard !wasChecked else { return }
        WordingCheck(log: log).check(wording)
        for draft in wording.drafts {
            for (key, entry) in Array(draft.texts) + Array(draft.child) {
                let isWorker = forbidden.workerFiles.contains(String(key.prefix { $0 != "." }))
                forbidden.check(entry.text, language: draft.language, at: entry.place, for: isWorker ? .worker : .visitor, log)
                // The titles of tabs stand in the map `tabs` of each file.
                if key.split(separator: ".").dropFirst().first == "tabs" { forbidden.checkTab(entry.text, at: entry.place, log) }
            }
        }
    }

    /// - Returns: the names of the articles in each language, also of those that could not be read.
    private func check(_ articles: [ArticleDrafts], _ wording: WordingDrafts, _ directory: Directory) -> [String: Set<String>] {
        let known = Dictionary(uniqueKeysWithValues: articles.map { ($0.language, $0.names) })
        ArticleCheck(directory: directory, log: log).check(
            articles.map { (language: $0.language, articles: $0.articles) }, knownFiles: known)
        for draft in wording.drafts { checkMore(draft, known[draft.language] ?? []) }
        return known
    }

    // A notice may name an article to read on in.
    private func checkMore(_ draft: WordingDraft, _ known: Set<String>) {
        for (key, entry) in draft.texts
        where key.hasPrefix("notices.") && (key.hasSuffix(".more") || key.hasSuffix(".more_other")) && !entry.text.isEmpty {
            if !known.contains(entry.text) { log.refuse(entry.place, "unknown article '\(entry.text)'") }
        }
    }
}
