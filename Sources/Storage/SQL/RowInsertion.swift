/// Writes rows into a table: one by one where a statement costs nothing, in statements of many rows where each is a round trip.
struct RowInsertion: Sendable {
    /// The texts for 1, 2, 4, … rows.
    private let texts: [String]

    /// - Parameter derived: one more column, whose value is computed from the parameter of another, counted from 0.
    init(into table: String, _ columns: [String], derived: (column: String, from: Int, value: (String) -> String)? = nil) {
        let names = columns + (derived.map { [$0.column] } ?? [])
        texts = [1, 2, 4, 8, 16, 32].map { size in
            let lines = (0..<size).map { line in
                var places = columns.indices.map { "$\(line * columns.count + $0 + 1)" }
                if let derived { places.append(derived.value(places[derived.from])) }
                return "(\(places.joined(separator: ", ")))"
            }
            return "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES \(lines.joined(separator: ", "))"
        }
    }

    /// - Parameter rows: each with as many values as there are columns.
    /// - Throws: `SQLError`.
    func run(_ rows: [[SQLValue]], _ session: any SQLSession) throws {
        var rest = rows[...]
        while !rest.isEmpty {
            var step = 0
            if session.dialect == .postgresql {
                while step + 1 < texts.count, 1 << (step + 1) <= rest.count { step += 1 }
            }
            try session.execute(texts[step], rest.prefix(1 << step).flatMap { $0 })
            rest = rest.dropFirst(1 << step)
        }
    }
}
