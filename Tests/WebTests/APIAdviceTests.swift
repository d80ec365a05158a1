import Domain
import HTTPTypes
import TestKit
import Testing
import Web

@Suite("Advice for other systems")
struct APIAdviceTests {
    @Test("is complete when nothing is known", .tags(.R19, .R21))
    func nothingKnown() async throws {
        let answer = try await APIHarness().advise(#"{"situation": {}}"#)
        let advice = try answer.json()
        #expect(answer.status == 200)
        #expect(advice.members?.map(\.0) == ["urgency", "first", "also", "notices", "channelsOff", "talk"])
        #expect(advice["first"]?[0]?["service"] == "csg-national")
        #expect(advice["first"]?[0]?["open"] == true)
        #expect(advice["first"]?[0]?["opensAt"] == .null)
        #expect(
            advice["first"]?[0]?["reasons"]
                == [["rule": "base-csg", "text": "base-csg in nl", "source": "test", "verified": "2024-10-04"]])
        #expect(advice["channelsOff"] == false)
        #expect(advice["talk"]?["callback"] == ["offered": false])
    }

    @Test("says who is open at the moment asked about, in UTC, and calls nobody open whose hours are not sure")
    func opening() async throws {
        let question = #"{"situation": {"age": "12_15", "asker": "victim"}, "at": "2026-11-21T23:00:00+01:00"}"#
        let advice = try await APIHarness().advise(question).json()
        let services = (advice["first"]?.elements ?? []) + (advice["also"]?.elements ?? [])
        let line = try #require(services.first { $0["service"] == "kindertelefoon-line" })
        #expect(line["open"] == false)
        #expect(line["opensAt"] == "2026-11-22T10:00:00Z")
        #expect(line["hoursChecked"] == true)
        let unsure = try #require(services.first { $0["service"] == "unsure-line" })
        #expect(unsure["open"] == false)
        #expect(unsure["opensAt"] == .null)
        #expect(unsure["hoursChecked"] == false)
        #expect(advice["talk"]?["chat"]?["lines"] == ["csg-national", "vt-line", "113-line"])
        #expect(advice["notices"]?[0]?["id"] == "no_parental_gate")
    }

    @Test("takes the time of the clock in Amsterdam where no zone is given")
    func localTime() async throws {
        let harness = try APIHarness()
        let zoned = try await harness.advise(#"{"situation": {"age": "12_15"}, "at": "2026-11-21T23:00:00+01:00"}"#)
        let local = try await harness.advise(#"{"situation": {"age": "12_15"}, "at": "2026-11-21T23:00"}"#)
        #expect(zoned.status == 200)
        #expect(zoned.bytes == local.bytes)
    }

    @Test("keeps every channel off when somebody may read along", .tags(.R41))
    func readAlong() async throws {
        let advice = try await APIHarness().advise(#"{"situation": {"monitored": "yes"}}"#).json()
        #expect(advice["channelsOff"] == true)
        #expect(advice["talk"]?["callback"]?["offered"] == false)
    }

    @Test(
        "answers in the language that is asked for",
        arguments: [("en", "en"), ("nl-BE, en;q=0.5", "nl"), ("ar", "nl"), ("ar, en;q=0.2", "en"), ("*", "nl")])
    func language(_ header: String, _ expected: String) async throws {
        let answer = try await APIHarness().advise(
            #"{"situation": {}}"#, [.contentType: "application/json; charset=utf-8", .acceptLanguage: header])
        #expect(answer["Content-Language"] == expected)
        #expect(answer["Vary"] == "Accept-Language")
        #expect(try answer.json()["first"]?[0]?["reasons"]?[0]?["text"] == .string("base-csg in \(expected)"))
    }

    @Test("names everything that is wrong at once, with what is allowed")
    func allErrors() async throws {
        let answer = try await APIHarness().advise(
            #"{"situation": {"asker": "witch", "colour": "red", "forms": "images", "age": 12, "wishes": ["fly", 1]}, "at": "soon", "name": "x"}"#
        )
        #expect(answer.status == 400)
        #expect(answer["Content-Type"] == "application/problem+json")
        let places = answer.errors.map(\.place)
        #expect(
            Set(places) == [
                "#/name", "#/situation/asker", "#/situation/colour", "#/situation/forms", "#/situation/age", "#/situation/wishes", "#/at",
            ])
        #expect(answer.errors.contains { $0.detail.contains("allowed: situation, at") })
        #expect(answer.errors.contains { $0.detail.contains("victim, parent") })
    }

    @Test(
        "is refused for a body that is no question",
        arguments: ["", "{", "[]", "1", "{}", #"{"situation": []}"#, #"{"situation": null}"#, #"{"situation": {}, "situation": {}}"#])
    func noQuestion(_ body: String) async throws {
        let answer = try await APIHarness().advise(body)
        #expect(answer.status == 400)
        #expect(answer.errors.count == 1)
    }

    @Test("takes only JSON, of at most 64 KiB", arguments: ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"])
    func mediaType(_ type: String) async throws {
        let harness = try APIHarness()
        #expect(try await harness.advise("{}", [.contentType: type]).status == 415)
        #expect(try await harness.advise("{}", [.contentType: "application/json", .contentEncoding: "gzip"]).status == 415)
        let large = #"{"situation": {}, "at": ""# + String(repeating: "x", count: 65_536) + "\"}"
        let refused = try await harness.advise(large)
        #expect(refused.status == 413)
        #expect(!refused.text.contains("xxx"))
    }

    @Test("never repeats a story that somebody sent by mistake", .tags(.R7))
    func keepsStoriesOut() async throws {
        let story = String(repeating: "een lang verhaal ", count: 30)
        let answer = try await APIHarness().advise(#"{"situation": {"asker": "\#(story)", "\#(story)": "x"}, "\#(story)": 1}"#)
        #expect(answer.status == 400)
        #expect(!answer.text.contains(String(story.prefix(60))))
    }

    @Test("reads its own situations back, and tells only what is known")
    func situations() throws {
        let json: JSON = ["asker": "victim", "when": "within_72h", "forms": ["images", "stalking"], "language": "ar", "region": "VR13"]
        let situation = try Situation(json: json)
        #expect(try Situation(json: situation.json) == situation)
        #expect(situation.json["age"] == nil)
        #expect(Situation().json == [:])
        #expect(throws: SituationJSONProblem.notAnObject("a list")) { try Situation(json: []) }
    }
}
