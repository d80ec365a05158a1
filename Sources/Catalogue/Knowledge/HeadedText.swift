/// A text with facts about itself above it: a head between two lines of three hyphens, and the text.
struct HeadedText {
    let head: String
    let body: String
    /// The number of lines above the body.
    let above: Int

    /// - Parameter kind: what such a text is called, for whoever wrote it without a head.
    init?(_ text: String, of file: SourceFile, called kind: String, log: ProblemLog) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first?.hasPrefix("---") == true, let end = lines.dropFirst().firstIndex(of: "---") else {
            log.refuse(Place(file: file.path, line: 1), "\(kind) starts with its head between two lines of '---'")
            return nil
        }
        head = lines[1..<end].joined(separator: "\n")
        body = lines[(end + 1)...].joined(separator: "\n")
        above = end + 1
    }
}
