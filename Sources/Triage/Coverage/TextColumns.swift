/// Rows of cells in columns of equal width, for a terminal.
struct TextColumns {
    private let head: [String]
    /// Columns with numbers, which stand on the right.
    private let numbers: Set<Int>
    private var rows: [[String]] = []

    init(_ head: [String], numbers: Set<Int>) {
        self.head = head
        self.numbers = numbers
    }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The head, a line, and the rows; nothing at the end of a line that nobody sees.
    var lines: [String] {
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        let line = widths.map { String(repeating: "-", count: $0) }
        return ([head, line] + rows).map { cells in
            let padded = cells.indices.map { column in
                let room = String(repeating: " ", count: widths[column] - cells[column].count)
                return numbers.contains(column) ? room + cells[column] : cells[column] + room
            }
            let text = padded.joined(separator: "  ")
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
    }
}
