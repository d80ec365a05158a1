import Foundation
import TestKit
import Testing
import Web

@Suite("The command line")
struct CommandLineTests {
    @Test("gives advice for a situation at a moment", .tags(.R19, .R21))
    func triage() throws {
        let program = try Program()
        defer { program.remove() }
        let outcome = try program.run(["triage", "--at", "2026-12-24T23:30"], input: #"{"asker": "victim", "when": "within_72h"}"#)
        #expect(outcome.status == 0)
        #expect(outcome.json?["urgency"]?.text == "U1")
        #expect(outcome.json?["first"]?[0]?["service"]?.text == "csg-national")
        #expect(outcome.json?["first"]?[0]?["open"]?.truth == true)
        #expect(outcome.json?["channelsOff"]?.truth == false)
        #expect(outcome.json?["first"]?[0]?["reasons"]?[0]?["verified"]?.text == "2026-11-21")
    }

    @Test(
        "names what it does not know, lists what is allowed, and ends with 2",
        arguments: [
            (#"{"asker": "witch"}"#, "worried_other"), (#"{"colour": "red"}"#, "gender"), (#"{"forms": "images"}"#, "list"),
            ("nonsense", "JSON"),
            (#"{"forms": ["fire"]}"#, "genital_mutilation"), ("[]", "object"),
        ])
    func wrong(_ input: String, _ named: String) throws {
        let program = try Program()
        defer { program.remove() }
        let outcome = try program.run(["triage"], input: input)
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains(named), "\(outcome.errors)")
    }

    @Test(
        "ends with 2 on wrong usage, and says how it is meant",
        arguments: [
            ["triage", "--at", "tomorrow"], ["nothing"], ["casus", "--walk", "X99"], ["landscape", "find", "--kind", "circus"],
            ["rules", "show", "--language", "xx"],
        ])
    func usage(_ arguments: [String]) throws {
        let program = try Program()
        defer { program.remove() }
        let outcome = try program.run(arguments, input: "{}")
        #expect(outcome.status == 2)
        #expect(!outcome.errors.isEmpty)
    }

    @Test("proves the rules, and tells so as JSON", .tags(.R31))
    func rules() throws {
        let program = try Program()
        defer { program.remove() }
        let data = program.folder.appendingPathComponent("data").path
        let outcome = try program.run(["rules", "check", "--json", "--data", data])
        #expect(outcome.status == 0)
        #expect(outcome.json?["invariants"]?.elements?.map { $0["id"]?.text } == (1...16).map { String($0) })
        #expect(outcome.json?["invariants"]?.elements?.allSatisfy { $0["holds"]?.truth == true } == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: data + "/receipts").count == 1)
    }

    @Test("refuses a planted rule by the promise it breaks, with a situation, and ends with 1", .tags(.R116))
    func planted() throws {
        let program = try Program()
        defer { program.remove() }
        try program.change("triage/needs.yaml") {
            $0 + """

                  - id: planted
                    when: {police: [afraid]}
                    advise: {first: [politie-zeden]}
                    because: a-reason-that-nobody-wrote
                    source: "planted"
                    verified: 2026-11-21

                """
        }
        let outcome = try program.run(["rules", "check", "--json"])
        #expect(outcome.status == 1)
        let broken = outcome.json?["invariants"]?.elements?.filter { $0["holds"]?.truth == false }
        #expect(broken?.map { $0["id"]?.text } == ["6"])
        #expect(broken?.first?["counterexample"]?["police"]?.text == "afraid")
        #expect(try program.run(["content", "check"]).status == 3)
    }

    @Test("says where a forbidden phrase stands, as a broken promise", .tags(.R56))
    func phrase() throws {
        let program = try Program()
        defer { program.remove() }
        try program.change("wording/nl/reasons.yaml") { $0.replacing("acute-csg: \"", with: "acute-csg: \"Straks is het te laat. ") }
        let outcome = try program.run(["rules", "check"])
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("BROKEN 10"))
        #expect(outcome.output.contains("wording/nl/reasons.yaml:"))
    }

    @Test("refuses broken content with file, line and reason, and ends with 3")
    func broken() throws {
        let program = try Program()
        defer { program.remove() }
        try program.change("directory/helplines.yaml") { $0.replacing("0800-0432", with: "nul-achthonderd") }
        let outcome = try program.run(["content", "check"])
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("directory/helplines.yaml:"))
        #expect(outcome.errors.contains("nul-achthonderd"))
        #expect(try program.run(["triage"], input: "{}").status == 3)
        #expect(try Program().run(["casus"]).status == 0)
    }

    @Test("refuses for release what nobody called, and allows it for a demonstration", .tags(.R21))
    func release() throws {
        let program = try Program()
        defer { program.remove() }
        #expect(try program.run(["content", "check"]).status == 0)
        let outcome = try program.run(["content", "check", "--release", "--json"])
        #expect(outcome.status == 1)
        #expect((outcome.json?["findings"]?.elements?.count ?? 0) > 65)
        #expect(try program.run(["serve", "--port", "0", "--data", program.folder.path]).status == 1)
    }

    @Test("runs the cases, as JSON, and ends with 1 when one gets other advice", .tags(.R31))
    func cases() throws {
        let program = try Program()
        defer { program.remove() }
        let good = try program.run(["casus", "--json"])
        #expect(good.status == 0)
        #expect(good.json?["failed"]?.whole == 0)
        #expect((good.json?["passed"]?.whole ?? 0) >= 45)
        try program.change("casussen.yaml") { $0.replacing("first: [csg-national]", with: "first: [shn-line]") }
        let bad = try program.run(["casus", "--json"])
        #expect(bad.status == 1)
        #expect(bad.json?["cases"]?.elements?.first { $0["passed"]?.truth == false }?["misses"]?.elements?.isEmpty == false)
    }

    @Test("finds who helps where, and the police unit of a place", .tags(.R60, .R74))
    func find() throws {
        let program = try Program()
        defer { program.remove() }
        let outcome = try program.run(["landscape", "find", "--place", "7511", "--kind", "csg", "--json"])
        #expect(outcome.json?["municipality"]?.text == "Enschede")
        #expect(outcome.json?["region"]?.text == "VR05")
        #expect(outcome.json?["policeUnit"]?.text == "Oost-Nederland")
        #expect(outcome.json?["services"]?.elements?.map { $0["service"]?.text } == ["csg-national"])
    }

    @Test("draws the map of the landscape, and what another directory would change", .tags(.R35, .R30))
    func coverage() throws {
        let program = try Program()
        let other = try Program()
        defer { program.remove() }
        defer { other.remove() }
        let picture = program.folder.appendingPathComponent("map.svg").path
        let map = try program.run(["landscape", "coverage", "--json", "--picture", picture])
        #expect(map.status == 0)
        #expect((map.json?["groups"]?.elements?.count ?? 0) > 20)
        #expect(try String(contentsOfFile: picture, encoding: .utf8).hasPrefix("<svg"))
        try other.change("directory/helplines.yaml") { $0.replacing("opens: '11:00'", with: "opens: '09:00'") }
        let difference = try program.run(["landscape", "coverage", "--compare", other.content, "--json"])
        #expect((difference.json?["summary"]?["openedHours"]?.whole ?? 0) > 0)
    }
}
