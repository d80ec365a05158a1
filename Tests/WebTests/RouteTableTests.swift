import Domain
import Foundation
import Hummingbird
import Logging
import TestKit
import Testing
import Web

@Suite("Who may come where")
struct RouteTableTests {
    /// Rows of the tables in the doc comments of all controllers: method and path, one for each path named.
    private static func documented() throws -> Set<String> {
        let folder = RealContent.root + "/Sources/Web"
        let files = (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".swift") }
        var rows: Set<String> = []
        for file in files {
            for line in try String(contentsOfFile: folder + "/" + file, encoding: .utf8).split(separator: "\n")
            where line.contains("/// | ") {
                let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                guard cells.count >= 5, ["GET", "POST"].contains(cells[1]) else { continue }
                #expect((["public", "own", "worker"] + Permission.allCases.map(\.rawValue)).contains { cells[4].hasPrefix($0) }, "\(line)")
                for path in cells[2].split(separator: ",") { rows.insert("\(cells[1]) \(path.trimmingCharacters(in: .whitespaces))") }
            }
        }
        return rows
    }

    @Test("every route stands in a table with who may come, and every table tells the truth")
    func tables() throws {
        let harness = try SiteHarness()
        let router = WebApplication(
            harness.environment, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        ).router()
        let routes = Set(
            router.routes.map { "\($0.method.rawValue) \($0.path.description)" }.filter {
                !$0.hasPrefix("HEAD") && !$0.hasPrefix("OPTIONS")
            })
        let documented = try Self.documented()
        #expect(routes.subtracting(documented) == [])
        #expect(documented.subtracting(routes) == [])
    }
}
