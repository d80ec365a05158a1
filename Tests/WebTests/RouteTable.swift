import Domain
import Foundation
import TestKit
import Testing

/// The tables in the doc comments of all controllers: which address there is, and who may come.
struct RouteTable {
    struct Row: Hashable {
        let method: String
        /// With what differs in braces.
        let path: String
        /// `public`, `own`, `worker`, or the word of a permission.
        let policy: String
    }
    let rows: [Row]

    init() throws {
        let folder = RealContent.root + "/Sources/Web"
        let files = (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".swift") }
        var rows: [Row] = []
        for file in files.sorted() {
            for line in try String(contentsOfFile: folder + "/" + file, encoding: .utf8).split(separator: "\n")
            where line.contains("/// | ") {
                let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                guard cells.count >= 5, ["GET", "POST"].contains(cells[1]) else { continue }
                let policy = (["public", "own", "worker"] + Permission.allCases.map(\.rawValue)).first { cells[4].hasPrefix($0) }
                for path in cells[2].split(separator: ",") {
                    rows.append(
                        Row(method: cells[1], path: path.trimmingCharacters(in: .whitespaces), policy: try #require(policy, "\(line)")))
                }
            }
        }
        self.rows = rows
    }

    /// Pages for people: what stands below `/api` answers programs.
    var pages: [Row] { rows.filter { !$0.path.hasPrefix("/api") } }
}
