/// A table of comma-separated values whose columns have fixed names.
struct CSVFile {
    struct Row {
        let place: Place
        let cells: [String]
    }
    let rows: [Row]

    /// - Returns: nil when the columns are not these; the log says so. A row of another length is refused and left out.
    init?(_ file: SourceFile, columns: [String], log: ProblemLog) {
        guard let text = file.text(log) else { return nil }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, Self.cells(first) == columns else {
            log.refuse(Place(file: file.path, line: 1), "the columns are not \(columns.joined(separator: ","))")
            return nil
        }
        if lines.last == "" { lines.removeLast() }
        var rows: [Row] = []
        for (index, line) in lines.enumerated().dropFirst() {
            let place = Place(file: file.path, line: index + 1)
            let cells = Self.cells(line)
            if cells.count == columns.count {
                rows.append(Row(place: place, cells: cells))
            } else {
                log.refuse(place, "\(columns.count) cells are expected here, not \(cells.count)")
            }
        }
        self.rows = rows
    }

    // A cell in quotes may hold commas; two quotes in it are one.
    private static func cells(_ line: Substring) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        var lastWasQuote = false
        for character in line {
            if character == "\"" {
                if lastWasQuote && !isQuoted { cell.append("\"") }
                isQuoted.toggle()
                lastWasQuote.toggle()
                continue
            }
            lastWasQuote = false
            if character == "," && !isQuoted {
                cells.append(cell)
                cell = ""
            } else {
                cell.append(character)
            }
        }
        return cells + [cell]
    }
}
