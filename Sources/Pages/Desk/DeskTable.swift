/// Rows and columns. On a narrow screen each row becomes a small card, and each cell says its column.
public struct DeskTable: Sendable {
    public struct Column: Sendable {
        public var title: String
        /// Numbers stand at the end of their column, under each other.
        public var isNumber: Bool

        public init(_ title: String, isNumber: Bool = false) {
            self.title = title
            self.isNumber = isNumber
        }
    }

    public enum Cell: Sendable {
        case text(String)
        case marks([Mark])
        /// Digits in groups, to read out.
        case groups([Told])
        /// What can be done with this row.
        case ways([Link], buttons: [FormButton])

        var isActs: Bool { if case .ways = self { true } else { false } }
        /// Such a cell is left out of a card: the name of its column would stand there with nothing behind it.
        var isEmpty: Bool {
            switch self {
            case .text(let words): words.isEmpty
            case .marks(let marks): marks.isEmpty
            case .groups(let told): told.isEmpty
            case .ways(let links, let buttons): links.isEmpty && buttons.isEmpty
            }
        }
    }

    public struct Row: Sendable {
        /// Keeps the focus on the same row when the table is fetched anew.
        public var id: String?
        /// The first cell heads the row.
        public var cells: [Cell]
        /// Whether the row is the worker's own.
        public var isOwn: Bool

        public init(_ cells: [Cell], id: String? = nil, isOwn: Bool = false) {
            self.id = id
            self.cells = cells
            self.isOwn = isOwn
        }
    }

    public var caption: String
    public var columns: [Column]
    public var rows: [Row]

    public init(_ caption: String, columns: [Column], rows: [Row]) {
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }
}

extension HTML {
    mutating func table(_ table: DeskTable) {
        element(.table) { html in
            html.element(.caption, text: table.caption)
            html.element(.tableHead) { html in
                html.element(.row) { html in
                    for column in table.columns {
                        html.element(.columnHead, text: column.title, .when(column.isNumber, .class("figure")))
                    }
                }
            }
            html.element(.tableBody) { html in
                for row in table.rows { html.row(row, of: table.columns) }
            }
        }
    }

    private mutating func row(_ row: DeskTable.Row, of columns: [DeskTable.Column]) {
        element(.row, row.id.map { .id($0) } ?? .none, .when(row.isOwn, .class("own"))) { html in
            for (index, (cell, column)) in zip(row.cells, columns).enumerated() {
                let look: Attribute = cell.isActs ? .class("doing") : .when(column.isNumber, .class("figure"))
                html.element(index == 0 ? .rowHead : .cell, look) { html in
                    if index > 0, !cell.isActs, !cell.isEmpty { html.element(.small, text: column.title, .class("column")) }
                    if !cell.isEmpty { html.inside(cell) }
                }
            }
        }
    }

    private mutating func inside(_ cell: DeskTable.Cell) {
        switch cell {
        case .text(let words): text(words)
        case .marks(let marks):
            for mark in marks {
                self.mark(mark)
                trusted(Trusted(" "))
            }
        case .groups(let told): groups(told)
        case .ways(let links, let buttons):
            for link in links { element(.a, text: link.text, .class("open"), .href(link.href)) }
            for button in buttons { self.button(button, .class("line")) }
        }
    }
}
