import Domain
import HTTPTypes
import TestKit
import Testing
import Web

@Suite("The directory in the words of Open Referral")
struct APIOpenReferralTests {
    private func get(_ path: String, at now: Instant = SmallLandscape.noon) async throws -> JSON {
        let answer = try await APIHarness(at: now).get("/api/hsds" + path)
        #expect(answer.status == 200)
        return try answer.json()
    }

    private func service(_ slug: String, at now: Instant = SmallLandscape.noon) async throws -> JSON {
        try await get("/services/" + stableUUID("service/" + slug), at: now)
    }

    @Test("says its version at the root, with and without a slash", arguments: ["", "/"])
    func root(_ slash: String) async throws {
        let root = try await get(slash)
        #expect(root["version"] == "3.1")
        #expect(root["openapi_url"] == "https://door.example/api/hsds/openapi.json")
    }

    @Test("counts pages as the standard does", .tags(.R27))
    func pages() async throws {
        let page = try await get("/services?per_page=3&page=3")
        #expect(page["total_items"] == 8)
        #expect(page["total_pages"] == 3)
        #expect(page["page_number"] == 3)
        #expect(page["size"] == 2)
        #expect(page["first_page"] == false)
        #expect(page["last_page"] == true)
        #expect(page["empty"] == false)
        #expect(try await get("/services?page=9")["empty"] == true)
        #expect(try await get("/services?per_page=3")["contents"]?[0]?["phones"] == nil)
        #expect(try await get("/services?full=true")["contents"]?[0]?["phones"]?.elements?.count == 1)
    }

    @Test("writes day and night, days of the week, and the offset of the season")
    func hours() async throws {
        let always = try await service("csg-national")
        #expect(always["schedules"]?[0]?["byday"] == "MO,TU,WE,TH,FR,SA,SU")
        #expect(always["schedules"]?[0]?["opens_at"] == "00:00+01:00")
        #expect(always["schedules"]?[0]?["closes_at"] == "23:59+01:00")
        let weekdays = try await service("csg-north")
        #expect(weekdays["schedules"]?[0]?["byday"] == "MO,TU,WE,TH,FR")
        #expect(weekdays["schedules"]?[0]?["valid_from"] == "2026-10-25")
        #expect(weekdays["schedules"]?[0]?["valid_to"] == "2027-03-27")
        let summer = try await service("csg-north", at: SmallLandscape.noon.adding(seconds: 180 * 86_400))
        #expect(summer["schedules"]?[0]?["opens_at"] == "09:00+02:00")
        #expect(summer["schedules"]?[0]?["timezone"] == 2)
        #expect(summer["schedules"]?[0]?["valid_from"] == "2027-03-28")
    }

    @Test("gives no times of which nobody is sure")
    func unsureHours() async throws {
        let schedules = try await service("unsure-line")["schedules"]
        #expect(schedules?.elements?.count == 1)
        #expect(schedules?[0]?["description"] == "unchecked (nl)")
        #expect(schedules?[0]?["opens_at"] == nil)
        #expect(schedules?[0]?["freq"] == nil)
    }

    @Test("says that nobody called yet, and files services under terms that can be asked for")
    func terms() async throws {
        let all = try await service("csg-north")
        #expect(all["alert"] == "not called (nl)")
        let terms = all["attributes"]?.elements?.compactMap { $0["taxonomy_term"]?["code"]?.text } ?? []
        #expect(Set(terms).isSuperset(of: ["csg", "sexual_violence", "walk_in", "victim", "not_called"]))
        let term = stableUUID("taxonomy_term/capability/walk_in")
        #expect(try await get("/services?taxonomy_term_id=" + term)["contents"]?.elements?.count == 1)
        #expect(try await get("/services?search=Csg+NORTH")["contents"]?[0]?["id"] == .string(stableUUID("service/csg-north")))
        let own = try await get("/services?organization_id=" + stableUUID("organization/csg"))
        #expect(own["total_items"] == 2)
    }

    @Test("nests places with their regions")
    func places() async throws {
        let place = try await service("csg-national")["service_at_locations"]?[0]
        #expect(place?["location"]?["name"] == "Town")
        #expect(place?["location"]?["phones"]?[0]?["number"] == "010-0000000")
        #expect(place?["service_areas"]?[0]?["extent"] == "VR17")
    }

    @Test("gives organisations with their services")
    func organisations() async throws {
        #expect(try await get("/organizations")["total_items"] == 7)
        let one = try await get("/organizations/" + stableUUID("organization/csg"))
        #expect(one["services"]?.elements?.count == 2)
        #expect(one["services"]?[0]?["phones"] == nil)
        let whole = try await get("/organizations/" + stableUUID("organization/csg") + "?full_service=true")
        #expect(whole["services"]?[0]?["phones"]?.elements?.count == 1)
    }

    @Test(
        "refuses what it does not know",
        arguments: [
            "/services?format=ndjson", "/services?per_page=0", "/services?per_page=101", "/services?postcode=1011",
            "/services?taxonomy_term_id=x",
            "/services?modified_after=soon", "/organizations?minimal=true", "/services/00000000-0000-4000-8000-000000000000?full=true",
            "?x",
        ])
    func refusals(_ path: String) async throws {
        #expect(try await APIHarness().get("/api/hsds" + path).status == 400)
    }

    @Test("does not know ids of others", arguments: ["/services/", "/organizations/"])
    func notThere(_ path: String) async throws {
        #expect(try await APIHarness().get("/api/hsds" + path + "00000000-0000-4000-8000-000000000000").status == 404)
    }
}
