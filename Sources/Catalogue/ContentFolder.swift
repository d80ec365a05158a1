/// The folder that holds everything the product says: services, rules, questions, texts, articles, places, cases and settings.
public struct ContentFolder: Sendable {
    public let path: String

    public init(_ path: String) { self.path = path }

    /// Reads content that was checked before, as a receipt for its files says: the words are not looked through again, and the cases
    /// are left out. Whoever calls this must hold the files against the receipt.
    /// - Throws: `ContentProblems` with everything else that is wrong.
    public func loadChecked() throws(ContentProblems) -> Content {
        let log = ProblemLog()
        let loader = ContentLoader(root: path, log: log, wasChecked: true)
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
        let loader = ContentLoader(root: path, log: log)
        let content = loader.load()
        let fatal = log.problems + (toProve ? [] : log.passages + log.gaps)
        guard fatal.isEmpty, let content else { throw ContentProblems(fatal) }
        return content
    }
}
