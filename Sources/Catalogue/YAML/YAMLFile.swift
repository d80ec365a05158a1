import Yams

/// Turns the text of a file into values that know their lines.
enum YAMLFile {
    /// - Parameter firstLine: the line of the file at which the text starts.
    /// - Returns: nil when the text is no YAML, or empty; the log says so.
    static func value(_ text: String, file: String, firstLine: Int = 1, log: ProblemLog) -> YAMLValue? {
        // Lines above the text keep the marks of the reader equal to the lines of the file.
        let padded = String(repeating: "\n", count: firstLine - 1) + text
        do {
            // What a value means is read by whoever expects it; what Yams would make of each by itself costs a start, and nobody asks.
            guard let node = try Yams.compose(yaml: padded, .basic) else {
                log.refuse(Place(file: file, line: firstLine), "the file is empty")
                return nil
            }
            return YAMLValue(node, file: file, fallback: firstLine, log: log)
        } catch let error as YamlError {
            let (line, reason) = explain(error)
            log.refuse(Place(file: file, line: max(line, firstLine)), reason)
        } catch {
            log.refuse(Place(file: file, line: firstLine), "the file cannot be read as YAML")
        }
        return nil
    }

    private static func explain(_ error: YamlError) -> (line: Int, reason: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            (mark.line, "not valid YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            (context.mark.line, "field \(keys.sorted().map { "'\($0)'" }.joined(separator: ", ")) stands here twice")
        case .reader(let problem, _, _, _):
            (1, "not valid YAML: \(problem)")
        default: (1, "the file cannot be read as YAML")
        }
    }
}
