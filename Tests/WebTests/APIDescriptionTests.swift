import Domain
import Foundation
import HTTPTypes
import Hummingbird
import TestKit
import Testing

@testable import Web

@Suite("What is said about the interfaces")
struct APIDescriptionTests {
    private func described(_ path: String) async throws -> JSON {
        let answer = try await APIHarness().get(path)
        #expect(answer.status == 200)
        return try answer.json()
    }

    private func routes() throws -> Set<String> {
        Set(API(webEnvironment(try smallSite())).routes.map { "\($0.method.rawValue) \($0.path)" })
    }

    @Test("covers every address, and no other")
    func documents() async throws {
        var found: Set<String> = []
        for (document, base) in [("/api/v1/openapi.json", "/api/v1"), ("/api/hsds/openapi.json", "/api/hsds")] {
            for (path, operations) in try await described(document)["paths"]?.members ?? [] {
                for (method, _) in operations.members ?? [] { found.insert("\(method.uppercased()) \(base)\(path == "/" ? "" : path)") }
            }
        }
        #expect(try found == routes())
    }

    @Test("stands as a table above every controller")
    func tables() throws {
        let folder = RealContent.root + "/Sources/Web/API"
        var found: Set<String> = []
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder) where file.hasSuffix(".swift") {
            for line in try String(contentsOfFile: folder + "/" + file, encoding: .utf8).split(separator: "\n") {
                let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                if line.hasPrefix("/// |"), cells.count >= 3, cells[2].hasPrefix("/api") { found.insert("\(cells[1]) \(cells[2])") }
            }
        }
        #expect(try found == routes())
    }

    @Test("knows every facet and every answer of the vocabulary")
    func vocabulary() async throws {
        let schemas = try await described("/api/v1/openapi.json")["components"]?["schemas"]
        let situation = schemas?["Situation"]
        #expect(situation?["properties"]?.members?.map(\.0) == Situation.facetIDs)
        #expect(situation?["additionalProperties"] == false)
        #expect(situation?["properties"]?["asker"]?["enum"] == .texts(Asker.ids))
        #expect(schemas?["DueNotice"]?["properties"]?["id"]?["enum"] == .texts(Notice.ids))
    }

    @Test("gives every operation a name of its own, and every answer its version")
    func operations() async throws {
        var names: [String] = []
        for document in ["/api/v1/openapi.json", "/api/hsds/openapi.json"] {
            for operation in (try await described(document)["paths"]?.members ?? []).flatMap({ $0.1.members ?? [] }).map(\.1) {
                names.append(try #require(operation["operationId"]?.text))
                for (_, response) in operation["responses"]?.members ?? [] { #expect(response["headers"]?["API-Version"] != nil) }
            }
        }
        #expect(Set(names).count == names.count)
    }
}
