/// Something in the content that must be put right, and where.
public struct ContentProblem: Error, Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The file, relative to the content folder.
    public let file: String
    /// Counted from 1.
    public let line: Int
    /// A sentence in English for whoever edits the file.
    public let reason: String

    public init(file: String, line: Int, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    public var description: String { "\(file):\(line): \(reason)" }

    public static func < (one: ContentProblem, other: ContentProblem) -> Bool {
        (one.file, one.line, one.reason) < (other.file, other.line, other.reason)
    }
}

/// Everything that is wrong with the content, found in one reading: an editor sees all of it at once.
public struct ContentProblems: Error, Sendable, Hashable, CustomStringConvertible {
    /// By file and line; never empty.
    public let problems: [ContentProblem]

    public init(_ problems: [ContentProblem]) { self.problems = Array(Set(problems)).sorted() }

    /// One problem a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Where something stands in the content.
struct Place: Hashable {
    let file: String
    let line: Int
}

/// Gathers what is wrong, and what is not wrong but must be done before people see it.
final class ProblemLog {
    /// What was gathered.
    struct Kept {
        var problems: [ContentProblem] = []
        var findings: [ContentProblem] = []
        /// Passages that say what nobody may read.
        var passages: [ContentProblem] = []
        /// Reasons that a rule names and the wording does not have yet.
        var gaps: [ContentProblem] = []
    }
    private(set) var kept = Kept()
    var problems: [ContentProblem] { kept.problems }
    var findings: [ContentProblem] { kept.findings }
    var passages: [ContentProblem] { kept.passages }
    var gaps: [ContentProblem] { kept.gaps }

    /// Adds what another reading gathered.
    func take(_ other: Kept) {
        kept.problems += other.problems
        kept.findings += other.findings
        kept.passages += other.passages
        kept.gaps += other.gaps
    }

    func refuse(_ place: Place, _ reason: String) {
        kept.problems.append(ContentProblem(file: place.file, line: place.line, reason: reason))
    }

    func refusePassage(_ place: Place, _ reason: String) {
        kept.passages.append(ContentProblem(file: place.file, line: place.line, reason: reason))
    }

    func lack(_ place: Place, _ reason: String) {
        kept.gaps.append(ContentProblem(file: place.file, line: place.line, reason: reason))
    }

    func find(_ place: Place, _ reason: String) {
        kept.findings.append(ContentProblem(file: place.file, line: place.line, reason: reason))
    }

    /// What has to be looked at by whom before it is published.
    func find(_ place: Place, review: [String], of subject: String) {
        for who in review { find(place, "\(subject) still has to be checked by: \(who)") }
    }
}
