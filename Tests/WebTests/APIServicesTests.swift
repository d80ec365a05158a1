import Domain
import HTTPTypes
import TestKit
import Testing
import Web

@Suite("Services for other systems")
struct APIServicesTests {
    private func slugs(_ query: String, at now: Instant = SmallLandscape.noon) async throws -> [String] {
        let answer = try await APIHarness(at: now).get("/api/v1/services" + query)
        #expect(answer.status == 200)
        return try answer.json()["items"]?.elements?.compactMap { $0["slug"]?.text } ?? []
    }

    @Test("are all listed, in pages", .tags(.R27))
    func pages() async throws {
        let all = try await slugs("")
        #expect(all.count == 8)
        #expect(try await slugs("?pageSize=3&page=1") == Array(all[..<3]))
        #expect(try await slugs("?pageSize=3&page=3") == Array(all[6...]))
        #expect(try await slugs("?pageSize=3&page=4").isEmpty)
        let page = try await APIHarness().get("/api/v1/services?pageSize=3&page=3").json()
        #expect(page["totalItems"] == 8)
        #expect(page["totalPages"] == 3)
    }

    @Test("are found by region, asker, kind and need, all together", .tags(.R35))
    func filters() async throws {
        #expect(try await slugs("?region=VR03&kind=csg") == ["csg-national", "csg-north"])
        #expect(try await slugs("?region=VR13&kind=csg") == ["csg-national"])
        #expect(try await slugs("?asker=parent").contains("kindertelefoon-line") == false)
        #expect(try await slugs("?asker=victim&kind=helpline") == ["kindertelefoon-line", "113-line"])
        #expect(try await slugs("?need=sexual_violence").count == 8)
    }

    @Test("that are open now leave out those of which nobody is sure, and so do those that are closed")
    func openNow() async throws {
        let open = try await slugs("?openNow=true", at: SmallLandscape.night)
        let closed = try await slugs("?openNow=false", at: SmallLandscape.night)
        #expect(open == ["csg-national", "vt-line", "113-line", "112-phone", "politie-zeden"])
        #expect(closed == ["csg-north", "kindertelefoon-line"])
    }

    @Test("tell what is known, and never hours that are a guess")
    func oneService() async throws {
        let harness = try APIHarness()
        let line = try await harness.get("/api/v1/services/kindertelefoon-line", [.acceptLanguage: "en"]).json()
        #expect(line["name"] == "kindertelefoon-line in en")
        #expect(line["open"] == true)
        #expect(line["audience"]?["ageBands"] == ["under_12", "12_15", "16_17"])
        #expect(line["hours"]?["spans"]?[0]?["opens"] == "11:00:00")
        #expect(line["verifiedLiveOn"] == .null)
        #expect(line["id"] == .string(stableUUID("service/kindertelefoon-line")))
        let unsure = try await harness.get("/api/v1/services/unsure-line").json()
        #expect(unsure["hours"]?["confidence"] == "unknown")
        #expect(unsure["hours"]?["spans"] == [])
        #expect(unsure["hoursChecked"] == false)
    }

    @Test(
        "are asked for in no other way",
        arguments: [
            "?postcode=1011", "?postcode=1011AB", "?region=VR99", "?region=unknown", "?asker=witch", "?need=x", "?openNow=1", "?kind=x",
            "?page=0",
            "?page=x", "?pageSize=101", "?pageSize=", "?page=1&page=1", "?region=%ff", "?region=%4", "?page=99999999999999999999",
        ])
    func refusals(_ query: String) async throws {
        let answer = try await APIHarness().get("/api/v1/services" + query)
        #expect(answer.status == 400)
        #expect(answer["Content-Type"] == "application/problem+json")
        #expect(answer.errors.count == 1)
    }

    @Test("that do not exist are not there", arguments: ["nobody", "%63sg-national", "csg-national/", "csg-national/x", ""])
    func notThere(_ slug: String) async throws {
        #expect(try await APIHarness().get("/api/v1/services/" + slug).status == 404)
    }
}
